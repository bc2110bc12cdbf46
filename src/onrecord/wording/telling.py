"""What happened as an English sentence that claims no more than the record does."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from onrecord.records import IncidentFigure, Party
from onrecord.wording import words
from onrecord.wording.naming import named


class Happening(Protocol):
    """Whatever tells what happened, who did it, to whom, and how it stands."""

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

    @property
    def figures(self) -> tuple[IncidentFigure, ...]:
        """How many were killed, displaced and so on."""

    @property
    def standing(self) -> str:
        """How the happening stands."""


@dataclass(frozen=True, slots=True)
class Act:
    """The words of one act, as acts.toml has them."""

    did: str
    to: str
    alone: str
    alone_to: str
    suffered: str
    bare: str
    how: str = ""


@cache
def act_of(event_type: str | None, mode: str | None) -> Act:
    """The words of an act; those of a mode go before those of its type.

    >>> act_of("ASSAULT", "abduct").did, act_of("ASSAULT", "firearms").how, act_of(None, None).did
    ('abducted', 'with firearms', '')
    """
    of_type = _acts().get(event_type or "other") or _acts()["other"]
    plain = {name: word for name, word in of_type.items() if isinstance(word, str)}
    modes = of_type.get("modes", {})
    return Act(**plain | modes.get(mode or "", {}))


@cache
def _acts() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("onrecord.wording").joinpath("acts.toml").read_text("utf-8"))


def headline(incident: Happening, modality: str | None = None) -> str:
    """What happened in one sentence, without its full stop, which says where that is denied, alleged or not done.

    `modality` is how it is told where it is told as not having happened: intended, requested and so on.
    """
    kinds = [figure.kind for figure in incident.figures]
    act = act_of(incident.event_type, incident.mode if incident.event_type else next(iter(kinds), None))
    told = _unrealised(act, incident, modality) if incident.standing == "unrealised" else _told(act, incident)
    return _capital(_FRAMES.get(incident.standing, "{}").format(told))


_FRAMES = {
    "disputed": "{}, some say; others deny it",
    "denied": "it is denied that {}",
    "alleged": "{}, it is alleged",
}
"""What a standing makes of a sentence; the others leave it as it is."""


def tolls(figures: Iterable[IncidentFigure]) -> tuple[str, ...]:
    """The figures of an incident as a list shows them."""
    return tuple(map(toll, ordered(figures)))


def ordered(figures: Iterable[IncidentFigure]) -> list[IncidentFigure]:
    """The figures whose kind is known, the weightiest first."""
    return words.weightiest_first(one for one in figures if one.kind != "other")


def toll(figure: IncidentFigure) -> str:
    """A figure of an incident as a list shows it; which of a range is best stands on the incident's page.

    >>> toll(IncidentFigure("killed", "soldiers", "victim", 9, 11, 11, ()))
    '9 to 11 soldiers killed'
    """
    low, best, high = figure.low, figure.best, figure.high
    number = words.how_many(low, best, high) if None in (low, high) or low == high else f"{low:,} to {high:,}"
    people = "attackers" if figure.side == "attacker" else "people"
    return _joined(number, figure.whom or ("" if figure.kind in _NO_PEOPLE else people), figure.kind)


_NO_PEOPLE = ("attacks", "participants", "other")
"""Kinds of figure that count no people, or name them already."""


def _told(act: Act, incident: Happening) -> str:
    """The act in the past tense."""
    (who, _), (whom, several) = named(incident.actor), named(incident.recipient)
    if who:
        return _joined(who, act.did, whom, act.how) if whom and act.did else _joined(who, act.alone, act.how)
    if whom:
        return _joined(whom, "were" if several else "was", act.suffered, act.how)
    return _joined("there was", act.bare, act.how)


def _unrealised(act: Act, incident: Happening, modality: str | None) -> str:
    """The act as something that was planned, asked for and so on."""
    (who, many), (whom, several) = named(incident.actor), named(incident.recipient)
    if not who and not whom:
        return _joined("there was talk of", act.bare, act.how)
    were = "were" if (many if who else several) else "was"
    if not who:
        subject, does = whom, f"be {act.suffered}"
    else:
        subject, does = who, f"{act.to} {whom}" if whom and act.to else act.alone_to
    frame = _MODALITIES.get(modality or "", "{} would {}, it is said")
    return frame.format(subject, _joined(does, act.how), were=were)


_MODALITIES = {
    "intended": "{} {were} to {}",
    "requested": "{} {were} asked to {}",
    "threatened": "it was threatened that {} would {}",
    "possible": "{} might {}",
    "conditional": "{} would {}, on a condition",
}
"""What a modality makes of the subject and the verb with what follows it."""


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts)).replace(" ,", ",")


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
