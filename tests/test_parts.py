"""Wholes and parts, from the text of reports to the page: linked and never merged, in whatever order they came."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from making.desks import client_of
from making.stream import store
from onrecord.articles.given import Defaults, Given, article_of
from onrecord.config import settings
from onrecord.flow import Reader
from onrecord.records import Incident, Published, Reading
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.moments import newest
from onrecord.store.write import Writer

WAVE = "A wave of attacks across Helmand province on Tuesday killed 40 people, officials said."
WAVE_AGAIN = "Coordinated attacks across Helmand province on Tuesday left 40 people dead, a governor said."
MARKET = "A bomb killed 12 people at a market in Lashkar Gah, Helmand province, on Tuesday."
CLERKS = "Gunmen shot dead three clerks in Sangin, Helmand province, on Tuesday."
OTHERS = (
    "A mine killed two farmers in Sangin, Helmand province, on Saturday.",
    "A bomb killed five people at a mill in Kandahar, Afghanistan, on Tuesday.",
    "The Pakistani army shelled a village near Sangin, Helmand province, on Tuesday, killing six people.",
    "A bomb may have killed seven people in Musa Qala, Helmand province, on Tuesday.",
)
TWIN = "Twin bombings in Helmand province on Tuesday killed 19 people, officials said."
BOMBS = (
    "A bomb killed four people at a mill in Sangin, Helmand province, on Tuesday.",
    "A bomb killed six people at a school in Lashkar Gah, Helmand province, on Tuesday.",
    "A bomb killed five people at a bridge in Gereshk, Helmand province, on Tuesday.",
)
PRINTED = Published("2023-12-13", "day", "metadata", ())


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(settings())


def read(reader: Reader, texts: Sequence[str]) -> list[Reading]:
    given = (Given(f"{n}.txt", text, None, None, f"Paper {n}", PRINTED, "en") for n, text in enumerate(texts))
    return list(reader.read([article_of(one, Defaults(), 10_000) for one in given]))


def kept(path: Path, readings: Sequence[Reading], at_once: int = 3) -> Path:
    with Database(path) as database:
        writer = Writer(database, "1")
        for start in range(0, len(readings), at_once):
            store(writer, list(readings[start : start + at_once]))
    return path


def by_text(path: Path, readings: Sequence[Reading]) -> dict[str, Incident]:
    """The attack that each report tells of."""
    texts = {one.article.article_id: one.article.text for one in readings}
    with Database(path) as database:
        attacks = [one for one in query.incidents(database) if one.event_type == "ASSAULT"]
    return {texts[article]: one for one in attacks for article in one.articles}


def test_a_wave_names_its_attacks_in_every_order(reader: Reader, tmp_path: Path) -> None:
    readings = read(reader, (WAVE, WAVE_AGAIN, MARKET, CLERKS, *OTHERS))
    seen = set()
    for seed in range(4):
        shuffled = random.Random(seed).sample(readings, len(readings))
        told = by_text(kept(tmp_path / f"{seed}.db", shuffled, 1 + seed), readings)
        whole = told[WAVE]
        assert whole is told[WAVE_AGAIN]
        assert whole.parts == tuple(sorted(told[text].incident_id for text in (MARKET, CLERKS)))
        assert all(one.parts == () for text, one in told.items() if text not in (WAVE, WAVE_AGAIN))
        assert {f.best for f in whole.figures if f.kind == "killed"} == {40}
        seen.add(whole)
    assert len({(one.incident_id, one.parts) for one in seen}) == 1


def test_more_attacks_than_the_whole_had_are_none_of_it(reader: Reader, tmp_path: Path) -> None:
    two = read(reader, (TWIN, *BOMBS[:2]))
    told = by_text(kept(tmp_path / "two.db", two), two)
    assert len(told[TWIN].parts) == 2
    three = read(reader, (TWIN, *BOMBS))
    told = by_text(kept(tmp_path / "three.db", three), three)
    assert len(set(told.values())) == 4
    assert told[TWIN].parts == ()


def test_parts_were_known_when_their_reports_were(reader: Reader, tmp_path: Path) -> None:
    readings = read(reader, (WAVE, MARKET))
    with Database(tmp_path / "then.db") as database:
        writer, moments = Writer(database, "1"), []
        for reading in readings:
            store(writer, [reading])
            with database.reading() as connection:
                moments.append(newest(connection).at)
        parts = [{one.parts for one in query.incidents(database.at(at)) if len(one.figures) > 1} for at in moments]
        (part,) = (one for one in query.incidents(database) if one.articles == (readings[1].article.article_id,))
    assert parts == [{()}, {(part.incident_id,)}]


def test_the_page_leads_to_the_parts(reader: Reader, tmp_path: Path) -> None:
    readings = read(reader, (WAVE, MARKET))
    path = kept(tmp_path / "page.db", readings)
    told = by_text(path, readings)
    client = client_of(path)
    page = client.get(f"/incidents/{told[WAVE].incident_id}").text
    assert f'href="/incidents/{told[MARKET].incident_id}"' in page
    assert client.get(f"/incidents/{told[WAVE].incident_id}.json").json()["parts"] == [told[MARKET].incident_id]
    assert "What it is made of" not in client.get(f"/incidents/{told[MARKET].incident_id}").text
