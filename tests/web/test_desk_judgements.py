"""People decide at the desk, take it back, and every decision is in the log."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from making.denials import denied_attack
from making.desks import client_of, keep, token_in
from making.readings import attack
from onrecord.web.accounts import Accounts, accounts_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return keep(
        tmp_path / "r.db",
        [
            attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05"),
            attack("Mopti", "2024-03-05", 11, "rival", "2024-03-06"),
            denied_attack("Timbuktu", "2024-03-09", 6, "agency", "2024-03-10"),
            attack("Gao", "2024-06-07", 3, "agency", "2024-06-07"),
        ],
    )


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient]:
    with client_of(path) as client:
        yield client


def incidents(desk: TestClient, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.get(f"/incidents.json?{query}").json()["incidents"]
    return found


def queue(desk: TestClient, query: str = "") -> list[str]:
    return [one["incident_id"] for one in desk.get(f"/review.json{query}").json()]


def judge(desk: TestClient, **form: str) -> Any:
    token = token_in(desk.get("/review").text)
    return desk.post("/judgements", data={"csrf": token, **form}, follow_redirects=False)


def test_queue_begins_with_what_is_disputed(desk: TestClient) -> None:
    (disputed,) = incidents(desk, "standing=disputed")
    assert queue(desk)[0] == disputed["incident_id"]
    assert "some assert it and some deny it" in desk.get("/review").text


def test_judged_case_leaves_the_queue_until_it_is_taken_back(desk: TestClient) -> None:
    first = queue(desk)[0]
    answer = judge(desk, verdict="right", subject=first, back="/review")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/review?judged=ju-")
    page = desk.get(answer.headers["location"]).text
    assert "It is stored." in page
    assert first not in queue(desk)
    made = answer.headers["location"].split("=")[1]
    undone = desk.post(f"/judgements/{made}/undo", data={"csrf": token_in(page), "back": "/review"})
    assert undone.status_code == 200
    assert queue(desk)[0] == first
    assert [one["verdict"] for one in desk.get("/judgements.json").json()] == ["right", "undo"]
    assert "taken back" in desk.get("/judgements").text


def test_put_off_case_comes_later(desk: TestClient) -> None:
    first, second, *_ = queue(desk)
    answer = judge(desk, verdict="skip", subject=first)
    assert answer.headers["location"] == f"/review?later={first}"
    assert queue(desk, f"?later={first}")[0] == second
    assert desk.get("/judgements.json").json() == []


def test_decision_is_shown_beside_the_incident(desk: TestClient) -> None:
    one = queue(desk)[0]
    answer = judge(desk, verdict="right", subject=one, reason="I was there", back=f"/incidents/{one}")
    page = desk.get(answer.headers["location"]).text
    assert "holds it to be right" in page
    assert "I was there" in page
    assert "Take it back" in page


def test_correction_changes_what_is_shown(desk: TestClient) -> None:
    merged = next(one for one in incidents(desk) if len(one["articles"]) == 2)
    answer = judge(desk, verdict="value", subject=merged["incident_id"], field="killed", value="10", back="/")
    assert answer.status_code == 303, answer.text
    assert "10 people killed" in desk.get("/").text


def test_two_incidents_become_one(desk: TestClient) -> None:
    one, other = (next(i for i in incidents(desk) if i["place"]["name"] == name) for name in ("Gao", "Timbuktu"))
    address = f"http://127.0.0.1:8000/incidents/{other['incident_id']}"
    answer = judge(
        desk, verdict="same", subject=one["incident_id"], other=address, back=f"/incidents/{one['incident_id']}"
    )
    assert answer.status_code == 303, answer.text
    page = desk.get(answer.headers["location"])
    assert page.status_code == 200
    assert len(incidents(desk)) == 2
    assert "holds both to be one happening" in page.text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"verdict": "same", "other": ""}, 400),
        ({"verdict": "value", "field": "soul", "value": "1"}, 400),
        ({"verdict": "value", "field": "killed", "value": "many"}, 400),
        ({"verdict": "perhaps"}, 400),
        ({"verdict": "right", "subject": "inc-none"}, 404),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(desk: TestClient, form: dict[str, str], status: int) -> None:
    answer = judge(desk, **({"subject": queue(desk)[0]} | form))
    assert answer.status_code == status
    assert 'class="trouble"' in answer.text
    assert desk.get("/judgements.json").json() == []


def test_only_reviewers_judge(path: Path) -> None:
    accounts = Accounts(accounts_of(path))
    accounts.add("vera", "viewer", "a long password")
    accounts.add("rosa", "reviewer", "a long password")
    with client_of(path) as desk:
        for name, status in (("vera", 403), ("rosa", 303)):
            form = {"name": name, "password": "a long password", "csrf": token_in(desk.get("/sign-in").text)}
            desk.post("/sign-in", data=form)
            page = desk.get("/review").text
            one = queue(desk)[0]
            token = token_in(desk.get("/saved").text)
            form = {"csrf": token, "verdict": "right", "subject": one}
            assert desk.post("/judgements", data=form, follow_redirects=False).status_code == status
            assert ('name="verdict"' in page) is (status == 303)
        assert [one["by"] for one in desk.get("/judgements.json").json()] == ["rosa"]


def test_judging_leads_nowhere_else(desk: TestClient) -> None:
    answer = judge(desk, verdict="right", subject=queue(desk)[0], back="//evil.example/x")
    assert answer.headers["location"].startswith("/?judged=")
