from collections.abc import Callable, Generator
from dataclasses import replace
from typing import cast

import pytest

import onrecord
from making.readings import attack
from making.sayings import party
from onrecord.errors import NotFoundError, SettingError
from onrecord.overviews.alerts import News
from onrecord.records import Reading

Stored = Callable[..., onrecord.Record]

FIRST = attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05")
HIGHER = attack("Mopti", "2024-03-05", 14, "rival", "2024-03-06")
ELSEWHERE = attack("Gao", "2024-03-07", 3, "agency", "2024-03-07")


def denial() -> Reading:
    """The same attack as another paper has it: the army denies it."""
    told = attack("Mopti", "2024-03-05", 9, "gazette", "2024-03-06", more="The army denied it all.")
    (event,) = told.events
    start = told.article.text.index("The army")
    army = replace(party("The army", "MLI-MIL", "MIL"), start=start, end=start + len("The army"))
    claims = tuple(replace(claim, source=army, factuality="CT-", stance="denies") for claim in event.claims)
    return replace(told, events=(replace(event, claims=claims, standing="denied"),))


def told(record: onrecord.Record, *names: str) -> list[News]:
    return list(record.alerts.run(names))


def kinds(found: list[News]) -> list[str]:
    return [one.what for one in found]


def test_only_what_comes_after_is_news(stored: Stored) -> None:
    with stored(FIRST) as record:
        record.alerts.add("attacks", {"type": "ASSAULT"})
        assert told(record) == []
        stored(ELSEWHERE).close()
        (news,) = told(record)
    assert (news.what, news.alert, news.after) == ("new", "attacks", "affirmed")
    assert news.incident.place is not None
    assert news.incident.place.name == "Gao"


def test_what_is_there_already_is_news_where_it_is_asked_for(stored: Stored) -> None:
    with stored(FIRST, ELSEWHERE) as record:
        record.alerts.add("all", {}, past=True)
        assert kinds(told(record)) == ["new", "new"]
        assert told(record) == []


def test_a_toll_that_rose_says_from_what_to_what(stored: Stored) -> None:
    with stored(FIRST) as record:
        record.alerts.add("sahel", {"country": "MLI"})
        stored(HIGHER).close()
        (news,) = told(record)
    assert (news.what, news.field, news.before, news.after) == ("toll rose", "people killed", "9", "9-14")


def test_an_exact_toll_above_an_open_one_rose(stored: Stored) -> None:
    at_least = attack("Mopti", "2024-03-05", 70, "agency", "2024-03-05")
    events = tuple(
        replace(one, figures=tuple(replace(figure, best=None, high=None) for figure in one.figures))
        for one in at_least.events
    )
    with stored(replace(at_least, events=events)) as record:
        record.alerts.add("sahel", {"country": "MLI"})
        stored(attack("Mopti", "2024-03-05", 115, "rival", "2024-03-07")).close()
        (news,) = told(record)
    assert (news.what, news.before, news.after) == ("toll rose", "at least 70", "70-115")


def test_a_denial_of_something_recorded_is_news_and_so_is_its_standing(stored: Stored) -> None:
    with stored(FIRST) as record:
        record.alerts.add("sahel", {"country": "MLI"})
        stored(denial()).close()
        found = told(record)
    assert {"denied", "standing"} <= set(kinds(found))
    denied = next(one for one in found if one.what == "denied")
    assert denied.claim is not None
    assert denied.claim.factuality == "CT-"
    standing = next(one for one in found if one.what == "standing")
    assert (standing.before, standing.after) == ("affirmed", "disputed")


def test_a_standing_that_flips_out_of_the_query_is_news(stored: Stored) -> None:
    with stored(FIRST) as record:
        record.alerts.add("facts", {"standing": "affirmed"})
        stored(denial()).close()
        assert "standing" in kinds(told(record))


def test_what_does_not_pass_is_no_news(stored: Stored) -> None:
    with stored(FIRST) as record:
        record.alerts.add("niger", {"country": "NER"})
        stored(HIGHER, ELSEWHERE).close()
        assert told(record) == []


def test_an_interrupted_run_loses_nothing_and_repeats_nothing(stored: Stored) -> None:
    with stored() as record:
        record.alerts.add("all", {})
        stored(FIRST, ELSEWHERE).close()
        running = cast(Generator[News, None, None], record.alerts.run())
        first, second = next(running), next(running)
        running.close()
        stored(HIGHER).close()
        again = told(record)
    assert again[0].news_id == second.news_id, "what was being reported comes again"
    assert first.news_id not in {one.news_id for one in again}
    assert kinds(again) == ["new", "toll rose"]
    assert told(record) == []


def test_a_failed_look_is_made_again(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the power went")

    with stored(FIRST) as record:
        record.alerts.add("all", {})
        stored(ELSEWHERE).close()
        with monkeypatch.context() as patched:
            patched.setattr("onrecord.store.alerts.mark_reported", broken)
            patched.setattr("onrecord.store.alerts.put_found", broken)
            with pytest.raises(RuntimeError):
                told(record)
        assert kinds(told(record)) == ["new"]


def test_two_who_look_at_once_find_it_once(stored: Stored) -> None:
    with stored(FIRST) as record, stored() as other:
        record.alerts.add("all", {})
        stored(ELSEWHERE).close()
        record.alerts.look("all")
        other.alerts.look("all")
        assert len(record.alerts.unreported("all")) == 1
        assert kinds([*told(record), *told(other)]) == ["new"]


def test_what_was_forgotten_is_not_reported(stored: Stored) -> None:
    with stored(FIRST) as record:
        record.alerts.add("all", {})
        stored(ELSEWHERE).close()
        record.alerts.look("all")
        record.forget(ELSEWHERE.article.article_id)
        assert record.alerts.unreported("all") == []


def test_alerts_are_listed_and_removed(stored: Stored) -> None:
    with stored(FIRST) as record:
        record.alerts.add("b", {"country": "MLI"})
        record.alerts.add("a", {"type": "ASSAULT"}, past=True)
        record.alerts.look("a")
        assert [(one.name, one.pending) for one in record.alerts.all()] == [("a", 1), ("b", 0)]
        assert record.alerts.all()[1].filters == {"country": "MLI"}
        with pytest.raises(SettingError, match="There is an alert 'a'"):
            record.alerts.add("a", {})
        with pytest.raises(SettingError, match="since is"):
            record.alerts.add("c", {"since": "last week"})
        record.alerts.remove("a")
        assert [one.name for one in record.alerts.all()] == ["b"]
        with pytest.raises(NotFoundError, match="no alert 'a'"):
            record.alerts.remove("a")
        with pytest.raises(NotFoundError, match="alerts list"):
            told(record, "a")


def test_the_last_news_are_kept_for_a_feed(stored: Stored) -> None:
    with stored(FIRST) as record:
        record.alerts.add("all", {}, past=True)
        (news,) = told(record)
        assert record.alerts.last("all") == [news]
