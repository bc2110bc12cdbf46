"""An empty desk that says how to begin, reports that are added from the page, and a desk that asks who comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from making.browsing import Visit, served
from onrecord.store.database import Database

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPORT = """The defence ministry said on Monday that rebels had shelled the market in Goma, killing nine people.

The rebels denied shelling the market."""
TOKEN = "a-token-that-is-long-enough-for-a-desk"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.db"
    with Database(path):
        pass
    return path


def opened(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    return Visit(context, context.new_page(), address).watch()


@pytest.fixture
def beginner(browser: Browser, empty: Path) -> Iterator[Visit]:
    with served(empty) as address:
        visit = opened(browser, address)
        yield visit
        visit.context.close()
    assert visit.troubles == []


@pytest.fixture
def stranger(browser: Browser, examples_record: Path) -> Iterator[Visit]:
    with served(examples_record, "--token", TOKEN) as address:
        visit = opened(browser, address)
        yield visit
        visit.context.close()
    assert [one for one in visit.troubles if "401" not in one and "403" not in one] == []


def test_an_empty_desk_says_how_to_begin_and_fills_from_the_page(beginner: Visit) -> None:
    page = beginner.go("/")
    assert beginner.grave() == []
    expect(page.locator("main")).to_contain_text("onrecord read")
    page.locator("main a", has_text="add reports").click()
    page.get_by_label("Publisher", exact=True).fill("Lakes Monitor")
    page.locator("form.paste").get_by_label("Printed on").fill("2025-01-28")
    page.get_by_label("Text", exact=True).fill(REPORT)
    page.get_by_role("button", name="Read the report").click()
    expect(page.locator("#running")).to_contain_text("1 new", timeout=90_000)
    beginner.go("/")
    expect(page.locator("ol.incidents li").first).to_contain_text("Goma")
    expect(page.locator("ol.incidents").first).to_contain_text("The rebels denied shelling the market.")


def test_a_desk_with_a_token_asks_for_it(stranger: Visit) -> None:
    page = stranger.go("/disputes")
    expect(page).to_have_url(re.compile("/sign-in"))
    assert stranger.grave() == []
    page.get_by_label("Password or token").fill("not the token")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password or token").fill(TOKEN)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/disputes$"))
    assert stranger.grave() == []
    page.get_by_role("button", name="Sign out").click()
    stranger.go("/")
    expect(page).to_have_url(re.compile("/sign-in"))
