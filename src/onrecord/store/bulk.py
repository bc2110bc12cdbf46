"""Inserting many rows at once, without asking SQLAlchemy about each of them."""

from __future__ import annotations

from operator import itemgetter

from sqlalchemy import Table, insert
from sqlalchemy.engine import Connection

Row = dict[str, object]


def insert_rows(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows that all have the same columns; their values must be such as the driver takes as they are."""
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    if names := getattr(compiled, "positiontup", None):
        values = itemgetter(*names)
        connection.exec_driver_sql(str(compiled), list(map(values, rows)))
    else:
        connection.execute(insert(table), rows)
