"""The cue codebook: words that report, deny, accuse ... and words that make an event uncertain or untrue.

The words are data, in `cues/*.toml` beside this file; each file says at its top what its keys mean.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from onrecord.errors import CodebookError
from onrecord.records import Factuality, Modality, Stance

FOLDER = Path(__file__).parent / "cues"

_SPEECH = {"words", "stance", "holds", "negated", "modality", "content", "weighs", "voice"}
_FACTUALITY = {"words", "positive", "negative", "past", "modality", "content", "refutes"}
_CHOICES: dict[str, tuple[str, ...]] = {
    "stance": get_args(Stance),
    "modality": get_args(Modality),
    **dict.fromkeys(("holds", "negated", "positive", "negative", "past"), get_args(Factuality)),
}
_FLAGS = {"weighs", "voice", "refutes", "given", "authorship", "of_words"}
_LISTS = {"words", "content"}


@dataclass(frozen=True, slots=True)
class Cue:
    """How a word bears on what it governs.

    `positive` is how the content stands where the word itself holds, `negative` where the word is negated, in
    Karttunen's signatures extended by FactBank's degrees; `past` is `positive` where the word is in the past tense.
    `stance` is None for a word that nobody says. `elsewhere` is the same word's cue for other places. The flags are
    explained at the top of the codebook's files.
    """

    word: str
    positive: Factuality
    negative: Factuality
    modality: Modality
    content: frozenset[str]
    stance: Stance | None = None
    weighs: bool = False
    voice: bool = False
    refutes: bool = False
    given: bool = False
    authorship: bool = False
    of_words: bool = False
    past: Factuality | None = None
    elsewhere: Cue | None = None

    def at(self, place: str) -> Cue | None:
        """The cue that governs what stands in a place; one word may have several, each with places of its own."""
        if place in self.content:
            return self
        return self.elsewhere.at(place) if self.elsewhere else None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Cues by word; `companions` are the second words of two-word cues by their first."""

    cues: Mapping[str, Cue]
    companions: Mapping[str, frozenset[str]]

    def __contains__(self, word: str) -> bool:
        return word in self.cues

    def get(self, word: str) -> Cue | None:
        """The cue of one word, or of two words with a blank between."""
        return self.cues.get(word)


@dataclass(frozen=True, slots=True)
class CueBook:
    """Cue words: `said` by part of speech for saying, `told` by part of speech for factuality, and plain word lists."""

    said: Mapping[str, Shelf]
    told: Mapping[str, Shelf]
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, own: Sequence[Path] = ()) -> CueBook:
        """The shipped cue codebook; in files of the user's own, a word replaces the shipped word of its kind.

        A plain list of the user's adds to the shipped list of its name. Raises CodebookError with file, line and key.
        """
        said: dict[str, dict[str, Cue]] = {}
        told: dict[str, dict[str, Cue]] = {}
        words: dict[str, frozenset[str]] = {}
        shipped = [_File.open(path) for path in sorted(FOLDER.glob("*.toml"))]
        for file in (*shipped, *(_File.open(path, own=True) for path in own)):
            for table in file.tables():
                table.add_to(said, told, words)
        return cls(_shelves(said), _shelves(told), words)


def _shelves(kinds: Mapping[str, Mapping[str, Cue]]) -> dict[str, Shelf]:
    return {kind: Shelf(cues, _companions(cues)) for kind, cues in kinds.items()}


def _companions(cues: Mapping[str, Cue]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word in cues:
        first, _, second = word.partition(" ")
        if second:
            found.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in found.items()}


@dataclass(frozen=True, slots=True)
class _File:
    """One TOML file, with its text for the line numbers of errors."""

    path: Path
    text: str
    content: Mapping[str, Any]
    own: bool = False

    @classmethod
    def open(cls, path: Path, own: bool = False) -> _File:
        try:
            text = path.read_text(encoding="utf-8")
            return cls(path, text, tomllib.loads(text), own)
        except OSError as error:
            raise CodebookError(str(path), None, "file", f"cannot be read ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise CodebookError(str(path), None, "file", "is not UTF-8 text") from error
        except tomllib.TOMLDecodeError as error:
            raise CodebookError(str(path), None, "TOML", str(error)) from error

    def tables(self) -> Iterator[_Table]:
        """Every table, with the line that it starts at."""
        seen: set[tuple[str, str, bool]] = set()
        for key, value in self.content.items():
            entries = value if isinstance(value, list) and value and isinstance(value[0], dict) else [value]
            for number, entry in enumerate(entries):
                yield _Table(self, key, number, entry, seen)

    def line_of(self, kind: str, number: int, key: str) -> int | None:
        """The line of a key within the table of a kind that stands at `number` among its like."""
        lines = self.text.splitlines()
        heads = [i for i, line in enumerate(lines) if line.strip() in (f"[[{kind}]]", f"[{kind}]")]
        start = heads[number] if number < len(heads) else 0
        named = (i for i in range(start, len(lines)) if key and key in lines[i])
        return next(named, start) + 1


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of a file: a class of words, or plain word lists."""

    file: _File
    kind: str
    number: int
    entry: Any
    seen: set[tuple[str, str, bool]]

    def add_to(
        self, said: dict[str, dict[str, Cue]], told: dict[str, dict[str, Cue]], words: dict[str, frozenset[str]]
    ) -> None:
        """Put the table's words where they belong."""
        if isinstance(self.entry, list):
            self._add_list(words, self.kind, self.kind, self.entry)
        elif not isinstance(self.entry, dict):
            raise self._wrong(self.kind, "expected a table or a list of words")
        elif "words" not in self.entry:
            for key, value in self.entry.items():
                self._add_list(words, key, f"{self.kind}.{key}", value)
        else:
            kinds = said if "stance" in self.entry or "holds" in self.entry else told
            self._check_known(self.kind, self.kind, kinds)
            self._add_cues(kinds.setdefault(self.kind, {}), speech=kinds is said)

    def _add_list(self, words: dict[str, frozenset[str]], key: str, name: str, value: object) -> None:
        self._check_known(key, name, words)
        words[name] = words.get(name, frozenset()) | frozenset(self._strings(key, value))

    def _check_known(self, key: str, name: str, known: Iterable[str]) -> None:
        """A user's file adds to what there is: another name is a slip, and nothing would ever look at its words."""
        if self.file.own and name not in known:
            raise self._wrong(key, f"unknown name {name!r}; expected one of {', '.join(sorted(known))}")

    def _add_cues(self, shelf: dict[str, Cue], speech: bool) -> None:
        self._check(speech)
        for word in self._strings("words", self.entry["words"]):
            cue = self._cue(word, speech)
            here = (self.kind, word, speech)
            if here in self.seen:
                if any(shelf[word].at(place) for place in cue.content):
                    raise self._wrong(f'"{word}"', f"{word!r} already stands in another table of {self.kind}s")
                first = shelf[word]
                cue = replace(first, elsewhere=replace(cue, elsewhere=first.elsewhere))
            self.seen.add(here)
            shelf[word] = cue

    def _check(self, speech: bool) -> None:
        known = _SPEECH | _FLAGS if speech else _FACTUALITY
        for key, value in self.entry.items():
            if key not in known:
                raise self._wrong(key, f"unknown key; expected one of {', '.join(sorted(known))}")
            if key in _CHOICES and value not in _CHOICES[key]:
                raise self._wrong(key, f"expected one of {', '.join(_CHOICES[key])}, not {value!r}")
            if key in _FLAGS and not isinstance(value, bool):
                raise self._wrong(key, f"expected true or false, not {value!r}")
        for key in ("stance", "holds") if speech else ("positive",):
            if key not in self.entry:
                raise self._wrong(key, "is missing")

    def _cue(self, word: str, speech: bool) -> Cue:
        entry = self.entry
        positive, negative = ("holds", "negated") if speech else ("positive", "negative")
        content = self._strings("content", entry.get("content", ["clause", "quote"]))
        return Cue(
            word=word,
            positive=entry[positive],
            negative=entry.get(negative, "U"),
            past=entry.get("past"),
            modality=entry.get("modality", "actual"),
            content=frozenset(content),
            stance=entry.get("stance"),
            **{flag: entry.get(flag, False) for flag in _FLAGS},
        )

    def _strings(self, key: str, value: object) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self._wrong(key, "expected a list of words")
        if repeated := next((item for i, item in enumerate(value) if item in value[:i]), None):
            raise self._wrong(f'"{repeated}"', f"{repeated!r} stands twice in {key}")
        return value

    def _wrong(self, key: str, expected: str) -> CodebookError:
        line = self.file.line_of(self.kind, self.number, key)
        return CodebookError(str(self.file.path), line, key.strip('"'), expected)
