"""The SQLite file holds what the tables hold, and refuses what leads nowhere."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from diplomatic_ties.curation.check import validate
from diplomatic_ties.errors import BuildError
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.package import compile_package
from diplomatic_ties.publish.sqlite import write_sqlite


@pytest.fixture
def tables(small: Path) -> dict[str, pa.Table]:
    """The tables of a small dataset."""
    return dict(compile_package(validate(small)[0], small.parent).tables)


def as_text(value: Any, type_: pa.DataType) -> Any:
    """A value as SQLite keeps it: lists joined, days in ISO, and null as it is."""
    if value is not None and pa.types.is_list(type_):
        return ";".join(value)
    return str(value) if value is not None and pa.types.is_date(type_) else value


def test_every_row_is_there_as_it_is_in_the_table(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    write_sqlite(tables, tmp_path / "ties.sqlite")
    with closing(sqlite3.connect(tmp_path / "ties.sqlite")) as connection:
        for name in TABLES:
            schema = tables[name].schema
            found = connection.execute(f'SELECT * FROM "{name}"')
            assert [column[0] for column in found.description] == schema.names
            assert sorted(found.fetchall(), key=str) == sorted(
                (tuple(as_text(row[field.name], field.type) for field in schema) for row in tables[name].to_pylist()),
                key=str,
            )
    assert any(row["effective"] is None for row in tables["events"].to_pylist())


def test_a_file_of_links_that_lead_nowhere_is_refused(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    tables["episodes"] = tables["episodes"].slice(0, 0)
    with pytest.raises(BuildError, match="leads nowhere"):
        write_sqlite(tables, tmp_path / "ties.sqlite")
