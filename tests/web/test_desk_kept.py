"""What the desk keeps, and how it follows a record that is being written."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from making.desks import client_of, keep
from making.readings import attack
from onrecord.web import state
from onrecord.web.kept import Kept


def test_only_what_is_missing_is_made_and_the_least_lately_used_goes() -> None:
    kept: Kept[int, str] = Kept(2)
    asked: list[list[int]] = []

    def make(keys: Sequence[int]) -> dict[int, str]:
        asked.append(list(keys))
        return {key: str(key) for key in keys if key < 10}

    assert kept.several([1, 2], make) == {1: "1", 2: "2"}
    assert kept.several([1], make) == {1: "1"}
    assert kept.several([3, 99], make) == {3: "3"}
    kept.several([1, 2], make)
    assert asked == [[1, 2], [3, 99], [2]]


def test_a_large_record_is_followed_beside_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [f"2024-03-{day:02}" for day in range(5, 26, 4)]
    path = keep(tmp_path / "r.db", [attack("Gao", day, 3, "agency", day) for day in days])
    monkeypatch.setattr(state, "SOON", 0.0)
    monkeypatch.setattr(state, "SHARE", 0)
    with client_of(path) as desk:
        assert "Menaka" not in desk.get("/").text
        keep(path, [attack("Menaka", "2024-05-07", 4, "rival", "2024-05-07")])
        until = time.monotonic() + 20
        while "Menaka" not in (page := desk.get("/").text) and time.monotonic() < until:
            time.sleep(0.05)
        assert "4 people killed" in page
        assert f"{len(days) + 1} incidents in the record" in page
        assert desk.get("/incidents.json?publisher=rival").json()["count"] == 1
