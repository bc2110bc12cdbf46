"""The words beside a place name that tell a place from a person, an organisation or a common noun."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.records import PlacePrecision

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Sets of lower-cased words, and weights; what each holds is said in `data/place_words.toml`."""

    titles: frozenset[str]
    ships: frozenset[str]
    person_or_place_given: frozenset[str]
    person_or_place_family: frozenset[str]
    bodies: frozenset[str]
    detached_of: frozenset[str]
    directions: frozenset[str]
    prepositions: frozenset[str]
    near: frozenset[str]
    speaking: frozenset[str]
    streets: frozenset[str]
    streets_short: frozenset[str]
    numbered: frozenset[str]
    joints: frozenset[str]
    articles: frozenset[str]
    openings: frozenset[str]
    never: frozenset[str]
    holders: frozenset[str]
    closers: frozenset[str]
    within: frozenset[str]
    at_site: frozenset[str]
    contests: frozenset[str]
    gatherings: frozenset[str]
    distances: frozenset[str]
    toward_site: frozenset[str]
    seats: frozenset[str]
    inland: frozenset[str]
    undergo: frozenset[str]
    befall: frozenset[str]
    ways: frozenset[str]
    moving: frozenset[str]
    occur: frozenset[str]
    taken_up: frozenset[str]
    local_types: frozenset[str]
    violent_types: frozenset[str]
    speech_types: frozenset[str]
    other_times: frozenset[str]
    locals: frozenset[str]
    residents: frozenset[str]
    forces: frozenset[str]
    parties: frozenset[str]
    unsure_states: frozenset[str]
    feature_before: frozenset[str]
    feature_after: frozenset[str]
    quarter_after: frozenset[str]
    settlement: frozenset[str]
    calendar: frozenset[str]
    given_names: frozenset[str]
    common: frozenset[str]
    precision: dict[str, PlacePrecision]
    evidence: dict[str, float]
    resolution: dict[str, float]
    signs: dict[str, list[str]]
    shared: dict[str, list[str]]

    @classmethod
    @cache
    def load(cls) -> PlaceWords:
        """The words that ship with the package."""
        read: dict[str, Any] = tomllib.loads((DATA / "place_words.toml").read_text(encoding="utf-8"))
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {name: _set_or_table(value) for name, value in read.items() if name in known}
        return cls(**values, given_names=_words_of("given_names.txt"), common=_words_of("common_words.txt"))


@cache
def area_codes() -> Mapping[str, tuple[str, str]]:
    """For each telephone area code of North America, the country and the first-order unit that it belongs to."""
    read = tomllib.loads((DATA / "area_codes.toml").read_text(encoding="utf-8"))
    units = ((country, unit, codes) for country, table in read.items() for unit, codes in table.items())
    return {code: (country, unit) for country, unit, codes in units for code in codes.split()}


def _set_or_table(value: str | dict[str, Any]) -> frozenset[str] | dict[str, Any]:
    return frozenset(value.split()) if isinstance(value, str) else value


def _words_of(file: str) -> frozenset[str]:
    text = (DATA / file).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
