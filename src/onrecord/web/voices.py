"""Who says so and who denies it, as the clauses of one sentence a list can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Responsibility
from onrecord.store.sides import ClaimLine
from onrecord.web.quotes import Quote, Sides
from onrecord.wording.naming import enumerated, with_article
from onrecord.wording.plain import plain

MOST = 4
"""Voices that one clause names; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Clause:
    """ "Denied by" and the voices; no voices where nobody takes this side, which the words then say.

    `side`: for, against or open.
    """

    side: str
    words: str
    voices: str = ""


def clauses_of(sides: Sides, responsibility: Iterable[Responsibility] = ()) -> tuple[Clause, ...]:
    """The clauses: who asserts it and how, who claims or is blamed for it, and who denies it or that nobody does."""
    said_to_have_done_it = list(responsibility)
    found = [*_spoken("for", sides.asserted), *_authorship(said_to_have_done_it), *_spoken("against", sides.denied)]
    if not sides.asserted and not sides.denied:
        return (*_spoken("open", sides.neither), *found)
    if not sides.denied:
        what = "that it happened" if any(one.status == "denied" for one in said_to_have_done_it) else "it"
        found.append(Clause("open", f"Nobody in the record denies {what}"))
    if not sides.asserted:
        found.append(Clause("open", "Nobody in the record asserts it"))
    return tuple(found)


def _spoken(side: str, quotes: Sequence[Quote]) -> Iterator[Clause]:
    by: dict[str, dict[str, None]] = {}
    for quote in quotes:
        for claim in (quote.claim, *quote.others):
            by.setdefault(_by(side, claim), {})[_voice(claim)] = None
    for words, voices in by.items():
        yield Clause(side, words, enumerated(list(voices), MOST))


def _by(side: str, claim: ClaimLine) -> str:
    """The words before the voices: "Reported as a fact by", "Denied by"."""
    if claim.source is None and not claim.left_open:
        return plain("reported", claim.factuality)
    if side == "for" and not claim.factuality.startswith("CT"):
        return f"{plain('by', claim.stance)} {plain('surely', claim.factuality)} by".replace(" by as", " as")
    return plain("by", "denies" if side == "against" else claim.stance)


def _voice(claim: ClaimLine) -> str:
    if claim.source is None:
        return "a source left open" if claim.left_open else (claim.publisher or "an unnamed publisher")
    return with_article(claim.source, claim.naming)


def _authorship(responsibility: Iterable[Responsibility]) -> Iterator[Clause]:
    by: dict[str, dict[str, None]] = {}
    for one in responsibility:
        by.setdefault(one.status, {})[with_article(one.party)] = None
    for status, parties in by.items():
        yield Clause("open", plain("authorship", status), enumerated(list(parties), MOST))
