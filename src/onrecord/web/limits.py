"""How often somebody may ask: buckets that fill with time."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

REMEMBERED = 10_000
"""Askers that are remembered; the one that asked longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and so many a second after that."""

    burst: float
    a_second: float


READING = Rate(300, 50)
WRITING = Rate(60, 2)
SIGNING_IN = Rate(8, 1 / 30)
"""Under one name from one address: behind another server, all come from one."""
SIGNING_IN_AT_ALL = Rate(60, 1 / 2)


class Buckets:
    """One bucket an asker, all of one rate."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, asker: str) -> bool:
        """Whether the asker may go on."""
        at = time.monotonic()
        with self._lock:
            left, since = self._left.pop(asker, (self._rate.burst, at))
            left = min(self._rate.burst, left + (at - since) * self._rate.a_second)
            allowed = left >= 1
            self._left[asker] = (left - allowed, at)
            if len(self._left) > REMEMBERED:
                self._left.popitem(last=False)
            return allowed
