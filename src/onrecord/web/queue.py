"""What most deserves a person's look: where sources contradict each other, and where much rests on little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.engine import Connection

from onrecord.store.outline import Numbers, Outline
from onrecord.store.schema import incident_note

WEIGHTS = {"disputed": 3.0, "alleged": 1.5, "denied": 1.0, "attributed": 0.5, "affirmed": 0.0, "unrealised": 0.0}
"""How much a standing alone asks for a look."""


@dataclass(frozen=True, slots=True)
class Case:
    """An incident to look at, and why."""

    key: int
    why: tuple[str, ...]


def weights(outline: Outline) -> NDArray[np.float64]:
    """How much each incident deserves a look: its standing, its dead, and how few independent sources tell it."""
    by_code = np.array([WEIGHTS.get(word, 0.0) for word in outline.standing.words] or [0.0])
    standing = np.where(outline.standing.codes >= 0, by_code[outline.standing.codes], 0.0)
    killed = np.maximum(outline.tolls.get("killed", np.zeros(len(outline), dtype=np.int64)), 0)
    toll = np.log10(1 + killed)
    alone = np.where((outline.sources <= 1) & (killed > 0), 0.5, 0.0)
    several = np.where(outline.sources >= 2, 0.3, 0.0)
    weighed: NDArray[np.float64] = standing * (1 + toll / 3) + toll / 2 + alone + several
    return weighed


def cases(
    connection: Connection, outline: Outline, size: int, *, judged: Collection[int] = (), later: Iterable[str] = ()
) -> tuple[list[Case], int]:
    """The cases that weigh most, and how many wait in all.

    Those whose keys are in `judged` are done; those whose ids are in `later` are put off by the reader.
    """
    weighed = weights(outline)
    weighed[outline.positions(judged)] = 0.0
    weighed[np.isin(outline.ids, list(later))] = 0.0
    waiting = int((weighed > 0).sum())
    order = _heaviest(weighed, outline, min(size, waiting))
    keys = outline.keys[order].tolist()
    notes = _contradictions(connection, keys)
    return [
        Case(key, tuple(_why(outline, at, notes[key]))) for key, at in zip(keys, order.tolist(), strict=True)
    ], waiting


def _heaviest(weighed: NDArray[np.float64], outline: Outline, size: int) -> Numbers:
    """The positions of those that weigh most, of the same weight the first id first; only those near are sorted."""
    if not size:
        return np.zeros(0, dtype=np.int64)
    near = np.flatnonzero(weighed >= np.partition(weighed, len(weighed) - size)[len(weighed) - size])
    order: Numbers = near[np.lexsort((outline.ids[near], -weighed[near]))][:size]
    return order


def _contradictions(connection: Connection, keys: Sequence[int]) -> dict[int, list[str]]:
    n = incident_note.c
    query = select(n.incident, n.note).where(n.incident.in_(keys), n.kind == "contradiction")
    found: dict[int, list[str]] = defaultdict(list)
    for key, note in connection.execute(query.order_by(n.incident, n.position)):
        found[key].append(note)
    return found


def _why(outline: Outline, at: int, contradictions: Sequence[str]) -> Iterable[str]:
    standing = outline.standing.words[outline.standing.codes[at]]
    killed = outline.tolls.get("killed")
    if standing == "disputed":
        yield "some assert it and some deny it"
    if standing == "alleged":
        yield "it rests on allegations"
    if standing == "denied":
        yield "all who take a stand deny it"
    if killed is not None and killed[at] > 0:
        yield f"{int(killed[at]):,} dead" + (" on one source's word" if outline.sources[at] <= 1 else "")
    for note in contradictions:
        yield f"the reports differ on {note}"
