"""Figures are read from the parse, of the right kind and side, and given to one event each."""

import re
from typing import cast

import pytest

from making.marks import Case, cases_of
from onrecord.articles.parse import Parser
from onrecord.drafts import EventMention, Stand
from onrecord.events.dates import timed_in, times_of
from onrecord.events.figure_words import figure_words
from onrecord.events.figures import figures_of
from onrecord.expressions.numbers import Quantity
from onrecord.records import Article, Claim, EventType, Figure, Party, Span
from onrecord.syntax import Parse

FIGURE = re.compile(r"(?P<kind>\w+) (?P<side>\w+) (?P<range>\S+)(?: of (?P<whom>.*?))?(?: @(?P<event>\d))?")


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def range_of(written: str) -> Quantity:
    """23 · 23+ (at least) · ~40 (about) · ..15 (up to) · 20..30."""
    if written[0] == "~":
        return Quantity(best=int(written[1:]))
    if written[-1] == "+":
        return Quantity(low=int(written[:-1]))
    low, dots, high = written.partition("..")
    if not dots:
        return Quantity(int(written), int(written), int(written))
    return Quantity(low=int(low) if low else None, high=int(high))


def mentions_of(parse: Parse, marked: list[tuple[int, int, str]]) -> tuple[EventMention, ...]:
    return tuple(mention(parse, *mark) for mark in marked)


def mention(parse: Parse, start: int, end: int, label: str) -> EventMention:
    sentence = parse.sentence_at(start)
    assert sentence is not None
    token = next(token for token in sentence.tokens if token.start >= start)
    type_ = None if label == "NONE" else cast(EventType, label)
    return EventMention(
        sentence.index, token.i, parse.span(start, end), type_, None, (), None, "single", (), (), None, None, "case", ()
    )  # fmt: skip


NO_CLAIM = Stand("actual", (), (), ())


def read(parser: Parser, text: str, marked: list[tuple[int, int, str]]) -> tuple[tuple[Figure, ...], ...]:
    article, parse = Article("a", text, "case"), parser.parse(text)
    mentions = mentions_of(parse, marked)
    times = times_of(article, timed_in(parse))
    figures, periodic = figures_of(article, parse, mentions, (NO_CLAIM,) * len(mentions), times)
    return tuple((*told, *(p.figure for p in periodic if p.mention == i)) for i, told in enumerate(figures))


def all_cases() -> list[object]:
    known = pytest.mark.xfail(strict=True)
    return [
        pytest.param(case, id=f"{case.file}:{case.line}", marks=[known] if case.known_to_fail else [])
        for case in cases_of("figures")
    ]


@pytest.mark.parametrize("case", all_cases())
def test_figures(parser: Parser, case: Case) -> None:
    """Each figure of the case and no other; without "@" it belongs to the first event."""
    figures = read(parser, case.text, [(m.start, m.end, m.label) for m in case.marks if m.label.isupper()])
    found = [
        (f.start, f.end, f.kind, f.side, Quantity(f.low, f.best, f.high), f.whom, event)
        for event, of_event in enumerate(figures, 1)
        for f in of_event
    ]
    wanted = []
    for mark in case.marks:
        if not mark.label.isupper():
            match = FIGURE.fullmatch(mark.label)
            assert match is not None, mark.label
            count, event = range_of(match["range"]), int(match["event"] or 1)
            wanted.append((mark.start, mark.end, match["kind"], match["side"], count, match["whom"], event))
    assert sorted(found, key=str) == sorted(wanted, key=str)


def test_a_figure_has_its_own_words(parser: Parser) -> None:
    text = "Rebels attacked the mill; at least nine hands were hurt."
    (figure,) = read(parser, text, [(7, 15, "ASSAULT")])[0]
    assert text[figure.start : figure.end] == figure.text == "at least nine hands"


def test_no_one_is_named(parser: Parser) -> None:
    text = "Jane Example was killed in the attack."
    figures = read(parser, text, [(31, 37, "ASSAULT")])[0]
    assert [(figure.best, figure.whom) for figure in figures] == [(1, None)]


def test_a_figure_knows_who_gives_it(parser: Parser) -> None:
    text = "The army said 12 clerks were killed. The rebels said it was 20."
    parse = parser.parse(text)
    mentions = mentions_of(parse, [(29, 35, "ASSAULT")])
    stand = Stand("actual", (claim("c1", 0, 36, "army"), claim("c2", 37, 63, "rebels")), (), ())
    figures = figures_of(Article("a", text, "case"), parse, mentions, (stand,), ())[0][0]
    assert [(figure.best, figure.claim_id) for figure in figures] == [(12, "c1"), (20, "c2")]


def claim(claim_id: str, start: int, end: int, name: str) -> Claim:
    party = Party(name, None, None, None, "named", start, start + 1, name[0])
    return Claim(claim_id, "", "s", party, None, "asserts", "CT+", None, Span(start, end, ""), "case")


def test_retold_events_are_counted_once(parser: Parser) -> None:
    """A guard named twice is one guard, where the second mention tells of the first's happening."""
    text = "A guard was killed on the bridge. The guard was killed with a knife."
    parse = parser.parse(text)
    first, second = mentions_of(parse, [(12, 18, "ASSAULT"), (48, 54, "ASSAULT")])
    again = EventMention(
        second.sentence, second.token, second.trigger, "ASSAULT", None, (), None, "single", (), (), None,
        first.position, "case", (),
    )  # fmt: skip
    figures = figures_of(Article("a", text, "case"), parse, (first, again), (NO_CLAIM, NO_CLAIM), ())[0]
    assert [len(of_event) for of_event in figures] == [1, 0]


def test_word_lists_hold_lemmas() -> None:
    words = figure_words()
    listed = [word for name in words.lists for word in words.lists[name]] + [*words.of_object, *words.nouns]
    assert [word for word in listed if word != word.lower()] == []
