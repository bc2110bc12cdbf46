"""The time expressions of an article, so that they can be resolved again; of what was read before, they are not known."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column."""
    op.execute("ALTER TABLE article ADD COLUMN times TEXT")
