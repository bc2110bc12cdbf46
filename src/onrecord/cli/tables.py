"""Listings as tables: for each kind of record its columns, and how to draw them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.records import Actor, Article, Claim, Event, Incident, Statement
from onrecord.wording import words

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.store.query import ToldFigure

STYLES = {
    "affirmed": "green",
    "attributed": "green",
    "alleged": "yellow",
    "denied": "red",
    "disputed": "magenta",
    "unrealised": "dim",
}
"""How a standing is coloured; the word itself is always there too."""


class Column(NamedTuple):
    """A column: its heading, what it shows of a record, its narrowest width, and whether its cells may be cut short."""

    heading: str
    cell: Callable[[Any], str]
    narrowest: int = 6
    one_line: bool = False


def _standing(record: Event | Incident) -> str:
    return f"[{STYLES[record.standing]}]{record.standing}[/]"


def _what(record: Event | Incident) -> str:
    return (record.event_type or "other") + (f" {record.mode}" if record.mode else "")


def _article_state(article: Article) -> str:
    if article.unread_reason:
        return f"unread: {article.unread_reason}"
    if state := words.counts_no_more(article):
        return f"{state}: {article.title or article.text[:80]}"
    return f"same text as {article.same_text_as}" if article.same_text_as else (article.title or article.text[:80])


def _content(statement: Statement) -> str:
    return " … ".join(span.text for span in statement.content)


def _incident_figures(incident: Incident) -> str:
    return words.figures(f for f in incident.figures if f.kind != "other")


def _giver(told: ToldFigure) -> str:
    claim = next((claim for claim in told.event.claims if claim.claim_id == told.figure.claim_id), None)
    return words.one_party(claim.source) if claim else "—"


COLUMNS: dict[str, tuple[Column, ...]] = {
    "articles": (
        Column("id", lambda a: a.article_id, 20, True),
        Column("published", lambda a: a.published.date or "unknown", 10, True),
        Column("publisher", lambda a: a.publisher or "—"),
        Column("title, or why it does not count", _article_state, 30),
        Column("from", lambda a: a.origin),
    ),
    "statements": (
        Column("id", lambda s: s.statement_id, 20, True),
        Column("said", lambda s: s.said or "—", 4, True),
        Column("source", lambda s: words.one_party(s.source) if s.source else "left open"),
        Column("stance", lambda s: s.stance),
        Column("cue", lambda s: s.cue.text),
        Column("content", _content, 30),
    ),
    "events": (
        Column("id", lambda e: e.event_id, 19, True),
        Column("when", lambda e: words.when(e.date), 10),
        Column("what", _what, 8),
        Column("actor", lambda e: words.who(e.actor)),
        Column("recipient", lambda e: words.who(e.recipient)),
        Column("where", lambda e: words.where(e.place)),
        Column("figures", lambda e: words.figures(e.figures)),
        Column("standing", _standing, 10, True),
        Column("told as", lambda e: e.trigger.text),
    ),
    "claims": (
        Column("id", lambda c: c.claim_id, 19, True),
        Column("source", lambda c: words.one_party(c.source)),
        Column("stance", lambda c: c.stance),
        Column("surely", lambda c: c.factuality, 3, True),
        Column("said", lambda c: c.said or "—", 4, True),
        Column("evidence", lambda c: c.evidence.text, 30),
    ),
    "figures": (
        Column("when", lambda f: words.when(f.event.date), 10),
        Column("figure", lambda f: words.figure(f.figure), 16),
        Column("on whose word", _giver, 12),
        Column("of", lambda f: f"{_what(f.event)} “{f.event.trigger.text}”"),
        Column("where", lambda f: words.where(f.event.place)),
        Column("standing", lambda f: f.event.standing, 10, True),
        Column("event", lambda f: f.event.event_id, 19, True),
    ),
    "incidents": (
        Column("id", lambda i: i.incident_id, 20, True),
        Column("when", lambda i: words.when(i.date), 10),
        Column("what", _what, 8),
        Column("actor", lambda i: words.who(i.actor)),
        Column("recipient", lambda i: words.who(i.recipient)),
        Column("where", lambda i: words.where(i.place)),
        Column("figures", _incident_figures),
        Column("standing", _standing, 10, True),
        Column("reports", lambda i: f"{len(i.articles)} ({i.independent_sources})", 7, True),
    ),
    "actors": (
        Column("id", lambda a: a.actor_id, 8, True),
        Column("name", lambda a: a.name),
        Column("kind", lambda a: a.kind),
        Column("country", lambda a: a.country or "—"),
        Column("sector", lambda a: a.sector or "—"),
        Column("also called", lambda a: ", ".join(n for n in a.names if n != a.name)),
        Column("tied to", lambda a: ", ".join(_tie(a))),
    ),
}


def _tie(actor: Actor) -> Iterator[str]:
    for tie in actor.affiliations:
        unsure = "" if tie.factuality == "CT+" else f" ({tie.factuality}, {tie.source or 'the article'})"
        yield f"{tie.kind.replace('_', ' ')} {tie.to}{unsure}"


def claim_line(claim: Claim) -> str:
    """One claim as a line: who, how surely, and in which words."""
    cue = f" “{claim.cue.text}”" if claim.cue else ""
    return f"{words.one_party(claim.source)}{cue} ({claim.factuality}): {claim.evidence.text}"


def table_of(kind: str, records: Iterable[object], title: str | None = None) -> Table:
    """A table of records of one kind, one row each."""
    from rich.markup import escape
    from rich.table import Table

    columns = COLUMNS[kind]
    table = Table(title=title, title_justify="left", header_style="bold", show_lines=False, pad_edge=False)
    for column in columns:
        table.add_column(column.heading, min_width=column.narrowest, no_wrap=column.one_line, overflow="fold")
    for record in records:
        table.add_row(*(_safe(column, record, escape) for column in columns))
    return table


def _safe(column: Column, record: object, escape: Callable[[str], str]) -> str:
    """Article text may look like rich's markup; only the standing's colour is meant as such."""
    cell = column.cell(record)
    return cell if column.cell is _standing else escape(cell)
