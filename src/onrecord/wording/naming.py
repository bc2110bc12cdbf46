"""What parties and countries are called in the middle of an English sentence: with "the", "a" or neither."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from onrecord.records import Party

_COMPLEMENT = re.compile(r"\s(?:of|for|in|on|to|at|from|with|there)\b.*", re.DOTALL)

_VOWEL = re.compile(r"[aeio](?!u)|u(?!ni|s)|hour|honou?r|au", re.IGNORECASE)


@cache
def _listed(name: str) -> frozenset[str]:
    text = files("onrecord.wording").joinpath("naming.toml").read_text("utf-8")
    return frozenset(str(tomllib.loads(text)[name]).split())


@cache
def _states() -> dict[str, str]:
    text = files("onrecord.codebooks").joinpath("actors", "states.toml").read_text("utf-8")
    return {code: str(state["name"]) for code, state in tomllib.loads(text)["states"].items()}


def country_name(code: str | None) -> str:
    """What a country is called; a code that is no country's stands for itself.

    >>> country_name("PAK"), country_name("UNO"), country_name(None)
    ('Pakistan', 'UNO', '')
    """
    return _states().get(code or "", code or "")


def with_article(name: str, naming: str | None = "named") -> str:
    """A party's name as it stands in the middle of a sentence.

    >>> [with_article(name) for name in ("Rapid Support Forces", "Hamas", "The Resistance Front", "Gran Grif leader")]
    ['the Rapid Support Forces', 'Hamas', 'the Resistance Front', 'the Gran Grif leader']
    >>> [with_article(name) for name in ("United Nations coordinator", "camp", "Prime Minister Ada Lovelace")]
    ['a United Nations coordinator', 'a camp', 'Prime Minister Ada Lovelace']
    >>> [with_article(name, "unnamed") for name in ("militants", "army post", "two people close to it")]
    ['militants', 'an army post', 'two people close to it']
    """
    if name.startswith(("The ", "the ")):
        return f"the {name[4:]}"
    head = _head(name)
    low = head.casefold()
    if (naming != "unnamed" and low in _listed("definite")) or low in _listed("only"):
        return f"the {name}"
    # A name that ends in a capital is somebody's own.
    if not head[:1].islower() or _is_counted(name) or is_plural(name) or low in _listed("uncountable"):
        return name
    return f"{'an' if _VOWEL.match(name) else 'a'} {name}"


def _is_counted(name: str) -> bool:
    first = name.split(maxsplit=1)[0] if name.strip() else ""
    return first[:1].isdigit() or first.casefold() in _listed("counted")


def _head(name: str) -> str:
    """The noun of a name that tells what sort of thing it is."""
    words = _COMPLEMENT.sub("", name).split()
    return words[-1] if words else ""


def is_plural(name: str) -> bool:
    """Whether "were" follows the name. Names that only look like plurals are few, and singular in the list.

    >>> is_plural("militants"), is_plural("tribal elder"), is_plural("Haitian police"), is_plural("Congress")
    (True, False, True, False)
    """
    head = _head(name).casefold()
    ends = head.endswith("s") and not head.endswith(("ss", "us", "is", "as"))
    return ends or head in _listed("plural") or _is_counted(name)


def named(parties: Iterable[Party], most: int = 3) -> tuple[str, bool]:
    """The parties as one enumeration, named ones first, and whether "were" follows it."""
    first = sorted(parties, key=lambda party: party.naming == "unnamed")
    names = list(dict.fromkeys(with_article(one.name, one.naming) for one in first))
    return enumerated(names, most), len(names) > 1 or any(map(is_plural, names))


def enumerated(names: list[str], most: int = 3) -> str:
    """The names as one enumeration; beyond `most` they are counted.

    >>> enumerated(["a", "b"]), enumerated(["a", "b", "c", "d", "e"])
    ('a and b', 'a, b, c and 2 more')
    """
    shown = names[:most] + ([f"{len(names) - most} more"] if len(names) > most else [])
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))
