"""What a comparison looks at in one article's telling of a happening, worked out once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from onrecord.drafts import Telling
from onrecord.incidents.candidates import Keys, day_keys, word_keys
from onrecord.incidents.sides import Side, side_of
from onrecord.incidents.strands import Strand, strands_of
from onrecord.incidents.window import Window, printed_on, window_of
from onrecord.records import Event, Figure, Place

_WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Profile:
    """One article's telling of one happening as others are compared with it.

    `rare` are the keys of its article, `keys` those of all that its article tells of this type.
    """

    strand: Strand
    window: Window | None
    printed: int | None
    place: Place | None
    actor: Side
    recipient: Side
    figures: tuple[Figure, ...]
    words: frozenset[str]
    terms: Mapping[str, float]
    rare: Keys
    keys: Keys

    @property
    def event(self) -> Event:
        """The fullest event that tells it."""
        return self.strand.event

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """All its events."""
        return self.strand.tellings


def profiles_of(tellings: Iterable[Telling]) -> tuple[Profile, ...]:
    """The profiles of all that the articles tell; the tellings of one article must come together in one call."""
    articles: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        articles[telling.event.article_id].append(telling)
    return tuple(profile for told in articles.values() for profile in _of_article(told))


def _of_article(tellings: Sequence[Telling]) -> Iterator[Profile]:
    given = tellings[0].terms
    # One article's profiles share terms and keys: they are most of what a profile takes in memory.
    terms, rare = dict(given), word_keys(given)
    types: dict[str | None, list[Profile]] = defaultdict(list)
    for strand in strands_of(tellings):
        types[strand.event.event_type].append(_profile(strand, terms, rare))
    for profiles in types.values():
        keys = frozenset[int]().union(*map(_day_keys, profiles))
        yield from (replace(profile, keys=keys) for profile in profiles)


def _profile(strand: Strand, terms: Mapping[str, float], rare: Keys) -> Profile:
    tellings = strand.tellings
    return Profile(
        strand,
        window_of(tellings),
        printed_on(tellings[0]),
        next((t.event.place for t in tellings if t.event.place), None),
        side_of(chain.from_iterable(t.event.actor for t in tellings)),
        side_of(chain.from_iterable(t.event.recipient for t in tellings)),
        tuple(figure for t in tellings for figure in t.event.figures),
        frozenset(_words(strand.event)),
        terms,
        rare,
        frozenset(),
    )


def _day_keys(one: Profile) -> Keys:
    return day_keys(one.event.event_type, one.window, one.place, (one.actor, one.recipient))


def _words(event: Event) -> Iterator[str]:
    for span in (event.evidence, *event.more_evidence[:2]):
        yield from _WORD.findall(span.text.casefold())
