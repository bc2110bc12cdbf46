"""`onrecord review`: what most deserves a look, and the commands that answer it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from itertools import islice
from typing import Annotated

import typer

from onrecord.cli.options import Database, Layout


class Asked(StrEnum):
    """What can be asked about."""

    merge = "merge"
    contradiction = "contradiction"
    single = "single source"
    proposal = "proposal"


def review(
    kind: Annotated[Asked | None, typer.Option(help="Only these.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    format: Annotated[Layout, typer.Option("--format", "-f", help="To read, or JSON Lines.")] = Layout.table,
    database: Database = None,
) -> None:
    """List what most deserves a look, with what each answer would change and the command that gives it.

    Reports that were nearly merged or nearly not, figures that differ, what rests on one report without a named source,
    and ties between actors that texts propose; among the newest incidents, and not what was decided already.
    """
    from onrecord.cli.opened import opened
    from onrecord.cli.screen import screen

    with opened(database) as record:
        found = list(islice(record.review(kind.value if kind else None), limit))
    if format is not Layout.table:
        sys.stdout.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in found)
        return
    if not found:
        screen().print("Nothing is waiting to be looked at.")
    for number, one in enumerate(found, 1):
        screen().print(f"{number}. {one.kind}: {one.question}", markup=False, style="bold")
        screen().print(f"   because {one.because}", markup=False)
        for answer in one.answers:
            screen().print(f"   {answer.answer} ({answer.changes}): {answer.command}", markup=False)
