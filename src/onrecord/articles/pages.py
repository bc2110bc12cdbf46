"""Articles from web pages: trafilatura finds title, publisher and main text, and we the date.

Libraries that guess a page's date fill what is missing ("2023-05" becomes a day of that month) and look at the text.
A publication date is never guessed here: it is what the page's metadata says, or unknown.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from onrecord.articles.encodings import decode
from onrecord.articles.given import UNKNOWN, Given, published_in, published_of, updated_of
from onrecord.articles.tables import TABLES
from onrecord.errors import InputError
from onrecord.records import Published

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
SHORTEST_SENTENCE = 4
"""Words of a line that ends as a sentence does: menus and captions have none such."""

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def page(name: str, data: bytes) -> Given:
    """The article of a web page; raises InputError where it has none."""
    from trafilatura import bare_extraction, load_html

    try:
        tree = load_html(_decode_page(data))
        dates = UNKNOWN if tree is None else _published(tree)
        updated = None if tree is None else _updated(tree)
        found: Any = None if tree is None else bare_extraction(
            tree, with_metadata=True, include_comments=False, include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"},
        )  # fmt: skip
    except Exception as error:  # a page may break another library in any way; it must not end the run
        raise InputError(name, f"the page cannot be taken apart ({type(error).__name__}: {error})") from error
    text = found.text if found else ""
    if not any(map(_is_prose, text.split("\n"))):
        raise InputError(name, "the page has no article in it")
    url = found.url or None
    return Given(
        origin=name,
        text=_without_title(text, found.title),
        title=found.title,
        url=url,
        publisher=found.sitename,
        published=dates if dates.date else published_in(url or ""),
        updated=updated,
    )


def _decode_page(data: bytes) -> str:
    """The page's text: UTF-8, else in the encoding that it names, else as for any bytes."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:4096])
    try:
        return data.decode(named[1].decode("ascii")) if named else decode(data)
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _is_prose(line: str) -> bool:
    ends = line.rstrip(" \"'”’)").endswith((".", "!", "?", "…"))
    return ends and len(line.split(None, SHORTEST_SENTENCE)) >= SHORTEST_SENTENCE


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and first.strip().casefold() == title.strip().casefold() else text


def _published(tree: HtmlElement) -> Published:
    """The first date that the page's metadata says: for machines (JSON-LD), in <meta>, in its text's own markup."""
    said = (published_of(value) for value in _dates(tree))
    return next((found for found in said if found.date), UNKNOWN)


def _updated(tree: HtmlElement) -> str | None:
    """When this version of the page was printed: as its metadata says, else by the time of its publication."""
    changed = [*_dates_in_json(tree, "dateModified"), *_in_meta(tree, TABLES.page_updates)]
    return updated_of(*changed, *tree.xpath("//*[@itemprop='dateModified']/@datetime"), *_dates(tree))


def _dates(tree: HtmlElement) -> Iterator[str]:
    yield from _dates_in_json(tree, "datePublished")
    yield from _in_meta(tree, TABLES.page_dates)
    yield from tree.xpath("//*[@itemprop='datePublished']/@datetime")
    times = tree.xpath("//time[@pubdate]/@datetime") or tree.xpath("//article//time/@datetime")
    if len({time[:10] for time in times}) == 1:
        yield times[0]


def _in_meta(tree: HtmlElement, names: Iterable[str]) -> Iterator[str]:
    named = {_name(meta): meta.get("content", "") for meta in reversed(tree.xpath("//meta[@content]"))}
    return (named[name] for name in names if name in named)


def _name(meta: HtmlElement) -> str:
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()


def _dates_in_json(tree: HtmlElement, name: str) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        yield from _named_in_json(script.text_content(), name)


def _named_in_json(source: str, name: str) -> Iterator[str]:
    try:
        waiting = [json.loads(source)]
    except (ValueError, RecursionError):
        return
    while waiting:
        found = waiting.pop(0)
        if isinstance(found, dict):
            if isinstance(found.get(name), str):
                yield found[name]
            waiting += [found.get("@graph"), found.get("mainEntity")]
        elif isinstance(found, list):
            waiting += found
