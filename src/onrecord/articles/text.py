"""Clean text: what an article is stored as, and what every offset refers to.

Cleaning a clean text changes nothing, so a text that was exported and read again keeps its ids and offsets.
Quotation marks and dashes stay as they were printed.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

NARROWEST, WIDEST = 40, 120
"""Characters a line: a text wrapped by a mail program or a terminal keeps between these."""
MOSTLY_FULL = 0.6
"""The share of a text's line breaks that must come where the next word had no room, to call it wrapped."""
FEWEST_BREAKS = 3
LONGEST_PARAGRAPH = 10_000
"""Characters of a line: a longer one is no paragraph, and a parser needs 3 kB of memory for each, all at once."""
SENTENCE_ENDS = (". ", "? ", "! ", ".” ", "?” ", "!” ", '." ', '?" ', '!" ')

_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_NUMBER_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"
"""Format characters of Arabic and Syriac that are seen in print."""


class _Replacements(dict[int, str | None]):
    """What a character becomes, by its Unicode category; each is looked up when it is first met."""

    def __missing__(self, point: int) -> str | None:
        self[point] = kept = _replacement(chr(point))
        return kept


def _replacement(character: str) -> str | None:
    if character in _LINE_ENDS:
        return "\n"
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return " "
    if category == "Cs":
        return "\ufffd"
    return None if category in ("Cc", "Cf") and character not in _NUMBER_SIGNS else character


_CHARACTERS = _Replacements()
_ODD = re.compile(r"[^\n -~]")
_BLANKS = re.compile(r"  +")
_GAPS = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    """The text with one kind of line end and of blank, nothing invisible, letters composed (NFC) and lines unwrapped.

    Offsets into what was given do not hold for what comes back. A soft hyphen or a zero-width character within a
    word is taken out, so that the word is found; half of a surrogate pair, which no database stores, becomes U+FFFD.

    >>> clean_text("The \\u201carmy\\u201d\\u00a0 de\\u00adnied it.\\r\\n")
    'The “army” denied it.'
    """
    if _ODD.search(text):
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_CHARACTERS))
    text = "\n".join(line.strip(" ") for line in _BLANKS.sub(" ", text).split("\n")).strip("\n")
    text = _unwrapped(_GAPS.sub("\n\n", text))
    return "\n".join(map(_divided, text.split("\n"))) if len(text) > LONGEST_PARAGRAPH else text


def clean_line(text: str) -> str:
    """A title or name as one clean line.

    >>> clean_line(" Army denies\\n shelling ")
    'Army denies shelling'
    """
    return " ".join(clean_text(text).split())


def _unwrapped(text: str) -> str:
    """Paragraphs on one line each, where the text's lines were broken at a width; else the text as it is."""
    blocks = [block.split("\n") for block in text.split("\n\n")]
    width = _wrap_width(blocks)
    if width is None:
        return text
    return "\n\n".join(_joined(block, width) for block in blocks)


def _wrap_width(blocks: list[list[str]]) -> int | None:
    """The width that a text was wrapped at, or None: a wrapped line is one that the next word had no room on."""
    width = max((len(line) for block in blocks for line in block if " " in line), default=0)
    breaks = [pair for block in blocks for pair in pairwise(block)]
    if not NARROWEST <= width <= WIDEST or len(breaks) < FEWEST_BREAKS:
        return None
    full = sum(_is_full(line, following, width) for line, following in breaks)
    return width if full >= MOSTLY_FULL * len(breaks) else None


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _joined(block: list[str], width: int) -> str:
    parts = [block[0]]
    for line, following in pairwise(block):
        parts.append(_seam(line, following) if _is_full(line, following, width) else "\n\n")
        parts.append(following)
    return "".join(parts)


def _seam(line: str, following: str) -> str:
    """Nothing after a hyphen within a word ("cease-" "fire"), else a blank."""
    return "" if line[-2:-1].isalpha() and line.endswith("-") and following[0].islower() else " "


def _divided(line: str) -> str:
    """A line with line ends for blanks after some of its sentences (else words), so that no piece is too long."""
    parts = []
    while len(line) > LONGEST_PARAGRAPH:
        at = max(_after_last(line, end) for end in SENTENCE_ENDS) or _after_last(line, " ")
        if not at:
            break
        parts.append(line[: at - 1])
        line = line[at:]
    return "\n".join([*parts, line])


def _after_last(line: str, end: str) -> int:
    return line.rfind(end, 1, LONGEST_PARAGRAPH) + len(end) if end in line[1:LONGEST_PARAGRAPH] else 0
