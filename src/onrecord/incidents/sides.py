"""The parties of one side of a happening as they are compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import Party

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of one side: by name, country and sector; `vague` where none of them is named."""

    names: Names
    countries: Names
    sectors: Names
    vague: bool


def side_of(given: Iterable[Party]) -> Side:
    """The side that these parties make."""
    parties = tuple(given)
    return Side(
        frozenset(party.actor_id or party.name.casefold() for party in parties),
        frozenset(party.country for party in parties if party.country),
        frozenset(party.sector for party in parties if party.sector),
        all(party.naming == "unnamed" for party in parties),
    )
