"""An incident, an article and the charts in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from making.browsing import Visit

Visiting = Callable[..., "Visit"]


def test_a_citation_is_copied(visiting: Visiting) -> None:
    visit = visiting(permissions=["clipboard-read", "clipboard-write"])
    page = visit.go("/disputes")
    page.locator("li.incident a[data-primary]").first.click()
    page.locator("button[data-copy]").first.click()
    expect(page.locator("button[data-copy]").first).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r".+, \d{4}-\d\d-\d\d: “.+” http", copied), copied


def test_an_incident_shows_its_place_on_a_small_map(visit: Visit) -> None:
    page = visit.go("/?country=SDN")
    page.locator("ol.incidents li.incident", has_text="Zamzam").first.locator("a[data-primary]").click()
    figure = page.locator("figure.map")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-drawn", "true")


def test_a_mark_opens_what_was_made_of_it(visit: Visit) -> None:
    page = visit.go("/articles?q=dialogue")
    page.locator("ol.articles a[data-primary]").first.click()
    mark = page.locator(".text .mark.event").first
    mark.click()
    made = page.locator(".made-of.shown")
    expect(made).to_have_count(1)
    assert made.get_attribute("id") == mark.get_attribute("data-opens")
    assert page.url.endswith(f"#{made.get_attribute('id')}")
    made.locator("details.why summary").click()
    expect(made.locator("details.why p")).to_contain_text("Decided by")


def test_the_legend_switches_a_kind_of_mark_off(visit: Visit) -> None:
    page = visit.go("/articles?q=dialogue")
    page.locator("ol.articles a[data-primary]").first.click()
    mark = page.locator(".text .mark.event").first
    ground = "one => getComputedStyle(one).backgroundColor"
    lit = mark.evaluate(ground)
    page.locator(".legend .key.event input").uncheck()
    assert mark.evaluate(ground) != lit


def test_tolls_through_time_are_drawn_from_the_table(visit: Visit) -> None:
    page = visit.go("/figures")
    expect(page.locator("figure[data-chart] .canvas svg").first).to_be_visible()
    dots = page.locator("figure[data-chart]").first.locator(".series-dot").count()
    assert dots == page.locator("figure[data-chart]").first.locator("tr[data-date]").count()


def test_a_kind_of_figure_is_picked(visit: Visit) -> None:
    page = visit.go("/figures")
    page.locator("nav.kinds a", has_text="injured").click()
    expect(page).to_have_url(re.compile("kind=injured"))
    expect(page.locator("main .count")).to_contain_text("injured")


def test_positions_are_drawn_by_what_is_held_not_by_how_it_is_said(visit: Visit) -> None:
    """A spokesperson who says that there are no talks stands with the office that denies them."""
    page = visit.go("/actors/PAK/positions?on=talks")
    chart = page.locator("figure[data-chart=positions]")
    expect(chart.locator("svg .series-dot").first).to_be_visible()
    held = {row.get_attribute("data-value") for row in chart.locator("tr[data-date]").all()}
    assert set(chart.locator("svg text.label").all_text_contents()) == held
    assert chart.locator("svg .series-dot").count() == chart.locator("tr[data-date]").count()


def test_the_slider_shows_what_was_known_before(visit: Visit) -> None:
    page = visit.go("/?q=Pont")
    page.locator("ol.incidents li.incident", has_text="Gran Grif").first.locator("a[data-primary]").click()
    page.wait_for_load_state("networkidle")
    visit.mark()
    reports = page.locator("p.about .sources")
    known = int(reports.inner_text().split()[0])
    slider = page.locator("form.as-of input[type=range]")
    expect(page.locator("form.as-of output")).to_have_text("now")
    slider.focus()
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile(r"as_of=20\d\d-"))
    expect(page.locator("main .notice")).to_contain_text("what was known at")
    expect(reports).to_contain_text("1 report")
    assert known > 1
    assert page.evaluate("document.activeElement.id") == "as_of-slider"
    page.keyboard.press("End")
    expect(reports).to_contain_text(f"{known} reports")
    assert visit.stays()
