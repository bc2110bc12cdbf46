"""Relays: a statement within the content of another ("X said that Y denied it")."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.drafts import Attribution, Offsets


def relays_of(found: Sequence[Attribution]) -> list[int | None]:
    """For each attribution the one that relays it, by its place in `found`: the smallest content that holds its cue."""
    sizes = [sum(end - start for start, end in a.content) for a in found]
    by_size = sorted(range(len(found)), key=lambda i: sizes[i])
    relays: list[int | None] = []
    for inner, attribution in enumerate(found):
        relays.append(next((o for o in by_size if o != inner and _relays(found[o], attribution)), None))
    return _without_rings(relays)


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
