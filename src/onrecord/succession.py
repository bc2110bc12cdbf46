"""Incidents made anew in the place of others: what is as it was stays, and what is not says what changed and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from onrecord.incidents.history import Occasion, changes
from onrecord.records import Change, Incident
from onrecord.store.editions import Left, why_left
from onrecord.store.history import add_change, anew_at, last_versions, members_of, put_parents
from onrecord.store.incidents import keys_of, load_versions, settle_incidents
from onrecord.store.schema import incident
from onrecord.store.write import Writer


class Succession:
    """The incidents that are to be replaced, as they are before."""

    def __init__(self, connection: Connection, before: Sequence[Incident], writer: Writer) -> None:
        self._connection, self._writer = connection, writer
        self._keys = keys_of(connection, incident, [one.incident_id for one in before])
        members = members_of(connection, self._keys.values())
        self._stood = {one.incident_id: replace(one, history=()) for one in before}
        # A reading that was replaced has taken its events out of the incident; the version still has them.
        self._before = {
            key: replace(self._stood[id_], events=tuple(members.get(key, ()))) for id_, key in self._keys.items()
        }

    def follow(self, found: Sequence[Incident]) -> None:
        """Put these in their place, but for those that are what they were."""
        same = {one.incident_id for one in found if self._is_as_it_was(one)}
        settle_incidents(self._connection, same)
        parents = self._parents([one for one in found if one.incident_id not in same])
        occasion = self._occasion(same)
        new = [
            replace(one, history=changes(one, [self._before[key] for key in parents[one.incident_id]], occasion))
            for one in found
            if one.incident_id not in same
        ]
        self._take_leave(same, parents, occasion)
        keys = self._writer.replace_incidents([id_ for id_ in self._keys if id_ not in same], new, self._connection)
        put_parents(self._connection, {keys[id_]: several for id_, several in parents.items()})

    def _take_leave(self, same: Collection[str], parents: Mapping[str, list[int]], occasion: Occasion) -> None:
        """Say of incidents that nothing takes the place of why they are gone."""
        followed = {key for several in parents.values() for key in several}
        why = "taken out as wrong" if occasion.judgement_id else "no longer told by any report"
        for incident_id, key in self._keys.items():
            if incident_id not in same and key not in followed and not occasion.forgotten:
                left = [occasion.left[id_] for id_ in self._before[key].articles if id_ in occasion.left]
                for gone in left or [Change(occasion.at, why, None, judgement_id=occasion.judgement_id)]:
                    add_change(self._connection, key, gone)

    def _is_as_it_was(self, one: Incident) -> bool:
        return self._stood.get(one.incident_id) == one

    def _parents(self, found: Iterable[Incident]) -> dict[str, list[int]]:
        """For each the versions that it shares an event with, or, where those were read anew, an article."""
        of_event = {event_id: key for key, old in self._before.items() for event_id in old.events}
        parents = {one.incident_id: {of_event[id_] for id_ in one.events if id_ in of_event} for one in found}
        lost = self._before.keys() - {key for several in parents.values() for key in several}
        of_article: dict[str, set[int]] = defaultdict(set)
        for key in lost:
            for article_id in self._before[key].articles:
                of_article[article_id].add(key)
        for one in found:
            if not parents[one.incident_id]:
                parents[one.incident_id] = {key for id_ in one.articles for key in of_article[id_]}
            if not parents[one.incident_id] and self._writer.moment.detail:
                # What a judgement had taken out comes back when it is taken back.
                parents[one.incident_id] = last = last_versions(self._connection, one.events)
                self._before |= load_versions(self._connection, last - self._before.keys())
        return {incident_id: sorted(several) for incident_id, several in parents.items()}

    def _occasion(self, same: Collection[str]) -> Occasion:
        moment = self._writer.moment
        changed = (one for id_, one in self._stood.items() if id_ not in same)
        judgement = moment.detail if moment.cause in ("judged", "undone") else None
        anew = frozenset(anew_at(self._connection, moment.key))
        forgotten = moment.cause == "forgotten"
        left = left_at(self._connection, moment.at, {id_ for one in changed for id_ in one.articles})
        return Occasion(moment.at, anew, self._writer.coder_version, judgement, forgotten, left)


def left_at(connection: Connection, at: str, articles: Iterable[str]) -> dict[str, Change]:
    """Of these articles those that count no more, each with the change that says so."""
    return {id_: _left(at, id_, why) for id_, why in why_left(connection, articles).items()}


def _left(at: str, article_id: str, why: Left) -> Change:
    if why.by_person:
        return Change(at, f"report {article_id} was withdrawn", None, judgement_id=why.withdrawn_by)
    if why.withdrawn_by:
        return Change(at, f"report {article_id} was withdrawn, as its publisher says", why.withdrawn_by)
    return Change(at, f"report {article_id} was replaced by a newer version", why.superseded_by)
