"""Gives a command the filters of the listings as options, where it asks for them as `filters`."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable
from typing import Any

from onrecord.cli.options import FILTERS

Command = Callable[..., None]


def with_filters(*names: str) -> Callable[[Command], Command]:
    """The command with an option for each of these filters in the place of its parameter `filters`.

    It gets those that were given, as `Asked` names them. Typer reads the options off the signature.
    """

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def filtered(**given: Any) -> None:  # noqa: ANN401 - the signature is given below
            chosen = {name: given.pop(name) for name in names}
            command(filters={name: value for name, value in chosen.items() if value is not None}, **given)

        hints = typing.get_type_hints(command, include_extras=True)
        parameters = []
        for one in inspect.signature(command).parameters.values():
            if one.name == "filters":
                parameters += [_option(name) for name in names]
            else:
                keyword = inspect.Parameter.KEYWORD_ONLY
                parameters.append(one.replace(kind=keyword, annotation=hints[one.name]))
        filtered.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        filtered.__annotations__ = {one.name: one.annotation for one in parameters}
        return filtered

    return decorate


def _option(name: str) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=FILTERS[name])
