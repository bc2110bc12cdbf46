"""Which tellings are worth comparing, without comparing all with all.

A telling has a key for each type and day that it may be about; two tellings are candidates when they share a key. Keys
depend on the telling alone, so that the order of arrival changes nothing.
"""

from __future__ import annotations

from datetime import timedelta

from onrecord.incidents.profile import Profile
from onrecord.incidents.window import Window

LONGEST = 31
"""Days; a vaguer date ("this year") is compared only with the same one."""


def mergeable(one: Profile) -> bool:
    """Whether a telling can be part of an incident: a single happening, not a count and not a who-did-it record."""
    return one.event.scope == "single" and one.event.happening is None


def keys_of(one: Profile) -> frozenset[str]:
    """The keys of a telling: its type with each day, or the whole of a vague date; none where no date is known."""
    if one.window is None or not mergeable(one):
        return frozenset()
    kind = one.event.event_type or "other"
    return frozenset(f"{kind}/{when}" for when in _days(one.window))


def _days(window: Window) -> list[str]:
    if window.days > LONGEST:
        return [f"{window.first}..{window.last}"]
    # One day more than the window, so that happenings a day apart meet.
    return [(window.first + timedelta(days=n)).isoformat() for n in range(window.days + 1)]
