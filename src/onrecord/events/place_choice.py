"""Where an event happened: the one of the article's places that is an event's place, and what made it so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from onrecord.drafts import EventMention, Toponym
from onrecord.events.place_sites import Site, best_site, degrees, sites_of
from onrecord.events.places import NamedPlaces
from onrecord.expressions.gazetteer_words import PlaceWords
from onrecord.records import Article, Place, ToldIn
from onrecord.syntax import Parse, Sentence, Token

NEIGHBOURHOOD = 0.7
"""Degrees across which an article is still about one neighbourhood."""
MOSTLY = 0.5
"""The part of all mentions of towns that one neighbourhood must pass for the article to be about it."""
OFTEN = 2.0
"""How much must be said of that neighbourhood: two mentions, or one in the opening or the title."""
NEXT = 2
"""Sentences after an event in which it may be taken up again."""
_WIDE = ("country", "capital", "continent")
OPENING = 2
"""Sentences at the top that count as the opening."""


def places_of(
    article: Article, parse: Parse, mentions: tuple[EventMention, ...], named: NamedPlaces
) -> tuple[Place | None, ...]:
    """The place of each mention, or None: by its syntax first, then its paragraph, the dateline, the whole article.

    A party to the event is no place ("talks with Kabul"), nor is a capital that speaks ("Islamabad denied"). A whole
    country is a place only where the sentence itself says so. What the event's own clause does not say is marked in
    `told_in`, and given only for what happens in one spot.
    """
    choice = _Choice(article, parse, named, mentions)
    return tuple(choice.place_of(mention) for mention in mentions)


class _Choice:
    """The places of one article, weighed once for all its events."""

    def __init__(self, article: Article, parse: Parse, named: NamedPlaces, mentions: tuple[EventMention, ...]) -> None:
        self._article, self._parse, self._named = article, parse, named
        self._told = _tokens_of(mentions)
        self._words = PlaceWords.load()
        self._sites: dict[int, list[Site]] = {}
        self._focuses: dict[int, Place | None] = {}

    def place_of(self, mention: EventMention) -> Place | None:
        sentence = self._parse.sentences[mention.sentence]
        told = self._told.get(mention.sentence, frozenset()) - {mention.token}
        site = best_site(sentence, mention, self._sites_of(mention.sentence), self._words, told)
        if site is not None:
            return self._finer(site.place, mention) if self._is_local(mention) else site.place
        if not self._is_local(mention) or self._is_in_unknown(mention):
            return None
        near = self._taken_up(mention) or self._told_before(mention)
        return _told(near, "paragraph") or _told(self._dateline(mention), "dateline") or self._focus(mention.sentence)

    def _is_in_unknown(self, mention: EventMention) -> bool:
        """Whether its own phrase names a place that nobody knows, so that no other one is its place."""
        sentence = self._parse.sentences[mention.sentence]
        known = [(t.start, t.end) for t in self._named.text if t.place is not None]
        return any(
            not any(start < name.end and name.start < end for start, end in known)
            for name in _named_behind(sentence, sentence.tokens[mention.token], self._words)
        )

    def _is_local(self, mention: EventMention) -> bool:
        return mention.event_type in self._words.local_types and mention.scope == "single"

    def _sites_of(self, index: int) -> list[Site]:
        if index not in self._sites:
            self._sites[index] = sites_of(self._parse.sentences[index], self._named.text, self._words)
        return self._sites[index]

    def _finer(self, place: Place, mention: EventMention) -> Place:
        """The neighbourhood that the article is about, where the clause names only the province that it lies in."""
        focus = self._focus(mention.sentence) if place.precision == "admin1" else None
        within = focus is not None and (focus.admin1, focus.country) == (place.admin1, place.country)
        return focus if focus is not None and within else place

    def _taken_up(self, mention: EventMention) -> Place | None:
        """Where one of the next sentences says that it happened: "It occurred at a mill in X"."""
        for sentence in self._parse.sentences[mention.sentence + 1 :][:NEXT]:
            verbs = [t for t in sentence.tokens if t.lemma in self._words.occur]
            said = {t.i for t in verbs if any(k.lemma in self._words.taken_up for k in sentence.kids(t, "nsubj"))}
            sites = [s for s in self._sites_of(sentence.index) if s.role == "at" and s.kind not in _WIDE]
            over = ((s, {s.anchor.i, *(t.i for t in sentence.ancestors(s.anchor))}) for s in sites if said)
            if places := [site.place for site, above in over if above & said]:
                return places[-1]
        return None

    def _told_before(self, mention: EventMention) -> Place | None:
        """The last place in which something is told to have happened, earlier in the same paragraph."""
        paragraph = self._parse.sentences[mention.sentence].paragraph
        for sentence in reversed(self._parse.sentences[: mention.sentence]):
            if sentence.paragraph != paragraph:
                return None
            sites = [site for site in self._sites_of(sentence.index) if site.role == "at"]
            if local := [site.place for site in sites if site.kind not in _WIDE]:
                return local[-1]
        return None

    def _dateline(self, mention: EventMention) -> Place | None:
        """The dateline's town, for what the lead tells; a capital's says only where the correspondent sits."""
        dateline, toponyms = self._article.dateline, self._named.text
        if dateline is None or mention.sentence >= OPENING or not toponyms:
            return None
        first = toponyms[0]
        opens = first.end <= len(dateline.text) + self._article.text.find(dateline.text)
        return first.place if opens and first.kind == "town" else None

    def _focus(self, index: int) -> Place | None:
        """The one neighbourhood that most of an article is about, as something near it; None where there are others.

        What the event's own sentence names does not count: there the syntax has been asked. Capitals count only where
        something is told to be there: mostly they are named for their governments.
        """
        if index not in self._focuses:
            self._focuses[index] = _most_told([one for one in self._weighed if one.sentence != index])
        return self._focuses[index]

    @cached_property
    def _weighed(self) -> list[_Named]:
        """The towns and districts that the article names, each with how much it counts, those of the text first.

        A police force looks into what happened at home, so that its town is told twice, whichever sentence names it.
        """
        forces = {place.start: _Named(place, OFTEN, "article", None) for _, place in _settled(self._named.forces)}
        found = list(forces.values())
        for toponym, place in _settled(self._named.text):
            sentence = self._parse.sentence_at(toponym.start)
            index = sentence.index if sentence else 0
            if place.start not in forces and (toponym.kind != "capital" or self._is_site(place, index)):
                found.append(_Named(place, 2.0 if index < OPENING else 1.0, "article", index))
        for toponym, place in _settled(self._named.title):
            if toponym.kind != "capital":
                found.append(_Named(replace(place, start=0, end=0, text=""), 2.0, "title", None))
        return found

    def _is_site(self, place: Place, index: int) -> bool:
        """Whether something is told to be at that very mention of a place, or of its own police or people."""
        sites = (site for site in self._sites_of(index) if site.place.start == place.start)
        return any(site.role in ("at", "resident") for site in sites)


def _named_behind(sentence: Sentence, trigger: Token, words: PlaceWords) -> Iterator[Token]:
    """Names behind a preposition of place that hangs on the trigger or on its object: "bombed villages around [X]"."""
    for head in [trigger, *sentence.kids(trigger, "dobj", "nsubjpass")]:
        for prep in sentence.kids(head, "prep"):
            if prep.lemma in words.at_site:
                yield from (t for t in sentence.kids(prep, "pobj") if t.pos == "PROPN" and not _is_of_town(t, words))


def _is_of_town(name: Token, words: PlaceWords) -> bool:
    """Whether a name is a day's, or that of a street, park or house ("at Ostrelle Park"), which is in some town."""
    word = name.text.lower()
    return any(word in known for known in (words.calendar, words.bodies, words.holders, words.streets))


def _tokens_of(mentions: Iterable[EventMention]) -> dict[int, frozenset[int]]:
    """For each sentence the tokens that name its events."""
    tokens: dict[int, set[int]] = defaultdict(set)
    for mention in mentions:
        tokens[mention.sentence].add(mention.token)
    return {sentence: frozenset(found) for sentence, found in tokens.items()}


class _Named(NamedTuple):
    """A place that the article names, how much that counts, and in which sentence (None: in the title)."""

    place: Place
    weight: float
    told_in: ToldIn
    sentence: int | None

    @property
    def key(self) -> tuple[str, str | None]:
        """What mentions of one place share."""
        return self.place.name, self.place.admin1


def _most_told(named: Sequence[_Named]) -> Place | None:
    """The most named place of the one neighbourhood that most of these mentions are of."""
    said: dict[tuple[str, str | None], float] = defaultdict(float)
    first: dict[tuple[str, str | None], _Named] = {}
    for one in named:
        said[one.key] += one.weight
        first.setdefault(one.key, one)
    around = {key: sum(said[k] for k, o in first.items() if _are_near(first[key], o)) for key in first}
    best = max(first, key=lambda key: (around[key], said[key]), default=None)
    if best is None or around[best] < OFTEN or around[best] <= MOSTLY * sum(said.values()):
        return None
    place, _, told_in, _ = first[best]
    return replace(place, precision="near" if place.precision == "exact" else place.precision, told_in=told_in)


def _are_near(one: _Named, other: _Named) -> bool:
    return one.key == other.key or degrees(one.place, other.place) < NEIGHBOURHOOD


def _settled(toponyms: Iterable[Toponym]) -> Iterator[tuple[Toponym, Place]]:
    for toponym in toponyms:
        if toponym.place is not None and toponym.kind in ("town", "admin2", "capital") and toponym.use == "place":
            yield toponym, toponym.place


def _told(place: Place | None, told_in: ToldIn) -> Place | None:
    return None if place is None else replace(place, told_in=told_in)
