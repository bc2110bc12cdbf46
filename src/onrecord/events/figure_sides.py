"""Who is counted, and on which side of the attack."""

from __future__ import annotations

from onrecord.events.figure_counts import Counted
from onrecord.events.figure_kinds import Sense
from onrecord.events.figure_words import FigureWords
from onrecord.records import Side
from onrecord.syntax import Sentence, Token


def whom_of(sentence: Sentence, counted: Counted, words: FigureWords) -> str | None:
    """The counted noun with the words before it that narrow it ("Afghan nationals"); None for names and pronouns.

    A person's name never leaves the text this way: victims are not kept by name.
    """
    noun = counted.people
    if noun.pos != "NOUN" and not (noun.pos == "PROPN" and noun.tag == "NNPS"):
        return None
    if noun.i == counted.number.i and not counted.bare:
        return None
    if noun.lemma in words.lists["additions.words"]:
        return None
    if counted.bare and sentence.kid(noun, "appos"):
        return noun.text
    kids = [t for t in sentence.kids(noun, "compound", "amod", "nmod") if counted.first <= t.i < noun.i or counted.of]
    kept = [t for t in kids if t.i < noun.i and not _says_no_more(t, words)]
    return " ".join([*(t.text for t in kept), noun.text])


def _says_no_more(token: Token, words: FigureWords) -> bool:
    skipped = token.lemma in words.lists["additions.words"] or token.lemma in words.states
    return skipped or token.tag == "CD" or token.pos == "NUM"


def side_of(sentence: Sentence, counted: Counted, sense: Sense, words: FigureWords) -> Side:
    """Attackers apart from victims; unknown for fighters of whom the sentence does not say who went for whom."""
    if sense.kind in ("attacks", "participants", "surrendered", "displaced", "expelled"):
        return "unknown"
    noun = _antecedent(sentence, counted.people, words)
    if noun.lemma in words.lists["attackers.nouns"] or noun.lemma in words.lists["attackers.reflexive"]:
        return "attacker"
    return "unknown" if noun.lemma in words.lists["attackers.fighters"] or noun.pos == "PRON" else "victim"


def _antecedent(sentence: Sentence, noun: Token, words: FigureWords) -> Token:
    """For "he", the subject of the clause before it ("a gunman killed five before he was shot dead")."""
    if noun.tag != "PRP" or noun.lemma in words.lists["attackers.reflexive"]:
        return noun
    subjects = [t for t in sentence.tokens[: noun.i] if t.dep in ("nsubj", "nsubjpass") and t.pos in ("NOUN", "PROPN")]
    return subjects[-1] if subjects else noun
