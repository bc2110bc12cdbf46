"""The time expressions of an article, to be resolved again; those of what was read before are not known."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column."""
    op.execute("ALTER TABLE article ADD COLUMN times TEXT")
