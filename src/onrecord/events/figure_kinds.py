"""What a count counts: killed, injured, arrested ..., by the words that govern it in the parse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.events.figure_counts import Counted
from onrecord.events.figure_words import FigureWords
from onrecord.records import FigureKind
from onrecord.syntax import Sentence, Token


@dataclass(frozen=True, slots=True)
class Sense:
    """A kind, the token that gives it ("killed", "toll", the counted noun), and whether it updates an earlier count."""

    kind: FigureKind
    governor: Token
    update: bool = False


def sense_of(sentence: Sentence, counted: Counted, words: FigureWords) -> Sense | None:
    """The kind of a count, or None where it counts nothing that the record keeps (stocks, ages, prices)."""
    if counted.people.lemma in words.lists["things.words"]:
        return None
    for rule in _RULES:
        if (sense := rule(sentence, counted, words)) and _fits(counted, sense):
            return sense
    return None


_OF_ONE = ("killed", "injured", "abducted", "arrested", "missing")


def _fits(counted: Counted, sense: Sense) -> bool:
    return not counted.bare or sense.kind in _OF_ONE


def _by_toll(sentence: Sentence, counted: Counted, words: FigureWords) -> Sense | None:
    """ "The death toll rose to 24", "a toll of 24", "bringing the number of dead to 24"."""
    if counted.bare or counted.head.dep not in ("pobj", "attr", "dobj", "npadvmod", "nummod"):
        return None
    for above in _near_ancestors(sentence, counted.head):
        for token in (above, *sentence.kids(above, "nsubj", "nsubjpass", "dobj")):
            if token.lemma in words.lists["toll.nouns"] and (kind := _toll_kind(sentence, token, words)):
                prep = sentence.tokens[counted.head.head]
                return None if prep.lemma in ("by", "from") else Sense(kind, token, update=True)
    return None


def _near_ancestors(sentence: Sentence, token: Token) -> list[Token]:
    return [t for _, t in zip(range(3), sentence.ancestors(token), strict=False)]


def _toll_kind(sentence: Sentence, toll: Token, words: FigureWords) -> FigureKind | None:
    under = {token.lemma for token in sentence.subtree(toll)}
    if under & words.lists["toll.of_the_hurt"]:
        return "injured"
    return "killed" if toll.lemma == "toll" or under & words.lists["toll.of_the_dead"] else None


def _by_state_after(sentence: Sentence, counted: Counted, words: FigureWords) -> Sense | None:
    """ "Left 3 dead and 10 wounded", "nine villagers killed in raid": the state stands right after the count."""
    if counted.bare or counted.last + 1 >= len(sentence.tokens):
        return None
    after = sentence.tokens[counted.last + 1]
    if after.lemma in words.lists["taking.hostage"]:
        taken = any(words.has("taking.verbs", t.lemma) for t in sentence.ancestors(after))
        return Sense("abducted", after) if taken else None
    kind = _state(after, words)
    if kind is None or (after.pos == "VERB" and sentence.kid(after, "dobj")):
        return None
    if after.lemma in words.lists["shooting.verbs"] and _deadly(sentence, after, words):
        kind = "killed"
    return Sense(kind, after)


def _state(token: Token, words: FigureWords) -> FigureKind | None:
    return words.states.get(token.lemma) or words.states.get(token.text.lower())


def _by_own_state(sentence: Sentence, counted: Counted, words: FigureWords) -> Sense | None:
    """ "Left 3 dead", "12 hurt": the state is what the number stands with."""
    head = counted.head
    kind = _state(head, words) if head.i > counted.number.i else None
    return Sense(kind, head) if kind and not sentence.kid(head, "dobj") else None


def _by_verb(sentence: Sentence, counted: Counted, words: FigureWords) -> Sense | None:
    base = _first_conjunct(sentence, counted.head)
    verb = sentence.head(base)
    if verb and verb.lemma == "have":
        verb = _perfect(sentence, verb)
    if verb is None or base.dep not in ("nsubj", "nsubjpass", "dobj", "oprd", "dative"):
        return None
    if base.dep in ("dobj", "dative", "oprd"):
        return _of_object(sentence, verb, words, active=True)
    if base.dep == "nsubjpass":
        return _of_object(sentence, verb, words, active=False)
    return _of_subject(sentence, verb, counted, words)


def _perfect(sentence: Sentence, verb: Token) -> Token:
    """The participle of "have since left", which the parser takes for the object of a preposition "since"."""
    since = (t for t in sentence.kids(verb, "prep", "mark") if t.lemma == "since" and t.i < verb.i + 3)
    return next((p for t in since for p in sentence.kids(t, "pcomp") if p.tag == "VBN"), verb)


def _first_conjunct(sentence: Sentence, token: Token) -> Token:
    while token.dep == "conj" and sentence.tokens[token.head].pos in ("NOUN", "PROPN", "NUM", "PRON"):
        token = sentence.tokens[token.head]
    return token


def _of_object(sentence: Sentence, verb: Token, words: FigureWords, *, active: bool) -> Sense | None:
    if active and (sentence.kid(verb, "auxpass") or verb.pos != "VERB"):
        return None
    if words.has("taking.verbs", verb.lemma):
        return _taken(sentence, verb, words)
    kind = words.of_object.get(verb.lemma)
    if words.has("shooting.verbs", verb.lemma) and _deadly(sentence, verb, words):
        kind = "killed"
    return Sense(kind, verb) if kind else _found(sentence, verb, words)


def _found(sentence: Sentence, verb: Token, words: FigureWords) -> Sense | None:
    """ "Were found dead", "is feared dead", "reported missing"."""
    for kid in sentence.kids(verb, "acomp", "oprd", "xcomp", "advcl"):
        if (kind := _state(kid, words)) and not sentence.kid(kid, "dobj"):
            return Sense(kind, kid)
    return None


def _taken(sentence: Sentence, verb: Token, words: FigureWords) -> Sense | None:
    near = {token.lemma for token in sentence.subtree(verb)}
    if near & words.lists["taking.hostage"]:
        return Sense("abducted", verb)
    return Sense("arrested", verb) if near & words.lists["taking.custody"] else None


def _deadly(sentence: Sentence, verb: Token, words: FigureWords) -> bool:
    near = sentence.kids(verb, "acomp", "oprd", "advmod", "prt", "dobj", "xcomp", "prep", "ccomp", "dep")
    joined = sentence.kids(verb, "conj")
    if any(
        words.of_object.get(token.lemma) == "killed" and not sentence.kid(token, "nsubj", "nsubjpass", "dobj")
        for token in joined
    ):
        return True
    inner = [t for prep in near if prep.dep == "prep" and prep.lemma == "to" for t in sentence.kids(prep, "pobj")]
    return any(token.lemma in words.lists["shooting.deadly"] for token in (*near, *inner))


def _of_subject(sentence: Sentence, verb: Token, counted: Counted, words: FigureWords) -> Sense | None:
    if kind := words.of_subject.get(verb.lemma):
        return Sense(kind, verb)
    if (state := _state(verb, words)) and (verb.pos != "VERB" or verb.tag == "VBG") and not sentence.kid(verb, "dobj"):
        return Sense(state, verb)
    if verb.lemma in ("be", "remain", "lie", "go"):
        return _found(sentence, verb, words)
    if words.has("leaving.verbs", verb.lemma):
        left = sentence.kid(verb, "dobj")
        return Sense("displaced", verb) if left and left.lemma in words.lists["leaving.places"] else None
    cut_short = not counted.bare and verb.tag in ("VBN", "VBD") and not sentence.kid(verb, "dobj")
    kind = words.of_object.get(verb.lemma)
    return Sense(kind, verb) if kind and cut_short else None


def _by_clause(sentence: Sentence, counted: Counted, words: FigureWords) -> Sense | None:
    """ "The 23 soldiers killed", "four guards who died", "two dead soldiers"."""
    for kid in sentence.kids(counted.people, "acl", "relcl", "amod"):
        if sense := _of_qualifier(sentence, kid, words):
            return sense
    return None


def _of_qualifier(sentence: Sentence, kid: Token, words: FigureWords) -> Sense | None:
    if kid.dep == "amod":
        kind = _state(kid, words)
        return Sense(kind, kid) if kind else None
    if kid.dep == "relcl":
        return _of_relative(sentence, kid, words)
    return _of_object(sentence, kid, words, active=False) if kid.tag == "VBN" else None


def _of_relative(sentence: Sentence, verb: Token, words: FigureWords) -> Sense | None:
    who = sentence.kid(verb, "nsubjpass", "nsubj")
    if who is None or who.tag not in ("WP", "WDT"):
        return None
    if who.dep == "nsubjpass":
        return _of_object(sentence, verb, words, active=False)
    kind = words.of_subject.get(verb.lemma)
    return Sense(kind, verb) if kind else None


def _by_noun_of(sentence: Sentence, counted: Counted, words: FigureWords) -> Sense | None:
    """ "The killing of nine men", "Smith's death"."""
    base = _first_conjunct(sentence, counted.head)
    above = sentence.head(base)
    if above is None:
        return None
    if base.dep == "pobj" and above.lemma == "of":
        above = sentence.head(above)
    elif base.dep != "poss":
        return None
    kind = words.nouns_of.get(above.lemma) if above and above.pos == "NOUN" else None
    return Sense(kind, above) if kind and above else None


def _by_noun(sentence: Sentence, counted: Counted, words: FigureWords) -> Sense | None:
    """ "24 deaths", "27 attacks", "5,000 demonstrators"."""
    noun = counted.people
    kind = words.nouns.get(noun.lemma)
    if counted.bare or kind is None or noun.pos != "NOUN" or noun.i < counted.number.i:
        return None
    if noun.lemma in words.lists["attack_verbs.weapons"]:
        return None
    return Sense(kind, noun)


def _by_ellipsis(sentence: Sentence, counted: Counted, words: FigureWords) -> Sense | None:
    """ "More than 300 attacks, with 27 taking place in June and 36 in May": a number that takes up attacks."""
    if counted.bare or counted.of is not None or counted.head is not counted.number:
        return None
    base = _first_conjunct(sentence, counted.head)
    verb = sentence.head(base)
    earlier = [t for t in sentence.tokens[: counted.first] if words.nouns.get(t.lemma) == "attacks"]
    occurs = verb is not None and verb.lemma in words.lists["attack_verbs.words"]
    after = sentence.tokens[counted.last + 1].lemma if counted.last + 1 < len(sentence.tokens) else ""
    occurs = occurs or after in words.lists["attack_verbs.words"]
    if not earlier or not (occurs or after in ("in", "on", "during", "this", "last")):
        return None
    return Sense("attacks", earlier[-1])


Rule = Callable[[Sentence, Counted, FigureWords], "Sense | None"]
_RULES: tuple[Rule, ...] = (
    _by_toll, _by_state_after, _by_own_state, _by_verb, _by_clause, _by_noun_of, _by_noun, _by_ellipsis,
)  # fmt: skip
