"""The places that an article names, resolved together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.drafts import Toponym
from onrecord.events.place_evidence import SURE, Witness
from onrecord.events.place_home import home_of
from onrecord.events.place_names import Finder, Name, inside
from onrecord.events.place_resolve import COMPANY, Candidate, Home, Resolver
from onrecord.events.place_title import title_parse
from onrecord.expressions.gazetteer import Entry, Gazetteer
from onrecord.expressions.gazetteer_words import PlaceWords
from onrecord.records import Article, Place
from onrecord.syntax import Parse

STRAYS_BELOW = 15_000
"""People of a place that hardly anyone means who writes of other parts."""
LITTLE_KNOWN_BELOW = 100_000
"""People of a town that is not meant by its bare name in a report from another country."""


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """The toponyms of an article's text, and those of its title, whose offsets are the title's own.

    `forces` are the places in the names of the police that the text tells of, be they toponyms or not.
    """

    text: tuple[Toponym, ...]
    title: tuple[Toponym, ...] = ()
    forces: tuple[Toponym, ...] = ()


def toponyms_of(article: Article, parse: Parse, gazetteer: Gazetteer) -> NamedPlaces:
    """The article's place names, resolved together, in order of the text.

    Words for people ("Russians") and adjectives are among them, and so are streets, which have no place: what may be
    an event's place is said by `use`.
    """
    words = PlaceWords.load()
    title = title_parse(article.title, parse, words)
    weighed = [_weighed(one, gazetteer, words) for one in (parse, title) if one is not None]
    home = home_of(article, (name for names in weighed for name in names), gazetteer)
    likely = [_likely(names, home, words) for names in weighed]
    groups = Resolver(words, home).resolve(name for names in likely for name in names)
    found = {id(name): group.ranked() for group in groups for name in group.names}
    kept = [[n for n in names if not n.entries or _is_place(n, found[id(n)], words)] for names in likely]
    kept += [[]] * (title is None)
    kept.append([n for n in likely[0] if n.entries and _is_of_police(n, words)])
    return NamedPlaces(*(tuple(_toponym(n, found.get(id(n), []), gazetteer, words) for n in names) for names in kept))


def _is_of_police(name: Name, words: PlaceWords) -> bool:
    """Whether a name is that of a police force's own town or district: "Segou Police", "the Mopti County sheriff"."""
    if name.text.lower() in _UNITS:
        return False
    after = [token.text.lower() for offset in (1, 2) if (token := name.token(offset)) is not None]
    return bool(after) and (after[0] in words.forces or (after[0] in _UNITS and after[-1] in words.forces))


_UNITS = ("city", "county", "metropolitan", "metro")
"""Words that may stand between a place and its police."""


def _weighed(parse: Parse, gazetteer: Gazetteer, words: PlaceWords) -> list[Name]:
    """The names of a text, or of a title, that could be places', with what is beside them as evidence."""
    names = Finder(gazetteer, words).names_of(parse)
    Witness(parse, names, gazetteer, words).weigh(names)
    return names


def _likely(names: Iterable[Name], home: Home, words: PlaceWords) -> list[Name]:
    """Those of the names that may well be places'. What the publisher is named after is more a place than a person."""
    towns = {entry.id for entry in home.towns}
    for name in names:
        if name.weight < SURE and towns.intersection(entry.id for entry in name.entries):
            name.parts["publisher_named_after"] = words.evidence["publisher_named_after"]
    least = words.evidence["considered_from"]
    return [name for name in names if not name.entries or name.weight >= least or _is_of_police(name, words)]


def _is_place(name: Name, ranked: list[Candidate], words: PlaceWords) -> bool:
    """Whether the evidence suffices, with what the places around it add."""
    if _is_stray(name, ranked[0]):
        return name.weight >= words.evidence["stray_from" if len(ranked) > 1 else "stray_of_one_from"]
    company = words.evidence["near_others"] * math.log2(1 + ranked[0].near)
    return name.weight + min(company, 1.7) >= words.evidence["accepted_from"]


def _is_stray(name: Name, best: Candidate) -> bool:
    """Whether a village lies far from all else in the article, and nothing says where it is."""
    entry, told = best.entry, name.outer is not None or name.inner is not None
    village = entry.kind in ("town", "admin2") and entry.population < STRAYS_BELOW and entry.id > 0
    return village and not told and best.near <= COMPANY


def _is_elsewhere(name: Name, ranked: list[Candidate]) -> bool:
    """Whether another place than those known by the name is meant: a namesake of a village, a quarter of a city."""
    if name.designation == "quarter":
        return ranked[0].near <= COMPANY
    best = ranked[0]
    told = name.outer is not None or name.inner is not None
    if best.alone_abroad and best.entry.kind == "town" and best.entry.population < LITTLE_KNOWN_BELOW and not told:
        return True
    return len(ranked) > 1 and _is_stray(name, best)


def _toponym(name: Name, ranked: list[Candidate], gazetteer: Gazetteer, words: PlaceWords) -> Toponym:
    if not ranked or _is_elsewhere(name, ranked):
        return Toponym(name.start, name.end, name.text, None, name.use)
    place = _place(name, ranked, gazetteer, words)
    return Toponym(name.start, name.end, name.text, place, name.use, ranked[0].entry.kind)


def _place(name: Name, ranked: list[Candidate], gazetteer: Gazetteer, words: PlaceWords) -> Place:
    best = ranked[0].entry
    precision = words.precision.get(best.kind, "exact")
    pointless = precision == "country"
    rival = next((c for c in ranked[1:] if not _same(best, c.entry)), None)
    return Place(
        name=best.name,
        admin1=gazetteer.admin1_name(best),
        country=best.country,
        latitude=None if pointless else best.latitude,
        longitude=None if pointless else best.longitude,
        geonames_id=best.geonames_id,
        precision=precision,
        start=name.start,
        end=name.end,
        text=name.text,
        runner_up=_described(rival.entry, gazetteer) if rival else None,
        margin=round(ranked[0].score - rival.score, 2) if rival else None,
    )


def _same(one: Entry, other: Entry) -> bool:
    return inside(one, other) or inside(other, one)


def _described(entry: Entry, gazetteer: Gazetteer) -> str:
    return ", ".join(filter(None, (entry.name, gazetteer.admin1_name(entry), entry.country)))
