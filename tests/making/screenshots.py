"""Takes a picture of each page of the desk over the examples, for the documentation: `make screenshots`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from making.browsing import chromium, served
from making.pictures import small

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "screenshots"
WIDE, PHONE = {"width": 1200, "height": 760}, {"width": 375, "height": 720}
PAGES: dict[str, tuple[str, str | None, bool, bool]] = {
    "desk": ("/", None, False, False),
    "desk-dark": ("/", None, True, False),
    "desk-phone": ("/", None, False, True),
    "disputes": ("/disputes", None, False, False),
    "incident": ("/?q=Daraban&order=told", "main li.incident a[data-primary]", False, False),
    "article": ("/articles?q=dialogue", "main ol.articles a[data-primary]", False, False),
    "actor": ("/actors?q=Rapid", "main table.data a[href^='/actors/']", False, False),
    "figures": ("/figures", None, False, False),
    "review": ("/review", None, False, False),
    "runs": ("/runs", None, False, False),
}
"""By file: the address, what is clicked on there, whether it is dark, whether it is a phone."""


def take_all(browser: Browser, address: str) -> None:
    """Every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    blank = browser.new_page()
    for name, (path, link, dark, phone) in PAGES.items():
        context = browser.new_context(
            viewport=PHONE if phone else WIDE,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(address + path)
        if link:
            page.locator(link).first.click()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1500)
        (FOLDER / f"{name}.png").write_bytes(small(page.screenshot(), blank))
        context.close()


def main() -> None:
    """Read the examples into a record of their own and take the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "examples.db"
        command = [sys.executable, "-m", "onrecord", "read", "examples", "--database", str(database)]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        with served(database) as address:
            browser = chromium(playwright)
            take_all(browser, address)
            browser.close()


if __name__ == "__main__":
    main()
