"""What changed in an incident, when, and because of which article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.records import Change, EventDate, Incident, IncidentFigure, Party, Place


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why incidents are made anew: when, which articles were read anew and by which coder, which judgement.

    `forgotten` is whether an article was taken out, of which nothing more is said. `left` are changes that say why
    articles are no longer counted, by the article.
    """

    at: str
    anew: frozenset[str] = frozenset()
    coder: str | None = None
    judgement_id: str | None = None
    forgotten: bool = False
    left: Mapping[str, Change] = field(default_factory=dict)


def changes(incident: Incident, before: Sequence[Incident], occasion: Occasion) -> tuple[Change, ...]:
    """What is new in an incident that takes the place of others: reports, then what it was merged or parted from,
    then values, each in words as it was and is.

    `before` are the incidents that shared an event with it.
    """
    known = {article for old in before for article in old.articles}
    told = [(article, "told by this report") for article in incident.articles if article not in known]
    told += [(a, f"read anew by coder {occasion.coder}") for a in incident.articles if a in known & occasion.anew]
    gone = sorted(known - set(incident.articles))
    found = [Change(occasion.at, what, article) for article, what in told]
    found += [occasion.left[article] for article in gone if article in occasion.left]
    if len(before) == 1:
        unsaid = (article for article in gone if article not in occasion.left)
        found += [Change(occasion.at, "no longer told by this report", article) for article in unsaid]
    found += [
        Change(occasion.at, what, None, judgement_id=occasion.judgement_id) for what in _sorted_out(incident, before)
    ]
    if before and occasion.forgotten:
        found.append(Change(occasion.at, "a report of it was forgotten", None))
    if before:
        cause = _Cause(incident, [article for article, _ in told], occasion)
        found += cause.differences(max(before, key=_weight))
    return tuple(found)


def _weight(incident: Incident) -> tuple[int, str]:
    return len(incident.events), incident.incident_id


def _sorted_out(incident: Incident, before: Sequence[Incident]) -> Iterator[str]:
    ours = set(incident.events)
    for old in sorted(before, key=lambda one: one.incident_id):
        parted = bool(set(old.events) - ours)
        if parted and old.incident_id != incident.incident_id:
            yield f"parted from {old.incident_id}"
        elif parted:
            yield "part of its reports are another incident now"
        elif old.incident_id != incident.incident_id:
            yield f"merged with {old.incident_id}" if len(before) > 1 else f"was {old.incident_id} before"


class _Cause:
    """Values that differ, each with the article that made it so where that is clear."""

    def __init__(self, incident: Incident, articles: Sequence[str], occasion: Occasion) -> None:
        self._incident, self._articles, self._occasion = incident, articles, occasion

    def differences(self, old: Incident) -> Iterator[Change]:
        """The fields that are others than they were."""
        for name, words in _FIELDS.items():
            yield from self._change(name, words(old), words(self._incident), None)
        ours, theirs = ({_kind(f): f for f in one.figures} for one in (self._incident, old))
        for kind in sorted(ours.keys() | theirs.keys()):
            new = ours.get(kind)
            yield from self._change(kind, _count(theirs.get(kind)), _count(new), new)

    def _change(
        self, name: str, before: str | None, after: str | None, figure: IncidentFigure | None
    ) -> Iterator[Change]:
        if before == after:
            return
        article = self._article(figure)
        what = f"{name} {before or 'unknown'} -> {after or 'unknown'}"
        yield Change(self._occasion.at, what, article, name, before, after, self._occasion.judgement_id)

    def _article(self, figure: IncidentFigure | None) -> str | None:
        """The only new report, or the only one of several that gives the figure."""
        new = set(self._articles)
        if figure is not None:
            giving = {by.article_id for by in figure.by if figure.best in (by.best, None)} & new
            new = giving or new
        return next(iter(new)) if len(new) == 1 else None


def _names(parties: Iterable[Party]) -> str | None:
    return ", ".join(party.name for party in parties) or None


def _date(date: EventDate | None) -> str | None:
    return (date.edtf or date.text) if date else None


def _place(place: Place | None) -> str | None:
    return ", ".join(dict.fromkeys(filter(None, (place.name, place.country)))) if place else None


_FIELDS: dict[str, Callable[[Incident], str | None]] = {
    "standing": lambda one: one.standing,
    "type": lambda one: one.event_type,
    "mode": lambda one: one.mode,
    "actor": lambda one: _names(one.actor),
    "recipient": lambda one: _names(one.recipient),
    "date": lambda one: _date(one.date),
    "place": lambda one: _place(one.place),
    "responsibility": lambda one: ", ".join(f"{who.party} {who.status}" for who in one.responsibility) or None,
}


def _kind(figure: IncidentFigure) -> str:
    side = "attackers " if figure.side == "attacker" else ""
    return f"{side}{figure.whom or ''} {figure.kind}".strip()


def _count(figure: IncidentFigure | None) -> str | None:
    if figure is None:
        return None
    low, best, high = figure.low, figure.best, figure.high
    ends = None if low == high else f"{'?' if low is None else low} to {'?' if high is None else high}"
    return ends if best is None else str(best) if ends is None else f"{best} ({ends})"
