"""From a question to the incidents that fit it: typed words are looked up, the rest is counted over the outline."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from onrecord.store.mentions import Mentions, mentions, parties_named
from onrecord.store.outline import Outline
from onrecord.web.asking import Asking
from onrecord.web.counting import Found, Selection
from onrecord.web.state import Desk


@dataclass(frozen=True, slots=True)
class Answer:
    """The incidents that fit, and what a search in words has to say beside them (None where nothing was searched)."""

    selection: Selection
    searched: Mentions | None


def answer(desk: Desk, asking: Asking) -> Answer:
    """The incidents that fit a question."""
    kept, question = desk.outlines.now(), asking.question()
    return kept.get(question.query(), lambda: _answer(desk, question, kept.outline))


def _answer(desk: Desk, question: Asking, outline: Outline) -> Answer:
    with desk.database.reading() as connection:
        searched = mentions(connection, question.q) if question.q.strip() else None
        parties = _parties(connection, question, outline)
    found = Found(searched.incidents if searched else None, parties)
    return Answer(Selection(outline, question, found), searched)


def _parties(connection: Connection, asking: Asking, outline: Outline) -> dict[tuple[str, str], frozenset[int]]:
    """The parties of words that stand for none of the words of a facet."""
    asked = [("actor", word) for word in asking.actor if word not in outline.actor.words]
    asked += [("recipient", word) for word in asking.recipient if word not in outline.recipient.words]
    return {(role, word): parties_named(connection, word) for role, word in asked}
