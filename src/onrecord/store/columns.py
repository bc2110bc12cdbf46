"""A record as one row of columns: what tables, CSV and Parquet have in common.

A value within a value becomes a column of its own (`date_earliest`, `place_name`); a list stays a list.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    import polars

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """One column: its name, the attributes that lead to it, and the type of what is there."""

    name: str
    path: tuple[str, ...]
    type: Any

    def value(self, record: object) -> object:
        """What the record has there, None where a value on the way is unknown."""
        found: object = record
        for name in self.path:
            if found is None:
                return None
            found = getattr(found, name)
        return found


@cache
def columns_of(kind: type) -> tuple[ColumnOf, ...]:
    """The columns of a class of records, in the order of its fields."""
    return tuple(_columns(kind, (), ()))


def _columns(kind: type, names: tuple[str, ...], path: tuple[str, ...]) -> Iterator[ColumnOf]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        inner = _known(hints[field.name])
        here = (*path, field.name)
        if is_dataclass(inner):
            yield from _columns(inner, (*names, field.name), here)  # type: ignore[arg-type]
        else:
            yield ColumnOf("_".join((*names, field.name)), here, inner)


def _known(hint: Any) -> Any:  # noqa: ANN401 - a type hint is of no one type
    """The type without None."""
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (one for one in get_args(hint) if one is not type(None))
        return inner
    return hint


def plain(value: object) -> Plain:
    """A value in lists and dictionaries, as JSON has it."""
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    assert value is None or isinstance(value, str | int | float | bool)
    return value


def row_of(record: object) -> dict[str, Plain]:
    """The record as a row."""
    kind: type = type(record)
    return {column.name: plain(column.value(record)) for column in columns_of(kind)}


def polars_schema(kind: type) -> dict[str, polars.DataType]:
    """The types of a frame's columns; the same for an empty frame as for a full one."""
    return {column.name: _polars_type(column.type) for column in columns_of(kind)}


def _polars_type(hint: Any) -> polars.DataType:  # noqa: ANN401
    import polars

    hint = _known(hint)
    if get_origin(hint) is tuple:
        return polars.List(_polars_type(get_args(hint)[0]))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return polars.Struct({field.name: _polars_type(hints[field.name]) for field in fields(hint)})
    if get_origin(hint) is Literal:
        return polars.String()
    return {str: polars.String(), int: polars.Int64(), float: polars.Float64(), bool: polars.Boolean()}[hint]
