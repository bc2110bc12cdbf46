"""For and against: the claims on one incident, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.records import Claim, Incident
from onrecord.wording import words

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.record import Record


def sides_of(incident: Incident, record: Record) -> Table:
    """A table of two columns: who commits to it and who denies it, each with the sentence."""
    from rich.markup import escape
    from rich.table import Table

    claims = [claim for event_id in incident.events for claim in record.get_event(event_id).claims]
    table = Table(title=escape(heading(incident)), title_justify="left", show_lines=True, pad_edge=False)
    table.add_column("asserted by", ratio=1)
    table.add_column("denied by", ratio=1)
    asserted = [claim for claim in claims if claim.factuality.endswith("+")]
    denied = [claim for claim in claims if claim.factuality.endswith("-")]
    for row in range(max(len(asserted), len(denied))):
        table.add_row(*(escape(_line(side, row)) for side in (asserted, denied)))
    return table


def heading(incident: Incident) -> str:
    """What an incident is, in one line."""
    what = (incident.event_type or "other") + (f" {incident.mode}" if incident.mode else "")
    parts = [what, words.who(incident.actor), f"→ {words.who(incident.recipient)}" if incident.recipient else ""]
    placed = [words.where(incident.place), words.when(incident.date), incident.incident_id]
    return "  ".join(filter(None, [*parts, *placed]))


def _line(claims: list[Claim], row: int) -> str:
    if row >= len(claims):
        return ""
    claim = claims[row]
    surely = "" if claim.factuality.startswith("CT") else f" ({claim.factuality})"
    return f"{words.one_party(claim.source)}{surely}: “{claim.evidence.text}”"
