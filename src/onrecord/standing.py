"""Standing: how an event or incident stands, from its modality and its claims alone (RECORDS, "standing")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.records import Claim, Modality, Standing


def standing(modality: Modality, claims: Sequence[Claim]) -> Standing:
    """The first line that applies: disputed, denied, unrealised, affirmed, attributed, alleged.

    A claim that is U commits to nothing. The caller has replaced a source's earlier word by its later one.
    """
    commitments = [claim for claim in claims if claim.factuality != "U"]
    affirming = {_voice(c) for c in commitments if c.factuality.endswith("+")}
    denying = {_voice(c) for c in commitments if c.factuality.endswith("-")}
    if any(a != d for a in affirming for d in denying):
        return "disputed"
    if denying and not affirming:
        return "denied"
    if modality != "actual":
        return "unrealised"
    return _standing_of_the_asserted(commitments)


def _standing_of_the_asserted(commitments: Iterable[Claim]) -> Standing:
    certain = [claim for claim in commitments if claim.factuality == "CT+"]
    if any(claim.source is None and claim.statement_id is None for claim in certain):
        return "affirmed"
    return "attributed" if any(map(_answers_for_it, certain)) else "alleged"


def _answers_for_it(claim: Claim) -> bool:
    """A named or official source says it of itself or as plain fact; an opponent's accusation does not count."""
    if claim.source is None or claim.source.naming == "unnamed":
        return False
    return claim.stance not in ("accuses", "doubts")


def _voice(claim: Claim) -> str:
    """Who speaks: two claims of one source are one voice. A source left open is a voice of its own statement."""
    if claim.source is None:
        return claim.statement_id or ""
    return claim.source.actor_id or claim.source.name.casefold()
