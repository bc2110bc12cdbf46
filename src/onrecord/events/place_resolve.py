"""Decides which of the places of a name an article means, for all its names together.

Each candidate's score is the sum of named parts (`place_words.toml`): how well known it is, what the text says about
it ("X, Texas", "X district"), and how near it is to where the other names may be. The last needs the others' places
first, so every name keeps a share for each of its places, and a few rounds move the shares to where they agree:
the principle of spatial minimality (Leidner 2007) with the shares of a relaxation labelling.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.events.place_names import Name, inside
from onrecord.expressions.gazetteer import ALIAS, SHORT, Entry
from onrecord.expressions.gazetteer_words import PlaceWords

ROUNDS = 3
MOST = 60
"""Places of one name that are compared; the least populous of the very commonest names are left out."""
CELL = 1.0
"""Degrees: places in one cell or in neighbouring ones are near."""


@dataclass(slots=True)
class Candidate:
    """One place that a group of names may mean."""

    entry: Entry
    base: float
    score: float = 0.0
    share: float = 0.0
    near: float = 0.0

    @property
    def cell(self) -> tuple[int, int] | None:
        """The cell of the grid that it lies in; None where it has no position or is larger than the grid."""
        entry = self.entry
        if entry.latitude is None or entry.longitude is None or entry.kind in ("country", "continent", "ocean"):
            return None
        return math.floor(entry.latitude / CELL), math.floor(entry.longitude / CELL)


@dataclass(slots=True)
class Group:
    """The mentions of one name, which mean one place."""

    names: list[Name]
    candidates: list[Candidate] = field(default_factory=list)
    weight: float = 1.0

    def settle(self) -> None:
        """Turns scores into shares that sum to one."""
        top = max(c.score for c in self.candidates)
        for candidate in self.candidates:
            candidate.share = math.exp(candidate.score - top)
        total = sum(c.share for c in self.candidates)
        for candidate in self.candidates:
            candidate.share /= total

    def ranked(self) -> list[Candidate]:
        """The candidates, best first; ties go to the more populous, then to the smaller id.

        A town that gave its name to the unit around it goes before the unit, where no word says that the unit is meant.
        """
        ranked = sorted(self.candidates, key=lambda c: (-c.score, -c.entry.population, c.entry.id))
        best = ranked[0].entry
        if best.kind in ("admin1", "admin2") and not any(name.designation for name in self.names):
            ranked.sort(key=lambda c: not _seat(c.entry, best))
        return ranked


class Resolver:
    """Resolves the names of one article."""

    def __init__(self, words: PlaceWords, home_country: str | None) -> None:
        self.weights = words.resolution
        self.accepted = words.evidence["accepted_from"]
        self.home_country = home_country

    def resolve(self, names: Iterable[Name]) -> list[Group]:
        """The names in groups, each with its candidates scored."""
        groups = self._groups(names)
        for group in groups:
            for candidate in group.candidates:
                candidate.score = candidate.base
            group.settle()
        for _ in range(ROUNDS):
            self._round(groups)
        return groups

    def _groups(self, names: Iterable[Name]) -> list[Group]:
        by_key: dict[str, Group] = {}
        for name in names:
            if name.entries:
                by_key.setdefault(name.key, Group([])).names.append(name)
        for group in by_key.values():
            group.candidates = [Candidate(entry, self._base(entry, group)) for entry in group.names[0].entries[:MOST]]
            group.weight = 1.0 + math.log(len(group.names))
            # What is not surely a place says little about where the others are.
            group.weight *= 1.0 if any(name.weight >= self.accepted for name in group.names) else 0.3
        return list(by_key.values())

    def _base(self, entry: Entry, group: Group) -> float:
        weights = self.weights
        score = weights["population"] * math.log10(entry.population + 100)
        score += weights.get(entry.kind, weights["supplement"] if entry.id < 0 else 0.0)
        score += (
            {ALIAS: weights["alias"], SHORT: weights["short"]}.get(entry.how, 0.0) if entry.kind != "country" else 0
        )
        if any(name.designation and _designated(entry, name.designation) for name in group.names):
            score += weights["designated"]
        if any(name.outer is not None and any(inside(entry, e) for e in name.outer.entries) for name in group.names):
            score += weights["inside"]
        if self.home_country and entry.country == self.home_country:
            score += weights["publisher_country"]
        return score

    def _round(self, groups: list[Group]) -> None:
        grid = _grid(groups)
        admin1, country = _totals(groups)
        for number, group in enumerate(groups):
            for candidate in group.candidates:
                candidate.score = candidate.base + self._agreement(candidate, number, group, grid, admin1, country)
        for group in groups:
            group.settle()

    def _agreement(
        self,
        candidate: Candidate,
        number: int,
        group: Group,
        grid: dict[tuple[int, int], dict[int, float]],
        admin1: dict[int, float],
        country: dict[str, float],
    ) -> float:
        entry, weights = candidate.entry, self.weights
        candidate.near = near = 0.0 if candidate.cell is None else _near(candidate.cell, number, grid)
        unit = entry.admin1 or (entry.id if entry.kind == "admin1" else 0)
        own_unit = (
            sum(c.share for c in group.candidates if unit and unit in (c.entry.admin1, c.entry.id)) * group.weight
        )
        own_land = sum(c.share for c in group.candidates if c.entry.country == entry.country) * group.weight
        same_unit = max(0.0, admin1.get(unit, 0.0) - own_unit) if unit else 0.0
        same_land = max(0.0, country.get(entry.country or "", 0.0) - own_land)
        return (
            weights["near"] * math.log2(1 + near)
            + weights["same_admin1"] * math.log2(1 + same_unit)
            + weights["same_country"] * math.log2(1 + same_land)
        )


def _grid(groups: list[Group]) -> dict[tuple[int, int], dict[int, float]]:
    grid: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    for number, group in enumerate(groups):
        for candidate in group.candidates:
            if (cell := candidate.cell) is not None:
                grid[cell][number] = grid[cell].get(number, 0.0) + candidate.share * group.weight
    return grid


def _near(cell: tuple[int, int], own: int, grid: dict[tuple[int, int], dict[int, float]]) -> float:
    row, column = cell
    found: dict[int, float] = {}
    for y in (row - 1, row, row + 1):
        for x in (column - 1, column, column + 1):
            for number, share in grid.get((y, x), {}).items():
                if number != own:
                    found[number] = found.get(number, 0.0) + share
    return sum(found.values())


def _totals(groups: list[Group]) -> tuple[dict[int, float], dict[str, float]]:
    admin1: dict[int, float] = defaultdict(float)
    country: dict[str, float] = defaultdict(float)
    for group in groups:
        for candidate in group.candidates:
            entry, share = candidate.entry, candidate.share * group.weight
            if unit := entry.admin1 or (entry.id if entry.kind == "admin1" else 0):
                admin1[unit] += share
            if entry.country:
                country[entry.country] += share
    return admin1, country


def _seat(town: Entry, unit: Entry) -> bool:
    """Whether a town bears its unit's name and holds a good part of its people."""
    inside_it = unit.id in (town.admin1, town.admin2)
    return inside_it and town.kind in ("town", "capital") and town.how == 0 and town.population * 10 >= unit.population


def _designated(entry: Entry, kind: str) -> bool:
    if kind in ("admin1", "admin2"):
        return entry.kind in ("admin1", "admin2", "district", "region")
    return entry.kind == kind or (kind == "town" and entry.kind == "capital")
