"""What is said on a matter, and by whom: the statements and events that a few terms lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import and_, false, or_, select
from sqlalchemy.engine import Connection

from onrecord.records import Article, Event, Party, Statement
from onrecord.store.conditions import on_statement
from onrecord.store.filters import Clause, Filters, counts
from onrecord.store.load import Loader, articles_query, events_query, statements_query
from onrecord.store.schema import (
    actor,
    actor_name,
    affiliation,
    article,
    claim,
    event,
    event_party,
    incident,
    incident_event,
    more_evidence,
    party,
    statement,
    statement_content,
)
from onrecord.store.sqlite import matching_any

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a matter: any of its kinds of event (type, and mode or None), actors or words fits."""

    kinds: tuple[tuple[str, str | None], ...] = ()
    actors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voices:
    """Who is listened to: these actors, the offices of a country in these sectors, and these parties besides."""

    actors: tuple[str, ...]
    country: str | None = None
    sectors: tuple[str, ...] = ()
    parties: tuple[int, ...] = ()

    def clause(self) -> Clause:
        """The condition on a row of `party`."""
        office = and_(
            party.c.actor_id.is_(None),
            party.c.country == self.country,
            party.c.sector.in_(self.sectors),
            party.c.naming != "unnamed",
        )
        offices = [office] if self.country else []
        return or_(party.c.actor_id.in_(self.actors), party.c.key.in_(self.parties), *offices)


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party as the store knows it, without the words of one report."""

    key: int
    name: str
    actor_id: str | None


def parties_like(connection: Connection, *conditions: Clause) -> list[NamedParty]:
    """The distinct parties that fit."""
    query = select(party.c.key, party.c.name, party.c.actor_id).where(*conditions).order_by(party.c.key)
    return [NamedParty(row.key, row.name, row.actor_id) for row in connection.execute(query)]


def actors_named(connection: Connection, name: str) -> list[tuple[str, str]]:
    """Id and name of the actors of the record that bear a name, whatever its case."""
    folded = name.casefold()
    bearing = select(actor_name.c.actor).where(actor_name.c.folded == folded)
    fits = or_(actor.c.key.in_(bearing), actor.c.actor_id == name, actor.c.name.ilike(name))
    query = select(actor.c.actor_id, actor.c.name).where(fits).distinct().order_by(actor.c.actor_id)
    return [(row.actor_id, row.name) for row in connection.execute(query)]


def names_in_record(connection: Connection, actor_id: str) -> list[str]:
    """What the reports of the record call an actor."""
    query = select(actor_name.c.name).join(actor, actor.c.key == actor_name.c.actor)
    return list(connection.execute(query.where(actor.c.actor_id == actor_id).distinct()).scalars())


def tied_in_record(connection: Connection, to: str, kind: str) -> list[str]:
    """The actors that a report ties to one ("speaks_for"), by what a text says."""
    query = select(actor.c.actor_id).join(affiliation, affiliation.c.actor == actor.c.key)
    told = affiliation.c.article_id.in_(select(article.c.article_id).where(counts()))
    tied = query.where(affiliation.c.to == to, affiliation.c.kind == kind, affiliation.c.basis == "text", told)
    return list(connection.execute(tied.distinct()).scalars())


def statements_on(
    connection: Connection, voices: Voices, terms: Sequence[Term], filters: Filters | None = None
) -> list[Statement]:
    """The statements of these voices that every term fits: by an event in it, or by its words."""
    spoke = statement.c.source.in_(select(party.c.key).where(voices.clause()))
    asked = replace(filters or Filters(), counting=True)
    query = statements_query().where(spoke, *on_statement(asked), *map(_of_statement, terms))
    rows = connection.execute(query.order_by(statement.c.key))
    return [one for some in rows.partitions(_AT_ONCE) for one in Loader(connection).statements(some)]


def _of_statement(term: Term) -> Clause:
    claimed = select(claim.c.statement).join(event, event.c.key == claim.c.event)
    found = [statement.c.key.in_(claimed.where(_coded(term)))] if term.kinds or term.actors else []
    if term.words:
        fitting = matching_any("passage", term.words)
        said = select(statement_content.c.statement).where(statement_content.c.passage.in_(fitting))
        found.append(statement.c.key.in_(said))
    if term.words and not term.kinds:
        # Whom a sentence is about it may name outside of what is said; what it is about, it says.
        shown = select(claim.c.statement).where(claim.c.evidence.in_(fitting))
        found.append(statement.c.key.in_(shown))
    return or_(false(), *found)


def events_on(connection: Connection, terms: Sequence[Term]) -> list[Event]:
    """The events that every term fits; a term of kinds by its kind alone, another by who took part or by its words."""
    query = events_query().where(counts(), *map(_of_event, terms)).order_by(event.c.key)
    rows = connection.execute(query)
    return [one for some in rows.partitions(_AT_ONCE) for one in Loader(connection).events(some)]


def _of_event(term: Term) -> Clause:
    if term.kinds:
        return _coded(term)
    found = [_coded(term)] if term.actors else []
    if term.words:
        fitting = matching_any("passage", term.words)
        more = select(more_evidence.c.event).where(more_evidence.c.passage.in_(fitting))
        found += [event.c.evidence.in_(fitting), event.c.key.in_(more)]
    return or_(false(), *found)


def _coded(term: Term) -> Clause:
    took = select(event_party.c.event).join(party, party.c.key == event_party.c.party)
    kinds = [
        and_(event.c.event_type == event_type, event.c.mode == mode) if mode else event.c.event_type == event_type
        for event_type, mode in term.kinds
    ]
    with_actors = [event.c.key.in_(took.where(party.c.actor_id.in_(term.actors)))] if term.actors else []
    return or_(false(), *kinds, *with_actors)


def incidents_of(connection: Connection, event_ids: Iterable[str]) -> dict[str, str]:
    """The incident that each event is part of."""
    query = (
        select(event.c.event_id, incident.c.incident_id)
        .join(incident_event, incident_event.c.event == event.c.key)
        .join(incident, incident.c.key == incident_event.c.incident)
    )
    found: dict[str, str] = {}
    for some in _some(event_ids):
        found |= {row.event_id: row.incident_id for row in connection.execute(query.where(event.c.event_id.in_(some)))}
    return found


def articles_by_id(connection: Connection, article_ids: Iterable[str]) -> dict[str, Article]:
    """The articles with these ids."""
    found: dict[str, Article] = {}
    for some in _some(sorted(set(article_ids))):
        rows = connection.execute(articles_query().where(article.c.article_id.in_(some))).all()
        found |= {one.article_id: one for one in Loader(connection).articles(rows)}
    return found


Voice = tuple[str, str | None, str | None]
"""Name, actor id and country: what tells one party from another across reports."""


def voices_in(connection: Connection, voices: Voices) -> frozenset[Voice]:
    """All parties of the record that the voices are."""
    query = select(party.c.name, party.c.actor_id, party.c.country).where(voices.clause()).distinct()
    return frozenset((row.name, row.actor_id, row.country) for row in connection.execute(query))


def voice_of(source: Party) -> Voice:
    """What a source is told apart by."""
    return source.name, source.actor_id, source.country


def _some(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
