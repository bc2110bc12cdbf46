"""A desk served for a browser, and a browser that notes what must not happen on any page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

QUIET = (
    "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--enable-unsafe-swiftshader",
)  # fmt: skip
GRAVE = ("serious", "critical")


@contextmanager
def served(database: Path, *options: str) -> Iterator[str]:
    """The desk over a record, in a process of its own; gives its address, without a stroke at its end."""
    command = [sys.executable, "-u", "-m", "onrecord", "serve", "--database", str(database), "--port", "0", *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield _address(server)
    finally:
        server.terminate()
        server.wait()
        assert server.stdout
        server.stdout.close()


def _address(server: subprocess.Popen[str]) -> str:
    assert server.stdout
    said = []
    for line in server.stdout:
        said.append(line)
        if "http://" in line:
            return "http://" + line.split("http://")[1].split("/")[0]
    raise AssertionError("The desk did not start:\n" + "".join(said))


def chromium(playwright: Playwright) -> Browser:
    """The machine's Chromium, which talks to nobody by itself."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=[*QUIET, *(["--no-sandbox"] if root else [])]
    )


@dataclass
class Visit:
    """One reader's browser: its page, and what went wrong on it."""

    context: BrowserContext
    page: Page
    address: str
    scripts: bool = True
    troubles: list[str] = field(default_factory=list)

    def watch(self) -> Visit:
        """Note errors of scripts, words of the console, and requests that fail or go elsewhere."""
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("console", self._on_console)
        self.context.on("request", self._on_request)
        self.page.on("response", lambda r: self.troubles.append(f"{r.status} {r.url}") if r.status >= 500 else None)
        return self

    def _on_console(self, message: ConsoleMessage) -> None:
        drawing = "GL Driver Message" in message.text
        missing = "status of 404" in message.text or "status of 422" in message.text
        if message.type in ("error", "warning") and not drawing and not missing:
            self.troubles.append(f"console {message.type}: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:", f"blob:{self.address}/")):
            self.troubles.append(f"asked another host: {request.url}")

    def go(self, path: str) -> Page:
        """Open a page, and wait until what its scripts fetch is there: what they draw, and nothing else."""
        self.page.goto(self.address + path, wait_until="load")
        if self.scripts and self.page.locator("figure").count():
            self.page.wait_for_load_state("networkidle")
        return self.page

    def grave(self) -> list[str]:
        """What axe finds on the page that keeps somebody from using it."""
        found: dict[str, Any] = Axe().run(self.page).response
        return [
            f"{one['id']}: {one['help']} ({node['html'][:160]}; {node.get('failureSummary', '')[:200]})"
            for one in found["violations"]
            if one["impact"] in GRAVE
            for node in one["nodes"]
        ]

    def stays(self) -> bool:
        """Whether the page has not been loaded anew since `mark`."""
        return bool(self.page.evaluate("window.stayed === true"))

    def mark(self) -> None:
        """Mark the page that is loaded now."""
        self.page.evaluate("window.stayed = true")
