"""Who speaks, in the parse: the subject of a verb of saying, wherever the verb stands."""

from __future__ import annotations

from onrecord.syntax import Sentence, Token

_RELATIVE = frozenset(("WDT", "WP"))


def speaker_of(sentence: Sentence, verb: Token) -> Token | None:
    """The head of the noun phrase that does the verb, or None where the sentence leaves it open."""
    seen = 0
    while seen < 6:
        if sentence.kid(verb, "nsubjpass", "auxpass"):
            return _agent(sentence, verb)
        if subject := sentence.kid(verb, "nsubj"):
            return _antecedent(sentence, verb, subject)
        if verb.dep in ("acl", "relcl"):
            return _giver(sentence, sentence.tokens[verb.head])
        if verb.dep == "pcomp" and sentence.tokens[verb.head].lemma == "as":
            return sentence.kid(sentence.tokens[sentence.tokens[verb.head].head], "dobj")
        if verb.dep == "xcomp" and (controller := _controller(sentence, verb)):
            return controller
        if verb.dep not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"):
            return _misplaced(sentence, verb)
        verb, seen = sentence.tokens[verb.head], seen + 1
        if verb.pos in ("NOUN", "PROPN") and verb.dep not in ("conj",):
            return verb
    return None


def _controller(sentence: Sentence, verb: Token) -> Token | None:
    """The object that does what it is made to do: "the raids prompted [Kyiv] to order"."""
    head = sentence.tokens[verb.head]
    infinitive = any(k.tag == "TO" for k in sentence.kids(verb, "aux"))
    return sentence.kid(head, "dobj") if infinitive and head.pos == "VERB" else None


def _misplaced(sentence: Sentence, verb: Token) -> Token | None:
    """The subject that the parse has hung on a participle in between: "The group, believed to be small, said"."""
    between = [kid for kid in sentence.kids(verb, "advcl") if kid.i < verb.i and kid.tag in ("VBN", "VBD")]
    subjects = (sentence.kid(kid, "nsubj") for kid in between)
    return next((subject for subject in subjects if subject and subject.i < verb.i), None)


def _giver(sentence: Sentence, noun: Token) -> Token:
    """Who gives the statement that says something: "the ministry issued a statement saying"."""
    verb = sentence.tokens[noun.head]
    subject = sentence.kid(verb, "nsubj") if noun.dep == "dobj" else None
    return subject or noun


def _agent(sentence: Sentence, verb: Token) -> Token | None:
    by = sentence.kid(verb, "agent")
    return sentence.kid(by, "pobj") if by else None


def _antecedent(sentence: Sentence, verb: Token, subject: Token) -> Token:
    if subject.tag in _RELATIVE and verb.dep == "relcl":
        return sentence.tokens[verb.head]
    return subject
