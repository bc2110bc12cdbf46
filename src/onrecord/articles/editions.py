"""Versions of one report: what was read under one address, which of it is the same report, and which is the newest.

A report that is printed anew under its address (a corrected toll, a paragraph more) takes the place of what was
read there before. A front page has one address too, and every day other reports on it: so two texts are versions of
one report only where they share enough runs of words, and more where they were printed on different days, since
bulletins are written to one pattern.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from onrecord.articles.folders import STANDARD_INPUT
from onrecord.articles.notices import Notice
from onrecord.records import Article

RUN = 4
"""Words in a run."""
ALIKE = 0.5
"""The share of the shorter text's runs that the longer one has, where two texts are versions of one report."""
ALIKE_LATER = 0.8
"""The same where the two say that they were printed on different days."""
NEAR = 20
"""How many texts on each side, by day, a text is held against: a front page may be read a thousand times."""

Newer = Literal["updated", "printed", "notice", "arrival"]
"""What makes a version the newer one of two: its time, its day, its notice, or that it came later."""

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|cmpid", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NOTICES: Mapping[Notice | None, int] = {None: 0, "correction": 1, "withdrawal": 2}


@dataclass(frozen=True, slots=True)
class Edition:
    """One text that was read under an address; `arrival` grows with the order in which they came.

    `published` is a day, else None. `read` is whether what it tells was coded.
    """

    article_id: str
    text: str
    published: str | None
    updated: str | None
    notice: Notice | None
    arrival: int
    read: bool = True


@dataclass(frozen=True, slots=True)
class Stand:
    """Which version an article replaces and because of what, which one replaces it, and what withdrew it."""

    supersedes: str | None = None
    supersedes_basis: Newer | None = None
    superseded_by: str | None = None
    withdrawn_by: str | None = None


def address_of(article: Article) -> str | None:
    """Where a report stands: its web address without what only tells readers apart, else its file and publisher.

    None for what came by standard input.

    >>> address_of(Article("a", "", "x.html", url="http://www.Halyard.example/raid/?utm_source=feed#top"))
    'halyard.example/raid'
    """
    if article.url:
        return _of_url(article.url)
    if article.origin.split(":")[0] == STANDARD_INPUT:
        return None
    return f"{article.origin}\n{article.publisher or ''}"


def address_key(article: Article) -> int:
    """The address as a signed 64-bit number; of an article without one a number of its own."""
    address = address_of(article) or f"\n{article.article_id}"
    digest = blake2b(address.encode("utf-8", "surrogatepass"), digest_size=8, person=b"address").digest()
    return int.from_bytes(digest, "big", signed=True)


def stands(editions: Sequence[Edition]) -> dict[str, Stand]:
    """How each of the texts of one address stands, by article; the order of arrival counts where nothing else says."""
    known = [one for one in editions if one.read or one.notice == "withdrawal"]
    found = {one.article_id: Stand() for one in editions}
    for chain in _chains(known):
        found.update(_chained(*_in_order(chain)))
    return found


def _of_url(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(name)]
    host = parts.netloc.casefold().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' if kept else ''}{urlencode(kept)}"


def _chains(editions: Sequence[Edition]) -> Iterator[list[Edition]]:
    """The texts that are versions of one report; a bare notice of withdrawal is of all that stood there."""
    listed = sorted(editions, key=lambda one: (one.published or "", one.article_id))
    runs = [_runs(one.text) for one in listed]
    group = list(range(len(listed)))
    for a, one in enumerate(listed):
        for b in range(a + 1, min(a + 1 + NEAR, len(listed))):
            if group[a] != group[b] and _are_versions(one, listed[b], runs[a], runs[b]):
                group = [group[a] if number == group[b] else number for number in group]
    bare = {n for n, one in enumerate(listed) if one.notice == "withdrawal" and group.count(group[n]) == 1}
    if bare:
        group = [0] * len(listed)
    chains: dict[int, list[Edition]] = defaultdict(list)
    for number, one in zip(group, listed, strict=True):
        chains[number].append(one)
    yield from chains.values()


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    return frozenset(hash(tuple(words[i : i + RUN])) for i in range(max(len(words) - RUN + 1, 1)))


def _are_versions(one: Edition, other: Edition, ours: frozenset[int], theirs: frozenset[int]) -> bool:
    apart = one.published is not None and other.published is not None and one.published != other.published
    return len(ours & theirs) >= (ALIKE_LATER if apart else ALIKE) * min(len(ours), len(theirs))


def _in_order(chain: Iterable[Edition]) -> tuple[list[Edition], Newer]:
    """The versions, the oldest first, and by which of the times that all of them have."""
    listed = list(chain)
    if all(one.updated for one in listed):
        return sorted(listed, key=lambda one: (one.updated, *_later(one))), "updated"
    days = [replace(one, published=(one.updated or one.published or "")[:10]) for one in listed]
    if all(one.published for one in days):
        return sorted(days, key=lambda one: (one.published, *_later(one))), "printed"
    return sorted(listed, key=_later), "arrival"


def _later(one: Edition) -> tuple[int, int]:
    return _NOTICES[one.notice], one.arrival


def _chained(ordered: list[Edition], basis: Newer) -> Iterator[tuple[str, Stand]]:
    withdrawn_by: str | None = None
    for at in range(len(ordered) - 1, -1, -1):
        one = ordered[at]
        before = ordered[at - 1] if at else None
        after = ordered[at + 1].article_id if at + 1 < len(ordered) else None
        if one.notice == "withdrawal":
            withdrawn_by = one.article_id
        why = _because(before, one, basis) if before else None
        yield one.article_id, Stand(before.article_id if before else None, why, after, withdrawn_by)


def _because(before: Edition, one: Edition, basis: Newer) -> Newer:
    """What of the two puts the one after the other."""
    times = {"updated": (before.updated, one.updated), "printed": (before.published, one.published)}.get(basis)
    if times is not None and times[0] != times[1]:
        return basis
    return "notice" if before.notice != one.notice else "arrival"
