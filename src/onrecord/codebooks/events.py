"""The codebook of event types: PLOVER's types and modes with their triggers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class Codebook:
    """Triggers with their frames."""

    @classmethod
    def load(cls, own: Sequence[Path] = ()) -> Codebook:
        """The shipped codebook, replaced or extended by a user's own files."""
        return cls()
