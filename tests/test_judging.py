"""What people decide holds whatever is read later, can be taken back, and is told beside what was coded."""

import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import onrecord
from making.judgements import correct_each, decide, followed, plain
from making.readings import attack
from making.stream import read_anew, shuffled, store
from onrecord.errors import NotFoundError, SettingError
from onrecord.record import Record
from onrecord.records import Incident
from onrecord.store.database import Database
from onrecord.store.write import Writer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Database(tmp_path / "story.db") as database:
        store(Writer(database, "1"), [*shuffled(21, 12), attack("Menaka", "2024-06-05", 7, "alone", "2024-06-06")])
    return tmp_path / "story.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with onrecord.open(path) as opened:
        yield opened


def attacks(record: Record) -> list[Incident]:
    return list(record.incidents(type="ASSAULT"))


def holding(record: Record, event_id: str) -> list[Incident]:
    return list(record.incidents(event=event_id))


def test_two_are_one_and_two_again(record: Record) -> None:
    before = plain(record)
    one, other = attacks(record)[:2]
    made = record.judge("same", one.incident_id[:12], other.incident_id, by="Asha", reason="one raid, two villages")
    (together,) = holding(record, one.events[0])
    assert set(together.events) == {*one.events, *other.events}
    (shown,) = together.judgements
    assert (shown.by, shown.verdict, shown.reason, shown.overruled_by) == ("Asha", "same", made.reason, None)
    assert made.judgement_id in {change.judgement_id for change in together.history}
    assert any(
        entry.by == "Asha" and entry.what.startswith("merged with") for entry in record.log(together.incident_id)
    )
    record.undo(made.judgement_id[:9], by="Bo")
    assert plain(record) == before
    assert [j.verdict for j in record.judgements()] == ["same", "undo"]
    with pytest.raises(SettingError, match="taken back already"):
        record.undo(made.judgement_id)


def test_a_report_is_kept_apart_from_the_others_of_its_incident(record: Record) -> None:
    before = plain(record)
    shared = max(attacks(record), key=lambda one: len(one.events))
    made = record.judge("different", shared.events[1], shared.incident_id)
    (alone,) = holding(record, shared.events[1])
    assert alone.events == (shared.events[1],)
    assert set(holding(record, shared.events[0])[0].events) == {*shared.events} - {shared.events[1]}
    record.undo(made.judgement_id)
    assert plain(record) == before


def test_what_is_wrong_is_taken_out_and_comes_back(record: Record) -> None:
    before = plain(record)
    wrong = attacks(record)[0]
    made = record.judge("wrong", wrong.incident_id)
    assert holding(record, wrong.events[0]) == []
    assert record.get_event(wrong.events[0]).judgements[0].verdict == "wrong"
    assert any(entry.what == "taken out as wrong" for entry in record.log(wrong.incident_id))
    record.undo(made.judgement_id)
    assert plain(record) == before
    (back,) = holding(record, wrong.events[0])
    assert [c.what for c in back.history if c.judgement_id == made.judgement_id] == ["taken out as wrong"]


@pytest.mark.parametrize(
    ("field", "value", "now"),
    [
        ("killed", "4", lambda one: [f.best for f in one.figures if f.kind == "killed"] == [4]),
        ("killed", "20-25", lambda one: [(f.low, f.high) for f in one.figures if f.kind == "killed"] == [(20, 25)]),
        ("date", "2024-02", lambda one: (one.date.earliest, one.date.basis) == ("2024-02-01", "decided by a person")),
        ("place", "Kidal, MLI, 18.4, 1.4", lambda one: (one.place.name, one.place.latitude) == ("Kidal", 18.4)),
        ("actor", "Lake Guard [LG]; Mali [MLI]", lambda one: [p.actor_id for p in one.actor] == ["LG", "MLI"]),
        ("recipient", "unknown", lambda one: one.recipient == ()),
        ("type", "protest", lambda one: one.event_type == "PROTEST"),
        ("date", "unknown", lambda one: one.date is None or one.date.basis == "inferred from publication"),
    ],
)
@pytest.mark.parametrize("of", ["incident", "event"])
def test_a_value_is_corrected_beside_what_was_coded(
    record: Record, field: str, value: str, now: object, of: str
) -> None:
    before = plain(record)
    target = next(one for one in attacks(record) if len(one.events) == 1)
    coded = record.get_event(target.events[0])
    subject = target.incident_id if of == "incident" else coded.event_id
    made = record.judge("value", subject, correction=(field, value))
    (found,) = holding(record, target.events[0])
    assert now(found)  # type: ignore[operator]
    assert replace(record.get_event(coded.event_id), judgements=()) == coded
    assert found.judgements[0].value == value
    record.undo(made.judgement_id)
    assert plain(record) == before


@pytest.mark.parametrize(
    "correction", [("killed", "many"), ("date", "2024-02-31"), ("date", "soon"), ("type", "WAR"), ("mood", "bad"),
                   ("place", "Kidal, MLI, north")]
)  # fmt: skip
def test_a_correction_that_makes_no_sense_is_refused(record: Record, correction: tuple[str, str]) -> None:
    with pytest.raises(SettingError):
        record.judge("value", attacks(record)[0].incident_id, correction=correction)
    with pytest.raises(NotFoundError):
        record.judge("right", next(iter(record.articles())).article_id)
    assert list(record.judgements()) == []


def test_where_two_differ_both_are_shown_and_the_later_is_followed(record: Record) -> None:
    one, other = attacks(record)[:2]
    first = record.judge("same", one.incident_id, other.incident_id, by="Asha")
    later = record.judge("different", one.events[0], other.events[0], by="Bo", reason="a week apart")
    (found,) = holding(record, one.events[0])
    assert other.events[0] not in found.events
    assert {j.by: j.overruled_by for j in found.judgements} == {"Asha": later.judgement_id, "Bo": None}
    last = record.judge("same", one.events[0], other.events[0], by="Asha")
    assert other.events[0] in holding(record, one.events[0])[0].events
    record.undo(last.judgement_id)
    record.undo(later.judgement_id)
    assert set(holding(record, one.events[0])[0].events) == {*one.events, *other.events}
    assert first.judgement_id in {j.judgement_id for j in holding(record, one.events[0])[0].judgements}


def test_of_two_corrections_of_what_has_become_one_the_later_is_followed(record: Record) -> None:
    one, other = attacks(record)[:2]
    first = record.judge("value", one.incident_id, correction=("killed", "137"), by="Asha")
    later = record.judge("value", other.incident_id, correction=("killed", "168"), by="Bo")
    record.judge("same", one.events[0], other.events[0], by="Asha")
    (found,) = holding(record, one.events[0])
    assert {f.best for f in found.figures if f.kind == "killed"} == {168}
    said = {j.judgement_id: j.overruled_by for j in found.judgements}
    assert (said[first.judgement_id], said[later.judgement_id]) == (later.judgement_id, None)


def test_decisions_made_on_another_reading_are_held_to_what_is_told_here(record: Record, tmp_path: Path) -> None:
    one = max(attacks(record), key=lambda incident: len(incident.events))
    record.judge("value", one.incident_id, correction=("killed", "137"), by="Asha")
    with onrecord.open(tmp_path / "other.db") as other:
        store(Writer(other._database, "2"), [read_anew(reading) for reading in shuffled(21, 12)])
        assert other.take_judgements(record.judgements()) == 1
        (found,) = holding(other, f"{one.events[0]}2")
        assert {f.best for f in found.figures if f.kind == "killed"} == {137}


def test_judgements_outlive_a_reading_with_another_codebook_and_can_all_be_taken_back(tmp_path: Path) -> None:
    with onrecord.open(tmp_path / "story.db") as record:
        store(Writer(record._database, "1"), shuffled(22, 20))
        before = plain(record)
        decide(record, 20, 5)
        decided = followed(record)
        assert len(decided) > 10
        assert all(decided.values())
        writer = Writer(record._database, "2")
        readings = [read_anew(one) for one in shuffled(22, 20)]
        for start in range(0, len(readings), 7):
            store(writer, readings[start : start + 7])
        assert {e.coder.version for e in record.events()} == {"2"}
        assert followed(record) == decided
        store(Writer(record._database, "3"), shuffled(22, 20))
        assert followed(record) == decided
        for one in list(record.judgements()):
            record.undo(one.judgement_id)
        assert plain(record) == before


def test_two_people_deciding_at_once_lose_nothing(path: Path) -> None:
    with onrecord.open(path) as record:
        ids = [one.incident_id for one in record.incidents()][:8]
    context = multiprocessing.get_context("spawn")
    people = [context.Process(target=correct_each, args=(path, name, ids)) for name in ("Asha", "Bo")]
    for one in people:
        one.start()
    for one in people:
        one.join(60)
        assert one.exitcode == 0
    with onrecord.open(path) as record:
        listed = list(record.judgements())
        assert sorted((j.by, j.value) for j in listed) == sorted(
            (name, str(n)) for name in ("Asha", "Bo") for n in range(8)
        )
        assert all(len(record.get(id_).judgements) == 2 for id_ in ids)  # type: ignore[union-attr]
        assert record.trouble() is None


def test_a_judgement_holds_for_reports_that_come_later(tmp_path: Path) -> None:
    one, other = attack("Gao", "2024-03-05", 9, "a", "2024-03-06"), attack("Mopti", "2024-03-19", 2, "b", "2024-03-19")
    with onrecord.open(tmp_path / "story.db") as record:
        store(Writer(record._database, "1"), [one, other])
        ids = [i.incident_id for i in record.incidents()]
        assert len(ids) == 2
        record.judge("same", *ids)
        store(Writer(record._database, "1"), [attack("Gao", "2024-03-05", 11, "c", "2024-03-06")])
        (found,) = record.incidents()
        assert len(found.events) == 3
        record.forget(one.article.article_id)
        assert [len(j.anchors) for j in record.judgements()] == []
