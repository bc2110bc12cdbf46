"""Articles know which earlier version they replace and what withdrew them; the next run looks at all for that once."""

from alembic import op

revision = "0010"
down_revision = "0009"

_KEPT = "article, until, same_text_as"
STATEMENTS = (
    "ALTER TABLE article ADD COLUMN address BIGINT",
    *(
        f"ALTER TABLE article ADD COLUMN {name} TEXT"
        for name in ("updated", "notice", "supersedes_basis", "superseded_by", "withdrawn_by")
    ),
    "CREATE INDEX article_address ON article (address)",
    "CREATE INDEX article_supersedes ON article (supersedes) WHERE supersedes IS NOT NULL",
    "CREATE INDEX article_withdrawn ON article (withdrawn_by) WHERE withdrawn_by IS NOT NULL",
    "CREATE TABLE past_article (article INTEGER NOT NULL, until INTEGER NOT NULL, same_text_as TEXT, supersedes TEXT,"
    " supersedes_basis TEXT, superseded_by TEXT, withdrawn BOOLEAN, withdrawn_by TEXT, PRIMARY KEY (article, until),"
    ' FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID',
    f"INSERT INTO past_article ({_KEPT}, withdrawn) SELECT {_KEPT}, 0 FROM article_copy",
    "DROP TABLE article_copy",
)


def upgrade() -> None:
    """Add the columns, and keep of each article all that changes with time in one table."""
    for statement in STATEMENTS:
        op.execute(statement)
