"""`onrecord series`: the growing figures of one policy or conflict."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from onrecord.cli.across_options import with_filters
from onrecord.cli.options import AsOf, Database, Format, Layout
from onrecord.wording import words
from onrecord.wording.plot import bar

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from onrecord.overviews.series import Point, Series

NOTHING = (
    "No figure is given twice for one policy or conflict. `onrecord figures --kind displaced` lists those of one kind."
)


@with_filters("kind", "type", "country", "place", "publisher", "since", "until")
def series(filters: Any, format: Format = Layout.table, as_of: AsOf = None, database: Database = None) -> None:  # noqa: ANN401
    """Show figures that grow as a policy or conflict goes on (expulsions, displaced people) as dated points.

    Each point is one source's word, and nothing is summed. Points are one series where they count the same people, are
    by the same actor or in the same place, and nothing tells them apart. In the plot a bar is what is at least meant,
    its pale end what may be, and an arrow says that no upper bound was given.
    """
    from onrecord.cli.opened import opened
    from onrecord.cli.screen import screen
    from onrecord.overviews.series import Series
    from onrecord.store.export import write_rows

    with opened(database, as_of=as_of) as record:
        found = record.series(**filters)
    if format is not Layout.table:
        write_rows(found, Series, sys.stdout, format.value)
        return
    if not found:
        screen().print(NOTHING)
    for one in found:
        for part in _parts(one):
            screen().print(part)


def _parts(one: Series) -> Iterator[RenderableType]:
    from rich.text import Text

    by = f" by {', '.join(one.parties)}" if one.parties else ""
    there = f" in {one.place}" if one.place else ""
    yield Text(f"{' and '.join(one.kinds)}: {one.whom or 'people'}{by}{there}", style="bold")
    yield Text(f"  one series because: {'; '.join(one.because)}", style="dim")
    yield _table(one)
    for flag in one.flags:
        yield Text(f"  {flag}")
    yield Text("")


def _table(one: Series) -> Table:
    from rich.markup import escape
    from rich.table import Table

    from onrecord.overviews.ranges import bounds, size

    largest = max(map(size, one.points))
    table = Table(header_style="bold", pad_edge=False, box=None)
    for heading, narrowest in (("day", 11), ("figure", 17), ("", 42), ("on whose word", 14), ("told as", 20)):
        table.add_column(heading, min_width=narrowest, overflow="fold")
    for point in one.points:
        how_many = words.how_many(point.low, point.best, point.high)
        drawn = bar(*bounds(point), largest)
        shown = (point.day or "day unknown", how_many, drawn, _giver(point), words.quoted(point.sentence))
        table.add_row(*map(escape, shown))
    return table


def _giver(point: Point) -> str:
    where = point.publisher or point.article_id
    return f"{words.one_party(point.source)} ({where})"
