"""Whom a word means, and who speaks for them: a state's offices, a group's wings, a person known from other reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import func
from sqlalchemy.engine import Connection

from onrecord.codebooks.matters import MatterBook
from onrecord.codebooks.register import Register
from onrecord.errors import NotFoundError
from onrecord.records import Party
from onrecord.store.schema import party
from onrecord.store.spoken import NamedParty, Voices, actors_named, names_in_record, parties_like, tied_in_record


@dataclass(frozen=True, slots=True)
class Who:
    """An actor as it is asked for: its id, its name, and its other names."""

    actor_id: str
    name: str
    names: tuple[str, ...]


def owner_of(party: Party) -> str:
    """Who acts where the party does: a state's offices act as the state, everybody else as themselves."""
    owner = (party.actor_id or "").partition("-")[0]
    return owner if party.country and owner == party.country else party.actor_id or party.name.casefold()


@dataclass(frozen=True, slots=True)
class Speakers:
    """An actor with those who speak for it: `because` says why, by actor id or by the name of a person."""

    who: Who
    voices: Voices
    because: Mapping[str, str]

    def capacity_of(self, source: Party) -> str:
        """In what capacity a source speaks for the actor, in words."""
        if source.actor_id == self.who.actor_id or source.name == self.who.name:
            return "itself"
        if source.actor_id in self.because:
            return self.because[str(source.actor_id)]
        return self.because.get(source.name.casefold(), f"an office of {self.who.name}")


class Directory:
    """Finds actors by what people call them, in the register and in the record."""

    def __init__(self, register: Register, matters: MatterBook) -> None:
        self.register, self.matters = register, matters

    def who(self, connection: Connection, words: str) -> Who:
        """The actor that is meant. Raises NotFoundError where there is none, or where several bear the name."""
        found = self.ids_of(connection, words)
        if len(found) > 1:
            raise NotFoundError(f"{words!r} may be {', '.join(found)}; give one of these ids.")
        if not found:
            raise NotFoundError(
                f"Nobody called {words!r} is in the register or the record{self._near(connection, words)}."
            )
        return self.known_as(connection, found[0])

    def ids_of(self, connection: Connection, words: str) -> list[str]:
        """The ids of the actors that bear the name; those of the register first, in whatever case it is written."""
        if self.register.actor(words):
            return [words]
        for form in dict.fromkeys((words, words.title(), words.upper())):
            if senses := self.register.bearers(form):
                return _told_apart(connection, list(dict.fromkeys(s.actor_id for s in senses)))
        return list(dict.fromkeys(id_ for id_, _ in actors_named(connection, words)))

    def known_as(self, connection: Connection, actor_id: str) -> Who:
        """The actor with this id, by all its names."""
        known = self.register.actor(actor_id)
        told = names_in_record(connection, actor_id)
        names = dict.fromkeys((*(known.names if known else ()), *told))
        name = known.name if known else next(iter(dict(actors_named(connection, actor_id)).values()), actor_id)
        return Who(actor_id, name, tuple(other for other in names if other != name))

    def offices_of(self, actor_id: str) -> list[str]:
        """The ids of a state's offices that speak for it; none where the actor is no state."""
        ids = (self.register.institution_id(actor_id, sector) for sector in self.matters.state_voices)
        return [id_ for id_ in ids if id_ and self.register.actor(id_)]

    def speakers(self, connection: Connection, who: Who) -> Speakers:
        """Who speaks for the actor, beside itself."""
        because = dict(self._because(connection, who))
        state = self.register.fact(who.actor_id, "kind") == "state"
        voices = Voices(
            (who.actor_id, *because), who.actor_id if state else None, self.matters.state_voices if state else ()
        )
        more = dict(self._persons(connection, who, voices)) | dict(self._governments(connection, who))
        because |= {one.name.casefold(): why for one, why in more.items()}
        parties = tuple(one.key for one in more)
        return Speakers(who, Voices(voices.actors, voices.country, voices.sectors, parties), because)

    def _because(self, connection: Connection, who: Who) -> Iterator[tuple[str, str]]:
        for office in self.offices_of(who.actor_id):
            yield office, f"an office of {who.name}"
        for other in self.register:
            if self.register.fact(other, "governs") == who.actor_id:
                yield other, f"the government of {who.name}, by the register"
            if self.register.fact(other, "speaks_for") == who.actor_id:
                yield other, f"speaks for {who.name}, by the register"
        for other in tied_in_record(connection, who.actor_id, "speaks_for"):
            yield other, f"speaks for {who.name}, by a report"

    def _governments(self, connection: Connection, who: Who) -> Iterator[tuple[NamedParty, str]]:
        """A government that is called by the name of the movement that forms it ("the Taliban government")."""
        state = self.register.fact(who.actor_id, "governs")
        office = self.register.institution_id(state, "GOV") if state else None
        for one in parties_like(connection, party.c.actor_id == office) if office else ():
            if who.actor_id in self._named_in(one.name):
                yield one, f"the government that {who.name} forms"

    def _named_in(self, text: str) -> set[str]:
        return {sense.actor_id for named in self.register.names_in(text) for sense in named.senses}

    def _persons(self, connection: Connection, who: Who, voices: Voices) -> Iterator[tuple[NamedParty, str]]:
        """Officials whom a report names without saying whose they are, and another report with it.

        The whole name of the person has to be the same, and nobody else's in the record.
        """
        known = {self._person(one.name) for one in parties_like(connection, party.c.naming == "named", voices.clause())}
        official = party.c.sector.in_(self.matters.state_voices)
        homeless = parties_like(connection, party.c.naming == "named", party.c.actor_id.is_(None), official)
        for one in homeless:
            person = self._person(one.name)
            if person and person in known and not self._belongs_elsewhere(connection, person, voices):
                yield one, f"an office of {who.name}, by another report that names the same person"

    def _belongs_elsewhere(self, connection: Connection, person: str, voices: Voices) -> bool:
        alike = func.lower(party.c.name).contains(person, autoescape=True)
        bearing = parties_like(connection, party.c.actor_id.is_not(None), alike, ~voices.clause())
        return any(self._person(one.name) == person for one in bearing)

    def _person(self, name: str) -> str | None:
        """The person's own name behind an office ("Foreign Minister Ana Lima"): two words at least, in capitals."""
        words = name.split()
        office = [i for i, word in enumerate(words[:-2], 1) if self.register.ends_noun(word.casefold())]
        own = words[office[-1] :] if office else []
        return " ".join(own).casefold() if own and all(word[0].isupper() for word in own) else None

    def _near(self, connection: Connection, words: str) -> str:
        known = {one.name for one in parties_like(connection, party.c.naming == "named")}
        near = get_close_matches(words, sorted(known), n=3, cutoff=0.6)
        return f"; near it are {', '.join(near)}" if near else "; `onrecord actors` lists who is"


def _told_apart(connection: Connection, ids: list[str]) -> list[str]:
    """Of several who bear a name, those whom the record knows, where it knows any."""
    if len(ids) == 1:
        return ids
    told = {one.actor_id for one in parties_like(connection, party.c.actor_id.in_(ids))}
    return [id_ for id_ in ids if id_ in told] or ids
