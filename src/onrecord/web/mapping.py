"""Incidents on a map: one feature a place. What is known only to a country has no point, lest it look like one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import numpy as np

from onrecord.store.outline import Numbers, Spot
from onrecord.web.counting import Selection
from onrecord.wording.naming import country_name

MOST = 4_000
"""Places at the most, those with the most incidents first; so the answer stays below a megabyte."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A place with how many incidents it has, how many of them are disputed, and the sum of their dead."""

    spot: Spot
    count: int
    disputed: int
    killed: int
    href: str

    @property
    def name(self) -> str:
        """What it is called."""
        return self.spot.name

    @property
    def country(self) -> str | None:
        """The country that it is in."""
        return self.spot.country

    @property
    def known(self) -> bool:
        """More than the country is known."""
        return self.spot.latitude is not None


def places_of(selection: Selection, most: int) -> list[Placed]:
    """The places of the incidents that fit, those with the most first."""
    return selection.kept(("places", most), lambda own: _places_of(own, most))


def _places_of(selection: Selection, most: int) -> list[Placed]:
    outline = selection.outline
    at = np.flatnonzero(selection.mask & (outline.spot >= 0))
    spots, size = outline.spot[at], len(outline.spots)
    counts = np.bincount(spots, minlength=size)
    disputed = np.bincount(spots, weights=_disputed(selection)[at], minlength=size)
    killed = np.bincount(spots, weights=_killed(selection)[at], minlength=size)
    base = selection.asking.query(place="", country="")
    chosen = np.argsort(-counts, kind="stable")[:most].tolist()
    return [
        Placed(outline.spots[n], int(counts[n]), int(disputed[n]), int(killed[n]), _address(outline.spots[n], base))
        for n in chosen
        if counts[n]
    ]


def _disputed(selection: Selection) -> Numbers:
    standing = selection.outline.standing
    code = standing.words.index("disputed") if "disputed" in standing.words else -2
    found: Numbers = (standing.codes == code).astype(np.int64)
    return found


def _killed(selection: Selection) -> Numbers:
    outline = selection.outline
    killed: Numbers = np.maximum(outline.tolls.get("killed", np.zeros(len(outline), dtype=np.int64)), 0)
    return killed


def _address(spot: Spot, base: str) -> str:
    country = spot.latitude is None and spot.country
    asked = f"country={spot.country}" if country else f"place={quote_plus(spot.name)}"
    return f"/?{base}&{asked}" if base else f"/?{asked}"


def features_of(places: list[Placed]) -> dict[str, Any]:
    """The places as GeoJSON."""
    return {"type": "FeatureCollection", "features": list(map(_feature, places))}


def _feature(one: Placed) -> dict[str, Any]:
    spot = one.spot
    properties = {
        "name": spot.name,
        "country": spot.country,
        "country_name": country_name(spot.country) or None,
        "precision": spot.precision if one.known else "country",
        "count": one.count,
        "killed": one.killed,
        "disputed": one.disputed,
        "href": one.href,
    }
    point = {"type": "Point", "coordinates": [round(spot.longitude or 0, 4), round(spot.latitude or 0, 4)]}
    return {"type": "Feature", "geometry": point if one.known else None, "properties": properties}
