"""What a source holds of an event: that it is so or is not, is planned or is not, from its claim on the event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from onrecord.records import Claim, Event, Modality, Stance

Sign = Literal["+", "-"]

WORDS: dict[tuple[Modality, Sign], str] = {
    ("actual", "+"): "that it is so",
    ("actual", "-"): "that it is not so",
    ("intended", "+"): "that it is planned",
    ("intended", "-"): "that it is not planned",
    ("requested", "+"): "that it is asked for",
    ("requested", "-"): "that it is not asked for",
    ("threatened", "+"): "that it is threatened",
    ("threatened", "-"): "that it is not threatened",
    ("possible", "+"): "that it is possible",
    ("possible", "-"): "that it is not possible",
    ("conditional", "+"): "that it depends",
    ("conditional", "-"): "that it would not be so",
}


class Holding(NamedTuple):
    """The modality of the event, and whether the source affirms it ("+") or denies it ("-")."""

    modality: Modality
    sign: Sign

    @property
    def words(self) -> str:
        """In words: "that it is not planned"."""
        return WORDS[self]

    def is_against(self, other: Holding) -> bool:
        """Whether the two cannot both be so: one affirms what the other denies."""
        return self.modality == other.modality and self.sign != other.sign


def holding_of(event: Event, claim: Claim) -> Holding | None:
    """What a claim holds of its event; a claim that commits to nothing (U) holds only what is not actual.

    Who demands or promises an act commits to no act, but to the demand or the promise.
    """
    if claim.factuality != "U":
        return Holding(event.modality, "-" if claim.factuality.endswith("-") else "+")
    return Holding(event.modality, "+") if event.modality in ("requested", "threatened", "intended") else None


def holdings(told: Iterable[tuple[Event, Claim]]) -> tuple[Holding, ...]:
    """What the claims hold, each once."""
    found = (holding_of(event, claim) for event, claim in told)
    return tuple(dict.fromkeys(one for one in found if one))


def of_stance(stance: Stance) -> tuple[Holding, ...]:
    """What a bare denial holds, where no claim of its source is left on the event."""
    return (Holding("actual", "-"),) if stance == "denies" else ()
