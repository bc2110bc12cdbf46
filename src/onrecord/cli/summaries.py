"""What is in the record, in counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.record import Record
    from onrecord.store.stats import Stats

MEGABYTE = 1_000_000


def summary_of(record: Record) -> Iterator[Table | str]:
    """The counts as tables, the widest view first."""
    found = record.stats()
    yield _headline(found, str(record.settings.database))
    for title, counts in (
        ("events by type", found.by_type),
        ("events by standing", found.by_standing),
        ("incidents by standing", found.incidents_by_standing),
        ("publishers", found.publishers[:20]),
        ("languages", found.languages),
    ):
        if counts:
            yield _counts(title, counts)


def _headline(found: Stats, name: str) -> str:
    days = f", dated {found.earliest} to {found.latest}" if found.earliest else ""
    return (
        f"{name} ({found.size / MEGABYTE:.1f} MB): {found.articles:,} articles ({found.unread:,} unread, "
        f"{found.reprints:,} reprints), {found.statements:,} statements, {found.events:,} events{days}, "
        f"{found.claims:,} claims, {found.figures:,} figures, {found.incidents:,} incidents, {found.actors:,} actors."
    )


def _counts(title: str, counts: tuple[tuple[str, int], ...]) -> Table:
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=title, title_justify="left", show_header=False, box=None, pad_edge=False)
    table.add_column(min_width=24)
    table.add_column(justify="right")
    for word, count in counts:
        table.add_row(escape(word or "none"), f"{count:,}")
    return table
