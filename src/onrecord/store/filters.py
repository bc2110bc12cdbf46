"""What can be asked of the record: the filters of every command, and the conditions that they become.

A filter means one thing whatever is listed. Those that speak of events (type, mode, actor, standing, place ...) let
through the articles and statements in which such an event is told, and the actors that took part in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from sqlalchemy import Column, ColumnElement, Select, Table, and_, func, not_, or_, select

from onrecord.errors import SettingError
from onrecord.store.schema import (
    actor,
    actor_name,
    article,
    claim,
    event,
    event_party,
    figure,
    incident,
    incident_event,
    more_evidence,
    party,
    place,
)
from onrecord.store.sqlite import matching

Words = str | tuple[str, ...]
Clause = ColumnElement[bool]

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_AFTER_ANY = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to list; each filter that is not None must hold. A tuple of words means any of them.

    `actor`, `recipient` and `source` take an ISO country ("PAK"), a sector ("GOV"), both ("PAK/GOV"), an actor's id
    ("TTP"), or part of a name or of the words used, whatever their case ("foreign office"). `since` and `until` are
    days, months or years, both included: an event is within them if it may have been then; one without a date never is.
    `country` is where it happened, `text` looks for words (see `sqlite.matching`), `unread` for articles that could not
    be read, `counting` for those that were neither withdrawn nor replaced by a newer version. `as_of` is a day or a
    time in UTC: what the record knew then, to the end of that day, minute or second. `order` "date" is the oldest
    first, "newest" the newest, what has no date last; "told" is the most told first, of incidents; "id" is the fastest.
    """

    actor: Words | None = None
    recipient: Words | None = None
    source: Words | None = None
    type: Words | None = None
    mode: Words | None = None
    modality: Words | None = None
    scope: Words | None = None
    standing: Words | None = None
    stance: Words | None = None
    factuality: Words | None = None
    kind: Words | None = None
    country: Words | None = None
    place: str | None = None
    publisher: Words | None = None
    language: Words | None = None
    article: str | None = None
    event: str | None = None
    incident: str | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    unread: bool | None = None
    counting: bool | None = None
    as_of: str | None = None
    order: Literal["id", "date", "newest", "told"] = "id"
    limit: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        for name, value in (("since", self.since), ("until", self.until)):
            if value is not None and not _DAY.fullmatch(value):
                raise SettingError(f"{name} is {value!r}; give a day (2023-12-14), a month (2023-12) or a year (2023).")
        if (self.limit is not None and self.limit < 0) or self.offset < 0:
            raise SettingError("limit and offset cannot be negative.")


class Asked(TypedDict, total=False):
    """The filters as a caller names them; what each means is said in `Filters`."""

    actor: Words | None
    recipient: Words | None
    source: Words | None
    type: Words | None
    mode: Words | None
    modality: Words | None
    scope: Words | None
    standing: Words | None
    stance: Words | None
    factuality: Words | None
    kind: Words | None
    country: Words | None
    place: str | None
    publisher: Words | None
    language: Words | None
    article: str | None
    event: str | None
    incident: str | None
    text: str | None
    since: str | None
    until: str | None
    unread: bool | None
    counting: bool | None
    as_of: str | None
    order: Literal["id", "date", "newest", "told"]
    limit: int | None
    offset: int


def one_of(column: ColumnElement[Any], words: Words | None) -> Iterator[Clause]:
    """The column is one of the words; nothing where there is no such filter."""
    if words is not None:
        yield column.in_((words,) if isinstance(words, str) else words)


def parties(words: Words) -> Select[tuple[int]]:
    """The keys of the parties that fit any of the words."""
    listed = (words,) if isinstance(words, str) else words
    return select(party.c.key).where(or_(*(_is_party(word.strip()) for word in listed)))


def _is_party(word: str) -> Clause:
    if re.fullmatch(r"[A-Z]{2,4}/[A-Z]{2,4}", word):
        country, sector = word.split("/")
        return and_(party.c.country == country, party.c.sector == sector)
    exact = or_(party.c.country == word, party.c.sector == word, party.c.actor_id == word)
    aliases = select(actor.c.actor_id).join(actor_name, actor_name.c.actor == actor.c.key)
    return or_(
        exact, _named(party.c.folded, word), party.c.actor_id.in_(aliases.where(_named(actor_name.c.folded, word)))
    )


def _named(column: ColumnElement[str], word: str) -> Clause:
    """Part of a name; a code of capitals ("PAK") is none, or it would be found in "Pakistan"."""
    folded = word.casefold()
    if len(word) <= 4 and word.isupper():
        lines = ("\n" + column + "\n") if column.key == "folded" else column
        return lines.contains(f"\n{folded}\n", autoescape=True)
    return column.contains(folded, autoescape=True)


def is_actor(words: Words) -> Clause:
    """The account of an actor fits any of the words."""
    listed = (words,) if isinstance(words, str) else words
    return or_(*(_is_actor(word.strip()) for word in listed))


def _is_actor(word: str) -> Clause:
    if re.fullmatch(r"[A-Z]{2,4}/[A-Z]{2,4}", word):
        country, sector = word.split("/")
        return and_(actor.c.country == country, actor.c.sector == sector)
    named = select(actor_name.c.actor).where(_named(actor_name.c.folded, word))
    exact = or_(actor.c.country == word, actor.c.sector == word, actor.c.actor_id == word)
    return or_(exact, func.lower(actor.c.name) == word.casefold(), actor.c.key.in_(named))


def places(filters: Filters) -> Iterator[Select[tuple[int]]]:
    """The keys of the places that fit, where the filters speak of places."""
    if filters.country is not None:
        yield select(place.c.key).where(*one_of(place.c.country, filters.country))
    if filters.place is not None:
        yield select(place.c.key).where(place.c.folded.contains(filters.place.casefold(), autoescape=True))


def within(earliest: ColumnElement[Any], latest: ColumnElement[Any], filters: Filters) -> Iterator[Clause]:
    """The time between two columns may touch what was asked for; ISO dates sort as text, a month before its days."""
    if filters.since is not None:
        yield or_(latest + _AFTER_ANY >= filters.since, and_(latest.is_(None), earliest.is_not(None)))
    if filters.until is not None:
        yield or_(earliest <= filters.until + _AFTER_ANY, and_(earliest.is_(None), latest.is_not(None)))


def _printed_by(words: Words | None) -> Iterator[Clause]:
    """Part of the publisher's name, whatever its case."""
    if words is not None:
        listed = (words,) if isinstance(words, str) else words
        yield or_(*(func.lower(article.c.publisher).contains(word.lower(), autoescape=True) for word in listed))


def told_in(filters: Filters) -> list[Clause]:
    """The conditions on the article that something is told in."""
    a = article.c
    return [
        *_printed_by(filters.publisher),
        *one_of(a.language, filters.language),
        *one_of(a.article_id, filters.article),
        *([] if filters.counting is None else [counts() if filters.counting else not_(counts())]),
    ]


def counts() -> Clause:
    """The condition on an article that incidents rest on it: neither withdrawn nor replaced by a newer version."""
    return and_(article.c.superseded_by.is_(None), article.c.withdrawn.is_(False))


def of_events(filters: Filters) -> list[Clause]:
    """The conditions on a row of `event` by the filters that speak of what happened."""
    e = event.c
    clauses = [
        *one_of(e.event_id, filters.event),
        *one_of(e.event_type, filters.type),
        *one_of(e.mode, filters.mode),
        *one_of(e.modality, filters.modality),
        *one_of(e.scope, filters.scope),
        *one_of(e.standing, filters.standing),
        *(e.place.in_(keys) for keys in places(filters)),
        *(e.key.in_(keys) for keys in took_part(event_party, event_party.c.event, filters)),
    ]
    if filters.kind is not None:
        clauses.append(e.key.in_(select(figure.c.event).where(*one_of(figure.c.kind, filters.kind))))
    if filters.incident is not None:
        linked = select(incident_event.c.event).join(incident, incident.c.key == incident_event.c.incident)
        clauses.append(e.key.in_(linked.where(incident.c.incident_id == filters.incident)))
    return clauses


def took_part(table: Table, owner: Column[int], filters: Filters) -> Iterator[Select[Any]]:
    """The keys of the events, or incidents, that the actor and the recipient asked for took part in."""
    for role, words in (("actor", filters.actor), ("recipient", filters.recipient)):
        if words is not None:
            yield select(owner).where(table.c.role == role, table.c.party.in_(parties(words)))


def of_voices(table: Table, filters: Filters) -> list[Clause]:
    """The conditions on a row of `statement` or `claim` by who says it and how."""
    clauses = list(one_of(table.c.stance, filters.stance))
    if filters.source is not None:
        clauses.append(table.c.source.in_(parties(filters.source)))
    if table is claim:
        clauses.extend(one_of(claim.c.factuality, filters.factuality))
    return clauses


def with_words(filters: Filters) -> list[Clause]:
    """The condition on a row of `event` that its evidence, or that of a claim about it, has the words."""
    if filters.text is None:
        return []
    found = matching("passage", filters.text)
    more = select(more_evidence.c.event).where(more_evidence.c.passage.in_(found))
    claimed = select(claim.c.event).where(claim.c.evidence.in_(found))
    return [or_(event.c.evidence.in_(found), event.c.key.in_(more), event.c.key.in_(claimed))]
