"""Which rows of each table pass the filters: the conditions of `filters`, led from one table to the next."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Select, func, select

from onrecord.store.filters import (
    Clause,
    Filters,
    is_actor,
    of_events,
    of_voices,
    one_of,
    places,
    told_in,
    took_part,
    with_words,
    within,
)
from onrecord.store.schema import (
    actor,
    actor_name,
    article,
    article_actor,
    claim,
    event,
    event_party,
    incident,
    incident_event,
    incident_figure,
    incident_party,
    party,
    statement,
    statement_content,
)
from onrecord.store.sqlite import matching


def on_event(filters: Filters) -> list[Clause]:
    """The conditions on an event; its article is joined."""
    voices = of_voices(claim, filters)
    claimed = [event.c.key.in_(select(claim.c.event).where(*voices))] if voices else []
    return [*_without_voices(filters), *claimed]


def on_claim(filters: Filters) -> list[Clause]:
    """The conditions on a claim; its event and article are joined."""
    return [*_without_voices(filters), *of_voices(claim, filters)]


def _without_voices(filters: Filters) -> list[Clause]:
    dates = within(event.c.date_earliest, event.c.date_latest, filters)
    return [*of_events(filters), *dates, *told_in(filters), *with_words(filters)]


def on_statement(filters: Filters) -> list[Clause]:
    """The conditions on a statement; its article is joined. Its date is when it was said, else when it was printed."""
    said = func.coalesce(statement.c.said, article.c.published)
    clauses = [*told_in(filters), *of_voices(statement, filters), *within(said, said, filters)]
    if filters.text is not None:
        found = select(statement_content.c.statement).where(
            statement_content.c.passage.in_(matching("passage", filters.text))
        )
        clauses.append(statement.c.key.in_(found))
    if told := of_events(filters):
        about = select(claim.c.statement).join(event, event.c.key == claim.c.event).where(*told)
        clauses.append(statement.c.key.in_(about))
    return clauses


def on_article(filters: Filters) -> list[Clause]:
    """The conditions on an article; its date is when it was printed."""
    clauses = [*told_in(filters), *within(article.c.published, article.c.published, filters)]
    if filters.unread is not None:
        clauses.append(article.c.unread_reason.is_not(None) if filters.unread else article.c.unread_reason.is_(None))
    if filters.text is not None:
        clauses.append(article.c.key.in_(matching("article", filters.text)))
    if told := of_events(filters):
        clauses.append(article.c.key.in_(select(event.c.article).where(*told)))
    if voices := of_voices(statement, filters):
        clauses.append(article.c.key.in_(select(statement.c.article).where(*voices)))
    return clauses


def on_incident(filters: Filters) -> list[Clause]:
    """The conditions on an incident: its own values where it has them, else those of an event in it."""
    i = incident.c
    clauses = [
        *one_of(i.incident_id, filters.incident),
        *one_of(i.event_type, filters.type),
        *one_of(i.mode, filters.mode),
        *one_of(i.standing, filters.standing),
        *(i.place.in_(keys) for keys in places(filters)),
        *(i.key.in_(keys) for keys in took_part(incident_party, incident_party.c.incident, filters)),
        *within(i.date_earliest, i.date_latest, filters),
    ]
    if filters.kind is not None:
        clauses.append(
            i.key.in_(select(incident_figure.c.incident).where(*one_of(incident_figure.c.kind, filters.kind)))
        )
    if told := _of_members(filters):
        clauses.append(i.key.in_(_member_events().where(*told)))
    return clauses


def _member_events() -> Select[tuple[int]]:
    return (
        select(incident_event.c.incident)
        .join(event, event.c.key == incident_event.c.event)
        .join(article, article.c.key == event.c.article)
    )


def _of_members(filters: Filters) -> list[Clause]:
    clauses = [*one_of(event.c.event_id, filters.event), *one_of(event.c.modality, filters.modality)]
    voices = of_voices(claim, filters)
    claimed = [event.c.key.in_(select(claim.c.event).where(*voices))] if voices else []
    return [*clauses, *told_in(filters), *with_words(filters), *claimed]


def on_actor(filters: Filters) -> list[Clause]:
    """The conditions on an account of an actor: `actor` is itself, `country` and `kind` are its own."""
    accounts = select(article_actor.c.actor).join(article, article.c.key == article_actor.c.article)
    clauses = [
        actor.c.key.in_(accounts.where(*told_in(filters))),
        *one_of(actor.c.country, filters.country),
        *one_of(actor.c.kind, filters.kind),
    ]
    if filters.actor is not None:
        clauses.append(is_actor(filters.actor))
    if filters.text is not None:
        named = actor_name.c.folded.contains(filters.text.casefold(), autoescape=True)
        clauses.append(actor.c.key.in_(select(actor_name.c.actor).where(named)))
    if voices := of_voices(statement, filters):
        spoke = select(party.c.actor_id).join(statement, statement.c.source == party.c.key).where(*voices)
        clauses.append(actor.c.actor_id.in_(spoke))
    return [*clauses, *_acted(filters)]


def _acted(filters: Filters) -> list[Clause]:
    others = replace(filters, actor=None, country=None, kind=None, text=None)
    told = [*of_events(others), *within(event.c.date_earliest, event.c.date_latest, others)]
    if not told:
        return []
    took = select(party.c.actor_id).join(event_party, event_party.c.party == party.c.key)
    return [actor.c.actor_id.in_(took.join(event, event.c.key == event_party.c.event).where(*told))]
