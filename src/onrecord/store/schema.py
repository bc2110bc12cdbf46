"""The tables: one a word of the record, and beside them what its words have in common.

`key` is a table's own small number and never leaves the store; `article_id`, `event_id` ... are the ids of the records.
A span of an article is kept as offsets alone, since its words are `article.text[start:end]`; a longer one that
others rest on is a `passage`, which the full-text index covers. A column ends in `_start`, `_end` where it is a span.
Parties and places recur, so each distinct one is a row of `party` or `place`. Nothing here is of SQLite's own but the
hints that begin with its name; `sqlite.py` adds the full-text index.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData()


def _key() -> Column[int]:
    return Column("key", Integer, primary_key=True)


def _id(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, unique=True)


def _whole(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _word(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _digest() -> Column[int]:
    return Column("digest", BigInteger, nullable=False, unique=True)


def _of(table: str, *, name: str | None = None, part: bool = False, need: bool = True) -> Column[int]:
    """A reference to another table; `part`: the row belongs to it and goes with it."""
    reference = ForeignKey(f"{table}.key", ondelete="CASCADE" if part else None, deferrable=True, initially="DEFERRED")
    return Column(name or table, Integer, reference, nullable=not need)


def _owner(table: str) -> Column[int]:
    reference = ForeignKey(f"{table}.key", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return Column(table, Integer, reference, primary_key=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True)


def _span(name: str) -> tuple[Column[int], Column[int]]:
    prefix = f"{name}_" if name else ""
    return Column(f"{prefix}start", Integer), Column(f"{prefix}end", Integer)


def _date() -> tuple[Column[str], ...]:
    return tuple(Column(f"date_{part}", Text) for part in ("earliest", "latest", "edtf", "precision", "basis"))


def _place() -> tuple[Column[float] | Column[int], ...]:
    return _of("place", need=False), Column("place_margin", Float)


def _told_in() -> tuple[Column[str], ...]:
    return Column("date_told_in", Text), Column("place_told_in", Text)


def _list(name: str, *columns: Column[int] | Column[str] | CheckConstraint) -> Table:
    """A table of what another row has several of, in order; kept in the order of its primary key."""
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


article = Table(
    "article",
    metadata,
    _key(),
    _id("article_id"),
    _word("text"),
    _word("origin"),
    Column("url", Text),
    Column("publisher", Text),
    Column("title", Text),
    Column("language", Text),
    Column("published", Text),
    _word("published_precision"),
    _word("published_basis"),
    Column("dateline_place", Text),
    Column("dateline_text", Text),
    Column("same_text_as", Text),
    Column("supersedes", Text),
    Column("withdrawn", Boolean, nullable=False),
    Column("unread_reason", Text),
    _word("coder_version"),
    _word("stored_at"),
    Column("since", Integer, nullable=False, server_default="0"),
    Column("times", Text),
    Column("address", BigInteger),
    *(Column(name, Text) for name in ("updated", "notice", "supersedes_basis", "superseded_by", "withdrawn_by")),
)
STANDING = ("same_text_as", "supersedes", "supersedes_basis", "superseded_by", "withdrawn", "withdrawn_by")
"""What is known of an article by others and by people's decisions, and never by reading it."""
published_evidence = _list(
    "published_evidence",
    _owner("article"),
    _position(),
    *(Column(name, Integer, nullable=False) for name in ("start", "end")),
)
reading_version = Table(
    "reading_version",
    metadata,
    _owner("article"),
    Column("until", Integer, primary_key=True),
    _whole("since"),
    *(_whole(f"first_{name}") for name in ("statement", "event", "claim")),
    _word("coder_version"),
    _word("replaced_at"),
    Column("content", LargeBinary, nullable=False),
)
passage = Table("passage", metadata, _key(), _of("article"), _whole("start"), _whole("end"))
party = Table(
    "party",
    metadata,
    _key(),
    _digest(),
    _word("name"),
    Column("actor_id", Text),
    Column("country", Text),
    Column("sector", Text),
    _word("naming"),
    _word("text"),
    _word("folded"),
)
place = Table(
    "place",
    metadata,
    _key(),
    _digest(),
    _word("name"),
    Column("admin1", Text),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("geonames_id", Integer),
    _word("precision"),
    Column("runner_up", Text),
    _word("folded"),
)
term = Table("term", metadata, _key(), _digest(), _word("term"))
coder = Table("coder", metadata, _key(), _digest(), _word("version"), _word("codebook"))

statement = Table(
    "statement",
    metadata,
    _key(),
    _id("statement_id"),
    _of("article"),
    _of("party", name="source", need=False),
    *_span("source"),
    *_span("cue"),
    _word("stance"),
    Column("said", Text),
    _of("statement", name="via", need=False),
    _of("term", name="decided_by"),
)
statement_content = _list("statement_content", _owner("statement"), _position(), _of("passage"))

event = Table(
    "event",
    metadata,
    _key(),
    _id("event_id"),
    _of("article"),
    *_span("trigger"),
    Column("event_type", Text),
    Column("mode", Text),
    Column("cameo", Text),
    _word("scope"),
    _word("modality"),
    _word("standing"),
    *_date(),
    *_span("date"),
    *_place(),
    *_span("place"),
    _of("event", name="about", need=False),
    _of("event", name="happening", need=False),
    _of("passage", name="evidence"),
    _of("coder"),
    _of("term", name="decided_by"),
    Column("cues", Text),
    Column("unmerged", Boolean, nullable=False),
    *_told_in(),
)
event_party = _list(
    "event_party",
    _owner("event"),
    Column("role", Text, primary_key=True),
    _position(),
    _of("party"),
    _whole("start"),
    _whole("end"),
    CheckConstraint("role IN ('actor', 'recipient')", name="role_is_known"),
)
event_context = _list("event_context", _owner("event"), _position(), _word("context"))
more_evidence = _list("more_evidence", _owner("event"), _position(), _of("passage"))
claim = Table(
    "claim",
    metadata,
    _key(),
    _id("claim_id"),
    _of("event", part=True),
    _whole("position"),
    _of("statement", need=False),
    _of("party", name="source", need=False),
    *_span("source"),
    *_span("cue"),
    _word("stance"),
    _word("factuality"),
    Column("said", Text),
    _of("passage", name="evidence"),
    _of("term", name="decided_by"),
)
figure = _list(
    "figure",
    _owner("event"),
    _position(),
    _word("kind"),
    Column("whom", Text),
    _word("side"),
    *(Column(name, BigInteger) for name in ("low", "best", "high")),
    _of("claim", part=True, need=False),
    _whole("start"),
    _whole("end"),
)

incident = Table(
    "incident",
    metadata,
    _key(),
    _id("incident_id"),
    Column("event_type", Text),
    Column("mode", Text),
    *_date(),
    *_span("date"),
    Column("date_text", Text),
    *_place(),
    *_span("place"),
    Column("place_text", Text),
    _word("standing"),
    _whole("independent_sources"),
    Column("stale", Boolean, nullable=False),
    Column("component", Text),
    *_told_in(),
)
incident_party = _list(
    "incident_party",
    _owner("incident"),
    Column("role", Text, primary_key=True),
    _position(),
    _of("party"),
    _whole("start"),
    _whole("end"),
)
incident_event = _list("incident_event", _owner("incident"), _position(), _of("event", part=True))
incident_article = _list("incident_article", _owner("incident"), _position(), _of("article", part=True))
incident_part = _list("incident_part", _owner("incident"), _position(), _word("part"))
incident_note = _list(
    "incident_note", _owner("incident"), Column("kind", Text, primary_key=True), _position(), _word("note")
)
incident_figure = Table(
    "incident_figure",
    metadata,
    _key(),
    _of("incident", part=True),
    _whole("position"),
    _word("kind"),
    Column("whom", Text),
    _word("side"),
    *(Column(name, BigInteger) for name in ("low", "best", "high")),
)
sourced_figure = _list(
    "sourced_figure",
    _owner("incident_figure"),
    _position(),
    Column("source", Text),
    Column("publisher", Text),
    *(Column(name, BigInteger) for name in ("low", "best", "high")),
    Column("said", Text),
    _of("article", part=True),
)
responsibility = Table(
    "responsibility",
    metadata,
    _key(),
    _of("incident", part=True),
    _whole("position"),
    _word("party"),
    _word("status"),
)
responsibility_claim = _list("responsibility_claim", _owner("responsibility"), _position(), _of("claim", part=True))
incident_change = _list(
    "incident_change",
    Column("incident", Integer, primary_key=True),
    _position(),
    _word("at"),
    _word("what"),
    *(Column(name, Text) for name in ("article_id", "field", "before", "after", "judgement_id")),
)

actor = Table(
    "actor",
    metadata,
    _key(),
    _digest(),
    _word("actor_id"),
    _word("name"),
    _word("kind"),
    Column("country", Text),
    Column("sector", Text),
)
article_actor = _list("article_actor", _owner("article"), _position(), _of("actor"))
actor_name = _list("actor_name", _owner("actor"), _position(), _word("name"), _word("folded"))
actor_role = _list(
    "actor_role",
    _owner("actor"),
    _position(),
    _word("office"),
    Column("of", Text),
    Column("sector", Text),
    Column("since", Text),
    Column("until", Text),
)
affiliation = _list(
    "affiliation",
    _owner("actor"),
    _position(),
    _word("to"),
    _word("kind"),
    _word("basis"),
    Column("source", Text),
    _word("factuality"),
    Column("since", Text),
    Column("until", Text),
    Column("article_id", Text),
    *_span("evidence"),
    Column("evidence_text", Text),
)

judgement = Table(
    "judgement",
    metadata,
    _key(),
    _id("judgement_id"),
    _word("by"),
    _word("at"),
    _word("verdict"),
    Column("field", Text),
    Column("value", Text),
    Column("reason", Text),
)
judgement_subject = _list("judgement_subject", _owner("judgement"), _position(), _word("subject"))
judgement_anchor = _list(
    "judgement_anchor",
    _owner("judgement"),
    _position(),
    Column("number", Integer, primary_key=True),
    _word("event_id"),
    _word("article_id"),
    Column("event_type", Text),
    *(_whole(name) for name in ("trigger_start", "trigger_end", "evidence_start", "evidence_end")),
)
run = Table(
    "run",
    metadata,
    _key(),
    _word("started"),
    Column("finished", Text),
    _word("coder_version"),
    Column("inputs", Text),
    *(_whole(name) for name in ("stored", "replaced", "skipped", "unread")),
)
log = Table("log", metadata, _key(), _word("at"), _word("what"))
