"""The codebook of event types: PLOVER's types and modes with their triggers, from files that a researcher can extend.

`events/codebook.toml` holds word classes, light verbs and context words; each other file one event type. A trigger is
a line `"pattern" = "example"` (see `patterns` and `markup`) in a group that says mode, contexts and CAMEO code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from onrecord.codebooks.crosswalk import cameo_codes, plover_contexts, plover_modes
from onrecord.codebooks.markup import MarkupError, read_marked
from onrecord.codebooks.patterns import Kind, PatternError, Role, Shape, shape_of
from onrecord.codebooks.toml import TomlFile
from onrecord.errors import CodebookError
from onrecord.records import EventType
from onrecord.syntax import Token

FOLDER = Path(__file__).parent / "events"
KINDS: Mapping[str, Kind] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective", "auxiliaries": "auxiliary"}
TYPES = frozenset(get_args(EventType))
UNNAMED, NONE = "UNNAMED", "NONE"
"""A happening that PLOVER does not name; words that look like an event and are none."""

_TOP = {
    "type",
    "definition",
    "things",
    "modes",
    "mode_of_about",
    "doer_of_about",
    "sender",
    "places",
    "group",
    "remove",
    "replaces",
    "classes",
    "contexts",
    "light",
    "lemmas",
}
_GROUP = {"name", "mode", "contexts", "cameo", "outcome", "about", "not_by", *KINDS}


@dataclass(frozen=True, slots=True)
class Coding:
    """What a group of triggers codes beside the type.

    `outcome` marks what an act leads to ("killed"), told beside the act itself; `about` are the types of which one has
    to be what it is about, where it is an event only then; done by someone of the sectors in
    `not_by` it is what another type's frame of the same pattern says, or else none.
    """

    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    outcome: bool
    about: frozenset[str]
    not_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Frame:
    """One trigger: its pattern, what that looks for, its coding, and its example."""

    type_name: str
    pattern: str
    shape: Shape
    coding: Coding
    example: str

    @property
    def name(self) -> str:
        """What records and explanations call it."""
        return f"{self.type_name}: {self.pattern}"

    @property
    def event_type(self) -> EventType | None:
        """The PLOVER type, or None for a happening that PLOVER does not name."""
        return cast(EventType, self.type_name) if self.type_name in TYPES else None

    @property
    def is_event(self) -> bool:
        """False for words that look like an event and are none ("attacked the problem")."""
        return self.type_name != NONE


@dataclass(frozen=True, slots=True)
class TypeBook:
    """One event type: its definition, whether things can be its recipient, and the words that give its modes.

    `mode_of_about` gives the mode of an act of speech by what it is about: a type, or one with its mode or its CAMEO
    code ("COERCE.arrest"). `doer_of_about` says which of its roles would do that: the recipient of a demand.
    With `sender`, who is behind "from" after its nouns is the actor ("a request from the agency"); with
    `places`, a place behind the verb may be whom it is done to ("eased its rule in the island").
    """

    name: str
    definition: str
    things: bool
    modes: Mapping[str, str]
    mode_of_about: Mapping[str, str]
    doer_of_about: Role | None
    sender: bool
    places: bool


@dataclass(frozen=True, slots=True)
class Codebook:
    """Triggers by lemma, most demanding first; word classes; light verbs; the words of contexts."""

    name: str
    types: Mapping[str, TypeBook]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    auxiliaries: Mapping[str, tuple[Frame, ...]]
    classes: Mapping[str, frozenset[str]]
    contexts: Mapping[str, str]
    light: Mapping[str, str]
    lemmas: Mapping[str, str]
    frames: tuple[Frame, ...]

    def siblings(self, frame: Frame) -> tuple[Frame, ...]:
        """The frames of the same pattern, which `about` or `not_by` tells apart."""
        return tuple(f for f in self.frames if f.pattern == frame.pattern and f.shape.kind == frame.shape.kind)

    def lemma(self, token: Token) -> str:
        """The token's lemma, with the forms mended that the lemmatizer gets wrong."""
        return self.lemmas.get(token.lemma, token.lemma)

    @classmethod
    def load(cls, own: Sequence[Path] = ()) -> Codebook:
        """The shipped codebook, replaced or extended by a user's own files.

        A user's trigger replaces the shipped one of the same pattern; `remove = ["pattern"]` takes one away, and
        `replaces = true` takes all shipped triggers away and leaves their word classes and types.
        Raises CodebookError with file, line, key and what was expected.
        """
        return _Shelf().with_all(_shipped(), [TomlFile.read(path) for path in own]).book()

    @classmethod
    def faults(cls, own: Sequence[Path]) -> tuple[CodebookError, ...]:
        """All that is wrong in a user's files, where `load` raises the first of it; empty where they are well."""
        shelf = _Shelf([])
        files = [file for path in own for file in shelf.read(path)]
        return tuple(shelf.with_all(_shipped(), files).faults or ())


def _shipped() -> list[TomlFile]:
    return [TomlFile.read(path) for path in sorted(FOLDER.glob("*.toml"))]


class _Shelf:
    """Collects the files' contents, and refuses what cannot be right; with `faults`, notes it there and goes on."""

    def __init__(self, faults: list[CodebookError] | None = None) -> None:
        self.faults = faults
        self.names: list[str] = []
        self.classes: dict[str, frozenset[str]] = {}
        self.contexts: dict[str, str] = {}
        self.light: dict[str, str] = {}
        self.lemmas: dict[str, str] = {}
        self.types: dict[str, TypeBook] = {}
        self.frames: dict[tuple[Kind, str, str], Frame] = {}
        self.own: set[tuple[Kind, str, str]] = set()

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Lets an error pass, or notes it where all of them are wanted."""
        try:
            yield
        except CodebookError as error:
            if self.faults is None:
                raise
            self.faults.append(error)

    def read(self, path: Path) -> list[TomlFile]:
        """The file, or nothing where it cannot be read and that is noted."""
        with self.noting():
            return [TomlFile.read(path)]
        return []

    def with_all(self, shipped: Sequence[TomlFile], own: Sequence[TomlFile]) -> _Shelf:
        for file in [*shipped, *own]:
            with self.noting():
                file.only(file.data, _TOP | {"name"})
                self.add_words(file)
        for file in shipped:
            self.add_type(file, may_replace=False)
        if any(file.data.get("replaces") for file in own):
            self.frames.clear()
        for file in own:
            self.add_own(file)
        return self

    def add_own(self, file: TomlFile) -> None:
        """A user's file, which may take shipped triggers away and replace them."""
        self.names.append(Path(file.name).name)
        with self.noting():
            file.expect(isinstance(file.data.get("replaces", True), bool), "replaces", "true or false")
            for pattern in file.texts(file.data, "remove"):
                self.remove(file, pattern)
        with self.noting():
            self.add_type(file, may_replace=True)

    def book(self) -> Codebook:
        tables: dict[str, dict[str, list[Frame]]] = {kind: {} for kind in KINDS.values()}
        for frame in sorted(self.frames.values(), key=_order):
            for lemma in frame.shape.lemmas:
                tables[frame.shape.kind].setdefault(lemma, []).append(frame)
        lemmas = {kind: {k: tuple(v) for k, v in table.items()} for kind, table in tables.items()}
        return Codebook(
            name=" + ".join(self.names),
            types=self.types,
            verbs=lemmas["verb"],
            nouns=lemmas["noun"],
            adjectives=lemmas["adjective"],
            auxiliaries=lemmas["auxiliary"],
            classes=self.classes,
            contexts=self.contexts,
            light=self.light,
            lemmas=self.lemmas,
            frames=tuple(self.frames.values()),
        )

    def add_words(self, file: TomlFile) -> None:
        if "name" in file.data:
            self.names.append(file.text(file.data, "name"))
        for name, words in file.table(file.data, "classes").items():
            self.classes[name] = file.distinct(name, words)
        for context, words in file.table(file.data, "contexts").items():
            file.expect(context in plover_contexts(), context, "a context of PLOVER 2.0")
            self.contexts |= dict.fromkeys(file.distinct(context, words), context)
        for use, words in file.table(file.data, "light").items():
            file.expect(use in ("actor", "recipient", "ending"), use, "actor, recipient or ending")
            self.light |= dict.fromkeys(file.distinct(use, words), use)
        self.lemmas |= file.table(file.data, "lemmas")

    def add_type(self, file: TomlFile, *, may_replace: bool) -> None:
        groups = file.tables(file.data, "group")
        if "type" not in file.data:
            file.expect(not groups, "group", "a file with triggers to name its `type`")
            return
        name = file.text(file.data, "type")
        file.expect(name in TYPES | {UNNAMED, NONE}, "type", f"one of {', '.join(sorted(TYPES))}, {UNNAMED}, {NONE}")
        if name not in self.types or not may_replace:
            self.types[name] = self.type_of(file, name)
        for group in groups:
            with self.noting():
                self.add_group(file, name, group, may_replace=may_replace)

    def type_of(self, file: TomlFile, name: str) -> TypeBook:
        modes: dict[str, str] = {}
        for mode, words in file.table(file.data, "modes").items():
            self.check_mode(file, name, mode)
            modes |= dict.fromkeys(file.distinct(mode, words), mode)
        about = file.table(file.data, "mode_of_about")
        for other, mode in about.items():
            file.expect(
                other.partition(".")[0] in TYPES, other, "an event type, with a mode or a CAMEO code after a dot"
            )
            self.check_mode(file, name, mode)
        doer = file.data.get("doer_of_about")
        file.expect(doer in (None, "A", "R"), "doer_of_about", "A or R")
        definition, (things, sender, places) = (
            file.text(file.data, "definition"),
            (bool(file.data.get(key)) for key in ("things", "sender", "places")),
        )
        return TypeBook(name, definition, things, modes, about, doer, sender, places)

    def add_group(self, file: TomlFile, name: str, group: dict[str, Any], *, may_replace: bool) -> None:
        coding = Coding(None, (), None, False, frozenset())
        with self.noting():
            file.only(group, _GROUP)
            coding = self.coding(file, name, group)
        for key, kind in KINDS.items():
            for pattern, example in file.table(group, key).items():
                with self.noting():
                    frame = Frame(name, pattern, self.shape(file, pattern, kind), coding, example)
                    self.add_frame(file, frame, may_replace=may_replace)

    def coding(self, file: TomlFile, name: str, group: dict[str, Any]) -> Coding:
        mode, cameo = group.get("mode"), group.get("cameo")
        contexts, about = file.texts(group, "contexts"), file.texts(group, "about")
        if mode is not None:
            self.check_mode(file, name, mode)
        file.expect(cameo is None or cameo in cameo_codes(), "cameo", 'a CAMEO code as text, such as "0231"', cameo)
        for other in about:
            file.expect(other in TYPES, "about", "event types", other)
        for context in contexts:
            file.expect(context in plover_contexts(), "contexts", "contexts of PLOVER 2.0", context)
        not_by = frozenset(file.texts(group, "not_by"))
        return Coding(mode, tuple(contexts), cameo, bool(group.get("outcome")), frozenset(about), not_by)

    def add_frame(self, file: TomlFile, frame: Frame, *, may_replace: bool) -> None:
        narrow = frame.coding.about or frame.coding.not_by
        key = frame.shape.kind, frame.pattern, frame.type_name if narrow else ""
        known = self.own if may_replace else self.frames
        file.expect(key not in known, frame.pattern, "each pattern once")
        example = isinstance(frame.example, str) and frame.example.strip()
        file.expect(example, frame.pattern, "an example sentence with its trigger in brackets")
        try:
            marked = read_marked(frame.example)
        except MarkupError as error:
            raise file.error(frame.pattern, str(error)) from error
        if frame.is_event:
            file.expect(
                any(m.is_trigger for m in marked.marks), frame.pattern, "its trigger in brackets in the example"
            )
        self.frames[key] = frame
        if may_replace:
            self.own.add(key)

    def shape(self, file: TomlFile, pattern: str, kind: Kind) -> Shape:
        try:
            return shape_of(pattern, kind, self.classes)
        except PatternError as error:
            raise file.error(pattern, str(error)) from error

    def remove(self, file: TomlFile, pattern: str) -> None:
        gone = [key for key in self.frames if key[1] == pattern]
        file.expect(bool(gone), "remove", "patterns of the shipped codebook", pattern)
        for key in gone:
            del self.frames[key]

    def check_mode(self, file: TomlFile, name: str, mode: str) -> None:
        allowed = sorted(m for t, m in plover_modes() if t == name)
        file.expect(mode in allowed, "mode", f"a mode of {name}: {', '.join(allowed) or 'it has none'}", mode)


def _order(frame: Frame) -> tuple[int, bool, str]:
    """What asks for more goes first, and of two of one pattern the one that not everybody can do."""
    return -frame.shape.weight, not frame.coding.not_by, frame.name
