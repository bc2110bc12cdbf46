"""Why two tellings are one happening, in words: what the merging noted, without its numbers."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MUCH = 0.3
"""From here on a share is worth a word."""
_NOTE = re.compile(r"(ev-[0-9a-f]+) and (ev-[0-9a-f]+): (.+); (-?[\d.]+) in all")
_PART = re.compile(r"(\w+) ([\w.]+) ([+-][\d.]+)")


@dataclass(frozen=True, slots=True)
class Alike:
    """Two events that were compared, what speaks for one happening and what against it, the weightiest first."""

    first: str
    second: str
    score: float
    speaking_for: tuple[str, ...]
    against: tuple[str, ...]


def alike(note: str) -> Alike | None:
    """What a note of the merging says of two events; None for one that says something else.

    >>> found = alike("ev-1a and ev-2b: time same_day +1.6, place same +2.2, mode different -1.5; 2.3 in all")
    >>> found.speaking_for, found.against
    (('the place is the same', 'both name the same day'), ('it happened in different ways',))
    """
    found = _NOTE.fullmatch(note)
    if found is None:
        return None
    first, second, parts, score = found.groups()
    weighed = [(float(weight), part, level) for part, level, weight in _PART.findall(parts)]
    told = [(weight, words) for weight, part, level in weighed if weight and (words := _words(part, level))]
    ordered = sorted(told, key=lambda one: -abs(one[0]))
    speaking_for = tuple(words for weight, words in ordered if weight > 0)
    return Alike(first, second, float(score), speaking_for, tuple(words for weight, words in ordered if weight < 0))


@cache
def _levels() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("onrecord.wording").joinpath("alike.toml").read_text("utf-8"))


def _words(part: str, level: str) -> str:
    """A level that is a number says how much of the part there is; one without words stands for itself."""
    levels = _levels().get(part, {})
    if level[:1].isdigit():
        return levels.get("full", "") if float(level) >= MUCH else ""
    return levels.get(level, "" if level == "unknown" else f"{part}: {level.replace('_', ' ')}")
