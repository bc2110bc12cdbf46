"""The tense of the clause that a time expression stands in."""

from __future__ import annotations

from onrecord.expressions.dates_words import AHEAD
from onrecord.syntax import Sentence, Token

_PAST, _FUTURE = -1, 1


def tense_at(sentence: Sentence, first: int, last: int) -> int | None:
    """-1 where the words over the tokens first..last are past, 1 where they are future, None where they are neither.

    A present perfect is past: it tells of what has happened. A date that qualifies a noun from the left is as old as
    the noun's own story ("will look into the 12 December assault"), so that it has no tense.
    """
    outer = next((t for t in sentence.tokens[first : last + 1] if not first <= t.head <= last or t.head == t.i), None)
    if outer is None:
        return None
    outer = led(sentence, outer)
    if _qualifies(sentence, outer):
        return None
    for above in sentence.ancestors(outer):
        if above.lemma in AHEAD["own"] and _tense_of_own(sentence, above):
            return _FUTURE
        if above.pos in ("VERB", "AUX"):
            return _tense_of(sentence, above)
    return None


BEFORE_NOUN = ("compound", "nmod", "poss", "amod", "nummod")
"""Dependencies of what qualifies a noun from the left."""


def led(sentence: Sentence, outer: Token) -> Token:
    """The preposition before a time that the parser took into the noun after it, or else the token itself.

    "On Saturday rebels blocked the road": not the rebels of Saturday.
    """
    before = sentence.tokens[outer.i - 1] if outer.i else None
    alone = before is not None and before.pos == "ADP" and not sentence.children[before.i]
    return before if alone and before and outer.dep in BEFORE_NOUN else outer


def _qualifies(sentence: Sentence, outer: Token) -> bool:
    return outer.dep in BEFORE_NOUN and sentence.tokens[outer.head].i > outer.i


def _tense_of_own(sentence: Sentence, token: Token) -> bool:
    """Whether the word looks ahead: a verb does as a participle or in the present ("is expected", "expects")."""
    helpers = [*sentence.kids(token, "aux"), *(t for t in sentence.ancestors(token) if t.lemma == "be")]
    if token.tag == "VBD" or any(
        t.text.lower() == "had" for helper in helpers for t in (helper, *sentence.kids(helper, "aux"))
    ):
        return False
    if any(helper.tag in ("VBZ", "VBP") and helper.lemma == "have" for helper in sentence.kids(token, "aux")):
        return True
    return token.tag != "VBN" or sentence.kid(token, "auxpass") is not None or token.dep in ("acl", "advcl", "amod")


def _tense_of(sentence: Sentence, verb: Token) -> int | None:
    helpers = {token.lemma for token in sentence.kids(verb, "aux", "auxpass")}
    if verb.tag == "MD" or helpers & AHEAD["auxiliaries"]:
        return _PAST if "have" in helpers else _FUTURE
    if "to" in helpers:
        return _tense_of_infinitive(sentence, verb)
    if verb.tag in ("VBD", "VBN") or "have" in helpers:
        return _PAST
    if verb.tag == "VBG" and "be" in helpers:
        return _PAST if any(t.tag == "VBD" for t in sentence.kids(verb, "aux")) else None
    if verb.tag in ("VBG", "VB") and verb.dep in ("advcl", "acl", "prep", "pcomp", "xcomp", "conj", "ccomp"):
        return next((_tense_of(sentence, t) for t in sentence.ancestors(verb) if t.pos in ("VERB", "AUX")), None)
    return None


def _tense_of_infinitive(sentence: Sentence, verb: Token) -> int | None:
    head = sentence.head(verb)
    if head is None or head.lemma in AHEAD["infinitive"] or verb.dep in ("acl", "relcl"):
        return _FUTURE
    return _tense_of(sentence, head) if head.pos in ("VERB", "AUX") else None
