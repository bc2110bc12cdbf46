"""The commands that look across reports, gathered for the application."""

from __future__ import annotations

import typer

from onrecord.cli import alerts, coverage, positions, series

COMMANDS = (positions.positions, coverage.coverage, series.series)


def add_to(app: typer.Typer, panel: str) -> None:
    """Add them to the application, under this heading of its help page."""
    for command in COMMANDS:
        app.command(rich_help_panel=panel)(command)
    app.add_typer(alerts.app, name="alerts", rich_help_panel=panel)
