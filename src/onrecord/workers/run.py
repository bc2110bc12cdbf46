"""A run: every article that this version of the coder has not read yet is coded and stored, batch by batch."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain

import structlog

from onrecord.articles.read import Inputs
from onrecord.config import Settings
from onrecord.errors import SettingError
from onrecord.flow import Reader
from onrecord.merger import Merger
from onrecord.records import Article, Published
from onrecord.redating import give_dates
from onrecord.store.redating import lacks_date
from onrecord.store.write import Writer
from onrecord.version import VERSION
from onrecord.workers.coding import Outcome, code_batch
from onrecord.workers.pool import Batch, Pool

LOG = structlog.get_logger(__name__)
CHARACTERS = 400_000
"""A batch with so much text is full: long articles come in small batches."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. Every article counts in `done`, and then as `stored` (some of them `unread`) or `known`.

    `total` is how many articles there will be: an estimate until all are read, None where there is no telling.
    `dated` of the known ones had no publication date, and have been given one. `words` are those of the articles that
    were read. `interrupted` is true at the end where Ctrl-C ended it.
    """

    done: int = 0
    total: int | None = None
    stored: int = 0
    unread: int = 0
    known: int = 0
    dated: int = 0
    words: int = 0
    interrupted: bool = False


def coder_version(settings: Settings) -> str:
    """What decides how an article is read: the package's version and the user's own codebooks, cue and actor files.

    An article that was read by another version is read again. Raises SettingError for a file that cannot be read.
    """
    digest = hashlib.blake2b(digest_size=6)
    owned = (*settings.codebooks, *settings.actors, *settings.cues)
    for path in owned:
        try:
            files = sorted(path.rglob("*")) if path.is_dir() else [path]
            digest.update(b"\x00".join(file.read_bytes() for file in files if not file.is_dir()) + b"\x01")
        except OSError as error:
            raise SettingError(f"{path}: it cannot be read ({error.strerror}).") from error
    return f"{VERSION}+{digest.hexdigest()}" if owned else VERSION


def read_into(
    writer: Writer,
    inputs: Iterable[Article],
    settings: Settings,
    progress: Callable[[Progress], None] | None = None,
) -> Progress:
    """Read the inputs into the writer's record with `settings.jobs` processes; gives back what was done in the end.

    Articles that this version of the coder has read are passed over before they are parsed. What `progress` was told
    is stored is stored, whatever happens then; Ctrl-C ends the run in order, and the next one goes on where it ended.
    An article whose coding fails is stored as unread. With more than one job, a script must call this from under
    `if __name__ == "__main__":`.
    """
    run = _Run(writer, inputs, settings, progress)
    try:
        run.go()
    except KeyboardInterrupt:
        run.progress = replace(run.progress, interrupted=True)
    run.tell()
    return run.progress


class _Run:
    def __init__(
        self,
        writer: Writer,
        inputs: Iterable[Article],
        settings: Settings,
        told: Callable[[Progress], None] | None,
    ) -> None:
        self._writer, self._inputs, self._settings, self._told = writer, inputs, settings, told
        self._merger = Merger(writer)
        self._taken = 0
        self._dates: dict[str, Published] = {}
        self._under_way: set[str] = set()
        self.progress = Progress()

    def go(self) -> None:
        """Code and store every batch; where there is none, no model is loaded."""
        batches = self._batches()
        first = next(batches, None)
        if first is None:
            self._give_dates()
            return
        with _coders(self._settings, chain((first,), batches)) as results:
            for outcomes in results:
                self._store(outcomes)
        self._give_dates()

    def tell(self) -> None:
        """Say how far the run is."""
        self.progress = replace(self.progress, total=self._total())
        if self._told:
            self._told(self.progress)

    def _batches(self) -> Iterator[Batch]:
        batch: list[Article] = []
        size = 0
        for article in self._new():
            batch.append(article)
            size += len(article.text)
            if len(batch) == self._settings.batch or size >= CHARACTERS:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _new(self) -> Iterator[Article]:
        for article in self._inputs:
            self._taken += 1
            if article.article_id in self._under_way or self._writer.known(article.article_id):
                self._note_date(article)
                self.progress = replace(self.progress, done=self.progress.done + 1, known=self.progress.known + 1)
                continue
            self._under_way.add(article.article_id)
            yield article

    def _note_date(self, article: Article) -> None:
        """A known article may come with the publication date that it lacked."""
        if article.published.date and lacks_date(self._writer.database, article.article_id):
            self._dates[article.article_id] = article.published
            if len(self._dates) >= self._settings.batch:
                self._give_dates()

    def _give_dates(self) -> None:
        if self._dates:
            give_dates(self._writer, self._merger, self._dates)
            self.progress = replace(self.progress, dated=self.progress.dated + len(self._dates))
            self._dates = {}

    def _store(self, outcomes: list[Outcome]) -> None:
        """Store a batch in one transaction; only then is it reported, and no longer under way."""
        readings = [outcome.reading for outcome in outcomes]
        with self._writer.transaction() as connection:
            self._writer.write_within(connection, readings)
            self._merger.merge(connection)
        self._under_way -= {reading.article.article_id for reading in readings}
        for outcome in outcomes:
            _log(outcome)
        self._count([reading.article for reading in readings])
        self.tell()

    def _count(self, articles: list[Article]) -> None:
        so_far = self.progress
        self.progress = replace(
            so_far,
            done=so_far.done + len(articles),
            stored=so_far.stored + len(articles),
            unread=so_far.unread + sum(article.unread_reason is not None for article in articles),
            words=so_far.words + sum(len(article.text.split()) for article in articles if not article.unread_reason),
        )

    def _total(self) -> int | None:
        share = self._inputs.share if isinstance(self._inputs, Inputs) else None
        return max(self._taken, round(self._taken / share)) if share else None


@contextmanager
def _coders(settings: Settings, batches: Iterator[Batch]) -> Iterator[Iterator[list[Outcome]]]:
    if settings.jobs > 1:
        with Pool(settings) as pool:
            yield pool.results(batches)
    else:
        reader = Reader(settings)
        gc.freeze()  # what was loaded stays to the end; walking it at each collection is a fortieth of the reading
        try:
            yield (code_batch(reader, batch) for batch in batches)
        finally:
            gc.unfreeze()


def _log(outcome: Outcome) -> None:
    article = outcome.reading.article
    if article.unread_reason:
        level = LOG.warning if outcome.failure else LOG.info
        level(
            "article_unread",
            article_id=article.article_id,
            origin=article.origin,
            reason=article.unread_reason,
            failure=outcome.failure,
        )
