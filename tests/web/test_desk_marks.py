"""Marks in an article's text: nested, and split where they overlap in part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from onrecord.web.display import displayed
from onrecord.web.marks import Mark, marked_text, nested

TEXT = "abcdefghij"


def mark(start: int, end: int, rank: int = 1, opens: str = "x") -> Mark:
    return Mark(start, -end, rank, opens)


def shown(*marks: Mark) -> str:
    return str(marked_text(TEXT, sorted(marks), {}))


def test_inner_marks_stand_within_outer_ones() -> None:
    assert [(m.start, m.end) for m in nested([mark(0, 8), mark(2, 4)])] == [(0, 8), (2, 4)]
    assert shown(mark(0, 8, 0), mark(2, 4)).count("<span") == 2


def test_what_overlaps_in_part_is_split() -> None:
    assert [(m.start, m.end) for m in nested([mark(0, 5), mark(3, 8)])] == [(0, 5), (3, 5), (5, 8)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 10)).filter(lambda s: s[0] < s[1]), max_size=12))
def test_tags_always_close_in_order_and_the_text_stays(spans: list[tuple[int, int]]) -> None:
    text = shown(*(mark(start, end, n % 6) for n, (start, end) in enumerate(spans)))
    assert Markup(text).striptags() == TEXT
    depth = 0
    for piece in text.replace("</span>", "\x01").replace("<span", "\x00<span"):
        depth += {"\x00": 1, "\x01": -1}.get(piece, 0)
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ('" onmouseover="x', "&#34; onmouseover=&#34;x"),
        ("a\u202eb", '<span class="control" title="U+202E">'),
        ("a\x00b", 'title="U+0000"'),
        ("\ud800", 'title="U+D800"'),
        ("e" + "\u0301" * 1000, "992 combining marks"),
    ],
)
def test_hostile_signs_are_shown_as_what_they_are(text: str, shows: str) -> None:
    assert shows in displayed(text)
