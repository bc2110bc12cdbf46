"""Newer versions and withdrawals in the record: what counts, what was known before, and what the log says."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import onrecord
from making.judgements import plain
from making.readings import attack
from making.stream import read_anew, shuffled, store
from onrecord.record import Record
from onrecord.records import Article, Published, Reading
from onrecord.store.moments import newest
from onrecord.store.write import Writer
from test_history import state

MORE = "It came at dawn, people of the place said, and the fighters left on the road to the north before soldiers came."
URL = "https://halyard.example/raid"


def version(toll: int, more: str = "", **known: object) -> Reading:
    """One paper's report of a raid on Mopti, as it stood under its address."""
    made = attack("Mopti", "2024-03-03", toll, "Halyard", "2024-03-04", f"{MORE} {more}".strip())
    return replace(made, article=replace(made.article, url=URL, **known))  # type: ignore[arg-type]


def other(toll: int, publisher: str = "River Daily") -> Reading:
    """Another paper's report of the same raid, in its own words."""
    return attack("Mopti", "2024-03-03", toll, publisher, "2024-03-04", f"So {publisher} was told by an official.")


def notice() -> Reading:
    article = Article("art-notice", "This article has been withdrawn.", "n.html", url=URL, notice="withdrawal")
    return Reading(replace(article, publisher="Halyard", published=version(1).article.published))


def read(record: Record, *readings: Reading) -> str:
    """Store the readings one by one, and say at which moment the last was in."""
    for one in readings:
        store(Writer(record._database, "1"), [one])
    with record._database.reading() as connection:
        return newest(connection).at


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return onrecord.open(tmp_path / "record.db")


def tolls(record: Record) -> list[tuple[int | None, int]]:
    """Each incident's toll and how many independent reports tell of it."""
    return [(one.figures[0].best, one.independent_sources) for one in record.incidents()]


def test_the_newer_version_counts_and_the_older_stays_readable(record: Record) -> None:
    first, second = version(9), version(12)
    at = read(record, first, other(12))
    then = state(record._database)
    read(record, second)
    assert tolls(record) == [(12, 2)]
    old, new = (record.get_article(one.article.article_id) for one in (first, second))
    assert (old.superseded_by, new.supersedes, new.supersedes_basis) == (new.article_id, old.article_id, "arrival")
    assert old.text == first.article.text
    assert len(list(record.events(article=old.article_id))) == 1
    assert len(list(record.events(counting=True))) == 2
    assert state(record._database, at) == then
    assert any(
        "was replaced by a newer version" in entry.what and entry.article_id == new.article_id for entry in record.log()
    )


def test_versions_with_their_times_may_come_in_any_order(tmp_path: Path) -> None:
    versions = [version(toll, updated=f"2024-03-04T{hour:02}:00:00Z") for toll, hour in ((9, 8), (12, 10), (15, 14))]
    found = []
    for seed in range(4):
        with onrecord.open(tmp_path / f"{seed}.db") as record:
            order = random.Random(seed).sample([*versions, other(15)], 4)
            read(record, *order)
            found.append((plain(record), list(record.articles())))
    assert all(one == found[0] for one in found)
    assert [(inc.figures[0].best, inc.independent_sources) for inc in found[0][0]] == [(15, 2)]


def test_a_notice_withdraws_a_report_until_it_is_forgotten(record: Record) -> None:
    read(record, version(9), other(9))
    before = plain(record)
    read(record, notice())
    assert tolls(record) == [(9, 1)]
    marked = record.get_article(version(9).article.article_id)
    assert (marked.withdrawn, marked.withdrawn_by, marked.superseded_by) == (True, "art-notice", "art-notice")
    assert any(entry.article_id == "art-notice" for entry in record.log())
    record.forget("art-notice")
    assert plain(record) == before
    assert "art-notice" not in (record._database.path.read_bytes()).decode("latin-1")


def test_a_person_withdraws_a_report_and_takes_it_back(record: Record) -> None:
    alone = attack("Gao", "2024-03-09", 4, "River Daily", "2024-03-10")
    at = read(record, version(9), alone)
    before, then = plain(record), state(record._database)
    made = record.withdraw(alone.article.article_id, by="Asha", reason="the paper told us")
    assert tolls(record) == [(9, 1)]
    assert record.get_article(alone.article.article_id).withdrawn_by == made.judgement_id
    left = next(record.log())
    assert (left.by, left.reason) == ("Asha", "the paper told us")
    assert "was withdrawn" in left.what
    assert state(record._database, at)[1:] == then[1:]
    times = [entry.at for entry in record.log()]
    assert times == sorted(times, reverse=True)
    assert not any("withdrawn" in entry.what for entry in record.as_of(at).log())
    (gone,) = [one for one in before if alone.article.article_id in one.articles]
    assert [entry.what for entry in record.as_of(at).log(gone.incident_id)] == ["told by this report"]
    assert len(list(record.log(gone.incident_id))) == 2
    again = read(record, attack("Gao", "2024-03-19", 7, "Harbour", "2024-03-20"))
    assert len(list(record.incidents())) == 2
    record.undo(made.judgement_id, by="Bo")
    assert [one for one in plain(record) if one in before] == before
    assert len(list(record.incidents(as_of=again))) == 2


def test_when_the_newest_version_is_forgotten_the_one_before_counts_again(record: Record) -> None:
    read(record, version(9), other(9))
    before = plain(record)
    read(record, version(12))
    record.forget(version(12).article.article_id)
    assert plain(record) == before
    assert record.get_article(version(9).article.article_id).superseded_by is None


def test_what_reprints_an_older_version_is_no_second_source(record: Record) -> None:
    later = Published("2024-03-06", "day", "metadata")
    copy = replace(version(9).article, article_id="art-copy", url=None, publisher="Wire", published=later)
    moved = tuple(
        replace(
            e,
            event_id="ev-copy",
            article_id="art-copy",
            claims=tuple(replace(c, claim_id="cl-copy", event_id="ev-copy") for c in e.claims),
            figures=tuple(replace(f, claim_id="cl-copy") for f in e.figures),
        )
        for e in version(9).events
    )
    read(record, version(9), Reading(copy, events=moved), version(9, "Soldiers are on their way."))
    assert tolls(record) == [(9, 1)]
    assert record.get_article("art-copy").same_text_as == version(9, "Soldiers are on their way.").article.article_id


def test_a_newer_coder_leaves_versions_and_withdrawals_as_they_are(record: Record) -> None:
    readings = [version(9), version(12), other(12), notice()]
    read(record, *readings[:3])
    record.withdraw(other(12).article.article_id, by="Asha")
    stood = [(one.article_id, one.supersedes, one.superseded_by, one.withdrawn_by) for one in record.articles()]
    store(Writer(record._database, "2"), [read_anew(one) for one in readings[:3]])
    assert [(one.article_id, one.supersedes, one.superseded_by, one.withdrawn_by) for one in record.articles()] == stood
    assert [one.mode for one in record.incidents()] == ["raid"]


def without(readings: Sequence[Reading], gone: set[str]) -> list[Reading]:
    return [one for one in readings if one.article.article_id not in gone]


@pytest.mark.parametrize("seed", [21, 22])
def test_what_is_withdrawn_leaves_the_incidents_that_the_others_make(tmp_path: Path, seed: int) -> None:
    readings = shuffled(seed, 40)
    gone = {one.article.article_id for one in random.Random(seed).sample(readings, len(readings) // 3)}
    with onrecord.open(tmp_path / "all.db") as record, onrecord.open(tmp_path / "rest.db") as rest:
        for start in range(0, len(readings), 30):
            store(Writer(record._database, "1"), readings[start : start + 30])
        for id_ in sorted(gone):
            record.withdraw(id_, by="Asha")
        store(Writer(rest._database, "1"), without(readings, gone))
        assert plain(record) == plain(rest)
        for made in list(record.judgements()):
            record.undo(made.judgement_id, by="Asha")
        store(Writer(rest._database, "1"), readings)
        assert plain(record) == plain(rest)
