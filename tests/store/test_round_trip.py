"""Whatever a reading holds, the store gives it back."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.records import (
    Actor,
    Affiliation,
    Article,
    Claim,
    Coder,
    Dateline,
    Event,
    EventDate,
    Figure,
    Party,
    Place,
    Published,
    Reading,
    Role,
    Span,
    Statement,
    ToldIn,
    identify,
)
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.write import Writer, earlier_versions

T = TypeVar("T")

CHARACTERS = st.characters(codec="utf-8", exclude_characters="\x00")
WORDS = st.text(CHARACTERS, max_size=12)
TOLD_IN: tuple[ToldIn, ...] = get_args(ToldIn)
NAMES = WORDS.filter(bool)
MAYBE = st.none() | WORDS
NUMBERS = st.none() | st.integers(-(2**63) + 1, 2**63 - 1)
FLOATS = st.none() | st.floats(-180, 180)
STANCES: Any = st.sampled_from(("asserts", "denies", "other"))
FACTUALITIES: Any = st.sampled_from(("CT+", "CT-", "PR+", "PS-", "U"))


@st.composite
def spans_in(draw: st.DrawFn, text: str, make: Callable[[int, int, str], T]) -> T:
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return make(start, end, text[start:end])


def few(strategy: st.SearchStrategy[T], most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


class Within:
    """Strategies for what stands in one text."""

    def __init__(self, text: str, draw: st.DrawFn) -> None:
        self.text, self.draw = text, draw

    @property
    def spans(self) -> st.SearchStrategy[Span]:
        return spans_in(self.text, Span)

    @property
    def parties(self) -> Any:
        about: Any = st.tuples(NAMES, MAYBE, MAYBE, MAYBE, st.sampled_from(("named", "official", "unnamed")))
        return about.flatmap(lambda who: spans_in(self.text, lambda *span: Party(*who, *span)))

    @property
    def dates(self) -> Any:
        about: Any = st.tuples(MAYBE, MAYBE, MAYBE, st.sampled_from(("day", "range", "unknown")), WORDS)
        return about.flatmap(
            lambda when: spans_in(
                self.text, lambda *span: replace(EventDate(*when, *span), told_in=TOLD_IN[len(when[4]) % 6])
            )
        )

    @property
    def places(self) -> st.SearchStrategy[Place]:
        about = st.tuples(NAMES, MAYBE, MAYBE, FLOATS, FLOATS, NUMBERS, st.sampled_from(("exact", "country")))
        more = st.tuples(MAYBE, FLOATS)
        both = st.tuples(about, more)
        return both.flatmap(
            lambda w: spans_in(
                self.text, lambda *span: replace(Place(*w[0], *span, *w[1]), told_in=TOLD_IN[len(w[0][0]) % 6])
            )
        )

    def figures(self, claim_ids: list[str]) -> st.SearchStrategy[Figure]:
        side = st.sampled_from(("victim", "attacker", "unknown"))
        whose = st.sampled_from([None, *claim_ids])
        about = st.tuples(st.sampled_from(("killed", "other")), MAYBE, side, NUMBERS, NUMBERS, NUMBERS, whose)
        return about.flatmap(lambda what: spans_in(self.text, lambda *span: Figure(*what, *span)))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(st.text(CHARACTERS, max_size=60))
    within = Within(text, draw)
    article_id = identify("art", text, draw(st.integers(0, 99)))
    published = Published(draw(MAYBE), "day", "stated", draw(few(within.spans)))
    article = Article(
        article_id, text, draw(WORDS), draw(MAYBE), draw(MAYBE), draw(MAYBE), draw(MAYBE), published,
        draw(st.none() | st.builds(Dateline, WORDS, WORDS)), draw(MAYBE), draw(MAYBE), draw(st.booleans()), draw(MAYBE),
    )  # fmt: skip
    statement_ids = [identify("st", article_id, n) for n in range(draw(st.integers(0, 4)))]
    statements = tuple(_statement(within, article_id, one, statement_ids) for one in statement_ids)
    event_ids = [identify("ev", article_id, n) for n in range(draw(st.integers(0, 4)))]
    claim_ids = {one: [identify("cl", one, n) for n in range(draw(st.integers(0, 3)))] for one in event_ids}
    events = tuple(_event(within, article_id, one, event_ids, claim_ids, statement_ids) for one in event_ids)
    return Reading(article, statements, events, draw(few(actors(within, article_id), 2)), draw(MAYBE))


def _statement(within: Within, article_id: str, own: str, ids: list[str]) -> Statement:
    draw = within.draw
    source, cue, content = draw(st.none() | within.parties), draw(within.spans), draw(few(within.spans))
    via = draw(st.sampled_from([None, *ids]))
    return Statement(own, article_id, source, cue, content, draw(STANCES), draw(MAYBE), via, draw(WORDS))


def _event(
    within: Within, article_id: str, own: str, ids: list[str], claim_ids: dict[str, list[str]], statements: list[str]
) -> Event:
    draw, other = within.draw, st.sampled_from([None, *ids])
    claims = tuple(_claim(within, own, one, statements) for one in claim_ids[own])
    every = [one for some in claim_ids.values() for one in some]
    return Event(
        own, article_id, draw(within.spans), draw(st.sampled_from((None, "CONSULT", "ASSAULT"))), draw(MAYBE),
        draw(few(WORDS)), draw(MAYBE), draw(st.sampled_from(("single", "aggregate"))), draw(few(within.parties)),
        draw(few(within.parties)), "actual", draw(st.sampled_from(("denied", "affirmed"))),
        draw(st.none() | within.dates), draw(st.none() | within.places), draw(few(within.figures(every))), claims,
        draw(other), draw(other), draw(within.spans), draw(few(within.spans)),
        Coder(draw(WORDS), draw(WORDS), draw(WORDS), draw(few(WORDS))),
    )  # fmt: skip


def _claim(within: Within, event_id: str, own: str, statements: list[str]) -> Claim:
    draw = within.draw
    said_by = draw(st.sampled_from([None, *statements]))
    who, cue = draw(st.none() | within.parties), draw(st.none() | within.spans)
    how = draw(STANCES), draw(FACTUALITIES), draw(MAYBE)
    return Claim(own, event_id, said_by, who, cue, *how, draw(within.spans), draw(WORDS))


def actors(within: Within, article_id: str) -> st.SearchStrategy[Actor]:
    roles = st.builds(Role, WORDS, MAYBE, MAYBE, MAYBE, MAYBE)
    ties = st.builds(
        Affiliation, WORDS, st.sampled_from(("ally", "member")), st.just("text"), MAYBE, FACTUALITIES, MAYBE, MAYBE,
        st.just(article_id), st.none() | within.spans,
    )  # fmt: skip
    kinds: Any = st.sampled_from(("state", "group"))
    return st.builds(Actor, NAMES, NAMES, few(WORDS), kinds, MAYBE, MAYBE, few(roles), few(ties))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(readings(), max_size=2, unique_by=lambda reading: reading.article.article_id))
def test_readings_come_back_as_they_were(given_readings: list[Reading]) -> None:
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "record.db") as database:
        Writer(database, "1").write(given_readings)
        again = {one.article.article_id: one for one in query.readings(database)}
        assert again == {one.article.article_id: one for one in given_readings}
        Writer(database, "2").write([Reading(one.article) for one in given_readings])
        for one in given_readings:
            assert earlier_versions(database, one.article.article_id) == {"1": one}
        assert database.trouble() is None
