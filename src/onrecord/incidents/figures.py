"""The figures of an incident: each independent source's latest word, and the range over all of them."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.drafts import Telling
from onrecord.records import Figure, IncidentFigure, Party, SourcedFigure

Group = tuple[str, str, str]
"""Kind, side, and the head of whom."""


@dataclass(frozen=True, slots=True)
class _Given:
    """A figure with who gives it; `said` is when, an EDTF date."""

    figure: Figure
    source: Party | None
    said: str | None
    telling: Telling


def reconciled_figures(tellings: Sequence[Telling]) -> tuple[IncidentFigure, ...]:
    """The figures of the incident per kind, whom and side, in that order.

    A source's later figure replaces its earlier one; a reprint adds no source.
    """
    groups: dict[Group, list[_Given]] = defaultdict(list)
    for telling in tellings:
        for figure in telling.event.figures:
            groups[_group(figure)].append(_given(figure, telling))
    told = _without_the_dead(groups)
    return tuple(_reconciled(told[group]) for group in sorted(told))


def _group(figure: Figure) -> Group:
    return figure.kind, figure.side, head_of(figure.whom)


def head_of(whom: str | None) -> str:
    """The word that says who are counted; "" where it says no more than that they are people."""
    head = whom.casefold().split()[-1] if whom else ""
    return "" if head in _general() else head


@cache
def _general() -> frozenset[str]:
    text = files("onrecord.incidents").joinpath("figures.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["general"])


def _without_the_dead(groups: dict[Group, list[_Given]]) -> dict[Group, list[_Given]]:
    """Without those who are told to have been hurt and then to have died: one "girl" shot, and one killed."""
    return {group: given for group, given in groups.items() if not _died(group, given, groups)}


def _died(group: Group, given: list[_Given], groups: Mapping[Group, list[_Given]]) -> bool:
    kind, side, head = group
    if kind != "injured":
        return False
    dead = groups.get(("killed", side, head), ()) if head else ()
    if dead and all(g.figure.best == 1 for g in (*given, *dead)):
        return True
    return _died_since(given, side, groups)


def _died_since(given: list[_Given], side: str, groups: Mapping[Group, list[_Given]]) -> bool:
    """Whether whoever is one person hurt in some reports is one dead in others, and no report tells of both."""
    dead = [g for (kind, its, _), some in groups.items() if (kind, its) == ("killed", side) for g in some]
    if not dead or any(g.figure.best != 1 for g in (*given, *dead)):
        return False
    return not {g.telling.event.article_id for g in given} & {g.telling.event.article_id for g in dead}


def _given(figure: Figure, telling: Telling) -> _Given:
    claim = next((c for c in telling.event.claims if c.claim_id == figure.claim_id), None)
    return _Given(figure, claim.source if claim else None, (claim and claim.said) or telling.published, telling)


def _reconciled(given: list[_Given]) -> IncidentFigure:
    latest = _latest_by_source(given)
    first = latest[0].figure
    low, best, high = _range(latest)
    by = tuple(map(_sourced, latest))
    whom = Counter(g.figure.whom for g in latest).most_common(1)[0][0]
    return IncidentFigure(first.kind, whom, first.side, low, best, high, by)


def _latest_by_source(given: list[_Given]) -> list[_Given]:
    """One figure a source, in order of when it was said; the publisher's own voice is a source too."""
    latest: dict[str, _Given] = {}
    for one in sorted(given, key=_when):
        latest[_voice(one)] = one
    return sorted(latest.values(), key=_when)


def _when(given: _Given) -> tuple[str, str, int, str]:
    # What an article tells first is what it stands by; later sentences count parts of it.
    return given.said or "9999", given.telling.text_id, -given.figure.start, given.telling.event.event_id


def _voice(given: _Given) -> str:
    if given.source is None:
        return given.telling.publisher or given.telling.text_id
    name = given.source.actor_id or given.source.name.casefold()
    return name if given.source.naming != "unnamed" else f"{name} of {given.telling.text_id}"


def _range(given: list[_Given]) -> tuple[int | None, int | None, int | None]:
    figures = [g.figure for g in given]
    lows = [n for f in figures for n in (f.low, f.best) if n is not None]
    highs = [n for f in figures for n in (f.high, f.best) if n is not None]
    sure = [f.best for f in figures if f.best is not None and f.low == f.best]
    exact = Counter(sure or [f.best for f in figures if f.best is not None])
    # The figure that most sources give; among equals the one given last.
    order = [f.best for f in figures if f.best is not None]
    best = max(exact, key=lambda n: (exact[n], max(i for i, m in enumerate(order) if m == n))) if exact else None
    return min(lows, default=None), best, max(highs, default=None)


def _sourced(given: _Given) -> SourcedFigure:
    figure = given.figure
    source = given.source.name if given.source else None
    article_id = given.telling.event.article_id
    return SourcedFigure(source, given.telling.publisher, figure.low, figure.best, figure.high, given.said, article_id)
