"""The words that say what a number counts, from codebooks/figures.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import cast

from onrecord.codebooks.toml import TomlFile
from onrecord.records import FigureKind


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Each table by lemma. The first five give the kind that a verb, a state or a noun counts."""

    of_object: Mapping[str, FigureKind]
    of_subject: Mapping[str, FigureKind]
    states: Mapping[str, FigureKind]
    nouns: Mapping[str, FigureKind]
    nouns_of: Mapping[str, FigureKind]
    modes: Mapping[str, FigureKind]
    lists: Mapping[str, frozenset[str]]

    def has(self, name: str, lemma: str) -> bool:
        """Whether a list ("taking.verbs") has a lemma."""
        return lemma in self.lists[name]


@lru_cache(maxsize=1)
def figure_words() -> FigureWords:
    """The shipped words; read once."""
    file = TomlFile.read(Path(str(files("onrecord.codebooks").joinpath("figures.toml"))))
    kinds = file.table(file.data, "kinds")
    tables: dict[str, dict[str, FigureKind]] = {}
    for name in ("of_object", "of_subject", "states", "nouns", "nouns_of"):
        tables[name] = {
            word: cast(FigureKind, kind) for kind, lists in kinds.items() for word in file.distinct(kind, lists[name])
        }
    lists = {
        f"{section}.{name}": file.distinct(f"{section}.{name}", words)
        for section, table in file.data.items()
        if section not in ("kinds", "modes")
        for name, words in table.items()
    }
    modes = {mode: cast(FigureKind, kind) for mode, kind in file.table(file.data, "modes").items()}
    return FigureWords(**tables, modes=modes, lists=lists)
