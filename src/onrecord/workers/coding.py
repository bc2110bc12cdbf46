"""A few articles at a time through the flow; one that cannot be coded is unread and stops none of the others."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.flow import Reader
from onrecord.records import Article, Reading
from onrecord.store.check import check
from onrecord.syntax import Parse

TOGETHER = 30_000
"""Characters that are parsed at once; a parser needs up to 3 kB of memory for each."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article; `failure` is the traceback where reading it failed."""

    reading: Reading
    failure: str | None = None


def code_batch(reader: Reader, articles: Sequence[Article]) -> list[Outcome]:
    """One outcome an article, in order. Nothing that an article does to the coder raises, short of killing it."""
    return [outcome for group in _groups(articles) for outcome in _code_group(reader, group)]


def _groups(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles that are parsed together."""
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if sum(len(one.text) for one in group) >= TOGETHER:
            yield group
            group = []
    if group:
        yield group


def _code_group(reader: Reader, group: list[Article]) -> list[Outcome]:
    try:
        parsed = list(reader.parser.parse_articles(group))
    except Exception as error:  # noqa: BLE001 - whatever one article breaks, the others are read
        if len(group) == 1:
            return [_failed(group[0], error)]
        return [outcome for article in group for outcome in _code_group(reader, [article])]
    return [_coded(reader, article, parse) for article, parse in parsed]


def unread(article: Article, reason: str) -> Reading:
    """A reading that says why there is none; the article's text is kept."""
    return Reading(replace(article, unread_reason=reason))


def _coded(reader: Reader, article: Article, parse: Parse | None) -> Outcome:
    if parse is None:
        return Outcome(Reading(article))
    try:
        reading = reader.read_parsed(article, parse)
        check(reading)
    except Exception as error:  # noqa: BLE001 - a fault in a stage costs one article, not the run
        return _failed(article, error)
    return Outcome(reading)


def _failed(article: Article, error: Exception) -> Outcome:
    told = " ".join(str(error).split())[:300]
    reason = f"it could not be coded ({type(error).__name__}{': ' if told else ''}{told})"
    return Outcome(unread(article, reason), traceback.format_exc())
