"""What `onrecord codebook show` prints: the types, one type, or the triggers with a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from onrecord.codebooks.events import NONE, UNNAMED
from onrecord.errors import NotFoundError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.codebooks.events import Codebook, Frame

_SPECIAL = {UNNAMED: "(no type)", NONE: "(no event)"}


def parts_of(book: Codebook, wanted: str | None) -> Iterator[RenderableType]:
    """The parts to print. Raises NotFoundError where nothing of the codebook has that name or word."""
    if wanted is None:
        yield _types(book)
        yield "onrecord codebook show TYPE prints its triggers."
    elif wanted.upper() in book.types:
        yield from _type(book, wanted.upper())
    else:
        found = with_words(book, wanted)
        if not found:
            raise NotFoundError(f"No type and no trigger has {wanted!r}; `onrecord codebook show` lists the types.")
        yield _triggers(found)


def with_words(book: Codebook, words: str) -> list[Frame]:
    """The triggers that have all these words, as their own or as words that they need.

    Of "hold talks" only "talk" is looked for: a light verb goes with every noun that names an event.
    """
    asked = words.lower().split()
    wanted = [word for word in asked if word not in book.light] or asked
    return [frame for frame in book.frames if all(_has(frame, word) for word in wanted)]


def _has(frame: Frame, word: str) -> bool:
    needed = {word for need in frame.shape.needs for word in need.words}
    known = {lemma.lower() for lemma in (*frame.shape.lemmas, *needed)}
    return word in known or word.removesuffix("s") in known or frame.pattern.lower() == word


def _types(book: Codebook) -> RenderableType:
    from rich.table import Table

    table = Table("type", "what it is", "triggers", header_style="bold", pad_edge=False)
    for name, one in book.types.items():
        count = sum(frame.type_name == name for frame in book.frames)
        table.add_row(name, " ".join(one.definition.split()), str(count))
    return table


def _type(book: Codebook, name: str) -> Iterator[RenderableType]:
    from rich.text import Text

    one = book.types[name]
    yield Text(f"{name}: {' '.join(one.definition.split())}")
    for mode in sorted(set(one.modes.values())):
        words = sorted(word for word, given in one.modes.items() if given == mode)
        yield Text(f"mode {mode}, told by: {', '.join(words)}")
    yield _triggers([frame for frame in book.frames if frame.type_name == name])


def _triggers(frames: Iterable[Frame]) -> RenderableType:
    from rich.markup import escape
    from rich.table import Table

    table = Table("type", "mode", "CAMEO", "kind", "pattern", "example", header_style="bold", pad_edge=False)
    for frame in frames:
        coding, name = frame.coding, _SPECIAL.get(frame.type_name, frame.type_name)
        table.add_row(
            name, coding.mode or "", coding.cameo or "", frame.shape.kind, escape(frame.pattern), escape(frame.example)
        )
    return table
