"""How a word stands to the word that governs it in the parse: which place it fills, and what kind of clause it is."""

from __future__ import annotations

from dataclasses import replace

from onrecord.codebooks.cues import Cue
from onrecord.syntax import Sentence, Token


def place_of(sentence: Sentence, child: Token) -> str:
    """Which of the codebook's places a word stands in."""
    if child.dep == "relcl" and sentence.kid(child, "mark") and sentence.kid(child, "nsubj", "nsubjpass"):
        return "clause"
    to = child.tag == "VB" and any(k.tag == "TO" for k in sentence.kids(child, "aux"))
    if child.dep in ("ccomp", "acl", "csubj") or (child.dep == "relcl" and to):
        bare = child.dep == "acl" and not sentence.kids(child, "aux", "auxpass", "mark", "nsubj", "nsubjpass")
        return "infinitive" if to else "" if bare else "clause"
    if child.dep == "xcomp":
        return "infinitive"
    if child.dep == "npadvmod" and child.pos == "NOUN" and sentence.kid(sentence.tokens[child.head], "prt"):
        return "object"
    if child.dep == "nsubjpass" and sentence.kid(sentence.tokens[child.head], "dobj", "oprd"):
        return "subject"
    return {"dobj": "object", "nsubjpass": "object", "nsubj": "subject"}.get(child.dep, "")


def subject_of(sentence: Sentence, word: Token) -> Token | None:
    """The subject of the nearest clause around a word."""
    for token in (word, *sentence.ancestors(word)):
        if subject := sentence.kid(token, "nsubj", "nsubjpass"):
            return subject
        if token.dep in ("acl", "relcl") and token.tag != "VB":
            return sentence.tokens[token.head]
    return None


def set_apart(sentence: Sentence, clause: Token, head: Token) -> bool:
    """Whether a semicolon parts two clauses, so that the one does not bear on the other whatever the parse says."""
    if clause.dep not in ("ccomp", "parataxis") or clause.i > head.i:
        return False
    return any(sentence.tokens[i].text == ";" for i in range(clause.i, head.i))


def asks_how(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause asks why, how, when, where or who, and so takes it that something happened."""
    kids = sentence.kids(clause)
    return clause.dep in ("ccomp", "pcomp", "csubj") and any(
        k.tag in ("WRB", "WP") and k.dep in ("advmod", "nsubj", "dobj", "nsubjpass") for k in kids
    )


def unasserted(sentence: Sentence, clause: Token, cue: Cue) -> bool:
    """Whether a cue of saying has an infinitive that its codebook entry does not foresee: "announced to leave"."""
    to = clause.tag == "VB" and any(k.tag == "TO" for k in sentence.kids(clause, "aux"))
    return to and clause.dep in ("xcomp", "ccomp", "acl") and cue.at("infinitive") is None


def is_past(sentence: Sentence, word: Token) -> bool:
    """Whether a verb, or the one that an adjective goes with, is in the past tense."""
    head = sentence.head(word)
    verb = head if word.pos == "ADJ" and head is not None else word
    return verb.tag == "VBD" or any(k.tag == "VBD" for k in sentence.kids(verb, "aux", "auxpass"))


def turned(cue: Cue) -> Cue:
    """The cue as it is where its word is negated."""
    return replace(cue, positive=cue.negative, negative=cue.positive)
