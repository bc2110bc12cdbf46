"""Who is named in an article: its cast, and what its text proposes about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.codebooks.register import Register
from onrecord.drafts import Cast, Mention
from onrecord.events.actor_learning import learn_names
from onrecord.events.actor_marks import Mark, home_of, marks_of, only_state_of
from onrecord.events.actor_memory import Memory, Part, Scene, Seen, Who
from onrecord.events.actor_parties import Casting
from onrecord.events.actor_phrases import Phrase, phrases_of
from onrecord.events.actor_proposals import proposals
from onrecord.events.actor_quotes import quoted_in
from onrecord.events.actor_reference import PRONOUNS, antecedent, pair, pronoun
from onrecord.events.privacy import private_names, public_name
from onrecord.records import Party
from onrecord.syntax import Parse, Sentence, Token

__all__ = ["cast_of", "proposals"]

_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_RELATIVE = frozenset(("WP", "WDT"))
_ABOUT = frozenset(("on", "about", "over", "regarding", "concerning"))
"""Prepositions before what is talked about."""


def cast_of(parse: Parse, register: Register) -> Cast:
    """Every party that the article names, at its noun phrase's head.

    Pronouns and definite descriptions are mentions of those that they refer back to, where that is clear. Adjectives
    and names before another noun ("Israeli air strikes") are mentions at their own token. A capital is one only where
    it acts or speaks for its government. A person without a public office is a party with no id.
    """
    marks = marks_of(parse, register)
    every = [mark for found in marks.values() for mark in found]
    scene = Scene(
        parse.text, register, Memory(quoted=quoted_in(parse)), home_of(every, register), only_state_of(every, register)
    )
    mentions: list[Mention] = []
    private: dict[str, str] = {}
    for sentence in parse.sentences:
        mentions.extend(_Reading(sentence, marks.get(sentence.index, ()), scene, private).mentions())
    return Cast(tuple(mentions), private_names(private, scene.memory))


class _Reading:
    """One sentence read from left to right, so that each word can refer to those before it."""

    def __init__(self, sentence: Sentence, marks: Sequence[Mark], scene: Scene, private: dict[str, str]) -> None:
        self._sentence, self._marks, self._scene, self._private = sentence, marks, scene, private
        self._phrases = {phrase.head.i: phrase for phrase in phrases_of(sentence, marks, scene.register)}
        self._casting = Casting(sentence, tuple(self._phrases.values()), scene)
        self._whose: dict[int, Who] = {}

    def mentions(self) -> Iterator[Mention]:
        """The sentence's mentions in order of their heads, then the names that stand before other nouns."""
        taken = {phrase.mark for phrase in self._phrases.values()}
        for token in self._sentence.tokens:
            if phrase := self._phrases.get(token.i):
                if both := pair(phrase, self._scene):
                    yield self._mention(phrase.head.i, phrase.first, phrase.last, *both)
                elif part := self._casting.part(phrase):
                    taken.update(phrase.within)
                    yield self._named(phrase, part)
                elif found := self._casting.before_head(phrase):
                    taken.update(phrase.within)
                    yield self._mention(found[0].last, found[0].first, found[0].last, found[1])
            elif token.tag in PRONOUNS and (who := self._referred(token)):
                yield self._mention(token.i, token.i, token.i, who)
        for mark in self._marks:
            if mark not in taken and (who := self._casting.within(mark)):
                yield self._mention(mark.head, mark.first, mark.last, who)

    def _named(self, phrase: Phrase, part: Part) -> Mention:
        seen = self._remember(phrase.head, part.who, part)
        if public := public_name(part, self._scene.register):
            self._private[part.who.name] = public
        learn_names(phrase, part, seen, self._scene)
        others = self._casting.others(phrase)
        return self._mention(phrase.head.i, phrase.first, phrase.last, part.who, *others)

    def _referred(self, token: Token) -> Who | None:
        if token.tag in _RELATIVE:
            noun = antecedent(self._sentence, token)
            return self._whose.get(noun.i) if noun else None
        part = self._explained(token)
        if part is None and (seen := pronoun(self._sentence, token, self._scene.memory)):
            part = Part(seen.who, seen.being, seen.noun, "", seen.female)
        if part is None:
            return None
        self._remember(token, part.who, part)
        return part.who

    def _explained(self, token: Token) -> Part | None:
        """Whom the publisher has put in brackets behind a pronoun: "They [members of the council] have urged"."""
        tokens = self._sentence.tokens
        if token.i + 2 >= len(tokens) or tokens[token.i + 1].text not in ("[", "("):
            return None
        for inside in tokens[token.i + 2 :]:
            if inside.text in ("]", ")"):
                return None
            phrase = self._phrases.get(inside.i)
            if phrase and (part := self._casting.part(phrase)):
                return part
        return None

    def _remember(self, token: Token, who: Who, part: Part) -> Seen:
        self._whose[token.i] = who
        subject = token.dep in _SUBJECTS
        topic = token.dep == "pobj" and self._sentence.tokens[token.head].lemma in _ABOUT
        seen = Seen(who, self._sentence.index, token.i, part.being, part.noun, subject, part.female, topic)
        if self._can_be_meant(token, part):
            self._scene.memory.seen.append(seen)
        return seen

    def _can_be_meant(self, token: Token, part: Part) -> bool:
        """Whether a later pronoun may mean it: not what somebody is said to be ("was governor", "as governor"), nor an
        official of nobody knows what, nor a name of one word that may be a place."""
        above = self._sentence.tokens[token.head]
        if token.dep in ("attr", "oprd") or (token.dep == "pobj" and above.lemma == "as"):
            return False
        if part.who.sector or part.who.country or part.being == "body":
            return True
        return bool(part.who.actor_id) or " " in part.person or (token.dep == "nsubj" and part.being != "thing")

    def _mention(self, head: int, first: int, last: int, *who: Who) -> Mention:
        start, end = self._sentence.tokens[first].start, self._sentence.tokens[last].end
        party, *others = (Party(*each, start, end, self._scene.text[start:end]) for each in who)
        return Mention(self._sentence.index, head, first, last, party, tuple(others))
