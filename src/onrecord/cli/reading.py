"""`onrecord read`: reports into the record, with a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import ActorFile, Codebook, CueFile, Database

if TYPE_CHECKING:
    from onrecord.workers import Progress


class StandardInput(StrEnum):
    """What comes through standard input."""

    text = "text"
    markdown = "markdown"
    html = "html"
    jsonl = "jsonl"
    csv = "csv"


def read(  # noqa: PLR0913 - one argument an option
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help='Files, folders, or "-" for standard input.')],
    database: Database = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Printed on this day (2023-12-14), where a file does not say.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Printed by, where a file does not say.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Language, where a file does not say.")] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes that read; each takes about 400 MB.")
    ] = None,
    standard_input: Annotated[StandardInput, typer.Option("--stdin", help='What "-" is.')] = StandardInput.text,
    codebook: Codebook = None,
    cues: CueFile = None,
    actors: ActorFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> None:
    """Read reports into the record.

    Text (.txt, .md), HTML, JSON Lines and CSV with columns text, title, url, publisher, published; each also as .gz.
    Reading something twice does no harm. An interrupted run goes on where it stopped when it is started again.
    What cannot be read is kept as unread with its reason: see `onrecord articles --unread`.
    """
    from onrecord.articles.folders import check_paths
    from onrecord.articles.given import Defaults
    from onrecord.cli.logs import begin_log
    from onrecord.config import settings
    from onrecord.record import Record

    chosen = settings(database=database, jobs=jobs, codebooks=codebook, cues=cues, actors=actors)
    begin_log(chosen)
    check_paths(paths)
    defaults = Defaults.of(published, publisher, language)
    with Record(chosen) as record, _drawn(quiet) as progress:
        done = record.read(paths, defaults=defaults, standard_input=standard_input.value, progress=progress)
    typer.echo(_told(done, chosen.database), err=True)
    if done.interrupted:
        raise typer.Exit(130)


@contextmanager
def _drawn(quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """A progress bar with rate and remaining time, where somebody sits before the screen."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as ProgressBar

    bar = ProgressBar(
        TextColumn("reading"),
        BarColumn(),
        TextColumn("{task.completed} of {task.total} articles"),
        TextColumn("{task.fields[rate]} words/s"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[unread]} unread"),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task("reading", total=None, rate="–", unread=0)

        def draw(now: Progress) -> None:
            rate = _rate(now.words, bar.tasks[0].elapsed)
            bar.update(task, completed=now.done, total=now.total, unread=now.unread, rate=rate)

        yield draw


def _rate(words: int, seconds: float | None) -> str:
    return f"{words / seconds:,.0f}" if seconds and words else "–"


def _told(done: Progress, database: Path) -> str:
    parts = [f"{done.stored - done.unread} articles read ({done.words:,} words)"]
    if done.unread:
        parts.append(f"{done.unread} could not be read (see `onrecord articles --unread`)")
    if done.dated:
        parts.append(f"{done.dated} that were in the record have been given their publication date")
    if done.known:
        parts.append(f"{done.known} were in the record already")
    ended = "Stopped; start the same command again to go on. " if done.interrupted else ""
    return f"{ended}{'; '.join(parts)}. The record is {database}."
