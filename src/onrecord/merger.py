"""From stored events to incidents; like the flow of an article, the only place that knows the order of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.engine import Connection

from onrecord.articles.copies import Sketch, are_copies, sketch
from onrecord.drafts import Telling
from onrecord.incidents.candidates import LONGEST, mergeable
from onrecord.incidents.history import with_history
from onrecord.incidents.merge import linked
from onrecord.incidents.reconcile import placed_incidents
from onrecord.incidents.window import window_of
from onrecord.records import Incident
from onrecord.store.merging import DaySpan, Merging
from onrecord.store.write import Writer, now


class Merger:
    """Brings the incidents up to date with the events that have been stored, within the same transaction.

    Which tellings are compared depends on them alone, and every component that a new one touches is clustered anew,
    so that the incidents are the same in whatever order, and in however many runs, the articles came.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def merge(self, connection: Connection) -> None:
        """Merge all that no merging has looked at yet: the batch just stored, or what a killed run left."""
        stored = Merging(connection)
        reprinted = _find_copies(stored)
        fresh = stored.tellings(stored.fresh())
        touched = stored.stale_components() | stored.components(stored.events_of(reprinted))
        _put_spans(stored, fresh)
        touched |= stored.components(_linked_keys(stored, fresh))
        members = stored.tellings(stored.events_in(touched) - fresh.keys())
        self._replace(connection, touched, [*fresh.values(), *members.values()])
        stored.settle(fresh)

    def _replace(self, connection: Connection, components: set[str], tellings: list[Telling]) -> None:
        stored, at = Merging(connection), now()
        before = stored.incidents_in(components)
        placed = [(component, _with_history(one, before, at)) for component, one in placed_incidents(tellings)]
        removed = [old.incident_id for old in before]
        self._writer.replace_incidents(removed, [incident for _, incident in placed], connection)
        stored.name_components({incident.incident_id: component for component, incident in placed})


def _with_history(incident: Incident, before: Iterable[Incident], at: str) -> Incident:
    events = set(incident.events)
    return with_history(incident, [old for old in before if not events.isdisjoint(old.events)], at)


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


def _put_spans(stored: Merging, tellings: Mapping[int, Telling]) -> None:
    for key, telling in tellings.items():
        if span := _span(telling):
            stored.put_span(key, span)


def _linked_keys(stored: Merging, fresh: Mapping[int, Telling]) -> set[int]:
    """The events of the record that share a component with a fresh one."""
    return {other for telling in fresh.values() if (span := _span(telling)) for other in _linked(stored, telling, span)}


def _linked(stored: Merging, telling: Telling, span: DaySpan) -> list[int]:
    meeting = stored.tellings(stored.meeting(telling.event.event_type, span))
    return [key for key, other in meeting.items() if linked([telling], [other])]


def _span(telling: Telling) -> DaySpan | None:
    window = window_of(telling)
    if window is None or not mergeable(telling):
        return None
    return DaySpan(window.first.toordinal(), window.last.toordinal(), LONGEST)
