"""CSV as the project writes it: UTF-8, LF, ISO dates, ``;`` in lists, nothing for null.

Python's own writer, since Arrow's quotes every text and writes no lists. It needs pyarrow alone, for
the loader exports with it too.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

LIST_DELIMITER = ";"
KEY_DELIMITER = "|"
ROWS_AT_ONCE = 1000
# The name of what stands between two releases.
UNRELEASED = "unreleased"
# Table Schema's names for the few column types that every reader keeps.
TYPES: "dict[str, pa.DataType]" = {
    "string": pa.string(),
    "date": pa.date32(),
    "integer": pa.int32(),
    "boolean": pa.bool_(),
    "number": pa.float64(),
    "list": pa.list_(pa.string()),
}
Rows = dict[str, dict[str, str]]


def to_csv(table: pa.Table) -> str:
    """Return ``table`` as CSV with a header row.

    Raises ``ValueError`` where a text has a carriage return: not all versions of Python quote it, and readers
    take it for the end of a line. No record has one.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(_text_rows(table))
    written = text.getvalue()
    if "\r" in written:
        raise ValueError("a text has a carriage return; write it as one line")
    return written


def _text_rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    # Some at a time, since as Python's objects they take many times the memory.
    for batch in table.to_batches(max_chunksize=ROWS_AT_ONCE):
        yield from zip(*(_cells(column) for column in batch.columns), strict=True)


def _cells(column: "pa.Array[Any]") -> list[Any]:
    values = column.to_pylist()
    if pa.types.is_list(column.type):
        return [None if value is None else LIST_DELIMITER.join(value) for value in values]
    if pa.types.is_boolean(column.type):
        return [None if value is None else str(value).lower() for value in values]
    return values


def from_csv(text: str, schema: pa.Schema) -> pa.Table:
    """Read what ``to_csv`` wrote back into a table of ``schema``."""
    from pyarrow import csv as arrow_csv

    cells = arrow_csv.read_csv(
        io.BytesIO(text.encode()),
        read_options=arrow_csv.ReadOptions(column_names=schema.names, skip_rows=1),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(schema.names, pa.string()), null_values=[""], strings_can_be_null=True
        ),
    ).combine_chunks()
    columns = [_column(cells[field.name], field) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def rows_by_key(table: pa.Table, primary_key: Sequence[str]) -> Rows:
    """Return the rows of a table by the parts of their key, joined; every value as CSV has it."""
    names = table.column_names
    rows = (dict(zip(names, map(_text, row), strict=True)) for row in _text_rows(table))
    return {key_of(row, primary_key): row for row in rows}


def csv_rows_by_key(text: str, primary_key: Sequence[str]) -> Rows:
    """Return the rows of a CSV as ``rows_by_key`` returns those of a table."""
    return {key_of(row, primary_key): row for row in csv.DictReader(io.StringIO(text, newline=""))}


def key_of(row: dict[str, str], primary_key: Sequence[str]) -> str:
    """Return the parts of a row's key, joined."""
    return KEY_DELIMITER.join(row[column] for column in primary_key)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def from_rows(rows: Iterable[dict[str, str]], fields: Sequence[dict[str, Any]], primary_key: Sequence[str]) -> pa.Table:
    """Return text rows as a table, sorted by key; ``fields`` have name, type and nullable."""
    schema = pa.schema([pa.field(f["name"], TYPES[f["type"]], f["nullable"]) for f in fields])
    kept = list(rows)
    columns = [_column(pa.array([row[field.name] or None for row in kept], pa.string()), field) for field in schema]
    table = pa.Table.from_arrays(columns, schema=schema)
    return table.sort_by([(column, "ascending") for column in primary_key])


def _column(cells: Any, field: "pa.Field[Any]") -> Any:
    """The texts of a column, null where it is empty, as values of its type."""
    if not pa.types.is_list(field.type):
        return cells.cast(field.type)
    import pyarrow.compute as pc

    lists = pc.split_pattern(cells, LIST_DELIMITER)
    return lists if field.nullable else pc.coalesce(lists, pa.scalar([], field.type))
