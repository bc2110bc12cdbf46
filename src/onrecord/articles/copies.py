"""Reprints and lightly edited wire copy: texts that share most of their runs of words.

MinHash (Broder 1997) over runs of four words: two texts are copies where the estimated share of common runs is
`ALIKE` or more. Candidates share a band of the sketch, so nothing is compared with everything.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from dataclasses import dataclass

RUN = 4
"""Words in a run."""
BANDS, ROWS = 12, 5
"""Two texts with 80 % of their runs in common share a band 99 times in 100; with 40 %, 12 times."""
ALIKE = 0.7
"""A paragraph cut or a few words changed leaves more than this in common."""
SHORTEST = 30
"""Words; shorter texts are copies only where they are the same."""

_SEED = 20260
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """The MinHash of a text, and the keys under which texts that may be its copies are found."""

    minima: bytes
    keys: tuple[int, ...]


def sketch(text: str) -> Sketch:
    """The sketch of a text; case and punctuation do not matter.

    >>> sketch("The same words").keys == sketch("the same, words!").keys
    True
    """
    from rensa import RMinHash

    words = _WORD.findall(text.casefold())
    run = RUN if len(words) >= SHORTEST else max(len(words), 1)
    runs = [" ".join(words[i : i + run]) for i in range(max(len(words) - run + 1, 1))]
    minhash = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    minhash.update(runs)
    return _sketch(array("I", minhash.digest()))


def likeness(one: Sketch, other: Sketch) -> float:
    """The estimated share of runs that two texts have in common, 0 to 1."""
    ones, others = array("I", one.minima), array("I", other.minima)
    return sum(a == b for a, b in zip(ones, others, strict=True)) / len(ones)


def are_copies(one: Sketch, other: Sketch) -> bool:
    """Whether one text is a reprint of the other."""
    return likeness(one, other) >= ALIKE


def _sketch(minima: array[int]) -> Sketch:
    bands = (minima[i * ROWS : (i + 1) * ROWS].tobytes() for i in range(BANDS))
    return Sketch(minima.tobytes(), tuple(_key(number, band) for number, band in enumerate(bands)))


def _key(number: int, band: bytes) -> int:
    """A signed 64-bit key, the same on every machine."""
    digest = hashlib.blake2b(band, digest_size=8, salt=number.to_bytes(2, "big")).digest()
    return int.from_bytes(digest, "big", signed=True)
