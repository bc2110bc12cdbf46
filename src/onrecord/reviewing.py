"""What most deserves a person's look, with what each answer would change and the command that gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.incidents import apart
from onrecord.incidents.compare import comparable, compare, shipped_weights
from onrecord.incidents.contradictions import in_words, is_contradicted
from onrecord.incidents.profile import Profile
from onrecord.judged import Decisions
from onrecord.merger import articles_told
from onrecord.overviews.graph import KINDS
from onrecord.records import Actor, Incident
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.filters import Filters
from onrecord.store.incidents import keys_of
from onrecord.store.judging import load_decisions
from onrecord.store.merging import Merging
from onrecord.store.schema import event

Asking = Literal["merge", "contradiction", "single source", "proposal"]
MARGIN = 1.5
"""How far a score may be from the threshold to count as close."""
SHOWN = 160
"""Characters of a sentence that are shown."""
LOOKED_AT = 300
"""Incidents, the newest, among which close scores and weak sources are looked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in a word, what it changes, and the command that gives it."""

    answer: str
    changes: str
    command: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to look at: its kind, the ids that it is about, what is asked, because of what, and the answers.

    `urgency` is from 0 to 1: how near a score is to the threshold, or how much rests on the answer.
    """

    kind: Asking
    subjects: tuple[str, ...]
    question: str
    because: str
    urgency: float
    answers: tuple[Answer, ...]


def review(database: Database, kind: Asking | None = None) -> Iterator[Question]:
    """The questions among the newest incidents, the most urgent first; `kind`: only these."""
    with database.reading() as connection:
        decisions = load_decisions(connection)
    newest = list(query.incidents(database, Filters(order="newest", limit=LOOKED_AT)))
    found: list[Question] = []
    if kind in (None, "merge"):
        profiles = profiles_of_events(database, [event_id for one in newest for event_id in one.events])
        found += _close(newest, profiles, decisions, _sentences(database, profiles))
    if kind in (None, "contradiction"):
        found += _contradictions(newest)
    if kind in (None, "single source"):
        found += _weak(newest, database)
    if kind in (None, "proposal"):
        found += _proposed(query.actors(database), decisions)
    yield from sorted(found, key=lambda one: (-one.urgency, one.kind, one.subjects))


def profiles_of_events(database: Database, event_ids: Iterable[str]) -> list[Profile]:
    """What the articles tell that tell these events, as it is compared. Raises NotFoundError for an unknown event."""
    wanted = set(event_ids)
    with database.reading() as connection:
        stored = Merging(connection)
        articles = stored.articles_of(keys_of(connection, event, wanted).values())
        told = articles_told(stored, articles, load_decisions(connection))
    found = (one for profiles in told.values() for one in profiles)
    return [one for one in found if not wanted.isdisjoint(one.ids)]


def kept_apart(database: Database, one: Incident, other: Incident) -> str:
    """Which rule kept two incidents apart, in a clause, whatever their reports have in common."""
    ours, theirs = (profiles_of_events(database, incident.events) for incident in (one, other))
    with database.reading() as connection:
        stored = Merging(connection)
        of_each = [stored.components_of(incident.events) for incident in (one, other)]
        ids = stored.event_ids(stored.events_in(of_each[0] & of_each[1]))
        ties = load_decisions(connection).ties
    return apart.kept_apart(ours, theirs, profiles_of_events(database, ids) if ids else (), ties)


def _sentences(database: Database, profiles: Iterable[Profile]) -> dict[str, str]:
    """What is told of each, in the words of its report."""
    with database.reading() as connection:
        stored = Merging(connection)
        told = stored.told(stored.event_keys({one.event_id for one in profiles}))
        return {one.event.event_id: one.event.evidence.text for one in told}


def _close(
    incidents: list[Incident], profiles: list[Profile], decisions: Decisions, sentences: Mapping[str, str]
) -> Iterator[Question]:
    """The pairs of incidents whose best score is just below the threshold, and the weakest link of each just above."""
    threshold = shipped_weights()[0]
    part_of = {event_id: one for one in incidents for event_id in one.events}
    decided = {pair for pairs in (decisions.ties.bridges, decisions.ties.apart) for pair in pairs}
    best: dict[tuple[str, str], tuple[float, str, str]] = {}
    for a, b in _pairs(profiles):
        one, other = part_of.get(a.event_id), part_of.get(b.event_id)
        pair = min(a.event_id, b.event_id), max(a.event_id, b.event_id)
        if one is None or other is None or pair in decided:
            continue
        score = compare(a, b).score
        if abs(score - threshold) <= MARGIN:
            ids = sorted((one.incident_id, other.incident_id))
            best[ids[0], ids[1]] = max(best.get((ids[0], ids[1]), (score, *pair)), (score, *pair))
    for (one_id, other_id), (score, first, second) in best.items():
        told = [f"“{sentences[id_][:SHOWN]}”" for id_ in (first, second)]
        yield _merge_question((one_id, other_id), score - threshold, (first, second), " and ".join(told))


def _pairs(profiles: list[Profile]) -> Iterator[tuple[Profile, Profile]]:
    under: dict[tuple[str | None, int], list[Profile]] = {}
    for one in profiles:
        for key in one.rare | one.keys:
            under.setdefault((one.event_type, key), []).append(one)
    seen = set()
    for group in under.values():
        for i, a in enumerate(group[:LOOKED_AT]):
            for b in group[i + 1 : LOOKED_AT]:
                pair = a.event_id, b.event_id
                if pair not in seen and comparable(a, b):
                    seen.add(pair)
                    yield a, b


def _merge_question(incidents: tuple[str, str], over: float, events: tuple[str, str], told: str) -> Question:
    one, other = incidents
    lies = f"{abs(over):.1f} {'above' if over >= 0 else 'below'} the threshold"
    because = f"the score of {events[0]} and {events[1]} is {lies}: {told}"
    urgency = 1 - abs(over) / MARGIN
    if one == other:
        return Question(
            "merge",
            (one, *events),
            f"Do {events[0]} and {events[1]} tell of one happening?",
            because,
            urgency,
            (
                Answer("yes", "it stays one incident", f"onrecord judge same {events[0]} {events[1]}"),
                Answer("no", "it is two incidents", f"onrecord judge apart {events[0]} {events[1]}"),
            ),
        )
    return Question(
        "merge",
        (one, other),
        f"Are {one} and {other} one happening?",
        because,
        urgency,
        (
            Answer("yes", "the two become one incident", f"onrecord judge same {one} {other}"),
            Answer("no", "they stay two, whatever is read later", f"onrecord judge apart {one} {other}"),
        ),
    )


def _contradictions(incidents: Iterable[Incident]) -> Iterator[Question]:
    for one in incidents:
        judged = {j.field for j in one.judgements if j.verdict == "value"} | {
            "any" for j in one.judgements if j.verdict == "right"
        }
        for figure in filter(is_contradicted, one.figures):
            if figure.kind in judged or "any" in judged:
                continue
            yield Question(
                "contradiction",
                (one.incident_id,),
                f"Which is right of {in_words(figure)}?",
                f"{one.independent_sources} independent reports differ",
                min(0.4 + one.independent_sources / 20, 0.9),
                (
                    Answer(
                        "a value",
                        "it stands above the others",
                        f"onrecord judge correct {one.incident_id} {figure.kind} N",
                    ),
                    Answer("leave it open", "both stay", f"onrecord judge right {one.incident_id}"),
                ),
            )


def _weak(incidents: Iterable[Incident], database: Database) -> Iterator[Question]:
    """What rests on one report and on sources that nobody names."""
    for one in incidents:
        if one.independent_sources > 1 or one.standing != "alleged" or one.judgements:
            continue
        claims = list(query.claims(database, Filters(incident=one.incident_id)))
        if claims and all(claim.source is not None and claim.source.naming == "unnamed" for claim in claims):
            yield Question(
                "single source",
                (one.incident_id,),
                f"Did it happen: “{claims[0].evidence.text[:SHOWN]}”?",
                "one report alone tells it, and names no source",
                0.5,
                _right_or_wrong(one.incident_id, "it is taken out of the incidents"),
            )


def _proposed(actors: Iterable[Actor], decisions: Decisions) -> Iterator[Question]:
    judged = {subject for one in decisions.in_force for subject in one.subjects}
    for actor in actors:
        for tie in actor.affiliations:
            subject = f"{actor.actor_id}/{tie.kind}/{tie.to}"
            if tie.basis == "text" and subject not in judged:
                judged.add(subject)
                yield Question(
                    "proposal",
                    (subject,),
                    f"Is {actor.name} {KINDS[tie.kind]} {tie.to}?",
                    f"{tie.source or 'a report'} says so ({tie.factuality})"
                    + (f": “{tie.evidence.text[:SHOWN]}”" if tie.evidence else ""),
                    0.3,
                    _right_or_wrong(subject, "it is marked as refused"),
                )


def _right_or_wrong(subject: str, refused: str) -> tuple[Answer, ...]:
    return (
        Answer("yes", "it is shown as confirmed", f"onrecord judge right {subject}"),
        Answer("no", refused, f"onrecord judge wrong {subject}"),
    )
