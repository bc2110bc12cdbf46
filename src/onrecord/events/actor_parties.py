"""Which party a noun phrase names: by a name of the register, by a noun with what it belongs to, by an office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.codebooks.register import Noun
from onrecord.events.actor_marks import Mark
from onrecord.events.actor_memory import Being, Part, Scene, Who
from onrecord.events.actor_names import Title, name_in, organisation_of, person_in, posting_of, title_of
from onrecord.events.actor_owners import Owners
from onrecord.events.actor_phrases import Phrase, noun_ending
from onrecord.events.actor_places import stands_for_government
from onrecord.events.actor_reference import described
from onrecord.syntax import Sentence, Token

_OF_HOME = frozenset(("GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP", "ELI"))
_ARMED = frozenset(("UAF", "REB", "PRM", "CRM"))
_PLURAL = frozenset(("NNS", "NNPS"))


class Casting:
    """The parties of one sentence, each worked out once and only when somebody asks."""

    def __init__(self, sentence: Sentence, phrases: Sequence[Phrase], scene: Scene) -> None:
        self._sentence, self._scene, self._register = sentence, scene, scene.register
        self._phrases = {phrase.head.i: phrase for phrase in phrases}
        self._owners = Owners(scene, self._phrases, self.part)
        self._known: dict[int, Part | None] = {}

    def part(self, phrase: Phrase) -> Part | None:
        """The party that a phrase names and as what, or None."""
        if phrase.head.i not in self._known:
            self._known[phrase.head.i] = None  # so that a circular parse (A of B of A) ends
            self._known[phrase.head.i] = self._found(phrase)
        return self._known[phrase.head.i]

    def others(self, phrase: Phrase) -> Iterator[Who]:
        """The further parties of one phrase: "Afghan and Pakistani officials" are two."""
        if phrase.noun and len(phrase.within) > 1:
            title = title_at(phrase)
            for owner in self._owners.others(phrase, title.first):
                yield self._of_noun(phrase, title, owner).who

    def within(self, mark: Mark) -> Who | None:
        """The party of a name that stands before another noun ("Israeli air strikes")."""
        return None if mark.loose or mark.form in ("capital", "place") else self._of_mark(mark)

    def before_head(self, phrase: Phrase) -> tuple[Title, Who] | None:
        """The party before a noun that names none: the rebels of "a rebel offensive"."""
        if phrase.noun or phrase.mark or phrase.head.i == phrase.first:
            return None
        found = noun_ending(phrase.sentence.tokens, phrase.first, phrase.head.i - 1, self._register)
        if found is None or not _acts_before(found[0], phrase.sentence.tokens[phrase.head.i - 1]):
            return None
        title = Title(found[0], found[1], found[2], phrase.head.i - 1)
        return title, self._of_noun(phrase, title, self._owners.of(phrase, title.first)).who

    def _found(self, phrase: Phrase) -> Part | None:
        if learnt := self._scene.memory.called(self._words(phrase.first_named, phrase.last)):
            return Part(learnt.who, learnt.being, learnt.noun)
        if phrase.mark:
            return self._marked(phrase, phrase.mark)
        if seen := described(phrase, self._scene):
            return Part(seen.who, seen.being, phrase.noun_key or seen.noun)
        if phrase.head.pos == "PROPN" and (part := self._of_proper_name(phrase)):
            return part
        return self._of_noun_at_head(phrase) if phrase.noun else None

    def _self_styled(self, phrase: Phrase) -> Part | None:
        """The name that a group goes by: "a group calling itself the Moon Front"."""
        for clause in phrase.sentence.kids(phrase.head, "acl"):
            if clause.lemma in self._register.phrases("naming_verbs"):
                for named in phrase.sentence.subtree(clause):
                    behind = self._phrases.get(named.i)
                    if behind and named.pos == "PROPN" and (part := self.part(behind)):
                        return part
        return None

    def _marked(self, phrase: Phrase, mark: Mark) -> Part | None:
        if mark.form == "people":
            people = self._people(phrase, mark)
            return Part(people, "people" if phrase.head.tag in _PLURAL else "person")
        if (
            mark.loose
            or mark.form == "place"
            or (mark.form == "capital" and not stands_for_government(phrase, self._register))
        ):
            return None
        return Part(self._of_mark(mark), "state" if self._is_state(mark.actor_id) else "body")

    def _people(self, phrase: Phrase, mark: Mark) -> Who:
        """A people; of the country they live in where that follows ("the Armenians of Georgia"), of none if ethnic."""
        country = None if mark.loose else self._register.fact(mark.actor_id, "country")
        residence = self._owners.of(phrase, phrase.first) if phrase.sentence.kid(phrase.head, "prep") else None
        if residence and residence.country:
            country = residence.country
        return Who(self._words(phrase.first_named, mark.last), None, country, "CVL", "unnamed")

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
            return self._of_noun(phrase, title, self._owners.of(phrase, title.first))
        if posting := posting_of(phrase, self._scene):
            return self._posted(*posting)
        if organisation := organisation_of(phrase, self._scene):
            return Part(organisation, "body", phrase.noun_key)
        if phrase.noun:
            return None
        return self._beside(phrase) or person_in(phrase, self._scene)

    def _beside(self, phrase: Phrase) -> Part | None:
        """A person by the office that stands beside the name: "N. N., the mayor of Goma," or "the mayor, N. N.,"."""
        beside = [kid.i for kid in phrase.sentence.kids(phrase.head, "appos")]
        if phrase.head.dep == "appos":
            beside.append(phrase.head.head)
        for index in beside:
            office = self._phrases.get(index)
            if office and not office.mark and self._is_personal(office):
                title = title_at(office)._replace(person=name_in(phrase, self._scene))
                return self._of_noun(office, title, self._owners.of(office, title.first))
        return None

    def _posted(self, office: int, person: str) -> Part | None:
        """The party of "Minister for Foreign Affairs N. N." at the words behind "for"."""
        phrase = self._phrases.get(office)
        if phrase is None or phrase.noun is None or phrase.noun.role != "office":
            return None
        title = title_at(phrase)._replace(person=person)
        return self._of_noun(phrase, title, self._owners.of(phrase, title.first))

    def _of_noun_at_head(self, phrase: Phrase) -> Part:
        if phrase.noun and phrase.noun.role == "group" and (part := self._self_styled(phrase)):
            return part
        title = title_at(phrase)
        beside = self._phrases.get(phrase.head.head) if phrase.head.dep == "appos" else None
        if beside and beside.head.pos == "PROPN" and not beside.mark and not beside.noun and self._is_personal(phrase):
            title = title._replace(person=name_in(beside, self._scene))
        for preposition in phrase.sentence.kids(phrase.head, "prep"):
            for target in phrase.sentence.kids(preposition, "pobj"):
                behind = self._phrases.get(target.i)
                if behind and target.pos == "PROPN" and (posting := posting_of(behind, self._scene)):
                    title = title._replace(person=posting[1])
        for kid in phrase.sentence.kids(phrase.head, "appos"):
            named = self._phrases.get(kid.i)
            if named and kid.pos == "PROPN" and not named.mark and not named.noun and self._is_personal(phrase):
                title = title._replace(person=name_in(named, self._scene))
        return self._of_noun(phrase, title, self._owners.of(phrase, title.first))

    def _of_noun(self, phrase: Phrase, title: Title, owner: Who | None) -> Part:
        noun, sector = title.noun, self._sector(phrase, title, owner)
        country, actor_id = (owner.country, owner.actor_id) if owner else self._open_country(phrase, title, sector)
        if country and (self._is_state(actor_id) or (sector == "GOV" and self._governs(owner))):
            actor_id = self._register.institution_id(country, sector)
        named = title.person or (noun.role == "institution" and noun.naming == "official" and (country or actor_id))
        who = Who(self._name(title, owner, country), actor_id, country, sector, "named" if named else noun.naming)
        return Part(who, _being(title, phrase.head), title.key, title.person, self._female(title.key))

    def _open_country(self, phrase: Phrase, title: Title, sector: str | None) -> tuple[str | None, None]:
        """The country of a noun that says none: that which a named person is known to head, else the article's own."""
        if title.person and (led := self._register.led_by(title.person.rpartition(" ")[2])):
            return led, None
        noun = title.noun
        if noun.role == "relation" and self._has_other_owner(phrase, title.first):
            return None, None
        lower = title.person and not phrase.sentence.tokens[title.last].text[0].isupper()
        if not noun.home or noun.being == "thing" or sector is None or lower:
            return None, None
        return (self._scene.home if sector in _OF_HOME else self._scene.only if sector != "JRN" else None), None

    def _has_other_owner(self, phrase: Phrase, noun_first: int) -> bool:
        """Whether a noun that the codebook lacks says whose official it is ("a coalition spokesman")."""
        before = phrase.sentence.tokens[noun_first - 1] if noun_first > phrase.first else None
        return bool(before and before.pos in ("NOUN", "PROPN") and not self._sector_before(phrase, noun_first))

    def _name(self, title: Title, owner: Who | None, country: str | None) -> str:
        words = self._words(title.first, title.last)
        if title.person:
            return f"{words} {title.person}" if title.person not in words else words
        state = self._register.fact(country or "", "kind") == "state" and (
            title.noun.sector in _OF_HOME or (owner and owner.actor_id)
        )
        of_state = self._register.adjective(country or "") if state else ""
        belongs = owner.name if owner and not self._is_state(owner.actor_id) else of_state
        return f"{belongs} {words.lower()}".strip()

    def _is_personal(self, phrase: Phrase) -> bool:
        """Whether the noun of a phrase is one person's office or trade."""
        single = phrase.noun and phrase.noun.being == "person" and phrase.head.tag in ("NN", "NNP")
        return bool(single and phrase.noun_key not in self._register.phrases("kin"))

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

    def _sector(self, phrase: Phrase, title: Title, owner: Who | None) -> str | None:
        noun, owned = title.noun, owner.sector if owner else None
        if noun.role in ("office", "relation") and self._is_former(phrase, title.first):
            return "ELI"
        if noun.role in ("relation", "group"):
            return self._sector_before(phrase, title.first) or owned or noun.sector
        if noun.sector == "GOV" and self._governs(owner):
            return "GOV"
        if noun.role == "agent" and noun.sector == "MIL" and self._sector_before(phrase, title.first) == "COP":
            return "COP"
        return owned if owned and noun.role == "agent" and noun.sector in _ARMED else noun.sector

    def _is_former(self, phrase: Phrase, noun_first: int) -> bool:
        words = self._register.phrases("former")
        return any(token.lemma in words for token in phrase.sentence.tokens[phrase.first : noun_first])

    def _sector_before(self, phrase: Phrase, noun_first: int) -> str | None:
        """The sector of a noun that stands before a relation: "opposition figures"."""
        if noun_first <= phrase.first or any(mark.last == noun_first - 1 for mark in phrase.within):
            return None
        found = noun_ending(phrase.sentence.tokens, phrase.first, noun_first - 1, self._register)
        return found[0].sector if found else None

    def _words(self, first: int, last: int) -> str:
        return self._scene.words(self._sentence, first, last)


def title_at(phrase: Phrase) -> Title:
    """The noun at the head of a phrase that has one."""
    assert phrase.noun is not None
    return Title(phrase.noun, phrase.noun_key, phrase.noun_first, phrase.noun_last)


def _acts_before(noun: Noun, token: Token) -> bool:
    """Whether a noun before another one is a party to it: soldiers are, the prisoner of an exchange is not."""
    if noun.role not in ("agent", "institution") or noun.being == "thing" or noun.sector in ("CVL", "REF"):
        return False
    return token.pos in ("NOUN", "PROPN") or noun.sector in _ARMED or (noun.sector, noun.role) == ("MIL", "institution")


def _being(title: Title, head: Token) -> Being:
    if title.person or title.noun.being == "thing":
        return "person" if title.person else "thing"
    return "people" if head.tag in _PLURAL or head.lemma in ("people", "police") else title.noun.being
