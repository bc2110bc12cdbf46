"""A record as large as a desk may have: by default 100,000 incidents out of 1,000,000 events, made up from a seed.

    PYTHONPATH=src:tests python bench/desk_record.py build/large.db [--incidents N]

Readings and incidents are written straight into the store, ten events an article and ten articles an incident, over
ten years; nothing is parsed and nothing merged. Words, parties and places are invented; the few of them that are
frequent are very frequent, as in news.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from making.incidents import incident_of
from making.maker import COUNTRIES, STANDINGS, Maker, Size
from onrecord.merger import Merger
from onrecord.records import EventDate, Incident, Place, Reading, Responsibility, Span
from onrecord.store.database import Database
from onrecord.store.schema import event, incident
from onrecord.store.write import Writer

TOGETHER = 10
"""Articles that tell the same, and events that each of them tells."""
ARTICLE = Size(words=160, events=TOGETHER, statements=4, vocabulary=20_000)
FIRST_DAY, DAYS = date(2016, 1, 1), 3650
TOWNS = 3000
AT_ONCE = 500
SHARES = (40, 25, 14, 5, 6, 10)
"""How frequent each standing is, in the order of STANDINGS."""


class LargeMaker(Maker):
    """Articles of ten years, in towns all over the world."""

    def group(self, number: int) -> list[Reading]:
        """The articles of one group: each tells of the same ten happenings."""
        return list(self.readings(TOGETHER, first=number * TOGETHER))

    def incidents(self, readings: list[Reading]) -> Iterator[Incident]:
        """What the articles of a group tell, one incident for each event of theirs."""
        for number in range(TOGETHER):
            made = incident_of(readings, number)
            standing = self.random.choices(STANDINGS, weights=SHARES)[0]
            blamed = self._blamed(made.responsibility) if number % 9 == 0 else ()
            day = self.random.choice([one.events[number].date for one in readings])
            yield replace(made, standing=standing, responsibility=blamed, date=day, parts=())  # type: ignore[arg-type]

    def _blamed(self, responsibility: tuple[Responsibility, ...]) -> tuple[Responsibility, ...]:
        return tuple(replace(one, party=self.parties[n].name) for n, one in enumerate(responsibility))

    def _date(self, words: Span) -> EventDate:
        day = (FIRST_DAY + timedelta(days=int(self.random.triangular(0, DAYS, DAYS)))).isoformat()
        return EventDate(day, day, day, "day", "published", words.start, words.end, words.text)

    def _place(self, words: Span) -> Place:
        n = min(int(self.random.expovariate(8 / TOWNS)), TOWNS)
        country = COUNTRIES[n % len(COUNTRIES)]
        start, end, text = words.start, words.end, words.text
        if n % 7 == 0:
            return Place(f"Country {country}", None, country, None, None, None, "country", start, end, text)
        where = (-35 + n * 37 % 900 / 10, -120 + n * 101 % 2900 / 10)
        town, province = f"Town{n}", f"Province{n % 30}"
        return Place(town, province, country, *where, n * 1000, "exact", start, end, text, f"Town{n + 1}", 0.5)


def make(path: Path, incidents: int, *, told: bool = True) -> None:
    """Write the record. Raises FileExistsError where there is one already."""
    if path.exists():
        raise FileExistsError(f"{path} is there already; name another file or remove it")
    path.parent.mkdir(parents=True, exist_ok=True)
    maker, begun = LargeMaker(1, ARTICLE), time.monotonic()
    with Database(path) as database:
        writer = Writer(database, "made up")
        merger = Merger(writer)
        for first in range(0, incidents // TOGETHER, AT_ONCE // TOGETHER):
            groups = range(first, min(first + AT_ONCE // TOGETHER, incidents // TOGETHER))
            readings = [maker.group(number) for number in groups]
            with writer.transaction() as connection:
                writer.write_within(connection, [one for group in readings for one in group])
                writer.replace_incidents((), [i for group in readings for i in maker.incidents(group)], connection)
                connection.execute(event.update().where(event.c.unmerged).values(unmerged=False))
                connection.execute(incident.update().where(incident.c.stale).values(stale=False))
                merger.merge(connection)  # finds reprints, as every read does before it merges
            if told:
                _tell((groups[-1] + 1) * TOGETHER, incidents, begun)
        with database.writing() as connection:
            connection.exec_driver_sql("ANALYZE")


def _tell(done: int, incidents: int, begun: float) -> None:
    left = (time.monotonic() - begun) / done * (incidents - done)
    sys.stderr.write(f"\r{done:,} of {incidents:,} incidents, {left:,.0f} s to go ")
    sys.stderr.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--incidents", type=int, default=100_000)
    given = parser.parse_args()
    make(given.database, given.incidents)
