"""What one article tells of one happening: an event, with those of its events that tell no more than the same again.

A report says "four were shot" once with day and town, and comes back to it in sentences that have neither. Such a bare
event goes with the fullest event of its type; what has a day and a place of its own, or other figures, stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.drafts import Telling, Ties
from onrecord.records import Event, Figure

UNTIED = Ties()
FIRST = 2
"""How many more tellings what an article begins with is worth."""
RETOLD = frozenset({"ASSAULT", "PROTEST"})
"""Types of which one report seldom tells two without saying where or when; words (REQUEST, ACCUSE) come in numbers."""


@dataclass(frozen=True, slots=True)
class Strand:
    """The tellings of one happening by one article, the fullest first; `main` if it is what the article has most of."""

    tellings: tuple[Telling, ...]
    main: bool

    @property
    def event(self) -> Event:
        """The fullest event."""
        return self.tellings[0].event


def strands_of(tellings: Iterable[Telling], ties: Ties = UNTIED) -> tuple[Strand, ...]:
    """The strands of any number of articles; depends on nothing outside of each article but `ties`."""
    groups: dict[tuple[str, str | None], list[Telling]] = defaultdict(list)
    for telling in tellings:
        if mergeable(telling.event):
            groups[telling.event.article_id, telling.event.event_type].append(telling)
    return tuple(strand for group in groups.values() for strand in _strands(sorted(group, key=_fullness), ties))


def mergeable(event: Event) -> bool:
    """Whether an event can be part of an incident: a single happening, not a count and not a who-did-it record."""
    return event.scope == "single" and event.happening is None


def _fullness(telling: Telling) -> tuple[bool, int, int, str]:
    event = telling.event
    known = [event.date is not None and event.date.earliest is not None, event.place is not None, bool(_counts(event))]
    return event.modality != "actual", -sum(known), event.trigger.start, event.event_id


def _strands(group: Sequence[Telling], ties: Ties) -> list[Strand]:
    found: list[list[Telling]] = []
    for telling in group:
        event = telling.event
        host = (
            next((one for one in found if _retells(event, one) and not _kept_apart(event, one, ties)), None)
            if _is_bare(event)
            else None
        )
        if host is None:
            found.append([telling])
        else:
            host.append(telling)
    first = min((t.event for t in group if t.event.modality == "actual"), key=lambda e: e.trigger.start, default=None)
    main = max(found, key=lambda one: _prominence(one, first))
    return [Strand(tuple(one), one is main) for one in found]


def _kept_apart(event: Event, host: Sequence[Telling], ties: Ties) -> bool:
    ids = (telling.event.event_id for telling in host)
    return bool(ties.apart) and any((min(event.event_id, id_), max(event.event_id, id_)) in ties.apart for id_ in ids)


def _prominence(strand: Sequence[Telling], first: Event | None) -> tuple[bool, int, int]:
    """How much an article makes of it: how often it is told, and how early; what it begins with is its news."""
    events = [telling.event for telling in strand]
    often = len(events) + sum(bool(_counts(event)) for event in events) + FIRST * (first in events)
    return events[0].modality == "actual", often, -min(event.trigger.start for event in events)


def _is_bare(event: Event) -> bool:
    return event.event_type in RETOLD and (event.date is None or event.place is None)


def _retells(event: Event, host: Sequence[Telling]) -> bool:
    first = host[0].event
    if (event.modality == "actual") != (first.modality == "actual"):
        return False
    if event.mode and first.mode and event.mode != first.mode:
        return False
    return (
        _same_when(event, first)
        and _same_where(event, first)
        and not _other_actor(event, first)
        and (all(_same_counts(event, one.event) for one in host))
    )


def _same_when(event: Event, first: Event) -> bool:
    one, other = event.date, first.date
    if not (one and other and one.earliest and one.latest and other.earliest and other.latest):
        return one is None or not one.earliest
    return one.earliest <= other.latest and other.earliest <= one.latest


def _same_where(event: Event, first: Event) -> bool:
    one, other = event.place, first.place
    if one is None or other is None:
        return one is None
    return one.name == other.name or one.geonames_id == other.geonames_id is not None


def _other_actor(event: Event, first: Event) -> bool:
    ours = {party.actor_id or party.name for party in event.actor if party.naming != "unnamed"}
    theirs = {party.actor_id or party.name for party in first.actor if party.naming != "unnamed"}
    return bool(ours and theirs) and not ours & theirs


def _same_counts(event: Event, other: Event) -> bool:
    """Whether no count is above all that the fuller telling can come to: "four were shot" is one dead and three hurt.

    Fewer hurt are a part of them: a report counts all first, and then tells how two of them and the others fared.
    """
    ours, theirs = _counts(event), _counts(other)
    if not ours or not theirs:
        return True
    part = not any(figure.kind == "killed" for figure in event.figures)
    return max(ours) <= sum(theirs) + 1 and (part or max(theirs) <= sum(ours) + 1)


def _counts(event: Event) -> list[int]:
    hurt: Iterable[Figure] = (f for f in event.figures if f.kind in ("killed", "injured"))
    return [n for f in hurt for n in (f.best if f.best is not None else f.low,) if n]
