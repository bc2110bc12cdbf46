"""`onrecord codebook`: look at the triggers of event types, begin a codebook of your own, and check it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import Codebook

app = typer.Typer(
    no_args_is_help=True,
    help="""Look at the codebook of event types, begin one of your own, and check it.

    A new one: `onrecord codebook new mine.toml`
    How triggers are written: `onrecord codebook show attack`
    Is yours right? `onrecord codebook check mine.toml`
    Read with it: `onrecord read reports/ --codebook mine.toml`
    Always read with it: ONRECORD_CODEBOOKS=mine.toml in the environment.
    """,
)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.toml...", help="Codebooks of your own.")],
    examples: Annotated[
        bool, typer.Option("--examples/--no-examples", help="Run each trigger's example, or look at the file alone.")
    ] = True,
) -> None:
    """Check codebooks of your own: every fault with its file, line, key and what was expected.

    Repeats, unknown types, modes, codes and word classes, and triggers without an example are faults.
    So is an example that the coder does not code as it is marked. Ends with 2 where there is any fault.
    """
    from onrecord.cli.codebook_check import faults_of

    told = faults_of(files, examples=examples)
    for line in told.lines:
        typer.echo(line)
    if told.faults:
        raise typer.Exit(2)


@app.command()
def show(
    wanted: Annotated[
        str | None,
        typer.Argument(
            metavar="TYPE or TRIGGER", help='An event type (ASSAULT), or a word of a trigger (attack, "hold talks").'
        ),
    ] = None,
    codebook: Codebook = None,
) -> None:
    """Print a type with its definition and triggers, or every trigger with a word, each with its example.

    Without a word, lists the types.
    """
    from onrecord.cli.codebook_cards import parts_of
    from onrecord.cli.screen import screen
    from onrecord.codebooks.events import Codebook as Book
    from onrecord.config import settings

    for part in parts_of(Book.load(settings(codebooks=codebook).codebooks), wanted):
        screen().print(part)


@app.command()
def new(
    path: Annotated[Path, typer.Argument(metavar="FILE.toml", help="The file to write; none may be there.")],
) -> None:
    """Write a codebook to begin with, with comments that say what may stand in it."""
    from onrecord.codebooks.starters import write_starter

    write_starter("codebook", path)
    typer.echo(f"{path} is written. Change it, then: onrecord codebook check {path}")
