"""`onrecord actors`: who is named in the record, and what the register knows of an actor."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli import graph, listing
from onrecord.cli.options import ActorFile, Database

app = typer.Typer(
    invoke_without_command=True,
    help=f"""{listing.KINDS["actors"].told}

    What the register knows of one, with or without a record: `onrecord actors show TTP`
    Actors of your own: `onrecord actors new mine.toml`, then `onrecord read reports/ --actors mine.toml`
    Always read with them: ONRECORD_ACTORS=mine.toml in the environment.
    """,
)


def _listed() -> None:
    """Give the group the options of the listing; it lists where no other word follows."""
    command = listing.command_of("actors")

    def actors(ctx: typer.Context, **given: Any) -> None:  # noqa: ANN401 - the signature is given below
        if ctx.invoked_subcommand is None:
            command(**given)

    signature = inspect.signature(command)
    first = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    actors.__signature__ = signature.replace(parameters=[first, *signature.parameters.values()])  # type: ignore[attr-defined]
    actors.__annotations__ = {"ctx": typer.Context} | dict(command.__annotations__)
    app.callback(invoke_without_command=True)(actors)


_listed()
app.command()(graph.graph)


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, acronym or id: TTP, Hamas, PAK, PAK-MIL.")],
    database: Database = None,
    actors: ActorFile = None,
) -> None:
    """Print an actor's names, kind, parent, offshoots and roles, and what reports in the record say of it.

    Works without a record too: it then prints what the register knows.
    """
    from onrecord.cli.actor_cards import parts_of
    from onrecord.cli.screen import screen

    for part in parts_of(name, database, actors):
        screen().print(part)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.toml...", help="Actor files of your own.")],
) -> None:
    """Check actor files of your own: the first fault with its file, line, key and what was expected."""
    from onrecord.codebooks.register import Register

    known = len(Register.load())
    typer.echo(f"No fault; {len(Register.load(files)) - known} actors beside {known} of the register.")


@app.command()
def new(
    path: Annotated[Path, typer.Argument(metavar="FILE.toml", help="The file to write; none may be there.")],
) -> None:
    """Write an actor file to begin with, with comments that say what may stand in it."""
    from onrecord.codebooks.starters import write_starter

    write_starter("actors", path)
    typer.echo(f"{path} is written. Change it, then: onrecord actors check {path}")
