"""What a comparison looks at in a telling, worked out once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.drafts import Telling
from onrecord.incidents.window import Window, window_of
from onrecord.records import Event, Figure, Party, Place

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of one side: by name, country and sector; `vague` where none of them is named."""

    names: Names
    countries: Names
    sectors: Names
    vague: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """One telling as others are compared with it."""

    telling: Telling
    window: Window | None
    place: Place | None
    actor: Side
    recipient: Side
    figures: tuple[Figure, ...]
    words: Names

    @property
    def event(self) -> Event:
        """The event that it tells."""
        return self.telling.event


def profile_of(telling: Telling) -> Profile:
    """The profile of a telling."""
    event = telling.event
    actor, recipient = _side(event.actor), _side(event.recipient)
    return Profile(telling, window_of(telling), event.place, actor, recipient, event.figures, _words(event))


def _side(parties: tuple[Party, ...]) -> Side:
    return Side(
        frozenset(party.actor_id or party.name.casefold() for party in parties),
        frozenset(party.country for party in parties if party.country),
        frozenset(party.sector for party in parties if party.sector),
        all(party.naming == "unnamed" for party in parties),
    )


def _words(event: Event) -> Names:
    spans = (event.evidence, *event.more_evidence[:2])
    return frozenset(word for span in spans for word in re.findall(r"\w{4,}", span.text.casefold()))
