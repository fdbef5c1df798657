"""Hold tables against the contract that the model makes: nulls, terms, patterns, keys and references.

The same contract as Table Schema's, checked a column at a time; a release has frictionless check it too.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from diplomatic_ties.model.contracts import Column, arrow_schema, columns
from diplomatic_ties.model.tables import TABLES


def breaches(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """Say where tables do not keep what the model promises."""
    for name, table in tables.items():
        if not table.schema.equals(arrow_schema(name)):
            yield f"{name}: the columns are not those of the model"
            continue
        for column in columns(name):
            yield from (f"{name}.{column.name}: {problem}" for problem in _of_values(table, column))
        key = list(TABLES[name].primary_key)
        if table.group_by(key).aggregate([]).num_rows < table.num_rows:
            yield f"{name}: a key ({', '.join(key)}) stands twice"
        for column_name, target in TABLES[name].references.items():
            known = tables[target][TABLES[target].primary_key[0]]
            given: Any = pc.unique(table[column_name]).drop_null()
            lost = given.filter(pc.invert(pc.is_in(given, known.combine_chunks())))
            for value in lost.to_pylist():
                yield f"{name}.{column_name}: {value} is no key of {target}"


def _of_values(table: pa.Table, column: Column) -> Iterator[str]:
    missing = table[column.name].null_count
    if missing and not column.nullable:
        yield f"{missing} values are missing"
    values: Any = table[column.name].combine_chunks()
    distinct: Any = pc.unique(pc.list_flatten(values) if column.type == "list" else values).drop_null()
    for value in distinct.to_pylist() if column.terms else []:
        if value not in column.terms:
            yield f"{value!r} is none of its terms"
    if column.pattern and column.type in ("string", "list"):
        misfits = distinct.filter(pc.invert(pc.match_substring_regex(distinct, column.pattern)))
        for value in misfits.to_pylist():
            yield f"{value!r} does not fit {column.pattern}"
