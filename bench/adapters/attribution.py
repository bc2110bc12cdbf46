"""Attribution: the spans that the shipped tagger finds, without those that the flow adds from the rules.

With ONRECORD_ATTRIBUTION=rules, the spans of the rules.
"""

from collections.abc import Iterator
from typing import Any

from onrecord.articles.parse import Parser
from onrecord.codebooks.cues import CueBook
from onrecord.config import settings
from onrecord.drafts import Attribution
from onrecord.statements.rules import find
from onrecord.statements.tagger import Tagger


def answer(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row, found in zip(rows, spans(row["text"] for row in rows), strict=True):
        attributions = [{"source": list(one.source), "cue": [one.cue], "content": list(one.content)} for one in found]
        yield {"id": row["id"], "attributions": attributions}


def spans(texts: Iterator[str]) -> Iterator[list[Attribution]]:
    if settings().attribution == "tagger":
        tagger = Tagger.load()
        yield from (list(tagger.tag(text)) for text in texts)
    else:
        book = CueBook.load()
        yield from (find(parse, book) for parse in Parser().parse_texts(texts))
