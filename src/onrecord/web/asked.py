"""From a question to the incidents that fit it: typed words are looked up, the rest is counted over the outline."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from onrecord.store.mentions import Mentions, mentions, parties_named
from onrecord.store.outline import Outline
from onrecord.web.asking import Asking
from onrecord.web.counting import Found, Selection
from onrecord.web.state import Desk, Remembered


@dataclass(frozen=True, slots=True)
class Answer:
    """The incidents that fit, what a search in words has to say beside them (None where nothing was searched), and
    what is kept of the outline that they were found in.
    """

    selection: Selection
    searched: Mentions | None
    kept: Remembered


def answer(desk: Desk, asking: Asking) -> Answer:
    """The incidents that fit a question."""
    return answer_in(desk, desk.outlines.now(), asking)


def answer_in(desk: Desk, kept: Remembered, asking: Asking) -> Answer:
    """The incidents of an outline that fit a question."""
    question = asking.question()
    return kept.get(question.query(), lambda: _answer(desk, question, kept))


def _answer(desk: Desk, question: Asking, kept: Remembered) -> Answer:
    searched, parties = None, {}
    if question.q.strip() or question.actor or question.recipient:
        with desk.database.reading() as connection:
            searched = mentions(connection, question.q) if question.q.strip() else None
            parties = _parties(connection, question, kept.outline)
    found = Found(searched.incidents if searched else None, parties)
    return Answer(Selection(kept.outline, question, found), searched, kept)


def _parties(connection: Connection, asking: Asking, outline: Outline) -> dict[tuple[str, str], frozenset[int]]:
    """The parties of words that stand for none of the words of a facet."""
    asked = [("actor", word) for word in asking.actor if outline.actor.code(word) < 0]
    asked += [("recipient", word) for word in asking.recipient if outline.recipient.code(word) < 0]
    return {(role, word): parties_named(connection, word) for role, word in asked}
