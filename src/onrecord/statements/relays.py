"""Relays: a statement within the content of another ("X said that Y denied it")."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.drafts import Attribution, Offsets

_PIECE = 1000
"""Characters of a piece of the text."""


def relays_of(found: Sequence[Attribution]) -> list[int | None]:
    """For each attribution the one that relays it, by its place in `found`: the smallest content that holds its cue."""
    contents = Contents(found)
    relays: list[int | None] = []
    for inner, attribution in enumerate(found):
        near = contents.near(attribution.cue[0])
        relays.append(next((o for o in near if o != inner and _relays(found[o], attribution)), None))
    return _without_rings(relays)


class Contents:
    """The attributions whose content is near a place, by pieces of the text, so that long texts stay quick."""

    def __init__(self, found: Sequence[Attribution]) -> None:
        sizes = [sum(end - start for start, end in a.content) for a in found]
        self._near: dict[int, list[int]] = {}
        for index in sorted(range(len(found)), key=lambda i: sizes[i]):
            spans = found[index].content
            for piece in sorted({p for start, end in spans for p in range(start // _PIECE, end // _PIECE + 1)}):
                self._near.setdefault(piece, []).append(index)

    def near(self, offset: int) -> Sequence[int]:
        """Places in the list of those whose content may hold an offset, smallest content first."""
        return self._near.get(offset // _PIECE, ())


def relay_order(relays: Sequence[int | None]) -> list[int]:
    """The places of all attributions, each after the one that relays it."""
    order: list[int] = []
    placed: set[int] = set()
    for index in range(len(relays)):
        chain, current = [], index
        while current not in placed:
            chain.append(current)
            placed.add(current)
            outer = relays[current]
            if outer is None:
                break
            current = outer
        order.extend(reversed(chain))
    return order


def _relays(outer: Attribution, inner: Attribution) -> bool:
    return holds(outer.content, inner.cue) and not holds(inner.content, outer.cue)


def holds(content: Sequence[Offsets], span: Offsets) -> bool:
    """Whether one piece of a content holds the whole span."""
    return any(start <= span[0] and span[1] <= end for start, end in content)


def _without_rings(relays: list[int | None]) -> list[int | None]:
    """Spans of a model may hold each other in a ring; the link that closes it is cut."""
    for index in range(len(relays)):
        seen, current = {index}, relays[index]
        while current is not None and current not in seen:
            seen.add(current)
            current = relays[current]
        if current is not None:
            relays[index] = None
    return relays
