"""What is counted in a sentence: numbers with the noun phrases that they stand in, and people who stand for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.drafts import TimeExpression
from onrecord.events.figure_words import FigureWords
from onrecord.expressions.numbers import Number, Quantity, numbers
from onrecord.syntax import Sentence, Token, is_headline

ONE, NONE = Quantity(1, 1, 1), Quantity(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun phrase: its head, the number's own token (the head itself where the number stands alone).

    `of` is what hangs on a bare number by "of" ("hundreds of villagers"). `part`: a part of a number given before;
    `more`: on top of one; `bare`: one person without a number ("a guard", a name, "he"); `several`: attacks that are
    told to be several ("twin bombings").
    """

    head: Token
    number: Token
    of: Token | None
    first: int
    last: int
    quantity: Quantity
    part: bool = False
    more: bool = False
    bare: bool = False
    several: bool = False

    @property
    def people(self) -> Token:
        """The noun that says who is counted (the number itself where nothing does)."""
        return self.of or self.head


def counted_in(sentence: Sentence, words: FigureWords, times: tuple[TimeExpression, ...]) -> list[Counted]:
    """Every counted noun phrase of a sentence, in order of the text; dates, ages, sums and shares are left out."""
    texts = [token.text for token in sentence.tokens]
    found = [c for n in numbers(texts) if (c := _counted(sentence, n, words)) and not _in_time(sentence, n, times)]
    found += _none(sentence, words)
    taken = {c.head.i for c in found} | {c.number.i for c in found}
    found += _several(sentence, words, taken)
    return sorted([*found, *_single(sentence, words, taken)], key=lambda c: c.first)


def _in_time(sentence: Sentence, number: Number, times: tuple[TimeExpression, ...]) -> bool:
    start, end = sentence.tokens[number.core_first].start, sentence.tokens[number.core_last].end
    return any(time.start < end and start < time.end for time in times)


def _counted(sentence: Sentence, number: Number, words: FigureWords) -> Counted | None:
    token = _outer(sentence, number)
    if _is_no_count(sentence, number, token, words) or _is_denied(sentence, number):
        return None
    head = _phrase_head(sentence, number, token, words)
    of = _of(sentence, head) if head is token else None
    if of is not None and number.quantity == NONE:
        return None
    part = _is_part(sentence, head, words) or (of is not None and of.lemma in words.lists["parts.pronouns"])
    beside = [
        *sentence.tokens[max(0, number.first - 1) : number.first],
        *sentence.tokens[number.core_last + 1 : head.i + 1],
    ]
    more = any(t.lemma in words.lists["additions.words"] for t in beside)
    return Counted(head, token, of, number.first, max(number.last, head.i), number.quantity, part, more)


def _outer(sentence: Sentence, number: Number) -> Token:
    """The token of a number that the others hang on."""
    inside = range(number.core_first, number.core_last + 1)
    return next(
        (t for t in sentence.tokens[number.core_first : number.core_last + 1] if t.head not in inside or t.head == t.i),
        sentence.tokens[number.core_last],
    )


def _phrase_head(sentence: Sentence, number: Number, token: Token, words: FigureWords) -> Token:
    """The noun that the number counts, or the number itself where it stands alone ("nine were killed")."""
    head = sentence.tokens[token.head]
    after = sentence.tokens[number.core_last + 1] if number.core_last + 1 < len(sentence.tokens) else None
    if after is not None and after.text.endswith("ing") and after.lemma in words.lists["attack_verbs.words"]:
        return token
    if (
        token.dep in ("nummod", "quantmod", "amod", "det", "predet", "compound", "nmod", "poss")
        and head.i > number.core_last
    ):
        return head
    return token


def _of(sentence: Sentence, token: Token) -> Token | None:
    """The noun of "hundreds of thousands of villagers"."""
    while prep := next((p for p in sentence.kids(token, "prep") if p.lemma == "of"), None):
        inner = sentence.kid(prep, "pobj")
        if inner is None:
            return None
        if inner.pos in ("NOUN", "PROPN", "PRON") and inner.tag != "CD" and not _is_magnitude(inner):
            return inner
        token = inner
    return None


def _is_magnitude(token: Token) -> bool:
    found = numbers([token.text])
    return bool(found)


def _is_part(sentence: Sentence, head: Token, words: FigureWords) -> bool:
    first = sentence.conjuncts(head)[0]
    if any(prep.i < first.i and _leads_to_whole(sentence, prep, words) for prep in sentence.kids(first, "prep")):
        return True
    above = sentence.head(head)
    for _ in range(4):
        if above is None:
            return False
        if above.lemma in words.lists["parts.prepositions"]:
            return not _is_whole(sentence, above, words)
        if above.pos not in ("NOUN", "NUM", "PROPN", "ADP"):
            return False
        above = sentence.head(above)
    return False


def _is_whole(sentence: Sentence, prep: Token, words: FigureWords) -> bool:
    """ "A clerk was among four people who were shot": what follows is the whole, and what stands before a part."""
    verb = sentence.head(prep)
    return prep.lemma in words.lists["parts.among"] and verb is not None and verb.lemma == "be" and verb.i < prep.i


def _leads_to_whole(sentence: Sentence, prep: Token, words: FigureWords) -> bool:
    """ "Among them 10 women", which the parser may hang on the women."""
    inner = sentence.kids(prep, "pobj")
    return prep.lemma in words.lists["parts.prepositions"] and any(
        t.lemma in words.lists["parts.pronouns"] for t in inner
    )


def _is_denied(sentence: Sentence, number: Number) -> bool:
    """ "24 pupils, not 42"."""
    before = sentence.tokens[number.first - 1] if number.first else None
    return before is not None and before.lemma == "not" and before.dep in ("neg", "advmod", "preconj")


_UNITS_AFTER = frozenset(("%", "percent", "-", "/"))


def _is_no_count(sentence: Sentence, number: Number, token: Token, words: FigureWords) -> bool:
    """Sums of money, shares, ages in commas ("Smith, 23,"), measures, and numbers of a name ("Highway 5")."""
    tokens = sentence.tokens
    before = tokens[number.core_first - 1] if number.core_first else None
    after = tokens[number.core_last + 1] if number.core_last + 1 < len(tokens) else None
    if before is not None and (before.tag in ("$", "#") or before.text in ("£", "€", ".", "/", "aged", "age")):
        return True
    if after is not None and (after.lemma in _UNITS_AFTER or after.lemma in words.lists["things.words"]):
        return (
            after.text != "-"
            or after.i + 1 >= len(tokens)
            or tokens[after.i + 1].lemma in ("year", "month", "week", "day")
        )
    aside = before is not None and before.text in (",", "(") and (after is None or after.text in (",", ")", "."))
    named = before is not None and before.tag == "NNP" and (after is None or after.pos not in ("NOUN", "ADJ"))
    return (aside and token.dep in ("appos", "nummod", "npadvmod", "conj")) or named


def _none(sentence: Sentence, words: FigureWords) -> Iterator[Counted]:
    """ "No soldiers were hurt": no people at all; but "no serious injuries" leaves the others open."""
    for token in sentence.tokens:
        if token.dep == "det" and token.lemma in words.lists["nobody.words"]:
            head = sentence.tokens[token.head]
            if head.pos == "NOUN" and head.i > token.i and not sentence.kid(head, "amod"):
                yield Counted(head, head, None, token.i, head.i, NONE)


def _several(sentence: Sentence, words: FigureWords, taken: set[int]) -> Iterator[Counted]:
    """ "A wave of attacks", "twin bombings": several of them in one telling, without a number."""
    for token in sentence.tokens:
        if words.nouns.get(token.lemma) != "attacks" or token.i in taken:
            continue
        above = sentence.head(token)
        row = sentence.head(above) if above is not None and above.lemma == "of" and token.dep == "pobj" else None
        if row is not None and words.has("several.of", row.lemma):
            yield Counted(token, row, None, row.i, token.i, Quantity(low=2), several=True)
            continue
        for kid in sentence.kids(token, "amod", "compound", "nmod", "nummod"):
            if kid.i < token.i and (quantity := _how_many(kid, token, words)):
                yield Counted(token, kid, None, kid.i, token.i, quantity, several=True)
                break


def _how_many(kid: Token, noun: Token, words: FigureWords) -> Quantity | None:
    """How many attacks a word before them says that there were."""
    if words.has("several.some", kid.lemma) and noun.tag == "NNS":
        return Quantity(low=2)
    known = (number for name, number in (("two", 2), ("three", 3)) if words.has(f"several.{name}", kid.lemma))
    return next((Quantity(number, number, number) for number in known), None)


def _single(sentence: Sentence, words: FigureWords, taken: set[int]) -> Iterator[Counted]:
    """People who count as one: "a guard", a name, "he"; not those of plural, unnumbered nouns."""
    names = not is_headline(sentence)
    for token in sentence.tokens:
        if token.i in taken or token.dep not in _ROLES or (token.tag == "NNP" and not names):
            continue
        if token.tag == "DT" and token.lemma == "another":
            yield Counted(token, token, None, token.i, token.i, ONE, more=True)
        elif _is_one_person(sentence, token, words):
            joined = any(t.i in taken for t in sentence.conjuncts(token)) and sentence.kid(token, "det") is not None
            yield Counted(token, token, None, _left(sentence, token), token.i, ONE, bare=not joined)


_ROLES = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT", "attr"))


def _is_one_person(sentence: Sentence, token: Token, words: FigureWords) -> bool:
    if token.tag == "NN":
        each = any(t.lemma in words.lists["nobody.each"] for t in sentence.kids(token, "det"))
        person = token.lemma in words.lists["people.words"] or token.lemma in words.lists["attackers.nouns"]
        return person and not each and token.lemma not in words.lists["taking.hostage"]
    if token.lemma == "old":
        return _is_aged(sentence, token)
    if token.tag == "PRP":
        return token.lemma in words.lists["pronouns.singular"] or token.text.lower() in words.lists["pronouns.singular"]
    return token.tag == "NNP" and not sentence.kid(token, "det")


def _is_aged(sentence: Sentence, token: Token) -> bool:
    """ "A 14-year-old": whom a noun of age stands for."""
    age = sentence.kid(token, "npadvmod")
    return age is not None and age.lemma in ("year", "month", "week", "day") and age.i == token.i - _AGE


_AGE = 2
"""Tokens from "year" to "old" in "14-year-old"."""


def _left(sentence: Sentence, token: Token) -> int:
    return min([token.i, *(t.i for t in sentence.kids(token, "det", "amod", "compound", "poss", "nummod"))])
