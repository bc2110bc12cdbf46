"""MUC-4: who did violence to whom with what, from the tellings of events; the texts have to be truecased first.

MUC-4 asks for terrorism: fighting between armed sides and attacks on soldiers are none. Its victims are named persons,
whom the record never stores as parties, so their names are read from the text about the event's trigger.
"""

from collections.abc import Iterator
from typing import Any

from adapters.truecase import Truecaser
from onrecord.claims.factuality import judge
from onrecord.codebooks.register import Noun
from onrecord.config import settings
from onrecord.drafts import EventMention
from onrecord.events import clauses
from onrecord.events.actors import cast_of
from onrecord.events.coder import code
from onrecord.events.dates import timed_in, times_of
from onrecord.events.places import toponyms_of
from onrecord.flow import Reader
from onrecord.records import Actor, Article, Party, Standing
from onrecord.standing import standing
from onrecord.statements.attribution import attribute
from onrecord.syntax import Parse, Sentence, Token

Roles = dict[str, dict[str, str]]
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
ARMED = {"MIL", "REB", "UAF", "PRM", "CRM"}
THINGS = ("building", "vehicle", "troops", "goods", "road", "town")
ARMS = {"explosives", "firearms", "heavy-weapons", "primitive"}
CIVIL = {"GOV", "JUD", "LEG", "JRN", "ELI"}
UNREAL = {"denied"}


def answer(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    reader = Reader(settings())
    truecaser = Truecaser(reader.parser, reader.register, reader.gazetteer)
    for row in rows:
        text = truecaser.truecase(row["text"])
        parse = reader.parser.parse(text)
        incident = _Incident(reader, parse)
        for mention, stands in tellings(reader, Article(row["id"], text, "bench"), parse):
            if mention.event_type == "ASSAULT" and stands not in UNREAL:
                incident.add(mention)
        incident.add_groups(text)
        yield {
            "id": row["id"],
            "entities": {role: [[t] for t in found.values()] for role, found in incident.roles.items()},
        }


def tellings(reader: Reader, article: Article, parse: Parse) -> Iterator[tuple[EventMention, Standing]]:
    """Each telling of an event by itself, with its own parties and its own standing: MUC-4 wants all who are named."""
    cast = cast_of(parse, reader.register)
    statements = attribute(article, parse, cast, reader.cues, reader.tagger)
    named = toponyms_of(article, parse, reader.gazetteer)
    mentions = code(parse, cast, reader.codebook, times_of(article, timed_in(parse)), named.text)
    for mention, stand in zip(mentions, judge(article, parse, statements, mentions, reader.cues), strict=True):
        yield mention, standing(stand.modality, stand.claims)


class _Incident:
    def __init__(self, reader: Reader, parse: Parse) -> None:
        self.reader, self.parse = reader, parse
        self.roles: Roles = {role: {} for role in ROLES}
        self.told: set[int] = set()
        classes = reader.codebook.classes
        self.things = frozenset().union(*(classes[name] for name in THINGS))

    def add(self, mention: EventMention) -> None:
        sentence = self.parse.sentence_at(mention.trigger.start)
        token = next((t for t in sentence.tokens if t.start >= mention.trigger.start), None) if sentence else None
        if sentence is None or token is None or self.is_war(mention):
            return
        self.told.add(sentence.index)
        for party in mention.actor:
            self.add_perpetrator(party)
        for party in mention.recipient:
            if party.text.lower().split()[-1:] and self.is_thing(party):
                self.fill("Target", party.text)
        for head in self.objects(sentence, token):
            if head.pos == "PROPN" and not head.text.isupper() and not self.is_known(mention, head):
                self.add_victim(self.name_at(sentence, head))
        for word in self.weapons(sentence):
            self.fill("Weapon", word)

    def is_war(self, mention: EventMention) -> bool:
        mutual = mention.decided_by.endswith(" B")
        return mutual or any(p.sector in ARMED and not self.is_thing(p) for p in mention.recipient)

    def is_thing(self, party: Party) -> bool:
        noun = self.noun(party)
        last = party.text.split()[-1]
        if noun is not None:
            return noun.being == "thing"
        return bool({last.lower(), last.lower().removesuffix("s")} & self.things)

    def noun(self, party: Party) -> Noun | None:
        last = party.text.lower().split()[-1]
        forms = (last, last.removesuffix("s"), last.replace("men", "man"))
        return next((noun for form in forms if (noun := self.reader.register.noun(form))), None)

    def add_perpetrator(self, party: Party) -> None:
        actor = self.reader.register.actor(party.actor_id) if party.actor_id else None
        if actor is not None and actor.kind != "state" and party.text.lower().removeprefix("the ") in self.names(actor):
            self.roles["PerpOrg"].setdefault(actor.actor_id, party.text.lower().removeprefix("the "))
        elif self.is_person(party) and party.sector not in CIVIL and not self.is_modifier(party):
            self.fill("PerpInd", party.text)

    def is_person(self, party: Party) -> bool:
        noun = self.noun(party)
        return noun is not None and noun.being != "thing"

    def is_modifier(self, party: Party) -> bool:
        """Whether it is a bare noun before another: "[rebel] attack" names no one by a phrase of its own."""
        sentence = self.parse.sentence_at(party.start)
        tokens = [t for t in sentence.tokens if party.start <= t.start < party.end] if sentence else []
        return len(tokens) == 1 and tokens[0].dep in ("compound", "amod", "nmod")

    def add_groups(self, text: str) -> None:
        """Armed groups that are named where an attack is told of; MUC-4 takes its guerrillas to be theirs."""
        if not any(self.roles.values()):
            return
        for name in self.reader.register.names_in(text):
            actor = self.reader.register.actor(name.senses[0].actor_id) if name.senses else None
            if actor is not None and actor.kind == "armed_group" and self.near(name.start):
                self.roles["PerpOrg"].setdefault(
                    actor.actor_id, text[name.start : name.end].lower().removeprefix("the ")
                )

    def near(self, offset: int) -> bool:
        sentence = self.parse.sentence_at(offset)
        return sentence is not None and bool({sentence.index - 1, sentence.index, sentence.index + 1} & self.told)

    def names(self, actor: Actor) -> set[str]:
        return {name.lower() for name in (actor.name, *actor.names)}

    def objects(self, sentence: Sentence, token: Token) -> list[Token]:
        if token.tag[:2] == "VB":
            found = clauses.patients(sentence, token)
        else:
            found = [
                *clauses.behind(sentence, token, frozenset({"of", "on", "against"})),
                *sentence.kids(token, "poss"),
            ]
        return [
            t
            for head in found
            for linked in sentence.conjuncts(head)
            for t in [linked, *sentence.kids(linked, "appos")]
        ]

    def is_known(self, mention: EventMention, head: Token) -> bool:
        """A country or an organisation that the register knows is no victim by name."""
        return any(p.start <= head.start < p.end and p.actor_id and p.naming == "named" for p in mention.recipient)

    def add_victim(self, name: str) -> None:
        """One person is called by more or fewer of his names; titles are none of them."""
        words = name.split()
        while len(words) > 1 and (words[0].endswith(".") or self.reader.register.noun(words[0].lower())):
            words.pop(0)
        key = next((k for k in self.roles["Victim"] if set(k.split()) & {w.lower() for w in words}), None)
        if key is None or len(key.split()) < len(words):
            self.roles["Victim"].pop(key or "", None)
            self.roles["Victim"][" ".join(words).lower()] = " ".join(words).lower()

    def name_at(self, sentence: Sentence, head: Token) -> str:
        return self.parse.span_of([*(t for t in sentence.kids(head, "compound") if t.pos == "PROPN"), head]).text

    def weapons(self, sentence: Sentence) -> list[str]:
        modes, nouns = self.reader.codebook.types["ASSAULT"].modes, self.reader.codebook.nouns
        found = [t for t in sentence.tokens if modes.get(t.lemma) in ARMS and t.pos in ("NOUN", "PROPN")]
        return [t.text for t in found if t.lemma not in nouns and not t.lemma.endswith(("man", "men", "er"))]

    def fill(self, role: str, text: str) -> None:
        words = [word for word in text.lower().split() if word not in ("the", "a", "an")]
        if words:
            self.roles[role].setdefault(words[-1].removesuffix("s"), " ".join(words))
