"""The screen that tables are drawn on."""

from __future__ import annotations

import shutil
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 160
"""Columns where the output is no terminal, so that tables in files and pipes stay readable."""


@cache
def screen() -> Console:
    """Standard output, as wide as the terminal is."""
    from rich.console import Console

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDE
    return Console(width=width, highlight=False, emoji=False)
