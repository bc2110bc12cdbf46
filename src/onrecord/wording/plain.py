"""What the codes of a record are called on pages that people read."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


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
