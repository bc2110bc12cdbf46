"""The command line: `onrecord`, one command a word of the records."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command; an error of ours is one sentence on stderr (exit code 2 for a wrong setting, else 1)."""
    from onrecord.cli.app import app
    from onrecord.errors import OnRecordError, SettingError

    try:
        app()
    except OnRecordError as error:
        print_error(str(error))
        sys.exit(2 if isinstance(error, SettingError) else 1)
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough; nothing is left to flush.
        sys.stderr.close()
        sys.exit(0)


def print_error(sentence: str) -> None:
    """Write one sentence to stderr."""
    sys.stderr.write(f"onrecord: {sentence}\n")
