"""Judgements as lines of a file: read in from what was exported, and written as cases for tests and training."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from onrecord.errors import NotFoundError, SettingError
from onrecord.judged import Decisions
from onrecord.records import Anchor, Event, Judgement


def read_judgements(file: Path) -> list[Judgement]:
    """The judgements of a file of JSON Lines; raises SettingError, with the line, for what is none."""
    from pydantic import TypeAdapter, ValidationError

    adapter = TypeAdapter(Judgement)
    found = []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{file}: it cannot be read ({error}).") from error
    for number, line in enumerate(lines, 1):
        try:
            found.append(adapter.validate_json(line))
        except ValidationError as error:
            raise SettingError(f"{file}:{number}: it is no judgement ({error.errors()[0]['msg']}).") from error
    return found


def lines_of(judgements: Iterable[Judgement], event_of: Callable[[str], Event]) -> Iterator[str]:
    """Each judgement that is in force and followed as JSON, with what it is about in the articles' own words.

    `event_of` gives an event by its id, and raises NotFoundError.
    """
    decisions = Decisions(list(judgements))
    for one in decisions.in_force:
        told = [event for anchor in one.anchors if (event := _told(anchor, event_of))]
        if one.judgement_id not in decisions.overruled and told:
            yield json.dumps(_case(one, told), ensure_ascii=False)


def _told(anchor: Anchor, event_of: Callable[[str], Event]) -> tuple[int, Event] | None:
    try:
        return anchor.subject, event_of(anchor.event_id)
    except NotFoundError:
        return None


def _case(one: Judgement, told: list[tuple[int, Event]]) -> dict[str, object]:
    sides: dict[int, list[dict[str, object]]] = {}
    for subject, event in told:
        sides.setdefault(subject, []).append(_in_words(event))
    kind = "pair" if one.verdict in ("same", "different") else "event"
    label = one.verdict if one.field is None else "value"
    values = {"field": one.field, "value": one.value} if one.field else {}
    return {
        "kind": kind,
        "label": label,
        **values,
        "told": [sides[n] for n in sorted(sides)],
        "by": one.by,
        "at": one.at,
    }


def _in_words(event: Event) -> dict[str, object]:
    """The sentence with the words that name the event marked as in the cases of the tests: [attacked|ASSAULT]."""
    text, start = event.evidence.text, event.trigger.start - event.evidence.start
    end = start + len(event.trigger.text)
    inside = start >= 0 and end <= len(text)
    marked = f"{text[:start]}[{text[start:end]}|{event.event_type or 'other'}]{text[end:]}" if inside else text
    return {"event_id": event.event_id, "article_id": event.article_id, "marked": marked}
