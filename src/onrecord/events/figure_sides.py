"""Who is counted, and on which side of the attack."""

from __future__ import annotations

from onrecord.events.figure_counts import Counted
from onrecord.events.figure_scene import Scene, Sense
from onrecord.events.figure_words import FigureWords
from onrecord.expressions.numbers_words import OTHER, number_word
from onrecord.records import Side
from onrecord.syntax import Sentence, Token


def whom_of(sentence: Sentence, counted: Counted, words: FigureWords) -> str | None:
    """The counted noun with the words before it that narrow it ("Afghan nationals"); None for names and pronouns.

    A person's name never leaves the text this way: victims are not kept by name.
    """
    noun = counted.people
    if noun.pos != "NOUN" and not (noun.pos == "PROPN" and noun.tag == "NNPS"):
        return None
    if noun.lemma in words.lists["additions.words"] or noun.lemma in words.states:
        return None
    if noun.lemma in words.nouns and noun.lemma not in words.lists["counted_people.words"]:
        return None
    person = noun.lemma in words.lists["people.words"] or noun.lemma in words.lists["attackers.nouns"]
    if noun.i == counted.number.i and not person:
        return None
    if counted.bare and sentence.kid(noun, "appos"):
        return noun.text
    kids = [t for t in sentence.kids(noun, "compound", "amod", "nmod") if counted.first <= t.i < noun.i or counted.of]
    kept = [t for t in kids if t.i < noun.i and not _says_no_more(t, words)]
    return " ".join([*(t.text for one in kept for t in _with_names(sentence, one)), noun.text])


def _with_names(sentence: Sentence, adjective: Token) -> list[Token]:
    """An adjective with the part of its name that stands before it: "[South] African"."""
    before = [
        t for t in sentence.kids(adjective, "amod", "compound", "nmod") if t.i < adjective.i and t.text[:1].isupper()
    ]
    return [*before, adjective]


def _says_no_more(token: Token, words: FigureWords) -> bool:
    skipped = token.lemma in words.lists["additions.words"] or token.lemma == "old"
    state = token.lemma in words.states or token.text.lower() in words.states
    return skipped or state or number_word(token.text).kind != OTHER.kind


def side_of(scene: Scene, counted: Counted, sense: Sense, subject_before: Token | None) -> Side:
    """Attackers apart from victims; unknown for fighters of whom the sentence does not say who went for whom.

    `subject_before` is the last person that a sentence before was about, for "he died at the scene".
    """
    if sense.kind in ("attacks", "participants", "surrendered", "displaced", "expelled", "other"):
        return "unknown"
    noun = _antecedent(scene.sentence, counted.people, scene.words) or subject_before or counted.people
    himself = scene.has("attackers.reflexive", counted.people)
    if scene.has("attackers.nouns", noun) or (himself and _hurts_others(scene, counted.people)):
        return "attacker"
    return "unknown" if scene.has("attackers.fighters", noun) else "victim"


def person_subject(sentence: Sentence) -> Token | None:
    """The last noun that a clause of the sentence is about."""
    subjects = [t for t in sentence.tokens if t.dep in ("nsubj", "nsubjpass") and t.tag in ("NN", "NNP")]
    return subjects[-1] if subjects else None


def _antecedent(sentence: Sentence, noun: Token, words: FigureWords) -> Token | None:
    """For "he" and "himself", the subject of the clause before ("a gunman killed five before he was shot dead")."""
    if noun.tag != "PRP":
        return noun
    subjects = [t for t in sentence.tokens[: noun.i] if t.dep in ("nsubj", "nsubjpass") and t.pos in ("NOUN", "PROPN")]
    return subjects[-1] if subjects else None


def _hurts_others(scene: Scene, himself: Token) -> bool:
    """Whether the sentence has someone else hurt too ("shot his wife, then himself"); else it may be an accident."""
    harm = [
        t
        for t in scene.sentence.tokens
        if t.pos == "VERB" and scene.words.of_object.get(t.lemma) in ("killed", "injured")
    ]
    objects = [t for verb in harm for t in scene.sentence.kids(verb, "dobj") if t.pos in ("NOUN", "PROPN", "NUM")]
    return any(token.i != himself.i for token in objects)
