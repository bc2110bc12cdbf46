"""What the tests of inputs share."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest


class Held:
    """How much memory a block held at most."""

    megabytes = 0.0


@contextmanager
def _peak() -> Iterator[Held]:
    held = Held()
    tracemalloc.start()
    yield held
    held.megabytes = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()


@pytest.fixture
def peak() -> Callable[[], AbstractContextManager[Held]]:
    return _peak
