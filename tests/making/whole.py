"""Short reports with what must come of them from the first stage to the last, and what must not.

A case is a file: the day of its printing, its text, a line of dashes, and a line for each expected event, made as
`told` makes it. A line that begins with "no " says what no event's line may begin with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onrecord.flow import Reader
from onrecord.records import Article, Event, Figure, Party, Published, identify

FOLDER = Path(__file__).parents[1] / "cases" / "whole"


@dataclass(frozen=True)
class Case:
    """A report and its lines."""

    name: str
    published: str
    text: str
    expected: tuple[str, ...]
    unwanted: tuple[str, ...]


def cases() -> list[Case]:
    """All cases, in order of their names."""
    return [_case(path) for path in sorted(FOLDER.glob("*.txt"))]


def _case(path: Path) -> Case:
    head, _, lines = path.read_text(encoding="utf-8").partition("\n---\n")
    published, _, text = head.partition("\n")
    given = [line for line in lines.splitlines() if line.strip()]
    wanted = tuple(line for line in given if not line.startswith("no "))
    unwanted = tuple(line.removeprefix("no ") for line in given if line.startswith("no "))
    return Case(path.stem, published.strip(), text.strip(), wanted, unwanted)


def read(reader: Reader, case: Case) -> list[str]:
    """A line for each event that is told."""
    published = Published(case.published, "day", "metadata")
    article = Article(identify("art", case.text), case.text, f"{case.name}.txt", published=published)
    (parsed,) = reader.parser.parse_articles([article])
    assert parsed[1] is not None
    return [told(event) for event in reader.read_parsed(parsed[0], parsed[1]).events]


def told(event: Event) -> str:
    """ "TYPE mode | actors > recipients | place | day | figures | standing: source stance factuality, ..."."""
    kind = " ".join(word for word in (event.event_type or "other", event.mode, _scope(event)) if word)
    sides = f"{_names(event.actor)} > {_names(event.recipient)}"
    figures = ", ".join(map(_figure, event.figures)) or "-"
    claims = ", ".join(f"{c.source.name if c.source else 'article'} {c.stance} {c.factuality}" for c in event.claims)
    day = event.date.edtf if event.date and event.date.edtf else "-"
    place = event.place.name if event.place else "-"
    return " | ".join((kind, sides, place, day, figures, f"{event.standing}: {claims}"))


def _scope(event: Event) -> str:
    return "(who did it)" if event.happening else "(count)" if event.scope == "aggregate" else ""


def _names(parties: Iterable[Party]) -> str:
    return " + ".join(party.name for party in parties) or "-"


def _figure(figure: Figure) -> str:
    low, best, high = figure.low, figure.best, figure.high
    count = str(best) if low == best == high else f"{low or ''}..{best or ''}..{high or ''}"
    return f"{count} {figure.whom or 'people'} {figure.kind}"
