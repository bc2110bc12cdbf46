"""Event factuality: how surely the article or its sources have given event words, from -3 (did not happen) to 3."""

from collections.abc import Iterator
from typing import Any

from onrecord.articles.parse import Parser
from onrecord.claims.factuality import judge
from onrecord.codebooks.cues import CueBook
from onrecord.drafts import Cast, EventMention, Stand
from onrecord.records import Article
from onrecord.statements.attribution import attribute
from onrecord.syntax import Parse

# Near the median of what the readers of the training half said of events that stand so; 1 is their "uncertain".
SCALE = {"CT+": 3.0, "PR+": 2.2, "PS+": 1.0, "U": 1.0, "PS-": -0.2, "PR-": -0.3, "CT-": -1.6}
UNREAL = {"requested": 1.0, "threatened": 0.9, "possible": 1.0, "conditional": 0.9}


def answer(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    book, parser = CueBook.load(), Parser()
    for row, parse in zip(rows, parser.parse_texts(row["text"] for row in rows), strict=True):
        article = Article(row["id"], row["text"], "bench")
        statements = attribute(article, parse, Cast(()), book)
        mentions = tuple(mention(parse, event["start"], event["end"]) for event in row["events"])
        stands = judge(article, parse, statements, mentions, book)
        events = [{**e, "factuality": scaled(stand)} for e, stand in zip(row["events"], stands, strict=True)]
        yield {"id": row["id"], "events": events}


def scaled(stand: Stand) -> float:
    factuality = stand.claims[0].factuality
    if factuality.endswith("-") or stand.modality == "actual":
        return SCALE[factuality]
    if stand.modality == "intended":
        return 2.3 if factuality == "CT+" else 1.6
    return UNREAL[stand.modality]


def mention(parse: Parse, start: int, end: int) -> EventMention:
    sentence = parse.sentence_at(start)
    assert sentence is not None
    token = next((t for t in sentence.tokens if t.end > start), sentence.tokens[-1])
    return EventMention(
        sentence=sentence.index,
        token=token.i,
        trigger=parse.span(start, end),
        event_type=None,
        mode=None,
        contexts=(),
        cameo=None,
        scope="single",
        actor=(),
        recipient=(),
        about=None,
        told_before=None,
        decided_by="given",
        cues=(),
    )
