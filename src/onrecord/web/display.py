"""Words of articles on a page: escaped, and signs that could disturb the page around them shown as what they are."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

STACKED = 8
"""Combining marks on one letter that are shown; no writing system needs so many."""
_TURNING = "\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff"


@cache
def _disturbing() -> re.Pattern[str]:
    """Signs that turn lines around, controls, lone surrogates, and heaps of combining marks."""
    marks = _ranges(code for code in range(0x300, sys.maxunicode) if unicodedata.category(chr(code)) in ("Mn", "Me"))
    return re.compile(f"[{_TURNING}{_CONTROL}]|(?<=[{marks}]{{{STACKED}}})[{marks}]+")


def _ranges(codes: Iterable[int]) -> str:
    found: list[list[int]] = []
    for code in codes:
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in found)


def displayed(text: object) -> Markup:
    """The text for a page.

    >>> str(displayed("<b>")), str(displayed("a\\u202eb"))
    ('&lt;b&gt;', 'a<span class="control" title="U+202E">◌</span>b')
    """
    words = str(text)
    if words.isascii() and words.isprintable():
        return escape(words)
    pieces, end = [], 0
    for found in _disturbing().finditer(words):
        pieces += [escape(words[end : found.start()]), _shown(found[0])]
        end = found.end()
    return Markup("").join([*pieces, escape(words[end:])])


def cleaned(text: str) -> str:
    """The text without the signs that could disturb what is around it, for titles, labels and what is copied.

    >>> cleaned("a\u202eb")
    'ab'
    """
    return text if text.isascii() and text.isprintable() else _disturbing().sub("", text)


def _shown(signs: str) -> Markup:
    what = f"U+{ord(signs[0]):04X}" if len(signs) == 1 else f"{len(signs):,} combining marks"
    return Markup('<span class="control" title="{}">◌</span>').format(what)


def set_apart(text: object) -> Markup:
    """The text as a piece of a line that keeps its direction to itself."""
    return Markup(f"<bdi>{displayed(text)}</bdi>")
