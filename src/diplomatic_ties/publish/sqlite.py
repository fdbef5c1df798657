"""All tables in one SQLite file, with keys, foreign keys and the meaning of every column."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa

from diplomatic_ties.errors import BuildError
from diplomatic_ties.model.contracts import sql_table
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.tabular import LIST_DELIMITER


def write_sqlite(tables: Mapping[str, pa.Table], path: Path) -> None:
    """Write the tables to a new file: days as ISO text, lists joined as in CSV, for SQLite has neither."""
    with closing(sqlite3.connect(path)) as connection:
        with connection:
            for name in TABLES:
                connection.execute(sql_table(name))
            for name, table in tables.items():
                places = ", ".join("?" * table.num_columns)
                rows = zip(*(_values(column) for column in table.columns), strict=True)
                connection.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise BuildError("the SQLite file has a foreign key that leads nowhere")
        connection.execute("VACUUM")


def _values(column: "pa.ChunkedArray[Any]") -> list[Any]:
    values: list[Any] = column.to_pylist()
    if pa.types.is_list(column.type):
        return [None if value is None else LIST_DELIMITER.join(value) for value in values]
    if pa.types.is_date(column.type):
        return [value and str(value) for value in values]
    return values
