import subprocess
import sys
import typing
from dataclasses import fields
from pathlib import Path

import polars
import pytest

import onrecord
from making.incidents import incident_of
from making.maker import Maker, Size
from onrecord.config import settings
from onrecord.errors import NotFoundError, SettingError
from onrecord.record import Record
from onrecord.store.database import Database
from onrecord.store.filters import Asked, Filters
from onrecord.store.write import Writer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = list(Maker(5, Size(words=150, events=6, statements=4, vocabulary=1500)).readings(10))
    with Database(tmp_path / "story.db") as database:
        writer = Writer(database, onrecord.__version__)
        writer.write(made)
        writer.replace_incidents((), [incident_of(made[:3], 0), incident_of(made[3:5], 1)])
    return tmp_path / "story.db"


def test_the_public_names_are_few_and_cheap_to_import() -> None:
    assert len(onrecord.__all__) <= 10
    assert dir(onrecord) == sorted(onrecord.__all__)
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    code = "import sys, onrecord; print([m for m in ('spacy', 'sqlalchemy', 'pydantic', 'polars') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        onrecord.nothing  # noqa: B018


def test_a_record_is_asked_with_filters(path: Path) -> None:
    with onrecord.open(path) as record:
        denied = list(record.events(actor="PAK", standing="denied"))
        assert denied
        assert all(event.standing == "denied" for event in denied)
        listing = record.events(standing="denied")
        assert list(listing) == list(listing), "a listing can be gone through again"
        told = next(iter(record.figures(kind="killed")))
        assert told.figure in told.event.figures
        for kind in ("articles", "statements", "claims", "incidents", "actors"):
            assert next(iter(getattr(record, kind)(limit=1)))


def test_a_listing_is_a_frame(path: Path) -> None:
    with onrecord.open(path, read_only=True) as record:
        frame = record.events(type="CONSULT").to_polars()
        assert frame["event_id"].to_list() == [event.event_id for event in record.events(type="CONSULT")]
        assert frame["date_earliest"].dtype == polars.String
        assert frame["place_latitude"].dtype == polars.Float64
        parties = frame.explode("actor").unnest("actor")
        assert set(parties["naming"].drop_nulls()) <= {"named", "official", "unnamed"}
        assert record.figures().to_polars()["best"].dtype == polars.Int64
        assert len(record.events(actor="nobody at all").to_polars()) == 0


def test_records_are_found_by_id(path: Path) -> None:
    with onrecord.open(path) as record:
        event = next(iter(record.events(limit=1)))
        assert record.get(event.event_id[:10]) == event
        assert record.get_article(event.article_id).article_id == event.article_id
        with pytest.raises(NotFoundError, match="is no article, but event"):
            record.get_article(event.event_id)


def test_two_incidents_are_compared_part_by_part(path: Path) -> None:
    with onrecord.open(path) as record:
        one, other = (incident.incident_id for incident in record.incidents())
        comparison = record.compare(one, other)
        assert {"time", "place"} <= {part.name for part in comparison.parts}
        assert record.compare(other, one).score == comparison.score
        with pytest.raises(NotFoundError, match="neither"):
            record.compare(one, next(iter(record.articles())).article_id)


def test_forgetting_merges_anew_what_rests_on_others(path: Path) -> None:
    with onrecord.open(path) as record:
        shared = next(one for one in record.incidents() if len(one.articles) == 3)
        gone = record.forget(shared.articles[0])
        assert (gone.stale, gone.traces) == (1, False)
        left = list(record.incidents())
        assert not any(shared.articles[0] in one.articles for one in left)
        others = {event.event_id for event in record.events() if event.event_id in shared.events}
        assert len(others) == 2
        assert {event for one in left for event in one.events} >= others
        assert record.trouble() is None
        assert record.stats().articles == 9


def test_an_export_is_written(path: Path, tmp_path: Path) -> None:
    with onrecord.open(path) as record:
        count = record.export("events", str(tmp_path / "x.jsonl"), limit=4)
        assert (count, len((tmp_path / "x.jsonl").read_text().splitlines())) == (4, 4)


def test_counts_are_those_of_the_listings(path: Path) -> None:
    with onrecord.open(path) as record:
        counted = record.stats()
        for kind in ("articles", "statements", "events", "claims", "figures", "incidents", "actors"):
            assert getattr(counted, kind) == len(list(getattr(record, kind)())), kind
        assert dict(counted.by_standing)["denied"] == len(list(record.events(standing="denied")))
        assert counted.size >= 4096


def test_a_damaged_file_is_told(path: Path) -> None:
    with Record(settings(database=path)) as record:
        assert record.trouble() is None
        with record._database.writing() as connection:
            connection.exec_driver_sql("DROP TRIGGER passage_fts_delete")
            connection.exec_driver_sql("DELETE FROM more_evidence")
            connection.exec_driver_sql("DELETE FROM statement_content")
            connection.exec_driver_sql(
                "DELETE FROM passage WHERE key NOT IN (SELECT evidence FROM event UNION SELECT evidence FROM claim)"
            )
        assert "full-text index" in str(record.trouble())


def test_filters_are_named_once() -> None:
    assert list(typing.get_type_hints(Asked)) == [field.name for field in fields(Filters)]
    assert {name: str(hint) for name, hint in typing.get_type_hints(Asked).items()} == {
        name: str(hint) for name, hint in typing.get_type_hints(Filters).items()
    }


def test_reading_is_logged_and_forgetting_leaves_no_name_in_the_log(tmp_path: Path) -> None:
    report = tmp_path / "zwyrkhavn.txt"
    report.write_text("The foreign ministry of Sudan denied on Monday that it had held talks with Chad.")
    with onrecord.open(tmp_path / "story.db") as record:
        done = record.read(report)
        assert (done.stored, record.read([str(report)]).known) == (1, 1)
        newest, first = record.runs()
        assert (first.stored, newest.skipped) == (1, 1)
        assert first.finished is not None
        assert str(report) in str(first.inputs)
        record.forget(next(iter(record.articles())).article_id)
        assert [run.inputs for run in record.runs()] == [None, None]


def test_a_wrong_setting_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="jobs"):
        onrecord.open(tmp_path / "x.db", jobs=0)
