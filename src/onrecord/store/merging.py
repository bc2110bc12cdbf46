"""What merging asks of the record, within the transaction that stores a batch: tellings, components, copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, delete, func, or_, select, union, update
from sqlalchemy.engine import Connection

from onrecord.drafts import Telling
from onrecord.records import Event, Incident
from onrecord.store.bulk import Row, insert_rows
from onrecord.store.filters import counts
from onrecord.store.history import note_article
from onrecord.store.incidents import incidents_query, load_incidents
from onrecord.store.load import Loader, events_query
from onrecord.store.schema import article, event, incident, incident_article, incident_event
from onrecord.store.schema_merging import article_profile, article_sketch, line, sketch_key

Spot = tuple[int, int]
"""A line and a place in it."""
_AT_ONCE = 500
_NEAR = """
SELECT count(*) FROM line a JOIN line b ON b.line = a.line
WHERE a.article = ? AND b.article = ? AND (
    SELECT count(*) FROM (
        SELECT 1 FROM line c WHERE c.line = a.line
        AND c.place > min(a.place, b.place) AND c.place < max(a.place, b.place) LIMIT ?)) < ?
"""


@dataclass(frozen=True, slots=True)
class Text:
    """An article as a text that may be a copy of others; `original` is the article that it reprints, or itself.

    `counts` is whether it has neither been withdrawn nor replaced by a newer version.
    """

    key: int
    article_id: str
    published: str | None
    original: str
    counts: bool


class Neighbour(NamedTuple):
    """That two articles stand near to each other in a line, and at which places."""

    line: int
    article: int
    place: int
    other: int
    other_place: int


class Standing(NamedTuple):
    """Where an event is: its key and id, the incident and the component that it is part of, and if that is stale."""

    key: int
    event_id: str
    incident_id: str
    component: str
    stale: bool


class Merging:
    """The state of merging over one connection. Keys are the store's own numbers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unsketched(self) -> list[tuple[int, str]]:
        """Key and text of the articles that have been read and not been looked at for copies."""
        newest = select(func.coalesce(func.max(article_sketch.c.article), 0)).scalar_subquery()
        # Without this, every batch would look through all articles of the record.
        read_anew = select(event.c.article).where(event.c.unmerged)
        new = article.c.key.in_(union(select(article.c.key).where(article.c.key > newest), read_anew))
        query = select(article.c.key, article.c.text, article.c.article_id).outerjoin(article_sketch)
        found = query.where(new, article_sketch.c.article.is_(None), article.c.unread_reason.is_(None))
        rows = self._connection.execute(found).all()
        return [(row.key, row.text) for row in sorted(rows, key=lambda row: row.article_id)]

    def put_sketches(self, sketches: Mapping[int, tuple[bytes, Iterable[int]]]) -> None:
        """Keep the sketches of articles, each to be found under its keys."""
        rows: list[Row] = [{"article": key, "minima": minima} for key, (minima, _) in sketches.items()]
        under: list[Row] = [
            {"sketch": k, "article": key} for key, (_, its) in sketches.items() for k in sorted(set(its))
        ]
        if rows:
            insert_rows(self._connection, article_sketch, rows)
            insert_rows(self._connection, sketch_key, under)

    def sketched_under(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """The articles whose sketches are found under each of the keys."""
        query = select(sketch_key.c.sketch, sketch_key.c.article)
        found: dict[int, list[int]] = {}
        for some in _slices(keys):
            for row in self._connection.execute(query.where(sketch_key.c.sketch.in_(some))):
                found.setdefault(row.sketch, []).append(row.article)
        return found

    def minima(self, articles: Iterable[int]) -> dict[int, bytes]:
        """The sketches of these articles."""
        query = select(article_sketch)
        rows = (self._connection.execute(query.where(article_sketch.c.article.in_(some))) for some in _slices(articles))
        return {row.article: row.minima for some in rows for row in some}

    def texts(self, keys: Iterable[int]) -> list[Text]:
        """The articles with these keys, and all that reprint the same original."""
        originals = {row.original for row in self._texts(article.c.key, keys)}
        found = {row.key: row for row in self._texts(article.c.article_id, originals)}
        found.update((row.key, row) for row in self._texts(article.c.same_text_as, originals))
        return list(found.values())

    def versions_of(self, key: int) -> list[int]:
        """The versions of a report just before and just after this one."""
        own = article.alias("own")
        beside = or_(article.c.article_id.in_((own.c.supersedes, own.c.superseded_by)))
        return list(
            self._connection.scalars(select(article.c.key).join_from(own, article, beside).where(own.c.key == key))
        )

    def counting(self, articles: Iterable[int]) -> list[int]:
        """Those of the articles that were not withdrawn and that no newer version has replaced."""
        query = select(article.c.key).where(counts())
        return [k for some in _slices(articles) for k in self._connection.scalars(query.where(article.c.key.in_(some)))]

    def set_original(self, texts: Iterable[Text], original: str) -> list[int]:
        """Say of each text which one it reprints; gives back the keys of those for which that is new."""
        changed = [text for text in texts if text.original != original]
        for text in changed:
            value = None if text.article_id == original else original
            note_article(self._connection, article.c.key == text.key)
            self._connection.execute(update(article).where(article.c.key == text.key).values(same_text_as=value))
        return [text.key for text in changed]

    def fresh(self) -> list[int]:
        """The events that no merging has looked at."""
        return list(self._connection.scalars(select(event.c.key).where(event.c.unmerged).order_by(event.c.key)))

    def settle(self, keys: Iterable[int]) -> None:
        """These events have been looked at."""
        for some in _slices(keys):
            self._connection.execute(update(event).where(event.c.key.in_(some)).values(unmerged=False))

    def articles_of(self, events: Iterable[int]) -> set[int]:
        """The articles that tell these events."""
        query = select(event.c.article).distinct()
        return {k for some in _slices(events) for k in self._connection.scalars(query.where(event.c.key.in_(some)))}

    def articles_telling(self, event_ids: Iterable[str]) -> set[int]:
        """The articles that tell these events, by their ids."""
        query = select(event.c.article).distinct()
        slices = _slices(event_ids)
        return {k for some in slices for k in self._connection.scalars(query.where(event.c.event_id.in_(some)))}

    def event_ids(self, events: Iterable[int]) -> set[str]:
        """The ids of these events."""
        query = select(event.c.event_id)
        return {i for some in _slices(events) for i in self._connection.scalars(query.where(event.c.key.in_(some)))}

    def event_keys(self, event_ids: Iterable[str]) -> list[int]:
        """The keys of these events."""
        query = select(event.c.key)
        slices = _slices(event_ids)
        return [k for some in slices for k in self._connection.scalars(query.where(event.c.event_id.in_(some)))]

    def wordings(self, articles: Iterable[int]) -> dict[int, str]:
        """Title and text of these articles."""
        query = select(article.c.key, article.c.title, article.c.text)
        found = (self._connection.execute(query.where(article.c.key.in_(some))) for some in _slices(articles))
        return {row.key: f"{row.title or ''}\n{row.text}" for rows in found for row in rows}

    def profiles(self, articles: Iterable[int], rules: int) -> dict[int, bytes]:
        """What is kept of those of these articles that count to compare them by, if it was made by these rules."""
        query = select(article_profile.c.article, article_profile.c.content).join(article)
        query = query.where(article_profile.c.rules == rules, counts())
        found = (self._connection.execute(query.where(article_profile.c.article.in_(s))) for s in _slices(articles))
        return {key: content for rows in found for key, content in rows}

    def put_profiles(self, profiles: Mapping[int, bytes], rules: int) -> None:
        """Keep what these articles are compared by, in the place of what was kept before."""
        for some in _slices(profiles):
            self._connection.execute(delete(article_profile).where(article_profile.c.article.in_(some)))
        rows: list[Row] = [{"article": k, "rules": rules, "content": its} for k, its in profiles.items()]
        if rows:
            insert_rows(self._connection, article_profile, rows)

    def told(self, events: Iterable[int]) -> Iterator[Telling]:
        """These events as they are told."""
        for some in _slices(events):
            yield from (telling for _, telling in self._some_tellings(some))

    def tellings(self, articles: Iterable[int]) -> Iterator[tuple[int, Telling]]:
        """All that these articles tell, each with the key of its article."""
        for some in _slices(self.events_of(articles)):
            yield from self._some_tellings(some)

    def leave(self, articles: Iterable[int]) -> dict[int, set[Spot]]:
        """Take articles out of their lines; gives back where they stood."""
        found: dict[int, set[Spot]] = {}
        for some in _slices(articles):
            for row in self._connection.execute(select(line).where(line.c.article.in_(some))):
                found.setdefault(row.article, set()).add((row.line, row.place))
            self._connection.execute(delete(line).where(line.c.article.in_(some)))
        return found

    def beside(self, spot: Spot, nearest: int, *, after: bool) -> list[int]:
        """The articles that stand nearest to a place in a line, on one side of it."""
        number, place = spot
        beyond = line.c.place > place if after else line.c.place < place
        order = line.c.place if after else line.c.place.desc()
        query = select(line.c.article).where(line.c.line == number, beyond).order_by(order).limit(nearest)
        return list(self._connection.scalars(query))

    def stand(self, places: Mapping[int, int], lines: Mapping[int, Iterable[int]]) -> None:
        """Put articles that stand in no line into their lines, each at its place."""
        rows: list[Row] = [
            {"line": one, "place": places[key], "article": key} for key, its in lines.items() for one in sorted(its)
        ]
        if rows:
            insert_rows(self._connection, line, rows)

    def neighbours(self, articles: Iterable[int], nearest: int) -> Iterator[Neighbour]:
        """Of each of these articles the nearest in each of its lines, on both sides."""
        for some in _slices(articles):
            for after in (True, False):
                # Hundreds of rows an article: taken as they are, without a record of SQLAlchemy's around each.
                if cursor := self._connection.execute(_beside(some, nearest, after)).cursor:
                    yield from map(Neighbour._make, cursor.fetchall())

    def lines_near(self, one: int, other: int, nearest: int) -> int:
        """In how many lines two articles are among the nearest to each other."""
        return int(self._connection.exec_driver_sql(_NEAR, (one, other, nearest, nearest)).scalar_one())

    def components(self, events: Iterable[int]) -> set[str]:
        """The components that these events are in."""
        query = select(incident.c.component).join(incident_event, incident_event.c.incident == incident.c.key)
        slices = _slices(events)
        return {c for some in slices for c in self._connection.scalars(query.where(incident_event.c.event.in_(some)))}

    def components_of(self, event_ids: Iterable[str]) -> set[str]:
        """The same, of events by id."""
        return self.components(self.event_keys(event_ids))

    def components_by_article(self, articles: Iterable[int]) -> dict[int, set[str]]:
        """The components that each of these articles has a part in."""
        query = select(incident_article.c.article, incident.c.component).join(incident)
        found: dict[int, set[str]] = {}
        for some in _slices(articles):
            for row in self._connection.execute(query.where(incident_article.c.article.in_(some))):
                found.setdefault(row.article, set()).add(row.component)
        return found

    def standing(self, components: Iterable[str]) -> list[Standing]:
        """The events in these components, those of one incident in order."""
        columns = event.c.key, event.c.event_id, incident.c.incident_id, incident.c.component, incident.c.stale
        query = select(*columns).join_from(incident_event, incident).join(event)
        query = query.order_by(incident_event.c.incident, incident_event.c.position)
        found = (self._connection.execute(query.where(incident.c.component.in_(some))) for some in _slices(components))
        return [Standing(*row) for rows in found for row in rows]

    def stale_components(self) -> set[str]:
        """The components of which a part was taken away or is no longer what it was."""
        return set(self._connection.scalars(select(incident.c.component).where(incident.c.stale)))

    def events_in(self, components: Iterable[str]) -> set[int]:
        """The events in these components."""
        query = select(incident_event.c.event).join(incident, incident.c.key == incident_event.c.incident)
        slices = _slices(components)
        return {k for some in slices for k in self._connection.scalars(query.where(incident.c.component.in_(some)))}

    def events_of(self, articles: Iterable[int]) -> set[int]:
        """The events that these articles tell."""
        slices = _slices(articles)
        query = select(event.c.key)
        return {k for some in slices for k in self._connection.scalars(query.where(event.c.article.in_(some)))}

    def incident_ids(self, components: Iterable[str]) -> set[str]:
        """The incidents in these components, those among them that no event is left of."""
        query = select(incident.c.incident_id)
        slices = _slices(components)
        return {i for some in slices for i in self._connection.scalars(query.where(incident.c.component.in_(some)))}

    def incidents(self, incident_ids: Iterable[str]) -> list[Incident]:
        """These incidents."""
        column = incident.c.incident_id
        found = (self._connection.execute(incidents_query().where(column.in_(s))).all() for s in _slices(incident_ids))
        return [one for rows in found for one in load_incidents(self._connection, rows)]

    def name_components(self, components: Mapping[str, str]) -> None:
        """Say of incidents, by id, in which component they are; they are stale no more."""
        rows = [{"of": incident_id, "name": component} for incident_id, component in components.items()]
        where = incident.c.incident_id == bindparam("of")
        if rows:
            self._connection.execute(
                update(incident).where(where).values(component=bindparam("name"), stale=False), rows
            )

    def _texts(self, column: Any, values: Iterable[object]) -> Iterator[Text]:  # noqa: ANN401 - any column
        a = article.c
        query = select(a.key, a.article_id, a.published, a.same_text_as, counts().label("counts"))
        for some in _slices(values):
            for row in self._connection.execute(query.where(column.in_(some))):
                yield Text(row.key, row.article_id, row.published, row.same_text_as or row.article_id, row.counts)

    def _some_tellings(self, keys: Sequence[int]) -> Iterator[tuple[int, Telling]]:
        rows = self._connection.execute(events_query().where(event.c.key.in_(keys)).order_by(event.c.key)).all()
        authorship = self._authorship(keys)
        about = {row.key: row for row in self._connection.execute(_printing(keys))}
        for row, one in zip(rows, Loader(self._connection).events(rows), strict=True):
            printed = about[row.key]
            original = printed.same_text_as or printed.article_id
            told = Telling(one, printed.publisher, printed.published, original, authorship.get(row.key, ()))
            yield printed.article, told

    def _authorship(self, keys: Sequence[int]) -> dict[int, tuple[Event, ...]]:
        rows = self._connection.execute(
            events_query().where(event.c.happening.in_(keys)).order_by(event.c.event_id)
        ).all()
        of = dict(
            self._connection.execute(select(event.c.key, event.c.happening).where(event.c.happening.in_(keys))).all()
        )
        found: dict[int, tuple[Event, ...]] = {}
        for row, one in zip(rows, Loader(self._connection).events(rows), strict=True):
            found[of[row.key]] = (*found.get(of[row.key], ()), one)
        return found


def _beside(articles: Sequence[int], nearest: int, after: bool) -> Select[Any]:
    """The `nearest` neighbours after or before articles in their lines; each look into a line is of that many rows."""
    own, others, near = line.alias("own"), line.alias("others"), line.alias("near")
    order = near.c.place if after else near.c.place.desc()
    beyond = near.c.place > own.c.place if after else near.c.place < own.c.place
    some = select(near.c.place).where(near.c.line == own.c.line, beyond).order_by(order).limit(nearest)
    places = some.correlate(own).subquery().c.place
    farthest = select(func.max(places) if after else func.min(places)).scalar_subquery()
    lower, upper = (own.c.place, farthest) if after else (farthest, own.c.place)
    within = (others.c.line == own.c.line, others.c.place >= lower, others.c.place <= upper)
    columns = (
        own.c.line,
        own.c.article,
        own.c.place,
        others.c.article.label("other"),
        others.c.place.label("other_place"),
    )
    query = select(*columns).join_from(own, others, and_(*within))
    return query.where(own.c.article.in_(articles), others.c.article != own.c.article)


def _printing(keys: Sequence[int]) -> Select[Any]:
    columns = article.c.article_id, article.c.publisher, article.c.published, article.c.same_text_as
    return select(event.c.key, event.c.article, *columns).join_from(event, article).where(event.c.key.in_(keys))


def _slices(values: Iterable[object]) -> Iterator[list[Any]]:
    """Not more values at once than a statement can have parameters."""
    listed = list(values)
    return (listed[i : i + _AT_ONCE] for i in range(0, len(listed), _AT_ONCE))
