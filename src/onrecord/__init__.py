"""OnRecord reads news reports and keeps a record that can be checked."""

from onrecord.version import VERSION

__version__ = VERSION
__all__ = ["__version__"]
