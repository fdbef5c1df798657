"""DuckDB reads every table, from Parquet and from CSV."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from diplomatic_ties.model.tables import TABLES
from tests.interop.conftest import Same
from tests.interop.neutral import Row, lists_split, native, types_of

TYPES = {
    "string": "VARCHAR",
    "list": "VARCHAR",
    "integer": "INTEGER",
    "boolean": "BOOLEAN",
    "number": "DOUBLE",
    "date": "DATE",
}


def rows(result: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The rows of a query's result."""
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@pytest.mark.parametrize("name", TABLES)
def test_parquet(built: Path, name: str, same: Same) -> None:
    with duckdb.connect() as connection:
        result = connection.execute("select * from read_parquet(?)", [str(built / "parquet" / f"{name}.parquet")])
        same("DuckDB, Parquet", name, native(name, rows(result)))


def read_csv(path: Path, name: str) -> list[Row]:
    """The rows of a table's CSV."""
    types = {column: TYPES[type_] for column, type_ in types_of(name).items()}
    with duckdb.connect() as connection:
        query = "select * from read_csv(?, columns = ?, header = true, auto_detect = false)"
        return native(name, lists_split(name, rows(connection.execute(query, [str(path), types]))))


@pytest.mark.parametrize("name", TABLES)
def test_csv(built: Path, name: str, same: Same) -> None:
    same("DuckDB, CSV", name, read_csv(built / "csv" / f"{name}.csv", name))


def test_a_file_with_one_other_value_does_not_pass(built: Path, tmp_path: Path, same: Same) -> None:
    text = (built / "csv" / "events.csv").read_text(encoding="utf-8")
    (tmp_path / "events.csv").write_text(text.replace(",expulsion,", ",recall,", 1), encoding="utf-8")
    with pytest.raises(AssertionError, match=r"DuckDB: 1 differences, .*\n.* measure: 'recall' instead of 'expulsion'"):
        same("DuckDB", "events", read_csv(tmp_path / "events.csv", "events"))
