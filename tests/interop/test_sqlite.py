"""SQLite reads every table of the file that a release has."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from diplomatic_ties.model.tables import TABLES
from tests.interop.conftest import Same
from tests.interop.neutral import Value, converted, lists_split


def yes_or_no(cell: int) -> Value:
    """SQLite's truth is a whole number; any but these two is left to differ."""
    return {0: False, 1: True}.get(cell, cell)


@pytest.mark.parametrize("name", TABLES)
def test_sqlite(sqlite_file: Path, name: str, same: Same) -> None:
    with closing(sqlite3.connect(sqlite_file)) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute(f'select * from "{name}"')]
    same("SQLite, Python", name, converted(name, lists_split(name, rows), {"boolean": yes_or_no}))
