"""How near to its event a date or a place is told; what was stored before was told in the event's own clause."""

from alembic import op

revision = "0004"
down_revision = "0003"

COLUMNS = tuple(f"{owner} {part}" for owner in ("event", "incident") for part in ("date_told_in", "place_told_in"))


def upgrade() -> None:
    """Add the columns and fill them where there is a date or a place."""
    for column in COLUMNS:
        owner, name = column.split()
        op.execute(f"ALTER TABLE {owner} ADD COLUMN {name} TEXT")
        known = "date_precision" if name.startswith("date") else "place"
        op.execute(f"UPDATE {owner} SET {name} = 'clause' WHERE {known} IS NOT NULL")
