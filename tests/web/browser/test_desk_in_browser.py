"""The first page in a browser: it answers without a click, and narrows down without being loaded anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from making.browsing import Visit

Visiting = Callable[..., "Visit"]
DRAWN = "figure#map[data-drawn]"


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def count(page: Page) -> int:
    found = re.search(r"\d+", page.locator("main .count").inner_text().replace(",", ""))
    assert found
    return int(found[0])


def middle(box: Locator) -> tuple[float, float]:
    found = box.bounding_box()
    assert found
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


@pytest.fixture
def page(visit: Visit) -> Page:
    opened = visit.go("/")
    visit.mark()
    return opened


def test_says_what_happened_who_says_so_and_who_denies_it(visiting: Visiting) -> None:
    """Also to somebody whose browser runs no script."""
    page = visiting(java_script_enabled=False).go("/")
    told = page.locator("main").inner_text()
    assert "Says so" in told
    assert "Denies it" in told
    assert page.locator(".for blockquote p").first.inner_text()
    assert page.locator(".against blockquote p").first.inner_text()


def test_words_are_searched_for(visit: Visit, page: Page) -> None:
    before = count(page)
    page.keyboard.press("/")
    page.keyboard.type("camp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=camp$"))
    expect(page.locator("main .count")).to_contain_text(" of ")
    assert 0 < count(page) < before
    assert visit.stays()


def test_a_facet_narrows_and_the_way_back_widens(visit: Visit, page: Page) -> None:
    before = count(page)
    option = page.locator(".facet .option", has_text="disputed")
    number = int(option.locator(".n").inner_text())
    option.click()
    expect(page).to_have_url(re.compile("standing=disputed"))
    expect(page.locator("main .count")).to_have_text(re.compile(f"^{number} of"))
    assert page.locator("ol.incidents li .standing.disputed").count() == number
    assert page.locator(".facet .option.on").inner_text().startswith("disputed")
    assert page.evaluate("document.activeElement.textContent").strip().startswith("disputed")
    page.go_back()
    expect(page.locator("main .count")).to_have_text(re.compile(f"^{before} "))
    assert visit.stays()


def test_the_brush_narrows_to_a_span_of_time(visit: Visit, page: Page) -> None:
    before = count(page)
    page.wait_for_selector(DRAWN)
    page.evaluate("document.fonts.ready.then(() => true)")
    for _ in range(4):
        _brush(page)
        page.wait_for_timeout(1500)
        if "from=" in page.url:
            break
    expect(page).to_have_url(re.compile(r"from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d"))
    expect(page.locator("main .count")).to_contain_text(" of ")
    assert count(page) < before
    expect(page.locator("#timeline svg .bar.out").first).to_be_attached()
    assert visit.stays()


def _brush(page: Page) -> None:
    """Drag over the timeline; where the drawing was made anew meanwhile, the drag is lost, as it is for people."""
    box = page.locator("#timeline svg .overlay").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.98, box["y"] + 25, steps=5)
    page.mouse.up()


def test_a_click_on_the_map_opens_what_is_there(visit: Visit, page: Page) -> None:
    """A badge on a country asks for what is known only to that country."""
    page.wait_for_selector(DRAWN)
    badge = page.locator(".country-badge").first
    country = parse_qs(urlsplit(str(badge.get_attribute("href"))).query)["country"][0]
    name = badge.locator("span").inner_text()
    assert f"somewhere in {name}" in str(badge.get_attribute("aria-label"))
    badge.click()
    expect(page).to_have_url(re.compile(f"country={country}"))
    expect(page.locator("main .count")).to_contain_text(" of ")
    assert visit.stays()


def test_badges_of_countries_lie_on_nothing(page: Page) -> None:
    page.wait_for_selector(DRAWN)
    page.wait_for_timeout(300)
    boxes = [one.bounding_box() for one in page.locator(".country-badge").all()]
    drawn = [box for box in boxes if box]
    assert len(drawn) >= 2, "the examples have too few countries for this test"
    for at, one in enumerate(drawn):
        for other in drawn[at + 1 :]:
            beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            above = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
            assert beside or above, (one, other)


def test_a_phone_shows_first_what_happened(visiting: Visiting) -> None:
    """Map, timeline and filters are a link away, and there whole."""
    page = visiting(viewport={"width": 375, "height": 812}).go("/")
    first = page.locator("li.incident").first
    assert first.locator("p.account").is_visible()
    box = first.locator("p.account").bounding_box()
    assert box
    assert box["y"] + box["height"] < 812
    page.locator(".jump a", has_text="Map").click()
    expect(page.locator("#map .canvas")).to_be_in_viewport()


def test_a_group_on_the_map_comes_closer_or_narrows(visit: Visit, page: Page) -> None:
    page.wait_for_selector(DRAWN)
    page.wait_for_timeout(300)
    canvas = page.locator("#map canvas")
    before = canvas.screenshot()
    x, y = _first_point(page)
    page.mouse.move(x, y)
    expect(page.locator(".maplibregl-popup")).to_contain_text("incident")
    page.mouse.click(x, y)
    page.wait_for_timeout(800)
    assert canvas.screenshot() != before or "place" in asked(page)
    assert visit.stays()


FIND = """canvas => {
  const box = canvas.getBoundingClientRect();
  for (let y = box.top + 12; y < box.bottom; y += 7)
    for (let x = box.left + 12; x < box.right - 60; x += 7) {
      canvas.dispatchEvent(new MouseEvent("mousemove", { clientX: x, clientY: y, bubbles: true }));
      if (canvas.style.cursor === "pointer") return [x, y];
    }
  return null;
}"""


def _first_point(page: Page) -> tuple[float, float]:
    """Where the pointer turns into a hand: on something that can be clicked."""
    found = page.locator("#map canvas").evaluate(FIND)
    assert found, "nothing on the map can be clicked"
    return found[0] + 2, found[1] + 2


def test_without_webgl_the_table_is_opened_instead(visiting: Visiting) -> None:
    visit = visiting()
    visit.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page = visit.go("/")
    expect(page.locator("#map .figure-note")).to_contain_text("The table has the same")
    assert page.locator("#map details.behind").get_attribute("open") is not None
    visit.troubles = [one for one in visit.troubles if "WebGL" not in one and "webgl" not in one]


def test_the_theme_is_chosen_and_kept(visit: Visit, page: Page) -> None:
    def ground() -> str:
        return str(page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor"))

    light = ground()
    page.locator("#theme-button").click()
    page.locator("#theme-button").click()
    assert page.locator("#theme-button").inner_text() == "Dark"
    assert ground() != light
    visit.go("/disputes")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_keyboard_walks_the_list_and_shows_its_keys(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    current = page.locator("li.incident.current")
    assert current.count() == 1
    assert current.evaluate("one => document.activeElement === one")
    title = current.locator("h3").inner_text()
    page.keyboard.press("?")
    sheet = page.locator("dialog#keys")
    expect(sheet).to_contain_text("next")
    expect(sheet).to_contain_text("Disputes")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/incidents/"))
    expect(page.locator("h1")).to_have_text(title)
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile("/disputes$"))


def test_single_keys_can_be_switched_off(page: Page) -> None:
    page.locator("#keys-button").click()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("li.incident.current")).to_have_count(0)


def test_the_skip_link_leads_past_the_names_of_the_pages(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("one => document.activeElement === one")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
