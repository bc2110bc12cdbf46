"""A person's decisions in a browser: on the incident's page, and through the queue with the keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from making.browsing import Visit


def waiting(page: Page) -> int:
    return int(page.locator("main .count").inner_text().split()[0])


def test_a_judgement_is_stored_shown_and_taken_back(visit: Visit) -> None:
    page = visit.go("/disputes")
    page.locator("li.incident a[data-primary]").first.click()
    page.wait_for_load_state("load")
    visit.mark()
    section = page.locator("#judging")
    expect(section).to_contain_text("Nobody has judged it.")
    section.get_by_label("Why").first.fill("both reports say so")
    section.get_by_role("button", name="It is right").click()
    expect(page.locator("#notice")).to_contain_text("stored")
    expect(section).to_contain_text("because “both reports say so”")
    assert visit.grave() == []
    page.locator("#notice").get_by_role("button", name="Undo").click()
    expect(section).to_contain_text("Nobody has judged it.")
    assert visit.stays()


def test_the_queue_is_worked_through_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.go("/review")
    visit.mark()
    before = waiting(page)
    assert before > 2
    first, second = (page.locator("li.case").nth(n).get_attribute("id") for n in (0, 1))
    page.keyboard.press("j")
    assert page.locator("li.case.current").get_attribute("id") == first
    page.keyboard.press("y")
    expect(page.locator("main .count")).to_have_text(re.compile(f"^{before - 1} "))
    expect(page.locator(f"#{first}")).to_have_count(0)
    expect(page.locator("#notice")).to_contain_text("stored")
    expect(page.locator("li.case.current")).to_have_id(str(second))
    assert page.locator("li.case.current").evaluate("one => document.activeElement === one")
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile(f"later={second}"))
    expect(page.locator("li.case.current")).not_to_have_id(str(second))
    page.go_back()
    expect(page.locator("#notice")).to_contain_text("stored")
    page.keyboard.press("u")
    expect(page.locator("main .count")).to_have_text(re.compile(f"^{before} "))
    assert visit.stays()


def test_the_sheet_names_what_the_keys_of_the_queue_do(visit: Visit) -> None:
    page = visit.go("/review")
    page.keyboard.press("?")
    for key, does in (("y", "right"), ("n", "wrong"), ("s", "later")):
        row = page.locator("dialog dt", has_text=re.compile(f"^{key}$"))
        expect(row.locator("+ dd")).to_have_text(does)
