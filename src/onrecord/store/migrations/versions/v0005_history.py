"""The moments of the record, the versions of its incidents, and what judgements are fixed to.

What is in the record is there from its first moment on, which is that of this migration.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    'CREATE TABLE moment ("key" INTEGER NOT NULL, at TEXT NOT NULL, cause TEXT NOT NULL, detail TEXT,'
    " article INTEGER NOT NULL, statement INTEGER NOT NULL, event INTEGER NOT NULL, claim INTEGER NOT NULL,"
    ' PRIMARY KEY ("key"), UNIQUE (at))',
    "INSERT INTO moment SELECT 1, strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z', 'brought up to date', NULL,"
    ' (SELECT max("key") FROM article), (SELECT coalesce(max("key"), 0) FROM statement),'
    ' (SELECT coalesce(max("key"), 0) FROM event), (SELECT coalesce(max("key"), 0) FROM claim)'
    " WHERE EXISTS (SELECT 1 FROM article)",
    "ALTER TABLE article ADD COLUMN since INTEGER DEFAULT '0' NOT NULL",
    "CREATE TABLE article_copy (article INTEGER NOT NULL, until INTEGER NOT NULL, same_text_as TEXT,"
    ' PRIMARY KEY (article, until), FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE'
    " DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID",
    "ALTER TABLE reading_version RENAME TO old_reading_version",
    "CREATE TABLE reading_version (article INTEGER NOT NULL, until INTEGER NOT NULL, since INTEGER NOT NULL,"
    " first_statement INTEGER NOT NULL, first_event INTEGER NOT NULL, first_claim INTEGER NOT NULL,"
    " coder_version TEXT NOT NULL, replaced_at TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (article, until),"
    ' FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)',
    "INSERT INTO reading_version SELECT article,"
    " 1 - row_number() OVER (PARTITION BY article ORDER BY replaced_at DESC, coder_version), 0, 1, 1, 1,"
    " coder_version, replaced_at, content FROM old_reading_version",
    "DROP TABLE old_reading_version",
    "ALTER TABLE incident_change RENAME TO old_incident_change",
    "CREATE TABLE incident_change (incident INTEGER NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL,"
    ' what TEXT NOT NULL, article_id TEXT, field TEXT, "before" TEXT, "after" TEXT, judgement_id TEXT,'
    " PRIMARY KEY (incident, position)) WITHOUT ROWID",
    "INSERT INTO incident_change SELECT incident, position, at, what, article_id, NULL, NULL, NULL, NULL"
    " FROM old_incident_change",
    "DROP TABLE old_incident_change",
    "CREATE TABLE incident_parent (incident INTEGER NOT NULL, parent INTEGER NOT NULL,"
    " PRIMARY KEY (incident, parent)) WITHOUT ROWID",
    "CREATE TABLE judgement_anchor (judgement INTEGER NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL,"
    " event_id TEXT NOT NULL, article_id TEXT NOT NULL, event_type TEXT, trigger_start INTEGER NOT NULL,"
    " trigger_end INTEGER NOT NULL, evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL,"
    ' PRIMARY KEY (judgement, position, number), FOREIGN KEY(judgement) REFERENCES judgement ("key") ON DELETE CASCADE'
    " DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID",
    'CREATE TABLE past_incident ("key" INTEGER NOT NULL, incident_id TEXT NOT NULL, event_type TEXT, mode TEXT,'
    " date_earliest TEXT, date_latest TEXT, date_edtf TEXT, date_precision TEXT, date_basis TEXT, date_start INTEGER,"
    " date_end INTEGER, date_text TEXT, place INTEGER, place_margin FLOAT, place_start INTEGER, place_end INTEGER,"
    " place_text TEXT, standing TEXT NOT NULL, independent_sources INTEGER NOT NULL, date_told_in TEXT,"
    ' place_told_in TEXT, since INTEGER NOT NULL, until INTEGER, PRIMARY KEY ("key"))',
    "CREATE TABLE past_incident_event (incident INTEGER NOT NULL, position INTEGER NOT NULL, event INTEGER NOT NULL,"
    " event_id TEXT NOT NULL, PRIMARY KEY (incident, position)) WITHOUT ROWID",
    "CREATE TABLE past_incident_party (incident INTEGER NOT NULL, role TEXT NOT NULL, position INTEGER NOT NULL,"
    ' party INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,'
    " PRIMARY KEY (incident, role, position)) WITHOUT ROWID",
    "CREATE TABLE past_incident_article (incident INTEGER NOT NULL, position INTEGER NOT NULL,"
    " article INTEGER NOT NULL, PRIMARY KEY (incident, position)) WITHOUT ROWID",
    "CREATE TABLE past_incident_part (incident INTEGER NOT NULL, position INTEGER NOT NULL, part TEXT NOT NULL,"
    " PRIMARY KEY (incident, position)) WITHOUT ROWID",
    "CREATE TABLE past_incident_note (incident INTEGER NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL,"
    " note TEXT NOT NULL, PRIMARY KEY (incident, kind, position)) WITHOUT ROWID",
    'CREATE TABLE past_incident_figure ("key" INTEGER NOT NULL, incident INTEGER NOT NULL, position INTEGER NOT NULL,'
    " kind TEXT NOT NULL, whom TEXT, side TEXT NOT NULL, low BIGINT, best BIGINT, high BIGINT,"
    ' PRIMARY KEY ("key"))',
    "CREATE TABLE past_sourced_figure (incident_figure INTEGER NOT NULL, position INTEGER NOT NULL, source TEXT,"
    " publisher TEXT, low BIGINT, best BIGINT, high BIGINT, said TEXT, article INTEGER NOT NULL,"
    " PRIMARY KEY (incident_figure, position)) WITHOUT ROWID",
    'CREATE TABLE past_responsibility ("key" INTEGER NOT NULL, incident INTEGER NOT NULL, position INTEGER NOT NULL,'
    ' party TEXT NOT NULL, status TEXT NOT NULL, PRIMARY KEY ("key"))',
    "CREATE TABLE past_responsibility_claim (responsibility INTEGER NOT NULL, position INTEGER NOT NULL,"
    " claim INTEGER NOT NULL, PRIMARY KEY (responsibility, position)) WITHOUT ROWID",
    'INSERT INTO past_incident SELECT "key", incident_id, event_type, mode, date_earliest, date_latest, date_edtf,'
    " date_precision, date_basis, date_start, date_end, date_text, place, place_margin, place_start, place_end,"
    " place_text, standing, independent_sources, date_told_in, place_told_in, 1, NULL FROM incident",
    "INSERT INTO past_incident_event SELECT l.incident, l.position, l.event, e.event_id FROM incident_event l"
    ' JOIN event e ON e."key" = l.event',
    *(
        f"INSERT INTO past_{name} SELECT {columns} FROM {name}"
        for name, columns in (
            ("incident_party", 'incident, role, position, party, start, "end"'),
            ("incident_article", "incident, position, article"),
            ("incident_part", "incident, position, part"),
            ("incident_note", "incident, kind, position, note"),
            ("incident_figure", '"key", incident, position, kind, whom, side, low, best, high'),
            ("sourced_figure", "incident_figure, position, source, publisher, low, best, high, said, article"),
            ("responsibility", '"key", incident, position, party, status'),
            ("responsibility_claim", "responsibility, position, claim"),
        )
    ),
    "CREATE INDEX incident_change_article ON incident_change (article_id) WHERE article_id IS NOT NULL",
    "CREATE INDEX incident_parent_parent ON incident_parent (parent)",
    "CREATE INDEX past_incident_place ON past_incident (place) WHERE place IS NOT NULL",
    "CREATE INDEX past_incident_event_type_date ON past_incident (event_type, date_earliest)",
    "CREATE INDEX past_incident_incident_id ON past_incident (incident_id)",
    "CREATE INDEX past_incident_date ON past_incident (date_earliest, date_latest)",
    "CREATE INDEX past_incident_event_event ON past_incident_event (event)",
    "CREATE INDEX past_incident_party_party ON past_incident_party (party)",
    "CREATE INDEX past_incident_article_article ON past_incident_article (article)",
    "CREATE INDEX past_incident_figure_incident ON past_incident_figure (incident)",
    "CREATE INDEX past_responsibility_incident ON past_responsibility (incident)",
    "CREATE INDEX reading_version_until ON reading_version (until)",
    "CREATE INDEX judgement_anchor_event ON judgement_anchor (event_id)",
    "CREATE INDEX judgement_anchor_article ON judgement_anchor (article_id)",
)


def upgrade() -> None:
    """Add tables and columns; what is in the record is known from now on."""
    for statement in STATEMENTS:
        op.execute(statement)
