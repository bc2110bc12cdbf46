"""Toponyms are told from persons and words, resolved together, and one of them is an event's place."""

import re
from pathlib import Path
from typing import cast

import pytest

from onrecord.articles.parse import Parser
from onrecord.articles.published import publication
from onrecord.drafts import EventMention, Toponym
from onrecord.events.place_choice import places_of
from onrecord.events.places import toponyms_of
from onrecord.expressions.gazetteer import Gazetteer
from onrecord.records import Article, EventType, Party, Place, Span

CASES = Path(__file__).parents[1] / "cases" / "places"
TOPONYM = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
TRIGGER = re.compile(r"\*([^*|]+)(?:\|([A-Z]+))?\*")
PARTY = re.compile(r"\{([^}]+)\}")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def cases(name: str) -> list[str]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def described(place: Place | None) -> str:
    return ", ".join(filter(None, (place.name, place.admin1, place.country))) if place else "none"


def unmarked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its [words|what] marks, and what each says of which span."""
    plain, marks, position = "", [], 0
    for match in TOPONYM.finditer(text):
        plain += text[position : match.start()]
        marks.append((len(plain), len(plain) + len(match[1]), match[2]))
        plain, position = plain + match[1], match.end()
    return plain + text[position:], marks


def fits(toponym: Toponym, what: str) -> bool:
    if what == "people":
        return toponym.use == "people"
    if what == "?":
        return toponym.place is None
    return all(part in described(toponym.place) for part in what.split(", "))


@pytest.mark.parametrize("line", cases("toponyms.txt"))
def test_toponyms(line: str, parser: Parser, gazetteer: Gazetteer) -> None:
    match = re.match(r"([a-z.]+\.[a-z]+): ", line)
    url, text = (f"https://{match[1]}/", line[match.end() :]) if match else (None, line)
    text, marks = unmarked(text)
    article = Article("a", text, "test", url)
    found = {(t.start, t.end): t for t in toponyms_of(article, parser.parse(text), gazetteer).text}
    assert {text[a:b] for a, b in found} == {text[a:b] for a, b, _ in marks}
    wrong = [f"{text[a:b]}: {described(found[a, b].place)}" for a, b, what in marks if not fits(found[a, b], what)]
    assert wrong == []


def party(span: tuple[int, int], text: str) -> Party:
    return Party(text, None, None, "GOV", "named", *span, text)


def mention_of(parser: Parser, marked: str) -> tuple[str, EventMention]:
    """The text without marks, and the mention that its marks describe."""
    parties: list[Party] = []
    plain = TRIGGER.sub(lambda m: m[0] if not m[2] else f"*{m[1]}*", marked)
    event_type = cast(EventType, next((m[2] for m in TRIGGER.finditer(marked) if m[2]), "ASSAULT"))
    start = plain.replace("{", "").replace("}", "").index("*")
    text = plain.replace("*", "")
    for match in PARTY.finditer(plain):
        words = match[1]
        at = text.replace("{", "").replace("}", "").index(words)
        parties.append(party((at, at + len(words)), words))
    text = text.replace("{", "").replace("}", "")
    parse = parser.parse(text)
    sentence = parse.sentence_at(start)
    assert sentence is not None
    token = next(t for t in sentence.tokens if t.start == start)
    trigger = Span(token.start, token.end, token.text)
    return text, EventMention(
        sentence.index, token.i, trigger, event_type, None, (), None, "single", tuple(parties), (), None, None, "t", ()
    )


@pytest.mark.parametrize("line", cases("event_places.txt"))
def test_event_places(line: str, parser: Parser, gazetteer: Gazetteer) -> None:
    marked, _, expected = line.replace("\\n", "\n").partition(" => ")
    text, mention = mention_of(parser, marked)
    article, parse = Article("a", text, "test"), parser.parse(text)
    (place,) = places_of(article, parse, (mention,), toponyms_of(article, parse, gazetteer))
    expected, _, precision = expected.partition(" (")
    assert all(part in described(place) for part in expected.removeprefix("near ").split(", ")), described(place)
    if place is not None:
        assert text[place.start : place.end] == place.text
        assert precision.rstrip(")") in ("", place.precision)
        assert (place.precision == "near") == expected.startswith("near ")
        assert (place.latitude is None) == (place.precision == "country")


ELSEWHERE = [
    ("Two hurt in Quetta market blast", None, "A bomb exploded at noon. Nobody was arrested.", "Quetta", "title"),
    ("Mayor of Memphis mourns", None, "A guard was shot at noon. Nobody was arrested.", "Memphis, Tennessee", "title"),
    (
        None,
        "https://www.nbclosangeles.com/a",
        "Police in Los Angeles met.\nA guard was shot.",
        "Los Angeles",
        "article",
    ),
    (None, "https://news.example/memphis/a", "Memphis police met.\nA guard was shot.", "Memphis, Tennessee", "article"),
    (None, None, "Call York police on 717-555-0100.\nA guard was shot.", "York, Pennsylvania", "article"),
    (None, "https://www.kzzz.com/a", "A guard was shot in St. Louis.", "St. Louis, Missouri", "clause"),
    (None, "https://www.who.int/a", "A guard was shot in St. Louis.", "Saint-Louis, SEN", "clause"),
    (None, None, "QUETTA (Wire) - A guard was shot at dawn.", "Quetta", "dateline"),
    ("Talks begin", None, "A guard was shot at dawn.", "none", ""),
    ("Quetta and Lagos agree", None, "A guard was shot at dawn.", "none", ""),
]


@pytest.mark.parametrize(("title", "url", "text", "expected", "told_in"), ELSEWHERE)
def test_a_place_told_further_off_says_so(
    title: str | None, url: str | None, text: str, expected: str, told_in: str, parser: Parser, gazetteer: Gazetteer
) -> None:
    marked = text.replace("shot", "*shot*").replace("exploded", "*exploded*")
    _, mention = mention_of(parser, marked)
    parse = parser.parse(text)
    _, dateline = publication(Article("a", text, "test"), parse, gazetteer)
    article = Article("a", text, "test", url, None, title, dateline=dateline)
    (place,) = places_of(article, parse, (mention,), toponyms_of(article, parse, gazetteer))
    assert expected in described(place)
    assert place is None or (place.told_in, text[place.start : place.end]) == (told_in, place.text)
