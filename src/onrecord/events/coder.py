"""Events in the parse, by the codebook."""

from __future__ import annotations

from onrecord.codebooks.events import Codebook
from onrecord.drafts import Cast, EventMention, TimeExpression
from onrecord.records import Article
from onrecord.syntax import Parse


def code(
    article: Article, parse: Parse, cast: Cast, codebook: Codebook, times: tuple[TimeExpression, ...]
) -> tuple[EventMention, ...]:
    """Every naming of an event, in order of the text."""
    return ()
