"""What `onrecord actors show` prints: what the register knows of an actor, and what reports in the record say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.cli.tables import table_of
from onrecord.errors import NotFoundError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.codebooks.register import Register
    from onrecord.config import Settings
    from onrecord.record import Record
    from onrecord.records import Actor, Affiliation

_FACTS = ("active", "capital", "adjectives", "people", "seats")
_NAMED = 12
"""Names shown where a name is unknown and others are like it."""
_EVENTS = 10


def parts_of(name: str, database: Path | None, own: Sequence[Path] | None) -> Iterator[RenderableType]:
    """The parts to print. Raises NotFoundError where neither register nor record knows the name."""
    from onrecord.codebooks.register import Register
    from onrecord.config import settings

    chosen = settings(database=database, actors=own)
    register = Register.load(chosen.actors)
    ids = _ids(register, name)
    found = list(_from_record(chosen, name, ids)) if database or chosen.database.exists() else []
    if not ids and not found:
        raise NotFoundError(_unknown(register, name))
    for actor_id in ids:
        yield from _card(register, actor_id)
    yield from found or [f"No record is at {chosen.database}: this is what the register knows."]


def _ids(register: Register, name: str) -> list[str]:
    """Everyone who bears the name, or has it as id."""
    written = dict.fromkeys([name, name.upper(), name.title()])
    bearers = [sense.actor_id for way in written for sense in register.bearers(way)]
    own = [way for way in written if register.actor(way)]
    return list(dict.fromkeys([*own, *bearers]))


def _unknown(register: Register, name: str) -> str:
    alike = register.names_with(name)
    hint = f" Names with it: {', '.join(alike[:_NAMED])}." if alike else ""
    return f"Nobody in the register or in the record is called {name!r}.{hint} `onrecord actors new FILE` adds some."


def _card(register: Register, actor_id: str) -> Iterator[RenderableType]:
    from onrecord.cli.cards import fields

    one = register.actor(actor_id)
    if one is None:
        return
    facts = {key: _written(register.fact(actor_id, key)) for key in _FACTS}
    yield fields(
        id=one.actor_id,
        name=one.name,
        also=", ".join(n for n in one.names if n != one.name),
        kind=one.kind.replace("_", " "),
        country=one.country,
        sector=one.sector,
        **facts,
        **_ties(register, one),
        roles="; ".join(f"{role.office} of {role.of or '—'}" for role in one.roles),
    )


def _written(fact: object) -> str | None:
    return ", ".join(map(str, fact)) if isinstance(fact, list) else (str(fact) if fact else None)


def _ties(register: Register, one: Actor) -> dict[str, str]:
    """Its ties as fields: those it has to others, and those that others have to it."""
    told: dict[str, list[str]] = {}
    words = {"member": "parent", "offshoot": "offshoot of", "ally": "allied to", "speaks_for": "speaks for"}
    for tie in one.affiliations:
        told.setdefault(words[tie.kind], []).append(_named(register, tie.to))
    words = {"member": "parts", "offshoot": "offshoots", "ally": "allied to", "speaks_for": "spoken for by"}
    for other, tie in register.tied_to(one.actor_id):
        told.setdefault(words[tie.kind], []).append(_named(register, other))
    return {word: ", ".join(dict.fromkeys(names)) for word, names in told.items()}


def _named(register: Register, actor_id: str) -> str:
    other = register.actor(actor_id)
    return f"{other.name} ({actor_id})" if other and other.name != actor_id else actor_id


def _from_record(chosen: Settings, name: str, ids: Sequence[str]) -> Iterator[RenderableType]:
    """What reports propose about it, with their words, and what it did and had done to it."""
    from onrecord.record import Record

    with Record(chosen, read_only=True) as record:
        for actor_id in ids or [one.actor_id for one in record.actors(actor=name, limit=_NAMED)]:
            yield from _told(record, actor_id)


def _told(record: Record, actor_id: str) -> Iterator[RenderableType]:
    yield from _proposals(record, actor_id)
    for role, title in (("actor", f"what {actor_id} did"), ("recipient", f"what was done to {actor_id}")):
        events = list(record.events(**{role: actor_id, "limit": _EVENTS}))  # type: ignore[arg-type]
        if events:
            yield table_of("events", events, title)
        else:
            yield f"No report in the record tells {title}."


def _proposals(record: Record, actor_id: str) -> Iterator[RenderableType]:
    """What reports say of its ties, and of others' ties to it."""
    for one in record.actors():
        for tie in one.affiliations:
            if tie.basis == "text" and actor_id in (one.actor_id, tie.to):
                yield _proposed(one.actor_id, tie)


def _proposed(actor_id: str, tie: Affiliation) -> RenderableType:
    from rich.text import Text

    because = f": “{tie.evidence.text}” ({tie.article_id})" if tie.evidence else ""
    source = f", by {tie.source}" if tie.source else ""
    return Text(f"a report says: {actor_id} {tie.kind.replace('_', ' ')} {tie.to} ({tie.factuality}{source}){because}")
