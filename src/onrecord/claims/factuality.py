"""How surely each source has each event, on FactBank's scale."""

from __future__ import annotations

from onrecord.codebooks.cues import CueBook
from onrecord.drafts import EventMention, Stand
from onrecord.records import Article, Statement
from onrecord.syntax import Parse


def judge(
    article: Article,
    parse: Parse,
    statements: tuple[Statement, ...],
    mentions: tuple[EventMention, ...],
    cues: CueBook,
) -> tuple[Stand, ...]:
    """How each mention stands, parallel to `mentions`."""
    return ()
