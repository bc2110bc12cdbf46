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

from onrecord.codebooks.register_files import ActorFile, check_codes, read_file
from onrecord.codebooks.register_names import fold, lower, same_words, spellings

_CODE = tuple(Path(__file__).with_name(f"register_{part}.py") for part in ("compile", "files", "names"))
"""What makes the table: a table compiled by other code is not used."""

_UNMARKED = ("n", "i", "k", "t", "e", "a", "o", "b", "r", "y", "d", "c")
"""Ends of an adjective that takes -s for its people ("Afghans", "Greeks"); "the Chinese" and "the Swiss" do not."""

Table = dict[str, Any]


def compiled(files: Sequence[Path]) -> Table:
    """The table for these files, from the cache where it is there, else compiled and, if possible, cached."""
    kept = cache_directory() / f"register-{_digest(files)}.json"
    with suppress(OSError, ValueError):
        table: Table = json.loads(kept.read_text(encoding="utf-8"))
        return table
    table = compile_table([read_file(path) for path in files])
    _keep(kept, table)
    return table


def cache_directory() -> Path:
    """Where compiled tables are kept: `onrecord` in $XDG_CACHE_HOME, else in ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onrecord"


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for path in (*_CODE, *files):
        with suppress(OSError):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _keep(kept: Path, table: Table) -> None:
    """Writes beside and renames, so that nobody reads half a file; a cache that cannot be written is no error."""
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=kept.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as part:
            json.dump(table, part, ensure_ascii=False, separators=(",", ":"))
        Path(name).replace(kept)


def compile_table(files: Sequence[ActorFile]) -> Table:
    """The compiled table. Later files extend earlier ones: the same id adds names and replaces what it gives."""
    codes = next((read.tables["codes"] for read in files if read.kind == "codes"), {})
    states = {state for read in files for state in read.tables.get("states", {})}
    check_codes(files, states | set(codes.get("nonstate", ())), set(codes.get("sectors", ())))
    entries = _entries(files)
    phrases = _phrases(files)
    same = same_words(line for read in files for line in read.tables.get("spellings", {}).get("same", ()))
    return {
        "actors": entries,
        "names": _names(entries, same),
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


def _names(entries: Mapping[str, Table], same: Mapping[str, Sequence[str]]) -> dict[str, list[list[str]]]:
    """Lower-cased folded name -> [folded name, actor id, form] for everyone who bears it."""
    names: dict[str, list[list[str]]] = {}
    for actor_id, entry in entries.items():
        for form, name in _forms(entry):
            for spelt in spellings(name, same):
                bearers = names.setdefault(lower(spelt), [])
                if [spelt, actor_id] not in [bearer[:2] for bearer in bearers]:
                    bearers.append([spelt, actor_id, form])
    return names


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
    if role in ("institution", "target"):
        return "body" if role == "institution" else "thing"
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
