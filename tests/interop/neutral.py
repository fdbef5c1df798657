"""One form of a row that every reader's can be brought to, and what differs in it.

A row is a dict of text, whole numbers, floats, booleans, lists of text and null. A day is ISO text, made from the
reader's own kind of day alone: a reader that left it as text is found out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from diplomatic_ties.model.contracts import columns
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.tabular import LIST_DELIMITER

Value = str | int | float | bool | list[str] | None
Row = dict[str, Value]


def types_of(table: str) -> dict[str, str]:
    """The type of each column of a table, by Table Schema's names."""
    return {column.name: column.type for column in columns(table)}


def native(table: str, rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows of a reader that has days and lists of its own."""
    types = types_of(table)
    return [{column: _native(value, types.get(column)) for column, value in row.items()} for row in rows]


def _native(value: Any, type_: str | None) -> Any:
    if value is not None and type_ == "date":
        return value.isoformat() if type(value) is date else f"no day: {value!r}"
    return list(value) if value is not None and type_ == "list" and not isinstance(value, str) else value


def lists_split(table: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a form that joins lists; an empty one is an empty cell there, which some readers take for null."""
    lists = [column for column, type_ in types_of(table).items() if type_ == "list"]
    return [dict(row) | {column: _split(row[column]) for column in lists} for row in rows]


def _split(cell: str | None) -> list[str]:
    return cell.split(LIST_DELIMITER) if cell else []


def converted(
    table: str, rows: Iterable[Mapping[str, Any]], conversions: Mapping[str, Callable[[Any], Value]]
) -> list[Row]:
    """Rows of a form that lacks types: each value that is not null, by the conversion of its type if there is one."""
    types = types_of(table)

    def value(column: str, cell: Any) -> Any:
        conversion = conversions.get(types.get(column, ""))
        return conversion(cell) if conversion and cell is not None else cell

    return [{column: value(column, cell) for column, cell in row.items()} for row in rows]


def differences(table: str, found: Iterable[Row], expected: Sequence[Row], digits: int | None = None) -> list[str]:
    """Say each value that was found and is not the expected one, and each row and column that is there or not.

    Floats are held to so many ``digits``, where the reader has no more; else to the last bit.
    """
    key = TABLES[table].primary_key
    wanted = {_key(row, key): row for row in expected}
    told: list[str] = []
    seen: Counter[tuple[Value, ...]] = Counter()
    for row in found:
        at = _key(row, key)
        seen[at] += 1
        if at not in wanted:
            told.append(f"{table} {at}: no such row")
            continue
        if list(row) != list(wanted[at]):
            told.append(f"{table} {at}: columns {list(row)} instead of {list(wanted[at])}")
            continue
        told += [
            f"{table} {at} {column}: {row[column]!r} instead of {value!r}"
            for column, value in wanted[at].items()
            if not _same(row[column], value, digits)
        ]
    told += [f"{table} {at}: {seen[at]} times" for at in wanted if seen[at] != 1]
    return told


def _key(row: Row, key: Sequence[str]) -> tuple[Value, ...]:
    return tuple(row.get(column) if not isinstance(row.get(column), list) else None for column in key)


def _same(found: Value, expected: Value, digits: int | None) -> bool:
    """Whether two values are one, of the same kind: not ``True`` for 1, not empty text for null."""
    if digits and isinstance(found, float) and isinstance(expected, float):
        return f"{found:.{digits}g}" == f"{expected:.{digits}g}"
    return type(found) is type(expected) and found == expected
