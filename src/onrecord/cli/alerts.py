"""`onrecord alerts`: saved queries that report what is new or changed since they last ran."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.across_options import with_filters
from onrecord.cli.options import Database

if TYPE_CHECKING:
    from onrecord.overviews.alerts import Alerts

HELP = """Saved queries that report what is new or changed since they last ran.

An incident that is new, a toll that rose or fell, a denial of something recorded, a standing that flipped. Begin with
`onrecord alerts add sahel --country MLI`, then, after each `onrecord read`, `onrecord alerts run`.
"""
app = typer.Typer(help=HELP, no_args_is_help=True)

IN_A_FEED = 100
"""News of each alert that a feed holds."""
Name = Annotated[str, typer.Argument(metavar="NAME", help="The alert's name.")]


class NewsFormat(StrEnum):
    """How news is given."""

    text = "text"
    jsonl = "jsonl"
    atom = "atom"


@app.command()
@with_filters(
    "actor", "recipient", "source", "type", "mode", "kind", "country", "place", "standing", "publisher", "text",
    "since", "until",
)  # fmt: skip
def add(
    name: Name,
    filters: Any,  # noqa: ANN401 - as `Asked` names them
    past: Annotated[
        bool, typer.Option("--past", help="Report what is in the record already, too, at the first run.")
    ] = False,
    database: Database = None,
) -> None:
    """Save a query under a name; it reports what comes from now on.

    The filters are those of `onrecord incidents`; without any, everything new is reported.
    """
    from onrecord.cli.opened import opened

    with opened(database, read_only=False) as record:
        record.alerts.add(name, filters, past=past)
    asked = ", ".join(f"{key} {value}" for key, value in filters.items()) or "everything"
    typer.echo(f"{name} is saved: {asked}. After the next reading: onrecord alerts run {name}", err=True)


@app.command("list")
def list_(database: Database = None) -> None:
    """List the alerts with their filters, when each last ran, and how much waits to be reported."""
    from onrecord.cli.opened import opened

    with opened(database) as record:
        found = record.alerts.all()
    if not found:
        typer.echo("There are no alerts. Make one: onrecord alerts add NAME --country ISO3")
    for one in found:
        asked = ", ".join(f"{key} {value}" for key, value in one.filters.items()) or "everything"
        typer.echo(f"{one.name}\t{asked}\tlast run {one.run or 'never'}\t{one.pending} to report")


@app.command()
def remove(name: Name, database: Database = None) -> None:
    """Take an alert away."""
    from onrecord.cli.opened import opened

    with opened(database, read_only=False) as record:
        record.alerts.remove(name)
    typer.echo(f"{name} is removed.", err=True)


@app.command()
def run(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Which alerts; else all of them.")
    ] = None,
    format: Annotated[
        NewsFormat, typer.Option("--format", "-f", help="Lines to read, JSON Lines, or an Atom feed of the last news.")
    ] = NewsFormat.text,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where the Atom feed goes; else printed.")
    ] = None,
    call: Annotated[
        str | None,
        typer.Option("--call", metavar="PROGRAM", help="Call this with each piece of news as JSON on its stdin."),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that a called program may take.")] = 60.0,
    database: Database = None,
) -> None:
    """Report what is new or changed since the last run; each piece of news once.

    What was interrupted, or what a called program did not take (it ends with 0 when it has), comes again in the next
    run, under the same news_id. An Atom feed has the last 100 news of each alert, whether reported before or not.
    """
    from onrecord.cli.opened import opened

    if output and (format is not NewsFormat.atom or call):
        raise typer.BadParameter("it goes with --format atom alone", param_hint="--output")
    with opened(database, read_only=False) as record:
        alerts, chosen = record.alerts, names or [one.name for one in record.alerts.all()]
        if not chosen:
            typer.echo("There are no alerts. Make one: onrecord alerts add NAME --country ISO3")
        elif call:
            _call(alerts, chosen, call, timeout)
        elif format is NewsFormat.atom:
            _feed(alerts, chosen, output)
        else:
            _print(alerts, chosen, format)


def _call(alerts: Alerts, names: list[str], call: str, timeout: float) -> None:
    from onrecord.overviews.calls import hand_over, program_of

    program, count = program_of(call), 0
    for news in alerts.run(names):
        hand_over(news, program, timeout)
        count += 1
    typer.echo(f"{count} news handed to {program[0]}.", err=True)


def _feed(alerts: Alerts, names: list[str], output: Path | None) -> None:
    from onrecord.cli.alert_feed import write_feed
    from onrecord.store.export import opened_for_writing

    for name in names:
        alerts.look(name)
    fresh = [news for name in names for news in alerts.unreported(name)]
    last = [news for name in names for news in alerts.last(name, IN_A_FEED)]
    with opened_for_writing(output or sys.stdout) as stream:
        write_feed(names, last, stream)
    alerts.mark(*fresh)
    if output:
        typer.echo(f"{len(last)} news, {len(fresh)} of them not reported before: {output}.", err=True)


def _print(alerts: Alerts, names: list[str], format: NewsFormat) -> None:
    """Each line is out before the next piece of news is asked for, by which the last one is noted as reported."""
    from pydantic import TypeAdapter

    from onrecord.overviews.alerts import News
    from onrecord.wording.news import line

    adapter: TypeAdapter[News] = TypeAdapter(News)
    count = 0
    for news in alerts.run(names):
        shown = adapter.dump_json(news).decode() if format is NewsFormat.jsonl else line(news)
        sys.stdout.write(shown + "\n")
        sys.stdout.flush()
        count += 1
    if not count:
        typer.echo(f"Nothing new for {', '.join(names)}.", err=True)
