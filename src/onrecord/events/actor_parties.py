"""Which party a noun phrase names: by a name of the register, by a noun with what it belongs to, by an office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.codebooks.register import Noun, Register
from onrecord.events.actor_marks import Mark
from onrecord.events.actor_phrases import Phrase, noun_ending
from onrecord.records import Naming, Party
from onrecord.syntax import Sentence, Token

_STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "LEG", "JUD", "SPY"))
_ARMED = frozenset(("UAF", "REB", "PRM", "CRM"))
_BELONGING = frozenset(("of", "for", "in", "from", "at", "within", "inside", "throughout", "across"))


class Who(NamedTuple):
    """A party before it is tied to its words."""

    name: str
    actor_id: str | None
    country: str | None
    sector: str | None
    naming: Naming = "named"


class Casting:
    """The parties of one sentence; `home` is the article's country for nouns that leave theirs open."""

    def __init__(self, text: str, phrases: Sequence[Phrase], register: Register, home: str | None) -> None:
        self._text, self._register, self._home = text, register, home
        self._phrases = {phrase.head.i: phrase for phrase in phrases}
        self._known: dict[int, Who | None] = {}

    def party(self, phrase: Phrase) -> Party | None:
        """The party that a phrase names, or None."""
        who = self._who(phrase)
        return Party(*who, phrase.start, phrase.end, self._text[phrase.start : phrase.end]) if who else None

    def within(self, mark: Mark) -> Party | None:
        """The party of a name that stands before another noun ("Israeli air strikes")."""
        if mark.loose or mark.form == "capital":
            return None
        return Party(*self._of_name(mark), mark.start, mark.end, self._text[mark.start : mark.end])

    def _who(self, phrase: Phrase) -> Who | None:
        if phrase.head.i not in self._known:
            self._known[phrase.head.i] = None  # so that a circular parse (A of B of A) ends
            self._known[phrase.head.i] = self._found(phrase)
        return self._known[phrase.head.i]

    def _found(self, phrase: Phrase) -> Who | None:
        if phrase.mark:
            place = phrase.mark.form == "capital" and not self._acts(phrase)
            return None if place or phrase.mark.loose else self._of_name(phrase.mark)
        if phrase.noun:
            return self._of_noun(phrase, phrase.noun, phrase.noun_first, phrase.noun_last)
        return self._of_title(phrase) if phrase.head.pos == "PROPN" else None

    def _of_name(self, mark: Mark) -> Who:
        fact = self._register.fact
        country, sector, name = (fact(mark.actor_id, key) for key in ("country", "sector", "name"))
        if mark.form in ("capital", "seat") and fact(mark.actor_id, "kind") == "state":
            return Who(name, self._register.institution_id(mark.actor_id, "GOV"), country, sector or "GOV")
        if mark.form == "people":
            return Who(self._text[mark.start : mark.end], None, country, "CVL", "unnamed")
        return Who(name, mark.actor_id, country, sector)

    def _acts(self, phrase: Phrase) -> bool:
        """Whether a capital stands for its government here and is not a mere place."""
        token, sentence, words = phrase.head, phrase.sentence, self._register.phrases
        while token.dep in ("conj", "appos") and token.head != token.i:
            token = sentence.tokens[token.head]
        above = sentence.tokens[token.head]
        if token.dep == "poss":
            return above.lemma not in words("nouns_of_places")
        if token.dep in ("nsubjpass", "dobj"):
            return above.lemma not in words("verbs_of_places")
        if token.dep != "pobj":
            return token.dep in ("nsubj", "dative", "agent")
        governor = sentence.tokens[above.head]
        if governor.lemma in words("nouns_of_places"):
            return False
        of_noun = governor.pos == "NOUN" and above.lemma in words("metonym_prepositions_of_nouns")
        return of_noun or above.lemma in words("metonym_prepositions")

    def _of_noun(self, phrase: Phrase, noun: Noun, first: int, last: int, person: str = "") -> Who:
        owner = self._owner(phrase, first)
        sector = self._sector(phrase, noun, first, owner)
        country, actor_id = (owner.country, owner.actor_id) if owner else (None, None)
        if country is None and sector in _STATE_SECTORS and noun.naming == "official" and not owner and not person:
            country = self._home
        if country and self._is_state(actor_id):
            actor_id = self._register.institution_id(country, sector)
        words = self._words(phrase.sentence, first, last)
        belongs = owner.name if owner and not self._is_state(owner.actor_id) else self._adjective(country)
        name = f"{words} {person}" if person else f"{belongs} {words.lower()}".strip()
        named = person or (noun.role == "institution" and noun.naming == "official" and (country or actor_id))
        return Who(name, actor_id, country, sector, "named" if named else noun.naming)

    def _is_state(self, actor_id: str | None) -> bool:
        """Whether an id is a state, one of its institutions, or nobody's."""
        if actor_id is None:
            return True
        return self._register.fact(actor_id.partition("-")[0], "kind") == "state"

    def _adjective(self, country: str | None) -> str:
        return self._register.adjective(country) if self._register.fact(country or "", "kind") == "state" else ""

    def _owner(self, phrase: Phrase, noun_first: int) -> Who | None:
        """Whose army, ministry or spokesman it is: by a name before the noun, or by what follows it."""
        for mark in reversed(phrase.within):
            if not mark.loose and mark.first < noun_first:
                return self._owning(mark)
        posted = phrase.noun_key in self._register.phrases("posted")
        for preposition in phrase.sentence.kids(phrase.head, "prep"):
            if preposition.lemma in _BELONGING and (preposition.lemma == "of" or not posted):
                for target in phrase.sentence.kids(preposition, "pobj"):
                    if owner := self._owning_phrase(target, preposition.lemma):
                        return owner
        return None

    def _owning(self, mark: Mark) -> Who:
        """A name as an owner: an actor that governs a country has that country's institutions."""
        fact = self._register.fact
        name, country = str(fact(mark.actor_id, "name")), fact(mark.actor_id, "country")
        sector = None if fact(mark.actor_id, "kind") == "state" else fact(mark.actor_id, "sector")
        return Who(name, mark.actor_id, country, sector)

    def _owning_phrase(self, target: Token, preposition: str) -> Who | None:
        phrase = self._phrases.get(target.i)
        if phrase is None:
            return None
        if phrase.mark:
            return None if phrase.mark.loose else self._owning(phrase.mark)
        who = self._who(phrase)
        if who is None or preposition in ("of", "for"):
            return who
        return Who("", None, who.country, None) if who.country else None

    def _sector(self, phrase: Phrase, noun: Noun, noun_first: int, owner: Who | None) -> str | None:
        owned = owner.sector if owner else None
        if noun.role == "relation":
            before = self._noun_before(phrase, noun_first)
            return before or owned or noun.sector
        return owned if owned and noun.role == "agent" and noun.sector in _ARMED else noun.sector

    def _noun_before(self, phrase: Phrase, noun_first: int) -> str | None:
        if noun_first <= phrase.first:
            return None
        found = noun_ending(phrase.sentence.tokens, phrase.first, noun_first - 1, self._register)
        return found[0].sector if found else None

    def _of_title(self, phrase: Phrase) -> Who | None:
        """A person by the office before the name ("Foreign Office spokesperson N. N.")."""
        tokens = phrase.sentence.tokens
        for index in range(phrase.head.i - 1, phrase.first - 1, -1):
            found = noun_ending(tokens, phrase.first, index, self._register)
            if found and found[0].role in ("office", "relation", "agent"):
                begins = self._name_begins(tokens, index + 1, phrase.head.i)
                person = self._words(phrase.sentence, begins, phrase.last)
                return self._of_noun(phrase, found[0], found[2], begins - 1, person)
        return None

    def _name_begins(self, tokens: Sequence[Token], first: int, head: int) -> int:
        """Where the name begins after a title: behind the field of office ("Minister for Foreign Affairs N. N.")."""
        if tokens[first].lemma not in ("of", "for"):
            return first
        fields = [i for i in range(first, head) if tokens[i].lemma in self._register.phrases("portfolios")]
        return fields[-1] + 1 if fields else first

    def _words(self, sentence: Sentence, first: int, last: int) -> str:
        return self._text[sentence.tokens[first].start : sentence.tokens[last].end]
