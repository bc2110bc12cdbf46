"""Time expressions get their values and days, and each event the one that is said of it."""

from typing import cast

import pytest

from making.marks import Case, Mark, cases_of
from onrecord.articles.parse import Parser
from onrecord.drafts import EventMention, TimeExpression
from onrecord.events.dates import date_of, timed_in, times_of
from onrecord.records import Article, EventDate, EventType, Published
from onrecord.syntax import Parse

TYPES = ("DATE", "TIME", "DURATION", "SET")


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def article_of(case: Case) -> Article:
    day = Published() if case.country == "-" else Published(case.country, "day", "metadata")
    return Article("a", case.text, "case", published=day)


def all_of(folder: str) -> list[object]:
    known = pytest.mark.xfail(strict=True)
    return [
        pytest.param(case, id=f"{case.file}:{case.line}", marks=[known] if case.known_to_fail else [])
        for case in cases_of(folder)
    ]


def described(time: TimeExpression, label: str) -> str:
    """The expression in the words of a case's label, as far as the label goes."""
    value, _, edtf = label.partition("=")
    type_ = f"{time.type} " if value.split()[:1] and value.split()[0] in TYPES else ""
    date = (time.date.edtf if time.date else None) or "none"
    return f"{type_}{time.value} = {date}".strip() if edtf else f"{type_}{time.value}"


@pytest.mark.parametrize("case", all_of("dates"))
def test_time_expressions(parser: Parser, case: Case) -> None:
    found = times_of(article_of(case), timed_in(parser.parse(case.text)))
    assert [(t.start, t.end) for t in found] == [(m.start, m.end) for m in case.marks]
    assert [described(t, m.label) for t, m in zip(found, case.marks, strict=True)] == [m.label for m in case.marks]


def mention_at(parse: Parse, mark: Mark) -> EventMention:
    sentence = parse.sentence_at(mark.start)
    assert sentence is not None
    token = next(token for token in sentence.tokens if token.start >= mark.start)
    name = mark.label.split()[0]
    type_ = None if name == "NONE" else cast(EventType, name)
    span = parse.span(mark.start, mark.end)
    return EventMention(
        sentence.index, token.i, span, type_, None, (), None, "single", (), (), None, None, "case", ()
    )  # fmt: skip


def said_of(date: EventDate | None) -> str:
    if date is None:
        return "none"
    return f"{'unresolved ' if date.basis == 'unresolved' else ''}{date.edtf or 'none'}"


@pytest.mark.parametrize("case", all_of("dates/of_events"))
def test_dates_of_events(parser: Parser, case: Case) -> None:
    article, parse = article_of(case), parser.parse(case.text)
    times = times_of(article, timed_in(parse))
    found = [said_of(date_of(article, parse, mention_at(parse, mark), times)) for mark in case.marks]
    assert found == [mark.label.split(maxsplit=1)[1] for mark in case.marks]


def test_the_publication_day_is_never_a_date_by_default(parser: Parser) -> None:
    article = Article("a", "Rebels attacked the fort.", "case", published=Published("2023-12-14", "day", "metadata"))
    parse = parser.parse(article.text)
    assert (
        date_of(article, parse, mention_at(parse, Mark(7, 15, "ASSAULT")), times_of(article, timed_in(parse))) is None
    )


def test_a_month_of_publication_resolves_nothing(parser: Parser) -> None:
    article = Article("a", "They met in June.", "case", published=Published("2023-12", "month", "metadata"))
    assert [time.value for time in times_of(article, timed_in(parser.parse(article.text)))] == ["XXXX-06"]
