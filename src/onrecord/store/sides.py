"""The claims on incidents with the sentences that they rest on: what a reader is shown for and against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.engine import Connection

from onrecord.store.schema import article, claim, event, incident_event, party, passage

EVENTS_SHOWN = 8
"""Of an incident of more events, so many are looked at for who asserts it where only the gist is shown."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim on an incident, with what has to be known to quote it. `source` None is the article's own voice.

    `left_open`: somebody is quoted, but the text does not say who.
    """

    incident: int
    claim_id: str
    event_id: str
    article_id: str
    publisher: str | None
    title: str | None
    url: str | None
    published: str | None
    same_text_as: str | None
    modality: str
    authorship: bool
    stance: str
    factuality: str
    said: str | None
    source: str | None
    source_id: str | None
    source_country: str | None
    naming: str | None
    left_open: bool
    start: int
    end: int
    text: str


def claims_on(connection: Connection, incidents: Sequence[int], *, gist: bool = False) -> dict[int, list[ClaimLine]]:
    """The claims by the incident's key, in the order of its events; `gist` leaves out what most readers never reach."""
    query = _query().where(incident_event.c.incident.in_(incidents))
    if gist:
        # Whoever denies it is always shown, lest what is disputed look as if nobody did.
        query = query.where(
            or_(incident_event.c.position < EVENTS_SHOWN, claim.c.factuality.in_(("CT-", "PR-", "PS-")))
        )
    order = incident_event.c.incident, incident_event.c.position, claim.c.position
    found: dict[int, list[ClaimLine]] = {key: [] for key in incidents}
    for row in connection.execute(query.order_by(*order)):
        line = ClaimLine(*row)
        found[line.incident].append(line)
    return found


def _query() -> Select[Any]:
    a, p = article.c, passage.c
    return (
        select(
            incident_event.c.incident,
            claim.c.claim_id,
            event.c.event_id,
            a.article_id,
            a.publisher,
            a.title,
            a.url,
            a.published,
            a.same_text_as,
            event.c.modality,
            event.c.happening.is_not(None),
            claim.c.stance,
            claim.c.factuality,
            claim.c.said,
            party.c.name,
            party.c.actor_id,
            party.c.country,
            party.c.naming,
            claim.c.source.is_(None) & claim.c.statement.is_not(None),
            p.start,
            p.end,
            func.substr(a.text, p.start + 1, p.end - p.start),
        )
        .join_from(incident_event, event, event.c.key == incident_event.c.event)
        .join(claim, claim.c.event == event.c.key)
        .join(article, a.key == event.c.article)
        .join(passage, p.key == claim.c.evidence)
        .outerjoin(party, party.c.key == claim.c.source)
    )
