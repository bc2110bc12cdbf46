"""Where an event happened: the article's place names, resolved together, and the one that is an event's place."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from urllib.parse import urlsplit

from onrecord.drafts import Cast, EventMention, Toponym
from onrecord.events.place_evidence import Witness
from onrecord.events.place_names import Finder, Name, inside
from onrecord.events.place_resolve import Candidate, Home, Resolver
from onrecord.events.place_sites import best_site, degrees, sites_of
from onrecord.expressions.gazetteer import Entry, Gazetteer
from onrecord.expressions.gazetteer_words import PlaceWords
from onrecord.records import Article, Place
from onrecord.syntax import Parse

STRAYS_BELOW = 15_000
"""People of a place that hardly anyone means who writes of other parts."""
COMPANY = 0.3
"""Shares of other names nearby that make a place likely."""
NEIGHBOURHOOD = 0.7
"""Degrees across which an article is still about one neighbourhood."""
SEEN_FROM = 5_000
"""People that a town must have for a publisher to be named after it."""


def toponyms_of(article: Article, parse: Parse, cast: Cast, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """The article's place names, resolved together, in order of the text.

    Words for people ("Russians") and adjectives are among them, and so are streets, which have no place: what may be
    an event's place is said by `use`.
    """
    words = PlaceWords.load()
    names = Finder(gazetteer, words).names_of(parse)
    Witness(parse, names, gazetteer, words).weigh(names)
    considered = words.evidence["considered_from"]
    likely = [name for name in names if not name.entries or name.weight >= considered]
    groups = Resolver(words, _home(article, gazetteer)).resolve(likely)
    found = {id(name): group.ranked() for group in groups for name in group.names}
    kept = [name for name in likely if not name.entries or _is_place(name, found[id(name)], words)]
    return tuple(_toponym(name, found.get(id(name), []), gazetteer, words) for name in kept)


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
    return len(ranked) > 1 and _is_stray(name, ranked[0])


def _home(article: Article, gazetteer: Gazetteer) -> Home:
    """Where the publisher is, as far as its address or its name tells: "richmondregister.com", "The Kyiv Post"."""
    address = (article.url or "").rpartition("/http")
    host = urlsplit("http" + address[2] if address[1] else address[2]).hostname or ""
    labels = [label for label in host.split(".") if label not in ("www", "com", "co", "org", "net", "news")]
    suffix = labels[-1] if labels else ""
    country = gazetteer.country_of(suffix) if len(suffix) == 2 else None
    site = max(labels, key=len, default="").removeprefix("the")
    beginnings = (site[:length] for length in range(min(len(site), 15), 4, -1))
    named = (word for word in (article.publisher or "").split() if word[:1].isupper() and len(word) > 4)
    for name in (*named, *beginnings):
        towns = [entry for entry in gazetteer.lookup(name) if entry.population >= SEEN_FROM and not entry.how]
        if at_home := tuple(entry for entry in towns if country in (None, entry.country)):
            return Home(country, at_home)
    return Home(country)


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


def place_of(article: Article, parse: Parse, mention: EventMention, toponyms: tuple[Toponym, ...]) -> Place | None:
    """The place of one mention, or None: by its syntax first, then its paragraph, the dateline last.

    A party to the event is no place ("talks with Kabul"), nor is a capital that speaks ("Islamabad denied"). A whole
    country is a place only where the sentence itself says so.
    """
    sentence, words = parse.sentences[mention.sentence], PlaceWords.load()
    if site := best_site(sentence, mention, sites_of(sentence, toponyms, words), words):
        return site.place
    if mention.event_type not in words.local_types:
        return None
    return _told_before(parse, mention, toponyms) or _dateline(article, mention, toponyms) or _focus(toponyms)


def _told_before(parse: Parse, mention: EventMention, toponyms: tuple[Toponym, ...]) -> Place | None:
    """The last place in which something is told to have happened, earlier in the same paragraph."""
    paragraph = parse.sentences[mention.sentence].paragraph
    for sentence in reversed(parse.sentences[: mention.sentence]):
        if sentence.paragraph != paragraph:
            return None
        sites = [site for site in sites_of(sentence, toponyms, PlaceWords.load()) if site.role == "at"]
        if local := [site.place for site in sites if site.kind not in ("country", "capital", "continent")]:
            return local[-1]
    return None


def _dateline(article: Article, mention: EventMention, toponyms: tuple[Toponym, ...]) -> Place | None:
    """The dateline's town, for what the lead tells; a capital's says only where the correspondent sits."""
    if article.dateline is None or mention.sentence > 1 or not toponyms:
        return None
    first = toponyms[0]
    opens = first.end <= len(article.dateline.text) + article.text.find(article.dateline.text)
    return first.place if opens and first.kind == "town" else None


def _focus(toponyms: tuple[Toponym, ...]) -> Place | None:
    """The one neighbourhood that all of an article is about, as something near it; None where it names others.

    Capitals do not count: they are named for their governments.
    """
    settled = [t.place for t in toponyms if t.place is not None and t.kind in ("town", "admin2") and t.use == "place"]
    if len(settled) < 2:
        return None
    (name, _), *_ = Counter((place.name, place.admin1) for place in settled).most_common(1)
    first = next(place for place in settled if (place.name, place.admin1) == name)
    if all(degrees(first, place) < NEIGHBOURHOOD for place in settled):
        return replace(first, precision="near" if first.precision == "exact" else first.precision)
    return None
