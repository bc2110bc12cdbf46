"""Every page, read as a browser without JavaScript gets it."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from making.denials import DENIAL, denied_attack
from making.desks import client_of, keep
from making.readings import attack

ATOM = "{http://www.w3.org/2005/Atom}"


def incidents(desk: TestClient, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.get(f"/incidents.json?{query}").json()["incidents"]
    return found


def disputed(desk: TestClient) -> dict[str, Any]:
    (one,) = incidents(desk, "standing=disputed")
    return one


def test_first_page_answers_without_a_click(desk: TestClient) -> None:
    page = desk.get("/").text
    assert "Fighters of the Northern Front carried out an attack" in page
    assert "The Northern Front carried out an attack, some say; others deny it" in page
    assert "9 to 11 people killed" in page
    assert '>Reported as a fact by <b><bdi>agency</bdi></b>.</span> <span class="against">Denied by <b>' in page
    assert "killing 9 people" in page
    assert f"<bdi>{DENIAL}</bdi>" in page
    assert "Denies it" in page


def test_pages_of_lists_answer(desk: TestClient) -> None:
    for path in ("/", "/disputes", "/actors", "/figures", "/articles", "/runs", "/saved", "/help", "/sign-in"):
        assert desk.get(path).status_code == 200, path


def test_only_the_denied_attack_is_a_dispute(desk: TestClient) -> None:
    page = desk.get("/disputes").text
    assert "Timbuktu" in page
    assert "Gao" not in page


def test_incident_shows_both_sides_with_their_sentences(desk: TestClient) -> None:
    page = desk.get(f"/incidents/{disputed(desk)['incident_id']}").text
    assert page.index("Says so") < page.index("Denies it")
    assert "killing 6 people" in page
    assert DENIAL in page
    assert "different sources assert it and deny it" in page


def test_incident_says_in_words_why_its_reports_are_one(desk: TestClient) -> None:
    merged = next(one for one in incidents(desk) if len(one["articles"]) == 2)
    page = desk.get(f"/incidents/{merged['incident_id']}").text
    both = ["<b><bdi>agency, 2024-03-05</bdi></b>", "<b><bdi>rival, 2024-03-06</bdi></b>"]
    assert " and ".join(both) in page or " and ".join(both[::-1]) in page
    assert ": the place is the same; both name the same day; " in page
    assert "<summary>In numbers</summary>" in page


def test_incident_draws_the_range_of_each_figure(desk: TestClient) -> None:
    merged = next(one for one in incidents(desk) if len(one["articles"]) == 2)
    page = desk.get(f"/incidents/{merged['incident_id']}").text
    assert page.count('class="range') >= 2
    assert "style=" not in page


def test_claim_can_be_cited(desk: TestClient) -> None:
    page = desk.get(f"/incidents/{disputed(desk)['incident_id']}").text
    assert f"agency, 2024-03-10: “{DENIAL}” http://127.0.0.1:8000/articles/" in page


def test_article_marks_its_text(desk: TestClient) -> None:
    article = disputed(desk)["articles"][0]
    page = desk.get(f"/articles/{article}").text
    event = disputed(desk)["events"][0]
    assert f'<span class="mark event" data-opens="made-{event}">attacked</span>' in page
    assert f'id="made-{event}"' in page
    assert '<span class="mark place"' in page
    assert "Why" in page


def test_actor_shows_what_it_did_and_said(desk: TestClient) -> None:
    page = desk.get("/actors/NF").text
    assert "Northern Front" in page
    assert "What it said" in page
    assert "denied it" in page
    assert "Timbuktu" in page


def test_figures_add_up_what_is_affirmed_alone(desk: TestClient) -> None:
    (month,) = desk.get("/figures.json?kind=killed").json()
    assert month == {"month": "2024-03", "kind": "killed", "total": 11 + 3, "incidents": 2}


def test_search_finds_by_sentence(desk: TestClient) -> None:
    assert len(incidents(desk, "q=condemned+assault")) == 1
    assert incidents(desk, "q=giraffe") == []


def test_search_falls_back_on_whole_reports(tmp_path: Path) -> None:
    reading = attack("Gao", "2024-03-07", 3, "agency", "2024-03-07")
    titled = replace(reading, article=replace(reading.article, title="Giraffes flee"))
    with client_of(keep(tmp_path / "r.db", [titled])) as desk:
        assert len(incidents(desk, "q=giraffes+fighters")) == 1
        assert "No sentence has all of these words" in desk.get("/?q=giraffes+fighters").text


def test_lists_are_paged_without_loss(desk: TestClient) -> None:
    everything = [one["incident_id"] for one in incidents(desk)]
    paged, following = [], "/incidents.json?size=1"
    while following:
        page = desk.get(following).json()
        paged += [one["incident_id"] for one in page["incidents"]]
        following = page["next"]
    assert paged == everything
    assert len(everything) == 4


def test_feed_is_well_formed(desk: TestClient) -> None:
    feed = ElementTree.fromstring(desk.get("/incidents.atom").content)
    assert len(feed.findall(f"{ATOM}entry")) == 4
    assert DENIAL in "".join(feed.itertext())


def test_places_have_points_only_where_a_place_is_known(desk: TestClient) -> None:
    found = desk.get("/places.geojson").json()["features"]
    assert {one["properties"]["name"]: one["properties"]["count"] for one in found}["Mopti"] == 2
    assert all(one["geometry"]["type"] == "Point" for one in found)


def test_timeline_counts_days(desk: TestClient) -> None:
    found = desk.get("/timeline.json").json()
    assert found["unit"] == "day"
    assert [(one["start"], one["count"], one["disputed"]) for one in found["bins"]] == [
        ("2024-03-05", 1, 0),
        ("2024-03-06", 1, 0),
        ("2024-03-07", 1, 0),
        ("2024-03-09", 1, 1),
    ]


def test_csv_has_no_formulas(desk: TestClient) -> None:
    text = desk.get("/incidents.csv").text
    assert text.startswith("incident_id,event_type")
    assert len(text.splitlines()) == 5


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/?from=yesterday", "give a day (2023-12-14)"),
        ("/incidents.json?size=100000", "size: "),
        ("/?bbox=1,2", "west,south,east,north"),
        ("/articles?from=x", "give a day"),
    ],
)
def test_wrong_questions_are_answered_in_words(desk: TestClient, path: str, sentence: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 400
    assert sentence in answer.text


@pytest.mark.parametrize("path", ["/incidents/none", "/articles/none", "/actors/none", "/nowhere", "/incidents/x.json"])
def test_what_is_not_there_is_said(desk: TestClient, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 404
    assert "no" in answer.text


def test_empty_record_says_how_to_begin(tmp_path: Path) -> None:
    with client_of(tmp_path / "new.db") as desk:
        assert "onrecord read reports/" in desk.get("/").text
        for path in ("/disputes", "/figures", "/actors", "/articles", "/runs", "/incidents.atom", "/places.geojson"):
            assert desk.get(path).status_code == 200, path


def test_pages_follow_what_is_stored(tmp_path: Path) -> None:
    path = keep(tmp_path / "r.db", [attack("Gao", "2024-03-07", 3, "agency", "2024-03-07")])
    with client_of(path) as desk:
        assert len(incidents(desk)) == 1
        keep(path, [attack("Mopti", "2024-05-07", 4, "agency", "2024-05-07")])
        assert len(incidents(desk)) == 2


def test_incident_is_shown_as_it_was_known(tmp_path: Path) -> None:
    path = keep(tmp_path / "r.db", [attack("Gao", "2024-03-07", 3, "agency", "2024-03-07")])
    keep(path, [attack("Gao", "2024-03-07", 5, "rival", "2024-03-08")])
    with client_of(path) as desk:
        (one,) = incidents(desk)
        address = f"/incidents/{one['incident_id']}"
        log = desk.get(f"{address}/log.json").json()
        assert len(desk.get(f"{address}.json").json()["articles"]) == 2
        assert len(desk.get(f"{address}.json", params={"as_of": log[0]["at"]}).json()["articles"]) == 1
        page = desk.get(address, params={"as_of": log[0]["at"]}).text
        assert "This is what was known at" in page
        assert "rival" not in page.split("<h2", 1)[1].split('id="history"')[0]
        assert desk.get(address, params={"as_of": "2001"}).status_code == 404
        assert desk.get(address, params={"as_of": "then"}).status_code == 400


def test_disputes_that_moved_last_come_first(tmp_path: Path) -> None:
    path = keep(tmp_path / "r.db", [denied_attack("Timbuktu", "2024-03-09", 6, "agency", "2024-03-10")])
    keep(path, [denied_attack("Gao", "2023-01-09", 4, "agency", "2023-01-10")])
    with client_of(path) as desk:
        found = desk.get("/disputes.json").json()["incidents"]
        assert [one["place"]["name"] for one in found] == ["Gao", "Timbuktu"]
        found = desk.get("/disputes.json?order=newest").json()["incidents"]
        assert [one["place"]["name"] for one in found] == ["Timbuktu", "Gao"]


@pytest.mark.parametrize(
    "words", ["\x00", "a\x00b", '"', '""" OR', "NEAR(a b)", "a* *", "-x", "col:x", "\\", "ﬀ", "😀" * 50]
)
def test_no_words_break_the_search(desk: TestClient, words: str) -> None:
    for path in ("/incidents.json", "/articles.json", "/actors.json"):
        assert desk.get(path, params={"q": words}).status_code == 200, path
