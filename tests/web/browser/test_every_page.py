"""What holds on every page: it can be read by everybody, in the dark, on a phone, on paper and without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from making.browsing import Visit

Visiting = Callable[..., "Visit"]
PHONE = {"width": 390, "height": 844}
FIRST_INCIDENT = "main li.incident a[data-primary]"
FIRST_ARTICLE = "main ol.articles a[data-primary]"
FIRST_ACTOR = "main table.data a[href^='/actors/']"
PAGES = {
    "desk": ("/", None),
    "desk, nothing fits": ("/?q=zzzz", None),
    "disputes": ("/disputes", None),
    "incident": ("/disputes", FIRST_INCIDENT),
    "articles": ("/articles", None),
    "article": ("/articles?q=dialogue", FIRST_ARTICLE),
    "unread article": ("/articles?unread=true", FIRST_ARTICLE),
    "actors": ("/actors", None),
    "actor": ("/actors?q=Pakistan", FIRST_ACTOR),
    "figures": ("/figures", None),
    "growing figures": ("/figures/series", None),
    "counts by others": ("/figures/counts", None),
    "positions": ("/actors/PAK/positions?on=talks", None),
    "review": ("/review", None),
    "judgements": ("/judgements", None),
    "runs": ("/runs", None),
    "kept views": ("/saved?standing=disputed", None),
    "help": ("/help", None),
    "no such page": ("/incidents/inc-0000000000000000", None),
}
FOUND: dict[str, str] = {}


def path_of(visit: Visit, name: str) -> str:
    """The page's path; one that is named by an id is found by the first link to one, once for all tests."""
    listing, link = PAGES[name]
    if link is not None and name not in FOUND:
        visit.page.goto(visit.address + listing)
        found = visit.page.locator(link).first.get_attribute("href")
        assert found, f"{listing} has no {link}"
        FOUND[name] = found
    return FOUND.get(name, listing)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everybody(visiting: Visiting, name: str) -> None:
    """axe finds nothing serious in the light, in the dark and on a phone, and the phone scrolls one way only."""
    visit = visiting()
    page = visit.go(path_of(visit, name))
    assert page.locator("h1").count() == 1
    assert visit.grave() == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert visit.grave() == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{wide} pixels wider than the phone"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_without_a_script(visiting: Visiting, name: str) -> None:
    visit = visiting(java_script_enabled=False)
    page = visit.go(path_of(visit, name))
    assert page.locator("h1").inner_text()
    assert page.locator("nav[aria-label=Pages] a").count() >= 6
    assert len(page.locator("main").inner_text()) > 20
    assert page.locator("button[data-copy]:visible").count() == 0


def test_paper_gets_the_list_without_the_controls(visit: Visit) -> None:
    page = visit.go("/disputes")
    page.emulate_media(media="print")
    assert page.locator("li.incident").first.is_visible()
    assert not page.locator("header form.find").is_visible()
    assert not page.locator("header nav").is_visible()
