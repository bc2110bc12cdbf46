"""From stored events to incidents; like the flow of an article, the only place that knows the order of its steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy.engine import Connection

from onrecord.articles.copies import Sketch, are_copies, sketch
from onrecord.articles.terms import terms_of
from onrecord.drafts import Telling
from onrecord.incidents.compare import score_of
from onrecord.incidents.merge import are_linked
from onrecord.incidents.profile import Profile, profiles_of
from onrecord.incidents.reconcile import placed_incidents
from onrecord.store.merging import Merging
from onrecord.store.write import Writer
from onrecord.succession import Succession

REMEMBERED = 5_000
"""Articles whose profiles are kept from batch to batch, about 100 MB."""
SCORES = 500_000
"""Scores that are kept from batch to batch, about 100 MB."""

Told = tuple[Profile, ...]


class Merger:
    """Brings the incidents up to date with the events that have been stored, within the same transaction.

    Which tellings are compared depends on their articles alone, and every component that a new one touches is clustered
    anew, so that the incidents are the same in whatever order, and in however many runs, the articles came.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._articles: dict[int, Told] = {}
        self._scores: dict[tuple[str, str], float] = {}

    def merge(self, connection: Connection) -> None:
        """Merge all that no merging has looked at yet: the batch just stored, or what a killed run left."""
        stored = Merging(connection)
        self._distrust(stored)
        reprints = _find_copies(stored)
        for key in reprints:
            self._articles.pop(key, None)
        fresh = stored.fresh()
        touched = stored.stale_components() | stored.components(stored.events_of(reprints))
        touched |= stored.components_of(self._linked_to(stored, stored.articles_of(fresh)))
        self._replace(connection, touched, {*fresh, *stored.events_in(touched)})
        stored.settle(fresh)

    def _distrust(self, stored: Merging) -> None:
        """What is remembered may be too much, or gone with a stale incident."""
        stale = bool(stored.stale_components())
        if stale or len(self._articles) > REMEMBERED:
            self._articles.clear()
        if stale or len(self._scores) > SCORES:
            self._scores.clear()

    def _known(self, stored: Merging, articles: Iterable[int]) -> dict[int, Told]:
        wanted = sorted(set(articles))
        self._articles.update(articles_told(stored, [key for key in wanted if key not in self._articles]))
        return {key: self._articles[key] for key in wanted}

    def _linked_to(self, stored: Merging, articles: Collection[int]) -> set[str]:
        """The events of the record that share a component with one that these new articles tell."""
        new = self._known(stored, articles)
        stored.put_keys({key: _keys(told) for key, told in new.items()})
        under = stored.articles_under({key for told in new.values() for key in _keys(told)})
        others = self._known(stored, {article for found in under.values() for article in found})
        return {
            other.event.event_id
            for told in new.values()
            for one in told
            for article in _meeting(one, under)
            for other in others[article]
            if are_linked(one, other, self._score)
        }

    def _score(self, one: Profile, other: Profile) -> float:
        first, second = one.event.event_id, other.event.event_id
        if first > second:
            return self._score(other, one)
        found = self._scores.get((first, second))
        if found is None:
            found = self._scores[first, second] = score_of(one, other)
        return found

    def _replace(self, connection: Connection, components: set[str], events: Iterable[int]) -> None:
        stored = Merging(connection)
        succession = Succession(connection, stored.incidents_in(components), self._writer)
        found = placed_incidents(self._profiles(stored, events), self._score)
        succession.follow([one for _, one in found])
        stored.name_components({incident.incident_id: component for component, incident in found})

    def _profiles(self, stored: Merging, events: Iterable[int]) -> Iterator[Profile]:
        """What of the articles is in these events: all that one article tells of a happening is in one component."""
        listed = list(events)
        ids = stored.event_ids(listed)
        told = self._known(stored, stored.articles_of(listed)).values()
        return (one for profiles in told for one in profiles if one.event.event_id in ids)


def articles_told(stored: Merging, articles: Collection[int]) -> dict[int, Told]:
    """What each of the articles tells, as it is compared."""
    tellings: dict[int, list[Telling]] = {key: [] for key in articles}
    wordings = stored.wordings(articles)
    for key, telling in stored.tellings(articles):
        tellings[key].append(telling)
    return {key: profiles_of(_with_terms(told, wordings[key])) for key, told in tellings.items()}


def _with_terms(tellings: list[Telling], wording: str) -> list[Telling]:
    terms = terms_of(wording) if tellings else ()
    return [replace(telling, terms=terms) for telling in tellings]


def _keys(told: Told) -> set[int]:
    return {key for one in told for keys in (one.rare, one.keys) for key in keys}


def _meeting(one: Profile, under: Mapping[int, list[int]]) -> set[int]:
    return {article for keys in (one.rare, one.keys) for key in keys for article in under.get(key, ())}


def _find_copies(stored: Merging) -> list[int]:
    """Sketch the new articles and say which reprint which; gives back those for which that has changed."""
    changed: list[int] = []
    for key, text in stored.unsketched():
        own = sketch(text)
        others = {k: Sketch(minima, ()) for k, minima in stored.sketches_under(own.keys).items()}
        copies = [other for other, its in others.items() if are_copies(own, its)]
        stored.put_sketch(key, own.minima, own.keys)
        texts = stored.texts([key, *copies]) if copies else []
        if texts:
            # The one printed first is the original; where that is unknown, any that is always the same.
            original = min(texts, key=lambda t: (t.published or "9999", t.article_id)).article_id
            changed.extend(stored.set_original(texts, original))
    return changed
