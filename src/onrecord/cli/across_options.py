"""The filters of the listings, as options of commands whose signature is written out."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from onrecord.cli.options import FILTERS


def _hint(name: str) -> Any:  # noqa: ANN401 - an option of typer's
    return get_args(FILTERS[name])[1]


Actor = Annotated[str | None, _hint("actor")]
Country = Annotated[str | None, _hint("country")]
Kind = Annotated[str | None, _hint("kind")]

Since = Annotated[str | None, _hint("since")]
Type = Annotated[str | None, _hint("type")]
Until = Annotated[str | None, _hint("until")]


def given(**options: object) -> Any:  # noqa: ANN401 - the filters that `Asked` names
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}
