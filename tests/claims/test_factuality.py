"""Claims: whose they are, what they rest on, and which words decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.parse import Parser
from onrecord.claims.certainty import Certainty, of
from onrecord.claims.factuality import judge
from onrecord.codebooks.cues import Cue, CueBook
from onrecord.drafts import Cast, EventMention, Stand
from onrecord.records import Article
from onrecord.statements.attribution import attribute

PARSER, BOOK = Parser(), CueBook.load()
ARTICLE = Article("a", "", "test")


def stand(text: str, word: str) -> Stand:
    parse = PARSER.parse(text)
    start = text.index(word)
    sentence = parse.sentence_at(start)
    assert sentence is not None
    token = next(t for t in sentence.tokens if t.end > start)
    mention = EventMention(
        sentence.index, token.i, parse.span(start, start + len(word)), "ASSAULT", None, (), None, "single", (), (),
        None, None, "test", (),
    )  # fmt: skip
    (found,) = judge(ARTICLE, parse, attribute(ARTICLE, parse, Cast(()), BOOK), (mention,), BOOK)
    return found


def written(found: Stand) -> list[str]:
    return [f"{c.source.name if c.source else '-'} {c.stance} {c.factuality}" for c in found.claims]


def test_the_articles_own_voice_has_no_statement() -> None:
    (claim,) = stand("Gunmen attacked the mill.", "attacked").claims
    assert (claim.source, claim.statement_id, claim.factuality) == (None, None, "CT+")


def test_a_refuted_denial_keeps_both_voices() -> None:
    assert written(stand("Kyiv rejected Moscow's denial that its guns had shelled the mill.", "shelled")) == [
        "Moscow denies CT-",
        "Kyiv denies CT+",
    ]


def test_denied_reports_are_not_asserted() -> None:
    assert written(stand("Kigali denied reports that its men had burned the mill.", "burned")) == ["Kigali denies CT-"]


def test_a_boast_is_about_authorship() -> None:
    found = stand("The group claimed responsibility for the bombing.", "bombing")
    assert [c.stance for c in found.authorship] == ["claims_responsibility"]


def test_a_denied_hand_in_it_leaves_what_happened() -> None:
    found = stand("The militia said it had nothing to do with the massacre.", "massacre")
    assert written(found) == ["- asserts CT+"]
    assert [(c.stance, c.factuality) for c in found.authorship] == [("denies", "CT-")]


def test_the_words_that_decided_are_kept() -> None:
    found = stand("The army said it might not attack the mill.", "attack")
    assert found.cues == ("say", "not", "might")
    assert found.claims[0].decided_by == "rules > say > not > might"
    assert found.modality == "possible"


def test_no_mention_no_stand() -> None:
    parse = PARSER.parse("Nothing happened.")
    assert judge(ARTICLE, parse, (), (), BOOK) == ()


cues = st.builds(
    Cue,
    word=st.just("word"),
    positive=st.sampled_from(["CT+", "CT-", "PR+", "PS-", "U"]),
    negative=st.sampled_from(["CT+", "CT-", "PR+", "PS-", "U"]),
    modality=st.sampled_from(["actual", "intended"]),
    content=st.just(frozenset({"clause"})),
)


@given(st.lists(cues, max_size=5))
def test_certainty_never_grows(chain: list[Cue]) -> None:
    order = ("PS", "PR", "CT")
    certainty = Certainty()
    for cue in chain:
        under = certainty.under(cue)
        assert order.index(under.degree) <= order.index(certainty.degree)
        assert certainty.polarity != 0 or under.polarity == 0
        certainty = under


@pytest.mark.parametrize("value", ["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "U"])
def test_the_scale_comes_back(value: str) -> None:
    assert of(value).factuality == value  # type: ignore[arg-type]
