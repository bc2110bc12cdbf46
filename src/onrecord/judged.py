"""What people decided, put together: which decisions hold, which a later one overrules, and what follows from them.

A decision is in force until it is taken back. Where two contradict each other, the later is followed and both are
shown; nothing here depends on who decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from onrecord.drafts import Ties
from onrecord.records import Anchor, Event, Incident, Judgement

Pair = tuple[str, str]


def in_force(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Those that have not been taken back, in order of time; taking back an undo puts what it undid in force again."""
    undoing: dict[str, list[Judgement]] = defaultdict(list)
    for one in judgements:
        if one.verdict == "undo":
            undoing[one.subjects[0]].append(one)

    def holds(one: Judgement) -> bool:
        return not any(map(holds, undoing[one.judgement_id]))

    return sorted((one for one in judgements if one.verdict != "undo" and holds(one)), key=_when)


def _when(one: Judgement) -> tuple[str, str]:
    return one.at, one.judgement_id


class Decisions:
    """All judgements of a record, and what follows from them for its events. Build it anew when one is added."""

    def __init__(self, judgements: Sequence[Judgement] = ()) -> None:
        self.in_force = in_force(judgements)
        self._of_article: dict[str, list[tuple[Judgement, Anchor]]] = defaultdict(list)
        self._of_event: dict[str, dict[str, Judgement]] = defaultdict(dict)
        for one in self.in_force:
            for anchor in one.anchors:
                self._of_article[anchor.article_id].append((one, anchor))
                self._of_event[anchor.event_id][one.judgement_id] = one

    def __bool__(self) -> bool:
        return bool(self.in_force)

    @property
    def events(self) -> Collection[str]:
        """The events that anything was decided on."""
        return self._of_event.keys()

    @cached_property
    def overruled(self) -> Mapping[str, str]:
        """Of each decision that is not followed, by id, the later one that is."""
        found = dict(self._ruled_out)
        latest: dict[tuple[str, str], Judgement] = {}
        covered: dict[str, bool] = {}
        for one in reversed(self.in_force):
            slots = list(_slots(one))
            later = [latest[slot] for slot in slots if slot in latest and latest[slot] != one]
            covered[one.judgement_id] = bool(slots) and len(later) == len(slots)
            contradicting = [other for other in later if _says(other) != _says(one)]
            if covered[one.judgement_id] and contradicting:
                found[one.judgement_id] = contradicting[0].judgement_id
            for slot in slots:
                latest.setdefault(slot, one)
        return found

    @cached_property
    def rejected(self) -> frozenset[str]:
        """The events that the last decision on them calls wrong."""
        return frozenset(slot[1] for slot, one in self.latest.items() if slot[0] == "" and one.verdict == "wrong")

    @cached_property
    def withdrawn(self) -> Mapping[str, str]:
        """The articles that people hold to be withdrawn, by id, each with the first judgement that says so."""
        found: dict[str, str] = {}
        for one in self.in_force:
            if one.verdict == "withdrawn":
                found.setdefault(one.subjects[0], one.judgement_id)
        return found

    @cached_property
    def latest(self) -> dict[tuple[str, str], Judgement]:
        """The last decision on each event, by what it is on: a field, or, as "", whether it is right."""
        return {slot: one for one in self.in_force for slot in _slots(one)}

    def values(self, event_ids: Iterable[str], *, of_incident: bool) -> dict[str, Judgement]:
        """The last corrections of the fields of an event, or of the incident that these events make."""
        found: dict[str, Judgement] = {}
        judgements = {j.judgement_id: j for id_ in event_ids for j in self._of_event.get(id_, {}).values()}
        for one in sorted(judgements.values(), key=_when):
            if one.verdict == "value" and one.field and _of_incident(one) == of_incident:
                found[one.field] = one
        return found

    def on(self, event_ids: Iterable[str]) -> tuple[Judgement, ...]:
        """The decisions on these events, in order of time."""
        found = {id_: one for event_id in event_ids for id_, one in self._of_event.get(event_id, {}).items()}
        return tuple(self.shown(one) for one in sorted(found.values(), key=_when))

    def about(self, one: Event | Incident) -> tuple[Judgement, ...]:
        """The decisions on an event or on the events of an incident, and which of these it does not follow."""
        if isinstance(one, Event):
            return self.on_told(one)
        followed = self.values(one.events, of_incident=True)
        return tuple(_outdone(judgement, followed) for judgement in self.on(one.events))

    def on_told(self, event: Event) -> tuple[Judgement, ...]:
        """The decisions on what is told where the event is, also where another coder gave it another id."""
        its = self._of_article.get(event.article_id, ())
        found = {one.judgement_id: one for one, anchor in its if tells(anchor, event)}
        return tuple(self.shown(one) for one in sorted(found.values(), key=_when))

    def shown(self, one: Judgement) -> Judgement:
        """The decision as it is shown on a record."""
        return replace(one, anchors=(), overruled_by=self.overruled.get(one.judgement_id))

    @cached_property
    def _weighed(self) -> tuple[dict[str, Judgement], dict[str, str]]:
        """The decisions on what is one happening that are followed, and of the others the one that speaks against."""
        groups = _Groups()
        followed: dict[str, Judgement] = {}
        ruled_out: dict[str, str] = {}
        for one in reversed(self.in_force):
            if one.verdict not in ("same", "different"):
                continue
            against = groups.against(one)
            if against is None:
                groups.take(one)
                followed[one.judgement_id] = one
            else:
                ruled_out[one.judgement_id] = against
        return followed, ruled_out

    @property
    def _ruled_out(self) -> dict[str, str]:
        return self._weighed[1]

    @cached_property
    def ties(self) -> Ties:
        """Which events are of one happening, and which are not, by the decisions that are followed."""
        same, different = (
            [one for one in self._weighed[0].values() if one.verdict == verdict] for verdict in ("same", "different")
        )
        together = frozenset(pair for one in same for ids in _subjects(one) for pair in _star(ids))
        bridges = frozenset(pair for one in same for pair in _star(min(ids) for ids in _subjects(one)))
        return Ties(together, bridges, frozenset(pair for one in different for pair in _pairs(one)))


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows from decisions that were added or taken back, as ids of events.

    `anew` are compared otherwise than before, `parted` have nothing that ties them any more, and of all of them and of
    `about` the incidents are to be made anew.
    """

    anew: frozenset[str]
    parted: frozenset[str]
    about: frozenset[str]


def turn(before: Decisions, after: Decisions) -> Turn:
    """What the one set of decisions changes of what follows from the other."""
    corrected, told = ({slot[1] for slot in _changed(before, after, of)} for of in ("ev ", "inc "))
    bound = [{*one.ties.together, *one.ties.bridges} for one in (before, after)]
    pairs = (bound[0] ^ bound[1]) | (before.ties.apart ^ after.ties.apart)
    return Turn(
        anew=frozenset(corrected | (before.rejected ^ after.rejected)),
        parted=frozenset(id_ for pair in bound[0] - bound[1] for id_ in pair),
        about=frozenset(told.union(id_ for pair in pairs for id_ in pair)),
    )


def _changed(before: Decisions, after: Decisions, of: str) -> set[tuple[str, str]]:
    """The fields of events, or of the incidents of events, whose last correction is another."""
    ones, others = (
        {(slot, decided.value) for slot, decided in one.latest.items() if slot[0].startswith(of)}
        for one in (before, after)
    )
    return {slot for slot, _ in ones ^ others}


def tells(anchor: Anchor, event: Event) -> bool:
    """Whether an event is told where the judgement is held to the text."""
    if anchor.event_id == event.event_id:
        return True
    overlaps = event.trigger.start < anchor.trigger_end and anchor.trigger_start < event.trigger.end
    return overlaps and anchor.article_id == event.article_id and event.happening is None


def closest(anchor: Anchor, events: Iterable[Event]) -> Event | None:
    """The event of its article that an anchor is held to now: the same one, else the one that is told there."""
    listed = [one for one in events if one.article_id == anchor.article_id]
    same = [one for one in listed if one.event_id == anchor.event_id]
    if same:
        return same[0]
    near = [one for one in listed if tells(anchor, one)] or [one for one in listed if _in_evidence(anchor, one)]
    return min(near, key=lambda one: _distance(anchor, one), default=None)


def _in_evidence(anchor: Anchor, event: Event) -> bool:
    within = anchor.evidence_start <= event.trigger.start and event.trigger.end <= anchor.evidence_end
    return within and event.event_type == anchor.event_type and event.happening is None


def _distance(anchor: Anchor, event: Event) -> tuple[bool, int, str]:
    return event.event_type != anchor.event_type, abs(event.trigger.start - anchor.trigger_start), event.event_id


def _of_incident(one: Judgement) -> bool:
    return one.subjects[0].startswith("inc-")


def _outdone(one: Judgement, followed: Mapping[str, Judgement]) -> Judgement:
    """A correction of an incident that has become one with another incident, whose later correction holds for both."""
    by = followed.get(one.field or "")
    if by is None or not _of_incident(one) or one.verdict != "value" or one.overruled_by or _says(by) == _says(one):
        return one
    return replace(one, overruled_by=by.judgement_id)


def _slots(one: Judgement) -> Iterator[tuple[str, str]]:
    """What a decision is on, event by event; those on pairs are weighed together."""
    if one.verdict in ("right", "wrong"):
        yield from (("", anchor.event_id) for anchor in one.anchors)
        if not one.anchors:
            yield "", one.subjects[0]
    elif one.verdict == "value":
        of = "inc" if _of_incident(one) else "ev"
        yield from ((f"{of} {one.field}", anchor.event_id) for anchor in one.anchors)


def _says(one: Judgement) -> tuple[str, str | None]:
    return one.verdict, one.value


def _pairs(one: Judgement) -> Iterator[Pair]:
    """The pairs of events that a decision puts together, or those that it keeps apart."""
    ids = _subjects(one)
    if one.verdict == "same":
        yield from _star(id_ for group in ids for id_ in group)
        return
    for one_side, other in combinations(ids, 2):
        # A report is kept apart from the rest of the incident that it is in; what two incidents share stays shared.
        both = one_side & other
        ours = one_side if one_side <= other else one_side - both
        theirs = other if other < one_side else other - both
        yield from ((min(a, b), max(a, b)) for a in ours for b in theirs if a != b)


def _star(ids: Iterable[str]) -> Iterator[Pair]:
    first, *others = sorted(set(ids))
    return ((first, other) for other in others)


def _subjects(one: Judgement) -> list[set[str]]:
    groups: dict[int, set[str]] = defaultdict(set)
    for anchor in one.anchors:
        groups[anchor.subject].add(anchor.event_id)
    return [groups[number] for number in sorted(groups)]


class _Groups:
    """Events that are together, and pairs that are apart, as decisions are taken one by one."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._made_by: dict[str, str] = {}
        self._apart: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
        self._taken = 0

    def root(self, event_id: str) -> str:
        """What names the group of an event."""
        while (up := self._parent.get(event_id, event_id)) != event_id:
            event_id = up
        return event_id

    def against(self, one: Judgement) -> str | None:
        """A decision that was taken before and contradicts this one."""
        if one.verdict == "different":
            joined = (self.root(a) for a, b in _pairs(one) if self.root(a) == self.root(b))
            return next((self._made_by[root] for root in joined if root in self._made_by), None)
        roots = {self.root(id_) for pair in _pairs(one) for id_ in pair}
        held = [by for root in roots for other, by in self._apart.get(root, {}).items() if other in roots]
        return min(held)[1] if held else None

    def take(self, one: Judgement) -> None:
        """Follow the decision."""
        self._taken += 1
        for a, b in _pairs(one):
            if one.verdict == "different":
                self._keep_apart(self.root(a), self.root(b), (self._taken, one.judgement_id))
            else:
                first, second = sorted((self.root(a), self.root(b)))
                self._join(first, second)
                self._made_by[first] = one.judgement_id

    def _keep_apart(self, one: str, other: str, by: tuple[int, str]) -> None:
        self._apart[one][other] = self._apart[other][one] = min(by, self._apart[one].get(other, by))

    def _join(self, first: str, second: str) -> None:
        self._parent[second] = first
        if first != second:
            for other, by in self._apart.pop(second, {}).items():
                del self._apart[other][second]
                self._keep_apart(first, other, by)
