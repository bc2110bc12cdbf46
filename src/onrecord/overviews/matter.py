"""A matter in plain words ("talks TTP") as the record is searched for it: kinds of event, actors, words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from onrecord.codebooks.events import Codebook
from onrecord.codebooks.matters import singular_forms
from onrecord.errors import SettingError
from onrecord.overviews.speakers import Directory
from onrecord.store.spoken import Term

LONGEST = 6
"""Words of the longest name that is looked for."""


@dataclass(frozen=True, slots=True)
class Understood:
    """How a part of the matter was understood: in words, and as what is searched for."""

    words: str
    meaning: str
    term: Term


def understand(connection: Connection, on: str, directory: Directory, codebook: Codebook) -> tuple[Understood, ...]:
    """The parts of a matter, the longest names first chosen; words in double quotes are looked for as they stand.

    Raises SettingError where there are no words.
    """
    parts = [part for part in re.findall(r'"([^"]+)"|([^\s",]+)', on) if part[1] not in directory.matters.ignored]
    found: list[Understood] = []
    position = 0
    while position < len(parts):
        one, taken = _next(connection, parts[position:], directory, codebook)
        found.append(one)
        position += taken
    if not found:
        raise SettingError("There are no words to search for; name a matter, such as --on 'ceasefire Sudan'.")
    return tuple(found)


def _next(
    connection: Connection, parts: Sequence[tuple[str, str]], directory: Directory, codebook: Codebook
) -> tuple[Understood, int]:
    quoted, plain = parts[0]
    if quoted:
        return Understood(quoted, f"the words “{quoted}”", Term(words=(quoted,))), 1
    for phrase, taken in _phrases(parts):
        if understood := _matter(phrase, directory) or _actor(connection, phrase, directory):
            return understood, taken
    return _coded(plain, codebook) or Understood(plain, f"the word “{plain}”", Term(words=(plain,))), 1


def _phrases(parts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, int]]:
    plain = [word for _, word in parts[:LONGEST]]
    upto = plain.index("") if "" in plain else len(plain)
    for length in range(upto, 0, -1):
        yield " ".join(plain[:length]), length


def _matter(phrase: str, directory: Directory) -> Understood | None:
    matter = directory.matters.named(phrase)
    if matter is None:
        return None
    kinds = ", ".join(map(str, matter.kinds))
    words = tuple(dict.fromkeys((phrase, *matter.words)))
    term = Term(kinds=tuple((kind.event_type, kind.mode) for kind in matter.kinds), words=words)
    return Understood(phrase, f"events {kinds}, or the words {', '.join(matter.words)}", term)


def _actor(connection: Connection, phrase: str, directory: Directory) -> Understood | None:
    ids = directory.ids_of(connection, phrase)
    if not ids:
        return None
    known = [directory.known_as(connection, id_) for id_ in ids]
    written = [name for who in known for name in (who.name, *who.names, *directory.register.written(who.actor_id))]
    meaning = " or ".join(f"{who.name} [{who.actor_id}]" for who in known)
    everyone = tuple(dict.fromkeys(one for id_ in ids for one in (id_, *directory.offices_of(id_))))
    return Understood(phrase, meaning, Term(actors=everyone, words=tuple(dict.fromkeys((phrase, *written)))))


def _coded(word: str, codebook: Codebook) -> Understood | None:
    """A word that the codebook of events has as a trigger of a mode: of a type alone would be too wide."""
    shelves = (codebook.nouns, codebook.verbs)
    frames = [f for form in singular_forms(word.casefold()) for shelf in shelves for f in shelf.get(form, ())]
    kinds = dict.fromkeys((f.type_name, f.coding.mode) for f in frames if f.event_type and f.coding.mode)
    if not kinds:
        return None
    named = ", ".join(f"{event_type} {mode}" for event_type, mode in kinds)
    return Understood(word, f"events {named}, or the word “{word}”", Term(kinds=tuple(kinds), words=(word,)))
