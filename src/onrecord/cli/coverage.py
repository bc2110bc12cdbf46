"""`onrecord coverage`: the counts that others report, and how much of them the record has seen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from onrecord.cli.across_options import with_filters
from onrecord.cli.options import AsOf, Database, Format, Layout
from onrecord.wording import words

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.overviews.coverage import Coverage, Reported

NOTHING = (
    'No report in the record gives a count over a period, such as "27 attacks in June".'
    " `onrecord figures` lists all figures."
)
NOTE = (
    "Counts may overlap; they are never added up. The first number of a range is what surely belongs to the count,"
    " the second also what may: incidents without a date or place, and those that are alleged or disputed."
)


@with_filters("kind", "type", "country", "place", "publisher", "since", "until")
def coverage(filters: Any, format: Format = Layout.table, as_of: AsOf = None, database: Database = None) -> None:  # noqa: ANN401
    """Hold the counts that reports give ("27 attacks in June") against the incidents that the record has of them.

    Incidents are of the same type, in the same place and time and, where the count says whose, by the same actor.
    Totals of people killed, injured, abducted, arrested or missing are held against the sums of the incidents' figures.
    """
    from onrecord.cli.opened import opened
    from onrecord.cli.screen import screen
    from onrecord.overviews.coverage import Coverage
    from onrecord.store.export import write_rows

    with opened(database, as_of=as_of) as record:
        found = record.coverage(**filters)
    if format is not Layout.table:
        write_rows(found, Coverage, sys.stdout, format.value)
    elif found:
        screen().print(_table(found))
        screen().print(NOTE, style="dim")
    else:
        screen().print(NOTHING)


def _table(found: tuple[Coverage, ...]) -> Table:
    from rich.markup import escape
    from rich.table import Table

    table = Table(header_style="bold", pad_edge=False, show_lines=True)
    for heading, narrowest in (("count", 10), ("over", 8), ("where", 8), ("on whose word", 10), ("the record has", 14)):
        table.add_column(heading, min_width=narrowest, overflow="fold")
    table.add_column("told as", ratio=1)
    for one in found:
        table.add_row(*map(escape, (*_of(one.reported), has(one), words.quoted(one.reported.sentence))))
    return table


def _of(one: Reported) -> tuple[str, ...]:
    period = "not said" if one.period is None else over(one.period.edtf, one.period.earliest, one.period.text)
    whose = f" of {', '.join(one.whose)}" if one.whose else ""
    return words.figure(one.figure) + whose, period, words.where(one.place), words.one_party(one.source)


def over(edtf: str | None, earliest: str | None, text: str) -> str:
    """A period in words; one that could not be placed says so."""
    if earliest:
        return f"{text}: {edtf}"
    return f"{text} ({'year' if edtf else 'when that was is'} unknown)"


def has(one: Coverage) -> str:
    """What the record has of a count: how many of how many, and the share.

    A count with no upper bound gives no least share, and one with no lower bound no greatest.
    """
    seen = str(one.seen_low) if one.seen_low == one.seen_high else f"{one.seen_low}–{one.seen_high}"
    figure = one.reported.figure
    return f"{seen} of {words.how_many(figure.low, figure.best, figure.high)}{_share(one)}"


def _share(one: Coverage) -> str:
    low, high = one.share_low, one.share_high
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"\n(at most {high:.0%})" if high is not None else f"\n(at least {low:.0%})"
    return f"\n({low:.0%})" if f"{low:.0%}" == f"{high:.0%}" else f"\n({low:.0%} to {high:.0%})"
