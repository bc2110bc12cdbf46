"""How well attributions agree with marked ones: partial agreement by role, and whole relations.

Two spans of a role agree where they share a character, one to one. A relation is found where cue and content overlap
and the source does too, or is open in both; relations are aligned by their contents, largest Jaccard first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.drafts import Attribution, Offsets

KINDS = ("relation", "source", "cue", "content")


@dataclass(slots=True)
class Count:
    """How many were found rightly, found at all, and marked."""

    right: int = 0
    found: int = 0
    marked: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        return 200 * self.right / (self.found + self.marked) if self.found + self.marked else 100.0

    @property
    def precision(self) -> float:
        """How many of those found are right, in percent."""
        return 100 * self.right / self.found if self.found else 100.0

    @property
    def recall(self) -> float:
        """How many of those marked were found, in percent."""
        return 100 * self.right / self.marked if self.marked else 100.0


@dataclass(slots=True)
class Scores:
    """Counts by kind, over as many texts as were added."""

    counts: dict[str, Count] = field(default_factory=lambda: {kind: Count() for kind in KINDS})

    def add(self, marked: Sequence[Attribution], found: Sequence[Attribution]) -> None:
        """Count one text."""
        for role in ("source", "cue", "content"):
            gold, given = (list(filter(None, (_characters(a, role) for a in side))) for side in (marked, found))
            self._count(role, len(_aligned(gold, given)), len(given), len(gold))
        pairs = _aligned([_characters(a, "content") for a in marked], [_characters(a, "content") for a in found])
        right = sum(_agree(marked[i], found[j]) for i, j in pairs)
        self._count("relation", right, len(found), len(marked))

    def _count(self, kind: str, right: int, found: int, marked: int) -> None:
        count = self.counts[kind]
        count.right, count.found, count.marked = count.right + right, count.found + found, count.marked + marked

    def f1(self, kind: str = "relation") -> float:
        """F1 of a kind, in percent."""
        return self.counts[kind].f1

    def line(self) -> str:
        """All of it, on one line."""
        whole = self.counts["relation"]
        roles = "  ".join(f"{kind} {self.f1(kind):.1f}" for kind in KINDS[1:])
        return f"relation {whole.f1:.1f} (P {whole.precision:.1f} R {whole.recall:.1f})  {roles}"


def scored(cases: Iterable[tuple[Sequence[Attribution], Sequence[Attribution]]]) -> Scores:
    """The scores over (marked, found) pairs, one a text."""
    scores = Scores()
    for marked, found in cases:
        scores.add(marked, found)
    return scores


def _characters(attribution: Attribution, role: str) -> frozenset[int]:
    spans: tuple[Offsets, ...] = (attribution.cue,) if role == "cue" else getattr(attribution, role)
    return frozenset(position for start, end in spans for position in range(start, end))


def _agree(marked: Attribution, found: Attribution) -> bool:
    sources = _characters(marked, "source"), _characters(found, "source")
    same_source = not any(sources) or bool(sources[0] & sources[1])
    return same_source and bool(_characters(marked, "cue") & _characters(found, "cue"))


def _aligned(gold: list[frozenset[int]], given: list[frozenset[int]]) -> list[tuple[int, int]]:
    shares = ((len(g & p) / len(g | p), i, j) for i, g in enumerate(gold) for j, p in enumerate(given) if g & p)
    left, right, pairs = set(range(len(gold))), set(range(len(given))), []
    for _, i, j in sorted(shares, reverse=True):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((i, j))
    return pairs
