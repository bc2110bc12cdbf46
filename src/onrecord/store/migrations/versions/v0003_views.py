"""Views that show records with their words; they are made after every migration (store/views.py)."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Change no table."""
