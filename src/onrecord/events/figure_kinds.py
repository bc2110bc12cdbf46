"""What a count counts: killed, injured, arrested ..., by the words that govern it in the parse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import takewhile

from onrecord.drafts import TimeExpression
from onrecord.events.figure_counts import NONE, Counted
from onrecord.events.figure_hurt import by_condition
from onrecord.events.figure_scene import Scene, Sense
from onrecord.records import FigureKind
from onrecord.syntax import Sentence, Token


def sense_of(scene: Scene, counted: Counted) -> Sense | None:
    """The kind of a count, or None where it counts nothing that the record keeps (stocks, ages, prices)."""
    if scene.has("things.words", counted.people):
        return None
    if counted.several:
        return Sense("attacks", counted.head)
    for rule in _RULES:
        if (sense := rule(scene, counted)) and (not counted.bare or sense.kind in _OF_ONE):
            return sense
    return None


_OF_ONE = ("killed", "injured", "abducted", "arrested", "missing")


def _by_toll(scene: Scene, counted: Counted) -> Sense | None:
    """ "The death toll rose to 24", "a toll of 24", "the number of people killed in the raid has risen to 24"."""
    first = counted.first
    if counted.bare or first == 0 or scene.sentence.tokens[first - 1].lemma not in _TO:
        return None
    for token in _toll_before(scene, counted):
        if token.pos == "NUM":
            return None
        if scene.has("toll.nouns", token) and (kind := _toll_kind(scene, token)):
            return Sense(kind, token, update=True)
    return None


def _toll_before(scene: Scene, counted: Counted) -> Iterator[Token]:
    """What the count may be the state of: the words right before it, nearest first, then the subject of its verb."""
    yield from reversed(scene.sentence.tokens[max(0, counted.first - 15) : counted.first])
    for verb in scene.sentence.ancestors(counted.head):
        if verb.pos == "VERB":
            yield from scene.sentence.kids(verb, "nsubj", "nsubjpass")
            return


_TO = ("to", "at", "of", "be", "reach", "stand", "exceed", "pass", "hit", "top", "surpass")


def _toll_kind(scene: Scene, toll: Token) -> FigureKind | None:
    under = {token.lemma for token in scene.sentence.subtree(toll)}
    if under & scene.words.lists["toll.of_the_hurt"]:
        return "injured"
    if toll.lemma == "toll" or under & scene.words.lists["toll.of_the_dead"]:
        return "killed"
    return _counted_under(scene, toll)


def _counted_under(scene: Scene, toll: Token) -> FigureKind | None:
    """What is said of those whose number it is: "the number of people [displaced] by the war"."""
    for prep in scene.sentence.kids(toll, "prep"):
        for people in scene.sentence.kids(prep, "pobj"):
            for clause in scene.sentence.kids(people, "acl", "relcl"):
                if kind := scene.done(clause) or scene.state(clause) or scene.words.of_subject.get(clause.lemma):
                    return kind
    return None


def _by_state_after(scene: Scene, counted: Counted) -> Sense | None:
    """ "Left 3 dead and 10 wounded", "nine villagers killed in raid": the state stands right after the count."""
    sentence = scene.sentence
    if counted.bare or counted.last + 1 >= len(sentence.tokens):
        return None
    after = sentence.tokens[counted.last + 1]
    if scene.has("taking.hostage", after):
        taken = any(scene.has("taking.verbs", token) for token in sentence.ancestors(after))
        return Sense("abducted", after) if taken else None
    kind = scene.state(after)
    if kind is None or (after.pos == "VERB" and sentence.kid(after, "dobj")):
        return None
    return _of_weapon(scene, after, kind)


def _of_weapon(scene: Scene, verb: Token, kind: FigureKind) -> Sense:
    """Shooting and stabbing kill only where the words say so; else they leave open who lived."""
    if not scene.has("shooting.verbs", verb) or kind == "killed":
        return Sense(kind, verb)
    return Sense("killed", verb) if _is_deadly(scene, verb) else Sense(kind, verb, hit=True)


def _by_own_state(scene: Scene, counted: Counted) -> Sense | None:
    """ "Left 3 dead", "12 hurt": the state is what the number stands with."""
    head = counted.head
    kind = scene.state(head) if head.i > counted.number.i else None
    return Sense(kind, head) if kind and not scene.sentence.kid(head, "dobj") else None


def _by_verb(scene: Scene, counted: Counted) -> Sense | None:
    base = _first_conjunct(scene.sentence, counted.head)
    role = base.dep
    if role == "pobj" and counted.first <= base.head < counted.number.i:
        base, role = scene.sentence.tokens[base.head], "dobj"
        if counted.first <= base.head < base.i:
            # "A total of six people were hurt": the total is what the verb is said of.
            base = scene.sentence.tokens[base.head]
            role = base.dep
    verb = scene.sentence.head(base)
    if verb and verb.lemma == "have":
        verb = _perfect(scene.sentence, verb)
    if verb is None or role not in ("nsubj", "nsubjpass", *_OBJECTS):
        return None
    if role == "nsubj":
        return _of_subject(scene, verb, counted)
    return _of_object(scene, verb, active=role in _OBJECTS)


_OBJECTS = ("dobj", "dative", "oprd")


def _perfect(sentence: Sentence, verb: Token) -> Token:
    """The participle of "have since left", which the parser takes for the object of a preposition "since"."""
    since = (t for t in sentence.kids(verb, "prep", "mark") if t.lemma == "since" and t.i < verb.i + 3)
    return next((p for t in since for p in sentence.kids(t, "pcomp") if p.tag == "VBN"), verb)


def _first_conjunct(sentence: Sentence, token: Token) -> Token:
    while token.dep == "conj" and sentence.tokens[token.head].pos in ("NOUN", "PROPN", "NUM", "PRON"):
        token = sentence.tokens[token.head]
    return token


def _of_object(scene: Scene, verb: Token, *, active: bool) -> Sense | None:
    if active and (scene.sentence.kid(verb, "auxpass") or verb.pos != "VERB"):
        return None
    if scene.has("taking.verbs", verb) and (taken := _taken(scene, verb)):
        return taken
    if scene.has("shooting.verbs", verb) and _is_deadly(scene, verb):
        return Sense("killed", verb)
    kind = scene.done(verb)
    return _of_weapon(scene, verb, kind) if kind else _found(scene, verb)


def _taken(scene: Scene, verb: Token) -> Sense | None:
    near = {token.lemma for token in scene.sentence.subtree(verb)}
    if near & scene.words.lists["taking.hostage"]:
        return Sense("abducted", verb)
    return Sense("arrested", verb) if near & scene.words.lists["taking.custody"] else None


def _is_deadly(scene: Scene, verb: Token) -> bool:
    """ "Shot dead", "stabbed to death", "shot and killed"."""
    sentence = scene.sentence
    after = sentence.tokens[verb.i + 1] if verb.i + 1 < len(sentence.tokens) else verb
    if after.lemma == "dead":
        return True
    near = sentence.kids(verb, "acomp", "oprd", "advmod", "prt", "dobj", "xcomp", "ccomp", "dep")
    near += [t for prep in sentence.kids(verb, "prep") if prep.lemma == "to" for t in sentence.kids(prep, "pobj")]
    if any(scene.has("shooting.deadly", token) for token in near):
        return True
    with_it = [t for t in sentence.kids(verb, "conj") if not sentence.kid(t, "nsubj", "nsubjpass", "dobj")]
    return any(scene.words.of_object.get(token.lemma) == "killed" for token in with_it)


def _found(scene: Scene, verb: Token) -> Sense | None:
    """ "Were found dead", "is feared dead", "reported missing"."""
    for kid in scene.sentence.kids(verb, "acomp", "attr", "oprd", "xcomp", "advcl"):
        if (kind := scene.state(kid)) and not scene.sentence.kid(kid, "dobj"):
            return Sense(kind, kid)
    return None


def _of_subject(scene: Scene, verb: Token, counted: Counted) -> Sense | None:
    if kind := scene.words.of_subject.get(verb.lemma):
        return Sense(kind, verb)
    direct = scene.sentence.kid(verb, "dobj")
    if (state := scene.state(verb)) and (verb.pos != "VERB" or verb.tag == "VBG") and direct is None:
        return Sense(state, verb)
    if verb.lemma in ("be", "remain", "lie", "go"):
        return _found(scene, verb)
    if scene.has("leaving.verbs", verb):
        return Sense("displaced", verb) if direct and _is_left(scene, verb, direct) else None
    if scene.has("joining.verbs", verb):
        return _joined(scene, verb)
    cut_short = not counted.bare and verb.tag in ("VBN", "VBD") and direct is None
    kind = scene.done(verb) if cut_short else None
    return _of_weapon(scene, verb, kind) if kind else None


def _is_left(scene: Scene, verb: Token, place: Token) -> bool:
    """Whether people leave a place behind: by its noun, or because the coder has an event of flight there."""
    return scene.has("leaving.places", place) or scene.events.get(verb.i, ("", None))[0] is None


def _joined(scene: Scene, verb: Token) -> Sense | None:
    near = [token for token in scene.sentence.subtree(verb) if token.i > verb.i]
    return Sense("participants", verb) if any(scene.has("joining.what", token) for token in near) else None


def _by_clause(scene: Scene, counted: Counted) -> Sense | None:
    """ "The 23 soldiers killed", "four guards who died", "two dead soldiers"."""
    for kid in scene.sentence.kids(counted.people, "acl", "relcl", "amod"):
        if sense := _of_qualifier(scene, kid):
            return sense
    return None


def _of_qualifier(scene: Scene, kid: Token) -> Sense | None:
    """What qualifies a counted noun; a verb that has no passive is a predicate that the parser mistook."""
    if kid.dep == "amod":
        kind = scene.state(kid)
        return Sense(kind, kid) if kind else None
    if kid.dep == "relcl":
        return _of_relative(scene, kid)
    if kid.tag != "VBN":
        return None
    mistaken = scene.words.of_subject.get(kid.lemma)
    return Sense(mistaken, kid) if mistaken else _of_object(scene, kid, active=False)


def _of_relative(scene: Scene, verb: Token) -> Sense | None:
    who = scene.sentence.kid(verb, "nsubjpass", "nsubj")
    if who is None or who.tag not in ("WP", "WDT"):
        return None
    if who.dep == "nsubjpass":
        return _of_object(scene, verb, active=False)
    kind = scene.words.of_subject.get(verb.lemma)
    return Sense(kind, verb) if kind else None


def _by_noun_of(scene: Scene, counted: Counted) -> Sense | None:
    """ "The killing of nine men", "Smith's death"."""
    base = _first_conjunct(scene.sentence, counted.head)
    above = scene.sentence.head(base)
    if above is None:
        return None
    if base.dep == "pobj" and above.lemma == "of":
        above = scene.sentence.head(above)
    elif base.dep != "poss":
        return None
    kind = scene.words.nouns_of.get(above.lemma) if above and above.pos == "NOUN" else None
    return _of_noun(scene, above, kind) if kind and above else None


def _of_noun(scene: Scene, noun: Token, kind: FigureKind) -> Sense:
    """ "The fatal shooting of a clerk" killed; "the shooting of a clerk" leaves open whether he lived."""
    if kind == "injured" and any(scene.has("shooting.fatal", kid) for kid in scene.sentence.kids(noun, "amod")):
        return Sense("killed", noun)
    return Sense(kind, noun, hit=kind == "injured" and scene.has("shooting.acts", noun))


def _by_noun(scene: Scene, counted: Counted) -> Sense | None:
    """ "24 deaths", "27 attacks", "5,000 demonstrators", "410 sorties"."""
    noun = counted.people
    before = noun.i < counted.number.i or (noun.i == counted.number.i and counted.quantity != NONE)
    if counted.bare or noun.pos != "NOUN" or before or scene.has("attack_verbs.weapons", noun):
        return None
    verb = scene.sentence.head(_first_conjunct(scene.sentence, counted.head))
    if scene.has("counted_people.words", noun) and verb is not None and scene.has("freeing.verbs", verb):
        return None
    kind = scene.words.nouns.get(noun.lemma)
    coded = scene.events.get(noun.i)
    if coded is not None and kind in (None, "attacks") and not scene.has("attackers.nouns", noun):
        kind = "attacks" if coded[0] == "ASSAULT" else ("other" if noun.tag == "NNS" else None)
    return Sense(kind, noun) if kind else None


def _by_change(scene: Scene, counted: Counted) -> Sense | None:
    """ "Kidnappings rose to 312"."""
    before = scene.sentence.tokens[counted.first - 1] if counted.first else None
    if before is None or before.lemma not in _TO or counted.head is not counted.number:
        return None
    for verb in scene.sentence.ancestors(counted.head):
        if scene.has("change.verbs", verb):
            subject = scene.sentence.kid(verb, "nsubj", "nsubjpass")
            kind = scene.words.nouns.get(subject.lemma) if subject else None
            return Sense(kind, subject, update=True) if kind and subject else None
    return None


def _by_period(scene: Scene, counted: Counted) -> Sense | None:
    """ "Killed 40 people in March and 25 in April", "31 raids, compared with 12 a year earlier"."""
    if scene.here is None or counted.bare or counted.head is not counted.number:
        return None
    return replace(scene.here, update=False, period=time) if (time := period_of(scene, counted)) else None


def period_of(scene: Scene, counted: Counted) -> TimeExpression | None:
    """The time that follows a number at once, or after "in" or "taking place in", with nothing else between."""
    tokens = scene.sentence.tokens
    after = tokens[counted.last + 1 : counted.last + 5]
    passed = [*takewhile(lambda token: token.lemma in _DURING or scene.has("attack_verbs.words", token), after)]
    starts = [token.start for token in tokens[counted.last + 1 : counted.last + 2 + len(passed)]]
    return next((time for time in scene.times if time.start in starts and time.date is not None), None)


_DURING = ("in", "on", "during", "for", "the", "place")


def _by_ellipsis(scene: Scene, counted: Counted) -> Sense | None:
    """ "Some 90 raids, of which 12 occurred in April and 15 in March": a number that takes up attacks."""
    sentence = scene.sentence
    if counted.bare or counted.of is not None or counted.head is not counted.number:
        return None
    earlier = [t for t in sentence.tokens[: counted.first] if scene.words.nouns.get(t.lemma) == "attacks"]
    verb = sentence.head(_first_conjunct(sentence, counted.head))
    after = sentence.tokens[counted.last + 1] if counted.last + 1 < len(sentence.tokens) else None
    occurs = any(token is not None and scene.has("attack_verbs.words", token) for token in (verb, after))
    if not earlier or not (occurs or (after and after.lemma in ("in", "on", "during", "this", "last"))):
        return None
    return Sense("attacks", earlier[-1])


def _by_echo(scene: Scene, counted: Counted) -> Sense | None:
    """ "... while the organisers claimed 30,000": another number for what was counted last."""
    if counted.head is not counted.number or counted.of is not None or counted.bare or scene.before is None:
        return None
    verb = scene.sentence.head(counted.head)
    while verb is not None and (verb.lemma in _TO or counted.first <= verb.i <= counted.last) and verb.pos != "VERB":
        verb = scene.sentence.head(verb)
    if verb is None or not scene.has("echo.verbs", verb) or counted.first < verb.i:
        return None
    superseded = any(scene.has("echo.superseded", token) for token in scene.sentence.kids(verb, "advmod"))
    return None if superseded else Sense(scene.before, verb)


Rule = Callable[[Scene, Counted], "Sense | None"]
_RULES: tuple[Rule, ...] = (
    _by_toll, _by_period, _by_state_after, _by_own_state, _by_verb, _by_clause, by_condition, _by_noun_of, _by_noun,
    _by_change, _by_ellipsis, _by_echo,
)  # fmt: skip
