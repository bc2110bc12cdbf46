"""Who is said to have done it: claimed by themselves, blamed by others, denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from onrecord.drafts import Telling
from onrecord.records import Claim, Party, Responsibility

Status = Literal["claimed", "blamed", "denied"]


def responsibility_of(tellings: Iterable[Telling]) -> tuple[Responsibility, ...]:
    """Every party that is said to have done it, with the claims, in order of name and status."""
    found: dict[tuple[str, Status], set[str]] = defaultdict(set)
    for telling in tellings:
        for event in telling.authorship:
            for party in event.actor:
                for claim in event.claims:
                    found[party.name, _status(claim, party)].add(claim.claim_id)
    return tuple(Responsibility(name, status, tuple(sorted(ids))) for (name, status), ids in sorted(found.items()))


def _status(claim: Claim, party: Party) -> Status:
    if claim.factuality.endswith("-"):
        return "denied"
    own = claim.source is not None and _key(claim.source) == _key(party)
    return "claimed" if own or claim.stance == "claims_responsibility" else "blamed"


def _key(party: Party) -> str:
    return party.actor_id or party.name.casefold()
