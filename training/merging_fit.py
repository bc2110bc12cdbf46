"""Fits the weights by which tellings are compared (incidents/weights.toml) and prints them, to be rounded by hand.

    PYTHONPATH=src:tests python training/merging_fit.py --readings READINGS.pickle ...

Each READINGS.pickle is a list of pairs: a Reading, and the name of the happening that its article is mainly about.
Reports of a made-up world (tests/making/happenings.py) are added. Pairs are of what two articles have most of, where
they stand near to each other in a line; weights that weights.toml marks (hand) are left as they are.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np

from making.happenings import World
from onrecord.articles.terms import terms_of
from onrecord.drafts import Telling
from onrecord.incidents.compare import FINDERS, measures, shipped_weights
from onrecord.incidents.merge import candidates
from onrecord.incidents.profile import Profile, profiles_of
from onrecord.records import Reading

Labelled = tuple[Reading, str | int]
WORLD_WEIGHT = 0.3
"""How much a pair of the made-up world counts beside a real one."""


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", nargs="*", type=Path, default=[])
    given = parser.parse_args()
    rows: list[tuple[dict[str, float], bool, float]] = []
    for path in given.readings:
        rows += [(*row, 1.0) for row in pairs_of(pickle.loads(path.read_bytes()))]
    world = [(reading, number) for number, reading in World(seed=7, happenings=500).reports()]
    rows += [(*row, WORLD_WEIGHT) for row in pairs_of(world)]
    for name, weight, count, right in fitted(rows):
        print(f"{name:28}{weight:+7.2f}{count:8.0f} pairs {right:7.0f} of one happening")


def pairs_of(labelled: list[Labelled]) -> Iterator[tuple[dict[str, float], bool]]:
    """What is found of each pair, and whether it is of one happening."""
    profiles: list[Profile] = []
    happening: dict[str, str | int] = {}
    for reading, label in labelled:
        happening[reading.article.article_id] = label
        profiles += [one for one in _profiles(reading) if one.main and one.event_type == "ASSAULT"]
    for a, b in candidates(profiles):
        one, other = profiles[a], profiles[b]
        found: dict[str, float] = {f"{name} {find(one, other)}": 1.0 for name, find in FINDERS}
        for name, found_in_degrees, known in measures(one, other):
            found |= {f"{name} full": found_in_degrees * known, f"{name} unknown": 1 - known}
        yield found, happening[one.article_id] == happening[other.article_id]


def _profiles(reading: Reading) -> tuple[Profile, ...]:
    article = reading.article
    terms = terms_of(f"{article.title or ''}\n{article.text}")
    when = article.published.date
    told = (Telling(event, article.publisher, when, article.article_id, (), terms) for event in reading.events)
    return profiles_of(told)


def fitted(rows: list[tuple[dict[str, float], bool, float]]) -> Iterator[tuple[str, float, float, float]]:
    """Each part with its weight, how many pairs have it, and how many of those are of one happening."""
    by_hand = _by_hand()
    fixed = np.array([sum(by_hand.get(name, 0.0) * value for name, value in found.items()) for found, _, _ in rows])
    names = sorted({name for found, _, _ in rows for name in found if name not in by_hand and "unknown" not in name})
    index = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(rows), len(names) + 1))
    table[:, -1] = 1
    for number, (found, _, _) in enumerate(rows):
        for name in found.keys() & index.keys():
            table[number, index[name]] = found[name]
    right = np.array([float(one) for _, one, _ in rows])
    weights = _regression(table, right, fixed, np.array([weight for _, _, weight in rows]))
    for name, weight, column in zip((*names, "merge"), (*weights[:-1], -weights[-1]), table.T, strict=True):
        yield name, weight, (column > 0).sum(), ((column > 0) * right).sum()


def _by_hand() -> dict[str, float]:
    lines = files("onrecord.incidents").joinpath("weights.toml").read_text(encoding="utf-8").splitlines()
    _, weights = shipped_weights()
    found, part = {}, ""
    for line in lines:
        if line.startswith("["):
            part = line.split("]")[0].strip('["')
        elif "(hand" in line and "=" in line and part:
            finding = line.split("=")[0].strip()
            found[f"{part} {finding}"] = weights[part][finding]
    return found


def _regression(table: np.ndarray, right: np.ndarray, fixed: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method, with a small penalty for large weights."""
    found, penalty = np.zeros(table.shape[1]), np.ones(table.shape[1])
    penalty[-1] = 1e-3
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(table @ found + fixed, -30, 30)))
        slope = table.T @ (weight * (chance - right)) + penalty * found
        curve = (table * (weight * chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        found = found - np.linalg.solve(curve, slope)
    return found


if __name__ == "__main__":
    main()
