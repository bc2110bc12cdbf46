"""Dates move with the day of the report, and ranges never end before they begin."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles.parse import Parser
from onrecord.expressions.dates import Period, TimeForm, When, forms_of, place, resolve
from onrecord.expressions.dates_resolution import holiday
from onrecord.expressions.edtf import UNITS, containing, easter
from onrecord.records import EventDate

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
EXPRESSIONS = """
today · yesterday · tomorrow · last night · the day before yesterday · three days ago · two weeks ago · on Tuesday ·
last Friday · next Monday · last week · this week · next month · last month · four months ago · last year · a year ago ·
a decade ago · in June · on 12 December · on 29 February · early November · in 1998 · since November 2022 · since May ·
by Friday · until Monday · the past two weeks · the next three months · the last three years · from Monday to Friday ·
May 3-5 · 1989-90 · between June and August · last summer · this winter · in the third quarter ·
the first half of 2020 · the 1990s · the 19th century · Christmas Day · last Thanksgiving · Easter Monday ·
the weekend · next weekend · every day · for two weeks · now · a day earlier · the following week · that day ·
fiscal 2022 · 1401 AH · 03/04/2021 · the end of the year
"""
WORDS = [words.strip() for words in EXPRESSIONS.replace("\n", " ").split("·")]
TENSES = st.sampled_from([-1, 1, None])


@pytest.fixture(scope="module")
def forms() -> dict[str, TimeForm]:
    parser = Parser()
    return {words: forms_of(parser.parse(f"It was so {words}.").sentences[0])[0] for words in WORDS}


def test_every_expression_is_found(forms: dict[str, TimeForm]) -> None:
    assert len(forms) == len(WORDS) > 50


def ends(found: EventDate) -> list[date]:
    return [date.fromisoformat(day) for day in (found.earliest, found.latest) if day]


@settings(max_examples=30, deadline=None)
@given(day=DAYS, story=DAYS, tense=TENSES)
def test_a_range_never_ends_before_it_begins(
    forms: dict[str, TimeForm], day: date, story: date, tense: int | None
) -> None:
    when = When(day, story=Period("D", story), tense=tense)
    for words, form in forms.items():
        found = resolve(form, words, when).date
        if found is not None:
            assert ends(found) == sorted(ends(found)), words
            assert (found.earliest or found.latest) is not None or found.basis == "unresolved"


MOVES_BY_DAYS = ["today", "yesterday", "tomorrow", "last night", "the day before yesterday", "three days ago"]
MOVES_BY_WEEKS = ["on Tuesday", "last Friday", "next Monday", "last week", "this week", "two weeks ago", "next weekend"]


@settings(max_examples=50, deadline=None)
@given(day=DAYS, later=st.integers(0, 4000), tense=TENSES)
def test_relative_dates_move_with_the_report(
    forms: dict[str, TimeForm], day: date, later: int, tense: int | None
) -> None:
    for step, listed in ((1, MOVES_BY_DAYS), (7, MOVES_BY_WEEKS)):
        moved = timedelta(days=later * step % 5000)
        moved -= timedelta(days=moved.days % step)
        for words in listed:
            before, _ = place(forms[words], When(day, tense=tense))
            after, _ = place(forms[words], When(day + moved, tense=tense))
            assert before is not None
            assert after is not None
            assert after.first - before.first == moved, words


@settings(max_examples=50, deadline=None)
@given(day=DAYS, years=st.integers(1, 50))
def test_months_and_years_move_with_the_year(forms: dict[str, TimeForm], day: date, years: int) -> None:
    later = date(day.year + years, day.month, min(day.day, 28))
    for words in ("last month", "next month", "last year", "a year ago", "last summer"):
        before, _ = place(forms[words], When(day.replace(day=min(day.day, 28)), tense=-1))
        after, _ = place(forms[words], When(later, tense=-1))
        assert before is not None
        assert after is not None
        assert (after.first.year - before.first.year, after.first.month) == (years, before.first.month), words


@given(day=DAYS)
def test_past_and_future_are_on_their_sides(forms: dict[str, TimeForm], day: date) -> None:
    for words in ("on Tuesday", "in June", "on 12 December"):
        past, _ = place(forms[words], When(day, tense=-1))
        future, _ = place(forms[words], When(day, tense=1))
        assert past is not None
        assert future is not None
        assert past.first <= future.first


def test_without_a_day_nothing_relative_is_placed(forms: dict[str, TimeForm]) -> None:
    dates = {words: resolve(form, words, When()).date for words, form in forms.items()}
    named = {"in 1998", "since November 2022", "1989-90", "the first half of 2020", "03/04/2021"}
    placed = {words for words, found in dates.items() if found and found.earliest}
    assert placed == named | {"the 1990s", "the 19th century"}


@given(day=DAYS, unit=st.sampled_from(UNITS), count=st.integers(-15, 15))
def test_periods(day: date, unit: str, count: int) -> None:
    period = containing(next(u for u in UNITS if u == unit), day)
    assert period.first <= period.last
    assert unit == "WE" or period.holds(day)
    assert period.shifted(count).shifted(-count) == period
    assert period.shifted(1).first > period.last


@given(year=st.integers(1583, 4000))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    day = easter(year)
    assert day.isoweekday() == 7
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_holidays() -> None:
    assert holiday("moving 9 1 1", 2023) == date(2023, 9, 4)
    assert holiday("easter -2", 2023) == date(2023, 4, 7)
    assert holiday("moving 5 1 -1", 2023) == date(2023, 5, 29)


def test_the_calendar_has_an_end(forms: dict[str, TimeForm]) -> None:
    """A shift beyond year one is no date, and no error."""
    first = When(date(1, 1, 1), tense=-1)
    assert [place(forms[words], first)[0] for words in ("yesterday", "last year", "a decade ago")] == [None, None, None]
