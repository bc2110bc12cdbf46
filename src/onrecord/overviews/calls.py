"""News handed to a program of the user's own: one call each, JSON on its standard input, no shell."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence

from onrecord.errors import CallError, SettingError
from onrecord.overviews.alerts import News

_SHOWN = 400
"""Characters of what a program that failed wrote to its standard error."""


def program_of(words: str) -> tuple[str, ...]:
    """A program and its arguments as they are written on a command line. Raises SettingError where there is none."""
    try:
        found = tuple(shlex.split(words))
    except ValueError as error:
        raise SettingError(f"The program {words!r} cannot be read: {error}.") from error
    if not found:
        raise SettingError("There is no program to call; name one, such as --call './notify.py'.")
    return found


def hand_over(news: News, program: Sequence[str], timeout: float) -> None:
    """Call the program with the news as one line of JSON on its standard input; it has taken it when it ends with 0.

    `timeout` is in seconds. Raises CallError where it cannot be started, ends with anything else, or takes too long.
    """
    from pydantic import TypeAdapter

    given = TypeAdapter(News).dump_json(news) + b"\n"
    try:
        done = subprocess.run(program, input=given, capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        raise CallError(f"{program[0]} took longer than {timeout:g} seconds; {_KEPT}") from None
    except OSError as error:
        raise CallError(f"{program[0]} cannot be started ({error.strerror}); {_KEPT}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()[-_SHOWN:]
        raise CallError(f"{program[0]} ended with {done.returncode}{f' ({said})' if said else ''}; {_KEPT}")


_KEPT = "what it has not taken comes again in the next run."
