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
COMPANY = 0.3
"""Shares of other names nearby that make a place likely."""
ELSEWHERE = 1.5
"""Shares of names in one country from which on an article is about that country."""
_VAST = frozenset(("country", "continent", "ocean"))
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
    alone_abroad: bool = False
    cell: tuple[int, int] | None = None
    unit: int | None = None

    def __post_init__(self) -> None:
        """Finds the cell of the grid that it lies in, where it is not larger than the grid, and its unit."""
        entry = self.entry
        if entry.latitude is not None and entry.longitude is not None and entry.kind not in _VAST:
            self.cell = (math.floor(entry.latitude / CELL), math.floor(entry.longitude / CELL))
        self.unit = entry.admin1 or (entry.id if entry.kind == "admin1" else None)


@dataclass(slots=True)
class Group:
    """The mentions of one name, which mean one place."""

    names: list[Name]
    candidates: list[Candidate] = field(default_factory=list)
    weight: float = 1.0
    stem: str = ""

    @property
    def told(self) -> bool:
        """Whether the text itself says of what kind the place is, or in which other it lies."""
        return any(name.designation or name.outer for name in self.names)

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


@dataclass(frozen=True, slots=True)
class Home:
    """Where an article's publisher is: its country, and the places that its name may mean; empty where unknown.

    `hints` are the units and countries that its telephone numbers and its words for courts and police point to.
    """

    country: str | None = None
    towns: tuple[Entry, ...] = ()
    hints: tuple[Entry, ...] = ()


class Resolver:
    """Resolves the names of one article."""

    def __init__(self, words: PlaceWords, home: Home) -> None:
        self.weights = words.resolution
        self.accepted = words.evidence["accepted_from"]
        self.home = home

    def resolve(self, names: Iterable[Name]) -> list[Group]:
        """The names in groups, each with its candidates scored."""
        named = self._groups(names)
        if not named:
            return []
        groups = named + self._at_home()
        for group in groups:
            for candidate in group.candidates:
                candidate.score = candidate.base
            group.settle()
        for _ in range(ROUNDS):
            self._round(groups)
        return named

    def _at_home(self) -> list[Group]:
        """The publisher's town, and each place that is hinted at, as one more name of the article."""
        voices = [(self.home.towns[:MOST], self.weights["publisher_town"])] if self.home.towns else []
        voices += [((hint,), self.weights[f"hint_of_{hint.kind}"]) for hint in self.home.hints]
        groups = [Group([], weight=weight, stem=f"={n}") for n, (_, weight) in enumerate(voices)]
        for group, (entries, _) in zip(groups, voices, strict=True):
            group.stem = (
                entries[0].name.lower().split()[0] if entries is voices[0][0] and self.home.towns else group.stem
            )
            group.candidates = [Candidate(entry, self._base(entry, group)) for entry in entries]
        return groups

    def _groups(self, names: Iterable[Name]) -> list[Group]:
        by_key: dict[str, Group] = {}
        for name in names:
            if name.entries:
                by_key.setdefault(name.key, Group([], stem=name.key.split("|")[0].split()[0])).names.append(name)
        for group in by_key.values():
            group.candidates = [Candidate(entry, self._base(entry, group)) for entry in group.names[0].entries[:MOST]]
            group.weight = 1.0 + math.log(len(group.names))
            # What is not surely a place says little about where the others are.
            group.weight *= 1.0 if any(name.weight >= self.accepted for name in group.names) else 0.3
        return list(by_key.values())

    def _base(self, entry: Entry, group: Group) -> float:
        weights = self.weights
        score = weights["population"] * math.log10(entry.population + 100)
        known = weights.get(entry.kind, weights["supplement"] if entry.id < 0 else 0.0)
        # A capital is famous under its own name, not under a former one.
        known = 0.0 if entry.kind == "capital" and entry.how == ALIAS else known
        # A small unit is no better known than a town of its size.
        score += known * min(1.0, max(0.0, score - 5.0)) if entry.kind == "admin1" else known
        score += (
            {ALIAS: weights["alias"], SHORT: weights["short"]}.get(entry.how, 0.0) if entry.kind != "country" else 0
        )
        if any(name.designation and _designated(entry, name.designation) for name in group.names):
            score += weights["designated"]
        if any(name.outer is not None and any(inside(entry, e) for e in name.outer.entries) for name in group.names):
            score += weights["inside"]
        if self.home.country and entry.country == self.home.country:
            score += weights["publisher_country"]
            if any(entry.id == town.id for town in self.home.towns):
                score += weights["publisher_town_itself"]
        return score

    def _echo(self, groups: list[Group]) -> None:
        """One name means one place throughout: "the city of Turkey" tells what "Turkey" is elsewhere."""
        by_text: dict[str, list[Group]] = defaultdict(list)
        for group in groups:
            if group.names:
                by_text[group.names[0].text.lower()].append(group)
        for alike in by_text.values():
            for group in alike:
                told = {c.entry.id: c.share for other in alike if other.told > group.told for c in other.candidates}
                for candidate in group.candidates:
                    candidate.score += self.weights["same_name"] * told.get(candidate.entry.id, 0.0)

    def _round(self, groups: list[Group]) -> None:
        company = Company(groups)
        for group in groups:
            for candidate in group.candidates:
                candidate.near = company.near(candidate, group)
                candidate.alone_abroad = company.is_alone(candidate.entry.country, group.stem)
                candidate.score = candidate.base + self._agreement(candidate, group, company)
        self._echo(groups)
        for group in groups:
            group.settle()

    def _agreement(self, candidate: Candidate, group: Group, company: Company) -> float:
        weights = self.weights
        return (
            weights["near"] * math.log2(1 + candidate.near)
            + weights["same_admin1"] * math.log2(1 + company.of_unit(candidate.unit, group.stem))
            + weights["same_country"] * math.log2(1 + company.of_country(candidate.entry.country, group.stem))
        )


class Company:
    """Where an article's names may be, by cell, first-order unit and country, from each name's shares.

    Names that open alike ("Dublin", "Dublin City") are one voice, and nobody counts as company for themselves.
    """

    def __init__(self, groups: list[Group]) -> None:
        self._cells: dict[tuple[int, int], dict[str, float]] = {}
        self._units: dict[int, dict[str, float]] = {}
        self._countries: dict[str, dict[str, float]] = {}
        for group in groups:
            for candidate in group.candidates:
                self._add(candidate, group.stem, candidate.share * group.weight)
        totals = ((sum(shares.values()), country) for country, shares in self._countries.items())
        self._fullest = sorted(totals, reverse=True)[:2]

    def _add(self, candidate: Candidate, stem: str, share: float) -> None:
        if candidate.cell is not None:
            _count(self._cells.setdefault(candidate.cell, {}), stem, share)
        if candidate.unit:
            _count(self._units.setdefault(candidate.unit, {}), stem, share)
        if candidate.entry.country:
            _count(self._countries.setdefault(candidate.entry.country, {}), stem, share)

    def near(self, candidate: Candidate, group: Group) -> float:
        """What the other names have in the candidate's cell and the eight around it."""
        if candidate.cell is None:
            return 0.0
        row, column = candidate.cell
        found = 0.0
        for y in (row - 1, row, row + 1):
            for x in (column - 1, column, column + 1):
                if shares := self._cells.get((y, x)):
                    found += sum(share for stem, share in shares.items() if stem != group.stem)
        return found

    def of_unit(self, unit: int | None, stem: str) -> float:
        """What the other names have in a first-order unit."""
        shares = self._units.get(unit or 0, {})
        return sum(shares.values()) - shares.get(stem, 0.0)

    def is_alone(self, country: str | None, stem: str) -> bool:
        """Whether none of the other names is in the country, though enough of them are in another one."""
        elsewhere = max((total for total, other in self._fullest if other != country), default=0.0)
        return elsewhere >= ELSEWHERE and self.of_country(country, stem) <= COMPANY

    def of_country(self, country: str | None, stem: str) -> float:
        """What the other names have in a country."""
        shares = self._countries.get(country or "", {})
        return sum(shares.values()) - shares.get(stem, 0.0)


def _count(shares: dict[str, float], stem: str, share: float) -> None:
    shares[stem] = shares.get(stem, 0.0) + share


def _seat(town: Entry, unit: Entry) -> bool:
    """Whether a town bears its unit's name and holds a good part of its people."""
    inside_it = unit.id in (town.admin1, town.admin2)
    return inside_it and town.kind in ("town", "capital") and town.how == 0 and town.population * 10 >= unit.population


def _designated(entry: Entry, kind: str) -> bool:
    if kind in ("admin1", "admin2"):
        return entry.kind in ("admin1", "admin2", "district", "region")
    return entry.kind == kind or (kind in ("town", "quarter") and entry.kind in ("town", "capital", "district"))
