"""Who is tied to whom, and who acted on whom: affiliations as they are told, and incidents counted by their parties."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.engine import Connection

from onrecord.judged import in_force
from onrecord.store.conditions import on_incident
from onrecord.store.filters import Filters, counts
from onrecord.store.judging import load_judgements
from onrecord.store.schema import (
    actor,
    affiliation,
    article,
    article_actor,
    incident,
    incident_party,
    party,
)

_VERDICTS = ("right", "wrong")


@dataclass(frozen=True, slots=True)
class ToldTie:
    """An affiliation as the register or one report has it; `sentence` is what it rests on."""

    actor: str
    to: str
    kind: str
    basis: str
    source: str | None
    factuality: str
    since: str | None
    until: str | None
    article_id: str | None
    publisher: str | None
    published: str | None
    sentence: str | None


@dataclass(frozen=True, slots=True)
class CountedActs:
    """Incidents of one type and standing between two parties, by actor id or else by name."""

    actor: str
    recipient: str
    event_type: str | None
    standing: str
    mutual: bool
    incidents: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person holds of a tie that a report proposes."""

    by: str
    at: str
    verdict: str
    reason: str | None


def ties_told(connection: Connection) -> list[ToldTie]:
    """Every affiliation of an actor that the record knows, each once."""
    a = affiliation.c
    told = (a.to, a.kind, a.basis, a.source, a.factuality, a.since, a.until, a.article_id)
    sentence = a.evidence_text.label("sentence")
    columns = (actor.c.actor_id.label("actor"), *told, article.c.publisher, article.c.published, sentence)
    query = (
        select(*columns)
        .join_from(affiliation, actor, actor.c.key == a.actor)
        .outerjoin(article, article.c.article_id == a.article_id)
        .where(a.actor.in_(select(article_actor.c.actor)), or_(a.article_id.is_(None), counts()))
        .distinct()
        .order_by(actor.c.actor_id, a.kind, a.to, a.article_id)
    )
    return [ToldTie(**row._mapping) for row in connection.execute(query)]


def acts_counted(connection: Connection, filters: Filters) -> Iterator[CountedActs]:
    """Who did what to whom, counted over the incidents that pass the filters; unnamed parties are left out.

    In mutual acts (talks) both sides are actors and nobody is the recipient; they are counted once, in the order of
    their ids.
    """
    for mutual in (False, True):
        for row in connection.execute(_counted(filters, mutual=mutual)):
            yield CountedActs(row[0], row[1], row[2], row[3], mutual, row[4], row[5], row[6])


def _counted(filters: Filters, *, mutual: bool) -> Select[Any]:
    i, one, other = incident.c, incident_party.alias("one").c, incident_party.alias("other").c
    doer, done_to = party.alias("doer").c, party.alias("done_to").c
    names = func.coalesce(doer.actor_id, doer.name), func.coalesce(done_to.actor_id, done_to.name)
    known = [or_(who.actor_id.is_not(None), who.naming == "named") for who in (doer, done_to)]
    had = select(incident_party.c.incident).where(incident_party.c.role == "recipient")
    roles = (
        [other.role == "actor", names[0] < names[1], i.key.not_in(had)]
        if mutual
        else [other.role == "recipient", names[0] != names[1]]
    )
    return (
        select(
            *names,
            i.event_type,
            i.standing,
            func.count(i.key.distinct()),
            func.min(i.date_earliest),
            func.max(i.date_latest),
        )
        .where(one.incident == i.key, other.incident == i.key, doer.key == one.party, done_to.key == other.party)
        .where(one.role == "actor", *roles, *known, *on_incident(filters))
        .group_by(*names, i.event_type, i.standing)
        .order_by(*names, i.event_type, i.standing)
    )


def verdicts_on(connection: Connection, subjects: Set[str]) -> dict[str, list[Verdict]]:
    """What people hold of these ids, right or wrong: what was not taken back, of each person the latest."""
    found: dict[str, dict[str, Verdict]] = {}
    for one in in_force(load_judgements(connection)):
        if one.verdict in _VERDICTS and (subject := one.subjects[0]) in subjects:
            found.setdefault(subject, {})[one.by] = Verdict(one.by, one.at, one.verdict, one.reason)
    return {subject: list(by.values()) for subject, by in found.items()}
