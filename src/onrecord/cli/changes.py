"""`onrecord log`: what changed in the record, when, and because of which article or judgement."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import AsOf, Database, Layout

if TYPE_CHECKING:
    from onrecord.store.log import LogEntry

PAGE = 50


def log(
    incident: Annotated[
        str | None,
        typer.Argument(metavar="[INCIDENT]", help="The id of an incident, now or earlier; else all of them."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = PAGE,
    format: Annotated[Layout, typer.Option("--format", "-f", help="A table, or JSON Lines.")] = Layout.table,
    as_of: AsOf = None,
    database: Database = None,
) -> None:
    """Print what changed, when, and because of which report or judgement.

    Of one incident it is told from the beginning, of the whole record the newest comes first.
    """
    from onrecord.cli.opened import opened
    from onrecord.cli.screen import screen

    with opened(database, as_of=as_of) as record:
        entries = list(islice(record.log(incident), limit))
    if format is not Layout.table:
        sys.stdout.writelines(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)
        return
    for entry in entries:
        screen().print(line_of(entry, incident is None))


def line_of(entry: LogEntry, named: bool) -> str:
    """One entry as a line, with the incident where several are told of."""
    from rich.markup import escape

    of = f"{entry.incident_id or ''}  " if named else ""
    because = f"  ({why})" if (why := reason_of(entry)) else ""
    return escape(f"{entry.at[:19].replace('T', ' ')}  {of}{entry.what}{because}")


def reason_of(entry: LogEntry) -> str:
    """Because of which report, or by whose decision and why."""
    report = ", ".join(filter(None, (entry.publisher, entry.published, entry.article_id)))
    person = f"decided by {entry.by}" if entry.by else ""
    reason = f"“{entry.reason}”" if entry.reason else ""
    return ", ".join(filter(None, (report, person, reason, entry.judgement_id)))
