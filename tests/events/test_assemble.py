"""From tellings to events: one a happening, who did it apart from what happened, ids from content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.drafts import EventMention, Stand
from onrecord.events.assemble import Telling, assemble
from onrecord.records import Article, Claim, Event, Figure, Party, Span
from onrecord.syntax import Parse, Sentence, Token

TEXT = "Gunmen attacked Djibo. The army said it repelled the attack. The rebels denied the attack. The raid killed six."
ARTICLE = Article("a1", TEXT, "test")


def sentence(index: int, start: int, end: int) -> Sentence:
    words = TEXT[start:end].split()
    tokens: list[Token] = []
    for place, word in enumerate(words):
        at = TEXT.index(word, start if not tokens else tokens[-1].end)
        tokens.append(Token(place, word, word.lower(), "X", "X", "dep", 0, at, at + len(word)))
    children: tuple[tuple[int, ...], ...] = (tuple(range(1, len(words))), *((),) * (len(words) - 1))
    return Sentence(index, 0, start, end, tuple(tokens), children)


def parse() -> Parse:
    ends = [i + 1 for i, letter in enumerate(TEXT) if letter == "."]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return Parse(TEXT, tuple(sentence(i, a, b) for i, (a, b) in enumerate(zip(starts, ends, strict=True))))


def party(name: str, country: str | None = None, actor_id: str | None = None) -> Party:
    return Party(name, actor_id, country, None, "named" if actor_id else "unnamed", 0, len(name), name)


GUNMEN, ARMY, REBELS = party("gunmen"), party("army", "BFA", "BFA-MIL"), party("rebels", "BFA", "REB-1")


def mention(index: int, word: str, told_before: tuple[int, int] | None = None, **given: object) -> EventMention:
    held = parse().sentences[index]
    token = next(t for t in held.tokens if t.text.strip(".") == word)
    made = EventMention(
        sentence=index,
        token=token.i,
        trigger=Span(token.start, token.start + len(word), word),
        event_type="ASSAULT",
        mode=None,
        contexts=(),
        cameo="190",
        scope="single",
        actor=(),
        recipient=(),
        about=None,
        told_before=told_before,
        decided_by="ASSAULT: A attack R",
        cues=(word,),
    )
    return replace(made, **given)  # type: ignore[arg-type]


def claim(source: Party | None, factuality: str, **given: object) -> Claim:
    statement = f"st-{source.name}" if source else None
    made = Claim(
        f"cl-{source and source.name}-{factuality}", "", statement, source, None, "asserts", factuality, None,  # type: ignore[arg-type]
        Span(0, 1, "G"), "rules",
    )  # fmt: skip
    return replace(made, **given)  # type: ignore[arg-type]


def telling(told: EventMention, *claims: Claim, **given: object) -> Telling:
    stand = Stand("actual", claims, (), ())
    return replace(Telling(told, stand, (), None, None), **given)  # type: ignore[arg-type]


def assembled(*tellings: Telling) -> tuple[Event, ...]:
    return assemble(ARTICLE, parse(), tellings, "book")


FIRST = mention(0, "attacked", actor=(GUNMEN,))
AGAIN = mention(1, "attack", FIRST.position)
DENIED = mention(2, "attack", FIRST.position)


def test_tellings_of_one_happening_are_one_event() -> None:
    (event,) = assembled(telling(FIRST, claim(None, "CT+")), telling(AGAIN, claim(ARMY, "CT+")))
    assert event.trigger.text == "attacked"
    assert event.actor == (GUNMEN,)
    assert [c.source for c in event.claims] == [None, ARMY]
    assert event.evidence.text == "Gunmen attacked Djibo."
    assert [span.text for span in event.more_evidence] == ["The army said it repelled the attack."]


def test_every_span_is_the_text_at_its_place() -> None:
    for event in assembled(telling(FIRST, claim(None, "CT+")), telling(AGAIN, claim(ARMY, "CT+"))):
        for span in (event.trigger, event.evidence, *event.more_evidence):
            assert TEXT[span.start : span.end] == span.text


def test_an_assertion_and_a_denial_are_a_dispute() -> None:
    (event,) = assembled(telling(FIRST, claim(ARMY, "CT+")), telling(DENIED, claim(REBELS, "CT-")))
    assert event.standing == "disputed"


def test_a_later_word_replaces_an_earlier_one() -> None:
    (event,) = assembled(telling(FIRST, claim(ARMY, "CT+")), telling(AGAIN, claim(ARMY, "CT-", claim_id="later")))
    assert [c.claim_id for c in event.claims] == ["later"]
    assert event.standing == "denied"


def test_a_word_that_commits_to_nothing_replaces_none() -> None:
    (event,) = assembled(telling(FIRST, claim(ARMY, "CT+")), telling(AGAIN, claim(ARMY, "U", claim_id="later")))
    assert event.standing == "attributed"


def test_pointing_back_claims_nothing_anew() -> None:
    (event,) = assembled(telling(FIRST, claim(GUNMEN, "CT+")), telling(AGAIN, claim(None, "CT+")))
    assert [c.source for c in event.claims] == [GUNMEN]
    assert event.standing == "alleged"


def test_what_is_planned_is_not_what_took_place() -> None:
    planned = telling(AGAIN, claim(ARMY, "U"), stand=Stand("intended", (claim(ARMY, "U"),), (), ()))
    assert [e.modality for e in assembled(telling(FIRST, claim(None, "CT+")), planned)] == ["actual", "intended"]


def test_a_boast_stands_apart_from_what_happened() -> None:
    boast = claim(REBELS, "CT+", stance="claims_responsibility")
    stand = Stand("actual", (claim(None, "CT+"),), (boast,), ())
    figure = Figure("killed", None, "victim", 6, 6, 6, "cl-None-CT+", 0, 6, TEXT[:6])
    told = replace(FIRST, actor=(REBELS,))
    happening, authorship = assembled(telling(told, stand=stand, figures=(figure,)))
    assert (happening.actor, happening.happening, happening.standing) == ((), None, "affirmed")
    assert authorship.actor == (REBELS,)
    assert authorship.happening == happening.event_id
    assert authorship.figures == ()
    assert [c.stance for c in authorship.claims] == ["claims_responsibility"]
    assert {c.event_id for c in authorship.claims} == {authorship.event_id}


def test_a_denied_hand_in_it_names_the_denier() -> None:
    stand = Stand("actual", (claim(None, "CT+"),), (claim(REBELS, "CT-", stance="denies"),), ())
    happening, authorship = assembled(telling(replace(FIRST, actor=()), stand=stand))
    assert happening.standing == "affirmed"
    assert (authorship.actor, authorship.standing) == ((REBELS,), "denied")


def test_an_accuser_is_not_the_accused() -> None:
    stand = Stand("actual", (claim(None, "CT+"),), (claim(ARMY, "CT+", stance="accuses"),), ())
    _, authorship = assembled(telling(replace(FIRST, actor=(REBELS,)), stand=stand))
    assert authorship.actor == (REBELS,)
    assert authorship.standing == "alleged"


def test_the_surest_actor_is_kept() -> None:
    named = replace(AGAIN, actor=(REBELS,))
    (event,) = assembled(telling(FIRST, claim(None, "CT+")), telling(named, claim(None, "CT+")))
    assert event.actor == (REBELS,)


def test_figures_are_told_once_and_follow_their_claim() -> None:
    early = Figure("killed", None, "victim", 6, 6, 6, "cl-army-CT+", 0, 6, TEXT[:6])
    later = replace(early, claim_id="later")
    one = telling(FIRST, claim(ARMY, "CT+"), figures=(early,))
    two = telling(AGAIN, claim(ARMY, "CT+", claim_id="later"), figures=(later,))
    (event,) = assembled(one, two)
    assert [(f.low, f.claim_id) for f in event.figures] == [(6, "later")]


def test_a_speech_act_points_to_the_event_that_holds_what_it_is_about() -> None:
    demand = mention(1, "said", event_type="REQUEST", about=(2, DENIED.token))
    first, second = assembled(
        telling(FIRST, claim(None, "CT+")), telling(demand), telling(DENIED, claim(REBELS, "CT-"))
    )
    assert second.about == first.event_id


def test_ids_come_from_content() -> None:
    once = assembled(telling(FIRST, claim(None, "CT+")))
    twice = assembled(telling(FIRST, claim(None, "CT+")))
    assert [e.event_id for e in once] == [e.event_id for e in twice]
    other = assemble(replace(ARTICLE, article_id="a2"), parse(), (telling(FIRST, claim(None, "CT+")),), "book")
    assert other[0].event_id != once[0].event_id


@pytest.mark.parametrize("claims", [(), (claim(None, "CT+"),)])
def test_every_event_has_a_claim(claims: tuple[Claim, ...]) -> None:
    (event,) = assembled(telling(FIRST, *claims))
    assert [c.event_id for c in event.claims] == [event.event_id]
