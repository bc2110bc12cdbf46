"""What merging compares of each article is kept beside it; it is made when it is first asked for.

What is to be merged is found by an index again: the two that there were had other words than what asks for it.
"""

from alembic import op

revision = "0011"
down_revision = "0010"

STATEMENTS = (
    "CREATE TABLE article_profile (article INTEGER NOT NULL, rules BIGINT NOT NULL, content BLOB NOT NULL,"
    " PRIMARY KEY (article),"
    ' FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)',
    "DROP INDEX event_unmerged",
    'CREATE INDEX event_unmerged ON event ("key") WHERE unmerged = 1',
    "DROP INDEX incident_stale",
    'CREATE INDEX incident_stale ON incident ("key") WHERE stale = 1',
)


def upgrade() -> None:
    """Make the table, empty, and the indexes."""
    for statement in STATEMENTS:
        op.execute(statement)
