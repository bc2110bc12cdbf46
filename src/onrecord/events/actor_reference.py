"""Pronouns and definite descriptions: the party that they refer back to within the article, or nobody.

Conservative on purpose: a wrong "it" puts words into somebody's mouth, a missing one leaves a blank.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebooks.register import Register
from onrecord.events.actor_memory import LONG_REACH, REACH, Memory, Part, Scene, Seen, Who
from onrecord.events.actor_phrases import Phrase, noun_ending
from onrecord.syntax import Sentence, Token

_PERSON = {
    "he": False,
    "him": False,
    "his": False,
    "himself": False,
    "she": True,
    "her": True,
    "hers": True,
    "herself": True,
}
_MANY = frozenset(("they", "them", "their", "theirs", "themselves"))
_ONE = frozenset(("it", "its", "itself"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
PRONOUNS = frozenset(("PRP", "PRP$", "WP", "WDT"))
"""Tags of personal, possessive and relative pronouns."""

_ARMED = frozenset(("REB", "PRM", "UAF"))
_TWO = frozenset(("two", "both"))
_WHOSE = frozenset(("of", "for", "in", "from"))
_OF_OTHERS = frozenset(("report", "allegation", "accusation", "charge", "claim", "rumour", "rumor", "suggestion"))
"""Nouns for what is said of somebody else: "rejected a report by a newspaper that it had bought arms"."""
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_EMPTY_IT = frozenset(("be", "seem", "appear", "take", "rain", "snow", "happen", "remain", "become", "emerge", "turn"))


def pronoun(sentence: Sentence, token: Token, memory: Memory) -> Seen | None:
    """Whom a personal or possessive pronoun refers to; "they" and "it" in a quotation only to somebody named in it."""
    form = token.text.lower()
    if form not in _PERSON and memory.is_quoted(sentence.index, token.i):
        memory = memory.quoted_only()
    if form == "whose":
        noun = antecedent(sentence, token)
        return next((seen for seen in memory.before(sentence.index, 0) if noun and seen.token == noun.i), None)
    if form in _PERSON:
        return _person(sentence, token, memory, female=_PERSON[form])
    if (form in _MANY or form in _ONE) and (speaker := _speaker_behind(sentence, token, memory)):
        return speaker
    if form in _MANY:
        return _nearest(sentence, token, memory, ("people", "body"))
    if form in _ONE and not _is_empty(sentence, token):
        return _subject(sentence, token, memory, ("body", "state"))
    return None


def _person(sentence: Sentence, token: Token, memory: Memory, *, female: bool) -> Seen | None:
    barred = _fellow_arguments(sentence, token)
    able = [
        seen
        for seen in memory.before(sentence.index, REACH)
        if seen.being == "person"
        and memory.is_female(seen) in (None, female)
        and not _is_barred(seen, sentence, barred)
    ]
    if found := _leading(able):
        memory.women.setdefault(found.who.name, female)
    return found


def _leading(able: list[Seen]) -> Seen | None:
    """The latest sentence's subject if there is one; without one, the latest, unless two are equally near."""
    if not able:
        return None
    nearest = [seen for seen in able if seen.sentence == able[0].sentence]
    subjects = [seen for seen in nearest if seen.subject]
    if subjects:
        return subjects[-1]
    return nearest[0] if len({seen.who.key for seen in nearest}) == 1 else None


def _nearest(sentence: Sentence, token: Token, memory: Memory, beings: tuple[str, ...]) -> Seen | None:
    barred = _fellow_arguments(sentence, token) | _relativised(sentence, token)
    able = [
        seen
        for seen in memory.before(sentence.index, 1)
        if seen.being in beings and not _is_barred(seen, sentence, barred)
    ]
    plural = [seen for seen in able if seen.being == "people"] or [seen for seen in able if seen.subject]
    here = {seen.who.key for seen in plural if seen.sentence == sentence.index}
    return None if len(here) > 1 else _leading(plural)


def _subject(sentence: Sentence, token: Token, memory: Memory, beings: tuple[str, ...]) -> Seen | None:
    """For "it" and "its": the nearest subject before it, if that is a body or a state, in this sentence or the last.

    Where that subject is a thing, whose it is ("Lima's patience is at an end, as it has expelled ...").
    """
    barred = _fellow_arguments(sentence, token)
    before = [
        t for t in sentence.tokens[: token.i] if t.dep in _SUBJECTS and t.tag not in PRONOUNS and t.i not in barred
    ]
    owner = sentence.kid(before[-1], "poss") if before else None
    for seen in memory.before(sentence.index, 1):
        if owner and seen.sentence == sentence.index and seen.token == owner.i:
            return seen if seen.being in beings else None
        if not seen.subject or _is_barred(seen, sentence, barred):
            continue
        hidden = before and (seen.sentence < sentence.index or seen.token < before[-1].i)
        return seen if seen.being in beings and not hidden else None
    return None


def _speaker_behind(sentence: Sentence, token: Token, memory: Memory) -> Seen | None:
    """Who gave the promise that "it" stands in: "the statement by the ministry that it would investigate"."""
    verb = sentence.tokens[token.head]
    noun = sentence.tokens[verb.head]
    if token.dep not in _SUBJECTS or verb.dep not in ("acl", "ccomp", "relcl") or noun.pos != "NOUN":
        return None
    if noun.lemma in _OF_OTHERS:
        return None
    owners = [
        *sentence.kids(noun, "poss"),
        *(t for p in sentence.kids(noun, "prep") if p.lemma == "by" for t in sentence.kids(p, "pobj")),
    ]
    at = {owner.i for owner in owners}
    return next((seen for seen in memory.before(sentence.index, 0) if seen.token in at), None)


def _fellow_arguments(sentence: Sentence, token: Token) -> frozenset[int]:
    """Tokens that a pronoun cannot mean: the subject whose object it is ("the army said the rebels attacked it")."""
    if token.dep in _SUBJECTS or token.tag == "PRP$" or token.text.lower().endswith(("self", "selves")):
        return frozenset()
    verb = next((above for above in sentence.ancestors(token) if above.pos in ("VERB", "AUX")), None)
    return frozenset(kid.i for kid in sentence.kids(verb, *_SUBJECTS)) if verb else frozenset()


def _relativised(sentence: Sentence, token: Token) -> frozenset[int]:
    """The noun whose relative clause a pronoun is the subject of: "men whom they accuse" are not those who accuse."""
    verb = sentence.tokens[token.head]
    if token.dep not in _SUBJECTS or verb.dep != "relcl":
        return frozenset()
    return frozenset((verb.head,))


def _is_barred(seen: Seen, sentence: Sentence, barred: frozenset[int]) -> bool:
    return seen.sentence == sentence.index and seen.token in barred


def _is_empty(sentence: Sentence, token: Token) -> bool:
    """Whether "it" stands for no one: "it is clear that", "it took weeks to"."""
    verb = sentence.tokens[token.head]
    if token.dep not in _SUBJECTS or verb.lemma not in _EMPTY_IT:
        return False
    return bool(sentence.kid(verb, "ccomp", "xcomp", "advcl", "acomp", "attr"))


def antecedent(sentence: Sentence, token: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    verb = sentence.tokens[token.head]
    while (
        verb.dep not in ("relcl", "acl")
        and verb.head != verb.i
        and verb.dep in ("conj", "aux", "auxpass", "prep", "pobj")
    ):
        verb = sentence.tokens[verb.head]
    noun = sentence.tokens[verb.head] if verb.dep in ("relcl", "acl") else None
    return None if noun and token.lemma == "which" and noun.tag in ("NNS", "NNPS") else noun


def is_definite(phrase: Phrase) -> bool:
    """Whether a phrase says that its party is known already: "the ministry", "this group"."""
    determiner = phrase.sentence.kid(phrase.head, "det", "predet")
    return bool(determiner and determiner.text.lower() in _DEFINITE)


def described(phrase: Phrase, scene: Scene) -> Part | None:
    """Whom "the militant organization", "the spokesperson" or "the neighbouring country" refers back to."""
    if not is_definite(phrase) or any(not mark.loose for mark in phrase.within) or _says_whose(phrase):
        return None
    if _is_named_beside(phrase):
        return None
    if phrase.head.pos == "PROPN" and phrase.first_named == phrase.head.i == phrase.last:
        return _shortened(phrase, scene)
    kind = scene.register.anaphors.get(phrase.noun_key or phrase.head.lemma)
    if kind == "state":
        return None if phrase.head.tag == "NNS" else _state(phrase, scene)
    kind = kind or scene.register.anaphors.get(phrase.noun_key.rpartition(" ")[2])
    if kind in ("group", "civil"):
        return None if phrase.head.tag == "NNS" else _group(phrase, scene, civil=kind == "civil")
    seen = _same_noun(phrase, scene) if phrase.noun else None
    return Part(seen.who, seen.being, phrase.noun_key, "", seen.female) if seen else None


def _shortened(phrase: Phrase, scene: Scene) -> Part | None:
    """A state that has been named before, by its short name: "the North"."""
    for country in _countries_before(phrase, scene):
        if phrase.head.text in (scene.register.fact(country, "short") or ()):
            return Part(Who(str(scene.register.fact(country, "name")), country, country, None), "state")
    return None


def _is_named_beside(phrase: Phrase) -> bool:
    """Whether a name follows at once, so that the phrase refers back to nobody: "the rights group [Open Cells]"."""
    beside = phrase.sentence.kids(phrase.head, "appos")
    return any(name.pos == "PROPN" and not _after_comma(phrase, name) for name in beside)


def _after_comma(phrase: Phrase, name: Token) -> bool:
    between = phrase.sentence.tokens[phrase.head.i + 1 : name.i]
    return any(token.pos == "PUNCT" for token in between)


def _says_whose(phrase: Phrase) -> bool:
    return any(prep.lemma in _WHOSE for prep in phrase.sentence.kids(phrase.head, "prep"))


def _group(phrase: Phrase, scene: Scene, *, civil: bool) -> Part | None:
    """The latest organisation that fits: an armed one for "the militant organization", none such for "the agency"."""
    sector = (phrase.noun and phrase.noun.sector) or _sector_before(phrase, scene.register)
    for seen in scene.memory.before(phrase.sentence.index, LONG_REACH):
        alike = sector in (None, seen.who.sector) or {sector, seen.who.sector} <= _ARMED
        known = seen.being == "body" and seen.who.naming == "named" and not _is_institution(seen, scene.register)
        if alike and known and not (civil and seen.who.sector in _ARMED):
            return Part(seen.who, "body", seen.noun)
    return None


def _sector_before(phrase: Phrase, register: Register) -> str | None:
    if phrase.head.i == phrase.first:
        return None
    found = noun_ending(phrase.sentence.tokens, phrase.first, phrase.head.i - 1, register)
    return found[0].sector if found else None


def _is_institution(seen: Seen, register: Register) -> bool:
    """Whether somebody is a state's institution, which nobody calls "the group"."""
    actor_id = seen.who.actor_id or ""
    return register.fact(actor_id, "kind") is None and register.fact(actor_id.partition("-")[0], "kind") == "state"


def _state(phrase: Phrase, scene: Scene) -> Part | None:
    """The latest state that fits: another than the article's own for "the neighbouring country", one of the region
    for "the South Asian nation", the article's own for "the country"."""
    phrases, fact = scene.register.phrases, scene.register.fact
    words = [token.text.lower() for token in phrase.sentence.tokens[phrase.first : phrase.last + 1]]
    neighbour = not phrases("neighbouring").isdisjoint(words)
    regions = {region for region in phrases("regions") if f" {region} " in f" {' '.join(words)} "}
    for country in _countries_before(phrase, scene):
        if neighbour and scene.home in (None, country):
            continue
        if regions <= set(fact(country, "regions") or ()) and (regions or neighbour or scene.home in (None, country)):
            return Part(Who(str(fact(country, "name")), country, country, fact(country, "sector")), "state")
    return None


def _countries_before(phrase: Phrase, scene: Scene) -> Iterator[str]:
    """The states that the article has named so far, by themselves or by their institutions, latest first."""
    for seen in scene.memory.before(phrase.sentence.index, LONG_REACH):
        country = seen.who.country or ""
        if (seen.being == "state" or _is_institution(seen, scene.register)) and scene.register.fact(country, "name"):
            yield country


def _same_noun(phrase: Phrase, scene: Scene) -> Seen | None:
    """The latest who was called by the same noun ("the minister" after "Foreign Minister N."); bodies of the article's
    own country need no name, so that another's must have been named just before."""
    last = phrase.noun_key.rpartition(" ")[2]
    body = phrase.noun is not None and phrase.noun.role == "institution" and phrase.noun_key == last
    near = phrase.sentence.index - 1
    for seen in scene.memory.before(phrase.sentence.index, REACH if body and scene.home else LONG_REACH):
        alike = seen.being != "people" and seen.noun.rpartition(" ")[2] == last
        if alike and (seen.who.country or seen.who.actor_id):
            # A little further off, only one that nobody takes for another's: "its foreign ministry ... the ministry".
            far = body and bool(scene.home) and seen.sentence < near
            return None if far and last not in ("ministry", "embassy", "consulate", "court", "junta") else seen
    return None


def pair(phrase: Phrase, scene: Scene) -> tuple[Who, ...]:
    """The two that "both sides" or "the two countries" are: those of the latest sentence that names just two."""
    words = {token.lemma for token in phrase.sentence.tokens[phrase.first : phrase.last]}
    if phrase.head.tag != "NNS" or not words & _TWO:
        return ()
    states = scene.register.anaphors.get(phrase.head.lemma) == "state"
    if not states and phrase.head.lemma not in scene.register.phrases("sides"):
        return ()
    found = _two(phrase, scene, states=states, named=True)
    return found if found or states else _two(phrase, scene, states=False, named=False)


def _coordinated(phrase: Phrase, scene: Scene) -> tuple[Who, ...]:
    """The two that stand side by side earlier in the sentence itself: "[A and B] will meet, both sides said"."""
    sentence = phrase.sentence
    seen = {one.token: one.who for one in scene.memory.before(sentence.index, 0) if one.being != "thing"}
    for token in reversed(sentence.tokens[: phrase.first]):
        chain = sentence.conjuncts(token) if token.i in seen and token.dep != "conj" else []
        if len(chain) == 2 and all(link.i in seen for link in chain):
            return tuple(seen[link.i] for link in chain)
    return ()


def _two(phrase: Phrase, scene: Scene, *, states: bool, named: bool) -> tuple[Who, ...]:
    """The parties of the latest sentence that names just two, in their order."""
    found: dict[int, dict[str, Who]] = {}
    is_subject = phrase.head.dep in ("nsubj", "nsubjpass", "csubj")
    # Who speaks to both sides is neither of them.
    if is_subject and (beside := _coordinated(phrase, scene)):
        return beside
    for seen in scene.memory.before(phrase.sentence.index, REACH):
        if seen.sentence == phrase.sentence.index and not is_subject:
            continue
        if seen.topic or seen.being == "thing":
            continue  # nor is what a conference is on, nor what was seized
        if (named and seen.who.naming != "named") or (
            states and seen.being != "state" and not _is_institution(seen, scene.register)
        ):
            continue
        country = seen.who.country if named else None
        found.setdefault(seen.sentence, {}).setdefault(country or seen.who.key, seen.who)
    return next((tuple(reversed(two.values())) for two in found.values() if len(two) == 2), ())
