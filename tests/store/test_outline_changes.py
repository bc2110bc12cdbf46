"""An outline that follows what is written is the one that would be read anew."""

from pathlib import Path

import pytest

from making.desks import keep
from making.readings import attack
from onrecord.records import Reading
from onrecord.store.database import Database
from onrecord.store.outline import Coded, Listed, Outline, Parties, load_outline
from onrecord.store.outline_changes import follow

TOWNS = ("Mopti", "Gao", "Timbuktu")
DAYS = range(5, 26, 4)


def told(month: int, publisher: str) -> list[Reading]:
    """An attack in each town on each of some days of a month."""
    days = [(town, f"2024-{month:02}-{day:02}", day) for town in TOWNS for day in DAYS]
    return [attack(town, day, toll, publisher, day) for town, day, toll in days]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return keep(tmp_path / "r.db", [*told(1, "agency"), *told(4, "rival")])


def one_by_one(values: Coded | Listed | Parties) -> list[tuple[object, ...]]:
    """What the numbers stand for, whatever they are."""
    if isinstance(values, Coded):
        return [(values.words[n], values.labels[n]) if n >= 0 else () for n in values.codes.tolist()]
    if isinstance(values, Parties):
        return sorted(zip(values.owners.tolist(), values.rows.tolist(), strict=True))
    return sorted((o, values.words[n], values.labels[n]) for o, n in zip(values.owners, values.codes, strict=True))


def content(outline: Outline) -> dict[str, object]:
    parts = ("type", "mode", "standing", "country", "kind", "actor", "recipient", "publisher", "actors", "recipients")
    found: dict[str, object] = {name: one_by_one(getattr(outline, name)) for name in parts}
    found |= {name: getattr(outline, name).tolist() for name in ("keys", "ids", "first", "last", "sources", "changed")}
    found["tolls"] = {kind: counts.tolist() for kind, counts in outline.tolls.items()}
    found["spots"] = [outline.spots[n].same if n >= 0 else None for n in outline.spot.tolist()]
    return found


def test_what_was_added_and_what_was_merged_anew_is_followed(record: Path) -> None:
    with Database(record, read_only=True) as database:
        old = load_outline(database)
        again = attack("Mopti", "2024-01-05", 30, "third paper", "2024-01-06")
        keep(record, [again, attack("Menaka", "2024-09-09", 2, "third paper", "2024-09-09")])
        followed = follow(database, old)
        assert followed is not None
        now = load_outline(database)
    assert set(now.keys.tolist()) - set(old.keys.tolist())
    assert set(old.keys.tolist()) - set(now.keys.tolist()), "nothing was merged anew: the test shows less than it says"
    assert content(followed) == content(now)


def test_nothing_new_leaves_it_as_it_was(record: Path) -> None:
    with Database(record, read_only=True) as database:
        old = load_outline(database)
        followed = follow(database, old)
    assert followed is not None
    assert content(followed) == content(old)


def test_what_is_mostly_new_is_read_whole(record: Path) -> None:
    with Database(record, read_only=True) as database:
        old = load_outline(database)
        keep(record, [*told(9, "third paper"), *told(11, "rival")])
        assert follow(database, old) is None


def test_after_a_removal_it_is_read_whole(record: Path) -> None:
    with Database(record) as database:
        old = load_outline(database)
        with database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO moment SELECT key + 1, at || '1', 'forgotten', detail, article,"
                                       " statement, event, claim FROM moment ORDER BY key DESC LIMIT 1")  # fmt: skip
        assert follow(database, old) is None


def test_words_are_found_by_their_code(record: Path) -> None:
    with Database(record, read_only=True) as database:
        publishers = load_outline(database).publisher
    assert [publishers.code(word) for word in publishers.words] == list(range(len(publishers.words)))
    assert publishers.code("nobody") == -1
    assert publishers.count("nobody") == 0
    assert publishers.count("rival") == len(TOWNS) * len(DAYS)
