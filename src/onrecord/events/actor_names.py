"""Proper names that the register lacks: persons by the office beside their name, organisations by their last word."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.codebooks.register import Noun, Register
from onrecord.codebooks.register_names import fold
from onrecord.events.actor_memory import Part, Scene, Who
from onrecord.events.actor_phrases import Phrase, noun_ending, word
from onrecord.syntax import Token

_ACTING = frozenset(("nsubj", "nsubjpass", "dobj", "poss", "conj", "agent", "appos", "dative", "pobj"))
_OF_PERSONS = frozenset(("by", "with", "against", "than", "like", "unlike", "between", "alongside"))


_LONGEST_NAME = 5
"""Words of a person's name; what is longer is a headline."""


class Title(NamedTuple):
    """A noun over tokens `first`..`last` that says what a party is, and the person it stands before, if any."""

    noun: Noun
    key: str
    first: int
    last: int
    person: str = ""


def title_of(phrase: Phrase, scene: Scene) -> Title | None:
    """The office before a person's name: "Foreign Office spokesperson N. N.", "Minister for Foreign Affairs N. N."."""
    tokens = phrase.sentence.tokens
    phrases = scene.register.phrases
    if phrase.head.lemma in phrases("never_persons") or phrase.head.lemma in phrases("organisation_words"):
        return None
    for index in range(phrase.last - 1, phrase.first - 1, -1):
        found = noun_ending(tokens, phrase.first, index, scene.register)
        if found and _is_title(found[0], tokens[index]) and found[1] not in phrases("kin"):
            begins = _name_begins(tokens, index + 1, phrase.last, scene.register)
            first = _office_begins(tokens, phrase.first, found[2], scene.register)
            return Title(found[0], found[1], first, begins - 1, scene.words(phrase.sentence, begins, phrase.last))
    return None


def _is_title(noun: Noun, token: Token) -> bool:
    return noun.role in ("office", "relation") or (
        noun.role == "agent" and noun.being == "person" and token.tag in ("NN", "NNP")
    )


def _office_begins(tokens: tuple[Token, ...], first: int, noun_first: int, register: Register) -> int:
    """Where an office begins that another noun is part of: "Foreign Office" before "spokesperson"."""
    if noun_first <= first:
        return noun_first
    before = noun_ending(tokens, first, noun_first - 1, register)
    return before[2] if before else noun_first


def posting_of(phrase: Phrase, scene: Scene) -> tuple[int, str] | None:
    """For the words behind "Minister for": the token of that office and the person named behind its field.

    Parses hang "Foreign Affairs N. N." on "for" as if it were one name.
    """
    tokens, fields = phrase.sentence.tokens, scene.register.phrases("portfolios")
    above = tokens[phrase.head.head]
    if phrase.head.dep != "pobj" or above.lemma not in ("for", "of") or tokens[above.head].pos not in ("NOUN", "PROPN"):
        return None
    last_field = max((i for i in range(phrase.first, phrase.last) if tokens[i].lemma in fields), default=-1)
    if last_field < 0 or not tokens[phrase.last].text[0].isupper():
        return None
    return above.head, scene.words(phrase.sentence, last_field + 1, phrase.last)


def _name_begins(tokens: tuple[Token, ...], first: int, head: int, register: Register) -> int:
    """Where the name begins after a title, behind the field of office that it may have."""
    while first < head and tokens[first].pos == "PUNCT":
        first += 1
    if tokens[first].lemma not in ("of", "for"):
        return first
    fields = [i for i in range(first, head) if tokens[i].lemma in register.phrases("portfolios")]
    return fields[-1] + 1 if fields else first


def organisation_of(phrase: Phrase, scene: Scene) -> Who | None:
    """An organisation that the register lacks, by the last word of its name; its id is its name in small letters."""
    tokens, head = phrase.sentence.tokens[phrase.first_named : phrase.last + 1], phrase.head
    named_so = head.lemma in scene.register.phrases("organisation_words")
    if not head.text[0].isupper() or not (named_so or (phrase.noun and phrase.noun.role == "institution")):
        return None
    if len(tokens) < 2 or not _has_own_name(phrase, scene.register):
        return None
    name = scene.words(phrase.sentence, phrase.first_named, phrase.last)
    country = next((scene.register.fact(m.actor_id, "country") for m in phrase.within if not m.loose), None)
    sector = _sector(phrase, name, scene.register)
    return Who(name, slug(name), country, None if sector in ("MIL", "SPY") and country is None else sector)


def _has_own_name(phrase: Phrase, register: Register) -> bool:
    """Whether some capitalised word is neither a name of the register nor part of the noun ("Arakan Army")."""
    covered = {i for mark in phrase.within for i in range(mark.first, mark.last + 1)}
    last = phrase.noun_first if phrase.noun else phrase.head.i
    return phrase.last > max(last, phrase.head.i) or any(
        token.pos == "PROPN" and token.i not in covered and not register.ends_noun(word(token))
        for token in phrase.sentence.tokens[phrase.first : last]
    )


def _sector(phrase: Phrase, name: str, register: Register) -> str | None:
    low = fold(name).lower().replace("'", "")
    if any(low.endswith(ending) or f"{ending} of" in low for ending in register.phrases("armed_words")):
        return "REB"
    return phrase.noun.sector if phrase.noun else None


def slug(name: str) -> str:
    """An id for an actor known from a text alone: small letters, where the register's ids are capitals.

    >>> slug("Valley Front’s Council")
    'valley-fronts-council'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name).lower().replace("'", "")).strip("-")


def person_in(phrase: Phrase, scene: Scene) -> Part | None:
    """A person without an office here: whoever the article has introduced by that surname, or else a bare name."""
    name, female = name_in(phrase, scene), _by_courtesy(phrase, scene)
    known = scene.memory.called(phrase.head.text)
    if known and _is_same(name, known.who.name, courtesy=female is not None):
        return Part(known.who, known.being, known.noun, "", female)
    if phrase.head.text.isupper() and phrase.first_named == phrase.last:
        return Part(Who(name, None, None, None), "body") if phrase.head.dep == "nsubj" else None
    if not _is_personal(phrase, name, scene):
        return None
    return Part(Who(name, None, None, None), "person", "", name, female)


def _by_courtesy(phrase: Phrase, scene: Scene) -> bool | None:
    """Whether a courtesy title before a name is a woman's ("Ms") or a man's ("Mr"); None where there is none such."""
    first = phrase.sentence.tokens[phrase.first].lemma.rstrip(".")
    if first in scene.register.phrases("titles_of_women"):
        return True
    return False if first in scene.register.phrases("titles_of_men") else None


def _is_same(name: str, known: str, *, courtesy: bool) -> bool:
    """Whether a name that ends in a known surname is that person's: another first name is another person."""
    words = name.split()
    return courtesy or len(words) == 1 or words[0].casefold() in known.casefold().split()


def name_in(phrase: Phrase, scene: Scene) -> str:
    """The words of a bare name, without the place that opens a report ("LIMA Ana Salas said")."""
    opening = [mark.last + 1 for mark in phrase.within if mark.opens]
    return scene.words(phrase.sentence, max([*opening, phrase.first_named]), phrase.last)


def _is_personal(phrase: Phrase, name: str, scene: Scene) -> bool:
    """Whether a bare name can be a person's: it acts or is acted upon, and is no thing's, day's or place's."""
    head, phrases = phrase.head, scene.register.phrases
    if head.lemma in phrases("never_names") or head.lemma in phrases("never_persons") or head.tag != "NNP":
        return False
    if not name[:1].isupper() or len(head.text) < 2 or any(letter.isdigit() for letter in name):
        return False
    if len(name.split()) > _LONGEST_NAME:
        return False
    if phrase.sentence.tokens[phrase.first].lemma in ("a", "an") or head.dep not in _ACTING:
        return False
    return head.dep != "pobj" or phrase.sentence.tokens[head.head].lemma in _OF_PERSONS
