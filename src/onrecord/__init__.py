"""OnRecord reads news reports and keeps a record that can be checked.

`onrecord.open("story.db")` gives the record in a file; `read` puts reports into it, `events` and its like ask it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from onrecord.version import VERSION

if TYPE_CHECKING:
    from onrecord.config import Settings as Settings
    from onrecord.errors import NotFoundError as NotFoundError
    from onrecord.errors import OnRecordError as OnRecordError
    from onrecord.errors import SettingError as SettingError
    from onrecord.errors import StoreError as StoreError
    from onrecord.record import Record as Record
    from onrecord.record import open_record as open

__version__ = VERSION
__all__ = ["NotFoundError", "OnRecordError", "Record", "SettingError", "Settings", "StoreError", "__version__", "open"]

_WHERE = {
    "open": ("record", "open_record"),
    "Record": ("record", "Record"),
    "Settings": ("config", "Settings"),
    "OnRecordError": ("errors", "OnRecordError"),
    "SettingError": ("errors", "SettingError"),
    "StoreError": ("errors", "StoreError"),
    "NotFoundError": ("errors", "NotFoundError"),
}


def __getattr__(name: str) -> object:
    """Each name is imported when it is first used, so that importing the package costs nothing."""
    if name not in _WHERE:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    module, attribute = _WHERE[name]
    return getattr(import_module(f"onrecord.{module}"), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
