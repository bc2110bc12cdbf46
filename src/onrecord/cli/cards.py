"""One record in full, for reading: what it says, and the sentences that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from typing import TYPE_CHECKING

from onrecord.cli.sides import heading, sides_of
from onrecord.cli.tables import STYLES, table_of
from onrecord.records import Actor, Article, Claim, Event, Incident, Judgement, Span, Statement
from onrecord.wording import words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.record import Record

AROUND = 240
"""Characters of context on either side of the evidence."""
SHOWN = 20
"""Incidents that are listed under a count; a year may have hundreds."""


@singledispatch
def card_of(one: object, record: Record) -> Iterator[RenderableType]:
    """What `show` prints of a record."""
    yield repr(one)


@card_of.register(Article)
def _article(one: Article, record: Record) -> Iterator[RenderableType]:
    published = f"{one.published.date or 'unknown'} ({one.published.basis})"
    yield fields(
        id=one.article_id,
        title=one.title,
        publisher=one.publisher,
        published=published,
        language=one.language,
        url=one.url,
        origin=one.origin,
        updated=one.updated,
        reprint=one.same_text_as and f"of {one.same_text_as}",
        replaces=words.replaces(one),
        notice=one.notice and f"it has a notice of a {one.notice}",
        state=words.counts_no_more(one),
        unread=one.unread_reason,
    )
    yield from _withdrawn(one, record)
    yield _plain(one.text)
    yield table_of("events", record.events(article=one.article_id), "what it tells")
    yield table_of("statements", record.statements(article=one.article_id), "who says what in it")


@card_of.register(Statement)
def _statement(one: Statement, record: Record) -> Iterator[RenderableType]:
    yield fields(
        id=one.statement_id,
        source=words.one_party(one.source) if one.source else "left open",
        stance=one.stance,
        said=one.said,
        relayed=one.via and f"by the source of {one.via}",
    )
    yield _in_context(record.get_article(one.article_id), [*one.content, one.cue])


@card_of.register(Claim)
def _claim(one: Claim, record: Record) -> Iterator[RenderableType]:
    event = record.get_event(one.event_id)
    yield fields(
        id=one.claim_id,
        source=words.one_party(one.source),
        stance=one.stance,
        surely=one.factuality,
        said=one.said,
        event=f"{one.event_id}: {event.event_type or 'other'} “{event.trigger.text}”",
    )
    yield _in_context(record.get_article(event.article_id), [one.evidence, *([one.cue] if one.cue else [])])


@card_of.register(Event)
def _event(one: Event, record: Record) -> Iterator[RenderableType]:
    yield fields(
        id=one.event_id,
        what=_what(one),
        actor=words.who(one.actor),
        recipient=words.who(one.recipient),
        when=words.when(one.date) + (f" (from “{one.date.text}”)" if one.date else ""),
        where=words.where(one.place),
        figures=words.figures(one.figures),
        standing=one.standing,
        modality=one.modality,
        about=one.about,
        happening=one.happening,
    )
    yield from _decided(one)
    article = record.get_article(one.article_id)
    yield table_of("claims", one.claims, "on whose word")
    if one.scope == "aggregate":
        yield from _counted(one, record)
    state = words.counts_no_more(article)
    yield _plain(f"\n{article.publisher or article.origin}, {article.published.date or 'date unknown'}:")
    if state:
        yield _plain(f"The report is {state}; no incident rests on it.")
    yield _in_context(article, [one.evidence, one.trigger])
    for more in one.more_evidence:
        yield _in_context(article, [more])


def _counted(one: Event, record: Record) -> Iterator[RenderableType]:
    """The incidents that a count of several ("five attacks on Tuesday") is made of, as far as the record has them."""
    from onrecord.cli.coverage import has

    for found in record.coverage(article=one.article_id):
        if found.reported.event_id == one.event_id and (found.incidents or found.perhaps):
            yield _plain(f"\n{words.figure(found.reported.figure)}: the record has {' '.join(has(found).split())}")
            for title, ids in (("parts of it", found.incidents), ("perhaps parts of it", found.perhaps)):
                if ids:
                    of_all = f"{title}, {SHOWN} of {len(ids)}" if len(ids) > SHOWN else title
                    yield table_of("incidents", map(record.get, ids[:SHOWN]), of_all)


@card_of.register(Incident)
def _incident(one: Incident, record: Record) -> Iterator[RenderableType]:
    yield fields(
        incident=heading(one),
        standing=one.standing,
        reports=f"{len(one.articles)}, of which {one.independent_sources} are independent",
    )
    for figure in words.weightiest_first(one.figures):
        yield _plain(f"{words.figure(figure)}: " + " / ".join(map(words.sourced, figure.by)))
    for part in one.contradictions:
        yield _plain(f"they differ on {part}")
    for who in one.responsibility:
        yield _plain(f"{who.party}: {who.status} ({len(who.claim_ids)} claims)")
    yield from _decided(one)
    if one.parts:
        yield table_of("incidents", map(record.get, one.parts), "parts of it")
    yield sides_of(one, record)
    yield table_of("articles", (record.get_article(id_) for id_ in one.articles), "reports")


@card_of.register(Actor)
def _actor(one: Actor, record: Record) -> Iterator[RenderableType]:
    yield table_of("actors", [one])
    for role in one.roles:
        yield _plain(f"{role.office} of {role.of or '—'} ({role.since or '?'} to {role.until or '?'})")
    for tie in one.affiliations:
        because = f": “{tie.evidence.text}”" if tie.evidence else ""
        yield _plain(f"{tie.kind} {tie.to}, basis {tie.basis}, {tie.factuality}{because}")
    yield table_of("events", record.events(actor=one.actor_id, limit=20), "what it did")


def _withdrawn(one: Article, record: Record) -> Iterator[RenderableType]:
    """Who withdrew a report and why, where a person did."""
    if (one.withdrawn_by or "").startswith("ju-"):
        by = record.get(one.withdrawn_by or "")
        yield from [_plain(words.decided(by))] if isinstance(by, Judgement) else ()


def _decided(one: Event | Incident) -> Iterator[RenderableType]:
    """What people decided on it, and which decision is followed where they differ."""
    return (_plain(words.decided(judgement)) for judgement in one.judgements)


def _what(event: Event) -> str:
    parts = [event.event_type or "other", event.mode, *event.contexts, event.cameo and f"CAMEO {event.cameo}"]
    return ", ".join(filter(None, parts))


def fields(**given: str | None) -> RenderableType:
    """Names and values, one a line, without those that are empty."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    for name, value in given.items():
        if value:
            grid.add_row(Text(name, style="bold"), Text(value, style=STYLES.get(value, "")))
    return grid


def _plain(text: str) -> RenderableType:
    from rich.text import Text

    return Text(text)


def _in_context(article: Article, spans: list[Span]) -> RenderableType:
    """The text around the spans, with the spans marked."""
    from rich.text import Text

    first = max(min(span.start for span in spans) - AROUND, 0)
    last = min(max(span.end for span in spans) + AROUND, len(article.text))
    shown = Text(article.text[first:last])
    for span, style in zip(spans, ["bold", *["bold underline"] * len(spans)], strict=False):
        shown.stylize(style, span.start - first, span.end - first)
    return Text.assemble("… " if first else "", shown, " …" if last < len(article.text) else "", "\n")
