"""Who does what in a clause: subjects and objects that the syntax gives, also where they stand elsewhere.

Passives, relative clauses, participles, coordination and control ("ordered the units to leave") are undone here, over
ClearNLP's dependency labels. A parser that errs makes these err; nothing is guessed where a place is empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.syntax import Sentence, Token

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_OBJECTS = ("dobj", "attr", "oprd", "obj")
_GOVERNED = ("of", "to", "from", "for", "against", "on", "with")
_SUBJECT_CONTROL = ("use", "promise", "threaten", "vow", "take", "need", "have")
_DEEP = 8
"""Steps that a search for a subject may climb; longer chains are parser errors."""


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb's subject is the one acted upon: "was shot", "the man shot by police", "was shot and robbed"."""
    kids = sentence.kids(verb)
    if any(kid.dep in ("auxpass", "nsubjpass") for kid in kids):
        return True
    if _shares_passive(sentence, verb, kids):
        return True
    if verb.tag not in ("VBN", "VBD") or any(kid.dep in ("nsubj", "aux") for kid in kids):
        return False
    if _is_main(sentence, verb):
        return False
    if verb.dep == "conj":
        head = sentence.tokens[verb.head]
        acts = any(kid.dep == "dobj" and kid.i > verb.i for kid in kids)
        return verb.tag == "VBN" and head.tag == "VBN" and not acts and is_passive(sentence, head)
    reduced = verb.dep in ("acl", "amod", "advcl", "oprd", "pcomp", "acomp") or (
        verb.dep == "relcl" and not _relative(kids)
    )
    return reduced and (verb.tag == "VBN" or not any(kid.dep == "dobj" for kid in kids))


def _shares_passive(sentence: Sentence, verb: Token, kids: list[Token]) -> bool:
    """Whether a participle with a subject of its own leaves "were" out: "two were killed and [nine wounded]"."""
    if verb.dep != "conj" or verb.tag not in ("VBN", "VBD") or any(kid.dep in ("aux", "dobj") for kid in kids):
        return False
    head = sentence.tokens[verb.head]
    return any(kid.dep == "nsubj" and kid.i < verb.i for kid in kids) and sentence.kid(head, "auxpass") is not None


def _is_main(sentence: Sentence, verb: Token) -> bool:
    """Whether a past tense that the parser hung on its subject is the sentence's only verb: "[Widows] protested"."""
    if verb.dep != "acl" or verb.tag != "VBD" or sentence.tokens[verb.head].dep != "ROOT":
        return False
    return sentence.kid(verb, "agent") is None and sentence.tokens[-1].text == "."


def agents(sentence: Sentence, verb: Token) -> list[Token]:
    """The heads of who does it: the subject, or in a passive who stands behind "by"."""
    if is_passive(sentence, verb):
        return behind(sentence, verb, frozenset({"by"}))
    return _subjects_of(sentence, verb)


def _subjects_of(sentence: Sentence, verb: Token) -> list[Token]:
    """The subject, and the second one that the parser gave the verb instead of coordinating the two."""
    subject = subject_of(sentence, verb)
    if subject is None:
        return []
    linked = sentence.kid(subject, "cc")
    return [subject, *(kid for kid in sentence.kids(verb, subject.dep) if linked and kid.i > linked.i)]


def patients(sentence: Sentence, verb: Token) -> list[Token]:
    """The heads of whom it is done to, the person before the thing ("gave [Haiti] [rice]")."""
    kids = sentence.kids(verb)
    found = [kid for kid in kids if kid.dep == "dative" and kid.pos not in ("ADP", "PART")]
    if is_passive(sentence, verb):
        found += _subjects_of(sentence, verb)
    found += [kid for kid in kids if kid.dep in _OBJECTS]
    if not found:
        found = _shared_object(sentence, verb) or _gap(sentence, verb)
    return [antecedent(sentence, token) for token in found]


def behind(sentence: Sentence, head: Token, preps: frozenset[str]) -> list[Token]:
    """What stands behind one of these prepositions below `head` ("with the army", "from Goma")."""
    found = []
    for kid in sentence.kids(head):
        if kid.dep in ("prep", "agent", "dative", "prt") and kid.lemma in preps:
            found += [t for t in sentence.kids(kid) if t.dep in ("pobj", "pcomp")]
            found += [t for link in sentence.kids(kid, "prep") for t in sentence.kids(link, "pobj")]
    return found


def subject_of(sentence: Sentence, verb: Token, depth: int = 0) -> Token | None:
    """The head of the verb's subject, its own or the one that syntax lends it; of a passive, who is acted upon."""
    kids = sentence.kids(verb, *_SUBJECTS, *_PASSIVE_SUBJECTS)
    named = next((kid for kid in kids if kid.tag not in ("WDT", "WP")), None)
    own = named or (kids[0] if kids else _of_auxiliary(sentence, verb))
    if own is not None:
        return antecedent(sentence, own)
    if depth > _DEEP or verb.head == verb.i:
        return None
    return _lent(sentence, verb, depth + 1)


def _of_auxiliary(sentence: Sentence, verb: Token) -> Token | None:
    """The subject that the parser hung on the auxiliary."""
    found = [kid for aux in sentence.kids(verb, "aux", "auxpass") for kid in sentence.kids(aux, *_SUBJECTS)]
    return found[0] if found else None


def _lent(sentence: Sentence, verb: Token, depth: int) -> Token | None:
    head = sentence.tokens[verb.head]
    if verb.dep in ("acl", "relcl", "amod"):
        return _of_participle(sentence, verb, head, depth)
    if verb.dep == "conj" and (missed := _right_before(sentence, verb)):
        return missed
    if verb.dep == "conj" or head.pos in ("ADJ", "AUX"):
        return _above(sentence, head, depth)
    if verb.dep == "xcomp":
        controlled = sentence.kid(head, "dobj", "dative") if head.lemma not in _SUBJECT_CONTROL else None
        return antecedent(sentence, controlled) if controlled else _above(sentence, head, depth)
    if verb.dep in ("advcl", "ccomp", "pcomp", "oprd", "dep"):
        return _above(sentence, head, depth)
    return None


def _right_before(sentence: Sentence, verb: Token) -> Token | None:
    """The noun right before a coordinated finite verb, which the parser took for a part of the clause before."""
    first = min([verb.i, *(aux.i for aux in sentence.kids(verb, "aux", "auxpass"))])
    before = sentence.tokens[first - 1] if first else None
    finite = any(aux.tag in ("VBD", "VBZ", "VBP", "MD") for aux in sentence.kids(verb, "aux", "auxpass"))
    return before if before is not None and finite and before.pos in ("NOUN", "PROPN", "PRON") else None


def _of_participle(sentence: Sentence, verb: Token, noun: Token, depth: int) -> Token | None:
    """In "soldiers guarding ..." the noun; in "a plan to attack" whoever the plan belongs to."""
    if verb.dep != "acl" or not is_infinitive(sentence, verb):
        return noun
    owner = sentence.kid(noun, "poss")
    if owner is not None or noun.head == noun.i:
        return owner
    return _above(sentence, sentence.tokens[noun.head], depth)


def _above(sentence: Sentence, head: Token, depth: int) -> Token | None:
    """The subject of the clause above, through prepositions ("accused the army of shelling": the army)."""
    while head.pos in ("ADP", "SCONJ", "PART") and head.head != head.i:
        prep, head = head, sentence.tokens[head.head]
        blamed = sentence.kid(head, "dobj") if prep.lemma in ("of", "for", "from", "over") else None
        if blamed is not None:
            return antecedent(sentence, blamed)
    if head.pos in ("NOUN", "PROPN"):
        return sentence.kid(head, "poss")
    return subject_of(sentence, head, depth)


def antecedent(sentence: Sentence, token: Token) -> Token:
    """The noun that a relative pronoun stands for, or the token itself."""
    if token.tag not in ("WDT", "WP", "IN") or token.text.lower() not in ("who", "which", "that", "whom"):
        return token
    for above in sentence.ancestors(token):
        if above.dep == "relcl":
            return sentence.tokens[above.head]
    return token


def complements(sentence: Sentence, token: Token) -> Iterator[Token]:
    """The heads of the clauses that it governs: "urged X to [leave]", "of [shelling]", "that it would [leave]"."""
    for kid in sentence.kids(token):
        clause = kid.dep in ("xcomp", "ccomp", "acl", "pcomp") and kid.pos in ("VERB", "AUX", "ADJ", "NOUN")
        if clause or (kid.dep in ("advcl", "relcl") and is_infinitive(sentence, kid)):
            yield kid
        elif kid.dep == "dobj":
            yield from (t for t in sentence.kids(kid, "relcl", "acl") if _may_be_complement(sentence, t))
        elif kid.dep in ("acomp", "dative") or (kid.dep == "prep" and kid.lemma in _GOVERNED):
            yield from (t for t in sentence.kids(kid) if t.dep in ("pcomp", "xcomp"))


def _may_be_complement(sentence: Sentence, clause: Token) -> bool:
    """A clause that the parser hung on the object: "assured the miners [that wages would rise]"."""
    return any(kid.text.lower() == "that" or kid.tag == "TO" for kid in sentence.kids(clause))


def is_infinitive(sentence: Sentence, verb: Token) -> bool:
    """Whether it has "to" before it."""
    return any(kid.tag == "TO" for kid in sentence.kids(verb))


def _relative(kids: list[Token]) -> bool:
    return any(kid.tag in ("WDT", "WP", "WP$") for kid in kids)


def _gap(sentence: Sentence, verb: Token) -> list[Token]:
    """The noun that a relative clause leaves its object to: "the camp (that) they shelled"."""
    own = sentence.kid(verb, *_SUBJECTS)
    if verb.dep != "relcl" or own is None or own.tag in ("WDT", "WP"):
        return []
    return [sentence.tokens[verb.head]]


def _shared_object(sentence: Sentence, verb: Token) -> list[Token]:
    """The object of the verb coordinated right behind it: "detained and beat [the reporter]"."""
    second = next((kid for kid in sentence.kids(verb, "conj") if kid.i <= verb.i + 3 and kid.pos == "VERB"), None)
    return sentence.kids(second, *_OBJECTS) if second else []
