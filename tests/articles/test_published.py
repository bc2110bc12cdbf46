"""An article's day is what its metadata says, what it states itself, or what its words force; else it is unknown."""

import pytest

from making.marks import Case, cases_of
from onrecord.articles.parse import Parser
from onrecord.articles.published import publication
from onrecord.expressions.gazetteer import Gazetteer
from onrecord.records import Article, Dateline, Published


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def all_cases() -> list[object]:
    return [pytest.param(case, id=f"{case.file}:{case.line}") for case in cases_of("published")]


def read(parser: Parser, gazetteer: Gazetteer, text: str) -> tuple[Published, Dateline | None]:
    return publication(Article("a", text, "case"), parser.parse(text), gazetteer)


@pytest.mark.parametrize("case", all_cases())
def test_publication(parser: Parser, gazetteer: Gazetteer, case: Case) -> None:
    published, dateline = read(parser, gazetteer, case.text)
    assert f"{published.date or ''} {published.basis}".strip() == case.country
    found = [(dateline.text, dateline.place)] if dateline else []
    assert found == [(case.text[mark.start : mark.end], mark.label) for mark in case.marks]
    for span in published.evidence:
        assert case.text[span.start : span.end] == span.text


def test_metadata_wins(parser: Parser, gazetteer: Gazetteer) -> None:
    text = "KABUL, Dec 14, 2023 (Agency) — Two men were freed."
    given = Published("2024-01-02", "day", "metadata")
    article = Article("a", text, "case", published=given)
    published, dateline = publication(article, parser.parse(text), gazetteer)
    assert published == given
    assert dateline == Dateline("KABUL", "KABUL, Dec 14, 2023 (Agency) —")


def test_the_sentences_that_forced_it_are_its_evidence(parser: Parser, gazetteer: Gazetteer) -> None:
    text = (
        "The ministry said on Thursday it was ready. It has ten planes.\nTuesday's raid killed two.\n"
        "It will look into the Dec. 12 raid.\nThe truce ended in November 2022. Nobody knew."
    )
    published, _ = read(parser, gazetteer, text)
    assert [span.text for span in published.evidence] == [
        "The ministry said on Thursday it was ready.",
        "Tuesday's raid killed two.",
        "It will look into the Dec. 12 raid.",
        "The truce ended in November 2022.",
    ]


def test_an_empty_article_has_no_day(parser: Parser, gazetteer: Gazetteer) -> None:
    assert read(parser, gazetteer, " \n") == (Published(), None)
