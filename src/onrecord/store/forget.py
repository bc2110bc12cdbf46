"""A takedown or an erasure: an article and all that rests on it alone are gone, from every corner of the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, or_, select, union, update
from sqlalchemy.engine import Connection

from onrecord.errors import NotFoundError
from onrecord.store import schema
from onrecord.store.alerts import remove_news_of
from onrecord.store.database import Database
from onrecord.store.editions import forget_stands
from onrecord.store.emptied import Emptied, empty_versions
from onrecord.store.moments import newest
from onrecord.store.schema import (
    article,
    claim,
    event,
    event_party,
    incident,
    incident_article,
    incident_event,
    incident_figure,
    incident_note,
    incident_part,
    incident_party,
    judgement,
    judgement_anchor,
    judgement_subject,
    party,
    place,
    responsibility,
    responsibility_claim,
    sourced_figure,
    statement,
)
from onrecord.store.schema_past import PAST, past_incident
from onrecord.store.sqlite import copies_of, erase_traces
from onrecord.store.write import remove_reading


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went: how many records of each kind. `stale`: incidents that rest on others too, and wait to be merged anew.

    `reprints` are articles with the same text, which stay until they are forgotten too. `copies` are files beside the
    record that still hold the article, since they were made before a migration. `traces`: a reader kept the file's
    log of changes from being emptied; forget anything again, or close all readers, to have that done. `emptied` are the
    versions of incidents that it was in, which nothing is left of; they can be written again from what is.
    """

    events: int
    statements: int
    incidents: int
    stale: int
    reprints: tuple[str, ...]
    copies: tuple[Path, ...] = ()
    traces: bool = False
    emptied: tuple[Emptied, ...] = ()


def forget(connection: Connection, article_id: str) -> Forgotten:
    """Remove the article within the caller's transaction, which must be a writer's; then call `wipe`.

    Raises NotFoundError where there is no such article. What is left of an incident that rests on others too is only
    what they say; it is flagged as stale. What is left of its versions is told in `emptied`.
    """
    key = connection.execute(select(article.c.key).where(article.c.article_id == article_id)).scalar()
    if key is None:
        raise NotFoundError(f"The record has no article {article_id}.")
    touched = _touched(connection, key)
    events, statements = (_count(connection, table.c.article == key) for table in (event, statement))
    _remove_judgements(connection, key, article_id)
    remove_news_of(connection, key)
    forget_stands(connection, key, article_id)
    emptied = empty_versions(connection, key, article_id)
    remove_reading(connection, key)
    gone = _remove_incidents(connection, touched)
    _clear_incidents(connection, [one for one in touched if one not in gone], key, article_id)
    reprints = _part_from_reprints(connection, article_id)
    _clear_runs(connection, key)
    connection.execute(delete(schema.affiliation).where(schema.affiliation.c.article_id == article_id))
    connection.execute(delete(article).where(article.c.key == key))
    _remove_unused(connection)
    what = f"an article was removed, with {events} events and {statements} statements"
    connection.execute(insert(schema.log).values(at=newest(connection).at, what=what))
    return Forgotten(events, statements, len(gone), len(touched) - len(gone), reprints, emptied=emptied)


def wipe(database: Database) -> tuple[tuple[Path, ...], bool]:
    """After what was forgotten is committed: leave no bytes of it; gives back `copies` and `traces` of Forgotten."""
    with database.bare() as connection:
        erased = erase_traces(connection)
    return copies_of(database.path), not erased


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).where(condition)).scalar_one())


def _touched(connection: Connection, key: int) -> list[int]:
    """The incidents in which something of the article is."""
    of_event = select(incident_event.c.incident).join(event).where(event.c.article == key)
    of_article = select(incident_article.c.incident).where(incident_article.c.article == key)
    figures = select(incident_figure.c.incident).join(sourced_figure).where(sourced_figure.c.article == key)
    return [found for (found,) in connection.execute(union(of_event, of_article, figures))]


def _remove_judgements(connection: Connection, key: int, article_id: str) -> None:
    """A decision about what is gone says nothing any more, and its words may tell what it was about."""
    ids = union(
        select(event.c.event_id).where(event.c.article == key),
        select(statement.c.statement_id).where(statement.c.article == key),
        select(claim.c.claim_id).join(event, event.c.key == claim.c.event).where(event.c.article == key),
    ).subquery()
    subject = judgement_subject.c.subject
    about = or_(subject == article_id, subject.in_(select(ids)))
    connection.execute(delete(judgement).where(judgement.c.key.in_(select(judgement_subject.c.judgement).where(about))))
    _remove_unheld(connection, article_id)


def _remove_unheld(connection: Connection, article_id: str) -> None:
    """What was decided on other events too stays, without this article; an undo goes with what it took back."""
    held = judgement_anchor.c
    keys = list(connection.scalars(select(held.judgement).where(held.article_id == article_id).distinct()))
    before = _held(connection, keys)
    connection.execute(delete(judgement_anchor).where(held.article_id == article_id))
    after = _held(connection, keys)
    gone = [key for key in keys if after.get(key) != before.get(key)]
    connection.execute(delete(judgement).where(judgement.c.key.in_(gone)))
    known = select(judgement.c.judgement_id)
    undone = select(judgement_subject.c.judgement).where(judgement_subject.c.subject.not_in(known))
    connection.execute(delete(judgement).where(judgement.c.verdict == "undo", judgement.c.key.in_(undone)))


def _held(connection: Connection, keys: list[int]) -> dict[int, set[int]]:
    """Which subjects of these judgements are held to anything."""
    held = judgement_anchor.c
    found: dict[int, set[int]] = {}
    for row in connection.execute(select(held.judgement, held.position).where(held.judgement.in_(keys))):
        found.setdefault(row.judgement, set()).add(row.position)
    return found


def _remove_incidents(connection: Connection, keys: list[int]) -> set[int]:
    """Remove those that have no event left; gives them back."""
    left = exists().where(incident_event.c.incident == incident.c.key)
    empty = connection.execute(
        select(incident.c.key, incident.c.incident_id).where(incident.c.key.in_(keys), ~left)
    ).all()
    ids = [row.incident_id for row in empty]
    connection.execute(delete(incident_part).where(incident_part.c.part.in_(ids)))
    about = select(judgement_subject.c.judgement).where(judgement_subject.c.subject.in_(ids))
    connection.execute(delete(judgement).where(judgement.c.key.in_(about)))
    connection.execute(delete(incident).where(incident.c.key.in_([row.key for row in empty])))
    return {row.key for row in empty}


def _clear_incidents(connection: Connection, keys: list[int], article_key: int, article_id: str) -> None:
    """Leave in these incidents nothing that only the article said; its reasons and contradictions are found anew."""
    here = incident.c.key.in_(keys)
    connection.execute(update(incident).where(here).values(stale=True))
    connection.execute(delete(incident_note).where(incident_note.c.incident.in_(keys)))
    connection.execute(delete(sourced_figure).where(sourced_figure.c.article == article_key))
    sourced = select(sourced_figure.c.incident_figure)
    figures = incident_figure.c.incident.in_(keys), incident_figure.c.key.not_in(sourced)
    connection.execute(delete(incident_figure).where(*figures))
    claimed = select(responsibility_claim.c.responsibility)
    blamed = responsibility.c.incident.in_(keys), responsibility.c.key.not_in(claimed)
    connection.execute(delete(responsibility).where(*blamed))
    connection.execute(delete(incident_party).where(incident_party.c.incident.in_(keys), ~_still_named()))
    for columns in (_DATE, _PLACE):
        gone = {incident.c[name]: None for name in columns}
        connection.execute(update(incident).where(here, ~_still_told(columns)).values(gone))


def _still_named() -> ColumnElement[bool]:
    """An event that is left names the party of the incident in the same words."""
    member = incident_event.join(event_party, event_party.c.event == incident_event.c.event)
    same = event_party.c.party == incident_party.c.party, incident_event.c.incident == incident_party.c.incident
    return exists(select(1).select_from(member).where(*same).correlate(incident_party))


_DATE = (
    "date_earliest",
    "date_latest",
    "date_edtf",
    "date_precision",
    "date_basis",
    "date_start",
    "date_end",
    "date_text",
    "date_told_in",
)
_PLACE = ("place", "place_margin", "place_start", "place_end", "place_text", "place_told_in")


def _still_told(columns: Iterable[str]) -> ColumnElement[bool]:
    """An event that is left has the date, or the place, that the incident has."""
    member = incident_event.join(event, event.c.key == incident_event.c.event)
    same = (incident.c[name].is_not_distinct_from(event.c[name]) for name in columns if name in event.c)
    return exists(
        select(1).select_from(member).where(incident_event.c.incident == incident.c.key, *same).correlate(incident)
    )


def _part_from_reprints(connection: Connection, article_id: str) -> tuple[str, ...]:
    """What reprinted the article now reprints the earliest of them; their incidents are to be merged anew."""
    a = article.c
    order = a.published.is_(None), a.published, a.article_id
    found = connection.execute(select(a.key, a.article_id).where(a.same_text_as == article_id).order_by(*order)).all()
    if not found:
        return ()
    first, others = found[0], [row.key for row in found[1:]]
    connection.execute(update(article).where(a.key == first.key).values(same_text_as=None))
    connection.execute(update(article).where(a.key.in_(others)).values(same_text_as=first.article_id))
    theirs = select(incident_article.c.incident).where(incident_article.c.article.in_([row.key for row in found]))
    connection.execute(update(incident).where(incident.c.key.in_(theirs)).values(stale=True))
    return tuple(row.article_id for row in found)


def _clear_runs(connection: Connection, key: int) -> None:
    """A run that was given the article's own file no longer says which."""
    origin = connection.execute(select(article.c.origin).where(article.c.key == key)).scalar_one()
    given = schema.run.c.inputs.contains(origin, autoescape=True)
    connection.execute(update(schema.run).where(given).values(inputs=None))


def _remove_unused(connection: Connection) -> None:
    """Parties, places and accounts of actors that nothing refers to any more."""
    was = PAST[incident_party]
    users = {
        party: (*(t.c.source for t in (statement, claim)), *(t.c.party for t in (event_party, incident_party, was))),
        place: (event.c.place, incident.c.place, past_incident.c.place),
        schema.actor: (schema.article_actor.c.actor,),
    }
    for table, references in users.items():
        used = and_(*(~exists().where(column == table.c.key) for column in references))
        connection.execute(delete(table).where(used))
