"""The records: what OnRecord keeps, one frozen class a word.

A word means the same in the package, the class, the table, the command and the web route. Unknown is `None`,
never 0 or "". Offsets are characters of the article's stored text, and `text` is always `article.text[start:end]`.
The names are the field's own: PLOVER 2.0 for events, PARC/PolNeAR for statements, FactBank for factuality,
UCDP for figure ranges.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Stance = Literal[
    "asserts", "denies", "claims_responsibility", "accuses", "reports", "estimates",
    "demands", "promises", "threatens", "doubts", "other",
]  # fmt: skip
Factuality = Literal["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "U"]
Modality = Literal["actual", "intended", "requested", "threatened", "possible", "conditional"]
Standing = Literal["affirmed", "attributed", "alleged", "denied", "disputed", "unrealised"]
Naming = Literal["named", "official", "unnamed"]
Scope = Literal["single", "aggregate"]
Basis = Literal["metadata", "stated", "inferred", "unknown"]
DatePrecision = Literal["day", "week", "month", "season", "year", "range", "unknown"]
PlacePrecision = Literal["exact", "near", "admin2", "admin1", "country"]
ToldIn = Literal["clause", "sentence", "paragraph", "dateline", "title", "article"]
"""What made a date or a place an event's own: its clause, or, as a guess that is marked, what stands further off."""
Side = Literal["victim", "attacker", "unknown"]
FigureKind = Literal[
    "killed", "injured", "missing", "abducted", "arrested", "displaced", "expelled",
    "surrendered", "attacks", "participants", "other",
]  # fmt: skip
ActorKind = Literal["state", "organisation", "armed_group", "office", "group", "igo", "media"]


def identify(prefix: str, *parts: object) -> str:
    """An id made of content alone, so that the same reading gives the same ids."""
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8)
    return f"{prefix}-{digest.hexdigest()}"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of an article's stored text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was printed: EDTF date, how precisely, and how that is known."""

    date: str | None = None
    precision: Literal["day", "month", "year", "unknown"] = "unknown"
    basis: Basis = "unknown"
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place that opens a report ("ISLAMABAD:"), and its wording."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One report as read. `origin` is the file or address that it came from, `updated` when it was last changed."""

    article_id: str
    text: str
    origin: str
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    language: str | None = None
    published: Published = Published()
    dateline: Dateline | None = None
    same_text_as: str | None = None
    supersedes: str | None = None
    withdrawn: bool = False
    unread_reason: str | None = None
    updated: str | None = None
    notice: Literal["correction", "withdrawal"] | None = None
    supersedes_basis: Literal["updated", "printed", "notice", "arrival"] | None = None
    superseded_by: str | None = None
    withdrawn_by: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who is named in a role. `country` is ISO 3166 alpha-3 (or XKX, or PLOVER's codes for what is no state)."""

    name: str
    actor_id: str | None
    country: str | None
    sector: str | None
    naming: Naming
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, whether or not an event in it can be coded."""

    statement_id: str
    article_id: str
    source: Party | None
    cue: Span
    content: tuple[Span, ...]
    stance: Stance
    said: str | None
    via: str | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class EventDate:
    """When: ISO days at both ends (None where the year is unknown), EDTF, and the wording.

    `basis` says what a relative wording was resolved against: "text" (nothing needed), "published", "dateline",
    "narrative" (an earlier date of the article) or "unresolved". `told_in` says how near to the event it is told.
    """

    earliest: str | None
    latest: str | None
    edtf: str | None
    precision: DatePrecision
    basis: str
    start: int
    end: int
    text: str
    told_in: ToldIn = "clause"


@dataclass(frozen=True, slots=True)
class Place:
    """Where. Coordinates are WGS84 degrees; a country-only place has none. `runner_up` and `margin` show the choice.

    `told_in` says how near to the event it is told. A place that only the title names has no words in the text: its
    span is empty.
    """

    name: str
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    precision: PlacePrecision
    start: int
    end: int
    text: str
    runner_up: str | None = None
    margin: float | None = None
    told_in: ToldIn = "clause"


@dataclass(frozen=True, slots=True)
class Figure:
    """A count as a range. What is not said is None: "at least 23" has a low and neither best nor high."""

    kind: FigureKind
    whom: str | None
    side: Side
    low: int | None
    best: int | None
    high: int | None
    claim_id: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's stand on one event. `source` None is the article's own voice."""

    claim_id: str
    event_id: str
    statement_id: str | None
    source: Party | None
    cue: Span | None
    stance: Stance
    factuality: Factuality
    said: str | None
    evidence: Span
    decided_by: str


@dataclass(frozen=True, slots=True)
class Coder:
    """What made an event record: version, codebook, the rule or model that decided, and the words that made it."""

    version: str
    codebook: str
    decided_by: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What one article tells of one happening."""

    event_id: str
    article_id: str
    trigger: Span
    event_type: EventType | None
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    scope: Scope
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    modality: Modality
    standing: Standing
    date: EventDate | None
    place: Place | None
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    about: str | None
    happening: str | None
    evidence: Span
    more_evidence: tuple[Span, ...]
    coder: Coder
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A tie from one actor to another; `basis` text: an article proposed it, and the register is never changed."""

    to: str
    kind: Literal["member", "offshoot", "ally", "speaks_for"]
    basis: Literal["register", "text"]
    source: str | None = None
    factuality: Factuality = "CT+"
    since: str | None = None
    until: str | None = None
    article_id: str | None = None
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An office that an actor holds or has held."""

    office: str
    of: str | None
    sector: str | None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who can do things in public: a state, an organisation, an office; never a private person."""

    actor_id: str
    name: str
    names: tuple[str, ...]
    kind: ActorKind
    country: str | None
    sector: str | None
    roles: tuple[Role, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading one article gave; `actors` are the ones it names, with what its text proposes about them.

    `times` are its time expressions, to be resolved again once its publication date is known; None in older readings.
    """

    article: Article
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: str | None = None


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """One source's figure within an incident. `source` None is the publisher's own voice."""

    source: str | None
    publisher: str | None
    low: int | None
    best: int | None
    high: int | None
    said: str | None
    article_id: str


@dataclass(frozen=True, slots=True)
class IncidentFigure:
    """The figures of an incident for one kind, whom and side, over its independent sources."""

    kind: FigureKind
    whom: str | None
    side: Side
    low: int | None
    best: int | None
    high: int | None
    by: tuple[SourcedFigure, ...]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who is said to have done it: claimed by themselves, blamed by others, or denied."""

    party: str
    status: Literal["claimed", "blamed", "denied"]
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of an incident's history: what, and because of which article or judgement; values are in words."""

    at: str
    what: str
    article_id: str | None
    field: str | None = None
    before: str | None = None
    after: str | None = None
    judgement_id: str | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """The happening, merged from events of several articles."""

    incident_id: str
    event_type: EventType | None
    mode: str | None
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    date: EventDate | None
    place: Place | None
    figures: tuple[IncidentFigure, ...]
    responsibility: tuple[Responsibility, ...]
    standing: Standing
    contradictions: tuple[str, ...]
    events: tuple[str, ...]
    articles: tuple[str, ...]
    independent_sources: int
    parts: tuple[str, ...]
    merged_because: tuple[str, ...]
    history: tuple[Change, ...] = ()
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """What holds a judgement to the text: where an event that it was about is told, whatever is coded there.

    `subject` is the place among the judgement's subjects; `event_id` is the event that is told there now or was last.
    """

    subject: int
    event_id: str
    article_id: str
    event_type: str | None
    trigger_start: int
    trigger_end: int
    evidence_start: int
    evidence_end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a record, kept apart from what the coder said.

    `subjects` are ids as they were given: of events or incidents (same, different, right, wrong, value), of a tie that
    a text proposes (right, wrong: "TJP/offshoot/TTP"), of an article (withdrawn), or of a judgement (undo).
    `overruled_by` is a later decision that the record follows instead.
    """

    judgement_id: str
    by: str
    at: str
    verdict: Literal["same", "different", "right", "wrong", "value", "withdrawn", "undo"]
    subjects: tuple[str, ...]
    field: str | None = None
    value: str | None = None
    reason: str | None = None
    overruled_by: str | None = None
    anchors: tuple[Anchor, ...] = ()
