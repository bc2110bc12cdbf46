"""Where an event happened."""

from __future__ import annotations

from onrecord.drafts import Cast, EventMention, Toponym
from onrecord.expressions.gazetteer import Gazetteer
from onrecord.records import Article, Place
from onrecord.syntax import Parse


def toponyms_of(article: Article, parse: Parse, cast: Cast, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """The article's place names, resolved together."""
    return ()


def place_of(article: Article, parse: Parse, mention: EventMention, toponyms: tuple[Toponym, ...]) -> Place | None:
    """The place of one mention, or None."""
    return None
