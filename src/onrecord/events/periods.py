"""Counts for several periods told in one breath become events of their own: "27 attacks in June and 36 in May"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.events.assemble import Telling
from onrecord.events.figures import PeriodCount
from onrecord.records import Span, identify


def with_periods(tellings: tuple[Telling, ...], counts: Iterable[PeriodCount]) -> tuple[Telling, ...]:
    """The tellings, with an aggregate one for each count of a further period; its trigger is the number.

    What is told beside it is a count over a period as well, and no single happening.
    """
    listed = list(counts)
    compared = {one.mention for one in listed if not _is_day(one)}
    kept = [_aggregate(told) if i in compared else told for i, told in enumerate(tellings)]
    return (*kept, *(_of_period(tellings[one.mention], one) for one in listed))


def _is_day(one: PeriodCount) -> bool:
    """Whether the count is of a single day, and so of a happening ("40 on Monday and 25 on Tuesday")."""
    return one.period.nominal is not None and one.period.nominal[1] == one.period.nominal[2]


def _aggregate(telling: Telling) -> Telling:
    return replace(telling, mention=replace(telling.mention, scope="aggregate"))


def _of_period(telling: Telling, one: PeriodCount) -> Telling:
    figure, (sentence, token) = one.figure, one.position
    mention = replace(
        telling.mention,
        sentence=sentence,
        token=token,
        trigger=Span(figure.start, figure.end, figure.text),
        scope=telling.mention.scope if _is_day(one) else "aggregate",
        about=None,
        told_before=None,
        decided_by=f"{telling.mention.decided_by} > count of another period",
    )
    now = {claim.claim_id: identify("cl", claim.claim_id, sentence, token) for claim in telling.stand.claims}
    claims = tuple(replace(claim, claim_id=now[claim.claim_id]) for claim in telling.stand.claims)
    figure = replace(figure, claim_id=now.get(figure.claim_id or ""))
    stand = replace(telling.stand, claims=claims, authorship=())
    return replace(telling, mention=mention, stand=stand, figures=(figure,), date=one.period.date)
