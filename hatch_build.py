"""Compiles the gazetteer when the package is built or installed for development."""

import sys
import types
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).parent / "src"


class GazetteerHook(BuildHookInterface[Any]):
    """Puts the gazetteer into the source folder, where it is packaged from, unless this edition is there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before the files are collected, for wheels and editable installs alike."""
        from_sources()


def from_sources() -> None:
    """Builds by the package's own code, as bare packages: its dependencies need not be there when it is built."""
    sys.path.insert(0, str(SOURCE))
    for name in ("onrecord", "onrecord.expressions"):
        bare = types.ModuleType(name)
        bare.__path__ = [str(SOURCE.joinpath(*name.split(".")))]
        sys.modules.setdefault(name, bare)
    from onrecord.expressions.gazetteer_build import build, is_current

    if not is_current():
        build()
