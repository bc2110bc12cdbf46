"""`onrecord positions`: what an actor says on a matter, through time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.across_options import with_filters
from onrecord.cli.options import AsOf, Database, Format, Layout
from onrecord.wording import words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.overviews.positions import Position, Positions, Shift

NO_DAY = "day unknown"


@with_filters("publisher", "since", "until")
def positions(
    actor: Annotated[
        str, typer.Argument(metavar="ACTOR", help='Whose: a name ("Sudan", "Pakistan Taliban") or an actor id (TTP).')
    ],
    on: Annotated[
        str, typer.Option("--on", help='The matter in plain words: "talks TTP", "ceasefire", "expulsion Chad".')
    ],
    filters: Any,  # noqa: ANN401 - as `Asked` names them
    format: Format = Layout.table,
    as_of: AsOf = None,
    database: Database = None,
) -> None:
    """Show what an actor says on a matter through time: each stance with its sentences, the shifts, who contradicts.

    A state includes its offices and spokespersons, a group whoever speaks for it; each line says so. Actors in the
    matter go by any of their names, words such as talks, attack or sanctions by the events coded so and by the text.
    """
    from onrecord.cli.opened import opened

    with opened(database, as_of=as_of) as record:
        found = record.positions(actor, on, **filters)
    if format is Layout.table:
        _print(found)
        return
    from onrecord.overviews.positions import Position
    from onrecord.store.export import write_rows

    write_rows(found.positions, Position, sys.stdout, format.value)


def _print(found: Positions) -> None:
    from onrecord.cli.screen import screen

    for part in _parts(found):
        screen().print(part)


def _parts(found: Positions) -> Iterator[RenderableType]:
    from rich.text import Text

    called = f" (also {', '.join(found.who.names[:3])})" if found.who.names else ""
    yield Text(f"{found.who.name}{called} on {found.on}", style="bold")
    for part in found.understood:
        yield Text(f"  {part.words}: {part.meaning}", style="dim")
    if not found.positions:
        yield Text(
            "Nothing that they say on it is in the record. Fewer words find more; `onrecord statements` lists all."
        )
    for stance, listed in found.by_stance().items():
        yield Text(f"\n{stance} ({len(listed)})", style="bold")
        for one in listed:
            yield from _position(one)
    yield from _contradictions(found.positions)
    yield from _shifts(found.shifts)


def _position(one: Position) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    holds = f": {'; '.join(one.holds)}" if one.holds else ""
    yield Text(f"{one.day or NO_DAY}  {words.one_party(one.source)} ({one.speaks}){holds}")
    yield Padding(Text(words.quoted(one.sentence)), (0, 0, 0, 4))
    yield Padding(
        Text(f"{one.publisher or one.origin}, {one.article_id}, {one.statement_id}", style="dim"), (0, 0, 0, 4)
    )


def _contradictions(positions: tuple[Position, ...]) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    against = {other.claim_id: other for one in positions for other in one.contradicted_by}
    if against:
        yield Text(f"\nwho contradicts ({len(against)})", style="bold")
    for id_, other in against.items():
        held = (one.statement_id for one in positions if id_ in (its.claim_id for its in one.contradicted_by))
        yield Text(f"{words.one_party(other.source)}: {other.holds}, against {', '.join(held)}")
        yield Padding(Text(words.quoted(other.sentence)), (0, 0, 0, 4))
        yield Padding(Text(f"{other.article_id}, {id_}", style="dim"), (0, 0, 0, 4))


def _shifts(shifts: tuple[Shift, ...]) -> Iterator[RenderableType]:
    from rich.text import Text

    if shifts:
        yield Text(f"\nshifts ({len(shifts)})", style="bold")
    for shift in shifts:
        order = "" if shift.dated else " (which came first is not known)"
        before, after = "; ".join(shift.before), "; ".join(shift.after)
        yield Text(f"{shift.before_day or NO_DAY} {before} → {shift.after_day or NO_DAY} {after}{order}")
