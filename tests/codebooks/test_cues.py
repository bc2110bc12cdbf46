"""The cue codebook loads, says what its words mean, and names file, line and key of what is wrong."""

from pathlib import Path

import pytest

from onrecord.articles.parse import Parser
from onrecord.codebooks.cues import CueBook
from onrecord.codebooks.lookup import cue_token, negated, saying, telling
from onrecord.errors import CodebookError


@pytest.fixture(scope="module")
def book() -> CueBook:
    return CueBook.load()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize(
    ("word", "stance", "holds"),
    [("say", "asserts", "CT+"), ("deny", "denies", "CT-"), ("urge", "demands", "U"), ("rule out", "denies", "CT-")],
)
def test_words_of_saying(book: CueBook, word: str, stance: str, holds: str) -> None:
    cue = book.said["verb"].cues[word]
    assert (cue.stance, cue.positive) == (stance, holds)


def test_karttunens_signatures(book: CueBook) -> None:
    verbs = book.told["verb"].cues
    assert [(verbs[w].positive, verbs[w].negative) for w in ("manage", "fail", "refuse", "know", "hesitate")] == [
        ("CT+", "CT-"),
        ("CT-", "CT+"),
        ("CT-", "U"),
        ("CT+", "CT+"),
        ("U", "CT+"),
    ]


def test_a_word_may_govern_places_differently(book: CueBook) -> None:
    stop = book.told["verb"].cues["stop"]
    stopped_an_attack, stopped_attacking = stop.at("object"), stop.at("infinitive")
    assert stopped_an_attack is not None
    assert stopped_attacking is not None
    assert (stopped_an_attack.positive, stopped_attacking.positive) == ("CT-", "CT+")
    assert stop.at("subject") is None


def test_own_words_replace_and_extend(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[verb]]\nwords = ["opine", "cluck"]\nstance = "doubts"\nholds = "PS+"\n', encoding="utf-8")
    book = CueBook.load([own])
    assert (book.said["verb"].cues["opine"].stance, book.said["verb"].cues["cluck"].positive) == ("doubts", "PS+")


def test_own_lists_are_added_to_ours(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('official = ["bailiff"]\n[small]\nnegators = ["nary"]\n', encoding="utf-8")
    words = CueBook.load([own]).words
    assert {"bailiff", "mayor"} <= words["official"]
    assert {"nary", "not"} <= words["small.negators"]


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('[[verb]]\nwords = ["a"]\npositive = "U"\n[[vreb]]\nwords = ["b"]\npositive = "U"\n', 4, "vreb"),
        ('# ours\n[small]\nnegaters = ["nary"]\n', 3, "negaters"),
        ('# ours\nofficials = ["bailiff"]\n', 2, "officials"),
        ('[[verb]]\nwords = ["a"]\nstance = "mutters"\nholds = "CT+"\n', 3, "stance"),
        ('# one\n\n[[verb]]\nwords = ["a"]\nholds = "CT+"\n', 3, "stance"),
        ('[[noun]]\nwords = ["a"]\npositive = "CT+"\n[[noun]]\nwords = ["b"]\npositive = "sure"\n', 6, "positive"),
        ('[[noun]]\nwords = ["a"]\npositive = "CT+"\ncolour = "red"\n', 4, "colour"),
        ('[[noun]]\nwords = ["a", "a"]\npositive = "CT+"\n', 2, "a"),
        ('[[noun]]\nwords = ["a"]\npositive = "U"\n[[noun]]\nwords = ["a"]\npositive = "U"\n', 5, "a"),
        ("[[noun]]\nwords = [1]\npositive = 'U'\n", 2, "words"),
        ("[[noun]]\nwords = ['a']\npositive = 'U'\nrefutes = 'yes'\n", 4, "refutes"),
    ],
)
def test_an_error_names_file_line_and_key(tmp_path: Path, text: str, line: int, key: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as raised:
        CueBook.load([own])
    assert (raised.value.file, raised.value.line, raised.value.key) == (str(own), line, key)


@pytest.mark.parametrize("content", [b"[[verb\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_codebook_is_named(tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(content)
    with pytest.raises(CodebookError, match=r"own\.toml"):
        CueBook.load([own])


def test_particles_make_another_word(book: CueBook, parser: Parser) -> None:
    sentence = parser.parse("They called off the march.").sentences[0]
    called = sentence.tokens[1]
    assert saying(sentence, called, book) is None
    told = telling(sentence, called, book)
    assert told is not None
    assert told.word == "call off"


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("They did not deny it.", "deny", True),
        ("Nobody denied it.", "denied", True),
        ("They never denied it.", "denied", True),
        ("They not only denied it but laughed.", "denied", False),
        ("They denied it.", "denied", False),
        ("They have no plans.", "have", False),
    ],
)
def test_negation(book: CueBook, parser: Parser, text: str, verb: str, expected: bool) -> None:
    sentence = parser.parse(text).sentences[0]
    token = next(t for t in sentence.tokens if t.text == verb)
    assert negated(sentence, token, book) is expected


def test_the_word_of_a_cue_span(book: CueBook, parser: Parser) -> None:
    parse = parser.parse("The army has repeatedly said in a statement that it won.")
    located = cue_token(parse, 9, 44, book)
    assert located is not None
    assert located[1].text == "said"
