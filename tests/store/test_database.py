import multiprocessing
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from making.maker import SMALL, Maker, keep_writing
from onrecord.errors import LockedDatabaseError, NewerDatabaseError, StoreError
from onrecord.store import database as opening
from onrecord.store import query, sqlite
from onrecord.store.database import Database
from onrecord.store.migrate import migrate, revisions
from onrecord.store.write import Writer

NOBODY = 65534


def made_by_migrations(path: Path, to: str) -> None:
    """A record as an older version made it."""
    with sqlite3.connect(path) as connection:
        sqlite.prepare(connection)
    connection.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connected:
        migrate(connected, to)
    engine.dispose()


def tables_of(path: Path) -> dict[str, object]:
    """What every table, index and trigger of a database is, however its definition is written down."""
    connection = sqlite3.connect(path)
    found: dict[str, object] = {}
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
        if kind == "table" and "_fts_" not in name and "VIRTUAL" not in sql:
            columns = connection.execute(f"PRAGMA table_xinfo('{name}')").fetchall()
            keys = connection.execute(f"PRAGMA foreign_key_list('{name}')").fetchall()
            found[name] = (columns, sorted(key[2:] for key in keys), "WITHOUT ROWID" in sql)
        elif kind in ("index", "trigger", "view"):
            found[name] = " ".join((sql or "").split())
    connection.close()
    return found


def test_the_migrations_lead_to_the_tables_of_a_new_record(tmp_path: Path) -> None:
    made_by_migrations(tmp_path / "migrated.db", "head")
    Database(tmp_path / "new.db").close()
    migrated, new = tables_of(tmp_path / "migrated.db"), tables_of(tmp_path / "new.db")
    assert {name for name in new if new[name] != migrated.get(name)} == set()
    assert migrated.keys() == new.keys()
    assert revisions()[0] == opening.REVISION


@pytest.mark.parametrize("revision", revisions()[1:])
@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_record_is_brought_up_to_date_after_a_copy(tmp_path: Path, revision: str, read_only: bool) -> None:
    path = tmp_path / "record.db"
    made_by_migrations(path, revision)
    with Database(path, read_only=read_only) as database:
        assert list(query.events(database)) == []
    assert tables_of(path).keys() >= tables_of(tmp_path / f"record.db.bak-{revision}").keys() - {
        "sqlite_sequence",
        "event_days",
        "article_copy",
    }


def test_a_migration_that_fails_leaves_the_record_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    made_by_migrations(path, revisions()[-1])
    before = tables_of(path)

    def halfway(connection: object, to: str = "head") -> None:
        migrate(connection)  # type: ignore[arg-type]
        raise RuntimeError("the power went")

    monkeypatch.setattr("onrecord.store.migrate.migrate", halfway)
    with pytest.raises(RuntimeError):
        Database(path)
    assert tables_of(path) == before


def test_a_record_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(NewerDatabaseError, match=r"record\.db.*newer version of OnRecord \(revision 9999.*install"):
        Database(path)


def test_what_is_no_record_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a database, but a text that is long enough to be one " * 20)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    for path, remedy in (
        (tmp_path / "notes.db", "not an SQLite database; name another file"),
        (tmp_path / "other.db", "not a record of OnRecord; name another file"),
        (tmp_path, "a folder; name a file in it"),
        (tmp_path / "nowhere" / "record.db", "folder does not exist; make"),
    ):
        with pytest.raises(StoreError, match=remedy) as caught:
            Database(path)
        assert str(path) in str(caught.value)


def test_a_record_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such record"):
        Database(tmp_path / "record.db", read_only=True)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="it is empty; make a record of it"):
        Database(tmp_path / "empty.db", read_only=True)


def test_a_full_disk_is_told_and_nothing_of_the_batch_is_stored(database: Database, maker: Maker) -> None:
    writer = Writer(database, "1")
    first = maker.reading(1)
    writer.write([first])
    with database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    with database.bare() as bare:
        bare.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(StoreError, match=r"record\.db: the disk is full.*make room"):
        writer.write(list(maker.readings(50, first=10)))
    with database.bare() as bare:
        bare.execute("PRAGMA max_page_count = 1000000")
    assert [a.article_id for a in query.articles(database)] == [first.article.article_id]
    writer.write(list(maker.readings(50, first=10)))
    assert len(list(query.articles(database))) == 51


def test_a_lock_that_is_held_too_long_is_told(tmp_path: Path, maker: Maker) -> None:
    with Database(tmp_path / "record.db") as one, Database(tmp_path / "record.db", patience=0.1) as other:
        with one.writing(), pytest.raises(LockedDatabaseError, match=r"record\.db: another process.*wait for it"):
            Writer(other, "1").write([maker.reading(1)])
        Writer(other, "1").write([maker.reading(1)])


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def as_nobody(path: Path, maker: Maker, out: int) -> None:
    """In a process of its own, since there is no way back: what one who may not write here is told."""
    os.setuid(NOBODY)
    told = []
    try:
        Database(path).close()
        with Database(path) as database:
            Writer(database, "1").write([maker.reading(2)])
    except StoreError as error:
        told.append(str(error))
    with Database(path, read_only=True) as database:
        told.append(f"{len(list(query.events(database)))} events")
    os.write(out, "\n".join(told).encode())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become one who may not write; others are tested by chmod")
def test_a_disk_that_cannot_be_written_can_be_read(shared_folder: Path, maker: Maker) -> None:
    path = shared_folder / "record.db"
    with Database(path) as database:
        Writer(database, "1").write([maker.reading(1)])
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    read, write = os.pipe()
    process = multiprocessing.get_context("fork").Process(target=as_nobody, args=(path, maker, write))
    process.start()
    process.join(30)
    os.close(write)
    with os.fdopen(read) as told:
        lines = told.read().splitlines()
    assert "cannot be written; give it write permission" in lines[0]
    assert lines[1] == "5 events"


def test_a_reader_and_a_writer_work_at_once(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Database(path).close()
    process = multiprocessing.get_context("spawn").Process(target=keep_writing, args=(path, 20))
    process.start()
    seen = []
    with Database(path, read_only=True) as database:
        while process.is_alive():
            articles = {article.article_id for article in query.articles(database)}
            told = {event.article_id for event in query.events(database)}
            assert len(articles) % 4 == 0, "half a batch was seen"
            assert told >= articles, "an article was seen without its events"
            seen.append(len(articles))
    process.join()
    assert process.exitcode == 0
    assert seen == sorted(seen)
    with Database(path) as database:
        assert len(list(query.articles(database))) == 80


def write_and_die(path: Path, out: int) -> None:
    with Database(path) as database:
        writer = Writer(database, "1")
        maker = Maker(3, SMALL)
        for number in range(1000):
            written = writer.write(list(maker.readings(2, first=number * 2)))
            os.write(out, ("\n".join(written.stored) + "\n").encode())


def test_what_was_reported_as_stored_outlives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Database(path).close()
    for delay in (0.4, 0.7, 1.1):
        read, write = os.pipe()
        process = multiprocessing.get_context("fork").Process(target=write_and_die, args=(path, write))
        process.start()
        os.close(write)
        process.join(delay)
        process.kill()
        process.join()
        with os.fdopen(read) as told:
            reported = told.read().split()
        with Database(path) as database:
            stored = {article.article_id for article in query.articles(database)}
            assert stored >= set(reported)
            with database.bare() as bare:
                assert bare.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert bare.execute("PRAGMA foreign_key_check").fetchall() == []
                bare.execute("INSERT INTO passage_fts (passage_fts, rank) VALUES ('integrity-check', 1)")
                bare.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('integrity-check', 1)")
    assert len(stored) > 4
