"""Bringing an older database up to date, by Alembic from scripts within the package."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from onrecord.store.views import make_views

_SCRIPTS = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def revisions() -> list[str]:
    """All revisions, the newest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


def knows(revision: str) -> bool:
    """Whether there is a way from this revision to the present one."""
    return revision in revisions()


def migrate(connection: Connection, to: str = "head") -> None:
    """Bring the tables to a revision, within the transaction of the connection: all of the way or none of it."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    if to == "head":
        make_views(connection)
