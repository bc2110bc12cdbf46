"""From records to rows: one dictionary a row, gathered by table, with the store's own keys."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from onrecord.records import Article, Claim, Event, EventDate, Party, Place, Reading, Span, Statement
from onrecord.store import schema
from onrecord.store.bulk import Row, insert_rows
from onrecord.store.dictionary import Dictionaries, content_of, place_content

_SPANLESS = (None, None)
_ARTICLE = (
    "article_id", "text", "origin", "url", "publisher", "title", "language", "same_text_as", "supersedes", "withdrawn",
    "unread_reason", "updated", "notice", "supersedes_basis", "superseded_by", "withdrawn_by",
)  # fmt: skip
_article_values = attrgetter(*_ARTICLE)


class Rows:
    """The rows of a batch of readings, by table."""

    def __init__(self, dictionaries: Dictionaries, following: dict[str, int]) -> None:
        self._known, self._following = dictionaries, following
        self.by_table: dict[Table, list[Row]] = defaultdict(list)

    def add(self, reading: Reading, article_key: int) -> None:
        """All rows of what the article tells; the row of the article itself is `article_row`."""
        placed = _Placed(self, article_key, reading)
        for position, span in enumerate(reading.article.published.evidence):
            self.put(schema.published_evidence, _at("article", article_key, position, start=span.start, end=span.end))
        for statement in reading.statements:
            placed.add_statement(statement)
        for event in reading.events:
            placed.add_event(event)
        for position, actor in enumerate(reading.actors):
            self.put(schema.article_actor, _at("article", article_key, position, actor=self._known.actors[actor]))

    def put(self, table: Table, row: Row) -> None:
        """One more row."""
        self.by_table[table].append(row)

    def insert(self, connection: Connection) -> None:
        """Insert all rows, a table at a time."""
        for table in schema.metadata.tables.values():
            if table in self.by_table:
                insert_rows(connection, table, self.by_table[table])

    def new_key(self, table: Table) -> int:
        """A key that no row of the table has."""
        key = self._following[table.name]
        self._following[table.name] = key + 1
        return key

    def party(self, party: Party) -> int:
        """The key of the party."""
        return self._known.parties[content_of(party)]

    def term(self, term: str) -> int:
        """The key of the term."""
        return self._known.terms[term]

    def place_row(self, place: Place | None) -> Row:
        """The columns of a place; all are empty where there is none."""
        return {
            "place": self._known.places[place_content(place)] if place else None,
            "place_margin": place.margin if place else None,
            "place_told_in": place.told_in if place else None,
            "place_start": place.start if place else None,
            "place_end": place.end if place else None,
        }

    def coder(self, version: str, codebook: str) -> int:
        """The key of the coder."""
        return self._known.coders[version, codebook]


class _Placed:
    """The rows of one reading: its records get their keys first, since they refer to each other."""

    def __init__(self, rows: Rows, article_key: int, reading: Reading) -> None:
        self._rows, self._article = rows, article_key
        self._passages: dict[tuple[int, int], int] = {}
        self._statements = {s.statement_id: rows.new_key(schema.statement) for s in reading.statements}
        self._events = {e.event_id: rows.new_key(schema.event) for e in reading.events}
        self._claims = {c.claim_id: rows.new_key(schema.claim) for e in reading.events for c in e.claims}

    def _passage(self, span: Span) -> int:
        where = span.start, span.end
        key = self._passages.get(where)
        if key is None:
            key = self._passages[where] = self._rows.new_key(schema.passage)
            self._rows.put(schema.passage, {"key": key, "article": self._article, "start": where[0], "end": where[1]})
        return key

    def add_statement(self, statement: Statement) -> None:
        key = self._statements[statement.statement_id]
        row: Row = {
            "key": key,
            "statement_id": statement.statement_id,
            "article": self._article,
            "stance": statement.stance,
            "said": statement.said,
            "via": self._statements[statement.via] if statement.via else None,
            "decided_by": self._rows.term(statement.decided_by),
            **self._voice(statement.source, statement.cue),
        }
        self._rows.put(schema.statement, row)
        self._list(schema.statement_content, "statement", key, statement.content)

    def _voice(self, source: Party | None, cue: Span | None) -> Row:
        start, end = (source.start, source.end) if source else _SPANLESS
        cue_start, cue_end = (cue.start, cue.end) if cue else _SPANLESS
        key = self._rows.party(source) if source else None
        return {"source": key, "source_start": start, "source_end": end, "cue_start": cue_start, "cue_end": cue_end}

    def _list(self, table: Table, owner: str, key: int, spans: Iterable[Span]) -> None:
        for position, span in enumerate(spans):
            self._rows.put(table, _at(owner, key, position, passage=self._passage(span)))

    def add_event(self, event: Event) -> None:
        key = self._events[event.event_id]
        self._rows.put(schema.event, {"key": key, **self._event_row(event)})
        self._add_parties(key, "actor", event.actor)
        self._add_parties(key, "recipient", event.recipient)
        for position, context in enumerate(event.contexts):
            self._rows.put(schema.event_context, _at("event", key, position, context=context))
        self._list(schema.more_evidence, "event", key, event.more_evidence)
        for position, claim in enumerate(event.claims):
            self._rows.put(schema.claim, self._claim_row(claim, key, position))
        self._add_figures(event, key)

    def _event_row(self, event: Event) -> Row:
        return {
            "event_id": event.event_id,
            "article": self._article,
            "trigger_start": event.trigger.start,
            "trigger_end": event.trigger.end,
            "event_type": event.event_type,
            "mode": event.mode,
            "cameo": event.cameo,
            "scope": event.scope,
            "modality": event.modality,
            "standing": event.standing,
            **date_row(event.date),
            **self._rows.place_row(event.place),
            "about": self._events[event.about] if event.about else None,
            "happening": self._events[event.happening] if event.happening else None,
            "evidence": self._passage(event.evidence),
            "coder": self._rows.coder(event.coder.version, event.coder.codebook),
            "decided_by": self._rows.term(event.coder.decided_by),
            "cues": json.dumps(event.coder.cues, ensure_ascii=False) if event.coder.cues else None,
            "unmerged": True,
        }

    def _add_parties(self, key: int, role: str, parties: Iterable[Party]) -> None:
        for position, party in enumerate(parties):
            row = _at("event", key, position, party=self._rows.party(party), start=party.start, end=party.end)
            self._rows.put(schema.event_party, {"role": role, **row})

    def _claim_row(self, claim: Claim, event_key: int, position: int) -> Row:
        return {
            "key": self._claims[claim.claim_id],
            "claim_id": claim.claim_id,
            "event": event_key,
            "position": position,
            "statement": self._statements[claim.statement_id] if claim.statement_id else None,
            "stance": claim.stance,
            "factuality": claim.factuality,
            "said": claim.said,
            "evidence": self._passage(claim.evidence),
            "decided_by": self._rows.term(claim.decided_by),
            **self._voice(claim.source, claim.cue),
        }

    def _add_figures(self, event: Event, key: int) -> None:
        for position, figure in enumerate(event.figures):
            row: Row = {
                "kind": figure.kind,
                "whom": figure.whom,
                "side": figure.side,
                "low": figure.low,
                "best": figure.best,
                "high": figure.high,
                "claim": self._claims[figure.claim_id] if figure.claim_id else None,
                "start": figure.start,
                "end": figure.end,
            }
            self._rows.put(schema.figure, _at("event", key, position, **row))


def article_row(article: Article, coder_version: str, stored_at: str) -> Row:
    """The row of an article, without its key."""
    published, dateline = article.published, article.dateline
    return {
        **dict(zip(_ARTICLE, map(_storable, _article_values(article)), strict=True)),
        "published": published.date,
        "published_precision": published.precision,
        "published_basis": published.basis,
        "dateline_place": dateline.place if dateline else None,
        "dateline_text": dateline.text if dateline else None,
        "coder_version": coder_version,
        "stored_at": stored_at,
    }


def _storable(value: object) -> object:
    """The value; what is no character in it, from a file name that is no UTF-8, is written as an escape."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value


def date_row(date: EventDate | None) -> Row:
    """The columns of a date; all are empty where there is none."""
    return {
        "date_earliest": date.earliest if date else None,
        "date_latest": date.latest if date else None,
        "date_edtf": date.edtf if date else None,
        "date_precision": date.precision if date else None,
        "date_basis": date.basis if date else None,
        "date_told_in": date.told_in if date else None,
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
    }


def _at(owner: str, key: int, position: int, **row: object) -> Row:
    return {owner: key, "position": position, **row}
