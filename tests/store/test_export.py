import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import polars
import pytest
from sqlalchemy import insert

from making.incidents import incident_of
from making.maker import Maker
from onrecord.errors import SettingError
from onrecord.records import Reading
from onrecord.store import query, schema
from onrecord.store.database import Database
from onrecord.store.export import KINDS, export
from onrecord.store.filters import Filters
from onrecord.store.write import Writer

SPAN = {"start", "end", "text"}
PARTY = {"name", "actor_id", "country", "sector", "naming"} | SPAN
DATE = {"earliest", "latest", "edtf", "precision"} | SPAN
PLACE = {"name", "admin1", "country", "latitude", "longitude", "geonames_id", "precision"} | SPAN
CLAIM = {"claim_id", "event_id", "statement_id", "source", "cue", "stance", "factuality", "said", "evidence"}
FIGURE = {"kind", "whom", "side", "low", "best", "high", "claim_id"} | SPAN
KEYS = {
    "articles": {
        "article_id", "url", "publisher", "title", "text", "language", "same_text_as", "supersedes", "withdrawn",
        "unread_reason", "published", "dateline",
    },
    "statements": {"statement_id", "article_id", "source", "cue", "content", "stance", "said", "via"},
    "events": {
        "event_id", "article_id", "trigger", "event_type", "mode", "contexts", "cameo", "scope", "actor", "recipient",
        "modality", "standing", "date", "place", "figures", "claims", "about", "happening", "evidence",
        "more_evidence", "coder",
    },
    "claims": CLAIM,
    "figures": FIGURE | {"event_id", "article_id"},
    "incidents": {
        "incident_id", "event_type", "mode", "actor", "recipient", "date", "place", "figures", "responsibility",
        "standing", "contradictions", "events", "articles", "independent_sources", "parts", "merged_because", "history",
    },
    "actors": {"actor_id", "name", "names", "kind", "country", "sector", "roles", "affiliations"},
    "judgements": {"judgement_id", "by", "at", "verdict", "subjects", "field", "value", "reason"},
}  # fmt: skip
WITHIN = {
    ("articles", "published"): {"date", "precision", "basis", "evidence"},
    ("articles", "dateline"): {"place", "text"},
    ("statements", "source"): PARTY,
    ("statements", "cue"): SPAN,
    ("statements", "content"): SPAN,
    ("events", "trigger"): SPAN,
    ("events", "actor"): PARTY,
    ("events", "recipient"): PARTY,
    ("events", "date"): DATE,
    ("events", "place"): PLACE,
    ("events", "figures"): FIGURE,
    ("events", "claims"): CLAIM,
    ("events", "evidence"): SPAN,
    ("events", "more_evidence"): SPAN,
    ("events", "coder"): {"version", "codebook", "decided_by", "cues"},
    ("claims", "source"): PARTY,
    ("claims", "evidence"): SPAN,
    ("incidents", "actor"): PARTY,
    ("incidents", "figures"): {"kind", "whom", "side", "low", "best", "high", "by"},
    ("incidents", "responsibility"): {"party", "status", "claim_ids"},
    ("incidents", "history"): {"at", "what", "article_id"},
    ("actors", "roles"): {"office", "of", "sector", "since", "until"},
    ("actors", "affiliations"): {"to", "kind", "basis", "source", "factuality", "evidence"},
}


@pytest.fixture
def readings(database: Database, writer: Writer, maker: Maker) -> list[Reading]:
    made = list(maker.readings(6))
    writer.write(made)
    writer.replace_incidents((), [incident_of(made, n) for n in range(3)])
    with database.writing() as connection:
        values = {"key": 1, "judgement_id": "ju-1", "by": "me", "at": "2024-01-01T00:00:00Z", "verdict": "right"}
        connection.execute(insert(schema.judgement).values(**values))
        subject = made[0].events[0].event_id
        connection.execute(insert(schema.judgement_subject).values(judgement=1, position=0, subject=subject))
    return made


def rows(database: Database, kind: str) -> list[dict[str, Any]]:
    into = io.StringIO()
    export(database, kind, into)
    return [json.loads(line) for line in into.getvalue().splitlines()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_the_records_page_is_there(database: Database, readings: list[Reading], kind: str) -> None:
    exported = rows(database, kind)
    assert exported
    for row in exported:
        assert row.keys() >= KEYS[kind]
    for (of, key), keys in WITHIN.items():
        if of == kind:
            found = [one for row in exported for one in (row[key] if isinstance(row[key], list) else [row[key]]) if one]
            assert found, f"no {kind} with {key}"
            assert all(one.keys() >= keys for one in found)


def test_unknown_is_null_and_the_words_are_the_texts(database: Database, readings: list[Reading]) -> None:
    texts = {row["article_id"]: row["text"] for row in rows(database, "articles")}
    events = rows(database, "events")
    for row, event in zip(events, query.events(database), strict=True):
        for key in ("date", "place", "mode", "about"):
            assert (row[key] is None) == (getattr(event, key) is None)
        evidence = row["evidence"]
        assert texts[row["article_id"]][evidence["start"] : evidence["end"]] == evidence["text"]
    assert any(row["place"] is None for row in events)


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_two_records_of_one_content_export_the_same_bytes(tmp_path: Path, maker: Maker, form: str) -> None:
    made = list(maker.readings(8))
    for name, order in (("a", made), ("b", list(reversed(made)))):
        with Database(tmp_path / f"{name}.db") as database:
            for reading in order:
                Writer(database, "1").write([reading])
            for kind in KINDS:
                export(database, kind, tmp_path / f"{name}-{kind}", form)
    for kind in KINDS:
        assert (tmp_path / f"a-{kind}").read_bytes() == (tmp_path / f"b-{kind}").read_bytes(), kind


@pytest.mark.parametrize("kind", KINDS)
def test_csv_and_parquet_have_the_same_columns_and_rows(
    database: Database, readings: list[Reading], tmp_path: Path, kind: str
) -> None:
    count = export(database, kind, tmp_path / "x.csv", "csv")
    assert export(database, kind, tmp_path / "x.parquet", "parquet") == count
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    frame = polars.read_parquet(tmp_path / "x.parquet")
    assert table[0] == frame.columns
    assert len(table) - 1 == len(frame) == count == len(rows(database, kind))


def test_values_within_values_are_columns(database: Database, readings: list[Reading], tmp_path: Path) -> None:
    export(database, "events", tmp_path / "x.csv", "csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        table = {row["event_id"]: row for row in csv.DictReader(file)}
    for event in query.events(database):
        row = table[event.event_id]
        assert row["date_earliest"] == ((event.date and event.date.earliest) or "")
        assert row["place_name"] == (event.place.name if event.place else "")
        assert row["evidence_text"] == event.evidence.text
        assert row["contexts"] == "; ".join(event.contexts)
        assert [one["name"] for one in json.loads(row["actor"])] == [party.name for party in event.actor]


def test_filters_hold_for_an_export(database: Database, readings: list[Reading], tmp_path: Path) -> None:
    count = export(database, "events", tmp_path / "x", "jsonl", Filters(standing="denied", limit=3))
    assert 0 < count <= 3
    assert all('"standing":"denied"' in line for line in (tmp_path / "x").read_text().splitlines())


def test_nothing_to_export_is_a_table_without_rows(database: Database, tmp_path: Path) -> None:
    for kind in KINDS:
        assert export(database, kind, tmp_path / "x.parquet", "parquet") == 0
        assert polars.read_parquet(tmp_path / "x.parquet").columns
    export(database, "events", tmp_path / "x.csv", "csv")
    assert (tmp_path / "x.csv").read_text().startswith("event_id,article_id,trigger_start")


def test_a_file_appears_whole_or_not_at_all(
    database: Database, readings: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.jsonl"
    target.write_text("what was there")

    def broken(*_: object) -> Any:
        yield next(query.events(database))
        raise RuntimeError("midway")

    monkeypatch.setitem(KINDS, "events", type(KINDS["events"])(KINDS["events"].type, broken))
    with pytest.raises(RuntimeError):
        export(database, "events", target)
    assert target.read_text() == "what was there"
    assert [path.name for path in tmp_path.glob("*x.jsonl*")] == ["x.jsonl"]


def test_to_standard_output(
    database: Database, readings: list[Reading], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert export(database, "actors", sys.stdout) == len(rows(database, "actors"))
    assert json.loads(capfdbinary.readouterr().out.splitlines()[0])["actor_id"]


@pytest.mark.parametrize(("kind", "form"), [("dogs", "jsonl"), ("events", "xlsx")])
def test_what_there_is_none_of_is_told(database: Database, tmp_path: Path, kind: str, form: str) -> None:
    with pytest.raises(SettingError, match=r"there are .*events|there are jsonl"):
        export(database, kind, tmp_path / "x", form)
    with pytest.raises(SettingError, match="cannot be written"):
        export(database, "events", tmp_path / "no folder" / "x")
