"""Each note of the versions of incidents kept once, since most are the same from version to version."""

import hashlib

from alembic import op
from sqlalchemy import text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Number the notes and let the versions point to them."""
    op.execute("ALTER TABLE past_incident_note RENAME TO old_past_incident_note")
    op.execute(
        'CREATE TABLE past_note ("key" INTEGER NOT NULL, digest BIGINT NOT NULL, note TEXT NOT NULL,'
        ' PRIMARY KEY ("key"), UNIQUE (digest))'
    )
    op.execute(
        "CREATE TABLE past_incident_note (incident INTEGER NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL,"
        " note INTEGER NOT NULL, PRIMARY KEY (incident, kind, position)) WITHOUT ROWID"
    )
    connection = op.get_bind()
    insert = text("INSERT INTO past_note (digest, note) VALUES (:digest, :note)")
    for (note,) in connection.execute(text("SELECT DISTINCT note FROM old_past_incident_note")).all():
        connection.execute(insert, {"digest": _digest(note), "note": note})
    op.execute('CREATE TEMP TABLE numbered AS SELECT note, "key" AS number FROM past_note')
    op.execute("CREATE INDEX temp.numbered_note ON numbered (note)")
    op.execute(
        "INSERT INTO past_incident_note SELECT o.incident, o.kind, o.position, n.number"
        " FROM old_past_incident_note o JOIN numbered n ON n.note = o.note"
    )
    op.execute("DROP TABLE temp.numbered")
    op.execute("DROP TABLE old_past_incident_note")


def _digest(note: str) -> int:
    found = hashlib.blake2b(repr(note).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(found, "big", signed=True)
