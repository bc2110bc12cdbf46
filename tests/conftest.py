"""Shared fixtures, and tests that need something which not every machine has.

`@pytest.mark.needs("postgresql")` skips a test with a sentence where the thing is missing. Where the environment
variable ONRECORD_REQUIRE names it (comma-separated), the test fails instead, so that CI cannot pass by skipping.
"""

import os
import shutil
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

REMEDY = {
    "chromium": "install Debian's package chromium",
    "postgresql": "install Debian's package postgresql",
}


def is_here(need: str) -> bool:
    if need == "postgresql":
        return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return shutil.which(need) is not None


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(name): skipped, with a sentence, where `name` is not installed")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        (need,) = marker.args
        if is_here(need):
            continue
        sentence = f"{need} is not on this machine; {REMEDY[need]}"
        if need in os.environ.get("ONRECORD_REQUIRE", "").split(","):
            pytest.fail(f"{sentence} (ONRECORD_REQUIRE names it)", pytrace=False)
        pytest.skip(sentence)
