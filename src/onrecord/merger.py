"""From stored events to incidents; like the flow of an article, the only place that knows the order of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.engine import Connection

from onrecord.articles.copies import Sketch, are_copies, sketch
from onrecord.incidents.candidates import LONGEST, mergeable
from onrecord.incidents.history import with_history
from onrecord.incidents.merge import are_linked
from onrecord.incidents.profile import Profile, profile_of
from onrecord.incidents.reconcile import placed_incidents
from onrecord.records import Incident
from onrecord.store.merging import DaySpan, Merging
from onrecord.store.write import Writer, now

REMEMBERED = 50_000
"""Profiles that are kept from batch to batch, about 100 MB."""


class Merger:
    """Brings the incidents up to date with the events that have been stored, within the same transaction.

    Which tellings are compared depends on them alone, and every component that a new one touches is clustered anew,
    so that the incidents are the same in whatever order, and in however many runs, the articles came.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._profiles: dict[int, Profile] = {}

    def merge(self, connection: Connection) -> None:
        """Merge all that no merging has looked at yet: the batch just stored, or what a killed run left."""
        stored = Merging(connection)
        self._distrust(stored)
        reprints = stored.events_of(_find_copies(stored))
        for key in reprints:
            self._profiles.pop(key, None)
        fresh = stored.fresh()
        touched = stored.stale_components() | stored.components(reprints)
        touched |= stored.components(self._linked_to(stored, fresh))
        self._replace(connection, touched, {*fresh, *stored.events_in(touched)})
        stored.settle(fresh)

    def _distrust(self, stored: Merging) -> None:
        """What is remembered may be too much, or gone with a stale incident."""
        if len(self._profiles) > REMEMBERED or stored.stale_components():
            self._profiles.clear()

    def _known(self, stored: Merging, keys: Iterable[int]) -> dict[int, Profile]:
        wanted = set(keys)
        tellings = stored.tellings(wanted - self._profiles.keys())
        self._profiles.update((key, profile_of(telling)) for key, telling in tellings.items())
        return {key: self._profiles[key] for key in sorted(wanted)}

    def _linked_to(self, stored: Merging, fresh: Iterable[int]) -> set[int]:
        """The events of the record that share a component with a fresh one."""
        spans = {key: span for key, one in self._known(stored, fresh).items() if (span := _span(one))}
        stored.put_spans(spans)
        kinds = {key: (self._profiles[key].event.event_type, span) for key, span in spans.items()}
        meeting = {kind: stored.meeting(*kind) for kind in set(kinds.values())}
        others = self._known(stored, (key for keys in meeting.values() for key in keys))
        return {
            other
            for key, kind in kinds.items()
            for other in meeting[kind]
            if are_linked(self._profiles[key], others[other])
        }

    def _replace(self, connection: Connection, components: set[str], events: Iterable[int]) -> None:
        stored, at = Merging(connection), now()
        before = stored.incidents_in(components)
        of_event = {event_id: old for old in before for event_id in old.events}
        found = placed_incidents(self._known(stored, events).values())
        placed = [(component, _with_history(one, of_event, at)) for component, one in found]
        self._writer.replace_incidents([old.incident_id for old in before], [one for _, one in placed], connection)
        stored.name_components({incident.incident_id: component for component, incident in placed})


def _with_history(incident: Incident, of_event: Mapping[str, Incident], at: str) -> Incident:
    before = {old.incident_id: old for event_id in incident.events if (old := of_event.get(event_id))}
    return with_history(incident, list(before.values()), at)


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


def _span(one: Profile) -> DaySpan | None:
    if one.window is None or not mergeable(one):
        return None
    return DaySpan(one.window.first.toordinal(), one.window.last.toordinal(), LONGEST)
