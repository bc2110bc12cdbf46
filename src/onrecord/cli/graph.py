"""`onrecord actors graph`: who is tied to whom, and who acted on whom."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.across_options import with_filters
from onrecord.cli.options import AsOf, Database
from onrecord.wording import words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from onrecord.overviews.graph import Act, Graph, Node, Tie

MOST = 60
"""Rows of acts in a table; the other formats have all."""
NOTHING = "No actor of the record is tied to another or acted on one. `onrecord actors` lists who is named."


class GraphFormat(StrEnum):
    """How the graph is given."""

    table = "table"
    graphml = "graphml"
    json = "json"


@with_filters("type", "country", "standing", "since", "until")
def graph(
    filters: Any,  # noqa: ANN401 - as `Asked` names them
    actor: Annotated[
        str | None, typer.Option("--actor", help="Only what touches this actor: a name, acronym or id (TTP).")
    ] = None,
    format: Annotated[
        GraphFormat, typer.Option("--format", "-f", help="A table to read, GraphML for Gephi and others, or JSON.")
    ] = GraphFormat.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file; else standard output.")
    ] = None,
    as_of: AsOf = None,
    database: Database = None,
) -> None:
    """Show who is tied to whom, with who says so and in which words, and who acted on whom how often.

    A tie that a report proposes ("believed to be an offshoot of") stays a proposal until a person judges its id, as
    TJP/offshoot/TTP, right or wrong. Acts are incidents by type with their standing; the filters say which count.
    """
    from onrecord.cli.opened import opened
    from onrecord.cli.screen import screen

    with opened(database, as_of=as_of) as record:
        found = record.graph(actor=actor, **filters)
    if format is not GraphFormat.table:
        _take_away(found, format, output)
        return
    if output is not None:
        raise typer.BadParameter("a table is printed; -o goes with --format graphml or json", param_hint="--output")
    for part in _parts(found):
        screen().print(part)


def _take_away(found: Graph, format: GraphFormat, output: Path | None) -> None:
    from onrecord.overviews.graph import Graph
    from onrecord.overviews.graphml import write_graphml
    from onrecord.store.export import opened_for_writing, write_rows

    if format is GraphFormat.json:
        write_rows([found], Graph, output or sys.stdout)
    else:
        with opened_for_writing(output or sys.stdout) as stream:
            write_graphml(found, stream)
    if output:
        typer.echo(f"{len(found.nodes)} actors, {len(found.ties)} ties, {len(found.acts)} acts: {output}.", err=True)


def _parts(found: Graph) -> Iterator[RenderableType]:
    if not found.nodes:
        yield NOTHING
        return
    names = {node.actor_id: node.name for node in found.nodes}
    if found.ties:
        yield _ties(found.ties)
    if found.acts:
        acts = sorted(found.acts, key=lambda act: (-act.incidents, act.actor, act.recipient))
        yield _acts(acts[:MOST], names)
    if len(found.acts) > MOST:
        yield f"The {MOST} most frequent of {len(found.acts)}; --actor narrows them, --format json has all."
    yield from _aliases(found.nodes)


def _ties(ties: tuple[Tie, ...]) -> Table:
    from rich.markup import escape
    from rich.table import Table

    table = Table(title="who is tied to whom", title_justify="left", header_style="bold", pad_edge=False)
    for heading, narrowest in (("tie", 24), ("who says so", 12), ("status", 9), ("id", 20)):
        table.add_column(heading, min_width=narrowest, overflow="fold")
    table.add_column("in which words", ratio=1)
    for tie in ties:
        sentence = words.quoted(tie.sentence) if tie.sentence else "—"
        table.add_row(*map(escape, (tie.in_words + _while(tie), _by(tie), tie.status, tie.tie_id, sentence)))
    return table


def _while(tie: Tie) -> str:
    return f" ({tie.since or '?'} to {tie.until or 'now'})" if tie.since or tie.until else ""


def _by(tie: Tie) -> str:
    if tie.basis == "register":
        return "the register"
    where = ", ".join(filter(None, (tie.publisher or tie.article_id, tie.published)))
    return f"{tie.source or 'the article itself'} ({where})"


def _acts(acts: list[Act], names: dict[str, str]) -> Table:
    from rich.markup import escape
    from rich.table import Table

    table = Table(title="who acted on whom", title_justify="left", header_style="bold", pad_edge=False)
    for heading in ("actor", "", "recipient", "what", "incidents", "standing", "first", "last"):
        table.add_column(heading, overflow="fold")
    for act in acts:
        standings = ", ".join(f"{one.standing} {one.incidents}" for one in act.standings)
        cells = (
            names[act.actor], "↔" if act.mutual else "→", names[act.recipient], act.event_type or "other",
            str(act.incidents), standings, act.first or "—", act.last or "—",
        )  # fmt: skip
        table.add_row(*map(escape, cells))
    return table


def _aliases(nodes: tuple[Node, ...]) -> Iterator[RenderableType]:
    from rich.text import Text

    for node in nodes:
        if node.names:
            yield Text(f"{node.name} [{node.actor_id}] is also called {', '.join(node.names)}", style="dim")
