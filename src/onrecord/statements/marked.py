"""Marked-up text: `[Baloch|source] [said|cue] [there is no dialogue|content]` into plain text and its attributions.

Marks nest. Where a text holds several attributions they are numbered (`|source 1`, `|cue 2`), and words that belong to
several list them (`|source 1,2`). A role may have several pieces. `¶` stands for a paragraph break. Labels that are
no role (an event's type, say) are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from onrecord.drafts import Attribution, Offsets
from onrecord.errors import OnRecordError

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Marked:
    """A case: the country that it plays in, its plain text, and the attributions that it should yield."""

    country: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(slots=True)
class _Reading:
    text: list[str] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    spans: dict[int, dict[str, list[tuple[int, int]]]] = field(default_factory=dict)

    def close(self, label: str) -> None:
        start, (role, _, numbers) = self.open.pop(), label.partition(" ")
        if role in ROLES:
            for number in (numbers or "1").split(","):
                self.spans.setdefault(int(number), {}).setdefault(role, []).append((start, len(self.text)))


def read_marked(line: str) -> tuple[str, tuple[Attribution, ...]]:
    """The plain text and the attributions of one marked-up line.

    >>> text, (said,) = read_marked("[Kyiv|source] [said|cue] [no|content].")
    >>> text, said.cue
    ('Kyiv said no.', (5, 9))
    """
    reading, position = _Reading(), 0
    while position < len(line):
        character = line[position]
        if character == "[":
            reading.open.append(len(reading.text))
        elif character == "|":
            end = line.index("]", position)
            reading.close(line[position + 1 : end])
            position = end
        else:
            reading.text.append("\n" if character == "¶" else character)
        position += 1
    return "".join(reading.text), tuple(_attribution(reading.spans[number]) for number in sorted(reading.spans))


def marked_cases(path: Path) -> list[Marked]:
    """The cases of a file: `COUNTRY: text` a line; lines that start with `#` and empty ones are for people."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_case(line, path) for line in lines if line.strip() and not line.startswith("#")]


def _case(line: str, path: Path) -> Marked:
    country, _, marked = line.partition(": ")
    try:
        return Marked(country, *read_marked(marked))
    except (IndexError, ValueError, KeyError) as fault:
        raise OnRecordError(f"{path.name}: the marks of this line cannot be read: {line}") from fault


def _attribution(roles: dict[str, list[tuple[int, int]]]) -> Attribution:
    source, content = (_offsets(roles.get(role, [])) for role in ("source", "content"))
    (cue,) = roles["cue"]
    return Attribution(source, cue, content, 1.0)


def _offsets(spans: list[tuple[int, int]]) -> tuple[Offsets, ...]:
    return tuple(sorted(spans))
