"""News of alerts as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from onrecord.wording.news import happening, text, what_is_new

if TYPE_CHECKING:
    from onrecord.overviews.alerts import News

_SPACE = "http://www.w3.org/2005/Atom"


def write_feed(names: Sequence[str], news: Sequence[News], stream: IO[bytes]) -> None:
    """Write a feed of the news, the newest first; an entry keeps its id in every feed that has it."""
    feed = ElementTree.Element("feed", {"xmlns": _SPACE})
    _put(feed, "title", f"OnRecord: {', '.join(names)}")
    _put(feed, "id", f"urn:onrecord:alerts:{':'.join(names)}")
    _put(feed, "updated", max((one.at for one in news), default=datetime.now(UTC).isoformat(timespec="seconds")))
    _put(ElementTree.SubElement(feed, "author"), "name", "OnRecord")
    for one in sorted(news, key=lambda each: each.at, reverse=True):
        entry = ElementTree.SubElement(feed, "entry")
        _put(entry, "title", f"{what_is_new(one)}: {happening(one.incident)}")
        _put(entry, "id", f"urn:onrecord:{one.news_id}")
        _put(entry, "updated", one.at)
        _put(entry, "content", text(one)).set("type", "text")
    ElementTree.indent(feed)
    ElementTree.ElementTree(feed).write(stream, encoding="utf-8", xml_declaration=True)


def _put(parent: ElementTree.Element, tag: str, words: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag)
    element.text = "".join(sign for sign in words if sign >= " " or sign in "\t\n")
    return element
