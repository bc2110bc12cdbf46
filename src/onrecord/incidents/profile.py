"""What a comparison looks at in one article's telling of a happening, worked out once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from onrecord.drafts import Telling, Ties
from onrecord.incidents.candidates import Keys, day_keys, place_in_line, word_keys
from onrecord.incidents.likeness import Numbers, Wording, numbers_of, wording_of
from onrecord.incidents.sides import Side, side_of
from onrecord.incidents.strands import UNTIED, Strand, strands_of
from onrecord.incidents.window import Window, printed_on, window_of
from onrecord.records import Event, Place

_WORD = re.compile(r"\w{4,}")
_ANY_WORD = re.compile(r"\w\w+")


@dataclass(frozen=True, slots=True)
class Profile:
    """One article's telling of one happening as others are compared with it, and nothing of it that is not compared.

    `ids` are its events, the fullest first; `main` is whether it is what its article has most of, and `several`
    whether it says that there were several attacks. `killed` and `injured` are the highest counts that it gives,
    `own` the words that its place and parties are named by, `names` the other names of its article, all of them as
    `numbered`. `rare` are the keys of its article, `keys` those of all that its article tells of this type.
    """

    ids: tuple[str, ...]
    article_id: str
    event_type: str | None
    mode: str | None
    main: bool
    several: bool
    window: Window | None
    printed: int | None
    place: Place | None
    actor: Side
    recipient: Side
    killed: int | None
    injured: int | None
    words: Numbers
    own: Numbers
    names: Numbers
    wording: Wording
    rare: Keys
    keys: Keys
    place_in_line: int

    @property
    def event_id(self) -> str:
        """The fullest event that tells it, by which it is known."""
        return self.ids[0]


def profiles_of(tellings: Iterable[Telling], ties: Ties = UNTIED) -> tuple[Profile, ...]:
    """The profiles of all that the articles tell; the tellings of one article must come together in one call."""
    articles: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        articles[telling.event.article_id].append(telling)
    return tuple(profile for told in articles.values() for profile in _of_article(told, ties))


def _of_article(tellings: Sequence[Telling], ties: Ties) -> Iterator[Profile]:
    given = tellings[0].terms
    # One article's profiles share terms and keys: they are most of what a profile takes in memory.
    wording, rare = wording_of(given), word_keys(given)
    types: dict[str | None, list[Profile]] = defaultdict(list)
    for strand in strands_of(tellings, ties):
        types[strand.event.event_type].append(_profile(strand, wording, rare))
    for profiles in types.values():
        keys = frozenset[int]().union(*map(_day_keys, profiles))
        yield from (replace(profile, keys=keys) for profile in profiles)


def _profile(strand: Strand, wording: Wording, rare: Keys) -> Profile:
    tellings = strand.tellings
    own = numbers_of(_own(tellings))
    return Profile(
        tuple(telling.event.event_id for telling in tellings),
        strand.event.article_id,
        strand.event.event_type,
        strand.event.mode,
        strand.main,
        _tells_of_several(tellings),
        window_of(tellings),
        printed_on(tellings[0]),
        next((t.event.place for t in tellings if t.event.place), None),
        side_of(chain.from_iterable(t.event.actor for t in tellings)),
        side_of(chain.from_iterable(t.event.recipient for t in tellings)),
        _most(tellings, "killed"),
        _most(tellings, "injured"),
        numbers_of(_words(strand.event)),
        own,
        frozenset(wording.names.keys() - own),
        wording,
        rare,
        frozenset(),
        place_in_line(printed_on(tellings[0]), tellings[0].event.article_id),
    )


def _day_keys(one: Profile) -> Keys:
    return day_keys(one.event_type, one.window, one.place, (one.actor, one.recipient))


def _tells_of_several(tellings: Iterable[Telling]) -> bool:
    counts = (f.low or f.best or 0 for t in tellings for f in t.event.figures if f.kind == "attacks")
    return any(count > 1 for count in counts)


def _most(tellings: Iterable[Telling], kind: str) -> int | None:
    figures = (f for t in tellings for f in t.event.figures if f.kind == kind)
    counts = (f.best if f.best is not None else f.low for f in figures)
    return max((n for n in counts if n is not None), default=None)


def _own(tellings: Iterable[Telling]) -> Iterator[str]:
    for telling in tellings:
        event = telling.event
        parties = (words for party in (*event.actor, *event.recipient) for words in (party.name, party.text))
        places = (event.place.name, event.place.admin1 or "", event.place.text) if event.place else ()
        for words in (*parties, *places):
            yield from _ANY_WORD.findall(words.casefold())


def _words(event: Event) -> Iterator[str]:
    for span in (event.evidence, *event.more_evidence[:2]):
        yield from _WORD.findall(span.text.casefold())
