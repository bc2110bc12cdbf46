"""The listings: articles, statements, events, claims, figures, incidents, actors, and what is disputed."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from onrecord.cli.options import FILTERS, AsOf, Database, Format, Layout, Order

if TYPE_CHECKING:
    from onrecord.record import Record

PAGE = 50
"""Rows of a table where no limit is given; JSON Lines and CSV give all."""

_EVENT = ("actor", "recipient", "type", "mode", "country", "since", "until", "place", "standing", "publisher", "text")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: the help of its command, and the filters that it takes."""

    told: str
    filters: tuple[str, ...]


KINDS = {
    "articles": Kind(
        "List the reports, or with --unread what could not be read.", (*_EVENT, "unread", "order", "limit")
    ),
    "statements": Kind("List who said what.", ("source", "stance", *_EVENT, "article", "order", "limit")),
    "events": Kind("List what each report tells.", (*_EVENT, "source", "article", "order", "limit")),
    "claims": Kind(
        "List who stands for what: each source's word on each event.",
        ("source", "stance", *_EVENT, "article", "order", "limit"),
    ),
    "figures": Kind(
        "List the figures that each source gives.", ("kind", "source", *_EVENT, "article", "order", "limit")
    ),
    "incidents": Kind("List what happened, across reports.", (*_EVENT, "order", "limit")),
    "actors": Kind("List who is named.", (*_EVENT, "kind", "order", "limit")),
}


def command_of(kind: str) -> Callable[..., None]:
    """The command that lists one kind of record, with an option for each of its filters."""

    def command(**given: Any) -> None:  # noqa: ANN401 - the signature is given below
        from onrecord.cli.opened import opened

        database, layout, as_of = given.pop("database"), given.pop("format"), given.pop("as_of")
        unread = {"unread": True} if given.pop("unread", False) else {}
        order = {"order": given.pop("order").value}
        filters = {name: value for name, value in given.items() if value is not None} | unread | order
        with opened(database, as_of=as_of) as record:
            _list(kind, record, layout, filters)

    _give_options(command, {name: FILTERS[name] for name in KINDS[kind].filters})
    return command


def _give_options(command: Callable[..., None], options: dict[str, object]) -> None:
    """Typer reads the options off a signature; writing this one out by hand seven times would say nothing more."""
    defaults: dict[str, object] = dict.fromkeys(options) | {
        "order": Order.newest,
        "as_of": None,
        "database": None,
        "format": Layout.table,
    }
    if "unread" in options:
        defaults["unread"] = False
    hints = options | {"as_of": AsOf, "database": Database, "format": Format}
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter(n, keyword, default=defaults[n], annotation=hint) for n, hint in hints.items()]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = dict(hints)


def _list(kind: str, record: Record, layout: Layout, filters: dict[str, Any]) -> None:
    if layout is not Layout.table:
        record.export(kind, sys.stdout, format=layout.value, **filters)
        return
    limit = filters.pop("limit", PAGE)
    found = list(islice(getattr(record, kind)(**filters), limit + 1))
    _print(kind, found, limit, record)


def _print(kind: str, found: list[Any], limit: int, record: Record) -> None:
    from onrecord.cli.screen import screen
    from onrecord.cli.tables import table_of

    if not found:
        screen().print(_nothing(kind, record))
        return
    screen().print(table_of(kind, found[:limit]))
    if len(found) > limit:
        screen().print(f"The first {limit}; --limit shows more, filters show what matters (--help).")


def _nothing(kind: str, record: Record) -> str:
    if not any(True for _ in record.articles(limit=1)):
        return "The record is empty. Read something into it: onrecord read PATH"
    return f"No {kind} fit. Fewer or wider filters find more; onrecord stats says what there is."


def disputes(database: Database = None, format: Format = Layout.table, limit: int = 20, as_of: AsOf = None) -> None:
    """List what some assert and some deny, both sides with their sentences."""
    from onrecord.cli.opened import opened

    with opened(database, as_of=as_of) as record:
        if format is not Layout.table:
            record.export("incidents", sys.stdout, format=format.value, standing="disputed", limit=limit)
            return
        _print_disputes(record, list(islice(record.incidents(standing="disputed", order="newest"), limit)))


def _print_disputes(record: Record, incidents: Iterable[Any]) -> None:
    from onrecord.cli.screen import screen
    from onrecord.cli.sides import sides_of

    listed = list(incidents)
    if not listed:
        screen().print("Nothing is disputed in this record.")
    for incident in listed:
        screen().print(sides_of(incident, record))
