"""Who is named in an article."""

from __future__ import annotations

from onrecord.codebooks.register import Register
from onrecord.drafts import Cast
from onrecord.records import Actor, Article
from onrecord.syntax import Parse


def cast_of(parse: Parse, register: Register) -> Cast:
    """Every party that the article names."""
    return Cast(())


def proposals(article: Article, parse: Parse, cast: Cast, register: Register) -> tuple[Actor, ...]:
    """The actors that the article names, with aliases, roles and affiliations that its text proposes."""
    return ()
