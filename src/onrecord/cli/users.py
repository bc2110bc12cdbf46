"""`onrecord users`: who may come to a desk that others can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Database

if TYPE_CHECKING:
    from onrecord.web.accounts import Accounts

HELP = """The users of the desk, each with a role.

A viewer reads, a reviewer also judges and adds reports, an admin may do all. They are kept beside the record
(RECORD.desk), with hashes of their passwords. As soon as there is one, everybody signs in.
"""
app = typer.Typer(help=HELP, no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]


@app.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="viewer, reviewer or admin.")] = "viewer",
    database: Database = None,
) -> None:
    """Add a user; the password is asked for, or read from standard input."""
    import sys

    accounts = _accounts(database)
    asks = sys.stdin.isatty()
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if asks else sys.stdin.readline()
    accounts.add(name, role, password.rstrip("\n"))
    typer.echo(f"{name} may sign in as {role}.", err=True)


@app.command("list")
def list_(database: Database = None) -> None:
    """List the users."""
    for user in _accounts(database).users():
        typer.echo(f"{user.name}\t{user.role}\tsince {user.added[:10]}")


@app.command()
def remove(name: Name, database: Database = None) -> None:
    """Take a user away; an open session ends at once."""
    _accounts(database).remove(name)
    typer.echo(f"{name} is removed.", err=True)


def _accounts(database: object) -> Accounts:
    from onrecord.config import settings
    from onrecord.web.accounts import Accounts, accounts_of

    return Accounts(accounts_of(settings(database=database).database))
