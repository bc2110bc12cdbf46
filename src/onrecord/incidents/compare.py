"""How likely two tellings are of one happening: named parts whose weights add up to a score that can be shown.

The sum of weights is that of a logistic regression, as in the record linkage of Fellegi and Sunter (1969): each part
adds the logarithm of how much more often its finding is met between reports of one happening than of two.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.incidents.likeness import ALIKE, enough, likeness
from onrecord.incidents.places import holds, place_finding
from onrecord.incidents.profile import Profile
from onrecord.incidents.sides import Side

VAGUE = 9
"""Days; that two windows overlap says little where one is longer."""
VAGUEST = 62
"""Days; longer windows say nothing beside the other parts."""

SAID = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Types of acts that are done by saying something: every report on a matter has some of them."""
ECHO = 0.2
"""How alike the sentences have to be in which somebody says something to nobody in particular."""
SUFFERED = frozenset({"ASSAULT", "PROTEST", None})
"""Types of what is told from the side of the hurt, or of a crowd: who did it is often told in two ways."""
SOME = 2
"""Names that an article has beside those of place and parties, so that having none in common says something."""


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
    """Whether two tellings can be of one happening at all: of one type, by two articles, and words of one speaker.

    An attack, its condemnation and the funeral are of different types and stay three; what one article tells
    as two happenings stays two.
    """
    if a.event_type != b.event_type or a.article_id == b.article_id:
        return False
    if a.event_type in SAID:
        return _may_be_one_voice(a.actor, b.actor) and _may_be_one_word(a, b)
    return a.event_type in SUFFERED or _may_be_one_doer(a.actor, b.actor)


def is_whole_of(one: Profile, other: Profile) -> bool:
    """Whether one tells of several attacks in a province or country, and the other of one at a spot in it."""
    return one.several and not other.several and holds(one.place, other.place)


def _may_be_one_voice(one: Side, other: Side) -> bool:
    """Words are the act of whoever says them: of an unknown speaker's there is no telling whether they are the same.

    A ministry may be called by its state's name or its spokesperson's.
    """
    return bool(one.names & other.names) or bool(one.countries & other.countries and one.sectors & other.sectors)


def _may_be_one_doer(one: Side, other: Side) -> bool:
    """What two states do is two acts, however alike: one enters a town, and the other sends its troops there."""
    if not (one.countries and other.countries):
        return True
    return bool(one.names & other.names or one.countries & other.countries)


def _may_be_one_word(a: Profile, b: Profile) -> bool:
    """One speaker says many things in a day: the same are said to the same, or in much the same words."""
    if a.recipient.names and b.recipient.names:
        return bool(a.recipient.names & b.recipient.names)
    return _wording(a, b) >= ECHO


def _wording(a: Profile, b: Profile) -> float:
    """How alike two sentences are, from 0 to 1."""
    common = len(a.words & b.words)
    return common / (len(a.words) + len(b.words) - common or 1)


def compare(a: Profile, b: Profile) -> Comparison:
    """The comparison of two tellings of one type by two articles, be they candidates or not."""
    threshold, weights = shipped_weights()
    parts = [Part(name, finding, weights[name][finding]) for name, find in FINDERS for finding in (find(a, b),)]
    parts += [_measured(name, found, known, weights[name]) for name, found, known in measures(a, b)]
    score = round(math.fsum(part.weight for part in parts), 3)
    return Comparison(tuple(parts), score, score >= threshold)


def _measured(name: str, found: float, known: float, weights: Mapping[str, float]) -> Part:
    weight = weights["full"] * found * known + weights["unknown"] * (1 - known)
    return Part(name, f"{found:.2f}" if known else "unknown", round(weight, 3))


def score_of(a: Profile, b: Profile) -> float:
    """The sum alone, or minus infinity as soon as it is clear that it cannot reach the threshold.

    It is what most of the time of merging goes to, so that what is quick to see and tells most apart comes first. A
    whole ("a wave of attacks across the province") and a part of it (one on a market) are never put together.
    """
    if is_whole_of(a, b) or is_whole_of(b, a):
        return -math.inf
    threshold, weights = shipped_weights()
    at_most = sum(weights[name][find(a, b)] for name, find in _FIRST) + _rest()
    for kind, (ours, theirs) in (("killed", (a.killed, b.killed)), ("injured", (a.injured, b.injured))):
        at_most += weights[kind]["unknown" if ours is None or theirs is None else "same"]
    if at_most < threshold:
        return -math.inf
    (_, alike, known), _ = measures(a, b)
    if at_most + _measured("article", alike, known, weights["article"]).weight - _likest() < threshold:
        return -math.inf
    return compare(a, b).score


@cache
def _rest() -> float:
    """What the parts that are looked at later can add at most."""
    _, weights = shipped_weights()
    seen = {name for name, _ in _FIRST} | {"killed", "injured", "article"}
    return sum(max(findings.values()) for name, findings in weights.items() if name not in seen) + _likest()


@cache
def _likest() -> float:
    """What the likeness of two articles adds at most."""
    weights = shipped_weights()[1]["article"]
    return max(weights["full"] * ALIKE, weights["unknown"])


def measures(a: Profile, b: Profile) -> tuple[tuple[str, float, float], ...]:
    """What is found in degrees, each 0 to 1: how alike two articles are, and two sentences; and how sure that is."""
    # What both name their place and parties by is compared with those.
    alike = likeness(a.wording, b.wording, a.own & b.own)
    return ("article", alike, enough(a.wording, b.wording)), ("wording", _wording(a, b), 1.0)


def _time(a: Profile, b: Profile) -> str:
    one, other = a.window, b.window
    if one is None or other is None or max(one.days, other.days) > VAGUEST:
        return "unknown"
    if one.stated and other.stated:
        gap = one.gap(other)
        if gap:
            return "next_day" if gap == 1 else "days_apart" if gap <= VAGUE else "apart"
        if max(one.days, other.days) > VAGUE:
            return "vague"
        return "same_day" if one.days == other.days == 1 else "overlap"
    if not one.stated and not other.stated:
        return "unknown"
    told, printed = (one, other) if one.stated else (other, one)
    if told.first > printed.last:
        return "told_before"
    return "fits" if one.gap(other) <= 2 else "told_later"


def _printed(a: Profile, b: Profile) -> str:
    if a.printed is None or b.printed is None:
        return "unknown"
    days = abs(a.printed - b.printed)
    lag = next((name for name, most in _LAGS if days <= most), "later")
    return f"{lag}_dated" if _both_dated(a, b) else lag


def _both_dated(a: Profile, b: Profile) -> bool:
    return all(one.window is not None and one.window.stated and one.window.days <= VAGUEST for one in (a, b))


_LAGS = (("one_day", 1), ("days", 4), ("weeks", 21), ("months", 120))


def _place(a: Profile, b: Profile) -> str:
    return place_finding(a.place, b.place)


def _parties(a: Profile, b: Profile) -> str:
    if len((a.actor.names | a.recipient.names) & (b.actor.names | b.recipient.names)) > 1:
        return "both"
    known = {_alike(a.actor, b.actor), _alike(a.recipient, b.recipient)}
    return next((finding for finding in ("different", "same", "akin") if finding in known), "unknown")


def _alike(one: Side, other: Side) -> str:
    if not one.names or not other.names or one.vague or other.vague:
        return "unknown"
    if one.names & other.names:
        return "same"
    return "akin" if one.countries & other.countries or one.sectors & other.sectors else "different"


def _mode(a: Profile, b: Profile) -> str:
    one, other = a.mode, b.mode
    if one is None or other is None:
        return "unknown"
    return "same" if one == other else "different"


def _killed(a: Profile, b: Profile) -> str:
    return _counted(a.killed, b.killed)


def _injured(a: Profile, b: Profile) -> str:
    return _counted(a.injured, b.injured)


def _counted(ours: int | None, theirs: int | None) -> str:
    if ours is None or theirs is None:
        return "unknown"
    if ours == theirs:
        return "same" if ours > 1 else "one"
    return "close" if abs(ours - theirs) <= max(1.0, max(ours, theirs) / 3) else "different"


def _names(a: Profile, b: Profile) -> str:
    if not a.wording.names or not b.wording.names:
        return "unknown"
    common = len(a.names & b.names)
    if not common and min(len(a.names), len(b.names)) < SOME:
        return "unknown"
    return _COUNTS[min(common, len(_COUNTS) - 1)]


_COUNTS = ("none", "one", "two", "three", "more")


def _numbers(a: Profile, b: Profile) -> str:
    common = len(a.wording.numbers & b.wording.numbers)
    return _COUNTS[min(common, 3)] if common else "unknown"


def _role(a: Profile, b: Profile) -> str:
    if a.main and b.main:
        return "main"
    return "aside" if a.main or b.main else "unknown"


FINDERS: tuple[tuple[str, Callable[[Profile, Profile], str]], ...] = (
    ("time", _time),
    ("printed", _printed),
    ("place", _place),
    ("parties", _parties),
    ("mode", _mode),
    ("killed", _killed),
    ("injured", _injured),
    ("role", _role),
    ("names", _names),
    ("numbers", _numbers),
)
_FIRST = (("role", _role), ("time", _time), ("place", _place), ("parties", _parties))
