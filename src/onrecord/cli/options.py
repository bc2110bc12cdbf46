"""Options that several commands share, each with its help, written once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Layout(StrEnum):
    """How a listing is printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Order(StrEnum):
    """Which records of a listing come first."""

    newest = "newest"
    date = "date"
    told = "told"
    id = "id"


Database = Annotated[
    Path | None,
    typer.Option(
        "--database", "-d", metavar="PATH", help="The record. Default: $ONRECORD_DATABASE, else onrecord.db here."
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="TIME", help="As it was known then: a day, or a time in UTC (2023-12-12T18:00), to its end."
    ),
]
Format = Annotated[Layout, typer.Option("--format", "-f", help="A table to read, or JSON Lines or CSV to take away.")]
Codebook = Annotated[
    list[Path] | None,
    typer.Option("--codebook", metavar="FILE.toml", help="Your own event codebook, which extends ours. Repeatable."),
]
CueFile = Annotated[
    list[Path] | None,
    typer.Option(
        "--cues", metavar="FILE.toml", help="Your own words of saying and doubt, which extend ours. Repeatable."
    ),
]
ActorFile = Annotated[
    list[Path] | None,
    typer.Option("--actors", metavar="FILE.toml", help="Your own actors, which extend the register. Repeatable."),
]

FILTERS: dict[str, object] = {
    "actor": Annotated[
        str | None,
        typer.Option(help='Who did it: a country (PAK), sector (MIL), actor id, or part of a name ("army").'),
    ],
    "recipient": Annotated[str | None, typer.Option(help="To whom, named as for --actor.")],
    "source": Annotated[str | None, typer.Option(help="Who says so, named as for --actor.")],
    "type": Annotated[str | None, typer.Option(metavar="TYPE", help="Event type: ASSAULT, CONSULT ...")],
    "mode": Annotated[str | None, typer.Option(help="Mode of the event type: abduct, ceasefire ...")],
    "kind": Annotated[str | None, typer.Option(help="Kind: of figure (killed, displaced ...) or of actor (igo ...).")],
    "stance": Annotated[str | None, typer.Option(help="asserts, denies, accuses, claims_responsibility ...")],
    "country": Annotated[str | None, typer.Option(metavar="ISO3", help="Country where it happened.")],
    "since": Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="From this day on.")],
    "until": Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Up to this day.")],
    "place": Annotated[str | None, typer.Option(help="Part of the name of a place or province.")],
    "standing": Annotated[
        str | None, typer.Option(help="affirmed, attributed, alleged, denied, disputed or unrealised.")
    ],
    "publisher": Annotated[str | None, typer.Option(help="Part of the name of who printed it.")],
    "article": Annotated[str | None, typer.Option(metavar="ID", help="Only from this article.")],
    "text": Annotated[str | None, typer.Option(help="Words that must occur, in plain words.")],
    "unread": Annotated[bool, typer.Option("--unread", help="Only the inputs that could not be read, and why.")],
    "order": Annotated[Order, typer.Option(help="Newest first, by date, most told first, or by id.")],
    "limit": Annotated[int | None, typer.Option(min=1, help="At most so many.")],
}
