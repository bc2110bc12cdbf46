"""Where an article is at home: its publisher's country and town, and what its telephone numbers and courts point to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from urllib.parse import urlsplit

from onrecord.events.place_names import Name
from onrecord.events.place_resolve import Home
from onrecord.expressions.gazetteer import Entry, Gazetteer
from onrecord.expressions.gazetteer_names import normalise
from onrecord.expressions.gazetteer_words import PlaceWords, area_codes
from onrecord.records import Article

SEEN_FROM = 5_000
"""People that a town must have for a publisher to be named after it."""
_TELEPHONE = re.compile(r"(?<![\d-])(?:1-)?\(?([2-9]\d\d)\)?[-. ] ?\d{3}[-.]\d{4}(?!\d)")
_ENDINGS = ("www", "com", "co", "org", "net", "news")
LEAST = 5
"""Letters of a place's name that is looked for within an address."""
DOUBTED = -2.5
"""Evidence from which on a name is surely no place's, whatever an address has."""
_CALL_SIGN = re.compile(r"[kw][a-z]{2,3}(?:tv|am|fm|news)?\d{0,2}(?:news|tv)?")
"""A station's call sign, of the letters that are given to the United States (47 CFR 2.302), as the name of a site."""
_STATIONS = (".com", ".org", ".tv")
SIGNS = 2
"""Different words for a country's own courts and police that tell that a report is from there."""


def home_of(article: Article, names: Iterable[Name], gazetteer: Gazetteer) -> Home:
    """Where the publisher is, as far as its address, its name and the article's own words tell.

    "richmondregister.com", "The Kyiv Post"; or the article names Los Angeles and its address is "nbclosangeles.com".
    """
    address = _address(article)
    host = urlsplit("http" + address).hostname or "" if address else ""
    labels = [label for label in host.split(".") if label not in _ENDINGS]
    suffix = labels[-1] if labels else ""
    country = gazetteer.country_of(suffix) if len(suffix) == 2 else None
    towns = _named_in(address, names) or _named_after(article, labels, country, gazetteer)
    label = max(labels, key=len, default="") if host.endswith(_STATIONS) else ""
    return Home(country, towns, tuple(_hints(article, label, gazetteer)))


def _address(article: Article) -> str:
    """The address without its scheme, and without an archive's address before it."""
    address = (article.url or "").rpartition("/http")
    return address[2] if address[1] else address[2].removeprefix("http")


def _named_in(address: str, names: Iterable[Name]) -> tuple[Entry, ...]:
    """The places of the first name in the article that is a part of the publisher's own name, or a section of its."""
    host, *folders = address.lower().replace("https:", "").replace("http:", "").lstrip("s:/").split("/")
    sections = {folder.replace("-", "").replace("_", "") for folder in folders[:-1]}
    for name in names:
        letters = normalise(name.text).replace(" ", "")
        named = len(letters) >= LEAST and name.use == "place" and name.weight > DOUBTED
        if named and (letters in host or letters in sections):
            return tuple(entry for entry in name.entries if entry.population >= SEEN_FROM)
    return ()


def _named_after(article: Article, labels: list[str], country: str | None, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    site = max(labels, key=len, default="").removeprefix("the")
    beginnings = (site[:length] for length in range(min(len(site), 15), 4, -1))
    named = (word for word in (article.publisher or "").split() if word[:1].isupper() and len(word) > 4)
    for name in (*named, *beginnings):
        towns = [entry for entry in gazetteer.lookup(name) if entry.population >= SEEN_FROM and not entry.how]
        if at_home := tuple(entry for entry in towns if country in (None, entry.country)):
            return at_home
    return ()


def _hints(article: Article, label: str, gazetteer: Gazetteer) -> Iterator[Entry]:
    """The unit of its telephone numbers, where they agree, and the country whose courts and police it names."""
    dialled = Counter(code for code in _TELEPHONE.findall(article.text) if code in area_codes())
    units = {area_codes()[code] for code in dialled}
    if len(units) == 1:
        country, unit = units.pop()
        yield from (e for e in gazetteer.lookup(unit) if e.kind == "admin1" and e.country == country and not e.how)
    told = Counter({name: len(set(pattern.findall(article.text))) for name, pattern in _signs().items()})
    told["United States"] += SIGNS * bool(_CALL_SIGN.fullmatch(label))
    if max(told.values()) >= SIGNS:
        country = max(told, key=lambda name: told[name])
        yield from (entry for entry in gazetteer.lookup(country)[:1] if entry.kind == "country")


@cache
def _signs() -> Mapping[str, re.Pattern[str]]:
    signs = PlaceWords.load().signs
    return {name: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)") for name, words in signs.items()}
