"""CPU time by stage: every function that `flow.py` calls, the parse and the store, from outside the package."""

import time
from collections.abc import Callable, Iterator
from typing import ParamSpec, TypeVar

from onrecord import flow
from onrecord.articles.parse import Parser
from onrecord.merger import Merger
from onrecord.workers import run

Given = ParamSpec("Given")
Made = TypeVar("Made")


class Stages:
    """Adds up CPU seconds by stage, without those of a stage within it; `start` forgets what came before."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._within: list[str] = []
        self._since = 0.0
        for name, found in list(vars(flow).items()):
            if callable(found) and not isinstance(found, type) and found.__module__.startswith("onrecord."):
                setattr(flow, name, self._timed(f"{_room(found)}: {name}", found))
        parse = Parser.parse_articles
        whole = self._timed("articles: parse", lambda *given: list(parse(*given)))
        Parser.parse_articles = lambda *given: iter(whole(*given))  # type: ignore[method-assign]
        run._Run._store = self._timed("store: write", run._Run._store)  # type: ignore[method-assign]
        Merger.merge = self._timed("incidents: merge", Merger.merge)  # type: ignore[method-assign]

    def start(self) -> None:
        """Count from here."""
        self._count()
        self.seconds = dict.fromkeys(self.seconds, 0.0)

    def _timed(self, name: str, function: Callable[Given, Made]) -> Callable[Given, Made]:
        def timed(*given: Given.args, **named: Given.kwargs) -> Made:
            self._count()
            self._within.append(name)
            try:
                return function(*given, **named)
            finally:
                self._count()
                self._within.pop()

        return timed

    def _count(self) -> None:
        """Give the time since the last count to the innermost stage."""
        now = time.process_time()
        if self._within:
            stage = self._within[-1]
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now


def _room(function: Callable[..., object]) -> str:
    return function.__module__.split(".")[1]


def by_share(seconds: dict[str, float], whole: float) -> Iterator[tuple[str, float, float]]:
    """Each stage with its seconds and its share of the whole, the slowest first."""
    for name, taken in sorted(seconds.items(), key=lambda item: -item[1]):
        yield name, taken, taken / whole
