"""Task timex: time expressions with TIMEX3 type and value, resolved against the document's date."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from onrecord.articles.parse import Parser
from onrecord.events.dates import timed_in, times_of
from onrecord.records import Article, Published


def answer(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    articles = (
        Article(row["id"], row["text"], row["id"], published=Published(row["dct"][:10], "day", "metadata"))
        for row in rows
    )
    for article, parse in Parser().parse_articles(articles):
        times: Iterable[Any] = times_of(article, timed_in(parse)) if parse else ()
        yield {
            "id": article.article_id,
            "timexes": [{k: v for k, v in asdict(t).items() if k in ("start", "end", "type", "value")} for t in times],
        }
