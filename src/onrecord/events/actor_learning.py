"""Names that an article gives to its own parties: surnames of office-holders, acronyms in brackets, "X, or Y"."""

from __future__ import annotations

from onrecord.codebooks.register_names import fold
from onrecord.events.actor_memory import Part, Scene, Seen
from onrecord.events.actor_phrases import Phrase
from onrecord.syntax import Sentence

_LONGEST_ACRONYM = 10


def learn_names(phrase: Phrase, part: Part, seen: Seen, scene: Scene) -> None:
    """Remember what the phrase teaches: from here on these names stand for its party."""
    if part.person:
        _learn_person(part, seen, scene)
        return
    acronym = acronym_between(phrase.sentence, phrase.last + 1, scene.text) if part.being == "body" else None
    if acronym and stands_for(acronym, scene.words(phrase.sentence, phrase.first_named, phrase.last)):
        scene.memory.learn(acronym, seen)


def _learn_person(part: Part, seen: Seen, scene: Scene) -> None:
    words = part.person.split()
    if not words or not words[-1][0].isupper():
        return
    known = scene.memory.called(words[-1])
    if known is None or (known.who.sector is None and part.who.sector):
        scene.memory.learn(words[-1], seen)
        scene.memory.learn(part.person, seen)


def acronym_between(sentence: Sentence, opening: int, text: str) -> str | None:
    """What stands in brackets that open at this token, where it looks like an acronym."""
    tokens = sentence.tokens
    if opening + 2 >= len(tokens) or tokens[opening].text not in ("(", "["):
        return None
    closing = next((i for i in range(opening + 1, min(opening + 5, len(tokens))) if tokens[i].text in (")", "]")), None)
    if closing is None or closing == opening + 1:
        return None
    inside = text[tokens[opening + 1].start : tokens[closing - 1].end]
    capitals = sum(letter.isupper() for letter in inside)
    return inside if 2 <= len(inside) <= _LONGEST_ACRONYM and capitals >= 2 and " " not in inside else None


def stands_for(acronym: str, name: str) -> bool:
    """Whether the acronym's letters stand in the name in this order, the first one first.

    >>> stands_for("TJP", "Tahreek-e-Jihad Pakistan"), stands_for("UN", "Tahreek-e-Jihad Pakistan")
    (True, False)
    """
    letters = [letter for letter in fold(acronym).lower() if letter.isalpha()]
    rest = iter(fold(name).lower())
    return fold(name)[:1].lower() == letters[:1][0] and all(letter in rest for letter in letters) if letters else False
