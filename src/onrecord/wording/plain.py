"""What the codes of a record are called on pages that people read."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Protocol

from onrecord.records import Party


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("onrecord.wording").joinpath("words.toml").read_text("utf-8"))


def plain(kind: str, code: str | None) -> str:
    """The plain word of a code; a code that has none stands for itself.

    >>> plain("stances", "denies"), plain("types", None), plain("modes", "heavy-weapons")
    ('denies it', 'Happening', 'heavy weapons')
    """
    word = _words().get(kind, {}).get(code or "other")
    return word or (code or "").replace("-", " ").replace("_", " ")


def what(event_type: str | None, mode: str | None) -> str:
    """The type and mode of an event in words.

    >>> what("ASSAULT", "heavy-weapons")
    'Attack (heavy weapons)'
    """
    return plain("types", event_type) + (f" ({plain('modes', mode)})" if mode else "")


class Happening(Protocol):
    """Whatever tells what happened, who did it and to whom."""

    @property
    def event_type(self) -> str | None:
        """One of PLOVER's types."""

    @property
    def mode(self) -> str | None:
        """The mode of the type."""

    @property
    def actor(self) -> tuple[Party, ...]:
        """Who did it."""

    @property
    def recipient(self) -> tuple[Party, ...]:
        """To whom."""


def headline(incident: Happening) -> str:
    """What happened, who did it and to whom, in a line."""
    sides = " → ".join(filter(None, (_names(incident.actor), _names(incident.recipient))))
    if incident.recipient and not incident.actor:
        sides = f"→ {sides}"
    return ": ".join(filter(None, (what(incident.event_type, incident.mode), sides)))


def _names(parties: tuple[Party, ...], most: int = 3) -> str:
    named = sorted(parties, key=lambda party: party.naming == "unnamed")
    names = list(dict.fromkeys(one.name for one in named))
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
