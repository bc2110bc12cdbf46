"""Incidents on a map: one feature a place. What is known only to a country has no point, lest it look like one."""

from __future__ import annotations

from typing import Any

import numpy as np

from onrecord.store.outline import Numbers, Outline, PlaceLine
from onrecord.web.counting import Selection

MOST = 4_000
"""Places at the most, those with the most incidents first; so the answer stays below a megabyte."""


def places_of(selection: Selection) -> dict[str, Any]:
    """The places of the incidents that fit, as GeoJSON."""
    outline, kept = selection.outline, selection.mask
    groups = _groups(outline, kept)
    ordered = sorted(groups.values(), key=lambda one: -one["count"])
    features = [_feature(one, selection) for one in ordered[:MOST]]
    return {"type": "FeatureCollection", "features": features, "left_out": max(len(ordered) - MOST, 0)}


def _groups(outline: Outline, kept: Any) -> dict[object, dict[str, Any]]:  # noqa: ANN401
    at: Numbers = outline.place[kept & (outline.place >= 0)]
    positions = np.flatnonzero(kept & (outline.place >= 0))
    disputed = np.array([word == "disputed" for word in outline.standing.words] or [False])
    groups: dict[object, dict[str, Any]] = {}
    killed = outline.tolls.get("killed", np.zeros(len(outline), dtype=np.int64))
    counts = np.bincount(at, minlength=len(outline.places))
    tolls = np.bincount(at, weights=np.maximum(killed[positions], 0), minlength=len(outline.places))
    denied = np.bincount(at, weights=disputed[outline.standing.codes[positions]], minlength=len(outline.places))
    for number in np.flatnonzero(counts).tolist():
        place = outline.places[number]
        key = place.country if place.latitude is None else (place.name, place.latitude, place.longitude)
        group = groups.setdefault(key, {"place": place, "count": 0, "killed": 0, "disputed": 0})
        for name, values in (("count", counts), ("killed", tolls), ("disputed", denied)):
            group[name] += int(values[number])
    return groups


def _feature(group: dict[str, Any], selection: Selection) -> dict[str, Any]:
    place: PlaceLine = group["place"]
    known = place.latitude is not None and place.longitude is not None
    where = {"country": [place.country], "place": ""} if not known and place.country else {"place": place.name}
    properties = {
        "name": place.name,
        "country": place.country,
        "precision": place.precision if known else "country",
        "count": group["count"],
        "killed": group["killed"],
        "disputed": group["disputed"],
        "href": "/?" + selection.asking.query(**where),
    }
    point = {"type": "Point", "coordinates": [round(place.longitude or 0, 4), round(place.latitude or 0, 4)]}
    return {"type": "Feature", "geometry": point if known else None, "properties": properties}
