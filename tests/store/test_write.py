from dataclasses import replace

import pytest

from making.maker import Maker
from onrecord.errors import RefusedError
from onrecord.records import Article, Reading, Span
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.write import Writer, earlier_versions


def stored(database: Database) -> dict[str, Reading]:
    return {reading.article.article_id: reading for reading in query.readings(database)}


def test_a_reading_comes_back_as_it_was(database: Database, writer: Writer, maker: Maker) -> None:
    readings = list(maker.readings(20))
    written = writer.write(readings)
    assert len(written.stored) == 20
    assert stored(database) == {reading.article.article_id: reading for reading in readings}


def test_an_article_known_by_this_coder_is_left_as_it_is(database: Database, writer: Writer, maker: Maker) -> None:
    reading = maker.reading(1)
    assert not writer.known(reading.article.article_id)
    writer.write([reading])
    assert writer.known(reading.article.article_id)
    changed = replace(reading, events=())
    assert writer.write([changed]).skipped == (reading.article.article_id,)
    assert stored(database) == {reading.article.article_id: reading}


def test_a_newer_coder_replaces_and_the_earlier_reading_stays(database: Database, writer: Writer, maker: Maker) -> None:
    first, other = maker.reading(1), maker.reading(2)
    writer.write([first, other])
    second = replace(maker.reading(1, coder="2"), article=first.article, statements=(), events=first.events[:1])
    second = replace(second, events=(replace(first.events[0], claims=(), figures=()),))
    written = Writer(database, "2").write([second])
    assert written.replaced == (first.article.article_id,)
    assert stored(database) == {first.article.article_id: second, other.article.article_id: other}
    assert earlier_versions(database, first.article.article_id) == {"1": first}


def test_going_back_to_a_coder_keeps_each_version_once(database: Database, writer: Writer, maker: Maker) -> None:
    first = maker.reading(1)
    second = replace(first, events=first.events[:1])
    for version, reading in (("1", first), ("2", second), ("1", first)):
        Writer(database, version).write([reading])
    assert stored(database)[first.article.article_id] == first
    assert earlier_versions(database, first.article.article_id) == {"2": second}


def test_one_article_twice_in_a_batch_is_stored_once(database: Database, writer: Writer, maker: Maker) -> None:
    reading = maker.reading(1)
    writer.write([reading, reading])
    assert len(stored(database)) == 1


def test_a_span_that_is_not_the_text_is_refused(database: Database, writer: Writer, maker: Maker) -> None:
    good, bad = maker.reading(1), maker.reading(2)
    event = bad.events[3]
    wrong = replace(event, evidence=Span(event.evidence.start + 1, event.evidence.end + 1, event.evidence.text))
    bad = replace(bad, events=(*bad.events[:3], wrong, *bad.events[4:]))
    with pytest.raises(RefusedError, match=event.event_id) as caught:
        writer.write([good, bad])
    assert caught.value.article_id == bad.article.article_id
    assert stored(database) == {}


@pytest.mark.parametrize("text", ["half \ud800 a character", "a NUL \x00 within"])
def test_a_text_that_cannot_be_kept_exactly_is_refused(writer: Writer, text: str) -> None:
    with pytest.raises(RefusedError, match="clean it"):
        writer.write([Reading(Article("ar-1", text, "x.txt"))])


def test_a_file_name_that_is_no_utf8_is_kept_with_escapes(database: Database, writer: Writer) -> None:
    writer.write([Reading(Article("ar-1", "text", "r\udce9port.txt"))])
    assert [article.origin for article in query.articles(database)] == [r"r\udce9port.txt"]


def test_a_reference_that_leads_nowhere_is_refused(writer: Writer, maker: Maker) -> None:
    reading = maker.reading(1)
    event = replace(reading.events[0], about="ev-nowhere")
    with pytest.raises(RefusedError, match="ev-nowhere"):
        writer.write([replace(reading, events=(event, *reading.events[1:]))])
