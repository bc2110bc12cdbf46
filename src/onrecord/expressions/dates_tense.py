"""The tense of the clause that a word stands in."""

from __future__ import annotations

from onrecord.expressions.dates_words import AHEAD
from onrecord.syntax import Sentence, Token

_PAST, _FUTURE = -1, 1


def tense_at(sentence: Sentence, first: int, last: int) -> int | None:
    """-1 where the verb over the tokens first..last is past, 1 where it is future, None where it is neither or unclear.

    A present perfect is past: it tells of what has happened. A date that qualifies a noun from the left is as old as
    the noun's own story ("will look into the 12 December assault"), so that it has no tense.
    """
    outer = next((t for t in sentence.tokens[first : last + 1] if not first <= t.head <= last or t.head == t.i), None)
    if outer is None or _qualifies(sentence, outer):
        return None
    verb = next((t for t in sentence.ancestors(outer) if t.pos in ("VERB", "AUX")), None)
    return None if verb is None else _tense_of(sentence, verb)


def _qualifies(sentence: Sentence, outer: Token) -> bool:
    head = sentence.tokens[outer.head]
    return outer.dep in ("compound", "nmod", "poss", "amod", "nummod") and head.i > outer.i


def _tense_of(sentence: Sentence, verb: Token) -> int | None:
    helpers = {token.lemma for token in sentence.kids(verb, "aux", "auxpass")}
    if verb.tag == "MD" or helpers & AHEAD:
        return _FUTURE
    if verb.tag in ("VBD", "VBN") or "have" in helpers:
        return _PAST
    if verb.tag == "VBG" and helpers & {"be"}:
        return _PAST if any(t.tag == "VBD" for t in sentence.kids(verb, "aux")) else None
    if verb.tag == "VBG" and verb.dep in ("advcl", "acl", "prep", "xcomp"):
        head = sentence.head(verb)
        return _tense_of(sentence, head) if head and head.pos == "VERB" else None
    return None
