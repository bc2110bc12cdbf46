"""Attribution: the spans of source, cue and content that the rules (or the tagger) find."""

from collections.abc import Iterator
from typing import Any

from onrecord.articles.parse import Parser
from onrecord.codebooks.cues import CueBook
from onrecord.statements.rules import find


def answer(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    book, parser = CueBook.load(), Parser()
    for row, parse in zip(rows, parser.parse_texts(row["text"] for row in rows), strict=True):
        spans = [
            {"source": list(found.source), "cue": [found.cue], "content": list(found.content)}
            for found in find(parse, book)
        ]
        yield {"id": row["id"], "attributions": spans}
