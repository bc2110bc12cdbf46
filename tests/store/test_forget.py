from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from making.incidents import incident_of
from making.maker import Maker
from onrecord.errors import NotFoundError
from onrecord.records import Article, Claim, Coder, Event, Party, Place, Reading, Span, Statement
from onrecord.store import query, schema
from onrecord.store.database import Database
from onrecord.store.filters import Filters
from onrecord.store.forget import Forgotten, forget, wipe
from onrecord.store.runs import notes
from onrecord.store.write import Writer, earlier_versions

SECRETS = (b"zwyrkhavn", b"quillonbrax", b"Quillonbrax", b"zwyrkhavnsmote")


def secret() -> Reading:
    """A reading with words that stand nowhere else."""
    text = "The Quillonbrax of Zwyrkhavn said that zwyrkhavnsmote was near. It was."
    span = Span(0, len(text), text)
    who = Party("Quillonbrax", "QUILLONBRAX", "ZWY", None, "named", 4, 15, "Quillonbrax")
    where = Place("Zwyrkhavn", None, None, 1.0, 2.0, 77, "exact", 19, 28, "Zwyrkhavn")
    trigger = Span(39, 53, "zwyrkhavnsmote")
    statement = Statement("st-secret", "art-secret", who, Span(29, 33, "said"), (span,), "asserts", None, None, "r")
    claim = Claim("cl-secret", "ev-secret", "st-secret", who, None, "asserts", "CT+", None, span, "r")
    coder = Coder("1", "b", "r", ("zwyrkhavnsmote",))
    event = Event(
        "ev-secret", "art-secret", trigger, "CONSULT", None, (), None, "single", (who,), (), "actual", "attributed",
        None, where, (), (claim,), None, None, span, (), coder,
    )  # fmt: skip
    article = Article("art-secret", text, "quillonbrax.txt", title="Zwyrkhavn", publisher="Quillonbrax Post")
    return Reading(article, (statement,), (event,))


def take_down(database: Database, writer: Writer, article_id: str) -> Forgotten:
    with writer.transaction() as connection:
        gone = forget(connection, article_id)
    _, traces = wipe(database)
    assert not traces
    return gone


def bytes_of(database: Database) -> bytes:
    return b"".join(path.read_bytes() for path in database.path.parent.glob(database.path.name + "*"))


def test_no_byte_of_it_stays(database: Database, writer: Writer, maker: Maker) -> None:
    around = list(maker.readings(40))
    writer.write(around[:20])
    writer.write([secret()])
    writer.write(around[20:])
    Writer(database, "2").write([replace(secret(), events=())])
    assert earlier_versions(database, "art-secret").keys() == {"1"}
    assert all(word in bytes_of(database) for word in SECRETS[1:])
    gone = take_down(database, writer, "art-secret")
    assert (gone.events, gone.statements) == (0, 1)
    found = bytes_of(database)
    assert [word for word in SECRETS if word in found] == []
    assert b"-secret" not in found
    assert len(list(query.articles(database))) == 40
    assert list(query.statements(database, Filters(text="zwyrkhavnsmote"))) == []
    assert [what for _, what in notes(database)] == ["an article was removed, with 0 events and 1 statements"]


def test_forgetting_leaves_the_record_that_would_be_without_it(tmp_path: Path, maker: Maker) -> None:
    readings = list(maker.readings(8))
    with Database(tmp_path / "a.db") as with_it, Database(tmp_path / "b.db") as without:
        writer = Writer(with_it, "1")
        writer.write([*readings, secret()])
        take_down(with_it, writer, "art-secret")
        Writer(without, "1").write(readings)
        for kind in (query.articles, query.statements, query.events, query.claims, query.figures, query.actors):
            assert list(kind(with_it)) == list(kind(without))
        for table in (schema.party, schema.place, schema.actor, schema.passage):
            with with_it.reading() as one, without.reading() as other:
                count = [len(connection.execute(select(table)).all()) for connection in (one, other)]
            assert count[0] == count[1], table.name


def test_incidents_keep_only_what_others_say(database: Database, writer: Writer, maker: Maker) -> None:
    readings = list(maker.readings(3))
    writer.write(readings)
    shared, alone = incident_of(readings, 1), incident_of(readings[:1], 2)
    writer.replace_incidents((), [shared, alone])
    gone = take_down(database, writer, readings[0].article.article_id)
    assert (gone.incidents, gone.stale) == (1, 1)
    (left,) = query.incidents(database)
    assert left.incident_id == shared.incident_id
    assert left.events == shared.events[1:]
    assert left.articles == tuple(sorted(e.article_id for r in readings[1:] for e in r.events[1:2]))
    told = [event for reading in readings[1:] for event in reading.events]
    assert left.actor == tuple(party for party in shared.actor if any(party in event.actor for event in told))
    assert left.date is None or left.date in [event.date for event in told]
    assert [len(figure.by) for figure in left.figures] == [2]
    assert [one.party for one in left.responsibility] == ["TTP"]
    assert left.contradictions == left.merged_because == ()
    assert left.history == (), "it is told anew once the versions are written again"


def test_reprints_stay_and_the_first_of_them_takes_its_place(database: Database, writer: Writer, maker: Maker) -> None:
    first, second, third = maker.readings(3)
    copies = [replace(r, article=replace(r.article, same_text_as=first.article.article_id)) for r in (second, third)]
    writer.write([first, *copies])
    gone = take_down(database, writer, first.article.article_id)
    ids = [copy.article.article_id for copy in sorted(copies, key=lambda r: str(r.article.published.date))]
    assert gone.reprints == tuple(ids)
    assert {a.article_id: a.same_text_as for a in query.articles(database)} == {ids[0]: None, ids[1]: ids[0]}


def test_judgements_about_it_go_with_it(database: Database, writer: Writer, maker: Maker) -> None:
    one, other = maker.readings(2)
    writer.write([one, other])
    with database.writing() as connection:
        for key, subject in enumerate((one.events[0].event_id, other.events[0].event_id), 1):
            row = {"key": key, "judgement_id": f"ju-{key}", "by": "me", "at": "2024", "verdict": "right"}
            connection.execute(insert(schema.judgement).values(**row))
            connection.execute(insert(schema.judgement_subject).values(judgement=key, position=0, subject=subject))
    take_down(database, writer, one.article.article_id)
    assert [judgement.judgement_id for judgement in query.judgements(database)] == ["ju-2"]


def test_a_writer_beside_it_does_not_build_on_what_is_gone(database: Database, writer: Writer, maker: Maker) -> None:
    reading = maker.reading(1)
    writer.write([reading])
    take_down(database, Writer(database, "1"), reading.article.article_id)
    writer.write([reading])
    assert list(query.events(database)) == sorted(reading.events, key=lambda event: event.event_id)


def test_forgetting_what_is_not_there_is_told(writer: Writer) -> None:
    with pytest.raises(NotFoundError, match="art-none"), writer.transaction() as connection:
        forget(connection, "art-none")
