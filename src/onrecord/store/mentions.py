"""Which incidents and parties the words that a reader typed are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, column, select, union_all
from sqlalchemy.engine import Connection

from onrecord.store.filters import parties
from onrecord.store.schema import claim, event, incident_article, incident_event, more_evidence
from onrecord.store.sqlite import in_one, listed, matching

CAP = 5_000
"""So many sentences, or articles, are looked at for one question, the newest in the record first."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """The keys of incidents whose sentences have the words; `capped`: there are more sentences than were looked at.

    `whole`: no sentence has all of them, but articles have; the incidents are those that these articles tell of.
    """

    incidents: frozenset[int]
    capped: bool
    whole: bool


def mentions(connection: Connection, words: str) -> Mentions:
    """The incidents that a search in plain words finds; no words give harm, however they are written."""
    found = _capped(connection, "passage", words)
    incidents = _keys(connection, _of_passages(found[:CAP])) if found else frozenset[int]()
    if incidents:
        return Mentions(incidents, len(found) > CAP, whole=False)
    found = _capped(connection, "article", words)
    of_articles = select(incident_article.c.incident).where(incident_article.c.article.in_(listed(found[:CAP])))
    keys = _keys(connection, of_articles) if found else frozenset()
    return Mentions(keys, len(found) > CAP, bool(found))


def _capped(connection: Connection, index: str, words: str) -> list[int]:
    query: Select[Any] = matching(index, words).order_by(column("rowid").desc()).limit(CAP + 1)
    return in_one(connection, query)


def _of_passages(keys: list[int]) -> Select[Any]:
    those = listed(keys)
    told = union_all(
        select(event.c.key).where(event.c.evidence.in_(those)),
        select(more_evidence.c.event).where(more_evidence.c.passage.in_(those)),
        select(claim.c.event).where(claim.c.evidence.in_(those)),
    ).subquery()
    return select(incident_event.c.incident).where(incident_event.c.event.in_(select(told.c[0]))).distinct()


def parties_named(connection: Connection, word: str) -> frozenset[int]:
    """The keys of the parties that a word names, as the filters of every listing take it."""
    return _keys(connection, parties(word))


def _keys(connection: Connection, query: Select[Any]) -> frozenset[int]:
    return frozenset(in_one(connection, query))
