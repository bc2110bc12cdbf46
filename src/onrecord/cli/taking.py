"""`onrecord export` and `onrecord forget`: records taken away, and taken down."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import AsOf, Database


class RecordKind(StrEnum):
    """What can be exported."""

    articles = "articles"
    statements = "statements"
    events = "events"
    claims = "claims"
    figures = "figures"
    incidents = "incidents"
    actors = "actors"
    judgements = "judgements"


class FileFormat(StrEnum):
    """The formats of an export."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def export(
    kind: Annotated[RecordKind, typer.Argument(metavar="RECORD", help=f"One of {', '.join(RecordKind)}.")],
    format: Annotated[FileFormat, typer.Option("--format", "-f", help="The format.")] = FileFormat.jsonl,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file; else standard output.")
    ] = None,
    as_of: AsOf = None,
    database: Database = None,
) -> None:
    """Write all records of one kind, with every key that the docs name (docs/records.md).

    The order is that of the ids, so that two records of the same content give the same bytes.
    """
    from onrecord.cli.opened import opened

    with opened(database, as_of=as_of) as record:
        count = record.export(kind.value, output or sys.stdout, format=format.value)
    if output:
        typer.echo(f"{count} {kind.value} written to {output}.", err=True)


def forget(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of an article.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    database: Database = None,
) -> None:
    """Take an article out of the record: its text and all that rests on it alone.

    Nothing of it can be got back. A log entry says that something was removed, not what.
    """
    from onrecord.cli.opened import opened

    with opened(database, read_only=False) as record:
        found = record.get_article(article)
        if not yes:
            typer.confirm(f"Forget {found.title or found.text[:60] or found.article_id!r} for good?", abort=True)
        record.forget(found.article_id)
    typer.echo(f"{found.article_id} is forgotten.", err=True)


def date(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of an article.")],
    published: Annotated[str, typer.Argument(metavar="DAY", help="When it was printed: 2023-12-14, 2023-12 or 2023.")],
    database: Database = None,
) -> None:
    """Say when an article was printed.

    What its text counts from that day ("on Tuesday", "last month") is resolved again, and the incidents that it is
    part of are merged again; the article is not read again. To date many at once, read their files again with
    --published.
    """
    from onrecord.cli.opened import opened

    with opened(database, read_only=False) as record:
        found = record.date(article, published)
    typer.echo(f"{found.article_id} was printed on {found.published.date}.", err=True)
