"""From actor files to one table that is quick to load, kept in the user's cache directory by its content."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from onrecord.codebooks.register_files import ActorFile, check_codes, check_repeats, check_ties, read_file
from onrecord.codebooks.register_names import fold, key_of, lower, same_words, spellings

_CODE = tuple(Path(__file__).with_name(f"register_{part}.py") for part in ("compile", "files", "names"))
"""What makes the table: a table compiled by other code is not used."""
FORMAT = b"2"
"""Changes with the shape of the table, for a process that began before its code was replaced."""

_UNMARKED = ("n", "i", "k", "t", "e", "a", "o", "b", "r", "y", "d", "c")
"""Ends of an adjective that takes -s for its people ("Afghans", "Greeks"); "the Chinese" and "the Swiss" do not."""

Table = dict[str, Any]


def compiled(shipped: Sequence[Path], own: Sequence[Path] = ()) -> Table:
    """The table for these files, from the cache where it is there, else compiled and, if possible, cached."""
    kept = cache_directory() / f"register-{_digest([*shipped, *own])}.json"
    with suppress(OSError, ValueError):
        table: Table = json.loads(kept.read_text(encoding="utf-8"))
        return table
    table = compile_table([read_file(path) for path in shipped], [read_file(path) for path in own])
    _keep(kept, table)
    return table


def cache_directory() -> Path:
    """Where compiled tables are kept: `onrecord` in $XDG_CACHE_HOME, else in ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onrecord"


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.blake2b(FORMAT, digest_size=12)
    for path in (*_CODE, *files):
        try:
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        except OSError:
            digest.update(str(path).encode() + b" cannot be read")  # nothing is cached for it, reading it will say why
    return digest.hexdigest()


def _keep(kept: Path, table: Table) -> None:
    """Writes beside and renames, so that nobody reads half a file; a cache that cannot be written is no error."""
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=kept.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as part:
            json.dump(table, part, ensure_ascii=False, separators=(",", ":"))
        Path(name).replace(kept)


def compile_table(shipped: Sequence[ActorFile], own: Sequence[ActorFile] = ()) -> Table:
    """The compiled table. A user's own files extend the shipped ones: an id that they share gets the names of both, and
    what the user's file gives besides. Raises CodebookError where shipped files repeat an id, or any names none that
    is known."""
    check_repeats(shipped)
    files = [*shipped, *own]
    codes: dict[str, Any] = next((read.tables["codes"] for read in files if read.kind == "codes"), {})
    states = {state for read in files for state in read.tables.get("states", {})}
    check_codes(files, states | set(codes.get("nonstate", ())), set(codes.get("sectors", ())))
    entries = _entries(files)
    check_ties(files, set(entries))
    phrases = _phrases(files)
    places = {state: names for read in files for state, names in read.tables.get("places", {}).items()}
    same = same_words(line for read in files for line in read.tables.get("spellings", {}).get("same", ()))
    return {
        "actors": {actor_id: json.dumps(entry, ensure_ascii=False) for actor_id, entry in entries.items()},
        "names": _names(entries, places, same, frozenset(phrases.get("weak_names", ()))),
        "nouns": dict(_nouns(files, frozenset(phrases.get("collective", ())))),
        "anaphors": {_key(w): a["kind"] for read in files for a in read.tables.get("anaphors", ()) for w in a["words"]},
        "leaders": _leaders(files),
        "institutions": codes.get("institutions", {}),
        "phrases": phrases,
    }


def _entries(files: Iterable[ActorFile]) -> dict[str, Table]:
    entries: dict[str, Table] = {}
    for read in files:
        header = read.tables["file"]
        for actor_id, state in read.tables.get("states", {}).items():
            entries[actor_id] = {"kind": "state", "country": actor_id} | state
        for actor_id, given in read.tables.get("actors", {}).items():
            own = {"kind": read.kind} | {k: header[k] for k in ("sector", "country") if k in header}
            entries[actor_id] = _extended(entries.get(actor_id, own), given)
    return entries


def _extended(entry: Table, given: Mapping[str, Any]) -> Table:
    lists = {k: list(dict.fromkeys([*entry.get(k, ()), *v])) for k, v in given.items() if isinstance(v, list)}
    return entry | dict(given) | lists


def _names(
    entries: Mapping[str, Table],
    places: Mapping[str, Sequence[str]],
    same: Mapping[str, Sequence[str]],
    weak: frozenset[str],
) -> dict[str, str]:
    """Key of a name -> everyone who bears it, as "ID form" or "ID form weak", with commas between."""
    names: dict[str, dict[str, str]] = {}
    for state, listed in places.items():
        for place in listed:
            names.setdefault(key_of(place), {})[state] = f"{state} place"
    for actor_id, entry in entries.items():
        for form, name in _forms(entry):
            bearer = f"{actor_id} {form} weak" if name in weak else f"{actor_id} {form}"
            for spelt in spellings(name, same):
                names.setdefault(key_of(spelt), {}).setdefault(actor_id, bearer)
    return {key: ",".join(bearers.values()) for key, bearers in names.items()}


def _forms(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "name", entry["name"]
    for key, form in (("names", "name"), ("acronyms", "name"), ("seats", "seat"), ("capital", "capital")):
        yield from ((form, name) for name in entry.get(key, ()))
    for adjective in entry.get("adjectives", ()):
        yield "adjective", adjective
        if adjective[-1] in _UNMARKED and not adjective.endswith("ese"):
            yield "people", adjective + "s"
    yield from (("people", name) for name in entry.get("people", ()))


def _nouns(files: Iterable[ActorFile], collective: frozenset[str]) -> Iterator[tuple[str, list[str | bool | None]]]:
    for read in files:
        for noun in read.tables.get("nouns", ()):
            role = noun["role"]
            naming = noun.get("naming") or ("official" if role in ("office", "institution") else "unnamed")
            for key in map(_key, noun["words"]):
                being = noun.get("being") or _being(role, key, collective)
                yield key, [role, noun.get("sector"), naming, being, noun.get("home", True)]


def _being(role: str, key: str, collective: frozenset[str]) -> str:
    if role in ("institution", "group", "target"):
        return "thing" if role == "target" else "body"
    return "body" if key.rpartition(" ")[2] in collective else "person"


def _key(word: str) -> str:
    return lower(fold(word)).replace("'", "")


def _leaders(files: Iterable[ActorFile]) -> dict[str, list[str]]:
    leaders: dict[str, list[str]] = {}
    for read in files:
        for state, surnames in read.tables.get("leaders", {}).items():
            for surname in surnames:
                leaders.setdefault(lower(fold(surname)), []).append(state)
    return leaders


def _phrases(files: Iterable[ActorFile]) -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = {}
    for read in files:
        for name, words in read.tables.get("phrases", {}).items():
            phrases.setdefault(name, []).extend(words)
    return phrases
