"""What a time expression is said of: the nouns that it qualifies and the verb that it goes with."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.drafts import TimeExpression
from onrecord.expressions.dates_tense import BEFORE_NOUN, led
from onrecord.syntax import Sentence, Token


@dataclass(frozen=True, slots=True)
class Setting:
    """A time expression in its sentence: its governing token, the nouns above it, and the verb above those."""

    root: Token
    nouns: tuple[int, ...]
    verb: int | None


def setting_of(sentence: Sentence, time: TimeExpression) -> Setting:
    """Where the time belongs.

    A time before a noun belongs to the noun alone ("the 12 December assault"). One that ends a clause belongs to that
    clause's verb, where the parser ties it to a word before the clause ("condemned the raid that killed two on
    Tuesday"). A noun right before a bare time may own it too ("an assault this week").
    """
    root = led(sentence, _root(sentence, time))
    beside = _right_before(sentence, time, root)
    nouns: list[int] = []
    verb: Token | None = None
    for above in sentence.ancestors(root):
        if above.pos in ("VERB", "AUX"):
            verb = above
            break
        if above.pos in ("NOUN", "PROPN"):
            if root.dep in BEFORE_NOUN and above.i > root.i:
                return Setting(root, (above.i,), None)
            nouns.append(above.i)
    governor = sentence.tokens[nouns[0]] if nouns else verb
    if governor and (near := _ended_clause(sentence, root, governor)):
        return Setting(root, beside, near.i)
    return Setting(root, (*beside, *nouns), verb.i if verb else None)


def _right_before(sentence: Sentence, time: TimeExpression, root: Token) -> tuple[int, ...]:
    first = next(token.i for token in sentence.tokens if token.end > time.start)
    before = sentence.tokens[first - 1] if first else None
    bare = root.dep in ("npadvmod", "tmod", "dep", "appos") and before is not None and before.pos == "NOUN"
    return (before.i,) if bare and before else ()


def _ended_clause(sentence: Sentence, root: Token, governor: Token) -> Token | None:
    """The nearest finite verb between the governor and the time, where nothing sets the time apart from it."""
    for token in reversed(sentence.tokens[governor.i + 1 : root.i]):
        if token.text in (",", ";", ":", "—", "–", "(", ")"):
            return None
        if token.pos == "VERB" and _is_finite(sentence, token):
            return token
    return None


def _is_finite(sentence: Sentence, verb: Token) -> bool:
    return verb.tag in ("VBD", "VBZ", "VBP") or (verb.tag == "VBN" and bool(sentence.kid(verb, "auxpass", "aux")))


def _root(sentence: Sentence, time: TimeExpression) -> Token:
    """The token of a time expression that governs its others; the one around it where it is part of a token."""
    inside = [token for token in sentence.tokens if token.start < time.end and token.end > time.start]
    indexes = {token.i for token in inside}
    return next((t for t in inside if t.head not in indexes or t.head == t.i), inside[0])
