"""Which party a noun phrase names: by a name of the register, by a noun with what it belongs to, by an office."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.events.actor_marks import Mark
from onrecord.events.actor_memory import Being, Part, Scene, Who
from onrecord.events.actor_names import Title, organisation_of, person_in, posting_of, title_of
from onrecord.events.actor_phrases import Phrase, noun_ending
from onrecord.events.actor_places import stands_for_government
from onrecord.events.actor_reference import described, pronoun
from onrecord.syntax import Sentence, Token

_STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "LEG", "JUD", "SPY"))
_ARMED = frozenset(("UAF", "REB", "PRM", "CRM"))
_BELONGING = frozenset(("of", "for", "in", "from", "at", "within", "inside", "throughout", "across"))
_PLURAL = frozenset(("NNS", "NNPS"))


class Casting:
    """The parties of one sentence, each worked out once and only when somebody asks."""

    def __init__(self, sentence: Sentence, phrases: Sequence[Phrase], scene: Scene) -> None:
        self._sentence, self._scene, self._register = sentence, scene, scene.register
        self._phrases = {phrase.head.i: phrase for phrase in phrases}
        self._known: dict[int, Part | None] = {}

    def part(self, phrase: Phrase) -> Part | None:
        """The party that a phrase names and as what, or None."""
        if phrase.head.i not in self._known:
            self._known[phrase.head.i] = None  # so that a circular parse (A of B of A) ends
            self._known[phrase.head.i] = self._found(phrase)
        return self._known[phrase.head.i]

    def within(self, mark: Mark) -> Who | None:
        """The party of a name that stands before another noun ("Israeli air strikes")."""
        return None if mark.loose or mark.form == "capital" else self._of_mark(mark)

    def _found(self, phrase: Phrase) -> Part | None:
        if learnt := self._scene.memory.called(self._words(phrase.first_named, phrase.last)):
            return Part(learnt.who, learnt.being, learnt.noun)
        if phrase.mark:
            place = phrase.mark.form == "capital" and not stands_for_government(phrase, self._register)
            return None if place or phrase.mark.loose else self._marked(phrase.mark, phrase.head)
        if seen := described(phrase, self._scene):
            return Part(seen.who, seen.being, phrase.noun_key or seen.noun)
        if phrase.head.pos == "PROPN" and (part := self._of_proper_name(phrase)):
            return part
        return self._of_noun_at_head(phrase) if phrase.noun else None

    def _of_noun_at_head(self, phrase: Phrase) -> Part:
        for preposition in phrase.sentence.kids(phrase.head, "prep"):
            for target in phrase.sentence.kids(preposition, "pobj"):
                behind = self._phrases.get(target.i)
                if behind and target.pos == "PROPN" and (posting := posting_of(behind, self._scene)):
                    return self._of_noun(phrase, title_at(phrase)._replace(person=posting[1]))
        return self._of_noun(phrase, title_at(phrase))

    def _marked(self, mark: Mark, head: Token) -> Part:
        if mark.form == "people":
            return Part(self._of_mark(mark), "people" if head.tag in _PLURAL else "person")
        return Part(self._of_mark(mark), "state" if self._is_state(mark.actor_id) else "body")

    def _of_mark(self, mark: Mark) -> Who:
        fact = self._register.fact
        country, sector, name = (fact(mark.actor_id, key) for key in ("country", "sector", "name"))
        if mark.form in ("capital", "seat") and fact(mark.actor_id, "kind") == "state":
            return Who(name, self._register.institution_id(mark.actor_id, "GOV"), country, sector or "GOV")
        if mark.form == "people":
            return Who(self._words(mark.first, mark.last), None, country, "CVL", "unnamed")
        return Who(name, mark.actor_id, country, sector)

    def _of_proper_name(self, phrase: Phrase) -> Part | None:
        if title := title_of(phrase, self._scene):
            return self._of_noun(phrase, title)
        if posting := posting_of(phrase, self._scene):
            return self._posted(*posting)
        if organisation := organisation_of(phrase, self._scene):
            return Part(organisation, "body", phrase.noun_key)
        return None if phrase.noun else person_in(phrase, self._scene)

    def _posted(self, office: int, person: str) -> Part | None:
        """The party of "Minister for Foreign Affairs N. N." at the words behind "for"."""
        phrase = self._phrases.get(office)
        if phrase is None or phrase.noun is None or phrase.noun.role != "office":
            return None
        return self._of_noun(phrase, title_at(phrase)._replace(person=person))

    def _of_noun(self, phrase: Phrase, title: Title) -> Part:
        noun, owner = title.noun, self._owner(phrase, title.first)
        sector = self._sector(phrase, title, owner)
        country, actor_id = (owner.country, owner.actor_id) if owner else (None, None)
        if country is None and owner is None and noun.home and noun.being != "thing" and sector in _STATE_SECTORS:
            country = self._scene.home
        if country and (self._is_state(actor_id) or (sector == "GOV" and self._governs(owner))):
            actor_id = self._register.institution_id(country, sector)
        named = title.person or (noun.role == "institution" and noun.naming == "official" and (country or actor_id))
        name = self._name(title, owner, country)
        who = Who(name, actor_id, country, sector, "named" if named else noun.naming)
        return Part(who, _being(title, phrase.head), title.key, title.person, self._female(title.key))

    def _name(self, title: Title, owner: Who | None, country: str | None) -> str:
        words = self._words(title.first, title.last)
        if title.person:
            return f"{words} {title.person}" if title.person not in words else words
        state = self._register.fact(country or "", "kind") == "state"
        of_state = self._register.adjective(country or "") if state else ""
        belongs = owner.name if owner and not self._is_state(owner.actor_id) else of_state
        return f"{belongs} {words.lower()}".strip()

    def _female(self, key: str) -> bool | None:
        last = key.rpartition(" ")[2]
        if last in self._register.phrases("women"):
            return True
        return False if last in self._register.phrases("men") else None

    def _is_state(self, actor_id: str | None) -> bool:
        """Whether an id is a state, one of its institutions, or nobody's."""
        return actor_id is None or self._register.fact(actor_id.partition("-")[0], "kind") == "state"

    def _governs(self, owner: Who | None) -> bool:
        return bool(owner and self._register.fact(owner.actor_id or "", "governs"))

    def _owner(self, phrase: Phrase, noun_first: int) -> Who | None:
        """Whose army, ministry or spokesman it is: by a name or pronoun before the noun, or by what follows it."""
        for mark in reversed(phrase.within):
            if not mark.loose and mark.first < noun_first:
                return self._owning(mark)
        return self._possessor(phrase) or self._follower(phrase)

    def _possessor(self, phrase: Phrase) -> Who | None:
        token = phrase.sentence.kid(phrase.head, "poss")
        if token is None:
            return None
        if token.pos == "PRON":
            seen = pronoun(phrase.sentence, token, self._scene.memory)
            return seen.who if seen else None
        return self._owning_phrase(token, "of")

    def _follower(self, phrase: Phrase) -> Who | None:
        posted = phrase.noun_key in self._register.phrases("posted")
        for preposition in phrase.sentence.kids(phrase.head, "prep"):
            if preposition.lemma in _BELONGING and (preposition.lemma == "of" or not posted):
                for target in phrase.sentence.kids(preposition, "pobj"):
                    if owner := self._owning_phrase(target, preposition.lemma):
                        return owner
        return None

    def _owning(self, mark: Mark) -> Who:
        """A name as an owner; a state's sector, if it has one, is not that of what belongs to it."""
        fact = self._register.fact
        sector = None if fact(mark.actor_id, "kind") == "state" else fact(mark.actor_id, "sector")
        return Who(str(fact(mark.actor_id, "name")), mark.actor_id, fact(mark.actor_id, "country"), sector)

    def _owning_phrase(self, target: Token, preposition: str) -> Who | None:
        phrase = self._phrases.get(target.i)
        if phrase is None:
            return None
        if phrase.mark:
            return None if phrase.mark.loose else self._owning(phrase.mark)
        part = self.part(phrase)
        if part is None or preposition in ("of", "for"):
            return part.who if part else None
        return Who("", None, part.who.country, None) if part.who.country else None

    def _sector(self, phrase: Phrase, title: Title, owner: Who | None) -> str | None:
        noun, owned = title.noun, owner.sector if owner else None
        if noun.role == "relation":
            return self._sector_before(phrase, title.first) or owned or noun.sector
        if noun.sector == "GOV" and self._governs(owner):
            return "GOV"
        return owned if owned and noun.role == "agent" and noun.sector in _ARMED else noun.sector

    def _sector_before(self, phrase: Phrase, noun_first: int) -> str | None:
        """The sector of a noun that stands before a relation: "opposition figures"."""
        if noun_first <= phrase.first:
            return None
        found = noun_ending(phrase.sentence.tokens, phrase.first, noun_first - 1, self._register)
        return found[0].sector if found else None

    def _words(self, first: int, last: int) -> str:
        return self._scene.words(self._sentence, first, last)


def title_at(phrase: Phrase) -> Title:
    """The noun at the head of a phrase that has one."""
    assert phrase.noun is not None
    return Title(phrase.noun, phrase.noun_key, phrase.noun_first, phrase.noun_last)


def _being(title: Title, head: Token) -> Being:
    if title.person:
        return "person"
    if title.noun.being == "thing":
        return "thing"
    return "people" if head.tag in _PLURAL or head.lemma in ("people", "police") else title.noun.being
