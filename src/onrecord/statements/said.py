"""When something was said, where the text tells it: "said on Tuesday", "in a statement of Dec 12"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.codebooks.cues import CueBook
from onrecord.codebooks.lookup import cue_token
from onrecord.drafts import Attribution, TimeExpression
from onrecord.statements.relays import holds
from onrecord.syntax import Parse, Sentence, Token


def said_at(parse: Parse, one: Attribution, times: Sequence[TimeExpression], book: CueBook) -> str | None:
    """The EDTF date of the saying; None where the text does not tell it, or not in which year.

    A time within what is said is not the saying's, nor is one that goes with another verb of the sentence.
    """
    located = cue_token(parse, *one.cue, book)
    if located is None:
        return None
    sentence, cue = located
    anchors = {token.i for token in _anchors(sentence, cue, one, book)}
    for time in times:
        dated = time.date is not None and time.date.earliest is not None and sentence.start <= time.start < sentence.end
        if dated and not holds(one.content, (time.start, time.end)) and _leads(sentence, time, anchors, book):
            return time.date.edtf if time.date else None
    return None


def _anchors(sentence: Sentence, cue: Token, one: Attribution, book: CueBook) -> Iterator[Token]:
    """The words whose time is the saying's: those of the cue, the verb that gives a statement, "speaking in Kyiv"."""
    yield cue
    yield from (t for t in sentence.tokens if one.cue[0] <= t.start and t.end <= one.cue[1])
    head = sentence.head(cue)
    if head and cue.pos == "NOUN" and cue.dep in ("dobj", "nsubjpass") and head.lemma in book.words["bearers"]:
        yield head
    beside = [*sentence.kids(cue, "advcl"), *(k for s in sentence.kids(cue, "nsubj") for k in sentence.kids(s, "acl"))]
    yield from (kid for kid in beside if kid.lemma in book.words["speaking"])


def _leads(sentence: Sentence, time: TimeExpression, anchors: set[int], book: CueBook) -> bool:
    """Whether nothing but prepositions and what carries words ("a statement") stands between a time and the saying."""
    inside = [t for t in sentence.tokens if time.start <= t.start < time.end]
    places = {t.i for t in inside}
    root = next((t for t in inside if t.head not in places or t.head == t.i), None)
    if root is None:
        return False
    for token in (root, *sentence.ancestors(root)):
        if token.i in anchors:
            return True
        if token.i not in places and not _carries(token, book):
            return False
    return False


def _carries(token: Token, book: CueBook) -> bool:
    words = book.words
    if token.pos == "VERB":
        return token.dep in ("acl", "relcl") and token.lemma in words["issuing"]
    return token.pos == "ADP" or token.dep in ("prep", "agent") or token.lemma in words["vehicles"]
