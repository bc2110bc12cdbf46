"""Records in a reader's words: who, when, where, how many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar, get_args

from onrecord.records import (
    Article,
    EventDate,
    Figure,
    FigureKind,
    IncidentFigure,
    Judgement,
    Party,
    Place,
    SourcedFigure,
)

AnyFigure = TypeVar("AnyFigure", bound=Figure | IncidentFigure)


def who(parties: Iterable[Party]) -> str:
    """The parties by name; one that is known by nothing but a common noun is in brackets."""
    return ", ".join(one_party(party) for party in parties) or "—"


def one_party(party: Party | None) -> str:
    """A party's name with its country where the name does not tell it; None is the article's own voice."""
    if party is None:
        return "the article itself"
    name = f"({party.name})" if party.naming == "unnamed" else party.name
    return name if not party.country or party.actor_id == party.country else f"{name} [{party.country}]"


def when(date: EventDate | None) -> str:
    """The date in EDTF, with ~ where it rests on the publication day alone."""
    return (date.edtf or date.text) if date else "—"


def where(place: Place | None) -> str:
    """The place with its country."""
    if place is None:
        return "—"
    near = "near " if place.precision == "near" else ""
    return near + ", ".join(dict.fromkeys(filter(None, (place.name, place.country))))


def how_many(low: int | None, best: int | None, high: int | None) -> str:
    """A range in words.

    >>> how_many(23, 23, 23), how_many(301, None, None), how_many(24, None, 99), how_many(None, 40, None)
    ('23', 'at least 301', '24–99', 'about 40')
    """
    if best is not None and low == high == best:
        return f"{best:,}"
    if low is not None and high is not None:
        return f"{low:,}–{high:,}" + (f" (best {best:,})" if best is not None else "")
    if low is not None:
        return f"at least {low:,}"
    if high is not None:
        return f"up to {high:,}"
    return f"about {best:,}" if best is not None else "—"


def figure(one: Figure | IncidentFigure) -> str:
    """A figure as "23 soldiers killed"; attackers are named as such."""
    whom = one.whom or ("attackers" if one.side == "attacker" else "")
    return " ".join(filter(None, (how_many(one.low, one.best, one.high), whom, one.kind)))


def weightiest_first(several: Iterable[AnyFigure]) -> list[AnyFigure]:
    """The dead before the hurt, attackers after those whom they attacked, larger counts before smaller ones."""
    kinds = get_args(FigureKind)
    return sorted(several, key=lambda f: (kinds.index(f.kind), f.side == "attacker", -(f.best or f.low or 0)))


def figures(several: Iterable[Figure | IncidentFigure]) -> str:
    """Figures, the weightiest first."""
    return "; ".join(map(figure, weightiest_first(several))) or "—"


def sourced(by: SourcedFigure) -> str:
    """One source's figure with its source, publisher and day."""
    giver = ", ".join(filter(None, (by.source, by.publisher, by.said)))
    return f"{how_many(by.low, by.best, by.high)} ({giver or 'source left open'})"


def quoted(sentence: str) -> str:
    """A sentence in quotation marks, where it does not begin with one.

    >>> quoted("It is so."), quoted("“It is so,” she said.")
    ('“It is so.”', '“It is so,” she said.')
    """
    return sentence if sentence[:1] in '“"' else f"“{sentence}”"


def counts_no_more(one: Article) -> str | None:
    """Why no incident or count rests on a report: it was withdrawn, or a newer version of it is known; else None."""
    if one.withdrawn:
        by = one.withdrawn_by or ""
        how = "by the decision" if by.startswith("ju-") else "by the notice"
        return "withdrawn, by its own notice" if by == one.article_id else f"withdrawn, {how} {by}"
    return f"replaced by a newer version, {one.superseded_by}" if one.superseded_by else None


def replaces(one: Article) -> str | None:
    """Which earlier version of it a report replaces, and what makes it the newer one; None where it replaces none."""
    if one.supersedes is None:
        return None
    return f"{one.supersedes}, {_NEWER[one.supersedes_basis or 'arrival']}"


_NEWER = {
    "updated": "which was printed earlier",
    "printed": "which was printed on an earlier day",
    "notice": "since it has a notice of what was changed",
    "arrival": "which was read earlier; nothing else says which is the newer",
}


def decided(one: Judgement) -> str:
    """What a person decided, when and why, and that the record follows a later decision where it does."""
    what = f"{one.field} is {one.value}" if one.field else _DECIDED.get(one.verdict, one.verdict)
    because = f", because “{one.reason}”" if one.reason else ""
    overruled = f"; not followed, since {one.overruled_by} is later and says otherwise" if one.overruled_by else ""
    return f"{one.by} decided on {one.at[:16].replace('T', ' at ')}: {what}{because} ({one.judgement_id}){overruled}"


_DECIDED = {
    "same": "these are one happening",
    "different": "these are not one happening",
    "right": "this is right",
    "wrong": "this is wrong",
    "withdrawn": "the report was withdrawn",
}
