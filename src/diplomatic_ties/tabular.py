"""CSV as the project writes it: UTF-8, LF, ISO dates, ``;`` in lists, nothing for null.

Python's own writer, since Arrow's quotes every text and writes no lists. It needs pyarrow alone, for
the loader exports with it too.
"""

import csv
import io
from typing import Any

import pyarrow as pa

LIST_DELIMITER = ";"


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
    return pa.Table.from_arrays(
        [_column([row[field.name] for row in rows], field.type, field.nullable) for field in schema],
        schema=schema,
    )


def _column(cells: list[str], kind: pa.DataType, nullable: bool) -> "pa.Array[Any]":
    if pa.types.is_list(kind):
        empty: list[str] | None = None if nullable else []
        return pa.array([cell.split(LIST_DELIMITER) if cell else empty for cell in cells], kind)
    return pa.array([cell or None for cell in cells], pa.string()).cast(kind)
