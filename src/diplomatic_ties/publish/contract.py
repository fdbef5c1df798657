"""Hold tables against the contract that the model makes: nulls, terms, patterns, bounds, order, keys and references.

The same contract as Table Schema's, checked a column at a time; a release has frictionless check it too.
"""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from diplomatic_ties.model.columnar import breaches_of, disorder, distinct, has_repeats, is_checked, unknown
from diplomatic_ties.model.contracts import Column, arrow_schema, columns
from diplomatic_ties.model.tables import TABLES


def breaches(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """Say where tables do not keep what the model promises."""
    for name, table in tables.items():
        if not table.schema.equals(arrow_schema(name)):
            yield f"{name}: the columns are not those of the model"
            continue
        row = TABLES[name]
        for column in columns(name):
            yield from (f"{name}.{column.name}: {problem}" for problem in _of_values(table, column))
        for names in row.ordered:
            for earlier, later, places in disorder(table, names):
                yield f"{name}.{later}: {len(places)} values are less than {earlier}"
        if has_repeats(table.select(row.primary_key)):
            yield f"{name}: a key ({', '.join(row.primary_key)}) stands twice"
        for column_name, target in row.references.items():
            known = tables[target][TABLES[target].primary_key[0]].combine_chunks()
            for breach in unknown(distinct(table[column_name]), known, target):
                for value in breach.values.to_pylist():
                    yield f"{name}.{column_name}: {value} {breach.problem}"


def _of_values(table: pa.Table, column: Column) -> Iterator[str]:
    values = table[column.name]
    if values.null_count and not column.nullable:
        yield f"{values.null_count} values are missing"
    if is_checked(column):
        for breach in breaches_of(column, distinct(values.combine_chunks())):
            for value in breach.values.to_pylist():
                yield f"{value!r} {breach.problem}"
