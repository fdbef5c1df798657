"""polars reads every table, from Parquet and from CSV."""

from pathlib import Path

import polars as pl
import pytest

from diplomatic_ties.model.tables import TABLES
from tests.interop.conftest import Same
from tests.interop.neutral import lists_split, native, types_of

DTYPES = {
    "string": pl.String,
    "list": pl.String,
    "integer": pl.Int32,
    "boolean": pl.Boolean,
    "number": pl.Float64,
    "date": pl.Date,
}


@pytest.mark.parametrize("name", TABLES)
def test_parquet(built: Path, name: str, same: Same) -> None:
    frame = pl.read_parquet(built / "parquet" / f"{name}.parquet")
    same("polars, Parquet", name, native(name, frame.to_dicts()))


@pytest.mark.parametrize("name", TABLES)
def test_csv(built: Path, name: str, same: Same) -> None:
    schema = {column: DTYPES[type_] for column, type_ in types_of(name).items()}
    frame = pl.read_csv(built / "csv" / f"{name}.csv", schema=schema)
    same("polars, CSV", name, native(name, lists_split(name, frame.to_dicts())))
