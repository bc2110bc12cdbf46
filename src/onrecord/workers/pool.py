"""Processes that code articles, each with a reader of its own.

A process that dies costs no article but the one that killed it: its batch is coded again one article by one.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from types import TracebackType

from onrecord.config import Settings
from onrecord.errors import SettingError, WorkerError
from onrecord.flow import Reader
from onrecord.records import Article
from onrecord.workers.coding import Outcome, code_batch, unread

Batch = Sequence[Article]
MakeReader = Callable[[Settings], Reader]
AHEAD = 3
"""Batches a process that may be under way or wait for an earlier one to be stored; more only take memory."""
ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
"""One thread a process: the processes are the parallel part, and threads of theirs would fight for the same cores."""


class _DeathError(Exception):
    """A process is gone; its message says how it went."""


class _Worker:
    """One process, and the batch that it has."""

    def __init__(self, settings: Settings, make: MakeReader) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, settings, make), daemon=True, name="onrecord-worker")
        with _quiet_start():
            self.process.start()
        theirs.close()
        self.task: tuple[int, Batch] | None = None
        self.ready = False

    def give(self, number: int, batch: Batch) -> None:
        """Hand it a batch; only where it has none, so that neither side waits to write while the other does."""
        self.task = number, batch
        try:
            self.connection.send(batch)
        except OSError:
            return  # it died while idle: `receive` will say so, and the batch is not lost

    def receive(self) -> list[Outcome] | None:
        """What it has to say: the outcomes of its batch, or None when it has become ready."""
        try:
            said: list[Outcome] | str | None = self.connection.recv()
        except (EOFError, OSError) as error:
            self.process.join()
            raise _DeathError(_death(self.process.exitcode)) from error
        if isinstance(said, str):
            raise SettingError(said)
        if said is None:
            self.ready = True
        else:
            self.task = None
        return said

    def code(self, article: Article) -> Outcome:
        """The outcome of one article, waited for."""
        self.give(0, [article])
        while (outcomes := self.receive()) is None:
            pass
        return outcomes[0]

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.connection.close()
        self.process.terminate()
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class Pool:
    """Up to `jobs` processes, started as there is work for them; use it with `with`, which ends them.

    `make` builds the reader within each process, so it must be a function or class that a module names.
    """

    def __init__(self, settings: Settings, make: MakeReader = Reader) -> None:
        self._settings, self._make = settings, make
        self._workers: list[_Worker] = []
        self._tasks: Iterator[tuple[int, Batch]] = iter(())
        self._done: dict[int, list[Outcome]] = {}
        self._queue: deque[tuple[int, Batch]] = deque()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.stop()

    def results(self, batches: Iterator[Batch]) -> Iterator[list[Outcome]]:
        """The outcomes of each batch, in the order of the batches.

        Raises SettingError where the readers' settings are wrong, WorkerError where no process can be started.
        """
        self._tasks = iter(enumerate(batches))
        number = 0
        while True:
            self._hand_out(number)
            while number in self._done:
                yield self._done.pop(number)
                number += 1
                self._hand_out(number)
            busy = [worker for worker in self._workers if worker.task]
            if not busy:
                return
            for connection in wait([worker.connection for worker in busy]):
                self._hear(next(worker for worker in busy if worker.connection is connection))

    def _hand_out(self, oldest: int) -> None:
        """Give every process that has none a batch, but none that is too far ahead of the oldest unfinished one."""
        while (worker := self._idle()) is not None or len(self._workers) < self._settings.jobs:
            if not self._queue and (task := next(self._tasks, None)):
                self._queue.append(task)
            if not self._queue or self._queue[0][0] >= oldest + AHEAD * self._settings.jobs:
                return
            (worker or self._start()).give(*self._queue.popleft())

    def _idle(self) -> _Worker | None:
        return next((worker for worker in self._workers if worker.task is None), None)

    def _start(self) -> _Worker:
        worker = _Worker(self._settings, self._make)
        self._workers.append(worker)
        return worker

    def _hear(self, worker: _Worker) -> None:
        assert worker.task is not None
        number, batch = worker.task
        try:
            outcomes = worker.receive()
        except _DeathError as death:
            self._bury(worker, death)
            outcomes = [self._alone(article) for article in batch]
        if outcomes is not None:
            self._done[number] = outcomes

    def _alone(self, article: Article) -> Outcome:
        """One article by itself, since one of its batch killed the process: if it was this one, it is unread."""
        worker = self._idle() or self._start()
        try:
            return worker.code(article)
        except _DeathError as death:
            self._bury(worker, death)
            return Outcome(unread(article, f"the process that read it died ({death})"), str(death))

    def _bury(self, worker: _Worker, death: _DeathError) -> None:
        self._workers.remove(worker)
        worker.stop()
        if not worker.ready:
            raise WorkerError(
                f"A process that reads articles could not start ({death}). In a script, call from under"
                " `if __name__ == '__main__':`, or use one job."
            )


@contextmanager
def _quiet_start() -> Iterator[None]:
    """What a process inherits: one thread for its libraries, and no ear for Ctrl-C, which is the parent's to answer."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    blocks = hasattr(signal, "pthread_sigmask")
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if blocks else set()
    try:
        yield
    finally:
        if blocks:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _work(connection: Connection, settings: Settings, make: MakeReader) -> None:
    """A worker's life: a reader, then batch after batch until the other end is closed, even by a kill."""
    try:
        reader = make(settings)
    except SettingError as error:
        connection.send(str(error))
        return
    gc.freeze()  # what was loaded stays to the end; walking it at each collection is a fortieth of the reading
    try:
        connection.send(None)
        while True:
            connection.send(code_batch(reader, connection.recv()))
    except (EOFError, OSError):
        return


def _death(exit_code: int | None) -> str:
    if exit_code is None or exit_code >= 0:
        return f"exit code {exit_code}"
    name = signal.Signals(-exit_code).name
    return f"{name}, perhaps for want of memory" if name == "SIGKILL" else name
