"""Words and digits become ranges, and a printed figure is read as the same figure."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.expressions.numbers import Quantity, numbers, quantity, wording

COUNTS = st.integers(min_value=0, max_value=10**9)
UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def in_words(count: int) -> str:
    """A count below a million in words, written independently of the reader."""
    if count < 20:
        return ("zero", *UNITS.split())[count]
    if count < 100:
        rest = f"-{in_words(count % 10)}" if count % 10 else ""
        return TENS.split()[count // 10 - 2] + rest
    scale, name = (100, "hundred") if count < 1000 else (1000, "thousand")
    rest = f" and {in_words(count % scale)}" if 0 < count % scale < 100 else f" {in_words(count % scale)}"
    return f"{in_words(count // scale)} {name}" + (rest if count % scale else "")


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, best, high = sorted(draw(st.tuples(COUNTS, COUNTS, COUNTS)))
    given = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()).filter(any))
    found = Quantity(*(n if said else None for n, said in zip((low, best, high), given, strict=True)))
    return found._replace(best=low) if found.low is not None and found.low == found.high else found


@given(quantities())
def test_a_printed_figure_is_read_as_the_same(count: Quantity) -> None:
    assert quantity(wording(count)) == count


@given(COUNTS)
def test_digits_are_exact(count: int) -> None:
    assert quantity(str(count)) == quantity(f"{count:,}") == Quantity(count, count, count)


@given(st.integers(min_value=0, max_value=999_999))
def test_words_are_exact(count: int) -> None:
    assert quantity(in_words(count)) == Quantity(count, count, count)


PHRASES = st.sampled_from(
    ["at least", "more than", "up to", "fewer than", "about", "nearly", "as many as", "no more than", "only", ""]
)
NUMBERS = st.sampled_from(["12", "3.7 million", "dozens", "hundreds of thousands", "two dozen", "several", "20 to 30"])


@given(PHRASES, NUMBERS, st.sampled_from(["", "or more", "or so"]))
def test_low_best_and_high_are_in_order(before: str, number: str, after: str) -> None:
    for found in numbers(f"{before} {number} {after}".split()):
        said = [n for n in found.quantity if n is not None]
        assert said == sorted(said)
        assert said


@given(
    st.lists(
        st.sampled_from([*UNITS.split(), "dozens", "of", "and", "a", "-", "12", "half", "or", "to", "million"]),
        max_size=8,
    )
)
def test_any_words_can_be_asked(words: list[str]) -> None:
    found = numbers(words)
    assert all(0 <= n.first <= n.core_first <= n.core_last <= n.last < len(words) for n in found)
    assert all(one.core_last < other.core_first for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("at least 23", 23, None, None),
        ("more than 300", 301, None, None),
        ("over a hundred", 101, None, None),
        ("as many as 40", None, None, 40),
        ("up to 15", None, None, 15),
        ("fewer than 10", None, None, 9),
        ("nearly 40", None, 40, None),
        ("almost 3.7 million", None, 3_700_000, None),
        ("between 20 and 30", 20, None, 30),
        ("20-30", 20, None, 30),
        ("2 to 3 million", 2_000_000, None, 3_000_000),
        ("one or two", 1, None, 2),
        ("two dozen", 24, 24, 24),
        ("half a dozen", 6, 6, 6),
        ("half a million", 500_000, 500_000, 500_000),
        ("one and a half million", 1_500_000, 1_500_000, 1_500_000),
        ("dozens", 24, None, 99),
        ("scores", 40, None, 99),
        ("hundreds", 200, None, 999),
        ("thousands", 2_000, None, 9_999),
        ("tens of thousands", 20_000, None, 99_999),
        ("hundreds of thousands", 200_000, None, 999_999),
        ("several hundred", 200, None, 999),
        ("a couple of dozen", 24, 24, 24),
        ("no one", 0, 0, 0),
        ("nobody", 0, 0, 0),
        ("two lakh", 200_000, 200_000, 200_000),
        ("at least some 20", 20, None, None),
        ("40 or more", 40, None, None),
        ("a hundred or so", None, 100, None),
    ],
)
def test_ranges(words: str, low: int | None, best: int | None, high: int | None) -> None:
    assert quantity(words) == Quantity(low, best, high)


@pytest.mark.parametrize("words", ["", "many people", "a man", "the 1.5 ratio", "first"])
def test_no_count(words: str) -> None:
    assert quantity(words) is None


def test_several_numbers_in_a_row_stay_apart() -> None:
    found = numbers(["10", "people", ",", "three", "women", "and", "2", "men"])
    assert [number.quantity.best for number in found] == [10, 3, 2]
