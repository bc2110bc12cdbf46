"""What an input says of itself besides its text, and what the user says for all inputs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal
from urllib.parse import urlsplit

from onrecord.articles.notices import notice_of
from onrecord.articles.tables import TABLES
from onrecord.articles.text import LONGEST_PARAGRAPH, clean_line, clean_text
from onrecord.errors import SettingError
from onrecord.records import Article, Published, identify

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d.*)?)?)?", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d+Z?)?")
_IN_ADDRESS = re.compile(r"/(\d{4})/(\d\d?)(?:/(\d\d?))?(?=/|$)")
_OLDEST, _NEWEST = 1990, 2100
"""Years that a number in a web address may mean."""
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_DAY_LONG = len("2023-12-14")
UNKNOWN = Published()


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every input that does not say otherwise."""

    published: Published = UNKNOWN
    publisher: str | None = None
    language: str | None = None

    @classmethod
    def of(cls, published: str | None = None, publisher: str | None = None, language: str | None = None) -> Defaults:
        """The defaults from a user's words; raises SettingError where `published` is no EDTF day, month or year."""
        when = published_edtf(published) if published else UNKNOWN
        if when is None:
            raise SettingError(
                f"--published {published!r}: a day (2023-12-14), a month (2023-12) or a year (2023) is needed."
            )
        return cls(when, clean_line(publisher or "") or None, language_code(language))


@dataclass(frozen=True, slots=True)
class Given:
    """One input as it was found: nothing cleaned, nothing checked. `reason` says why it cannot be read."""

    origin: str
    text: str = ""
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: Published = UNKNOWN
    language: str | None = None
    updated: str | None = None
    reason: str | None = None


def published_edtf(value: str) -> Published | None:
    """The publication date from an EDTF day, month or year; None for anything else.

    >>> published_edtf("2023-12").precision, published_edtf("2023-02-30")
    ('month', None)
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value.strip())
    return _published(*match.groups()) if match else None


def published_of(value: str | None, url: str | None = None) -> Published:
    """The publication date from a metadata field, else from the day or month in a web address.

    Read are ISO 8601 and EDTF (the day as printed, in the publisher's own zone) and the dates of feeds and mail. A
    date that could be two days ("12/03/2023") is unknown: nothing is guessed.

    >>> published_of("2023-12-14T23:30:00-05:00").date, published_of("12/03/2023").precision
    ('2023-12-14', 'unknown')
    """
    if not value or not value.strip():
        return published_in(url or "")
    value = value.strip()
    if match := _ISO.fullmatch(value) or _COMPACT.fullmatch(value):
        return _published(*match.groups()) or UNKNOWN
    return _published_words(value) or UNKNOWN


def updated_of(*values: str | None) -> str | None:
    """When a version of a report was printed, from the first of these that says so: to the second, else the day.

    A time with a zone is given in UTC, one without as it stands.

    >>> updated_of(None, "2023-12-14T23:30:00-05:00"), updated_of("14 December 2023")
    ('2023-12-15T04:30:00Z', '2023-12-14')
    """
    return next((found for value in values if value and (found := _updated(value.strip()))), None)


def _updated(value: str) -> str | None:
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        day = published_of(value)
        return day.date if day.precision == "day" else None
    if len(value) <= _DAY_LONG:
        return when.date().isoformat()
    if when.tzinfo is None:
        return when.isoformat(timespec="seconds")
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def published_in(url: str) -> Published:
    """The day or month that a web address names ("/2023/12/14/"), else unknown.

    >>> published_in("https://halyard.example/2023/12/story").date
    '2023-12'
    """
    match = _IN_ADDRESS.search(urlsplit_path(url))
    if not match or not _OLDEST <= int(match[1]) <= _NEWEST:
        return UNKNOWN
    year, month, day = match.groups()
    return _published(year, f"{month:0>2}", f"{day:0>2}" if day else None) or UNKNOWN


def urlsplit_path(url: str) -> str:
    """The path of a web address; empty for what is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def language_code(value: str | None) -> str | None:
    """The ISO 639 code of a language tag ("en-GB" is "en"), or None.

    >>> language_code("en-GB"), language_code("English")
    ('en', None)
    """
    match = _LANGUAGE.fullmatch((value or "").strip())
    return match[1].lower() if match else None


def article_of(given: Given, defaults: Defaults, largest: int) -> Article:
    """The article, cleaned, with an id made of its content; it says why where it is not to be read.

    The id does not depend on where the article was found or on when it was printed, so that reading it again from
    another place changes nothing.
    """
    text = "" if given.reason else clean_text(given.text)
    if (reason := _unfit(text, largest)) and not given.reason:
        given, text = replace(given, reason=reason), ""
    return _article(given, text, defaults)


def _unfit(text: str, largest: int) -> str | None:
    """Why a cleaned text cannot be an article that is read, if so."""
    if not text:
        return "it has no text"
    if len(text) > largest:
        return f"it is longer than {largest:,} characters"
    if len(text) > LONGEST_PARAGRAPH and max(map(len, text.split("\n"))) > LONGEST_PARAGRAPH:
        return f"it has {LONGEST_PARAGRAPH:,} characters without a blank, so it is no prose"
    return None


def _article(given: Given, text: str, defaults: Defaults) -> Article:
    title, url = clean_line(given.title or "") or None, clean_line(given.url or "") or None
    publisher = clean_line(given.publisher or "") or defaults.publisher
    place = (given.origin, given.reason) if given.reason else ()
    return Article(
        article_id=identify("art", url or "", publisher or "", title or "", text, *place),
        text=text,
        origin=given.origin,
        url=url,
        publisher=publisher,
        title=title,
        language=given.language or defaults.language,
        published=given.published if given.published.date else defaults.published,
        unread_reason=given.reason,
        updated=given.updated,
        notice=notice_of(title, text, publisher),
    )


def _published_words(value: str) -> Published | None:
    for form in TABLES.date_forms:
        try:
            found = datetime.strptime(value, form)
        except ValueError:
            continue
        return _published(*found.strftime("%Y %m %d").split())
    return None


def _published(year: str, month: str | None = None, day: str | None = None) -> Published | None:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    precision: Literal["day", "month", "year"] = "day" if day else "month" if month else "year"
    return Published("-".join(part for part in (year, month, day) if part), precision, "metadata")
