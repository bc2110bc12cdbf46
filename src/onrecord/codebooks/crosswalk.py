"""PLOVER's codes and the crosswalk to CAMEO, as tables that the codebook is checked against and exporters use."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_TABLES = Path(__file__).parent / "crosswalk"


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One CAMEO code (text: "010" is not "10") with its PLOVER type, mode and contexts, and both Goldstein scales.

    The published table lacks GDELT's value of 1213; it is None here.
    """

    code: str
    label: str
    quad: int
    goldstein_gdelt: float | None
    goldstein_icews: float | None
    event_type: str | None
    mode: str | None
    contexts: tuple[str, ...]


@cache
def cameo_codes() -> Mapping[str, CameoCode]:
    """Every CAMEO code. GDELT's and ICEWS's Goldstein values differ in four codes, so an export names its scale.

    >>> code = cameo_codes()["016"]
    >>> code.label, code.goldstein_gdelt, code.goldstein_icews
    ('Deny responsibility', -2.0, -5.0)
    """
    return MappingProxyType({row["code"]: _code_of(row) for row in _rows("cameo.csv")})


@cache
def plover_modes() -> Mapping[tuple[str, str], float | None]:
    """PLOVER's score of each event type and mode; a mode without a printed score has None."""
    rows = _rows("plover_modes.csv")
    return MappingProxyType({(r["event_type"], r["mode"]): _number(r["score"]) for r in rows})


@cache
def plover_contexts() -> frozenset[str]:
    """The names of PLOVER's contexts."""
    return frozenset(row["context"] for row in _rows("plover_contexts.csv"))


def _code_of(row: dict[str, str]) -> CameoCode:
    return CameoCode(
        row["code"],
        row["label"],
        int(row["quad"]),
        _number(row["goldstein_gdelt"]),
        _number(row["goldstein_icews"]),
        row["event_type"] or None,
        row["mode"] or None,
        tuple(row["contexts"].split()),
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_TABLES / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))
