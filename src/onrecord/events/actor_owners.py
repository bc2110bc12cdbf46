"""Whose army, ministry or spokesman it is: by a name or a possessor before the noun, or by what follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from onrecord.events.actor_marks import Mark
from onrecord.events.actor_memory import Part, Scene, Who
from onrecord.events.actor_phrases import Phrase
from onrecord.events.actor_reference import pronoun
from onrecord.syntax import Token

_BELONGING = frozenset(("with", "of", "for", "in", "from", "at", "within", "inside", "throughout", "across"))
_CLOSE = frozenset(("of", "in", "from"))


class Owners:
    """Finds what the nouns of one sentence belong to; `part_of` says which party another of its phrases names."""

    def __init__(self, scene: Scene, phrases: Mapping[int, Phrase], part_of: Callable[[Phrase], Part | None]) -> None:
        self._scene, self._register, self._phrases, self._part_of = scene, scene.register, phrases, part_of

    def of(self, phrase: Phrase, noun_first: int) -> Who | None:
        """The owner nearest to the noun that begins at `noun_first`, or None."""
        names = self._names(phrase, noun_first)
        if names:
            return self._owning(names[-1])
        found = self._possessor(phrase, noun_first) or self._leader(phrase, noun_first) or self._follower(phrase)
        return self._body_of(found) if found else None

    def _body_of(self, owner: Who) -> Who:
        """What belongs to a group's leader or fighters belongs to the group: "the leader's men", "their camp"."""
        name = self._register.fact(owner.actor_id, "name") if owner.actor_id and owner.naming != "named" else None
        return owner._replace(name=str(name), naming="named") if name else owner

    def others(self, phrase: Phrase, noun_first: int) -> list[Who]:
        """The further owners of a noun that several share: the Afghan of "Afghan and Pakistani officials"."""
        names = self._names(phrase, noun_first)
        tokens = phrase.sentence.tokens
        shared = []
        for mark, following in pairwise(names):
            if all(token.pos in ("CCONJ", "PUNCT") for token in tokens[mark.last + 1 : following.first]):
                shared.append(self._owning(mark))
        return shared

    def _names(self, phrase: Phrase, noun_first: int) -> list[Mark]:
        return [mark for mark in phrase.within if not mark.loose and mark.first < noun_first]

    def _possessor(self, phrase: Phrase, noun_first: int) -> Who | None:
        tokens = phrase.sentence.tokens
        for token in (tokens[i] for i in range(phrase.first, noun_first) if tokens[i].dep == "poss"):
            if token.pos == "PRON":
                seen = pronoun(phrase.sentence, token, self._scene.memory)
                return seen.who if seen else None
            if owner := self._owning_phrase(token, "of"):
                return owner
        return None

    def _leader(self, phrase: Phrase, noun_first: int) -> Who | None:
        """The country whose head a surname is, where an institution is called by it: "the Nkrumah government"."""
        for token in phrase.sentence.tokens[phrase.first : noun_first]:
            if token.pos == "PROPN" and (country := self._register.led_by(token.text)):
                return Who("", country, country, None)
        return None

    def _follower(self, phrase: Phrase) -> Who | None:
        posted = phrase.noun_key in self._register.phrases("posted")
        for preposition in self._prepositions(phrase):
            if preposition.lemma in _BELONGING and (preposition.lemma == "of" or not posted):
                for target in phrase.sentence.kids(preposition, "pobj"):
                    if owner := self._owning_phrase(target, preposition.lemma):
                        return owner
        return None

    def _prepositions(self, phrase: Phrase) -> Iterator[Token]:
        """Those under the noun, under "based" and the like, and one right behind it that the parse hangs elsewhere."""
        sentence = phrase.sentence
        yield from (kid for kid in sentence.kids(phrase.head, "prep") if kid.lemma != "with")
        for clause in sentence.kids(phrase.head, "acl"):
            if clause.lemma in self._register.phrases("based"):
                yield from sentence.kids(clause, "prep")
        following = sentence.tokens[phrase.last + 1 : phrase.last + 2]
        if following and following[0].lemma in _CLOSE and following[0].head != phrase.head.i:
            yield following[0]

    def _owning(self, mark: Mark) -> Who:
        """A name as an owner; a state's sector, if it has one, is not that of what belongs to it."""
        fact = self._register.fact
        if mark.form == "place":
            return Who("", None, fact(mark.actor_id, "country"), None)
        sector = None if fact(mark.actor_id, "kind") == "state" else fact(mark.actor_id, "sector")
        return Who(str(fact(mark.actor_id, "name")), mark.actor_id, fact(mark.actor_id, "country"), sector)

    def _owning_phrase(self, target: Token, preposition: str) -> Who | None:
        phrase = self._phrases.get(target.i)
        if phrase is None:
            return None
        if phrase.mark:
            return None if phrase.mark.loose else self._owning(phrase.mark)
        part = self._part_of(phrase)
        if part is None or preposition in ("of", "for"):
            return part.who if part else None
        return Who("", None, part.who.country, None) if part.who.country else None
