"""Weighs whether a capitalised name is meant as a place, or is a person's, an organisation's or a common word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.events.place_names import Name
from onrecord.expressions.gazetteer import ABBREVIATION, ALIAS, DEMONYM, SHORT, Entry, Gazetteer
from onrecord.expressions.gazetteer_words import PlaceWords
from onrecord.syntax import Parse, Token, is_headline

_WHOLE = frozenset(("country", "continent", "admin1"))
_BESIDE = ([","], ["and"], ["or"], [",", "and"], ["&"])
_DATELINE = re.compile(r"[^\n,(:;.—–-]{2,40}(?:, [A-Z][\w. ]{1,20})?\s*(?:\([\w/ .]{2,20}\)\s*)?(?:—|–|-{1,2}|:|>>)")
SURE = 2.5
Part = tuple[str, float]


class Witness:
    """What one article's words say about its names; the weights are data (`place_words.toml`)."""

    def __init__(self, parse: Parse, names: list[Name], gazetteer: Gazetteer, words: PlaceWords) -> None:
        self.words = words
        self.text = parse.text
        self.weights = words.evidence
        self.designations = gazetteer.designations
        tokens = [token for sentence in parse.sentences for token in sentence.tokens]
        self.lowered = {t.text for t in tokens if t.pos in ("NOUN", "VERB", "ADJ", "ADV") and t.text.islower()}
        self.named = {id(n.sentence.tokens[i]) for n in names for i in range(n.first, n.last + 1)}
        whole = [n for n in names if n.entries and n.entries[0].kind in _WHOLE]
        self.whole = {id(n.sentence.tokens[i]) for n in whole for i in range(n.first, n.last + 1)}
        self.persons = set(self._persons(parse))

    def weigh(self, names: list[Name]) -> None:
        """Gives every name its parts of evidence. A name that is surely a place lends some to what is beside it."""
        known = [name for name in names if name.entries]
        for name in known:
            self._designate(name)
        self._share_designations(known)
        for name in known:
            name.parts = dict(self._evidence(name))
        for name, following in pairwise(known):
            if _joined(name, following) in _BESIDE:
                self._lend(name, following)
        sure = {name.text for name in known if name.weight >= SURE}
        for name in known:
            if name.text in sure and name.weight < SURE:
                name.parts["place_elsewhere"] = self.weights["place_elsewhere"]

    def _lend(self, name: Name, following: Name) -> None:
        for one, other in ((name, following), (following, name)):
            if one.weight >= SURE > other.weight and one.use == "place":
                other.parts["beside_place"] = self.weights["beside_place"]

    def _persons(self, parse: Parse) -> Iterator[str]:
        """Words that the article uses as a person's name, given or family."""
        for sentence in parse.sentences:
            headline = is_headline(sentence)
            for before, token in pairwise(sentence.tokens):
                if not (before.text[0].isupper() and token.text[0].isupper() and token.pos == "PROPN"):
                    continue
                word = before.text.lower()
                if word in self.words.given_names or word.rstrip(".") in self.words.titles or _is_initial(before):
                    yield token.text
                elif not headline and word in self.words.person_or_place_given and self._is_surname(token):
                    yield before.text
                    yield token.text

    def _is_surname(self, token: Token) -> bool:
        return token.text.isalpha() and not self._goes_on(token) and id(token) not in self.whole

    def _goes_on(self, token: Token) -> bool:
        """Whether a capitalised word after a place belongs to what is named after the place, or to the sentence."""
        word = token.text.lower().rstrip(".")
        lists = (self.words.bodies, self.words.titles, self.words.directions, self.words.calendar, self.words.never)
        return word in self.designations or any(word in words for words in lists)

    def _designate(self, name: Name) -> None:
        after, before, further = name.token(1), name.token(-1), name.token(-2)
        if after is not None and (known := self.designations.get(after.text.lower())) and known.side != "of":
            # "An Atlanta neighborhood" is a part of Atlanta; "the Austin neighborhood" is called Austin.
            part = known.kind == "quarter" and before is not None and before.text.lower() != "the"
            name.designation = None if part else known.kind
        elif before is not None and before.lemma == "of" and further is not None:
            known = self.designations.get(further.lemma)
            name.designation = known.kind if known and known.side in ("of", "any") else None

    def _share_designations(self, names: list[Name]) -> None:
        """ "Jackson and Barrow counties" are counties both."""
        for name, following in reversed(list(pairwise(names))):
            plural = following.token(1)
            if plural is None or not plural.text.lower().endswith("s") or _joined(name, following) not in _BESIDE:
                continue
            name.designation = name.designation or following.designation

    def _evidence(self, name: Name) -> Iterator[Part]:
        yield from self._prior(name)
        yield from self._itself(name)
        yield from self._left(name)
        yield from self._right(name)

    def _part(self, kind: str) -> Part:
        return kind, self.weights[kind]

    def _prior(self, name: Name) -> Iterator[Part]:
        yield max((self._strength(entry) for entry in name.entries), key=lambda part: part[1])
        if (further := name.text.count(" ")) and not name.text.startswith("The "):
            yield "each_further_word", self.weights["each_further_word"] * further

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

    def _itself(self, name: Name) -> Iterator[Part]:
        token = name.sentence.tokens[name.first]
        if name.designation:
            yield self._part("designation")
        if name.inner is not None or name.outer is not None:
            yield self._part("state_after")
        if name.text.isupper() and name.use == "place":
            yield from self._upper(name)
        if name.first != name.last or name.use == "people" or name.entries[0].how == ABBREVIATION:
            return
        if token.pos != "PROPN":
            yield self._part("no_proper_noun")
        if name.first == 0:
            yield self._part("opens_sentence")
        before = name.token(-1)
        yield from self._word(token, placed=before is not None and before.lemma in self.words.within)

    def _upper(self, name: Name) -> Iterator[Part]:
        opens = name.start == 0 or self.text[: name.start].rstrip(" ")[-1:] in '\n.!?"”'
        if opens and _DATELINE.match(self.text, name.start):
            yield self._part("dateline")
        elif len(name.text) < 6 and "." not in name.text and name.entries[0].kind not in _WHOLE:
            yield self._part("acronym")

    def _word(self, token: Token, placed: bool) -> Iterator[Part]:
        word = token.text.lower()
        if word in self.lowered:
            yield self._part("common_word_here")
        elif word in self.words.common:
            yield self._part("common_word")
        if token.text in self.persons:
            yield self._part("person_of_the_article")
        elif placed:
            return
        elif word in self.words.given_names:
            yield self._part("given_name_itself")
        elif word in self.words.person_or_place_given or word in self.words.person_or_place_family:
            yield self._part("person_or_place")

    def _left(self, name: Name) -> Iterator[Part]:
        before, further = name.token(-1), name.token(-2)
        if before is None:
            return
        word = before.lemma
        yield from self._word_before(before, further, name)
        if before.dep == "det" and further is not None:
            word = further.lemma
        if word in self.words.at_site:
            yield self._part("preposition")
        elif word in self.words.prepositions:
            yield self._part("weak_preposition")

    def _word_before(self, before: Token, further: Token | None, name: Name) -> Iterator[Part]:
        if before.lemma in self.words.ships:
            yield self._part("ship_before")
        elif before.text[0].isupper():
            yield from self._capital_left(before, name)
        elif before.text == "-" and further is not None and further.text.lower() in self.words.parties:
            yield self._part("party")
        elif before.lemma in self.words.directions:
            yield self._part("direction")
        elif before.lemma == "of" and further is not None and further.text == ",":
            yield self._part("residence")

    def _capital_left(self, before: Token, name: Name) -> Iterator[Part]:
        word = before.text.lower()
        if word in self.words.directions or (_is_initial(before) and before.text[0] in "NSEW"):
            yield self._part("direction")
        elif word.rstrip(".") in self.words.titles:
            yield self._part("title_before")
        elif word in self.words.given_names or _is_initial(before):
            yield self._part("given_name_before")
        elif before.pos == "PROPN" and word not in self.words.bodies and id(before) not in self.named:
            yield self._part("name_before_strong" if name.entries[0].kind in _WHOLE else "name_before")

    def _right(self, name: Name) -> Iterator[Part]:
        after = name.token(1)
        if after is None:
            return
        if after.text[0].isupper() and after.pos == "PROPN":
            yield from self._capital_right(after, name)
        elif after.lemma in self.words.speaking and name.entries[0].kind not in _WHOLE:
            yield self._part("speaks")
        elif after.lemma in self.words.locals and after.text.islower():
            yield self._part("local_noun")

    def _capital_right(self, after: Token, name: Name) -> Iterator[Part]:
        word = name.text.lower()
        if self._goes_on(after) or id(after) in self.whole or name.use == "people":
            return
        if word in self.words.person_or_place_given or word in self.words.given_names:
            yield self._part("given_name_before")
        elif id(after) not in self.named:
            yield self._part("name_after_strong" if name.entries[0].kind in _WHOLE else "name_after")


def _is_initial(token: Token) -> bool:
    return len(token.text) == 2 and token.text[1] == "." and token.text[0].isupper()


def _joined(name: Name, following: Name) -> list[str]:
    if name.sentence is not following.sentence or following.first - name.last > 3:
        return []
    return [token.text for token in name.sentence.tokens[name.last + 1 : following.first]]
