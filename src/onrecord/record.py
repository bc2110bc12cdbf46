"""The record as a Python program uses it: open it, read into it, ask it, take from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Generic, TypeVar, Unpack, cast

from onrecord.config import Settings, settings
from onrecord.errors import NotFoundError
from onrecord.overviews.across import Across
from onrecord.records import Actor, Article, Claim, Event, Incident, Judgement, Statement
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.export import KINDS, export, frame_of
from onrecord.store.filters import Asked, Filters
from onrecord.store.forget import Forgotten, forget, wipe
from onrecord.store.log import LogEntry, latest, log_of
from onrecord.store.query import ToldFigure
from onrecord.store.runs import Run, begin_run, end_run, note_progress, runs
from onrecord.store.stats import Stats, stats

if TYPE_CHECKING:
    import polars

    from onrecord.articles.given import Defaults
    from onrecord.articles.read import Kind
    from onrecord.incidents.compare import Comparison
    from onrecord.judging import Verdict
    from onrecord.reviewing import Asking, Question
    from onrecord.workers import Progress

R = TypeVar("R")


class Listing(Generic[R]):
    """Records one after the other, asked for each time that it is iterated, and never all in memory."""

    def __init__(self, database: Database, kind: str, filters: Filters) -> None:
        self._database, self._kind, self._filters = database, kind, filters

    def __iter__(self) -> Iterator[R]:
        return cast(Iterator[R], _LISTED[self._kind](self._database, self._filters))

    def to_polars(self) -> polars.DataFrame:
        """All of them as a frame: what is one value is one column (`date_earliest`), a list is a list of structs."""
        exported = KINDS[self._kind]
        return frame_of(exported.listed(self._database, self._filters), exported.type)


_LISTED: dict[str, Callable[[Database, Filters], Iterator[object]]] = {
    "articles": query.articles,
    "statements": query.statements,
    "events": query.events,
    "claims": query.claims,
    "figures": query.figures,
    "incidents": query.incidents,
    "actors": query.actors,
    "judgements": query.judgements,
}


class Record(Across):
    """An open record: a file that holds what articles tell. Close it after use, or open it with `with`.

    The filters of its listings are those of `store.filters.Filters`.
    """

    def __init__(self, chosen: Settings, *, read_only: bool = False, as_of: str | None = None) -> None:
        self.settings = chosen
        self._file = Database(chosen.database, read_only=read_only)
        self._database = self._file.at(as_of)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def as_of(self, when: str) -> Record:
        """The record as it was known on a day, to its end, or at a time in UTC; it can be asked, and not written to.

        All that can be asked of a record can be asked of it. It shares the file with this one, which is to be closed.
        """
        then = copy(self)
        then._database = self._file.at(when)
        return then

    def judge(
        self,
        verdict: Verdict,
        *subjects: str,
        correction: tuple[str, str] | None = None,
        by: str | None = None,
        reason: str | None = None,
    ) -> Judgement:
        """Decide that two are the "same" happening or "different" ones, that one is "right" or "wrong", or its "value".

        `subjects` are ids of events or incidents, or how these begin; `correction` is a field with its value, such as
        ("killed", "23"), ("date", "2023-12-12"), ("place", "Besham, PAK") or ("actor", "unknown"). `by` is who
        decides, else ONRECORD_PERSON or the login name. What the coder said stays beside it.
        """
        from onrecord.judging import judge, person
        from onrecord.workers import coder_version

        field, value = correction or (None, None)
        wanted = Judgement("", person(by), "", verdict, subjects, field, value, reason)
        return judge(self._database, coder_version(self.settings), wanted)

    def withdraw(self, article: str, *, by: str | None = None, reason: str | None = None) -> Judgement:
        """Say that a report was withdrawn: it stays to be read, and no incident or count rests on it any more.

        `undo` takes it back. Raises NotFoundError where there is no such article.
        """
        from onrecord.judging import judge, person
        from onrecord.workers import coder_version

        wanted = Judgement("", person(by), "", "withdrawn", (article,), reason=reason)
        return judge(self._database, coder_version(self.settings), wanted)

    def undo(self, judgement: str, *, by: str | None = None, reason: str | None = None) -> Judgement:
        """Take a judgement back, which is an entry of its own; taking that back lets the first hold again."""
        from onrecord.judging import person, undo
        from onrecord.workers import coder_version

        wanted = Judgement("", person(by), "", "undo", (), reason=reason)
        return undo(self._database, coder_version(self.settings), judgement, wanted)

    def judgements(self, **filters: Unpack[Asked]) -> Listing[Judgement]:
        """What people decided, those that were taken back and their undoing too, in the order of time."""
        return self._list("judgements", filters)

    def take_judgements(self, judgements: Iterable[Judgement]) -> int:
        """Take in judgements that were made elsewhere, but for those that the record has; gives back how many."""
        from onrecord.judging import take_in
        from onrecord.workers import coder_version

        return take_in(self._database, coder_version(self.settings), list(judgements))

    def review(self, kind: Asking | None = None) -> Iterator[Question]:
        """What most deserves a look among the newest incidents, the most urgent first, with what answers it.

        `kind` is "merge", "contradiction", "single source" or "proposal". What was decided is not asked again.
        """
        from onrecord.reviewing import review

        return review(self._database, kind)

    def log(self, incident: str | None = None) -> Iterator[LogEntry]:
        """What changed, when and why: in one incident from its beginning, or in the whole record, the newest first."""
        return iter(log_of(self._database, incident)) if incident else latest(self._database)

    def read(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        defaults: Defaults | None = None,
        standard_input: Kind = "text",
        progress: Callable[[Progress], None] | None = None,
    ) -> Progress:
        """Read files, folders or standard input ("-") into the record; gives back what was done.

        `defaults` hold for what the inputs do not say of themselves, `progress` is told after each batch. Reading
        something twice does no harm, and after an interruption the same call goes on where it stopped. With more than
        one job, call it from under `if __name__ == "__main__":`.
        """
        from onrecord.articles.read import read_inputs
        from onrecord.store.write import Writer
        from onrecord.workers import coder_version, read_into

        listed = [paths] if isinstance(paths, str | Path) else list(paths)
        largest = self.settings.largest_article
        inputs = read_inputs(listed, defaults, largest=largest, standard_input=standard_input)
        version = coder_version(self.settings)
        number = begin_run(self._database, version, "\n".join(map(str, listed)))

        def tell(now: Progress) -> None:
            note_progress(self._database, number, stored=now.stored, skipped=now.known, unread=now.unread)
            if progress:
                progress(now)

        done = read_into(Writer(self._database, version), inputs, self.settings, tell)
        end_run(self._database, number, stored=done.stored, skipped=done.known, unread=done.unread)
        return done

    def articles(self, **filters: Unpack[Asked]) -> Listing[Article]:
        """The articles that pass the filters."""
        return self._list("articles", filters)

    def statements(self, **filters: Unpack[Asked]) -> Listing[Statement]:
        """The statements that pass the filters."""
        return self._list("statements", filters)

    def events(self, **filters: Unpack[Asked]) -> Listing[Event]:
        """The events that pass the filters, with their claims and figures."""
        return self._list("events", filters)

    def claims(self, **filters: Unpack[Asked]) -> Listing[Claim]:
        """The claims that pass the filters."""
        return self._list("claims", filters)

    def figures(self, **filters: Unpack[Asked]) -> Listing[ToldFigure]:
        """The figures that pass the filters, each with its event."""
        return self._list("figures", filters)

    def incidents(self, **filters: Unpack[Asked]) -> Listing[Incident]:
        """The incidents that pass the filters."""
        return self._list("incidents", filters)

    def actors(self, **filters: Unpack[Asked]) -> Listing[Actor]:
        """The actors that pass the filters."""
        return self._list("actors", filters)

    def _list(self, kind: str, filters: Asked) -> Listing[R]:
        return Listing(self._database, kind, Filters(**filters))

    def get(self, id_: str) -> query.Record:
        """The record with this id, or the only one whose id begins so; raises NotFoundError where there is none."""
        return query.get(self._database, id_)

    def get_article(self, id_: str) -> Article:
        """The article with this id, or whose id begins so."""
        return self._get(id_, Article)

    def get_event(self, id_: str) -> Event:
        """The event with this id, or whose id begins so."""
        return self._get(id_, Event)

    def _get(self, id_: str, kind: type[R]) -> R:
        found = self.get(id_)
        if not isinstance(found, kind):
            raise NotFoundError(f"{id_} is no {kind.__name__.lower()}, but {type(found).__name__.lower()}.")
        return found

    def compare(self, one: str, other: str) -> Comparison:
        """How alike two incidents, or two events, are, part by part: the best of all pairs of their events."""
        from onrecord.incidents.compare import compare
        from onrecord.reviewing import profiles_of_events

        ours, theirs = (profiles_of_events(self._database, self._event_ids(id_)) for id_ in (one, other))
        return max((compare(a, b) for a in ours for b in theirs), key=lambda comparison: comparison.score)

    def kept_apart(self, one: str, other: str) -> str | None:
        """Which rule of merging keeps two incidents apart, in a clause; None where these are not two incidents."""
        from onrecord.reviewing import kept_apart

        ours, theirs = self.get(one), self.get(other)
        if not (isinstance(ours, Incident) and isinstance(theirs, Incident)) or ours == theirs:
            return None
        return kept_apart(self._database, ours, theirs)

    def _event_ids(self, id_: str) -> tuple[str, ...]:
        found = self.get(id_)
        if isinstance(found, Incident):
            return found.events
        if isinstance(found, Event):
            return (found.event_id,)
        raise NotFoundError(f"{id_} is neither an incident nor an event; only these are compared.")

    def export(
        self, records: str, target: str | Path | IO[str], format: str = "jsonl", **filters: Unpack[Asked]
    ) -> int:
        """Write all records of a kind ("events") to a file or a text stream as jsonl, csv or parquet; tells how many.

        A file appears whole or not at all; the same records give the same bytes.
        """
        into = Path(target) if isinstance(target, str) else target
        return export(self._database, records, into, format, Filters(**filters))

    def forget(self, article: str) -> Forgotten:
        """Take an article out for good, with all that rests on it alone; gives back what went, and what could not.

        Incidents that rest on other articles too are merged anew from those.
        """
        from onrecord.forgetting import write_again
        from onrecord.merger import Merger
        from onrecord.store.write import Writer
        from onrecord.workers import coder_version

        writer = Writer(self._database, coder_version(self.settings))
        found = self.get_article(article)
        with writer.transaction("forgotten") as connection:
            gone = forget(connection, found.article_id)
            write_again(connection, writer, gone.emptied)
            Merger(writer).merge(connection)
        copies, traces = wipe(self._database)
        return replace(gone, copies=copies, traces=traces)

    def date(self, article: str, published: str) -> Article:
        """Say when an article was printed ("2023-12-14", "2023-12"); all that hung on it is resolved again.

        The article is not read again. Raises SettingError for what is no date, NotFoundError where there is no such
        article, or where an older version read it.
        """
        from onrecord.articles.given import Defaults
        from onrecord.merger import Merger
        from onrecord.redating import give_dates
        from onrecord.store.write import Writer
        from onrecord.workers import coder_version

        writer = Writer(self._database, coder_version(self.settings))
        found = self.get_article(article)
        given = Defaults.of(published).published
        give_dates(writer, Merger(writer), {found.article_id: given})
        return replace(found, published=given)

    def stats(self) -> Stats:
        """How much of what is in the record."""
        return stats(self._database)

    def runs(self) -> tuple[Run, ...]:
        """What was read when, the newest first."""
        return runs(self._database)

    def trouble(self) -> str | None:
        """What is wrong with the file, in one sentence; None where nothing is. Takes as long as reading all of it."""
        return self._database.trouble()


def open_record(
    database: str | Path | None = None, *, read_only: bool = False, as_of: str | None = None, **options: object
) -> Record:
    """The record in a file, which is made if there is none; without a name, at ONRECORD_DATABASE or onrecord.db here.

    With `as_of`, a day or a time in UTC, it is the record as it was known then, to be asked and not written to.
    `options` are other settings: `open_record("story.db", jobs=2)`. Raises SettingError for one that is wrong and
    StoreError for a file that cannot be used.
    """
    return Record(settings(database=database, **options), read_only=read_only or as_of is not None, as_of=as_of)
