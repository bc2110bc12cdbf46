"""Standing: each passage read on its own through the whole flow, its event records as RECORDS has them."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from onrecord.config import settings
from onrecord.flow import Reader
from onrecord.records import Article


def answer(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    reader = Reader(settings())
    articles = [Article(row["id"], row["text"], "bench") for row in rows]
    for row, reading in zip(rows, reader.read(articles), strict=True):
        yield {"id": row["id"], "events": [asdict(event) for event in reading.events]}
