"""Finds the cue that a token of a parse is, alone or with its particle, preposition or object."""

from __future__ import annotations

from onrecord.codebooks.cues import Cue, CueBook, Shelf
from onrecord.syntax import Parse, Sentence, Token

_COMPANION_ROLES = frozenset(("prt", "prep", "dobj", "acomp", "attr", "advmod", "oprd", "nsubjpass", "dative"))
_NEGATING = ("det", "nummod", "amod", "advmod", "preconj", "cc")
_KINDS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adverb"}


def is_according(token: Token) -> bool:
    """Whether the word is the "according" of "according to"."""
    return token.text.lower() == "according"


def saying(sentence: Sentence, token: Token, book: CueBook) -> Cue | None:
    """The cue of saying that the token is, in its part of speech."""
    shelf = book.said.get(_KINDS.get(token.pos, ""))
    found = on_shelf(sentence, token, shelf) if shelf else None
    if found and found.elsewhere:
        fitting = (found.at(place) for place in _governed(sentence, token))
        return next(filter(None, fitting), found)
    return found


def _governed(sentence: Sentence, token: Token) -> list[str]:
    """The places that a verb's complements stand in: clauses first, then the object, then prepositions."""
    kids = sentence.kids(token, "ccomp", "xcomp")
    bare = [k.tag == "VB" and any(aux.tag == "TO" for aux in sentence.kids(k, "aux")) for k in kids]
    places = ["clause" if k.dep == "ccomp" and not to else "infinitive" for k, to in zip(kids, bare, strict=True)]
    objects = ["object"] * (sentence.kid(token, "dobj") is not None)
    return [*sorted(places), *objects, *(k.lemma for k in sentence.kids(token, "prep"))]


def telling(sentence: Sentence, token: Token, book: CueBook) -> Cue | None:
    """The cue of factuality that the token is, or else its cue of saying, which commits its source."""
    shelf = book.told.get("adjective" if token.dep == "acomp" else _KINDS.get(token.pos, ""))
    found = on_shelf(sentence, token, shelf) if shelf else None
    return found or saying(sentence, token, book)


def on_shelf(sentence: Sentence, token: Token, shelf: Shelf) -> Cue | None:
    """The two-word cue that starts with the token, or else the one-word cue; "call off" is no kind of "call"."""
    seconds = shelf.companions.get(token.lemma)
    if seconds and (second := companion(sentence, token, seconds)):
        return shelf.cues[f"{token.lemma} {second.lemma}"]
    found = shelf.cues.get(token.lemma)
    return None if found and token.pos == "VERB" and sentence.kid(token, "prt") else found


def companion(sentence: Sentence, token: Token, seconds: frozenset[str]) -> Token | None:
    """The token's particle, preposition or object that is one of the words `seconds`."""
    for kid in sentence.kids(token):
        if kid.lemma in seconds and kid.dep in _COMPANION_ROLES:
            return kid
    return None


def negated(sentence: Sentence, token: Token, book: CueBook, besides: int = -1) -> bool:
    """Whether the word is negated: by "not" or "never", or by a subject or determiner that is none.

    `besides` is the place of a kid whose own negation is counted elsewhere ("no casualties were reported").
    """
    negators = book.words["small.negators"]
    if _fronted(sentence, token, book):
        return True
    for kid in sentence.kids(token):
        if kid.text == "longer" and any(k.dep == "neg" for k in sentence.kids(kid)):
            return True
        if kid.dep == "neg" or (kid.lemma in negators and kid.dep in _NEGATING):
            return not _only(sentence, kid, book) and not _contrasts(sentence, token, kid)
        if kid.i != besides and kid.dep in ("nsubj", "nsubjpass", "dobj") and none_of(sentence, kid, book):
            return kid.dep != "dobj" or token.lemma not in book.words["small.states"]
    return token.dep == "conj" and any(k.lemma == "nor" for k in sentence.kids(sentence.tokens[token.head], "cc"))


def none_of(sentence: Sentence, noun: Token, book: CueBook) -> bool:
    """Whether a noun phrase means none: "nobody", "no arrests", "not a single box", "hardly any"."""
    none, negators = book.words["small.negative_determiners"], book.words["small.negators"]
    if noun.lemma in none:
        return True
    return any(
        k.lemma in negators and not _only(sentence, k, book) and not _contrasts(sentence, noun, k)
        for k in sentence.kids(noun, "neg", *_NEGATING)
    )


def _fronted(sentence: Sentence, token: Token, book: CueBook) -> bool:
    """Whether a negation at its beginning turns a clause round: "At no point did they enter"."""
    negators = book.words["small.negators"]
    subject, aux = sentence.kid(token, "nsubj", "nsubjpass"), sentence.kid(token, "aux", "auxpass")
    if subject is None or aux is None or aux.i > subject.i or sentence.tokens[-1].text == "?":
        return False
    lifting = book.words["small.fronted_not"]
    first = [t for kid in sentence.kids(token) if kid.i < aux.i for t in sentence.subtree(kid)]
    return any(t.lemma in negators for t in first) and not any(t.lemma in lifting for t in first)


def _only(sentence: Sentence, negator: Token, book: CueBook) -> bool:
    """Whether the negation is none: the first half of "not only ... but also", "no matter"."""
    after = sentence.tokens[negator.i + 1] if negator.i + 1 < len(sentence.tokens) else None
    return after is not None and after.lemma in book.words["small.mere"]


def _contrasts(sentence: Sentence, token: Token, negator: Token) -> bool:
    """Whether the negation is of something set against the rest: "the mayor is to resign, not the governor"."""
    return negator.i > token.i + 1 and sentence.tokens[negator.i - 1].text == ","


def introduces(sentence: Sentence, token: Token, content: str) -> bool:
    """Whether a word that the codebook does not know says something: it governs a clause, or a quotation."""
    return sentence.kid(token, "ccomp") is not None or content[:1] in "“\"'`«„‘"


def cue_token(parse: Parse, start: int, end: int, book: CueBook) -> tuple[Sentence, Token] | None:
    """The word of a cue span that says it: a known cue, a verb before others, the last verb of several."""
    sentence = parse.sentence_at(start)
    if sentence is None:
        return None
    within = [t for t in sentence.tokens if t.start < end and t.end > start]
    if not within:
        return None
    return sentence, max(within, key=lambda t: _worth(sentence, t, book))


def _worth(sentence: Sentence, token: Token, book: CueBook) -> tuple[bool, bool, int]:
    known = saying(sentence, token, book) is not None or is_according(token)
    return known, token.pos == "VERB", token.i if token.pos == "VERB" or not known else -token.i
