"""The shipped tagger: it scores what its card says, and what it finds depends on the text alone."""

import re
from pathlib import Path

import pytest

from onrecord.statements.marked import marked_cases
from onrecord.statements.scores import Scores, scored
from onrecord.statements.tagger import SHIPPED, Tagger
from onrecord.statements.tagger_text import LIMIT, packs_of, pieces_of

CASES = Path(__file__).parent.parent / "cases" / "attribution"
HELD_BACK = sorted((CASES / "held_back").glob("*.txt"))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.fixture(scope="module")
def measured(tagger: Tagger) -> Scores:
    cases = [case for path in HELD_BACK for case in marked_cases(path)]
    return scored((case.attributions, tagger.tag(case.text)) for case in cases)


def on_card(kind: str) -> float:
    """The figure in the card's row of the shipped model for our own cases held back."""
    card = (SHIPPED / "MODEL_CARD.md").read_text(encoding="utf-8")
    heading, row = (re.search(rf"^\| {name} \|.*$", card, re.M) for name in ("held back", "shipped"))
    assert heading is not None
    assert row is not None
    columns = [cell.strip() for cell in heading[0].strip("|").split("|")]
    return float([cell.strip() for cell in row[0].strip("|").split("|")][columns.index(kind)])


@pytest.mark.parametrize("kind", ["relation", "source", "cue", "content"])
def test_it_scores_what_its_card_says(measured: Scores, kind: str) -> None:
    assert measured.f1(kind) == pytest.approx(on_card(kind), abs=0.5)


def test_cases_held_back_are_many_and_from_everywhere() -> None:
    cases = [case for path in HELD_BACK for case in marked_cases(path)]
    assert len(cases) >= 100
    assert len({case.country for case in cases}) >= 15
    assert {path.name for path in HELD_BACK} == {path.name for path in CASES.glob("*.txt")}


def test_no_case_is_both_trained_on_and_held_back() -> None:
    held = {case.text for path in HELD_BACK for case in marked_cases(path)}
    trained = {case.text for path in CASES.glob("*.txt") for case in marked_cases(path)}
    assert held & trained == set()


def test_spans_are_whole_words_of_the_text(tagger: Tagger) -> None:
    text = "QUETTA:\n\nThe governor’s spokesperson said the pass at Khojak would re-open.\n\n“Lorries first,” he added."
    found = tagger.tag(text)
    assert found
    for attribution in found:
        for start, end in (*attribution.source, attribution.cue, *attribution.content):
            assert text[start:end].strip() == text[start:end] != ""
            assert not (text[start - 1 : start].isalnum() and text[start].isalnum())
            assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


def test_what_is_found_depends_on_the_text_alone(tagger: Tagger) -> None:
    text = "The army said two posts were lost. The rebels denied it."
    alone = Tagger.load().tag(text)
    tagger.tag("Something else was said by others, a good deal longer than the rest of it. " * 9)
    assert tagger.tag(text) == alone


@pytest.mark.parametrize("text", ["", "\n\n \n", ".", "\u00a0\u200b", "a" * 5000, "said " * 900])
def test_odd_texts_are_read_too(tagger: Tagger, text: str) -> None:
    assert all(0 <= a.cue[0] < a.cue[1] <= len(text) for a in tagger.tag(text))


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences(tagger: Tagger) -> None:
    text = "The third convoy of the week crossed the dry river at noon without a shot. " * 30
    packs = list(packs_of(pieces_of(text, tagger.tokenizer)))
    assert len(packs) > 1
    assert all(len(pack) <= LIMIT for pack in packs)
    assert all(text[: pack.ends[-1]].endswith(".") for pack in packs)
    assert packs[0].starts[1] == 0
