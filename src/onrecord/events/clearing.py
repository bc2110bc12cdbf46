"""Who denies a deed that others tell without naming a doer denies having done it, and not that it was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.drafts import EventMention, Stand
from onrecord.records import Claim, Party

_DEEDS = frozenset({"ASSAULT", "COERCE"})
"""Types of acts that have a doer and, apart from him, an outcome; talks that one side denies did not take place."""

Named = tuple[EventMention, Stand]


def with_cleared_authors(tellings: Sequence[Named]) -> list[Stand]:
    """The stands of one happening's tellings, denials of one's own part turned into claims about authorship.

    "The army denied shelling the camp. Nine people died in the shelling, the UN said": the shelling is told, and that
    the army did it is denied (RECORDS, "responsibility"). Where somebody says that it was the army, both sides
    stay claims about the deed itself, which is then disputed.
    """
    told = [(mention, stand) for mention, stand in tellings if any(map(_commits, stand.claims))]
    known = _sides(party for mention, _ in told for party in mention.actor)
    return [_cleared(stand) if told and _clears(mention, stand, known) else stand for mention, stand in tellings]


def _clears(mention: EventMention, stand: Stand, known: frozenset[str]) -> bool:
    """Whether an actor of whom nobody else speaks denies the deed, or somebody of his side does."""
    if mention.event_type not in _DEEDS or not mention.actor or not stand.claims or stand.authorship:
        return False
    own = _sides(mention.actor)
    speakers = _sides(claim.source for claim in stand.claims if claim.source)
    denied = all(claim.factuality.endswith("-") and claim.source for claim in stand.claims)
    return denied and bool(own & speakers) and not own & known


def _cleared(stand: Stand) -> Stand:
    return replace(stand, claims=(), authorship=stand.claims)


def _commits(claim: Claim) -> bool:
    return claim.factuality.endswith("+")


def _sides(parties: Iterable[Party]) -> frozenset[str]:
    """Everything that parties are known by: a state speaks for its soldiers."""
    listed = list(parties)
    known = frozenset(key for party in listed for key in (party.actor_id, party.country) if key)
    return known | frozenset(party.name.casefold() for party in listed if not (party.actor_id or party.country))
