"""Alerts: saved queries, and what they found to report."""

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    'CREATE TABLE alert ("key" INTEGER NOT NULL, name TEXT NOT NULL, filters TEXT NOT NULL, made TEXT NOT NULL,'
    ' moment INTEGER NOT NULL, run TEXT, PRIMARY KEY ("key"), UNIQUE (name))',
    'CREATE TABLE alert_news ("key" INTEGER NOT NULL, alert INTEGER NOT NULL, news_id TEXT NOT NULL, at TEXT NOT NULL,'
    ' what TEXT NOT NULL, version INTEGER NOT NULL, field TEXT, "before" TEXT, "after" TEXT, claim_id TEXT,'
    ' reported TEXT, PRIMARY KEY ("key"),'
    ' FOREIGN KEY(alert) REFERENCES alert ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, UNIQUE (news_id))',
    "CREATE INDEX alert_news_alert ON alert_news (alert)",
)


def upgrade() -> None:
    """Add the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
