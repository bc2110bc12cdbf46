"""From a cluster to an incident: what its tellings agree on, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from onrecord.drafts import INFERRED, Telling
from onrecord.incidents.contradictions import contradictions_in
from onrecord.incidents.figures import reconciled_figures
from onrecord.incidents.merge import Cluster, cluster_of, groups_of
from onrecord.incidents.profile import profiles_of
from onrecord.incidents.responsibility import responsibility_of
from onrecord.incidents.window import printed_on
from onrecord.records import Claim, Event, EventDate, Incident, Modality, Party, Place, identify
from onrecord.standing import standing

T = TypeVar("T", EventDate, Place)

_DATES = ("day", "week", "range", "month", "season", "year", "unknown")
_PLACES = {"exact": 0, "near": 0, "admin2": 1, "admin1": 2, "country": 3}


def incidents_of(tellings: Iterable[Telling]) -> tuple[Incident, ...]:
    """The incidents that the tellings make, in order of their ids; the order of the tellings changes nothing."""
    listed = list(tellings)
    told = {telling.event.event_id: telling for telling in listed}
    found = (reconcile(cluster_of(group, told)) for group in groups_of(profiles_of(listed)))
    return tuple(sorted(found, key=lambda one: one.incident_id))


def reconcile(cluster: Cluster) -> Incident:
    """The incident of one cluster."""
    tellings = cluster.tellings
    events = [telling.event for telling in tellings]
    figures = reconciled_figures(tellings)
    return Incident(
        incident_id=identify("inc", events[0].event_id),
        event_type=events[0].event_type,
        mode=_most_common(event.mode for event in events),
        actor=_parties(event.actor for event in events),
        recipient=_parties(event.recipient for event in events),
        date=_best([e.date for e in events if e.date], _date_rank) or _inferred_date(cluster),
        place=_best([e.place for e in events if e.place], _place_rank),
        figures=figures,
        responsibility=responsibility_of(tellings),
        standing=standing(_modality(events), _claims(events)),
        contradictions=contradictions_in(figures),
        events=tuple(event.event_id for event in events),
        articles=tuple(sorted({event.article_id for event in events})),
        independent_sources=len({telling.text_id for telling in tellings}),
        parts=(),
        merged_because=_reasons(cluster),
    )


def _claims(events: Iterable[Event]) -> list[Claim]:
    return [claim for event in events for claim in event.claims]


def _modality(events: Sequence[Event]) -> Modality:
    """What somebody tells as actual is actual; otherwise what most tell."""
    modalities = Counter(event.modality for event in events)
    return "actual" if modalities["actual"] else min(modalities, key=lambda m: (-modalities[m], m))


def _most_common(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _parties(lists: Iterable[tuple[Party, ...]]) -> tuple[Party, ...]:
    """Each party once, the best named wording of it; unnamed ones only where nobody names one."""
    found: dict[str, Party] = {}
    for party in (party for parties in lists for party in parties):
        found.setdefault(party.actor_id or party.name.casefold(), party)
    named = [party for party in found.values() if party.naming != "unnamed"]
    return tuple(sorted(named or found.values(), key=lambda p: (p.name, p.start)))


def _best(values: list[T], rank: Callable[[T], tuple[int, Hashable]]) -> T | None:
    """The most precise value that most tellings support."""
    if not values:
        return None
    support = Counter(rank(value) for value in values)
    return min(values, key=lambda v: (rank(v)[0], -support[rank(v)], repr(rank(v)), v.text, v.start))


def _inferred_date(cluster: Cluster) -> EventDate | None:
    """The day before its first report was printed, or that day: only of what the report is mainly about, and marked."""
    printed = [day for telling in cluster.tellings if (day := printed_on(telling)) is not None]
    if not printed or not cluster.news:
        return None
    first, last = (date.fromordinal(min(printed) - back).isoformat() for back in (1, 0))
    return EventDate(first, last, f"{first}/{last}", "range", INFERRED, 0, 0, "")


def _date_rank(date: EventDate) -> tuple[int, Hashable]:
    known = 0 if date.earliest else len(_DATES)
    return known + _DATES.index(date.precision), date.edtf


def _place_rank(place: Place) -> tuple[int, Hashable]:
    return _PLACES[place.precision], (place.geonames_id, place.name)


def _reasons(cluster: Cluster) -> tuple[str, ...]:
    return tuple(
        f"{link.one} and {link.other}: "
        + ", ".join(f"{part.name} {part.finding} {part.weight:+g}" for part in link.because.parts)
        + f"; {link.because.score:g} in all"
        for link in cluster.links
    )
