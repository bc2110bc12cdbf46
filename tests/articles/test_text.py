import textwrap
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.articles.text import LONGEST_PARAGRAPH, clean_line, clean_text

PARAGRAPHS = [
    "The governor’s office said on Monday that the bridge over the river had been closed after gunmen fired on a "
    "convoy of lorries. No one was hurt, a police-led inquiry was opened, and traffic was sent by the northern road.",
    "A spokesman for the drivers told reporters that two of them were missing. He could not say where they had been "
    "taken, nor by whom. The army has not commented.",
    "“We did not fire,” the group wrote.",
]
WORDS = "the army cease- fire “ ’ – https://example.org/a/very/long/address/of/a/page"
ODD = [
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\x00",
    "\u00a0",
    "\u00ad",
    "\u200b",
    "e\u0301",
    "\u0308",
    "\ud800",
    "\u2028",
]
PIECES = st.sampled_from([*WORDS.split(), *ODD])


@given(st.one_of(st.text(), st.lists(PIECES, max_size=120).map("".join)))
@example("")
@example("\n \u0308\n")
@settings(max_examples=300, deadline=None)
def test_cleaning_a_clean_text_changes_nothing(raw: str) -> None:
    once = clean_text(raw)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(st.lists(st.lists(st.sampled_from(["a", "town", "ceasefire", "said", "co-operate", "x" * 30]), min_size=1)))
@settings(max_examples=200, deadline=None)
def test_cleaning_a_wrapped_text_twice_changes_nothing(paragraphs: list[list[str]]) -> None:
    for width in (45, 72):
        once = clean_text("\n".join(textwrap.fill(" ".join(words), width) for words in paragraphs))
        assert clean_text(once) == once


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("talks\u00a0with\u2009the  envoy\t today", "talks with the envoy today"),
        ("cease\u00adfire\u200b \ufeffheld\x00", "ceasefire held"),
        ("Kadugli\u0301", "Kadugl\u00ed"),
        ("  a line \n\n\n\n another ", "a line\n\nanother"),
        ("\ud83d lone half", "\ufffd lone half"),
        ("“We didn’t” – no", "“We didn’t” – no"),
        ("\n \n\t", ""),
    ],
)
def test_what_is_cleaned(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize("width", [48, 72, 100])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_wrapped_paragraphs_are_joined(width: int, between: str) -> None:
    wrapped = between.join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    if between == "\n\n":
        assert clean_text(wrapped) == "\n\n".join(PARAGRAPHS)
    else:
        assert clean_text(wrapped).replace("\n\n", " ") == " ".join(PARAGRAPHS)


def test_lines_that_were_not_wrapped_stay_apart() -> None:
    lines = "\n".join(
        [
            "Bridge closed after shooting at a convoy",
            "Drivers are missing",
            "Army says nothing so far about the shooting at the bridge",
            "Northern road is open",
            "Inquiry is opened by the police",
        ]
    )
    assert clean_text(lines) == lines
    assert clean_text("\n".join(PARAGRAPHS)) == "\n".join(PARAGRAPHS)


def test_a_line_that_is_too_long_for_a_paragraph_is_divided_between_sentences() -> None:
    line = " ".join(["The harbour master said “no.” He left."] * 900)
    clean = clean_text(line)
    assert clean.replace("\n", " ") == line
    assert clean_text(clean) == clean
    assert [piece[-1] for piece in clean.split("\n")] == ["."] * 4
    assert max(map(len, clean.split("\n"))) <= LONGEST_PARAGRAPH
    assert max(map(len, clean_text("word " * 5000).split("\n"))) <= LONGEST_PARAGRAPH


def test_a_title_is_one_line() -> None:
    assert clean_line(" Army\n denies\u00a0it ") == "Army denies it"
