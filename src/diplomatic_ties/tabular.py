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
    """Read what ``to_csv`` wrote back into a table of the given schema."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    columns: dict[str, list[str | None]] = {name: [] for name in schema.names}
    for row in rows:
        for name in schema.names:
            columns[name].append(row[name] or None)
    arrays = [_column(columns[field.name], field) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _column(cells: list[str | None], field: pa.Field) -> pa.Array:
    if pa.types.is_list(field.type):
        return pa.array(
            [c.split(LIST_DELIMITER) if c else ([] if not field.nullable else None) for c in cells],
            field.type,
        )
    return pa.array(cells, pa.string()).cast(field.type)
