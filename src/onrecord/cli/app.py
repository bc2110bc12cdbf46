"""The application: every command by its name, in the order of the help page."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli import (
    across,
    actors,
    caring,
    changes,
    codebook,
    deciding,
    listing,
    looking,
    questions,
    reading,
    serving,
    taking,
    users,
)
from onrecord.version import VERSION

HELP = """Reads news reports and keeps a record that can be checked: who did what to whom, and on whose word.

Begin with `onrecord read reports/`, then look at `onrecord incidents` and `onrecord disputes`,
or open the desk in a browser with `onrecord serve`.
Every id that a listing shows can be given to `onrecord show` and `onrecord explain`; its first characters are enough.
"""

app = typer.Typer(name="onrecord", help=HELP, no_args_is_help=True, pretty_exceptions_enable=False)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {VERSION}")
        raise typer.Exit


@app.callback()
def _onrecord(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


app.callback(help=HELP)(_onrecord)
app.command(rich_help_panel="Read")(reading.read)
for kind in listing.KINDS:
    if kind != "actors":
        app.command(kind, rich_help_panel="List", help=listing.KINDS[kind].told)(listing.command_of(kind))
app.add_typer(actors.app, name="actors", rich_help_panel="List")
app.command(rich_help_panel="List")(listing.disputes)
app.command(rich_help_panel="Look closer")(looking.show)
app.command(rich_help_panel="Look closer")(looking.explain)
app.command(rich_help_panel="Look closer")(changes.log)
app.command(rich_help_panel="Decide")(questions.review)
app.add_typer(deciding.judge, name="judge", rich_help_panel="Decide")
app.command(rich_help_panel="Decide")(deciding.withdraw)
app.add_typer(deciding.judgements, name="judgements", rich_help_panel="Decide")
app.command(rich_help_panel="Look closer")(serving.serve)
app.add_typer(users.app, name="users", rich_help_panel="Care for the record")
app.add_typer(codebook.app, name="codebook", rich_help_panel="Words and names")
across.add_to(app, "See across reports")
app.command(rich_help_panel="Take away")(taking.export)
app.command(rich_help_panel="Take away")(taking.forget)
app.command(rich_help_panel="Care for the record")(taking.date)
app.command(rich_help_panel="Care for the record")(caring.stats)
app.command(rich_help_panel="Care for the record")(caring.doctor)
app.command(rich_help_panel="Care for the record")(caring.about)
