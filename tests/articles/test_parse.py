"""The parse keeps offsets exact and paragraphs apart."""

import pytest

from onrecord.articles.parse import Parser

TEXT = "The ministry denied it.\n\n  Two guards were shot, police said. They died.\nKabul — quiet"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def test_tokens_stand_where_they_say(parser: Parser) -> None:
    parse = parser.parse(TEXT)
    tokens = [token for sentence in parse.sentences for token in sentence.tokens]
    assert all(TEXT[token.start : token.end] == token.text for token in tokens)
    assert [s.paragraph for s in parse.sentences] == [0, 1, 1, 2]


def test_heads_and_children_agree(parser: Parser) -> None:
    for sentence in parser.parse(TEXT).sentences:
        for token in sentence.tokens:
            assert all(child.head == token.i for child in sentence.kids(token))


def test_lemmas_and_coarse_tags(parser: Parser) -> None:
    sentence = parser.parse(TEXT).sentences[1]
    assert [(t.lemma, t.pos) for t in sentence.tokens[:4]] == [
        ("two", "NUM"),
        ("guard", "NOUN"),
        ("be", "AUX"),
        ("shoot", "VERB"),
    ]


def test_empty_text_has_no_sentences(parser: Parser) -> None:
    assert parser.parse(" \n ").sentences == ()


def test_a_dateline_is_a_sentence_of_its_own(parser: Parser) -> None:
    text = "DERA GHAZI KHAN, Pakistan (Agency) - Gunmen shot two guards.\nThey fled."
    told = [(text[s.start : s.end], s.paragraph) for s in parser.parse(text).sentences]
    assert told == [
        ("DERA GHAZI KHAN, Pakistan (Agency) -", 0),
        ("Gunmen shot two guards.", 0),
        ("They fled.", 1),
    ]


def test_a_line_too_long_for_the_model_is_cut_behind_a_full_stop(parser: Parser) -> None:
    text = "The river rose again on Monday. " * 2000
    sentences = parser.parse(text).sentences
    assert {text[s.start : s.end] for s in sentences} == {"The river rose again on Monday."}
    assert {s.paragraph for s in sentences} == {0}


def test_a_line_without_any_blank_is_cut_too(parser: Parser) -> None:
    text = "x" * 45_000
    assert "".join(text[t.start : t.end] for s in parser.parse(text).sentences for t in s.tokens) == text


def test_curly_apostrophes_parse_as_straight_ones(parser: Parser) -> None:
    straight = "Kenya's army didn't deny the governor's claim that it'd shelled Bura."
    curly = straight.replace("'", "’")
    assert parser.parse(curly).sentences == parser.parse(straight).sentences
    assert parser.parse(curly).text == curly
