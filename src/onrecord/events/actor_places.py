"""Whether the name of a capital stands for its government, or is a mere place."""

from __future__ import annotations

from onrecord.codebooks.register import Register
from onrecord.events.actor_phrases import Phrase


def stands_for_government(phrase: Phrase, register: Register) -> bool:
    """True for "Islamabad denied it" and "talks with Kabul", false for "in Kabul" and "shells hit Kabul"."""
    token, sentence, words = phrase.head, phrase.sentence, register.phrases
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = sentence.tokens[token.head]
    above = sentence.tokens[token.head]
    if token.dep == "poss":
        return above.lemma not in words("nouns_of_places")
    if token.dep in ("nsubjpass", "dobj"):
        return above.lemma not in words("verbs_of_places")
    if token.dep != "pobj":
        return token.dep in ("nsubj", "dative", "agent")
    governor = sentence.tokens[above.head]
    if governor.lemma in words("nouns_of_places"):
        return False
    of_noun = governor.pos == "NOUN" and above.lemma in words("metonym_prepositions_of_nouns")
    return of_noun or above.lemma in words("metonym_prepositions")
