"""Reports added from a page are read beside it, and the page tells how far that is."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from making.desks import ADDRESS, token_in
from onrecord.config import settings
from onrecord.web.app import create_app

REPORT = "On Monday the army attacked a village near Nyala, killing 12 people, a resident said. The army denied it."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(settings(database=tmp_path / "r.db", attribution="rules"))
    with TestClient(app, base_url=ADDRESS) as client:
        yield client


def added(desk: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.get("/runs.json").json()["added"]
    return found


def wait_for(desk: TestClient, seconds: int = 120) -> None:
    until = time.monotonic() + seconds
    while not all(one["ended"] for one in added(desk)):
        assert time.monotonic() < until, "the reports were not read in time"
        time.sleep(0.2)


def test_pasted_and_uploaded_reports_are_read(desk: TestClient) -> None:
    token = token_in(desk.get("/runs").text)
    pasted = {"text": REPORT, "title": "Nyala", "publisher": "Ledger", "published": "2025-01-08", "csrf": token}
    assert desk.post("/reports/paste", data=pasted, follow_redirects=False).status_code == 303
    assert "data-refresh" in desk.get("/runs").text
    files = [("files", ("../wire 1.txt", REPORT.replace("Nyala", "Bunia").encode(), "text/plain"))]
    assert desk.post("/reports/upload", data={"csrf": token, "publisher": "Wire"}, files=files).status_code == 200
    wait_for(desk)
    assert [(one["names"], one["trouble"]) for one in added(desk)] == [
        (["wire_1.txt"], None),
        (["pasted: Nyala"], None),
    ]
    assert all(one["progress"]["stored"] == 1 for one in added(desk))
    origins = {one["publisher"]: one["origin"] for one in desk.get("/articles.json").json()["articles"]}
    assert origins["Wire"].startswith("added-at-the-desk-")
    assert origins["Wire"].endswith("/wire_1.txt")
    assert "data-refresh" not in desk.get("/runs").text


@pytest.mark.parametrize(
    ("path", "form", "sentence"),
    [
        ("/reports/paste", {"text": "  "}, "no text"),
        ("/reports/upload", {"published": "yesterday"}, "Printed on"),
        ("/reports/upload", {}, "such files are not read here"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    desk: TestClient, path: str, form: dict[str, str], sentence: str
) -> None:
    token = token_in(desk.get("/runs").text)
    files = [("files", ("map.exe", b"x", "text/plain"))] if path.endswith("upload") else None
    answer = desk.post(path, data={"csrf": token, **form}, files=files)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert added(desk) == []


def test_too_much_at_once_is_refused(desk: TestClient) -> None:
    token = token_in(desk.get("/runs").text)
    files = [("files", ("big.txt", b"x" * (33 * 1024 * 1024), "text/plain"))]
    assert desk.post("/reports/upload", data={"csrf": token}, files=files).status_code == 413
