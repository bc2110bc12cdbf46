"""What inputs look like from outside, from `tables.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Tables:
    """Names of columns, fields of pages for date and update, forms of dates, kinds by suffix, English, first bytes."""

    columns: Mapping[str, tuple[str, ...]]
    page_dates: tuple[str, ...]
    page_updates: tuple[str, ...]
    date_forms: tuple[str, ...]
    suffixes: Mapping[str, str]
    passed_over: frozenset[str]
    english: frozenset[str]
    signatures: Mapping[str, bytes]


def _load() -> Tables:
    source = tomllib.loads(files("onrecord.articles").joinpath("tables.toml").read_text(encoding="utf-8"))
    named: dict[str, Any] = source["files"]
    passed_over = frozenset(named.pop("passed_over"))
    return Tables(
        columns={column: tuple(names) for column, names in source["columns"].items()},
        page_dates=tuple(source["pages"]["dates"]),
        page_updates=tuple(source["pages"]["updates"]),
        date_forms=tuple(source["dates"]["forms"]),
        suffixes={suffix: kind for kind, suffixes in named.items() for suffix in suffixes},
        passed_over=passed_over,
        english=frozenset(source["languages"]["english"]),
        signatures={kind: bytes.fromhex(digits) for kind, digits in source["signatures"].items()},
    )


TABLES = _load()
