"""Who says what: source, cue and content of every statement."""

from __future__ import annotations

from onrecord.codebooks.cues import CueBook
from onrecord.drafts import Cast
from onrecord.records import Article, Statement
from onrecord.syntax import Parse


def attribute(article: Article, parse: Parse, cast: Cast, cues: CueBook) -> tuple[Statement, ...]:
    """Every statement that the article relays, in order of its cue."""
    return ()
