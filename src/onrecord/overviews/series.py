"""Series: the figures that are given, time after time, for one policy or conflict, as dated points; never summed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise

from onrecord.codebooks.matters import singular_forms
from onrecord.codebooks.register import Register
from onrecord.overviews.periods import Period, period_of
from onrecord.overviews.ranges import Change, bounds, change
from onrecord.overviews.speakers import owner_of
from onrecord.records import Article, Event, FigureKind, Party, Place, identify
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.filters import Filters
from onrecord.store.query import ToldFigure
from onrecord.store.spoken import articles_by_id

RUNNING: tuple[FigureKind, ...] = ("expelled", "displaced", "surrendered")
"""Kinds that are told as running totals, also where the report tells of one happening."""
TOTALS: tuple[FigureKind, ...] = ("attacks", "killed", "injured", "abducted", "arrested", "missing")
"""Kinds that are running totals where a report gives them over a period."""
FAMILIES: dict[FigureKind, str] = {"expelled": "people driven out", "displaced": "people driven out"}
"""Kinds that count the same: who is expelled leaves, and who leaves is counted as displaced."""
LONGEST_GAP = 731
"""Days without a figure after which a new one begins another series."""
AT_ONCE = 7
"""Days within which two sources that exclude each other contradict, and the later one does not just know more."""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series, as of `day` (when it was said, else printed; None where that is unknown).

    `change` is how it lies to the dated point before it. `denied_by` are the sources that deny what it counts.
    """

    day: str | None
    kind: FigureKind
    whom: str | None
    low: int | None
    best: int | None
    high: int | None
    text: str
    source: Party | None
    publisher: str | None
    article_id: str
    event_id: str
    period: Period | None
    sentence: str
    change: Change | None
    denied_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one series, the oldest first, those without a day last; `because` says why they are one.

    `flags` say in words that it grows, falls, or is contradicted.
    """

    series_id: str
    kinds: tuple[FigureKind, ...]
    whom: str | None
    parties: tuple[str, ...]
    place: str | None
    points: tuple[Point, ...]
    flags: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    """A point with what it is told apart by: whom it counts, who did it, where, from when."""

    point: Point
    whom: frozenset[str]
    actors: frozenset[str]
    place: Place | None

    @property
    def family(self) -> str:
        return FAMILIES.get(self.point.kind, self.point.kind)


def series(database: Database, register: Register, filters: Filters | None = None) -> tuple[Series, ...]:
    """The series of two points or more, the longest first. The filters say which figures are wanted."""
    told = _told(database, filters or Filters())
    with database.reading() as connection:
        articles = articles_by_id(connection, (one.event.article_id for one in told))
    given = [_given(one, articles[one.event.article_id], register) for one in told]
    originals = (one for one in given if articles[one.point.article_id].same_text_as is None)
    found = [_series(some, register) for some in _grouped(originals) if len(some) > 1]
    return tuple(sorted(found, key=lambda one: (-len(one.points), one.series_id)))


def _told(database: Database, filters: Filters) -> list[ToldFigure]:
    wanted = (filters.kind,) if isinstance(filters.kind, str) else filters.kind or (*RUNNING, *TOTALS)
    plain = replace(filters, counting=True, order="id", limit=None, offset=0)
    running = tuple(kind for kind in RUNNING if kind in wanted)
    totals = tuple(kind for kind in TOTALS if kind in wanted)
    found = list(query.figures(database, replace(plain, kind=running))) if running else []
    return found + (list(query.figures(database, replace(plain, kind=totals, scope="aggregate"))) if totals else [])


def _given(told: ToldFigure, article: Article, register: Register) -> _Given:
    event, figure = told.event, told.figure
    claim = next((one for one in event.claims if one.claim_id == figure.claim_id), None)
    spans = (event.evidence, *event.more_evidence)
    sentence = next((span for span in spans if span.start <= figure.start < span.end), event.evidence)
    printed = article.published.date
    point = Point(
        day=(claim.said if claim else None) or printed,
        kind=figure.kind,
        whom=figure.whom,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        text=figure.text,
        source=claim.source if claim else None,
        publisher=article.publisher,
        article_id=event.article_id,
        event_id=event.event_id,
        period=period_of(event, figure, sentence, printed),
        sentence=sentence.text,
        change=None,
        denied_by=tuple(_deniers(event)),
    )
    actors = frozenset(owner_of(one) for one in event.actor if one.naming != "unnamed")
    return _Given(point, _people(figure.whom, register), actors, event.place)


def _deniers(event: Event) -> Iterator[str]:
    for claim in event.claims:
        if claim.factuality.endswith("-"):
            yield claim.source.name if claim.source else "the article itself"


def _people(whom: str | None, register: Register) -> frozenset[str]:
    """Whom a figure counts: the peoples and groups that are named ("Afghan nationals": AFG), else the noun."""
    if not whom:
        return frozenset()
    named = {sense.actor_id for found in register.names_in(whom) for sense in found.senses}
    *_, noun = singular_forms(whom.casefold().split()[-1])
    return frozenset(named or {noun})


def _grouped(given: Iterable[_Given]) -> Iterator[list[_Given]]:
    """Points that fit each other, every one with every other; in the order of their days."""

    def family(one: _Given) -> str:
        return one.family

    for _, some in groupby(sorted(given, key=family), key=family):
        groups: list[list[_Given]] = []
        for one in sorted(some, key=_in_time):
            fitting = (group for group in groups if all(_are_one(other, one) for other in group))
            group = next(fitting, None)
            if group is None:
                groups.append([one])
            else:
                group.append(one)
        yield from groups


def _in_time(one: _Given) -> tuple[str, str, str]:
    return one.point.day or "~", one.point.article_id, one.point.event_id + one.point.text


def _are_one(one: _Given, other: _Given) -> bool:
    """Nothing tells them apart, and something that both name ties them: whom they count, who did it, or where."""
    parts = [_same_people(one, other), _same(one.actors, other.actors), _same_place(one.place, other.place)]
    if False in parts or True not in parts or not _same_period(one.point, other.point):
        return False
    days = _days_between(one.point.day, other.point.day)
    return days is None or days <= LONGEST_GAP


def _same_people(one: _Given, other: _Given) -> bool | None:
    """Two who count soldiers may count others' soldiers; only a people or a group by name ties them."""
    same = _same(one.whom, other.whom)
    return None if same and not any(name.isupper() for name in one.whom & other.whom) else same


def _same(one: frozenset[str], other: frozenset[str]) -> bool | None:
    return None if not one or not other else not one.isdisjoint(other)


def _same_place(one: Place | None, other: Place | None) -> bool | None:
    if one is None or other is None:
        return None
    return (one.country, one.admin1, one.name) == (other.country, other.admin1, other.name)


def _same_period(one: Point, other: Point) -> bool:
    """A count over May is no earlier state of one over June; two that begin on one day may be.

    A running total needs no period; a count that names none may be over any.
    """
    ours, theirs = one.period, other.period
    if ours is None or theirs is None:
        return ours is theirs or one.kind in RUNNING
    if ours.earliest is None or theirs.earliest is None:
        return (ours.edtf, ours.text.casefold()) == (theirs.edtf, theirs.text.casefold())
    return ours.earliest == theirs.earliest


def _days_between(one: str | None, other: str | None) -> int | None:
    try:
        return abs((date.fromisoformat(one or "") - date.fromisoformat(other or "")).days)
    except ValueError:
        return None


def _series(some: Sequence[_Given], register: Register) -> Series:
    points = tuple(_with_changes([one.point for one in some]))
    return Series(
        series_id=identify("ser", *sorted(f"{p.event_id} {p.text}" for p in points)),
        kinds=tuple(dict.fromkeys(p.kind for p in points)),
        whom=next((p.whom for p in points if p.whom), None),
        parties=tuple(_names({actor for one in some for actor in one.actors}, register)),
        place=next((one.place.name for one in some if one.place), None),
        points=points,
        flags=tuple(_flags(points)),
        because=tuple(_because(some, register)),
    )


def _with_changes(points: Sequence[Point]) -> Iterator[Point]:
    before: Point | None = None
    for point in points:
        dated = before is not None and point.day is not None
        yield replace(point, change=change(before, point)) if before and dated else point
        before = point if point.day is not None else before


def _flags(points: Sequence[Point]) -> Iterator[str]:
    changes = {point.change for point in points}
    for words, which in (("grows", ("grows", "may grow")), ("falls", ("falls", "may fall"))):
        if which[0] in changes:
            yield words
        elif which[1] in changes:
            yield which[1]
    if any(point.day is None for point in points):
        yield "a report without a date: where it belongs is not known"
    for one, other in pairwise(points):
        if _contradict(one, other):
            yield f"contradicted: {one.text} / {other.text}"
    yield from (f"denied by {who}" for who in dict.fromkeys(who for point in points for who in point.denied_by))


def _contradict(one: Point, other: Point) -> bool:
    days = _days_between(one.day, other.day)
    apart = bounds(one).is_below(bounds(other)) or bounds(other).is_below(bounds(one))
    return apart and days is not None and days <= AT_ONCE


def _because(some: Sequence[_Given], register: Register) -> Iterator[str]:
    yield f"figures of {', '.join(dict.fromkeys(one.point.kind for one in some))}"
    if _shared([one.whom for one in some]):
        yield f"counting {', '.join(dict.fromkeys(one.point.whom for one in some if one.point.whom))}"
    if actors := _shared([one.actors for one in some]):
        silent = sum(not one.actors for one in some)
        yield f"by {', '.join(_names(actors, register))}" + (f" ({silent} of them do not say)" if silent else "")
    if places := _shared([frozenset({one.place.name}) if one.place else frozenset() for one in some]):
        yield f"in {', '.join(places)}"


def _shared(parts: Sequence[frozenset[str]]) -> frozenset[str]:
    """What all have that have any."""
    named = [part for part in parts if part]
    return frozenset.intersection(*named) if named else frozenset()


def _names(ids: Iterable[str], register: Register) -> list[str]:
    return sorted(str(register.fact(id_, "name") or id_) for id_ in ids)
