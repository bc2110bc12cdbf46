"""How two places lie to each other."""

from __future__ import annotations

import math

from onrecord.records import Place

CLOSE_KM = 25.0
FAR_KM = 100.0
"""Beyond this, two places are no two names of one town and its surroundings."""


def place_finding(one: Place | None, other: Place | None) -> str:
    """In a word of `weights.toml`: "same", "close" and so on; "country" where one names no more than that.

    Two places far apart say less ("..._loosely") where one of them is taken from elsewhere in its article.
    """
    if one is None or other is None:
        return "unknown"
    found = _finding(one, other)
    loosely = found in _CONFLICTS and (one.told_in, other.told_in) != ("clause", "clause")
    return f"{found}_loosely" if loosely else found


_CONFLICTS = frozenset({"apart", "far", "abroad"})


def _finding(one: Place, other: Place) -> str:
    if one.country and other.country and one.country != other.country:
        return "abroad"
    if (one.geonames_id and one.geonames_id == other.geonames_id) or one.name.casefold() == other.name.casefold():
        return one.precision if one.precision in ("country", "admin1") else "same"
    return _apart(one, other)


def _apart(one: Place, other: Place) -> str:
    precisions = one.precision, other.precision
    if "country" in precisions:
        return "country"
    if one.admin1 and one.admin1 == other.admin1 and ("admin1" in precisions or "admin2" in precisions):
        return "within"
    distance = kilometres(one, other)
    return "close" if distance <= CLOSE_KM else "apart" if distance <= FAR_KM else "far"


def holds(outer: Place | None, inner: Place | None) -> bool:
    """Whether a province or a country is told of the one, and a place in it of the other."""
    if outer is None or inner is None or outer.country != inner.country:
        return False
    if outer.precision == "country":
        return inner.precision != "country"
    within = inner.admin1 is not None and inner.admin1 in (outer.admin1, outer.name)
    return outer.precision == "admin1" and inner.precision not in ("country", "admin1") and within


def kilometres(one: Place, other: Place) -> float:
    """The great-circle distance in km; infinite where a coordinate is unknown."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    lat, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half = math.radians(other.longitude - one.longitude) / 2
    chord = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin(half) ** 2
    return 12742 * math.asin(math.sqrt(chord))
