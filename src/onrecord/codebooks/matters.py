"""Matters as people ask for them: an everyday word, the event types it is coded in, the words it is found by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from onrecord.codebooks.crosswalk import plover_modes
from onrecord.codebooks.toml import TomlFile
from onrecord.records import EventType

FILE = Path(__file__).with_name("matters.toml")
TYPES = frozenset(get_args(EventType))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: its type, and its mode where only that mode is meant."""

    event_type: str
    mode: str | None = None

    def __str__(self) -> str:
        return self.event_type + (f" {self.mode}" if self.mode else "")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a word is about: its name, the kinds of event it is coded as, and the words it is found by in a text."""

    name: str
    kinds: tuple[Kind, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatterBook:
    """Matters by any of their words; `ignored` are words that ask for nothing ("with", "the").

    `state_voices` are the sectors whose offices speak for their state.
    """

    matters: Mapping[str, Matter]
    ignored: frozenset[str]
    state_voices: tuple[str, ...]

    @classmethod
    def load(cls) -> MatterBook:
        """The shipped file. Raises CodebookError where it is malformed."""
        file = TomlFile.read(FILE)
        file.only(file.data, {"voices", "matters", "ignored"})
        found: dict[str, Matter] = {}
        for name, entry in file.table(file.data, "matters").items():
            matter = _matter(file, name, entry)
            found.setdefault(name, matter)
            for word in matter.words:
                found.setdefault(word, matter)
        ignored = file.distinct("ignored", file.data.get("ignored"))
        return cls(found, ignored, tuple(file.texts(file.table(file.data, "voices"), "state")))

    def named(self, phrase: str) -> Matter | None:
        """The matter that a word or phrase names, in the singular or plural, or by the name of a type or mode."""
        folded = phrase.casefold()
        for form in singular_forms(folded):
            if form in self.matters:
                return self.matters[form]
        kinds = tuple(_coded_as(folded))
        return Matter(folded, kinds, (folded,)) if kinds else None


def singular_forms(word: str) -> Iterator[str]:
    """The word, and what it may be the plural of.

    >>> list(singular_forms("raids"))
    ['raids', 'raid']
    """
    yield word
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]


def _coded_as(word: str) -> Iterator[Kind]:
    """The kinds of event that are called so in the codebook: a type ("assault"), or a mode ("hunger")."""
    if word.upper() in TYPES:
        yield Kind(word.upper())
    for event_type, mode in plover_modes():
        if mode in (word, word.replace(" ", "-")):
            yield Kind(event_type, mode)


def _matter(file: TomlFile, name: str, entry: dict[str, object]) -> Matter:
    file.only(entry, {"events", "words"})
    kinds = tuple(_kind(file, written) for written in file.texts(entry, "events"))
    file.expect(bool(kinds), name, "at least one kind of event")
    return Matter(name, kinds, tuple(sorted(file.distinct("words", entry.get("words")))))


def _kind(file: TomlFile, written: str) -> Kind:
    event_type, _, mode = written.partition(" ")
    known = event_type in TYPES and (not mode or (event_type, mode) in plover_modes())
    file.expect(known, "events", 'a type, or "TYPE mode" of PLOVER 2.0', written)
    return Kind(event_type, mode or None)
