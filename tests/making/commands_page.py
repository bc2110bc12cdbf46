"""Writes docs/commands.md from the commands themselves: `python -m making.commands_page`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from onrecord.cli.app import app

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
HEAD = """# The commands

`onrecord COMMAND --help` says the same. This page is written by `make docs`.
"""


def page() -> str:
    """The page as it should be."""
    return "\n".join([HEAD, *_sections()])


def _sections() -> Iterator[str]:
    command: Any = typer.main.get_command(app)
    for name, one in command.commands.items():
        yield from _section(name, one)


def _section(name: str, command: Any) -> Iterator[str]:
    """A command's own section, then those of the commands below it."""
    yield f"## onrecord {name}\n\n{_told(command.help)}\n\n| | |\n| --- | --- |"
    yield from map(_row, command.params)
    yield ""
    for below, one in getattr(command, "commands", {}).items():
        yield from _section(f"{name} {below}", one)


def _told(help_text: str) -> str:
    return "\n".join(line.strip() for line in help_text.strip().splitlines())


def _row(parameter: Any) -> str:
    given = parameter.opts if parameter.param_type_name == "option" else [parameter.metavar or parameter.name]
    names = ", ".join(f"`{name}`" for name in given)
    return f"| {names} | {(parameter.help or '').replace('|', '/')} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
