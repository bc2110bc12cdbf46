"""What merging needs: sketches of texts, the days that events may be about, components of incidents."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    "CREATE TABLE article_sketch (article INTEGER NOT NULL, minima BLOB NOT NULL, PRIMARY KEY (article),"
    ' FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)',
    "CREATE TABLE sketch_key (sketch BIGINT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (sketch, article),"
    ' FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID',
    "ALTER TABLE event ADD COLUMN first_day INTEGER",
    "ALTER TABLE event ADD COLUMN last_day INTEGER",
    "ALTER TABLE incident ADD COLUMN component TEXT",
    "CREATE INDEX event_days ON event (event_type, first_day) WHERE first_day IS NOT NULL",
    "CREATE INDEX incident_component ON incident (component)",
    "CREATE INDEX sketch_key_article ON sketch_key (article)",
)


def upgrade() -> None:
    """Add tables and columns; the events that are there are looked at by the next run."""
    for statement in STATEMENTS:
        op.execute(statement)
