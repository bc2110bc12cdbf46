"""The versions of incidents after an article was forgotten: written anew from what others tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Connection

from onrecord.drafts import Telling
from onrecord.incidents.history import Occasion, changes
from onrecord.incidents.merge import Cluster
from onrecord.incidents.reconcile import reconcile
from onrecord.incidents.strands import RETOLD
from onrecord.store.emptied import Emptied
from onrecord.store.history import families, put_changes
from onrecord.store.incidents import load_versions
from onrecord.store.merging import Merging
from onrecord.store.write import Writer
from onrecord.succession import left_at


def write_again(connection: Connection, writer: Writer, emptied: Sequence[Emptied]) -> None:
    """Write versions of incidents anew from the events that are left to them, after an article was forgotten.

    A version that nothing is left of is gone. What changed from one to the next is told anew too.
    """
    stored = Merging(connection)
    for one in emptied:
        tellings = _tellings(stored, one.events)
        if tellings:
            cluster = Cluster("", tellings, (), any(t.event.event_type in RETOLD for t in tellings))
            writer.put_version((one.key, one.since, one.until), reconcile(cluster), connection)
    _retell(connection, [one.key for one in emptied])


def _tellings(stored: Merging, event_ids: Iterable[str]) -> tuple[Telling, ...]:
    wanted = set(event_ids)
    found = (t for _, t in stored.tellings(stored.articles_telling(wanted)) if t.event.event_id in wanted)
    return tuple(sorted(found, key=lambda telling: telling.event.event_id))


def _retell(connection: Connection, keys: Sequence[int]) -> None:
    """Say again what changed in these versions and in those that came from them."""
    listed = families(connection, keys)
    versions = load_versions(connection, {key for one in listed for key in (one.key, *one.parents)})
    for one in listed:
        if one.key in versions:
            before = [versions[parent] for parent in one.parents if parent in versions]
            left = left_at(connection, one.at, {id_ for old in before for id_ in old.articles})
            put_changes(connection, one.key, changes(versions[one.key], before, Occasion(one.at, left=left)))
