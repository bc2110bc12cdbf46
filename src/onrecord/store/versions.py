"""Readings that a newer coder has replaced: kept whole, as compressed JSON."""

from __future__ import annotations

import zlib
from functools import lru_cache

from pydantic import TypeAdapter

from onrecord.records import Reading


@lru_cache(maxsize=1)
def _json() -> TypeAdapter[Reading]:
    return TypeAdapter(Reading)


def packed(reading: Reading) -> bytes:
    """The reading in a few bytes."""
    return zlib.compress(_json().dump_json(reading), 9)


def unpacked(content: bytes) -> Reading:
    """The reading as it was when it was packed."""
    return _json().validate_json(zlib.decompress(content))
