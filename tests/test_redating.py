"""A publication date that becomes known later gives the same record as one that was known at first."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.articles.given import Defaults
from onrecord.errors import NotFoundError, SettingError
from onrecord.record import Record

DAY = "2023-12-14"
REPORTS = {
    "raid.txt": "Gunmen killed nine guards in Quetta on Tuesday. It was the second raid on the city this month.\n\n"
    "The army said on Wednesday that the guards had been unarmed. Rebels had attacked a post near Bannu in June.",
    "toll.txt": "At least eleven guards were killed in Quetta on Tuesday, police said. The day before the raid, rebels "
    "shot two drivers.\n\nThere have been 27 attacks over the past two weeks.",
}  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def dated_at_first(files: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    with opened(tmp_path_factory.mktemp("first")) as record:
        record.read(files, defaults=Defaults.of(DAY))
        return told(record)


def opened(folder: Path) -> Record:
    return onrecord.open(folder / "story.db", attribution="rules")


def told(record: Record) -> dict[str, object]:
    return {kind: list(_rows(record, kind)) for kind in ("articles", "statements", "events", "figures", "incidents")}


def _rows(record: Record, kind: str) -> Iterator[dict[str, object]]:
    stream = io.StringIO()
    record.export(kind, stream)
    for line in stream.getvalue().splitlines():
        yield {name: value for name, value in json.loads(line).items() if name != "history"}


def test_reading_again_with_a_date_resolves_what_hung_on_it(
    files: Path, dated_at_first: dict[str, object], tmp_path: Path
) -> None:
    with opened(tmp_path) as record:
        record.read(files)
        assert not any(event.date and event.date.earliest for event in record.events())
        assert not any(statement.said for statement in record.statements())
        done = record.read(files, defaults=Defaults.of(DAY))
        assert (done.stored, done.known, done.dated) == (0, 2, 2)
        assert told(record) == dated_at_first
        assert "2023-12-13" in {statement.said for statement in record.statements()}
        assert record.read(files, defaults=Defaults.of("2020-01-01")).dated == 0, "what metadata say is not replaced"


def test_a_person_says_when_an_article_was_printed(
    files: Path, dated_at_first: dict[str, object], tmp_path: Path
) -> None:
    with opened(tmp_path) as record:
        record.read(files)
        for article in list(record.articles()):
            record.date(article.article_id, "2023-11-02")
        assert told(record) != dated_at_first
        for article in list(record.articles()):
            record.date(article.article_id, DAY)
        assert told(record) == dated_at_first
        with pytest.raises(SettingError, match="a day"):
            record.date(article.article_id, "yesterday")
        with pytest.raises(NotFoundError):
            record.date("art-zz", DAY)
