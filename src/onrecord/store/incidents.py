"""Incidents in the store: written whole, read whole, and what the merger asks for as articles come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, delete, select, update
from sqlalchemy.engine import Connection

from onrecord.errors import NotFoundError
from onrecord.records import (
    EventDate,
    Incident,
    IncidentFigure,
    Party,
    Place,
    Responsibility,
    SourcedFigure,
)
from onrecord.store import schema
from onrecord.store.bulk import Row as DbRow
from onrecord.store.bulk import insert_rows
from onrecord.store.dictionary import Dictionaries, content_of, place_content
from onrecord.store.history import histories
from onrecord.store.load import PLACE
from onrecord.store.moments import next_key
from onrecord.store.rows import Rows, date_row
from onrecord.store.schema import incident, place
from onrecord.store.schema_past import PAST, past_incident, past_incident_note, past_note

Found = Row[Any]
_AT_ONCE = 500
_CHANGE = ("at", "what", "article_id", "field", "before", "after", "judgement_id")
_REASON, _CONTRADICTION = "merged_because", "contradiction"


def put_incidents(connection: Connection, dictionaries: Dictionaries, incidents: Sequence[Incident]) -> dict[str, int]:
    """Insert incidents, and give back their keys; the events, articles and claims that they name must be in the record.

    Of its history an incident has only what is new in it (store/history.py).
    """
    rows = _rows_of(connection, dictionaries, incidents)
    rows.rows.insert(connection)
    return rows.keys


def _rows_of(
    connection: Connection, dictionaries: Dictionaries, incidents: Sequence[Incident], key: int | None = None
) -> _IncidentRows:
    following = {table.name: next_key(connection, table) for table in _KEYED}
    if key is not None:
        following[incident.name] = key
    parties = dict.fromkeys(content_of(party) for one in incidents for party in (*one.actor, *one.recipient))
    dictionaries.parties.learn(connection, parties, following["party"])
    places = dict.fromkeys(place_content(one.place) for one in incidents if one.place)
    dictionaries.places.learn(connection, places, following["place"])
    rows = _IncidentRows(Rows(dictionaries, following), connection)
    rows.find(incidents)
    for one in incidents:
        rows.add(one)
    return rows


_KEYED = (schema.party, schema.place, incident, schema.incident_figure, schema.responsibility)


class _IncidentRows:
    def __init__(self, rows: Rows, connection: Connection) -> None:
        self.rows, self._connection = rows, connection
        self.keys: dict[str, int] = {}
        self.events: dict[str, int] = {}
        self._articles: dict[str, int] = {}
        self._claims: dict[str, int] = {}

    def find(self, incidents: Sequence[Incident]) -> None:
        """Look up the keys of all that the incidents name."""
        sourced = (by.article_id for one in incidents for figure in one.figures for by in figure.by)
        articles = {*sourced, *(article_id for one in incidents for article_id in one.articles)}
        claims = {id_ for one in incidents for r in one.responsibility for id_ in r.claim_ids}
        self.events = keys_of(self._connection, schema.event, {id_ for one in incidents for id_ in one.events})
        self._articles = keys_of(self._connection, schema.article, articles)
        self._claims = keys_of(self._connection, schema.claim, claims)

    def add(self, one: Incident) -> None:
        """All rows of one incident."""
        key = self.keys[one.incident_id] = self.rows.new_key(incident)
        words = {"date_text": one.date.text if one.date else None, "place_text": one.place.text if one.place else None}
        row = {
            name: getattr(one, name)
            for name in ("incident_id", "event_type", "mode", "standing", "independent_sources")
        }
        self.rows.put(
            incident,
            {"key": key, "stale": False, **row, **words, **date_row(one.date), **self.rows.place_row(one.place)},
        )
        for role, parties in (("actor", one.actor), ("recipient", one.recipient)):
            for position, party in enumerate(parties):
                where = {"party": self.rows.party(party), "start": party.start, "end": party.end}
                self._put(schema.incident_party, key, position, role=role, **where)
        self._add_links(key, one)
        self._add_figures(key, one.figures)
        self._add_responsibility(key, one.responsibility)

    def _put(self, table: Table, incident_key: int, position: int, **row: object) -> None:
        self.rows.put(table, {"incident": incident_key, "position": position, **row})

    def _add_links(self, key: int, one: Incident) -> None:
        for position, event_id in enumerate(one.events):
            self._put(schema.incident_event, key, position, event=self.events[event_id])
        for position, article_id in enumerate(one.articles):
            self._put(schema.incident_article, key, position, article=self._articles[article_id])
        for position, part in enumerate(one.parts):
            self._put(schema.incident_part, key, position, part=part)
        for kind, position, note in _notes(one):
            self._put(schema.incident_note, key, position, kind=kind, note=note)
        for position, change in enumerate(one.history):
            self._put(schema.incident_change, key, position, **{name: getattr(change, name) for name in _CHANGE})

    def _add_figures(self, key: int, figures: Iterable[IncidentFigure]) -> None:
        for position, figure in enumerate(figures):
            figure_key = self.rows.new_key(schema.incident_figure)
            row = {name: getattr(figure, name) for name in ("kind", "whom", "side", "low", "best", "high")}
            self._put(schema.incident_figure, key, position, key=figure_key, **row)
            for number, by in enumerate(figure.by):
                said = {name: getattr(by, name) for name in ("source", "publisher", "low", "best", "high", "said")}
                at = {"incident_figure": figure_key, "position": number, "article": self._articles[by.article_id]}
                self.rows.put(schema.sourced_figure, {**at, **said})

    def _add_responsibility(self, key: int, listed: Iterable[Responsibility]) -> None:
        for position, one in enumerate(listed):
            own = self.rows.new_key(schema.responsibility)
            self._put(schema.responsibility, key, position, key=own, party=one.party, status=one.status)
            for number, claim_id in enumerate(one.claim_ids):
                at: DbRow = {"responsibility": own, "position": number, "claim": self._claims[claim_id]}
                self.rows.put(schema.responsibility_claim, at)


def keys_of(connection: Connection, table: Table, ids: Iterable[str]) -> dict[str, int]:
    """The keys of the records; raises NotFoundError for one that the table does not have."""
    column, listed = table.c[f"{table.name}_id"], sorted(set(ids))
    found: dict[str, int] = {}
    for i in range(0, len(listed), _AT_ONCE):
        some = connection.execute(select(column, table.c.key).where(column.in_(listed[i : i + _AT_ONCE])))
        found.update((id_, key) for id_, key in some)
    if missing := [id_ for id_ in listed if id_ not in found]:
        raise NotFoundError(f"The record has no {table.name} {missing[0]}.")
    return found


def remove_incidents(connection: Connection, ids: Iterable[str]) -> list[int]:
    """Take incidents away with all that belongs to them; gives back the keys of those that there were."""
    listed = list(ids)
    gone: list[int] = []
    for i in range(0, len(listed), _AT_ONCE):
        some = incident.c.incident_id.in_(listed[i : i + _AT_ONCE])
        gone.extend(connection.scalars(select(incident.c.key).where(some)))
        connection.execute(delete(incident).where(some))
    return gone


def settle_incidents(connection: Connection, ids: Iterable[str]) -> None:
    """These incidents were looked at and are what they were."""
    listed = list(ids)
    for i in range(0, len(listed), _AT_ONCE):
        some = incident.c.incident_id.in_(listed[i : i + _AT_ONCE]), incident.c.stale
        connection.execute(update(incident).where(*some).values(stale=False))


def settle(connection: Connection, event_ids: Iterable[str]) -> None:
    """Mark events as looked at by the merger."""
    listed = list(event_ids)
    for i in range(0, len(listed), _AT_ONCE):
        some = schema.event.c.event_id.in_(listed[i : i + _AT_ONCE])
        connection.execute(update(schema.event).where(some).values(unmerged=False))


def incidents_query() -> Select[Any]:
    """What `load_incidents` takes rows of."""
    columns = [c for c in incident.c if c.name != "place"]
    return select(*columns, *PLACE).outerjoin_from(incident, place, place.c.key == incident.c.place)


def load_incidents(connection: Connection, rows: Sequence[Found]) -> list[Incident]:
    """The incidents of rows of `incidents_query`, in their order."""
    parts = _Parts(connection, [row.key for row in rows])
    return [parts.incident(row) for row in rows]


def put_notes(
    connection: Connection, dictionaries: Dictionaries, keys: Mapping[str, int], incidents: Iterable[Incident]
) -> None:
    """Keep the notes of these incidents, by the keys of their versions; each note is kept once."""
    told = [(keys[one.incident_id], kind, position, note) for one in incidents for kind, position, note in _notes(one)]
    dictionaries.notes.learn(connection, dict.fromkeys(note for *_, note in told), next_key(connection, past_note))
    rows: list[DbRow] = [
        {"incident": key, "kind": kind, "position": position, "note": dictionaries.notes[note]}
        for key, kind, position, note in told
    ]
    if rows:
        insert_rows(connection, past_incident_note, rows)


def _notes(one: Incident) -> Iterator[tuple[str, int, str]]:
    for kind, notes in ((_REASON, one.merged_because), (_CONTRADICTION, one.contradictions)):
        yield from ((kind, position, note) for position, note in enumerate(notes))


def load_versions(connection: Connection, keys: Iterable[int]) -> dict[int, Incident]:
    """Incidents as they are or were, by the keys of their versions, without their histories and notes."""
    found: dict[int, Incident] = {}
    listed = sorted(set(keys))
    for i in range(0, len(listed), _AT_ONCE):
        some = listed[i : i + _AT_ONCE]
        query = select(past_incident, *PLACE).outerjoin_from(past_incident, place, place.c.key == past_incident.c.place)
        parts = _Parts(connection, some, PAST)
        found |= {
            row.key: parts.incident(row) for row in connection.execute(query.where(past_incident.c.key.in_(some)))
        }
    return found


def put_version(
    connection: Connection, dictionaries: Dictionaries, span: tuple[int, int, int | None], one: Incident
) -> None:
    """Write an incident as a version that was, in the place of one that was emptied: its key, since and until."""
    key, since, until = span
    rows = _rows_of(connection, dictionaries, [one], key)
    names = {number: event_id for event_id, number in rows.events.items()}
    put_notes(connection, dictionaries, {one.incident_id: key}, [one])
    for table, its in rows.rows.by_table.items():
        if table is schema.incident_note:
            continue
        past = PAST.get(table, table)
        kept = [{name: row[name] for name in row if name in past.c} for row in its]
        if table is incident:
            kept = [{**row, "since": since, "until": until} for row in kept]
        if table is schema.incident_event:
            kept = [{**row, "event_id": names[row["event"]]} for row in kept]  # type: ignore[index]
        insert_rows(connection, past, kept)


class _Parts:
    """What incidents have several of."""

    def __init__(self, connection: Connection, keys: list[int], past: Mapping[Table, Table] | None = None) -> None:
        self._connection, self._keys, self._tables = connection, keys, past or {}
        party, event, article = schema.party, schema.event, schema.article
        columns = [c for c in party.c if c.name not in ("key", "digest", "folded")]
        self._parties = self._grouped(schema.incident_party, party, *columns)
        self._events = (
            self._grouped(schema.incident_event)
            if past
            else self._grouped(schema.incident_event, event, event.c.event_id)
        )
        self._articles = self._grouped(schema.incident_article, article, article.c.article_id)
        self._parts = self._grouped(schema.incident_part)
        self._notes = defaultdict(list) if past else self._grouped(schema.incident_note)
        self._history = {} if past else histories(connection, keys)
        self._figures = self._grouped(schema.incident_figure)
        self._responsibility = self._grouped(schema.responsibility)
        self._by = self._sourced()
        self._claims = self._responsible_claims()

    def _grouped(
        self, table: Table, joined: Table | None = None, *columns: ColumnElement[Any]
    ) -> dict[int, list[Found]]:
        table = self._tables.get(table, table)
        query = select(table, *columns)
        if joined is not None:
            query = query.join_from(table, joined, table.c[joined.name] == joined.c.key)
        query = query.where(table.c.incident.in_(self._keys)).order_by(table.c.incident, table.c.position)
        return _by_first(self._connection.execute(query), "incident")

    def _sourced(self) -> dict[int, list[Found]]:
        by, owner = (self._tables.get(t, t) for t in (schema.sourced_figure, schema.incident_figure))
        article = schema.article
        query = select(by, article.c.article_id).join_from(by, owner, owner.c.key == by.c.incident_figure)
        query = query.join(article, article.c.key == by.c.article)
        query = query.where(owner.c.incident.in_(self._keys)).order_by(by.c.incident_figure, by.c.position)
        return _by_first(self._connection.execute(query), "incident_figure")

    def _responsible_claims(self) -> dict[int, list[Found]]:
        link, owner = (self._tables.get(t, t) for t in (schema.responsibility_claim, schema.responsibility))
        claim = schema.claim
        query = select(link, claim.c.claim_id).join_from(link, owner, owner.c.key == link.c.responsibility)
        query = query.join(claim, claim.c.key == link.c.claim)
        query = query.where(owner.c.incident.in_(self._keys)).order_by(link.c.responsibility, link.c.position)
        return _by_first(self._connection.execute(query), "responsibility")

    def incident(self, row: Found) -> Incident:
        """The incident of one row."""
        key = row.key
        parties = [(r.role, _party(r)) for r in self._parties[key]]
        return Incident(
            incident_id=row.incident_id,
            event_type=row.event_type,
            mode=row.mode,
            actor=tuple(one for role, one in parties if role == "actor"),
            recipient=tuple(one for role, one in parties if role == "recipient"),
            date=incident_date(row),
            place=incident_place(row),
            figures=tuple(map(self._figure, self._figures[key])),
            responsibility=tuple(
                Responsibility(r.party, r.status, tuple(c.claim_id for c in self._claims[r.key]))
                for r in self._responsibility[key]
            ),
            standing=row.standing,
            contradictions=tuple(r.note for r in self._notes[key] if r.kind == _CONTRADICTION),
            events=tuple(r.event_id for r in self._events[key]),
            articles=tuple(r.article_id for r in self._articles[key]),
            independent_sources=row.independent_sources,
            parts=tuple(r.part for r in self._parts[key]),
            merged_because=tuple(r.note for r in self._notes[key] if r.kind == _REASON),
            history=tuple(self._history.get(key, ())),
        )

    def _figure(self, row: Found) -> IncidentFigure:
        by = tuple(
            SourcedFigure(r.source, r.publisher, r.low, r.best, r.high, r.said, r.article_id) for r in self._by[row.key]
        )
        return IncidentFigure(row.kind, row.whom, row.side, row.low, row.best, row.high, by)


def _by_first(rows: Iterable[Found], owner: str) -> dict[int, list[Found]]:
    found: dict[int, list[Found]] = defaultdict(list)
    for row in rows:
        found[getattr(row, owner)].append(row)
    return found


def _party(row: Found) -> Party:
    return Party(row.name, row.actor_id, row.country, row.sector, row.naming, row.start, row.end, row.text)


def incident_date(row: Found) -> EventDate | None:
    """The date in a row of `incidents_query`."""
    if row.date_precision is None:
        return None
    when = row.date_earliest, row.date_latest, row.date_edtf, row.date_precision, row.date_basis
    return EventDate(*when, row.date_start, row.date_end, row.date_text, row.date_told_in)


def incident_place(row: Found) -> Place | None:
    """The place in a row of `incidents_query`."""
    if row.place_name is None:
        return None
    where = row.place_latitude, row.place_longitude, row.place_geonames_id, row.place_precision
    words = row.place_start, row.place_end, row.place_text
    choice = row.place_runner_up, row.place_margin, row.place_told_in
    return Place(row.place_name, row.place_admin1, row.place_country, *where, *words, *choice)
