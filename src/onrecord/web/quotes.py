"""Claims as they are quoted: for and against, one line a voice, and the citation of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.store.sides import ClaimLine
from onrecord.web.display import cleaned
from onrecord.wording.plain import plain

QUOTED = 600
"""Characters of a sentence that are shown in a list; the page of the article has all of it."""
CITED = 2_000
"""Characters of a sentence that are cited."""
_OF_THE_FUTURE = ("demands", "promises", "threatens")
"""Stances on what has not happened: that it has is not for them to say."""
_SURENESS = {"CT": 0, "PR": 1, "PS": 2}


@dataclass(frozen=True, slots=True)
class Quote:
    """One claim as a page shows it. `others` are further reports in which the same voice says the same."""

    claim: ClaimLine
    who: str
    how: str
    text: str
    others: tuple[ClaimLine, ...] = ()

    @property
    def href(self) -> str:
        """Where the sentence stands marked in its article."""
        return f"/articles/{self.claim.article_id}#made-{self.claim.event_id}"


@dataclass(frozen=True, slots=True)
class Sides:
    """What is said for and against, and what takes no stand."""

    asserted: tuple[Quote, ...]
    denied: tuple[Quote, ...]
    neither: tuple[Quote, ...]

    @property
    def modality(self) -> str | None:
        """How it is told where it is told as not having happened; None where it is not."""
        every = (*self.asserted, *self.denied, *self.neither)
        return next((quote.claim.modality for quote in every if quote.claim.modality != "actual"), None)


def sides_of(claims: Iterable[ClaimLine]) -> Sides:
    """The claims by the side that they take, the surest and the best named first."""
    listed = list(claims)
    return Sides(
        _quotes(c for c in listed if c.factuality.endswith("+")),
        _quotes(c for c in listed if c.factuality.endswith("-")),
        _quotes(c for c in listed if c.factuality == "U"),
    )


def _quotes(claims: Iterable[ClaimLine]) -> tuple[Quote, ...]:
    """One quote a voice and sentence; what a reprint repeats stands behind it."""
    voices: dict[tuple[str, str], list[ClaimLine]] = {}
    for claim in claims:
        voices.setdefault((_voice(claim), claim.text), []).append(claim)
    found = [quote_of(same[0], tuple(same[1:])) for same in voices.values()]
    return tuple(sorted(found, key=_order))


def _voice(claim: ClaimLine) -> str:
    return claim.source_id or claim.source or f"\x00{claim.left_open}"


def _order(quote: Quote) -> tuple[int, bool, int]:
    """A report tells in its first sentences what happened; later ones more often only speak of it."""
    claim = quote.claim
    own = claim.source is None and not claim.left_open
    known = own or claim.naming in ("named", "official")
    return _SURENESS.get(claim.factuality[:2], 3), not known, claim.start


def quote_of(claim: ClaimLine, others: tuple[ClaimLine, ...] = ()) -> Quote:
    """A claim as it is quoted."""
    return Quote(claim, who_says(claim), how_said(claim), shortened(claim.text), others)


def who_says(claim: ClaimLine) -> str:
    """The voice: a source by name, or the report's own."""
    if claim.source is not None:
        return claim.source
    return "a source left open" if claim.left_open else (claim.publisher or "the report itself")


def how_said(claim: ClaimLine) -> str:
    """The stand that the voice takes, in words."""
    if claim.source is None and not claim.left_open:
        return f"reports it {plain('surely', claim.factuality)}"
    said = plain("stances", claim.stance)
    takes_one = claim.factuality.startswith("CT") or (claim.factuality == "U" and claim.stance in _OF_THE_FUTURE)
    return said if takes_one else f"{said}, {plain('surely', claim.factuality)}"


def shortened(text: str, most: int = QUOTED) -> str:
    """The text, cut where it is too long to be read in a list."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def citation(claim: ClaimLine, link: str) -> str:
    """A claim as it can be pasted: publisher, date, sentence, link."""
    printed = ", ".join(filter(None, (claim.publisher or "publisher unknown", claim.published or "date unknown")))
    return cleaned(f"{printed}: “{shortened(claim.text, CITED)}” {claim.url or link}")
