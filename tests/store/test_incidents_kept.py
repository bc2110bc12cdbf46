from dataclasses import replace

import pytest

from making.incidents import incident_of
from making.maker import Maker
from onrecord.errors import NotFoundError
from onrecord.records import Incident, Reading
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.filters import Filters
from onrecord.store.schema import incident as table
from onrecord.store.write import Writer


@pytest.fixture
def readings(writer: Writer, maker: Maker) -> list[Reading]:
    made = list(maker.readings(6))
    writer.write(made)
    return made


@pytest.fixture
def incidents(writer: Writer, readings: list[Reading]) -> list[Incident]:
    made = sorted((incident_of(readings, n) for n in range(4)), key=lambda one: one.incident_id)
    writer.replace_incidents((), made)
    return made


def test_incidents_come_back_as_they_were(database: Database, incidents: list[Incident]) -> None:
    assert list(query.incidents(database)) == incidents
    assert query.get(database, incidents[2].incident_id[:-2]) == incidents[2]


def test_incidents_are_replaced_at_once(database: Database, writer: Writer, incidents: list[Incident]) -> None:
    newer = replace(incidents[0], standing="affirmed", parts=())
    writer.replace_incidents([incidents[1].incident_id, "inc-none"], [newer])
    assert list(query.incidents(database)) == [newer, *incidents[2:]]


def test_an_incident_of_unknown_events_is_refused_and_nothing_changes(
    database: Database, writer: Writer, incidents: list[Incident]
) -> None:
    wrong = replace(incidents[0], events=("ev-none",))
    with pytest.raises(NotFoundError, match="ev-none"):
        writer.replace_incidents([incidents[1].incident_id], [wrong])
    assert list(query.incidents(database)) == incidents


def test_reading_an_article_anew_makes_its_incidents_stale(
    database: Database, readings: list[Reading], incidents: list[Incident]
) -> None:
    Writer(database, "2").write([replace(readings[0], events=())])
    with database.reading() as connection:
        stale = connection.execute(table.select().where(table.c.stale)).all()
    assert len(stale) == len(incidents)
    assert all(
        one.events == before.events[1:] for one, before in zip(query.incidents(database), incidents, strict=True)
    )


def test_incidents_are_found_by_what_they_are_and_by_what_their_events_are(
    database: Database, readings: list[Reading], incidents: list[Incident]
) -> None:
    for one in incidents:
        publisher = readings[3].article.publisher
        asked = Filters(article=readings[2].article.article_id, publisher=None, type=one.event_type, kind="killed")
        assert one in list(query.incidents(database, asked))
        assert one in list(query.incidents(database, Filters(publisher=publisher, standing="disputed")))
        assert list(query.incidents(database, Filters(event=one.events[1]))) == [one]
        assert {e.event_id for e in query.events(database, Filters(incident=one.incident_id))} == set(one.events)
    assert list(query.incidents(database, Filters(kind="displaced"))) == []
    assert [i for _, i in zip("x", query.disputes(database)[1], strict=False)] == incidents[:1]
