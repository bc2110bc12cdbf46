"""Compiles the gazetteer and bundles the desk's pages when the package is built or installed for development."""

import sys
import types
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).parent / "src"


class CompileHook(BuildHookInterface[Any]):
    """Puts what is compiled into the source folder, where it is packaged from, unless this edition is there."""

    def dependencies(self) -> list[str]:
        """What else the build needs on this machine: a Node.js, where there is none and the pages are to be built."""
        import_bare()
        from onrecord.web import front_build

        return [] if front_build.is_current() or front_build.has_node() else [front_build.NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before the files are collected, for wheels and editable installs alike."""
        import_bare()
        from onrecord.expressions import gazetteer_build
        from onrecord.web import front_build

        if not gazetteer_build.is_current():
            gazetteer_build.build()
        if not front_build.is_current():
            front_build.build()


def import_bare() -> None:
    """Lets the builders be imported from bare packages: what the package itself needs is not there when it is built."""
    if str(SOURCE) not in sys.path:
        sys.path.insert(0, str(SOURCE))
    for name in ("onrecord", "onrecord.expressions", "onrecord.web"):
        bare = types.ModuleType(name)
        bare.__path__ = [str(SOURCE.joinpath(*name.split(".")))]
        sys.modules.setdefault(name, bare)
