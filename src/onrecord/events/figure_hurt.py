"""People who are told to be hurt without a verb of hurting: in hospital, with wounds, in a critical condition."""

from __future__ import annotations

from onrecord.events.figure_counts import Counted
from onrecord.events.figure_scene import Scene, Sense
from onrecord.syntax import Sentence, Token


def by_condition(scene: Scene, counted: Counted) -> Sense | None:
    """ "Three were taken to hospital", "two suffered gunshot wounds", "one is in a stable condition"."""
    head = counted.people if counted.of is not None else counted.head
    return _by_own_verb(scene, counted.head) or _struck(scene, counted) or _by_clause(scene, head)


def _struck(scene: Scene, counted: Counted) -> Sense | None:
    """ "The pellets struck six people", "opened fire, hitting three bystanders"; but not "the cuts hit six workers"."""
    verb = scene.sentence.head(counted.head)
    if verb is None or counted.head.dep not in ("nsubjpass", "dobj") or not scene.has("hurt.struck", verb):
        return None
    people = any(scene.has(name, counted.people) for name in ("people.words", "people.any", "attackers.fighters"))
    armed = any(scene.has("hurt.by", subject) for subject in scene.sentence.kids(verb, "nsubj"))
    coded = (scene.events.get(token.i, (None, None))[0] for token in scene.sentence.ancestors(verb))
    return Sense("injured", verb, hit=True) if people and (armed or "ASSAULT" in coded) else None


def _by_own_verb(scene: Scene, head: Token) -> Sense | None:
    verb = scene.sentence.head(head)
    if verb is None or head.dep not in ("nsubj", "nsubjpass", "dobj"):
        return None
    return _of_verb(scene, verb, passive=head.dep in ("nsubjpass", "dobj"), active=head.dep != "dobj")


def _by_clause(scene: Scene, head: Token) -> Sense | None:
    """ "Three people suffering from gunshot wounds", "a man with a wound", "the man hit by a bullet"."""
    for kid in scene.sentence.kids(head, "acl", "relcl"):
        if sense := _of_verb(scene, kid, passive=kid.tag == "VBN", active=kid.tag != "VBN"):
            return sense
    with_harm = (kid for kid in scene.sentence.kids(head, "prep") if kid.lemma == "with" and _harm(scene, kid))
    return next((Sense("injured", kid, hit=True) for kid in with_harm), None)


def _of_verb(scene: Scene, verb: Token, *, passive: bool, active: bool) -> Sense | None:
    if passive and scene.has("hurt.taken", verb) and _object_of(scene, verb, ("to",), "hurt.hospitals"):
        return Sense("injured", verb, hit=True, condition=True)
    if passive and scene.has("hurt.struck", verb) and _object_of(scene, verb, ("by", "in", "with"), "hurt.by"):
        return Sense("injured", verb, hit=True)
    if (
        active
        and scene.has("hurt.suffer", verb)
        and (_harm(scene, verb) or _object_of(scene, verb, ("from",), "hurt.harms"))
    ):
        return Sense("injured", verb, hit=True)
    if active and scene.has("hurt.be", verb) and _object_of(scene, verb, ("in", "at"), "hurt.states"):
        return Sense("injured", verb, condition=True)
    return None


def _harm(scene: Scene, token: Token) -> bool:
    kids = scene.sentence.kids(token, "dobj", "pobj")
    return any(scene.has("hurt.harms", kid) for kid in kids)


def _object_of(scene: Scene, verb: Token, prepositions: tuple[str, ...], words: str) -> bool:
    """Whether the verb has one of the words as the object of a preposition, or as the last word of its name."""
    below = (p for p in scene.sentence.kids(verb, "prep", "agent", "dative") if p.lemma in prepositions)
    return any(scene.has(words, token) for prep in below for token in _objects(scene.sentence, prep))


def _objects(sentence: Sentence, prep: Token) -> list[Token]:
    direct = sentence.kids(prep, "pobj")
    return [token for one in direct for token in sentence.conjuncts(one)]
