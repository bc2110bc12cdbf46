"""Articles stand in lines, in which merging finds their neighbours; what it found them by before is gone.

All is merged anew by the next run, since the keys of what is in the record are made from its texts.
"""

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    "CREATE TABLE line (line BIGINT NOT NULL, place BIGINT NOT NULL, article INTEGER NOT NULL,"
    " PRIMARY KEY (line, place, article),"
    ' FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID',
    "CREATE INDEX line_article ON line (article)",
    "DROP INDEX event_days",
    "ALTER TABLE event DROP COLUMN first_day",
    "ALTER TABLE event DROP COLUMN last_day",
    "DELETE FROM sketch_key",
    "DELETE FROM article_sketch",
    "UPDATE event SET unmerged = 1",
    "UPDATE incident SET stale = 1",
)


def upgrade() -> None:
    """Make the table, drop two columns that nothing used, and have everything merged anew."""
    for statement in STATEMENTS:
        op.execute(statement)
