"""Coverage: counts that others report, held against the record's own incidents of that kind, place and time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.overviews.periods import Fit, Period, period_of
from onrecord.overviews.ranges import bounds, size
from onrecord.records import Article, Event, Figure, Party, Place, Standing, identify
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.filters import Filters
from onrecord.store.query import ToldFigure
from onrecord.store.spoken import articles_by_id
from onrecord.store.tallies import Tallied, tallied

TOLLS = ("killed", "injured", "abducted", "arrested", "missing")
"""Kinds of figures that are added up over the record's own incidents where a report gives a total of them."""
_SURE: dict[str, Fit] = {"affirmed": "yes", "attributed": "yes", "alleged": "maybe", "disputed": "maybe"}
_MONTH = len("2023-06")
_ORDER: tuple[Fit, ...] = ("no", "maybe", "yes")


@dataclass(frozen=True, slots=True)
class Reported:
    """A count that a report gives: who gives it, of what, over which period and where; `whose` did it, where said."""

    count_id: str
    event_id: str
    article_id: str
    publisher: str | None
    printed: str | None
    source: Party | None
    standing: Standing
    figure: Figure
    event_type: str | None
    mode: str | None
    period: Period | None
    place: Place | None
    whose: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """A reported count and what the record has of it, as a range.

    `seen_low` counts what surely belongs to it, `seen_high` also what may: undated, unplaced or disputed incidents.
    `share_low` and `share_high` are the parts of the count that these are, None where the count has no such bound.
    `part_of` are the reported counts whose period holds this one's: they overlap, and nothing is summed over them.
    """

    reported: Reported
    seen_low: int
    seen_high: int
    share_low: float | None
    share_high: float | None
    incidents: tuple[str, ...]
    perhaps: tuple[str, ...]
    part_of: tuple[str, ...] = ()


def coverage(database: Database, filters: Filters | None = None) -> tuple[Coverage, ...]:
    """Every count that a report gives over a period, with what the record has of it; the largest first.

    The filters say which reports' counts are wanted. A reprint gives no count of its own, and a report that
    was withdrawn or replaced by a newer version gives none.
    """
    counts = _reported(database, filters or Filters())
    types = sorted({one.event_type for one in counts if one.event_type})
    with database.reading() as connection:
        groups = _Groups(tallied(connection, types))
    found = [_covered(one, groups.near(one)) for one in counts]
    found.sort(key=lambda one: (-size(one.reported.figure), one.reported.count_id))
    return tuple(replace(one, part_of=tuple(_parts(one.reported, counts))) for one in found)


def _reported(database: Database, filters: Filters) -> list[Reported]:
    kinds = [filters.kind] if isinstance(filters.kind, str) else list(filters.kind or ("attacks", *TOLLS))
    plain = replace(filters, counting=True, order="id", limit=None, offset=0)
    attacks = query.figures(database, replace(plain, kind="attacks")) if "attacks" in kinds else iter(())
    tolls = tuple(kind for kind in kinds if kind in TOLLS)
    totals = query.figures(database, replace(plain, kind=tolls, scope="aggregate")) if tolls else iter(())
    told = [*attacks, *totals]
    with database.reading() as connection:
        articles = articles_by_id(connection, (one.event.article_id for one in told))
    given = [(one, articles[one.event.article_id]) for one in told]
    return [_report(one, article) for one, article in given if article.same_text_as is None]


def _report(told: ToldFigure, article: Article) -> Reported:
    event, figure = told.event, told.figure
    claim = next((one for one in event.claims if one.claim_id == figure.claim_id), None)
    spans = (event.evidence, *event.more_evidence)
    sentence = next((span for span in spans if span.start <= figure.start < span.end), event.evidence)
    return Reported(
        count_id=identify("cnt", event.event_id, figure.start, figure.end, figure.kind),
        event_id=event.event_id,
        article_id=article.article_id,
        publisher=article.publisher,
        printed=article.published.date,
        source=claim.source if claim else None,
        standing=event.standing,
        figure=figure,
        event_type=event.event_type,
        mode=event.mode,
        period=period_of(event, figure, sentence, article.published.date),
        place=event.place,
        whose=tuple(_named(event)),
        sentence=sentence.text,
    )


def _named(event: Event) -> Iterator[str]:
    return (one.actor_id or one.name for one in event.actor if one.naming != "unnamed")


class _Groups:
    """Incidents by type, country and month, so that a count is held against few of them."""

    def __init__(self, incidents: Iterable[Tallied]) -> None:
        self._by: dict[tuple[str, str], dict[str, list[Tallied]]] = {}
        for one in incidents:
            months = self._by.setdefault((one.event_type or "", one.country or ""), {})
            months.setdefault(_month(one), []).append(one)

    def near(self, one: Reported) -> Iterator[Tallied]:
        """Those of its type in its country, and those of no known country; all countries where it names none."""
        kind, country = one.event_type or "", (one.place.country or "") if one.place else None
        for (its, where), months in self._by.items():
            if its == kind and (country is None or where in (country, "")):
                yield from (incident for month in months if _meets(one.period, month) for incident in months[month])


def _month(one: Tallied) -> str:
    """The month in which an incident was for sure; "" where it is not dated so well."""
    first, last = (one.earliest or "")[:_MONTH], (one.latest or "")[:_MONTH]
    return first if first == last else ""


def _meets(period: Period | None, month: str) -> bool:
    """Whether what was in a month may have been in the period."""
    if not month or period is None or period.earliest is None or period.latest is None:
        return True
    return period.earliest[:_MONTH] <= month <= period.latest[:_MONTH]


def _covered(one: Reported, near: Iterable[Tallied]) -> Coverage:
    fits = [(incident, _fit(one, incident)) for incident in near]
    sure = [incident for incident, fit in fits if fit == "yes"]
    perhaps = [incident for incident, fit in fits if fit == "maybe"]
    low, _ = _amount(one.figure, sure)
    _, high = _amount(one.figure, [*sure, *perhaps])
    least, most = bounds(one.figure)
    return Coverage(
        one,
        low,
        high,
        low / most if most else None,
        min(high / least, 1.0) if least else None,
        tuple(incident.incident_id for incident in sure),
        tuple(incident.incident_id for incident in perhaps),
    )


def _fit(one: Reported, incident: Tallied) -> Fit:
    if one.mode is not None and incident.mode != one.mode:
        return "no"
    fits = {_SURE.get(incident.standing, "no"), _where(one.place, incident), _who(one.whose, incident)}
    # Most incidents are elsewhere or of others; only what may belong is held against the period.
    if "no" not in fits:
        fits.add(one.period.holds(incident.earliest, incident.latest) if one.period else "maybe")
    return min(fits, key=_ORDER.index)


def _where(place: Place | None, incident: Tallied) -> Fit:
    if place is None or incident.country is None:
        return "maybe"
    if incident.country != place.country:
        return "no"
    if place.precision == "country":
        return "yes"
    if place.precision == "admin1":
        return "maybe" if incident.admin1 is None else "yes" if incident.admin1 in (place.admin1, place.name) else "no"
    if incident.place == place.name:
        return "yes"
    return "maybe" if incident.admin1 in (None, incident.place) else "no"


def _who(whose: Sequence[str], incident: Tallied) -> Fit:
    if not whose or not incident.actors.isdisjoint(whose):
        return "yes"
    return "no" if incident.actors else "maybe"


def _amount(figure: Figure, incidents: Sequence[Tallied]) -> tuple[int, int]:
    """How many of what is counted the incidents are, at least and at most: themselves, or their own figures of it."""
    if figure.kind == "attacks":
        return len(incidents), len(incidents)
    each = [_toll(figure, one) for one in incidents]
    return sum(low for low, _ in each), sum(high for _, high in each)


def _toll(figure: Figure, one: Tallied) -> tuple[int, int]:
    """The range of one incident: groups of people that it counts apart ("soldiers", "people") may hold each other."""
    attackers = figure.side == "attacker"
    tolls = [toll for toll in one.tolls if toll.kind == figure.kind and (toll.side == "attacker") == attackers]
    lows = [next((n for n in (toll.low, toll.best) if n is not None), 0) for toll in tolls]
    highs = [next((n for n in (toll.high, toll.best, toll.low) if n is not None), 0) for toll in tolls]
    return max(lows, default=0), sum(highs)


def _parts(one: Reported, counts: Sequence[Reported]) -> Iterator[str]:
    for other in counts:
        if one.period and other.period and one.period.is_within(other.period) and _alike(one, other):
            yield other.count_id


def _alike(one: Reported, other: Reported) -> bool:
    kinds = (one.figure.kind, one.event_type) == (other.figure.kind, other.event_type)
    there = other.place is None or (one.place is not None and one.place.country == other.place.country)
    return kinds and there
