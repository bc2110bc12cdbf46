"""One browser and one desk over the examples for all tests here; every visit is checked for what must not happen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from making.browsing import Visit

EXAMPLES = Path(__file__).parents[3] / "examples"
PATIENCE = 30_000
"""Milliseconds: the map is drawn without a graphics card here, and a machine may be busy."""
Visiting = Callable[..., "Visit"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.needs("chromium"))


@pytest.fixture(scope="session")
def examples_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One report is read before the others, so that what is told of it has a past."""
    path = tmp_path_factory.mktemp("desk") / "examples.db"
    for reports in (EXAMPLES / "haiti" / "pont-sonde.html", EXAMPLES):
        command = [sys.executable, "-m", "onrecord", "read", str(reports), "--database", str(path), "--jobs", "1"]
        subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture(scope="session")
def desk(examples_record: Path) -> Iterator[str]:
    from making.browsing import served

    with served(examples_record) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import expect, sync_playwright

    from making.browsing import chromium

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = chromium(playwright)
        yield opened
        opened.close()


@pytest.fixture
def visiting(browser: Browser, desk: str) -> Iterator[Visiting]:
    from making.browsing import Visit

    visits: list[Visit] = []

    def visit(**context: Any) -> Visit:
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | context
        opened = browser.new_context(**options)
        opened.set_default_timeout(PATIENCE)
        scripts = bool(options.get("java_script_enabled", True))
        visits.append(Visit(opened, opened.new_page(), desk, scripts).watch())
        return visits[-1]

    yield visit
    troubles = [trouble for one in visits for trouble in one.troubles]
    for one in visits:
        one.context.close()
    assert troubles == []


@pytest.fixture
def visit(visiting: Visiting) -> Visit:
    return visiting()
