"""An outline brought up to date: incidents that are gone are taken out, new ones put behind, and nothing else is read.

Keys of incidents are never used twice, and one that changed has a new key, so new ones are always the last.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from onrecord.store.database import Database
from onrecord.store.outline import Coded, Listed, Numbers, Outline, Parties, Spot, kinds_of, read_outline, settled
from onrecord.store.schema import incident

MOST = 0.25
"""Where more of the record than this share is new or gone, it is read whole."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Which of the incidents are still there, where each of them is now, and how many they are."""

    mask: NDArray[np.bool_]
    where: Numbers
    count: int


def follow(database: Database, old: Outline) -> Outline | None:
    """The outline as the record is now; None where only reading all of it anew tells."""
    with database.reading() as connection:
        if not len(old) or settled(connection) != old.settled:
            return None
        keys = _keys(connection)
        last = int(old.keys[-1])
        still = keys[keys <= last]
        mask = np.isin(old.keys, still, assume_unique=True)
        changed = len(old) - len(still) + len(keys) - len(still)
        if int(mask.sum()) != len(still) or changed > MOST * len(old):
            return None
        return _joined(old, _Kept(mask, np.cumsum(mask) - 1, len(still)), read_outline(connection, last))


def _keys(connection: Connection) -> Numbers:
    """The keys of all incidents, got as one row: a row each would hold up every page that is being made."""
    found = json.loads(connection.execute(select(func.json_group_array(incident.c.key))).scalar_one())
    return np.sort(np.array(found, dtype=np.int64))


def _joined(old: Outline, kept: _Kept, new: Outline) -> Outline:
    def behind(name: str) -> Numbers:
        joined: Numbers = np.concatenate([getattr(old, name)[kept.mask], getattr(new, name)])
        return joined

    spots, moved = _spots(old.spots, new.spots)
    tolls = _tolls(old.tolls, kept.mask, new)
    return Outline(
        keys=behind("keys"),
        ids=np.concatenate([old.ids[kept.mask], new.ids]),
        type=_coded(old.type, kept, new.type),
        mode=_coded(old.mode, kept, new.mode),
        standing=_coded(old.standing, kept, new.standing),
        country=_coded(old.country, kept, new.country),
        first=behind("first"),
        last=behind("last"),
        sources=behind("sources"),
        changed=behind("changed"),
        kind=kinds_of(tolls),
        tolls=tolls,
        spot=np.concatenate([old.spot[kept.mask], moved[new.spot]]),
        spots=spots,
        actor=_listed(old.actor, kept, new.actor),
        recipient=_listed(old.recipient, kept, new.recipient),
        publisher=_listed(old.publisher, kept, new.publisher),
        actors=_parties(old.actors, kept, new.actors),
        recipients=_parties(old.recipients, kept, new.recipients),
        settled=new.settled,
    )


def _spots(old: tuple[Spot, ...], new: tuple[Spot, ...]) -> tuple[tuple[Spot, ...], Numbers]:
    """The spots of both, each once, and where the new ones stand among them; one more for no spot at all."""
    known = {spot.same: number for number, spot in enumerate(old)}
    more = [spot for spot in new if spot.same not in known]
    known |= {spot.same: len(old) + number for number, spot in enumerate(more)}
    return (*old, *more), np.array([*(known[spot.same] for spot in new), -1], dtype=np.int64)


def _tolls(old: Mapping[str, Numbers], mask: NDArray[np.bool_], new: Outline) -> dict[str, Numbers]:
    none_before, none_after = np.full(int(mask.sum()), -1, np.int64), np.full(len(new), -1, np.int64)
    return {
        kind: np.concatenate([old[kind][mask] if kind in old else none_before, new.tolls.get(kind, none_after)])
        for kind in sorted({*old, *new.tolls})
    }


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of both, in order, as they read, and what the codes of each become."""

    words: tuple[str, ...]
    labels: tuple[str, ...]
    of_old: Numbers | None
    of_new: Numbers


def _words(old: Coded | Listed, new: Coded | Listed) -> _Words:
    known, of_old, words = set(old.words), None, old.words
    if not known.issuperset(new.words):
        words = tuple(sorted(known.union(new.words)))
        of_old = _places(words, old.words)
    read = dict(zip((*new.words, *old.words), (*new.labels, *old.labels), strict=True))
    return _Words(words, tuple(read[word] for word in words), of_old, _places(words, new.words))


def _places(words: tuple[str, ...], some: tuple[str, ...]) -> Numbers:
    """Where some of the words stand; one more for no word at all."""
    at = {word: number for number, word in enumerate(words)}
    return np.array([*(at[word] for word in some), -1], dtype=np.int64)


def _coded(old: Coded, kept: _Kept, new: Coded) -> Coded:
    words = _words(old, new)
    codes = old.codes[kept.mask]
    codes = codes if words.of_old is None else words.of_old[codes]
    return Coded(np.concatenate([codes, words.of_new[new.codes]]), words.words, words.labels)


def _listed(old: Listed, kept: _Kept, new: Listed) -> Listed:
    words = _words(old, new)
    still = kept.mask[old.owners]
    codes = old.codes[still]
    return Listed(
        np.concatenate([kept.where[old.owners[still]], new.owners + kept.count]),
        np.concatenate([codes if words.of_old is None else words.of_old[codes], words.of_new[new.codes]]),
        words.words,
        words.labels,
    )


def _parties(old: Parties, kept: _Kept, new: Parties) -> Parties:
    still = kept.mask[old.owners]
    return Parties(
        np.concatenate([kept.where[old.owners[still]], new.owners + kept.count]),
        np.concatenate([old.rows[still], new.rows]),
    )
