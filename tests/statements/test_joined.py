"""The tagger's spans come first; the rules add what it leaves out."""

from onrecord.articles.parse import Parser
from onrecord.codebooks.cues import CueBook
from onrecord.drafts import Attribution, Offsets
from onrecord.statements.joined import joined
from onrecord.statements.rules import find

PARSER, BOOK = Parser(), CueBook.load()


def spans(text: str, *words: str) -> tuple[Offsets, ...]:
    return tuple((text.index(word), text.index(word) + len(word)) for word in words)


def both(text: str, *tagged: Attribution) -> list[Attribution]:
    parse = PARSER.parse(text)
    return joined(parse, tagged, find(parse, BOOK), BOOK)


def test_a_cue_that_both_find_keeps_the_taggers_spans() -> None:
    text = "The army said the road was open."
    mine = Attribution(spans(text, "army"), spans(text, "said")[0], spans(text, "road was open"), 0.9, "tagger")
    assert both(text, mine) == [mine]


def test_the_rules_add_a_relay_within_a_relay() -> None:
    text = "The envoy said Kigali had denied the raid."
    mine = Attribution(
        spans(text, "The envoy"), spans(text, "said")[0], spans(text, "Kigali had denied the raid"), 0.9, "tagger"
    )
    assert [text[slice(*one.cue)] for one in both(text, mine)] == ["said", "had denied"]


def test_the_rules_add_no_wishes() -> None:
    text = "The envoy said Kigali wants to buy the mill."
    mine = Attribution(
        spans(text, "The envoy"), spans(text, "said")[0], spans(text, "Kigali wants to buy the mill"), 0.9, "tagger"
    )
    assert both(text, mine) == [mine]


def test_a_loose_quotation_takes_the_place_of_its_scraps() -> None:
    text = "“We have closed the road to the mill.” The mayor gave no details."
    scrap = Attribution(spans(text, "The mayor"), spans(text, "gave no details")[0], spans(text, "“We"), 0.6, "tagger")
    (whole,) = both(text, scrap)
    assert [text[slice(*span)] for span in whole.content] == ["“We have closed the road to the mill.”"]


def test_without_the_rules_the_tagger_stands() -> None:
    text = "The army said the road was open."
    mine = Attribution(spans(text, "army"), spans(text, "said")[0], spans(text, "road was open"), 0.9, "tagger")
    assert joined(PARSER.parse(text), [mine], [], BOOK) == [mine]
