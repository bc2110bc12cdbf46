"""Places by name: GeoNames and a supplement of our own, compiled into one read-only file when the package is built."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from onrecord.errors import SettingError
from onrecord.expressions.gazetteer_build import ABBREVIATION, ALIAS, CREDITS, DATABASE, DEMONYM, EDITION, NAME, SHORT
from onrecord.expressions.gazetteer_build import rows_of as data_rows
from onrecord.expressions.gazetteer_names import normalise

__all__ = ["ABBREVIATION", "ALIAS", "DEMONYM", "NAME", "SHORT", "Designation", "Entry", "Gazetteer"]

REMEMBERED = 30_000
"""Names whose places are kept in memory; an entry costs about 300 bytes."""

_LOOK_UP = """
SELECT p.id, p.name, p.kind, p.country, p.admin1, p.admin2, p.latitude, p.longitude, p.population, n.how
FROM name n JOIN place p ON p.id = n.place WHERE n.name = ? ORDER BY p.population DESC, p.id
"""
_BY_ID = """
SELECT id, name, kind, country, admin1, admin2, latitude, longitude, population, 0 FROM place WHERE id = ?
"""


class Entry(NamedTuple):
    """One place that a name may mean. `admin1` and `admin2` are ids; `how` says in what way it is so called."""

    id: int
    name: str
    kind: str
    country: str | None
    admin1: int | None
    admin2: int | None
    latitude: float | None
    longitude: float | None
    population: int
    how: int

    @property
    def geonames_id(self) -> int | None:
        """Its number in GeoNames, or None for a place of the supplement."""
        return self.id if self.id > 0 else None


@dataclass(frozen=True, slots=True)
class Designation:
    """A word that says of what kind a place is ("district"), and on which side of the name it stands."""

    word: str
    kind: str
    side: str


class Gazetteer:
    """A read-only gazetteer. Look-ups are remembered; one object serves one thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = _connect(path)
        self._database.execute(f"PRAGMA mmap_size = {path.stat().st_size}")
        self.lookup = lru_cache(maxsize=REMEMBERED)(self._lookup)
        self.place = lru_cache(maxsize=REMEMBERED)(self._place)
        self.designations = {row["word"]: Designation(**row) for row in data_rows("designations.csv")}

    @classmethod
    def open(cls, path: Path = DATABASE) -> Gazetteer:
        """The gazetteer that was built with the package.

        Raises SettingError where the file is missing, damaged or of another edition; the message says what to do.
        """
        return cls(path)

    @property
    def credits(self) -> tuple[tuple[str, str, str], ...]:
        """Whose data it holds, under which licence, and where from."""
        return CREDITS

    def _lookup(self, name: str) -> tuple[Entry, ...]:
        """Every place of that name, most populous first; the empty tuple where there is none.

        Case is ignored ("us" finds the United States): look at the capitals before asking. Abbreviations of states
        are found only through `abbreviated`.
        """
        key = normalise(name)
        return tuple(map(Entry._make, self._database.execute(_LOOK_UP, (key,)))) if key else ()

    def abbreviated(self, written: str) -> Entry | None:
        """The state that a newspaper's abbreviation stands for, as written ("Tex.", "N.Y.", "TX")."""
        rows = self._database.execute(_LOOK_UP, (f"={written}",)).fetchall()
        rows = rows or self._database.execute(_LOOK_UP, (f"={written}.",)).fetchall()
        return Entry(*rows[0]) if rows else None

    def _place(self, number: int) -> Entry | None:
        """The place of that id."""
        row = self._database.execute(_BY_ID, (number,)).fetchone()
        return Entry(*row) if row else None

    def country_of(self, domain: str) -> str | None:
        """The alpha-3 code of the country that a top-level domain belongs to ("uk", "lb")."""
        rows = self._database.execute(_LOOK_UP, (f".{domain.lower()}",)).fetchall()
        return Entry(*rows[0]).country if rows else None

    def admin1_name(self, entry: Entry) -> str | None:
        """The name of the first-order unit that holds the place, or that it is."""
        if entry.kind == "admin1":
            return entry.name
        unit = self.place(entry.admin1) if entry.admin1 else None
        return unit.name if unit else None


def _connect(path: Path) -> sqlite3.Connection:
    remedy = f"The gazetteer {path} {{}}; run `make gazetteer` to build it."
    if not path.is_file():
        raise SettingError(remedy.format("is missing"))
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        found = database.execute("SELECT value FROM meta WHERE key = 'edition'").fetchone()
    except sqlite3.DatabaseError as error:
        database.close()
        raise SettingError(remedy.format("cannot be read")) from error
    if found is None or found[0] != EDITION:
        database.close()
        raise SettingError(remedy.format(f"is of edition {found[0] if found else 'none'}, not {EDITION}"))
    return database
