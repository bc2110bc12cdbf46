"""Answers a benchmark task with the product: one adapter a task, in `adapters/<task>.py`, outside the package.

An adapter has `answer(rows)`, which takes the task's input rows and gives one output row each, in order.
"""

import importlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, cast


class Adapter(Protocol):
    def answer(self, rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]: ...


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def main(task: str, asked: str, answered: str) -> None:
    adapter = cast(Adapter, importlib.import_module(f"adapters.{task}"))
    with Path(answered).open("w", encoding="utf-8") as out:
        for row in adapter.answer(list(rows_of(Path(asked)))):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
