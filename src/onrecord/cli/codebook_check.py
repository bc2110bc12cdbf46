"""What `onrecord codebook check` looks at: the files themselves, then whether their examples are coded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.codebooks.events import Codebook, Frame


@dataclass(frozen=True, slots=True)
class Checked:
    """What to print, and how many faults there are."""

    lines: tuple[str, ...]
    faults: int


def faults_of(files: Sequence[Path], *, examples: bool) -> Checked:
    """Every fault as a line; examples are run only where the files themselves are well."""
    from onrecord.codebooks.events import Codebook

    faults = [str(error) for error in Codebook.faults(files)]
    if faults:
        return Checked((*faults, f"{_count(len(faults), 'fault')}."), len(faults))
    book = Codebook.load(files)
    frames = _own(book, Codebook.load())
    told = f"{_count(len(frames), 'trigger')} of yours beside {len(book.frames) - len(frames)} shipped ones"
    if not examples:
        return Checked((f"{told}; no fault.",), 0)
    wrong = [f"{frame.name}: {fault}: {frame.example}" for frame, fault in _examples(frames, book)]
    right = f"{len(frames) - len(wrong)} of {_count(len(frames), 'example')} are coded as they are marked"
    return Checked((*wrong, f"{told}; {right}."), len(wrong))


def _own(book: Codebook, shipped: Codebook) -> list[Frame]:
    known = set(shipped.frames)
    return [frame for frame in book.frames if frame not in known]


def _examples(frames: Sequence[Frame], book: Codebook) -> Iterator[tuple[Frame, str]]:
    from onrecord.articles.parse import Parser
    from onrecord.codebooks.markup import read_marked
    from onrecord.events.examples import tell

    parses = Parser().parse_texts([read_marked(frame.example).text for frame in frames])
    for frame, parse in zip(frames, parses, strict=True):
        if fault := tell(frame.example, parse, book).fault(frame):
            yield frame, fault


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
