"""Typed rows to Arrow tables and back."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, TypeVar

import pyarrow as pa

from diplomatic_ties.model.contracts import arrow_schema, columns
from diplomatic_ties.model.tables import TABLES, Row
from diplomatic_ties.model.vocabulary import FORMER_MEASURES

Model = TypeVar("Model", bound=Row)
NAMES: dict[type[Row], str] = {row: name for name, row in TABLES.items()}


def table_of(name: str, rows: Iterable[Row]) -> pa.Table:
    """Return rows as the table ``name``, sorted by its primary key."""
    key = TABLES[name].primary_key
    ordered = sorted(rows, key=attrgetter(*key))
    schema = arrow_schema(name)
    arrays = [pa.array(list(map(attrgetter(field.name), ordered)), field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def rows_of(model: type[Model], table: pa.Table) -> list[Model]:
    """Return the rows of a table of today or of an earlier release.

    A column takes the value of the one that it was before it was renamed; one that did not exist then is
    null. Measures bear the names of today. Values are those of a table that was checked when it was written.
    """
    name = NAMES[model]
    blank = pa.nulls(table.num_rows)
    found = {
        column.name: table[source].to_pylist() if source in table.column_names else blank.to_pylist()
        for column in columns(name)
        for source in [column.name if column.name in table.column_names else column.was or column.name]
    }
    if "measure" in found:
        found["measure"] = [FORMER_MEASURES.get(str(measure), measure) for measure in found["measure"]]
    # One set for all, since a set a row would be the larger part of it.
    names = set(found)
    rows: list[Any] = [
        model.model_construct(names, **dict(zip(found, values, strict=True)))
        for values in zip(*found.values(), strict=True)
    ]
    return rows
