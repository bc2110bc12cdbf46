from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from making.maker import Maker
from onrecord.errors import NotFoundError, SettingError
from onrecord.records import Claim, Event, Figure, Party, Reading, Statement
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.filters import Filters
from onrecord.store.write import Writer

KINDS: tuple[Callable[[Database, Filters], Iterator[object]], ...] = (
    query.articles,
    query.statements,
    query.events,
    query.claims,
    query.figures,
    query.incidents,
    query.actors,
)


@pytest.fixture
def readings(writer: Writer, maker: Maker) -> list[Reading]:
    made = list(maker.readings(30))
    writer.write(made)
    return made


def events_of(readings: list[Reading]) -> list[Event]:
    return sorted((e for r in readings for e in r.events), key=lambda e: e.event_id)


def all_claims(readings: list[Reading]) -> list[Claim]:
    return sorted((c for e in events_of(readings) for c in e.claims), key=lambda c: c.claim_id)


def test_without_filters_all_records_come_in_order_of_id(database: Database, readings: list[Reading]) -> None:
    statements: list[Statement] = sorted((s for r in readings for s in r.statements), key=lambda s: s.statement_id)
    assert list(query.events(database)) == events_of(readings)
    assert list(query.statements(database)) == statements
    assert list(query.claims(database)) == all_claims(readings)
    assert list(query.articles(database)) == sorted((r.article for r in readings), key=lambda a: a.article_id)
    assert list(query.actors(database)) == sorted({a for r in readings for a in r.actors}, key=lambda a: a.actor_id)
    figures: list[Figure] = [f for e in events_of(readings) for f in e.figures]
    assert [told.figure for told in query.figures(database)] == figures


CASES: list[tuple[Filters, Callable[[Event], bool]]] = [
    (Filters(type="CONSULT"), lambda e: e.event_type == "CONSULT"),
    (Filters(type=("CONSULT", "ASSAULT")), lambda e: e.event_type in ("CONSULT", "ASSAULT")),
    (Filters(standing="denied", mode="meet"), lambda e: e.standing == "denied" and e.mode == "meet"),
    (Filters(country="PAK"), lambda e: e.place is not None and e.place.country == "PAK"),
    (Filters(place="town1"), lambda e: e.place is not None and "Town1" in e.place.name),
    (Filters(kind="killed"), lambda e: bool(e.figures)),
    (Filters(actor="PAK"), lambda e: any(p.country == "PAK" for p in e.actor)),
    (Filters(recipient="GOV"), lambda e: any(p.sector == "GOV" for p in e.recipient)),
    (Filters(actor="AFG/MIL"), lambda e: any((p.country, p.sector) == ("AFG", "MIL") for p in e.actor)),
    (Filters(stance="asserts", source="CVL"), lambda e: any(c.source and c.source.sector == "CVL" for c in e.claims)),
    (
        Filters(since="2023-03", until="2023-04"),
        lambda e: e.date is not None and "03" <= str(e.date.earliest)[5:7] <= "04",
    ),
    (Filters(until="2023-02-10"), lambda e: e.date is not None and str(e.date.earliest) <= "2023-02-10"),
]


@pytest.mark.parametrize(("filters", "passes"), CASES)
def test_events_that_pass_a_filter(
    database: Database, readings: list[Reading], filters: Filters, passes: Callable[[Event], bool]
) -> None:
    expected = [e for e in events_of(readings) if passes(e)]
    assert expected, "the case shows nothing"
    assert list(query.events(database, filters)) == expected
    claims = sorted(c.claim_id for e in expected for c in e.claims)
    assert [c.claim_id for c in query.claims(database, filters)] == claims
    articles = sorted({e.article_id for e in expected})
    if not filters.since and not filters.until and not filters.stance:
        assert [a.article_id for a in query.articles(database, filters)] == articles


def named(reading: Reading, *parties: Party) -> Reading:
    return replace(reading, events=(replace(reading.events[0], actor=parties, figures=(), about=None),))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("foreign office", True),
        ("FOREIGN OFF", True),
        ("ministry of foreign", True),
        ("PAK-FO", True),
        ("PAK", True),
        ("GOV", True),
        ("PAK/GOV", True),
        ("PAK/MIL", False),
        ("MINI", False),
        ("100%", False),
        ("_oreign", False),
    ],
)
def test_who_a_party_is_called(database: Database, writer: Writer, maker: Maker, asked: str, found: bool) -> None:
    reading = maker.reading(1)
    text = "Foreign Office " + reading.article.text
    reading = Reading(replace(reading.article, text=text, published=type(reading.article.published)()))
    event = maker.reading(1).events[0]
    who = Party("Ministry of Foreign Affairs", "PAK-FO", "PAK", "GOV", "named", 0, 14, "Foreign Office")
    trigger = replace(event.trigger, start=0, end=7, text="Foreign")
    claims = tuple(replace(c, evidence=trigger, source=None, cue=None, statement_id=None) for c in event.claims)
    bare = replace(event, trigger=trigger, actor=(who,), recipient=(), date=None, place=None, figures=(), claims=claims)
    bare = replace(bare, evidence=trigger, more_evidence=(), about=None)
    writer.write([replace(reading, events=(bare,))])
    assert bool(list(query.events(database, Filters(actor=asked)))) is found


def test_words_are_found_in_evidence_and_in_articles(database: Database, readings: list[Reading]) -> None:
    word = readings[0].events[0].evidence.text.split()[5].casefold()
    found = list(query.events(database, Filters(text=f'"{word}"')))
    assert readings[0].events[0] in found
    assert 0 < len(found) < 150
    for event in found:
        told = (event.evidence, *event.more_evidence, *(claim.evidence for claim in event.claims))
        assert any(word[:3] in span.text.casefold() for span in told)
    assert readings[0].article in list(query.articles(database, Filters(text=word)))


@pytest.mark.parametrize("text", ["", '"', "AND", "O'Neil", "x NEAR(", "*", "ev:il", "-", "a* OR"])
def test_no_words_break_a_search(database: Database, readings: list[Reading], text: str) -> None:
    for kind in KINDS:
        list(kind(database, Filters(text=text, limit=1)))


def test_any_filter_may_be_asked_of_any_kind(database: Database, readings: list[Reading]) -> None:
    values: dict[str, Any] = {
        "since": "2023",
        "until": "2023",
        "limit": 3,
        "order": "newest",
        "unread": False,
        "as_of": "2023",
    }
    for name in Filters.__slots__:
        for kind in KINDS:
            list(kind(database, Filters(**{name: values.get(name, 1 if name == "offset" else "PAK")})))


def test_pages_of_a_listing_make_the_whole(database: Database, readings: list[Reading]) -> None:
    pages = [list(query.events(database, Filters(order="date", limit=40, offset=n))) for n in range(0, 160, 40)]
    whole = list(query.events(database, Filters(order="date")))
    assert [e for page in pages for e in page] == whole
    dates = [e.date.earliest for e in whole if e.date]
    assert dates == sorted(dates, key=str)
    assert whole[-1].date is None


def test_a_record_is_found_by_its_id_or_the_beginning_of_it(database: Database, readings: list[Reading]) -> None:
    reading = readings[4]
    event = reading.events[2]
    assert query.get(database, event.event_id) == event
    assert query.get(database, event.event_id[:-3]) == event
    assert query.get(database, event.claims[0].claim_id) == event.claims[0]
    assert query.get(database, reading.statements[1].statement_id) == reading.statements[1]
    assert query.get(database, reading.article.article_id) == reading.article
    assert query.get(database, reading.actors[0].actor_id) == reading.actors[0]
    with pytest.raises(NotFoundError, match="Several"):
        query.get(database, "ev-")
    with pytest.raises(NotFoundError, match="ev-none"):
        query.get(database, "ev-none")


def test_a_date_that_is_none_is_a_wrong_setting() -> None:
    with pytest.raises(SettingError, match="yesterday"):
        Filters(since="yesterday")
