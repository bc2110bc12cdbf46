"""`onrecord serve`: the desk, in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.options import Database


def serve(
    database: Database = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0 takes any.")] = 8000,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show only; nothing can be written.")] = False,
    token: Annotated[
        str | None,
        typer.Option(envvar="ONRECORD_TOKEN", help="Whoever signs in with it may do everything.", show_envvar=True),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="A name that the desk is reached by. Repeatable.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Open the desk: pages on which the record is read, checked and corrected.

    It listens on this machine alone. Another address (--host 0.0.0.0) needs users (`onrecord users add`) or a
    token; put a server that speaks HTTPS before it. Ctrl-C ends it.
    """
    from onrecord.cli.logs import begin_log
    from onrecord.config import settings
    from onrecord.web.serving import run
    from onrecord.web.state import DeskSettings

    chosen = settings(database=database)
    begin_log(chosen)
    serving = DeskSettings(host, port, read_only=read_only, hosts=tuple(name or ()), token=token or None)
    run(chosen, serving, tell=typer.echo, opening=open_)
