"""Alerts: what is new or changed in what a saved query asks for, since it was last looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from sqlalchemy.engine import Connection

from onrecord.errors import NotFoundError
from onrecord.overviews.ranges import Change, bounds, change
from onrecord.records import Claim, FigureKind, Incident, IncidentFigure, identify
from onrecord.store import alerts as stored
from onrecord.store import query
from onrecord.store.alerts import Alert, Found
from onrecord.store.database import Database
from onrecord.store.filters import Asked, Filters
from onrecord.store.incidents import load_versions
from onrecord.store.moments import Moment, newest
from onrecord.store.versions_since import begun_since, denials_in, ended_since, forebears_of, heirs_of

What = Literal["new", "toll rose", "toll fell", "denied", "standing"]
TOLLS: tuple[FigureKind, ...] = ("killed", "injured", "missing", "abducted", "arrested", "displaced", "expelled")


@dataclass(frozen=True, slots=True)
class News:
    """Something to report: of which incident, what, and the value before and after ("9" and "11" killed).

    `news_id` is the same however often it is asked for. `claim` is the denial, where that is the news.
    """

    news_id: str
    alert: str
    at: str
    what: What
    field: str | None
    before: str | None
    after: str | None
    claim: Claim | None
    incident: Incident


class Alerts:
    """The alerts of a record. What they find is kept until it has been reported, and is reported once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, filters: Asked, *, past: bool = False) -> None:
        """Save a query under a name; it looks for what comes from now on or, with `past`, also for what is there.

        Raises SettingError where the name is in use or a filter is wrong.
        """
        with self._database.writing() as connection:
            stored.add_alert(connection, name, cast(dict[str, object], filters), past=past)

    def all(self) -> tuple[Alert, ...]:
        """All alerts, by name."""
        with self._database.reading() as connection:
            return tuple(stored.alerts(connection))

    def remove(self, name: str) -> None:
        """Take an alert away. Raises NotFoundError."""
        with self._database.writing() as connection:
            stored.remove_alert(connection, name)

    def look(self, name: str) -> None:
        """Find what is new since the last look, and keep it to be reported. Raises NotFoundError.

        All of it is kept and the look is noted, or nothing is: after an interruption the next look finds it again.
        """
        with self._database.reading() as connection:
            seen, upto = stored.seen_by(connection, name), newest(connection)
            asked = next(one for one in stored.alerts(connection) if one.name == name)
            found = list(self._changes(connection, asked, seen)) if upto.key > seen.key else []
        with self._database.writing() as connection:
            # Another process that looked meanwhile has kept what is new.
            if stored.seen_by(connection, name).key == seen.key:
                stored.put_found(connection, name, found, upto)

    def _changes(self, connection: Connection, asked: Alert, seen: Moment) -> Iterator[Found]:
        filters = Filters(**asked.filters)
        ended: list[int] = []
        if seen.key:
            with self._database.at(seen.at).reading() as past:
                ended = ended_since(past, filters, seen.key)
        keys = {*begun_since(connection, filters, seen.key), *heirs_of(connection, ended)}
        return _changed(connection, sorted(keys), seen, asked.name)

    def run(self, names: Sequence[str] = ()) -> Iterator[News]:
        """Look, and give what was not reported yet; a piece of news is noted as reported when the next is asked for.

        Without names, all alerts run. What a caller breaks off at, or an interruption, comes again in the next run.
        """
        for name in names or [alert.name for alert in self.all()]:
            self.look(name)
            for news in self.unreported(name):
                yield news
                self.mark(news)

    def unreported(self, name: str) -> list[News]:
        """What an alert found and has not reported, without looking anew."""
        with self._database.reading() as connection:
            return self._told(connection, name, stored.unreported(connection, name))

    def last(self, name: str, limit: int = 100) -> list[News]:
        """The last that an alert found, reported or not, the newest first. Raises NotFoundError."""
        with self._database.reading() as connection:
            stored.seen_by(connection, name)
            return self._told(connection, name, stored.last_found(connection, name, limit))

    def mark(self, *news: News) -> None:
        """Note that these have been reported."""
        with self._database.writing() as connection:
            stored.mark_reported(connection, [one.news_id for one in news])

    def _told(self, connection: Connection, name: str, found: Sequence[Found]) -> list[News]:
        """News with the incident as it was then; what was forgotten since is left out."""
        versions = load_versions(connection, (one.version for one in found))
        told = []
        for one in found:
            if incident := versions.get(one.version):
                claim = self._claim(one.claim_id) if one.claim_id else None
                what = cast(What, one.what)
                told.append(News(one.news_id, name, one.at, what, one.field, one.before, one.after, claim, incident))
        return told

    def _claim(self, claim_id: str) -> Claim | None:
        try:
            found = query.get(self._database, claim_id)
        except NotFoundError:
            return None
        return found if isinstance(found, Claim) else None


def _changed(connection: Connection, keys: Sequence[int], seen: Moment, name: str) -> Iterator[Found]:
    """What is new in these incidents since the moment."""
    forebears = forebears_of(connection, keys, seen.key)
    versions = load_versions(connection, [*keys, *(key for several in forebears.values() for key in several)])
    at = newest(connection).at
    for key in keys:
        before = max((versions[old] for old in forebears.get(key, ())), key=_weight, default=None)
        known = {article for old in forebears.get(key, ()) for article in versions[old].articles}
        for what, field, old, new, claim_id in _news(connection, key, versions[key], before, known):
            news_id = identify("news", name, at, versions[key].incident_id, what, field, claim_id)
            yield Found(news_id, at, what, key, field, old, new, claim_id)


_Item = tuple[What, str | None, str | None, str | None, str | None]


def _news(
    connection: Connection, key: int, incident: Incident, before: Incident | None, known: set[str]
) -> Iterator[_Item]:
    if before is None:
        yield "new", None, None, incident.standing, None
        return
    yield from _tolls(incident, before)
    for claim_id in denials_in(connection, key, known):
        yield "denied", None, None, None, claim_id
    if incident.standing != before.standing:
        yield "standing", "standing", before.standing, incident.standing, None


def _weight(incident: Incident) -> tuple[int, str]:
    return len(incident.events), incident.incident_id


def _tolls(incident: Incident, before: Incident) -> Iterator[_Item]:
    for figure in incident.figures:
        if figure.kind not in TOLLS:
            continue
        field, new = _field(figure), in_numbers(figure)
        old = _counterpart(figure, incident, before)
        if old is None:
            yield "toll rose", field, None, new, None
        elif (lies := change(old, figure)) != "same":
            what: What = "toll rose" if _rises(old, figure, lies) else "toll fell"
            yield what, field, in_numbers(old), new, None


def _rises(old: IncidentFigure, new: IncidentFigure, lies: Change) -> bool:
    """Whether a toll is higher than it was; "115" is more than "at least 70", though that leaves open any number."""
    if lies in ("grows", "falls"):
        return lies == "grows"
    ours, theirs = (one.best if one.best is not None else bounds(one).least for one in (old, new))
    if ours is not None and theirs is not None and ours != theirs:
        return theirs > ours
    return lies == "may grow"


def _counterpart(figure: IncidentFigure, incident: Incident, before: Incident) -> IncidentFigure | None:
    """The same figure as it was: of the same people, or the only one of its kind then and now."""
    alike = [one for one in before.figures if (one.kind, one.side) == (figure.kind, figure.side)]
    same = next((one for one in alike if one.whom == figure.whom), None)
    now = [one for one in incident.figures if (one.kind, one.side) == (figure.kind, figure.side)]
    return same or (alike[0] if len(alike) == len(now) == 1 else None)


def _field(figure: IncidentFigure) -> str:
    whom = figure.whom or ("attackers" if figure.side == "attacker" else "")
    return f"{whom} {figure.kind}".strip()


def in_numbers(figure: IncidentFigure) -> str:
    """The range in numbers: "9", "9-11", "at least 9", "up to 11", "about 10"."""
    low, best, high = figure.low, figure.best, figure.high
    if low is not None and high is not None:
        return str(low) if low == high else f"{low}-{high}"
    if low is not None or high is not None:
        return f"up to {high}" if low is None else f"at least {low}"
    return f"about {best}"
