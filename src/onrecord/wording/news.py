"""News of alerts in a reader's words: a line, and the title and text of a feed's entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.records import Incident
from onrecord.wording import words

if TYPE_CHECKING:
    from onrecord.overviews.alerts import News


def what_is_new(news: News) -> str:
    """What is new, without of what: "toll rose: people killed 9 → 9-14"."""
    if news.what == "denied":
        return f"denied by {words.one_party(news.claim.source)}" if news.claim else "denied"
    if news.what == "new":
        return f"new, {news.after}"
    field = f" {news.field}" if news.what != "standing" and news.field else ""
    return f"{news.what}:{field} {news.before or 'unknown'} → {news.after or 'unknown'}"


def happening(one: Incident) -> str:
    """What an incident is, in one line without its id."""
    what = (one.event_type or "other") + (f" {one.mode}" if one.mode else "")
    to = f"→ {words.who(one.recipient)}" if one.recipient else ""
    figures = words.figures(figure for figure in one.figures if figure.kind != "other") if one.figures else ""
    return "  ".join(
        filter(None, (what, words.who(one.actor), to, words.where(one.place), words.when(one.date), figures))
    )


def line(news: News) -> str:
    """One piece of news on a line."""
    of = f"{happening(news.incident)}  {news.incident.incident_id}"
    return f"{news.at[:16]}Z  {news.alert}  {what_is_new(news)}  |  {of}"


def text(news: News) -> str:
    """All that a feed's entry says of it."""
    parts = [what_is_new(news), happening(news.incident), f"standing: {news.incident.standing}"]
    if news.claim:
        parts.append(words.quoted(news.claim.evidence.text))
    reports = len(news.incident.articles)
    parts.append(f"{reports} {'report' if reports == 1 else 'reports'}, {news.incident.incident_id}")
    return "\n".join(parts)
