"""`onrecord judge` and `onrecord judgements`: what people decide on the record, listed, taken away and taken in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import AsOf, Database, Format, Layout

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.records import Judgement

judge = typer.Typer(
    no_args_is_help=True,
    help="""Decide on a record: what is one happening, what is right, what a value is.

    A decision is kept apart from what the coder said and shown as yours, with its time and reason; it holds whatever is
    read later, and `onrecord judge undo` takes it back. `onrecord review` lists what most deserves a look.
    """,
)
judgements = typer.Typer(
    invoke_without_command=True,
    help="""List what people decided, those decisions that were taken back too; or take them away, or in.""",
)

By = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who decides. Default: $ONRECORD_PERSON, else your login name.")
]
Reason = Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="Of an incident or an event; its first characters are enough.")]
Subject = Annotated[
    str,
    typer.Argument(metavar="ID", help="Of an incident or an event, or a tie that a text proposes: TJP/offshoot/TTP."),
]


@judge.command()
def same(one: Id, other: Id, by: By = None, reason: Reason = None, database: Database = None) -> None:
    """Decide that two are one happening."""
    with _opened(database) as record:
        _told(record.judge("same", one, other, by=by, reason=reason))


@judge.command()
def apart(one: Id, other: Id, by: By = None, reason: Reason = None, database: Database = None) -> None:
    """Decide that two are not the same, or that a report does not belong to an incident (its event, the incident)."""
    with _opened(database) as record:
        _told(record.judge("different", one, other, by=by, reason=reason))


@judge.command()
def right(one: Subject, by: By = None, reason: Reason = None, database: Database = None) -> None:
    """Confirm a record."""
    with _opened(database) as record:
        _told(record.judge("right", one, by=by, reason=reason))


@judge.command()
def wrong(one: Subject, by: By = None, reason: Reason = None, database: Database = None) -> None:
    """Reject a record: it is no part of any incident any more, and stays to be seen as what was coded."""
    with _opened(database) as record:
        _told(record.judge("wrong", one, by=by, reason=reason))


@judge.command()
def correct(
    one: Id,
    field: Annotated[str, typer.Argument(help="type, mode, date, place, actor, recipient, killed, injured ...")],
    value: Annotated[str, typer.Argument(help='"23", "20-25", "2023-12-12", "Besham, PAK", "unknown" ...')],
    by: By = None,
    reason: Reason = None,
    database: Database = None,
) -> None:
    """Correct a value; what the reports say stays beside it."""
    with _opened(database) as record:
        _told(record.judge("value", one, correction=(field, value), by=by, reason=reason))


def withdraw(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of an article.")],
    by: By = None,
    reason: Reason = None,
    database: Database = None,
) -> None:
    """Say that a report was withdrawn: it stays to be read, marked, and nothing rests on it any more.

    What rests on other reports too stays with what they tell. A notice of withdrawal that is read under the address of
    the report does the same by itself. `onrecord judge undo` takes it back.
    """
    with _opened(database) as record:
        _told(record.withdraw(article, by=by, reason=reason))


@judge.command()
def undo(
    judgement: Annotated[str, typer.Argument(metavar="ID", help="Of a judgement; `onrecord judgements` lists them.")],
    by: By = None,
    reason: Reason = None,
    database: Database = None,
) -> None:
    """Take a judgement back, which is an entry of its own."""
    with _opened(database) as record:
        _told(record.undo(judgement, by=by, reason=reason))


@judgements.callback(invoke_without_command=True)
def listed(ctx: typer.Context, format: Format = Layout.table, as_of: AsOf = None, database: Database = None) -> None:
    """List what people decided."""
    if ctx.invoked_subcommand is not None:
        return
    from onrecord.cli.opened import opened
    from onrecord.cli.screen import screen

    with opened(database, as_of=as_of) as record:
        if format is not Layout.table:
            record.export("judgements", sys.stdout, format=format.value)
            return
        for one in record.judgements():
            screen().print(line_of(one), markup=False)


@judgements.command("export")
def export_judgements(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write, as JSON Lines.")],
    database: Database = None,
) -> None:
    """Write all judgements to a file, for another copy of the record."""
    from onrecord.cli.opened import opened

    with opened(database) as record:
        count = record.export("judgements", file)
    typer.echo(f"{count} judgements written to {file}.", err=True)


@judgements.command("import")
def import_judgements(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `judgements export` wrote.")],
    database: Database = None,
) -> None:
    """Take in judgements that were made elsewhere; those that the record has are passed over."""
    from onrecord.deciding_lines import read_judgements

    with _opened(database) as record:
        count = record.take_judgements(read_judgements(file))
    typer.echo(f"{count} judgements taken in.", err=True)


@judgements.command()
def cases(
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Else standard output.")] = None,
    database: Database = None,
) -> None:
    """Write each judgement that holds as a line that a test or a training run can use, with its sentences.

    A decision on two becomes a pair with its label, one on a single event its sentence with the words that name it.
    """
    from onrecord.cli.opened import opened
    from onrecord.deciding_lines import lines_of

    with opened(database) as record:
        lines = [f"{line}\n" for line in lines_of(record.judgements(), record.get_event)]
    if output is None:
        sys.stdout.writelines(lines)
        return
    output.write_text("".join(lines), encoding="utf-8")
    typer.echo(f"{len(lines)} cases written to {output}.", err=True)


def line_of(one: Judgement) -> str:
    """A judgement as a line: its id, when, who, what and why."""
    what = " ".join(filter(None, (one.verdict, *one.subjects, one.field, one.value)))
    because = f": “{one.reason}”" if one.reason else ""
    overruled = f" (a later one is followed: {one.overruled_by})" if one.overruled_by else ""
    return f"{one.judgement_id}  {one.at[:16].replace('T', ' ')}  {one.by}  {what}{because}{overruled}"


def _opened(database: Path | None) -> Record:
    from onrecord.cli.opened import opened

    return opened(database, read_only=False)


def _told(made: Judgement) -> None:
    typer.echo(f"{line_of(made)}\nTaken back with: onrecord judge undo {made.judgement_id}")
