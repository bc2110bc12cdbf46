"""The gazetteer finds places however they are written, and says what to do where its file is no good."""

import sqlite3
import time
import tomllib
from pathlib import Path

import pytest

from onrecord.errors import SettingError
from onrecord.expressions import gazetteer_build as build
from onrecord.expressions.gazetteer import Gazetteer
from onrecord.expressions.gazetteer_words import PlaceWords


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def test_the_file_is_made_of_the_data_as_they_are() -> None:
    assert build.is_current(), "run `make gazetteer`"


def test_the_file_is_small() -> None:
    assert build.DATABASE.stat().st_size < 60_000_000


@pytest.mark.parametrize(
    ("written", "kind", "country"),
    [
        ("Dera Ismail Khan", "town", "PAK"),
        ("Dera Ismail Khan", "admin2", "PAK"),
        ("Khyber Pakhtunkhwa", "admin1", "PAK"),
        ("Khyber-Pakhtunkhwa", "admin1", "PAK"),
        ("MIRANSHAH", "town", "PAK"),
        ("Mar’ib", "town", "YEM"),
        ("St. Petersburg", "town", "RUS"),
        ("U.S.", "country", "USA"),
        ("Bannu", "admin2", "PAK"),
        ("Ukrainians", "country", "UKR"),
        ("Côte d’Ivoire", "country", "CIV"),
        ("Kosovo", "country", "XKX"),
    ],
)
def test_a_name_is_found_however_written(gazetteer: Gazetteer, written: str, kind: str, country: str) -> None:
    assert (kind, country) in {(e.kind, e.country) for e in gazetteer.lookup(written)}


def test_what_is_no_place_is_not_found(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Qwxyzzy") == gazetteer.lookup("") == ()


def test_states_have_abbreviations_as_written(gazetteer: Gazetteer) -> None:
    texas = gazetteer.abbreviated("Tex.")
    assert texas is not None
    assert (texas.name, gazetteer.abbreviated("tex."), gazetteer.abbreviated("Miss")) == (
        "Texas",
        None,
        gazetteer.abbreviated("Miss."),
    )


def test_units_have_the_centre_of_their_towns(gazetteer: Gazetteer) -> None:
    (sindh,) = [e for e in gazetteer.lookup("Sindh") if e.kind == "admin1"]
    assert sindh.latitude == pytest.approx(26, abs=1)
    (district,) = [e for e in gazetteer.lookup("Bannu") if e.kind == "admin2" and e.population]
    assert district.longitude == pytest.approx(70.6, abs=0.3)
    assert gazetteer.admin1_name(district) == "Khyber Pakhtunkhwa"


def test_a_missing_file_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="missing; run `make gazetteer`"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_another_edition_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    database.execute("INSERT INTO meta VALUES ('edition', '0')")
    database.commit()
    database.close()
    with pytest.raises(SettingError, match="is of edition 0, not"):
        Gazetteer.open(path)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite"
    path.write_text("not a database, but long enough to look like one " * 30)
    with pytest.raises(SettingError, match="cannot be read"):
        Gazetteer.open(path)


def test_the_supplement_names_each_place_once() -> None:
    rows = build.rows_of("supplement.csv")
    names = [row["name"] for row in rows]
    assert len(names) == len(set(names)) >= 400
    assert all(-90 <= float(r["latitude"]) <= 90 and -180 <= float(r["longitude"]) <= 180 for r in rows)
    assert all(r["kind"] and r["source"] for r in rows)


def test_the_data_are_credited(gazetteer: Gazetteer) -> None:
    assert ("GeoNames", "CC BY 4.0", "https://www.geonames.org/") in gazetteer.credits


def test_no_list_has_a_word_twice() -> None:
    lists = tomllib.loads((build.DATA / "place_words.toml").read_text(encoding="utf-8"))
    texts = {name: value for name, value in lists.items() if isinstance(value, str)}
    for file in ("given_names.txt", "common_words.txt"):
        lines = (build.DATA / file).read_text(encoding="utf-8").splitlines()
        texts[file] = " ".join(line for line in lines if not line.startswith("#"))
    assert [name for name, text in texts.items() if len(text.split()) != len(set(text.split()))] == []


def test_every_precision_and_weight_is_known() -> None:
    words = PlaceWords.load()
    assert set(words.precision.values()) <= {"exact", "admin2", "admin1", "country"}
    kinds = {row["kind"] for row in build.rows_of("supplement.csv")}
    assert set(words.precision) <= kinds | {"country", "admin1", "admin2"}


def test_a_look_up_is_quick(gazetteer: Gazetteer) -> None:
    names = [row["name"] for row in build.rows_of("supplement.csv")]
    best = 1.0
    for _ in range(7):
        gazetteer.lookup.cache_clear()
        start = time.process_time()
        for name in names:
            gazetteer.lookup(name)
        best = min(best, (time.process_time() - start) / len(names))
    assert best < 30e-6, "a look-up may cost 20 microseconds on an idle machine"
