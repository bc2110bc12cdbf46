"""How many: killed, injured, expelled ..."""

from __future__ import annotations

from onrecord.drafts import EventMention, Stand, TimeExpression
from onrecord.records import Article, Figure
from onrecord.syntax import Parse


def figures_of(
    article: Article,
    parse: Parse,
    mentions: tuple[EventMention, ...],
    stands: tuple[Stand, ...],
    times: tuple[TimeExpression, ...],
) -> tuple[tuple[Figure, ...], ...]:
    """The figures of each mention, parallel to `mentions`."""
    return ((),) * len(mentions)
