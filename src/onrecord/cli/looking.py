"""`onrecord show` and `onrecord explain`: one record with its evidence, and why it was coded so."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.options import AsOf, Database

Id = Annotated[str, typer.Argument(metavar="ID", help="As a listing shows it; its first characters are enough.")]


def show(id: Id, as_of: AsOf = None, database: Database = None) -> None:
    """Print one record with its evidence in context."""
    from onrecord.cli.cards import card_of
    from onrecord.cli.opened import opened
    from onrecord.cli.screen import screen

    with opened(database, as_of=as_of) as record:
        for part in card_of(record.get(id), record):
            screen().print(part)


def explain(
    id: Id,
    other: Annotated[
        str | None, typer.Argument(metavar="ID", help="A second incident: why the two were merged, or were not.")
    ] = None,
    as_of: AsOf = None,
    database: Database = None,
) -> None:
    """Print why a record was coded so: the rule or model that decided, and the words that made it."""
    from onrecord.cli.opened import opened
    from onrecord.cli.reasons import reasons_between, reasons_of
    from onrecord.cli.screen import screen

    with opened(database, as_of=as_of) as record:
        found = reasons_of(record.get(id), record) if other is None else reasons_between(id, other, record)
        for part in found:
            screen().print(part)
