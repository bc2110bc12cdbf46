"""When an article was printed."""

from __future__ import annotations

from onrecord.expressions.gazetteer import Gazetteer
from onrecord.records import Article, Dateline, Published
from onrecord.syntax import Parse


def publication(article: Article, parse: Parse, gazetteer: Gazetteer) -> tuple[Published, Dateline | None]:
    """The publication date (from metadata, stated, or forced by the text) and the dateline."""
    return article.published, article.dateline
