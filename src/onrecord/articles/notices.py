"""Notices that a report prints of itself: that it was withdrawn, or that an earlier version of it was corrected."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Notice = Literal["correction", "withdrawal"]

_QUOTED = "\"'“‘«"


def notice_of(title: str | None, text: str, publisher: str | None = None) -> Notice | None:
    """What the report says became of itself; a withdrawal comes before a correction.

    A notice begins a line, perhaps after a label, and speaks of "this article" or of what its own publisher did with
    it: a report of somebody else's retraction has none.

    >>> notice_of(None, "Editor's note: This article has been withdrawn.")
    'withdrawal'
    >>> notice_of("Talks begin", "They met.\\nAn earlier version of this story misstated the day.")
    'correction'
    >>> notice_of(None, "“This article has been withdrawn”, the ministry said of the paper's report.") is None
    True
    """
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line and line[0] not in _QUOTED]
    heads = [title.strip()] if title else []
    if _begins("withdrawal", heads, lines[:1]) or any(map(_withdrawal(publisher).match, lines)):
        return "withdrawal"
    if _begins("correction", heads, ()) or any(map(_correction().match, lines)):
        return "correction"
    return None


def _begins(kind: str, heads: Iterable[str], firsts: Iterable[str]) -> bool:
    """Whether the title begins with a word of the notice, or the first line consists of nothing else."""
    mark, alone = _titles(kind)
    return any(map(mark.match, heads)) or any(map(alone.match, firsts))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("onrecord.articles").joinpath("notices.toml").read_text(encoding="utf-8"))


def _any(words: Iterable[str]) -> str:
    listed = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', ' +') for word in listed)})"


def _label() -> str:
    return rf"[\W_]*(?:{_any(_words()['labels'])}[\W_]+)?"


@cache
def _titles(kind: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _any(_words()[kind]["titles"])
    mark = rf"[\[(*]*{words}(?: *\d+)?[\])*]*(?: *[:|\]]| *[-–—] *(?=\S)|$)"
    return re.compile(mark, re.IGNORECASE), re.compile(rf"[\[(*]*{words}[\])*.!:]*$", re.IGNORECASE)


@cache
def _withdrawal(publisher: str | None) -> re.Pattern[str]:
    words = _words()
    report, kind = _any(words["report"]), words["withdrawal"]
    itself = rf"this(?: \w+)? {report} (?:has been|have been|was|is|has now been) (?:\w+ly )?{_any(kind['done'])}\b"
    who = _any(("we", "the agency", "the editors", *([publisher] if publisher else ())))
    doing = (
        rf"{who} (?:has |have |is |are )?(?:\w+ly )?{_any(kind['doing'])} (?:this|its|our|the|that)(?: \w+)? {report}\b"
    )
    return re.compile(rf"{_label()}(?:{itself}|{doing})", re.IGNORECASE)


@cache
def _correction() -> re.Pattern[str]:
    words = _words()
    report, kind = _any(words["report"]), words["correction"]
    itself = rf"this(?: \w+)? {report} (?:has been|was|is|has now been) (?:since )?{_any(kind['done'])}\b"
    earlier = rf"{_any(kind['earlier'])} versions? of (?:this|the|our)(?: \w+)? {report}\b"
    labelled = rf"{_any(w for w in kind['titles'] if w.startswith('c'))}(?: *\([^)\n]{{0,60}}\))? *[:—–]"
    return re.compile(rf"{_label()}(?:{itself}|{earlier}|{labelled})", re.IGNORECASE)
