"""What recurs from article to article is kept once: parties, actors, and the names of coders and of their rules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Generic, TypeVar

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from onrecord.records import Actor, Party, Place
from onrecord.store.bulk import Row, insert_rows
from onrecord.store.schema import actor, actor_name, actor_role, affiliation, coder, party, place, term
from onrecord.store.schema_past import past_note

Content = TypeVar("Content", bound=Hashable)

_REMEMBERED = 200_000
_AT_ONCE = 500


class Dictionary(Generic[Content]):
    """One dictionary table: `learn` gives each content a key, that it has or gets; then `[content]` is the key."""

    def __init__(self, table: Table, row_of: Callable[[Content], Row]) -> None:
        self.table, self._row_of = table, row_of
        self._keys: dict[Content, int] = {}

    def __getitem__(self, content: Content) -> int:
        return self._keys[content]

    def digest(self, content: Content) -> int:
        """The number by which the table knows the content."""
        return _fingerprint(content)

    def row(self, key: int, digest: int, content: Content) -> Row:
        """The row of a content."""
        return {"key": key, "digest": digest, **self._row_of(content)}

    def forget(self) -> None:
        """Trust nothing that is remembered, since another process may have deleted it."""
        self._keys.clear()

    def learn(self, connection: Connection, contents: Iterable[Content], next_key: int) -> list[tuple[int, Content]]:
        """Make sure that the table has all the contents; gives back those that it did not have, with their keys."""
        if len(self._keys) > _REMEMBERED:
            self.forget()
        unknown = {_fingerprint(content): content for content in contents if content not in self._keys}
        for digest, key in self._stored(connection, list(unknown)):
            self._keys[unknown.pop(digest)] = key
        new = [(key, digest, content) for key, (digest, content) in enumerate(unknown.items(), next_key)]
        self._keys.update((content, key) for key, _, content in new)
        if new:
            insert_rows(connection, self.table, [self.row(*one) for one in new])
        return [(key, content) for key, _, content in new]

    def _stored(self, connection: Connection, digests: list[int]) -> list[tuple[int, int]]:
        columns = self.table.c
        query = select(columns.digest, columns.key)
        slices = (digests[i : i + _AT_ONCE] for i in range(0, len(digests), _AT_ONCE))
        return [(d, k) for some in slices for d, k in connection.execute(query.where(columns.digest.in_(some)))]


def _fingerprint(content: object) -> int:
    """A number of 64 bits that two contents share only if they are the same."""
    digest = hashlib.blake2b(repr(content).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def folded(words: str) -> str:
    """Words as they are searched: without case."""
    return words.casefold()


PartyContent = tuple[str, str | None, str | None, str | None, str, str]


def content_of(one: Party) -> PartyContent:
    """What makes a party the same row as another; where it stands in a text is kept by whoever refers to it."""
    return one.name, one.actor_id, one.country, one.sector, one.naming, one.text


def _party_row(content: PartyContent) -> Row:
    name, actor_id, country, sector, naming, text = content
    searched = folded(name) if folded(name) == folded(text) else folded(f"{name}\n{text}")
    row = {"name": name, "actor_id": actor_id, "country": country, "sector": sector}
    return {**row, "naming": naming, "text": text, "folded": searched}


PlaceContent = tuple[str, str | None, str | None, float | None, float | None, int | None, str, str | None]
_PLACE = ("name", "admin1", "country", "latitude", "longitude", "geonames_id", "precision", "runner_up")
place_content: Callable[[Place], PlaceContent] = attrgetter(*_PLACE)
"""What makes a place the same row as another."""


def _place_row(content: PlaceContent) -> Row:
    name, admin1, *_ = content
    return {**dict(zip(_PLACE, content, strict=True)), "folded": folded(f"{name}\n{admin1 or ''}".strip())}


def _actor_row(one: Actor) -> Row:
    names = ("actor_id", "name", "kind", "country", "sector")
    return {name: getattr(one, name) for name in names}


def _coder_row(content: tuple[str, str]) -> Row:
    return {"version": content[0], "codebook": content[1]}


def _term_row(content: str) -> Row:
    return {"term": content}


def _note_row(content: str) -> Row:
    return {"note": content}


class Dictionaries:
    """All dictionary tables."""

    def __init__(self) -> None:
        self.parties = Dictionary(party, _party_row)
        self.places = Dictionary(place, _place_row)
        self.actors = Dictionary(actor, _actor_row)
        self.coders = Dictionary(coder, _coder_row)
        self.terms = Dictionary(term, _term_row)
        self.notes = Dictionary(past_note, _note_row)

    def forget(self) -> None:
        """Trust nothing that is remembered."""
        for dictionary in (self.parties, self.places, self.actors, self.coders, self.terms, self.notes):
            dictionary.forget()

    def learn_actors(self, connection: Connection, actors: Iterable[Actor], following: Mapping[str, int]) -> None:
        """Keep each distinct account of an actor, with its names, roles and affiliations."""
        new = self.actors.learn(connection, actors, following["actor"])
        for table, rows in actor_rows(new):
            if rows:
                insert_rows(connection, table, rows)


def actor_rows(accounts: Iterable[tuple[int, Actor]]) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of the names, roles and affiliations of accounts of actors, each by its key."""
    new = list(accounts)
    yield actor_name, [_name_row(key, i, name) for key, one in new for i, name in enumerate(one.names)]
    yield actor_role, [_numbered(key, i, role, _ROLE) for key, one in new for i, role in enumerate(one.roles)]
    yield affiliation, [_tie_row(key, i, one) for key, one in new for i in range(len(one.affiliations))]


_ROLE = ("office", "of", "sector", "since", "until")
_TIE = ("to", "kind", "basis", "source", "factuality", "since", "until", "article_id")


def _numbered(key: int, position: int, record: object, names: tuple[str, ...]) -> Row:
    return {"actor": key, "position": position, **{name: getattr(record, name) for name in names}}


def _name_row(key: int, position: int, name: str) -> Row:
    return {"actor": key, "position": position, "name": name, "folded": folded(name)}


def _tie_row(key: int, position: int, one: Actor) -> Row:
    tie = one.affiliations[position]
    span = tie.evidence
    words = {"evidence_start": span.start, "evidence_end": span.end, "evidence_text": span.text} if span else {}
    nothing = dict.fromkeys(("evidence_start", "evidence_end", "evidence_text"))
    return {**_numbered(key, position, tie, _TIE), **nothing, **words}
