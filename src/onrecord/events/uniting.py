"""What several tellings of one happening come to: its claims, its figures, its parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.records import Claim, Figure, Party


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims that stand, and by which of them each one that was given is now represented."""

    kept: tuple[Claim, ...]
    now: Mapping[str, str]


def united_claims(given: Sequence[Claim], event_id: str) -> Claims:
    """One claim a voice: its later word replaces its earlier one, unless the later one commits to nothing.

    An outright denial is not replaced by other words to the same effect ("There is no dialogue").
    """
    latest: dict[str, Claim] = {}
    for claim in given:
        voice = _voice(claim)
        if voice not in latest or (claim.factuality != "U" and not _denied_already(latest[voice], claim)):
            latest[voice] = claim
    kept = tuple(replace(claim, event_id=event_id) for claim in latest.values())
    now = {claim.claim_id: latest[_voice(claim)].claim_id for claim in given}
    return Claims(kept, now)


def _denied_already(before: Claim, claim: Claim) -> bool:
    return before.stance == "denies" and claim.stance != "denies" and before.factuality == claim.factuality


def united_figures(figures: Iterable[Figure], claims: Claims) -> tuple[Figure, ...]:
    """Each figure once, with the claim that now stands for its source."""
    found: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        known = replace(figure, claim_id=claims.now.get(figure.claim_id or "", None))
        key = (known.kind, known.side, known.low, known.best, known.high, known.claim_id)
        found.setdefault(key, known)
    return tuple(found.values())


def fullest_parties(told: Sequence[tuple[Party, ...]]) -> tuple[Party, ...]:
    """The parties of the telling that says most surely who they are; the earlier of two that say as much."""
    return max(told, key=_surety, default=())


def _surety(parties: tuple[Party, ...]) -> tuple[int, int, int]:
    known = sum(party.actor_id is not None for party in parties)
    placed = sum(party.country is not None for party in parties)
    return known, placed, len(parties)


def _voice(claim: Claim) -> str:
    if claim.source is None:
        return claim.statement_id or ""
    return claim.source.actor_id or claim.source.name.casefold()
