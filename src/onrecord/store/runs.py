"""The log of runs: when what was read, by which version of the coder, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, insert, select, update

from onrecord.store.database import Database
from onrecord.store.schema import article, log, run
from onrecord.store.write import now


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the reader. `finished` is None while it runs, and for good where it was killed."""

    started: str
    finished: str | None
    coder_version: str
    inputs: str | None
    stored: int
    replaced: int
    skipped: int
    unread: int


def begin_run(database: Database, coder_version: str, inputs: str) -> int:
    """Note that a run begins; gives back the number by which it is ended."""
    with database.writing() as connection:
        number = int(connection.execute(select(func.coalesce(func.max(run.c.key), 0) + 1)).scalar_one())
        counts = dict.fromkeys(("stored", "replaced", "skipped", "unread"), 0)
        row = {"key": number, "started": now(), "coder_version": coder_version, "inputs": inputs}
        connection.execute(insert(run).values(**row, **counts))
    return number


def note_progress(database: Database, number: int, *, stored: int, skipped: int, unread: int) -> None:
    """Note how far a run is, for those who watch it from another process."""
    with database.writing() as connection:
        counts = {"stored": stored, "skipped": skipped, "unread": unread}
        connection.execute(update(run).where(run.c.key == number).values(**counts))


def end_run(database: Database, number: int, *, stored: int, skipped: int, unread: int) -> None:
    """Note how a run ended."""
    with database.writing() as connection:
        counts = {"stored": stored, "skipped": skipped, "unread": unread}
        connection.execute(update(run).where(run.c.key == number).values(finished=now(), **counts))


def runs(database: Database) -> tuple[Run, ...]:
    """All runs, the newest first."""
    with database.reading() as connection:
        rows = connection.execute(select(run).order_by(run.c.key.desc()))
        return tuple(
            Run(r.started, r.finished, r.coder_version, r.inputs, r.stored, r.replaced, r.skipped, r.unread)
            for r in rows
        )


def unread_reasons(database: Database) -> tuple[tuple[str, int], ...]:
    """Why articles could not be read, and how many of each; the most frequent first."""
    with database.reading() as connection:
        number = func.count().label("number")
        query = select(article.c.unread_reason, number).where(article.c.unread_reason.is_not(None))
        rows = connection.execute(query.group_by(article.c.unread_reason).order_by(number.desc()).limit(200))
        return tuple((str(reason), int(count)) for reason, count in rows)


def notes(database: Database) -> tuple[tuple[str, str], ...]:
    """What was done to the record besides reading, with its time, the newest first."""
    with database.reading() as connection:
        rows = connection.execute(select(log.c.at, log.c.what).order_by(log.c.key.desc()))
        return tuple((at, what) for at, what in rows)
