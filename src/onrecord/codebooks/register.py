"""The register of actors: who can do things in public, by which names, and what kind of party a noun names.

Facts are written by us in `actors/*.toml`; the codes are PLOVER's and ISO 3166's. A user's own files extend it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from onrecord.codebooks.register_compile import Table, compiled
from onrecord.codebooks.register_names import fold, key_of, lower, matchable, writings
from onrecord.records import Actor, Affiliation, Naming, Role

Form = Literal["name", "adjective", "people", "capital", "seat", "place"]
NounRole = Literal["office", "agent", "institution", "relation", "group", "target"]
NounBeing = Literal["person", "body", "thing"]

_OWN_FORMS: tuple[Form, ...] = ("name", "capital", "seat")
_TIES = (("parent", "member"), ("offshoot_of", "offshoot"), ("speaks_for", "speaks_for"))


class Sense(NamedTuple):
    """Whom a name stands for, and how: by a name, an adjective, its people, its capital or its seat of government.

    A `weak` name says too little by itself ("National Liberation Front"): the article must bear it out.
    """

    actor_id: str
    form: Form
    weak: bool = False


class Named(NamedTuple):
    """A name found in a text, with everyone who bears it."""

    start: int
    end: int
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun says of the party it names; `home` where it may be taken to be of the article's own country."""

    role: NounRole
    sector: str | None
    naming: Naming
    being: NounBeing
    home: bool


class Register:
    """Known actors and their names. Building one costs some hundredths of a second; keep it."""

    def __init__(self, table: Table) -> None:
        self._written: dict[str, str] = table["actors"]
        self._read: dict[str, Table] = {}
        self._bearers = {way: who for key, who in table["names"].items() for way in writings(key)}
        self._keys = [f" {way}" for way in self._bearers]
        self._sensed: dict[str, tuple[Sense, ...]] = {}
        self._nouns = {word: Noun(*row) for word, row in table["nouns"].items()}
        self._noun_ends = frozenset(word.rpartition(" ")[2] for word in self._nouns)
        self._leaders: dict[str, list[str]] = table["leaders"]
        self._institutions: dict[str, str] = table["institutions"]
        self._phrases = {name: frozenset(words) for name, words in table["phrases"].items()}
        self.anaphors: dict[str, str] = table["anaphors"]
        self._matcher = AhoCorasick(
            self._keys, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )

    @classmethod
    def load(cls, own: Sequence[Path] = ()) -> Register:
        """The shipped register, extended by a user's own files.

        Raises CodebookError where a file is malformed. The compiled table is cached by the files' content.
        """
        shipped = sorted((Path(__file__).parent / "actors").glob("*.toml"))
        return cls(compiled(shipped, own))

    def __len__(self) -> int:
        return len(self._written)

    def __iter__(self) -> Iterator[str]:
        """The ids of all actors, the states' institutions left out."""
        return iter(self._written)

    def names_in(self, text: str) -> list[Named]:
        """The names in a text, leftmost and longest first chosen, each at word boundaries, none within another.

        Hyphens, apostrophes and diacritics do not matter; capitals do: a name is found as it is written in the
        register, with a capital first, or all in capitals.
        """
        return list(self._scan(f" {matchable(text)}", 0, len(text) + 1))

    def _scan(self, plain: str, begin: int, stop: int) -> Iterator[Named]:
        """The names that begin in a part of a text with a blank before it; where a match turns out to be none, or
        shorter, those within the rest of it."""
        keys, length = self._keys, len(plain)
        for pattern, start, end in self._matcher.find_matches_as_indexes(plain[begin:stop]):
            start, end = start + begin, end + begin
            if end >= length or not plain[end].isalnum():
                yield Named(start, end - 1, self._senses(keys[pattern][1:]))
                continue
            named = self._shorter(plain, start, end, keys[pattern][1:])
            if named:
                yield named
            if " " in plain[start + 1 : end]:
                rest = named.end + 1 if named else plain.index(" ", start + 1, end)
                yield from self._scan(plain, rest, _word_end(plain, end))

    def _shorter(self, plain: str, start: int, end: int, key: str) -> Named | None:
        """The next shorter name that begins where this match does, which breaks a word."""
        while key:
            if key in self._bearers and not (end < len(plain) and plain[end].isalnum()):
                return Named(start, end - 1, self._senses(key))
            end = plain.rfind(" ", start + 1, end)
            key = plain[start + 1 : end] if end > start else ""
        return None

    def _senses(self, key: str) -> tuple[Sense, ...]:
        """Everyone whom a key stands for; read once, as one text names the same few over and over."""
        found = self._sensed.get(key)
        if found is None:
            rows = [bearer.split(" ") for bearer in self._bearers[key].split(",")]
            found = self._sensed[key] = tuple(Sense(row[0], cast(Form, row[1]), len(row) > 2) for row in rows)
        return found

    def bearers(self, name: str) -> tuple[Sense, ...]:
        """Everyone whom this name, as written, stands for; empty where it is unknown."""
        key = key_of(name)
        return self._senses(key) if key in self._bearers else ()

    def names_with(self, part: str) -> list[str]:
        """The names that have these words in them, whatever their capitals, the shortest first."""
        wanted = key_of(part).lower()
        found = {key for key in self._bearers if wanted and wanted in key.lower() and not key.isupper()}
        return sorted(found, key=lambda key: (len(key), key))

    def written(self, actor_id: str) -> tuple[str, ...]:
        """Every way in which a name of the actor is looked for, its adjectives and its people left out."""
        wanted = {f"{actor_id} {form}{weak}" for form in _OWN_FORMS for weak in ("", " weak")}
        return tuple(key for key, who in self._bearers.items() if not wanted.isdisjoint(who.split(",")))

    def noun(self, lemmas: str) -> Noun | None:
        """What a noun (one lemma, or several with blanks between) says of the party it names."""
        return self._nouns.get(lemmas)

    def ends_noun(self, lemma: str) -> bool:
        """Whether any noun of the codebook ends in this lemma."""
        return lemma in self._noun_ends

    def led_by(self, surname: str) -> str | None:
        """The one state that somebody of this surname is known to have headed; None where several fit or none does."""
        states = self._leaders.get(lower(fold(surname)), ())
        return states[0] if len(states) == 1 else None

    def has_led(self, surname: str) -> bool:
        """Whether somebody of this surname is known to have headed a state."""
        return bool(self._leaders.get(lower(fold(surname))))

    def phrases(self, name: str) -> frozenset[str]:
        """A list of words of the codebook, by its name."""
        return self._phrases.get(name, frozenset())

    def fact(self, actor_id: str, key: str) -> Any:  # noqa: ANN401 - a text or a list, as the files have it
        """One key of an actor's entry, or None."""
        entry = self._entry(actor_id)
        return entry.get(key) if entry else None

    def _entry(self, actor_id: str) -> Table | None:
        entry = self._read.get(actor_id)
        if entry is None and actor_id in self._written:
            entry = self._read[actor_id] = json.loads(self._written[actor_id])
        return entry

    def adjective(self, country: str) -> str:
        """What the state's institutions are called by: "Afghan" for AFG."""
        adjectives = self.fact(country, "adjectives")
        return str(adjectives[0]) if adjectives else str(self.fact(country, "name") or country)

    def actor(self, actor_id: str) -> Actor | None:
        """The actor with an id; ids such as PAK-MIL are a state's institutions."""
        entry = self._entry(actor_id)
        if entry is None:
            return self._institution(*actor_id.partition("-")[::2])
        names = [*entry.get("names", ()), *entry.get("acronyms", ())]
        roles = (Role("government", entry["governs"], "GOV", entry.get("governs_since")),) if "governs" in entry else ()
        return Actor(
            actor_id, entry["name"], tuple(dict.fromkeys(names)), entry["kind"], entry.get("country"),
            entry.get("sector"), roles, self._affiliations(entry),
        )  # fmt: skip

    def _institution(self, country: str, sector: str) -> Actor | None:
        if self.fact(country, "kind") != "state" or sector not in self._institutions:
            return None
        name = f"{self.adjective(country)} {self._institutions[sector]}"
        return Actor(f"{country}-{sector}", name, (), "office", country, sector, (), (_tie(country, "member"),))

    def institution_id(self, country: str, sector: str | None) -> str | None:
        """The id of a state's institutions of a sector, where it has some ("PAK-MIL")."""
        return f"{country}-{sector}" if sector in self._institutions and country in self._written else None

    def tied_to(self, actor_id: str) -> tuple[tuple[str, Affiliation], ...]:
        """Who the register ties to an actor, and how: its offshoots, wings and allies. Reads the whole register."""
        ties = ((other, tie) for other in self for tie in self._affiliations(self._entry(other) or {}))
        return tuple((other, tie) for other, tie in ties if tie.to == actor_id)

    def _affiliations(self, entry: Table) -> tuple[Affiliation, ...]:
        ties = [_tie(entry[key], kind) for key, kind in _TIES if key in entry]
        return (*ties, *(_tie(ally, "ally") for ally in entry.get("allies", ())))


def _word_end(low: str, position: int) -> int:
    """The end of the word at a position."""
    while position < len(low) and low[position].isalnum():
        position += 1
    return position


def _tie(to: str, kind: str) -> Affiliation:
    return Affiliation(to, cast(Literal["member", "offshoot", "ally", "speaks_for"], kind), "register")
