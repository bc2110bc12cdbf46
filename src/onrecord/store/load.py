"""From rows to records: the frozen records as they were given, their words cut out of the article's text."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, Table, select
from sqlalchemy.engine import Connection

from onrecord.records import (
    Actor,
    Affiliation,
    Article,
    Claim,
    Coder,
    Dateline,
    Event,
    EventDate,
    Figure,
    Party,
    Place,
    Published,
    Reading,
    Role,
    Span,
    Statement,
)
from onrecord.store import schema
from onrecord.store.schema import (
    article,
    claim,
    coder,
    event,
    event_party,
    figure,
    party,
    passage,
    place,
    statement,
    term,
)

Found = Row[Any]
Many = dict[int, list[Found]]

_source = party.alias("source_party")
_via = statement.alias("via_statement")
_about = event.alias("about_event")
_happening = event.alias("happening_event")
_SOURCE = [
    _source.c[name].label(f"source_{name}") for name in ("name", "actor_id", "country", "sector", "naming", "text")
]
PLACE = [
    place.c[name].label(f"place_{name}")
    for name in ("name", "admin1", "country", "latitude", "longitude", "geonames_id", "precision", "runner_up")
]


def articles_query() -> Select[Any]:
    """What `load_articles` takes rows of."""
    return select(article)


# What a row merely looks up is joined from the outside, though it is always there: so the planner cannot begin with it.


def statements_query() -> Select[Any]:
    """What `load_statements` takes rows of."""
    columns = [c for c in statement.c if c.name not in ("source", "via", "decided_by")]
    return (
        select(*columns, *_SOURCE, _via.c.statement_id.label("via"), term.c.term.label("decided_by"))
        .join_from(statement, article, article.c.key == statement.c.article)
        .outerjoin(_source, _source.c.key == statement.c.source)
        .outerjoin(_via, _via.c.key == statement.c.via)
        .outerjoin(term, term.c.key == statement.c.decided_by)
    )


def events_query() -> Select[Any]:
    """What `load_events` takes rows of."""
    columns = [c for c in event.c if c.name not in ("about", "happening", "evidence", "decided_by", "coder", "place")]
    return (
        select(
            *columns,
            _about.c.event_id.label("about"),
            _happening.c.event_id.label("happening"),
            passage.c.start.label("evidence_start"),
            passage.c.end.label("evidence_end"),
            *PLACE,
            coder.c.version,
            coder.c.codebook,
            term.c.term.label("decided_by"),
        )
        .join_from(event, article, article.c.key == event.c.article)
        .outerjoin(passage, passage.c.key == event.c.evidence)
        .outerjoin(coder, coder.c.key == event.c.coder)
        .outerjoin(term, term.c.key == event.c.decided_by)
        .outerjoin(place, place.c.key == event.c.place)
        .outerjoin(_about, _about.c.key == event.c.about)
        .outerjoin(_happening, _happening.c.key == event.c.happening)
    )


def claims_query() -> Select[Any]:
    """What `load_claims` takes rows of."""
    columns = [c for c in claim.c if c.name not in ("source", "statement", "evidence", "decided_by", "event")]
    return (
        select(
            *columns,
            *_SOURCE,
            claim.c.event.label("event_key"),
            event.c.event_id,
            event.c.article,
            statement.c.statement_id,
            passage.c.start.label("evidence_start"),
            passage.c.end.label("evidence_end"),
            term.c.term.label("decided_by"),
        )
        .join_from(claim, event, event.c.key == claim.c.event)
        .join(article, article.c.key == event.c.article)
        .outerjoin(passage, passage.c.key == claim.c.evidence)
        .outerjoin(term, term.c.key == claim.c.decided_by)
        .outerjoin(statement, statement.c.key == claim.c.statement)
        .outerjoin(_source, _source.c.key == claim.c.source)
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What events have several of, by the event's key."""

    parties: Many
    contexts: Many
    more: Many
    figures: Many
    claims: Many


def _parties_of(keys: Sequence[int]) -> Select[Any]:
    query = select(event_party, *(c for c in party.c if c.name not in ("key", "digest", "folded"))).join_from(
        event_party, party
    )
    order = event_party.c.event, event_party.c.role, event_party.c.position
    return query.where(event_party.c.event.in_(keys)).order_by(*order)


def _figures_of(keys: Sequence[int]) -> Select[Any]:
    columns = [c for c in figure.c if c.name != "claim"]
    query = select(*columns, claim.c.claim_id).outerjoin_from(figure, claim, claim.c.key == figure.c.claim)
    return query.where(figure.c.event.in_(keys)).order_by(figure.c.event, figure.c.position)


def _claims_of(keys: Sequence[int]) -> Select[Any]:
    return claims_query().where(claim.c.event.in_(keys)).order_by(claim.c.event, claim.c.position)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def _party(row: Found) -> Party:
    return Party(row.name, row.actor_id, row.country, row.sector, row.naming, row.start, row.end, row.text)


def _source_of(row: Found) -> Party | None:
    if row.source_name is None:
        return None
    who = row.source_name, row.source_actor_id, row.source_country, row.source_sector, row.source_naming
    return Party(*who, row.source_start, row.source_end, row.source_text)


def date_of(row: Found, text: str) -> EventDate | None:
    """The date in a row's columns, its words cut out of the text."""
    if row.date_precision is None:
        return None
    when = row.date_earliest, row.date_latest, row.date_edtf, row.date_precision, row.date_basis
    return EventDate(*when, row.date_start, row.date_end, text[row.date_start : row.date_end], row.date_told_in)


def place_of(row: Found, text: str) -> Place | None:
    """The place in a row's columns, its words cut out of the text."""
    if row.place_name is None:
        return None
    words = row.place_start, row.place_end, text[row.place_start : row.place_end]
    where = row.place_latitude, row.place_longitude, row.place_geonames_id, row.place_precision
    choice = row.place_runner_up, row.place_margin, row.place_told_in
    return Place(row.place_name, row.place_admin1, row.place_country, *where, *words, *choice)


def figure_of(row: Found, text: str) -> Figure:
    """The figure in a row, its words cut out of the text."""
    count = row.low, row.best, row.high
    return Figure(row.kind, row.whom, row.side, *count, row.claim_id, row.start, row.end, text[row.start : row.end])


def _article(row: Found, spans: Iterable[Found]) -> Article:
    evidence = tuple(_span(row.text, r.start, r.end) for r in spans)
    dateline = None if row.dateline_place is None else Dateline(row.dateline_place, row.dateline_text)
    return Article(
        article_id=row.article_id,
        text=row.text,
        origin=row.origin,
        url=row.url,
        publisher=row.publisher,
        title=row.title,
        language=row.language,
        published=Published(row.published, row.published_precision, row.published_basis, evidence),
        dateline=dateline,
        same_text_as=row.same_text_as,
        supersedes=row.supersedes,
        withdrawn=row.withdrawn,
        unread_reason=row.unread_reason,
        updated=row.updated,
        notice=row.notice,
        supersedes_basis=row.supersedes_basis,
        superseded_by=row.superseded_by,
        withdrawn_by=row.withdrawn_by,
    )


def _actor(row: Found, names: Iterable[Found], roles: Iterable[Found], ties: Iterable[Found]) -> Actor:
    return Actor(
        actor_id=row.actor_id,
        name=row.name,
        names=tuple(r.name for r in names),
        kind=row.kind,
        country=row.country,
        sector=row.sector,
        roles=tuple(Role(r.office, r.of, r.sector, r.since, r.until) for r in roles),
        affiliations=tuple(map(_affiliation, ties)),
    )


def _affiliation(row: Found) -> Affiliation:
    evidence = None if row.evidence_start is None else Span(row.evidence_start, row.evidence_end, row.evidence_text)
    return Affiliation(
        row.to, row.kind, row.basis, row.source, row.factuality, row.since, row.until, row.article_id, evidence
    )


def figures_query() -> Select[Any]:
    """Where the figures are; events and articles are joined, for conditions on them."""
    return (
        select(figure.c.event, figure.c.position)
        .join_from(figure, event, event.c.key == figure.c.event)
        .join(article, article.c.key == event.c.article)
    )


class Loader:
    """Makes records of rows over one connection; keeps the texts of the articles that the last rows are of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._articles: dict[int, tuple[str, str]] = {}

    def articles(self, rows: Sequence[Found]) -> list[Article]:
        """The articles of rows of `articles_query`."""
        spans = self._of(schema.published_evidence, "article", [row.key for row in rows])
        return [_article(row, spans.get(row.key, ())) for row in rows]

    def statements(self, rows: Sequence[Found]) -> list[Statement]:
        """The statements of rows of `statements_query`."""
        self._fetch_articles(row.article for row in rows)
        contents = self._passages(schema.statement_content, "statement", [row.key for row in rows])
        return [self._statement(row, contents.get(row.key, ())) for row in rows]

    def claims(self, rows: Sequence[Found]) -> list[Claim]:
        """The claims of rows of `claims_query`."""
        self._fetch_articles(row.article for row in rows)
        return [self._claim(row) for row in rows]

    def events(self, rows: Sequence[Found]) -> list[Event]:
        """The events of rows of `events_query`, with their claims and figures."""
        self._fetch_articles(row.article for row in rows)
        keys = [row.key for row in rows]
        parts = _Parts(
            parties=self._grouped(_parties_of(keys), "event"),
            contexts=self._of(schema.event_context, "event", keys),
            more=self._passages(schema.more_evidence, "event", keys),
            figures=self._grouped(_figures_of(keys), "event"),
            claims=self._grouped(_claims_of(keys), "event_key"),
        )
        return [self._event(row, parts) for row in rows]

    def actors(self, keys: Sequence[int]) -> dict[int, Actor]:
        """Each account of an actor, by key."""
        rows = self._connection.execute(select(schema.actor).where(schema.actor.c.key.in_(keys)))
        names, roles, ties = (
            self._of(table, "actor", keys) for table in (schema.actor_name, schema.actor_role, schema.affiliation)
        )
        return {r.key: _actor(r, names.get(r.key, ()), roles.get(r.key, ()), ties.get(r.key, ())) for r in rows}

    def reading(self, article_key: int) -> Reading:
        """All that reading one article gave, as it was written."""
        found, statements, events = (
            self._connection.execute(query).all()
            for query in (
                articles_query().where(article.c.key == article_key),
                statements_query().where(statement.c.article == article_key).order_by(statement.c.key),
                events_query().where(event.c.article == article_key).order_by(event.c.key),
            )
        )
        links = self._of(schema.article_actor, "article", [article_key]).get(article_key, ())
        actors = self.actors([link.actor for link in links])
        return Reading(
            self.articles(found)[0],
            tuple(self.statements(statements)),
            tuple(self.events(events)),
            tuple(actors[link.actor] for link in links),
            found[0].times,
        )

    def _fetch_articles(self, keys: Iterable[int]) -> None:
        needed = set(keys)
        self._articles = {key: self._articles[key] for key in needed & self._articles.keys()}
        missing = needed - self._articles.keys()
        query = select(article.c.key, article.c.article_id, article.c.text).where(article.c.key.in_(missing))
        self._articles.update((key, (id_, text)) for key, id_, text in self._connection.execute(query))

    def _of(self, table: Table, owner: str, keys: Sequence[int]) -> Many:
        column = table.c[owner]
        return self._grouped(select(table).where(column.in_(keys)).order_by(column, table.c.position), owner)

    def _passages(self, table: Table, owner: str, keys: Sequence[int]) -> Many:
        column = table.c[owner]
        query = select(column, passage.c.start, passage.c.end).join_from(table, passage)
        return self._grouped(query.where(column.in_(keys)).order_by(column, table.c.position), owner)

    def _grouped(self, query: Select[Any], owner: str) -> Many:
        found: Many = defaultdict(list)
        for row in self._connection.execute(query):
            found[getattr(row, owner)].append(row)
        return found

    def _statement(self, row: Found, content: Iterable[Found]) -> Statement:
        article_id, text = self._articles[row.article]
        return Statement(
            statement_id=row.statement_id,
            article_id=article_id,
            source=_source_of(row),
            cue=_span(text, row.cue_start, row.cue_end),
            content=tuple(_span(text, r.start, r.end) for r in content),
            stance=row.stance,
            said=row.said,
            via=row.via,
            decided_by=row.decided_by,
        )

    def _claim(self, row: Found) -> Claim:
        _, text = self._articles[row.article]
        return Claim(
            claim_id=row.claim_id,
            event_id=row.event_id,
            statement_id=row.statement_id,
            source=_source_of(row),
            cue=None if row.cue_start is None else _span(text, row.cue_start, row.cue_end),
            stance=row.stance,
            factuality=row.factuality,
            said=row.said,
            evidence=_span(text, row.evidence_start, row.evidence_end),
            decided_by=row.decided_by,
        )

    def _event(self, row: Found, parts: _Parts) -> Event:
        article_id, text = self._articles[row.article]
        parties = [(r.role, _party(r)) for r in parts.parties.get(row.key, ())]
        return Event(
            event_id=row.event_id,
            article_id=article_id,
            trigger=_span(text, row.trigger_start, row.trigger_end),
            event_type=row.event_type,
            mode=row.mode,
            contexts=tuple(r.context for r in parts.contexts.get(row.key, ())),
            cameo=row.cameo,
            scope=row.scope,
            actor=tuple(one for role, one in parties if role == "actor"),
            recipient=tuple(one for role, one in parties if role == "recipient"),
            modality=row.modality,
            standing=row.standing,
            date=date_of(row, text),
            place=place_of(row, text),
            figures=tuple(figure_of(r, text) for r in parts.figures.get(row.key, ())),
            claims=tuple(self._claim(r) for r in parts.claims.get(row.key, ())),
            about=row.about,
            happening=row.happening,
            evidence=_span(text, row.evidence_start, row.evidence_end),
            more_evidence=tuple(_span(text, r.start, r.end) for r in parts.more.get(row.key, ())),
            coder=Coder(row.version, row.codebook, row.decided_by, tuple(json.loads(row.cues or "[]"))),
        )
