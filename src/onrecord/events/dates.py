"""When an event happened."""

from __future__ import annotations

from onrecord.drafts import EventMention, TimeExpression
from onrecord.records import Article, EventDate
from onrecord.syntax import Parse


def times_of(article: Article, parse: Parse) -> tuple[TimeExpression, ...]:
    """The article's time expressions, resolved against its publication date and against each other."""
    return ()


def date_of(
    article: Article, parse: Parse, mention: EventMention, times: tuple[TimeExpression, ...]
) -> EventDate | None:
    """The date of one mention, or None."""
    return None
