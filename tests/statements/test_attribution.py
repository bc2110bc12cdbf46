"""Statements from spans: sources resolved, relays kept, offsets exact."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles.parse import Parser
from onrecord.codebooks.cues import CueBook
from onrecord.drafts import Attribution, Cast
from onrecord.records import Article, Statement
from onrecord.statements.attribution import attribute, statements_of
from onrecord.statements.quotes import Quotes
from onrecord.statements.relays import relay_order, relays_of

PARSER, BOOK = Parser(), CueBook.load()


def read(text: str) -> tuple[Statement, ...]:
    return attribute(Article("a", text, "test"), PARSER.parse(text), Cast(()), BOOK)


def test_spans_are_the_texts_own() -> None:
    text = "“We left at dawn,” the colonel said.\n“Nobody stopped us.”\nKigali denied it had sent men, the envoy said."
    for statement in read(text):
        for span in (statement.cue, *statement.content):
            assert text[span.start : span.end] == span.text


def test_a_relay_stands_before_what_it_relays() -> None:
    outer, inner = read("The envoy said that Kigali had denied the raid.")
    assert (outer.cue.text, inner.cue.text) == ("said", "had denied")
    assert inner.via == outer.statement_id
    assert outer.via is None


def test_a_quotation_over_sentences_is_one_content() -> None:
    (statement,) = read("“The road is closed. Nobody may pass,” the governor said. “We will reopen it on Friday.”")
    assert [span.text for span in statement.content] == [
        "“The road is closed. Nobody may pass,”",
        "“We will reopen it on Friday.”",
    ]


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    first, second = read("“They came at night,” the mayor said.\n“We heard the shots from the church.”")
    assert second.source == first.source
    assert second.cue.text == "“"


def test_we_is_whoever_speaks() -> None:
    said, denied = read('"We have never denied holding them," a rebel commander said.')
    assert said.source is not None
    assert denied.source == said.source


@pytest.mark.parametrize(
    ("text", "naming"),
    [
        ("Two officials who asked not to be named said it was over.", "unnamed"),
        ("The interior ministry said it was over.", "official"),
        ("Sources said it was over.", "unnamed"),
        ("A diplomat, speaking on condition of anonymity, said it was over.", "unnamed"),
        ("Moscow said it was over.", "named"),
        ("The Harbour Times newspaper reported that it was over.", "named"),
    ],
)
def test_naming(text: str, naming: str) -> None:
    source = read(text)[0].source
    assert source is not None
    assert source.naming == naming


def test_the_source_left_open_is_nobody() -> None:
    assert [s.source for s in read("It is rumoured that the harbour is closed.")] == [None]


def test_spans_of_a_model_need_no_parse_that_fits() -> None:
    text = "So it was, he said of it."
    odd = Attribution(((11, 13),), (14, 18), ((0, 9), (19, 24)), 0.7)
    (statement,) = statements_of(Article("a", text, "test"), PARSER.parse(text), [odd], Cast(()), BOOK)
    assert (statement.cue.text, statement.stance) == ("said", "asserts")


def test_rings_of_relays_are_cut() -> None:
    first = Attribution((), (0, 4), ((5, 30),), 1.0)
    second = Attribution((), (10, 14), ((0, 9),), 1.0)
    assert relays_of([first, second]) in ([None, 0], [1, None], [None, None])


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), st.integers(0, 60), st.integers(1, 30)), max_size=12))
def test_relays_never_go_round(found: list[tuple[int, int, int, int]]) -> None:
    attributions = [Attribution((), (c, c + n), ((s, s + m),), 1.0) for c, n, s, m in found]
    relays = relays_of(attributions)
    assert sorted(relay_order(relays)) == list(range(len(found)))
    for index in range(len(found)):
        seen: set[int] = set()
        current: int | None = index
        while current is not None:
            assert current not in seen
            seen.add(current)
            current = relays[current]


@given(st.text(alphabet="ab .,\n“”\"'`’‘«»", max_size=60))
def test_quotations_lie_within_the_text_and_apart(text: str) -> None:
    spans = Quotes(text).spans
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["said", "“", "”", "that", "Kyiv", "denied", "not", ".", "\n", "of", "the", "report", "it", ","]
        ),
        max_size=25,
    )
)
def test_any_text_is_read(words: list[str]) -> None:
    text = " ".join(words)
    for statement in read(text):
        assert text[statement.cue.start : statement.cue.end] == statement.cue.text
