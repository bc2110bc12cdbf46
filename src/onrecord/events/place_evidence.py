"""Weighs whether a capitalised name is meant as a place, or is a person's, an organisation's or a common word."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.events.place_names import Name
from onrecord.expressions.gazetteer import ALIAS, DEMONYM, SHORT, Entry, Gazetteer
from onrecord.expressions.gazetteer_words import PlaceWords
from onrecord.syntax import Parse, Token

_WHOLE = frozenset(("country", "continent", "admin1"))
_TOWNS = frozenset(("town", "capital"))
Part = tuple[str, float]


class Witness:
    """What one article's words say about its names; the weights are data (`place_words.toml`)."""

    def __init__(self, parse: Parse, names: list[Name], gazetteer: Gazetteer, words: PlaceWords) -> None:
        self.words = words
        self.weights = words.evidence
        self.designations = gazetteer.designations
        tokens = [token for sentence in parse.sentences for token in sentence.tokens]
        self.common = {t.text for t in tokens if t.pos in ("NOUN", "VERB", "ADJ", "ADV") and t.text.islower()}
        self.named = {id(n.sentence.tokens[i]) for n in names for i in range(n.first, n.last + 1)}
        self.persons = set(self._persons(parse))

    def weigh(self, names: list[Name]) -> None:
        """Gives every name its parts of evidence. A name that is surely a place once lends some to its repetitions."""
        for name in names:
            if name.use != "street":
                self._designate(name)
                name.parts = dict(self._evidence(name))
        sure = {name.text for name in names if sum(name.parts.values()) >= 3.0}
        for name in names:
            if name.text in sure and sum(name.parts.values()) < 3.0:
                name.parts["place_elsewhere"] = self.weights["place_elsewhere"]

    def _persons(self, parse: Parse) -> Iterator[str]:
        for sentence in parse.sentences:
            for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False):
                if token.text[0].isupper() and token.pos == "PROPN" and self._names_person(before):
                    yield token.text

    def _names_person(self, before: Token) -> bool:
        if not before.text[0].isupper():
            return False
        word = before.text.lower()
        return word in self.words.given_names or word.rstrip(".") in self.words.titles or _is_initial(before)

    def _designate(self, name: Name) -> None:
        after, before, further = name.token(1), name.token(-1), name.token(-2)
        if after is not None and (known := self.designations.get(after.text.lower())) and known.side != "of":
            name.designation = known.kind
        elif before is not None and before.lemma == "of" and further is not None:
            known = self.designations.get(further.lemma)
            name.designation = known.kind if known and known.side in ("of", "any") else None

    def _evidence(self, name: Name) -> Iterator[Part]:
        yield from self._prior(name)
        yield from self._inner(name)
        yield from self._left(name)
        yield from self._right(name)

    def _part(self, kind: str) -> Part:
        return kind, self.weights[kind]

    def _prior(self, name: Name) -> Iterator[Part]:
        yield max((self._strength(entry) for entry in name.entries), key=lambda part: part[1])
        if len(words := name.text.split()) > 1:
            yield "each_further_word", self.weights["each_further_word"] * (len(words) - 1)

    def _strength(self, entry: Entry) -> Part:
        kind = entry.kind
        if entry.how == DEMONYM:
            kind = "demonym"
        elif kind == "town":
            size = entry.population
            kind = "large_town" if size >= 100_000 else "town" if size >= 15_000 else "small_town"
        elif kind not in ("country", "admin1", "admin2", "capital"):
            kind = "supplement"
        loss = self.weights["short"] if entry.how == SHORT else self.weights["alias"] if entry.how == ALIAS else 0.0
        return kind, self.weights[kind] + (0.0 if kind == "country" else loss)

    def _inner(self, name: Name) -> Iterator[Part]:
        token = name.sentence.tokens[name.first]
        if name.designation:
            yield self._part("designation")
        if name.first != name.last or name.use == "people":
            return
        word = token.text.lower()
        if token.pos != "PROPN":
            yield self._part("no_proper_noun")
        if name.first == 0:
            yield self._part("opens_sentence")
        if word in self.common:
            yield self._part("common_word_here")
        if token.text in self.persons:
            yield self._part("person_of_the_article")
        if word in self.words.given_names:
            yield self._part("given_name_itself")
        elif word in self.words.person_or_place_given or word in self.words.person_or_place_family:
            yield self._part("person_or_place")

    def _left(self, name: Name) -> Iterator[Part]:
        before = name.token(-1)
        if before is None:
            return
        word = before.lemma
        if before.text[0].isupper():
            yield from self._capital_left(before, name)
        elif word in self.words.directions:
            yield self._part("direction")
        elif before.dep == "det" and (further := name.token(-2)) is not None:
            word = further.lemma
        if word in ("in", "at", "near", "from", "outside", "inside", "around", "across", "throughout"):
            yield self._part("preposition")
        elif word in self.words.prepositions:
            yield self._part("weak_preposition")

    def _capital_left(self, before: Token, name: Name) -> Iterator[Part]:
        word = before.text.lower()
        if word in self.words.directions:
            yield self._part("direction")
        elif word.rstrip(".") in self.words.titles:
            yield self._part("title_before")
        elif word in self.words.given_names or _is_initial(before):
            yield self._part("given_name_before")
        elif before.pos == "PROPN" and word not in self.words.bodies and id(before) not in self.named:
            yield self._part("name_before")

    def _right(self, name: Name) -> Iterator[Part]:
        after = name.token(1)
        if after is None:
            return
        if after.text == ",":
            if name.outer is not None:
                yield self._part("state_after")
        elif after.text[0].isupper() and after.pos == "PROPN":
            yield from self._capital_right(after, name)
        elif after.lemma in self.words.speaking and name.entries[0].kind not in _WHOLE:
            yield self._part("speaks")

    def _capital_right(self, after: Token, name: Name) -> Iterator[Part]:
        word = after.text.lower().rstrip(".")
        known = self.words.bodies | self.words.titles | self.designations.keys() | self.words.directions
        if word in known or id(after) in self.named or name.use == "people":
            return
        first = name.text.lower()
        if first in self.words.person_or_place_given or first in self.words.given_names:
            yield self._part("given_name_before")
        elif name.entries[0].kind not in _WHOLE:
            yield self._part("name_after")


def _is_initial(token: Token) -> bool:
    return len(token.text) == 2 and token.text[1] == "." and token.text[0].isupper()
