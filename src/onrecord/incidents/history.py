"""What changed in an incident, when, and because of which article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import Change, Incident


def with_history(incident: Incident, before: Sequence[Incident], at: str) -> Incident:
    """The incident with the history of those that it takes the place of, and what is new in it since.

    `before` are the incidents that shared an event with it; `at` is the time of the change.
    """
    known = {article for old in before for article in old.articles}
    kept = tuple(dict.fromkeys(change for old in before for change in old.history))
    told = [Change(at, "told by this report", article) for article in incident.articles if article not in known]
    changes = [Change(at, sentence, None) for sentence in _changes(incident, before)]
    return replace(incident, history=(*kept, *told, *changes))


def _changes(incident: Incident, before: Sequence[Incident]) -> list[str]:
    old_ids = sorted({old.incident_id for old in before} - {incident.incident_id})
    sentences = [f"merged with {id_}" if len(before) > 1 else f"was {id_} before" for id_ in old_ids]
    for old in before:
        if old.standing != incident.standing:
            sentences.append(f"standing {old.standing} became {incident.standing}")
    return list(dict.fromkeys(sentences))
