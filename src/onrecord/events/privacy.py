"""What the record calls a private person: by trade where the text gives one, never by name.

Persons are parties by their public office. The names of others tell happenings apart while an article is read, and
stay in its text; a speaker who is quoted by name is kept as the source of those words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.codebooks.register import Register
from onrecord.drafts import Cast
from onrecord.events.actor_memory import Memory, Part
from onrecord.records import Event, Party

NOBODY = "person"


def public_name(part: Part, register: Register) -> str | None:
    """What to call a private person; None for everyone else, those known to have led a state among them."""
    who = part.who
    if part.being != "person" or who.actor_id or who.naming != "named":
        return None
    noun = register.noun(part.noun) if part.noun else None
    if noun is None:
        return None if register.has_led(who.name.rpartition(" ")[2]) else NOBODY
    return part.noun if noun.role == "agent" and part.person else None


def private_names(found: dict[str, str], memory: Memory) -> dict[str, str]:
    """Those of `found` whom the article gives no office anywhere else."""
    return {name: public for name, public in found.items() if not _is_elsewhere_official(name, memory)}


def _is_elsewhere_official(name: str, memory: Memory) -> bool:
    seen = memory.called(name.rpartition(" ")[2])
    return bool(seen and seen.who.name != name and name.rpartition(" ")[2] in seen.who.name)


def without_private_names(events: Iterable[Event], cast: Cast) -> tuple[Event, ...]:
    """The events with their private persons called by what they are; the spans still point at the words."""
    if not cast.private:
        return tuple(events)
    return tuple(replace(e, actor=_called(e.actor, cast), recipient=_called(e.recipient, cast)) for e in events)


def _called(parties: tuple[Party, ...], cast: Cast) -> tuple[Party, ...]:
    return tuple(
        replace(party, name=cast.private[party.name], naming="unnamed") if party.name in cast.private else party
        for party in parties
    )
