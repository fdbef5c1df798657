"""CSV as the project writes it: UTF-8, LF, ISO dates, ``;`` in lists, nothing for null.

Python's own writer, since Arrow's quotes every text and writes no lists. It needs pyarrow alone, for
the loader exports with it too.
"""

import csv
import io
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

LIST_DELIMITER = ";"


# Table Schema's names for the few column types that every reader keeps.
TYPES: "dict[str, pa.DataType]" = {
    "string": pa.string(),
    "date": pa.date32(),
    "integer": pa.int32(),
    "boolean": pa.bool_(),
    "number": pa.float64(),
    "list": pa.list_(pa.string()),
}
KEY_DELIMITER = "|"
# The name of what stands between two releases.
UNRELEASED = "unreleased"


def to_csv(table: pa.Table) -> str:
    """Return ``table`` as CSV with a header row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(zip(*([_cell(v) for v in column.to_pylist()] for column in table.columns), strict=True))
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return LIST_DELIMITER.join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def from_csv(text: str, schema: pa.Schema) -> pa.Table:
    """Read what ``to_csv`` wrote back into a table of ``schema``."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    columns = [_column([row[f.name] for row in rows], f.type, f.nullable) for f in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def rows_by_key(text: str, primary_key: list[str]) -> dict[str, dict[str, str]]:
    """Return the rows of a CSV by the parts of their key, joined, every value as text."""
    return {
        KEY_DELIMITER.join(row[column] for column in primary_key): row
        for row in csv.DictReader(io.StringIO(text, newline=""))
    }


def from_rows(
    rows: Iterable[dict[str, str]], fields: list[dict[str, Any]], primary_key: list[str]
) -> pa.Table:
    """Return text rows as a table, sorted by key; ``fields`` have name, type and nullable."""
    schema = pa.schema([pa.field(f["name"], TYPES[f["type"]], f["nullable"]) for f in fields])
    kept = list(rows)
    columns = [_column([row[f.name] for row in kept], f.type, f.nullable) for f in schema]
    table = pa.Table.from_arrays(columns, schema=schema)
    return table.sort_by([(column, "ascending") for column in primary_key])


def _column(cells: list[str], kind: pa.DataType, nullable: bool) -> "pa.Array[Any]":
    if pa.types.is_list(kind):
        empty: list[str] | None = None if nullable else []
        return pa.array([cell.split(LIST_DELIMITER) if cell else empty for cell in cells], kind)
    return pa.array([cell or None for cell in cells], pa.string()).cast(kind)
