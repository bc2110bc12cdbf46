"""How likely two tellings are of one happening: named parts whose weights add up to a score that can be shown."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.incidents.profile import Profile, Side
from onrecord.records import Figure, Place

CLOSE_KM = 25.0
VAGUE = 9
"""Days; that two windows overlap says little where one is longer."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a comparison: what was found, and what it adds."""

    name: str
    finding: str
    weight: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The parts of a comparison and their sum; `merges` says whether the sum reaches the threshold."""

    parts: tuple[Part, ...]
    score: float
    merges: bool


Weights = Mapping[str, Mapping[str, float]]


@cache
def shipped_weights() -> tuple[float, Weights]:
    """The threshold and the weights that are shipped with the package."""
    table = tomllib.loads(files("onrecord.incidents").joinpath("weights.toml").read_text(encoding="utf-8"))
    return table.pop("merge"), table


def comparable(a: Profile, b: Profile) -> bool:
    """Whether two tellings can be of one happening at all: one type, two articles.

    An attack, its condemnation and the funeral are of different types and stay three; what one article tells
    as two events stays two.
    """
    return a.event.event_type == b.event.event_type and a.event.article_id != b.event.article_id


def compare(a: Profile, b: Profile) -> Comparison:
    """The comparison of two tellings for which `comparable` holds."""
    threshold, weights = shipped_weights()
    parts = [Part(name, finding, weights[name][finding]) for name, find in _FINDERS for finding in (find(a, b),)]
    parts.append(_wording(a, b, weights["wording"]["full"]))
    score = round(sum(part.weight for part in parts), 3)
    return Comparison(tuple(parts), score, score >= threshold)


def _time(a: Profile, b: Profile) -> str:
    one, other = a.window, b.window
    if one is None or other is None:
        return "unknown"
    gap = one.gap(other)
    if gap > 0:
        return "next_day" if gap == 1 else "apart"
    if max(one.days, other.days) > VAGUE:
        return "vague"
    if not (one.stated and other.stated):
        return "assumed"
    return "same_day" if one.days == other.days == 1 else "overlap"


def _place(a: Profile, b: Profile) -> str:
    one, other = a.place, b.place
    if one is None or other is None:
        return "unknown"
    if one.country and other.country and one.country != other.country:
        return "abroad"
    if (one.geonames_id and one.geonames_id == other.geonames_id) or one.name.casefold() == other.name.casefold():
        return "country" if one.precision == "country" else "same"
    return _placed_apart(one, other)


def _placed_apart(one: Place, other: Place) -> str:
    if "country" in (one.precision, other.precision):
        return "country"
    coarse = {"admin1", "admin2"} & {one.precision, other.precision}
    if coarse and one.admin1 and one.admin1 == other.admin1:
        return "within"
    return "close" if kilometres(one, other) <= CLOSE_KM else "apart"


def kilometres(one: Place, other: Place) -> float:
    """The great-circle distance in km; infinite where a coordinate is unknown."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    lat, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half = math.radians(other.longitude - one.longitude) / 2
    chord = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin(half) ** 2
    return 12742 * math.asin(math.sqrt(chord))


def _parties(a: Profile, b: Profile) -> str:
    actor, recipient = _alike(a.actor, b.actor), _alike(a.recipient, b.recipient)
    if len((a.actor.names | a.recipient.names) & (b.actor.names | b.recipient.names)) > 1:
        return "both"
    known = [finding for finding in (actor, recipient) if finding != "unknown"]
    return next((finding for finding in ("different", "same", "akin") if finding in known), "unknown")


def _alike(one: Side, other: Side) -> str:
    if not one.names or not other.names:
        return "unknown"
    if one.names & other.names:
        return "same"
    if one.countries & other.countries or one.sectors & other.sectors:
        return "akin"
    return "unknown" if one.vague or other.vague else "different"


def _mode(a: Profile, b: Profile) -> str:
    one, other = a.event.mode, b.event.mode
    if one is None or other is None:
        return "unknown"
    return "same" if one == other else "different"


def _figures(a: Profile, b: Profile) -> str:
    pairs = [(f, g) for f in a.figures for g in b.figures if f.kind == g.kind and f.side == g.side]
    findings = [_agree(one, other) for one, other in pairs]
    return next((finding for finding in ("same", "close", "different") if finding in findings), "unknown")


def _agree(one: Figure, other: Figure) -> str:
    if one.best is not None and one.best == other.best:
        return "same" if one.best > 1 else "close"
    n, m = _count(one), _count(other)
    if n is None or m is None:
        return "close"
    return "close" if abs(n - m) <= max(1.0, max(n, m) / 3) else "different"


def _count(figure: Figure) -> int | None:
    return next((n for n in (figure.best, figure.low, figure.high) if n is not None), None)


def _wording(a: Profile, b: Profile, full: float) -> Part:
    common = len(a.words & b.words)
    share = common / (len(a.words) + len(b.words) - common or 1)
    return Part("wording", f"{common} words in common", round(full * share, 3))


_FINDERS: tuple[tuple[str, Callable[[Profile, Profile], str]], ...] = (
    ("time", _time),
    ("place", _place),
    ("parties", _parties),
    ("mode", _mode),
    ("figures", _figures),
)
