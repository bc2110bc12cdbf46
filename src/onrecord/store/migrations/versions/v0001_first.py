"""The tables as they were at first."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables, indexes and the full-text index."""
    for statement in Path(__file__).with_name("v0001_first.sql").read_text(encoding="utf-8").split(";;\n"):
        if statement.strip():
            op.execute(statement)
