"""What was made lately, so that it need not be made again: the least lately used goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """At most so many things by their keys, for any number of threads."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._made: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """What is kept under this key, or is made now."""
        return self.several([key], lambda _: {key: make()})[key]

    def several(self, keys: Iterable[K], make: Callable[[Sequence[K]], Mapping[K, V]]) -> dict[K, V]:
        """What is kept under these keys, and what `make` gives of those that are not."""
        wanted = list(keys)
        with self._lock:
            found = {key: self._made[key] for key in wanted if key in self._made}
        missing = [key for key in wanted if key not in found]
        found |= make(missing) if missing else {}
        with self._lock:
            for key in found:
                self._made[key] = found[key]
                self._made.move_to_end(key)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return found
