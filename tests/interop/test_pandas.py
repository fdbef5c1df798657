"""pandas reads every table, from Parquet and from CSV."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from diplomatic_ties.model.tables import TABLES
from tests.interop.conftest import Same
from tests.interop.neutral import Row, lists_split, native, types_of

# What keeps a value that may be missing as it is; days are told to the reader apart.
DTYPES: dict[str, Any] = {
    "string": "string",
    "list": "string",
    "integer": "Int32",
    "boolean": "boolean",
    "number": "Float64",
    "date": "object",
}


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, with Python's own null."""
    objects = frame.astype(object)
    return [
        {str(name): cell for name, cell in row.items()}
        for row in objects.where(objects.notna(), None).to_dict("records")
    ]


@pytest.mark.parametrize("name", TABLES)
def test_parquet(built: Path, name: str, same: Same) -> None:
    frame = pd.read_parquet(built / "parquet" / f"{name}.parquet", dtype_backend="numpy_nullable")
    same("pandas, Parquet", name, native(name, rows(frame)))


@pytest.mark.parametrize("name", TABLES)
def test_csv(built: Path, name: str, same: Same) -> None:
    types = types_of(name)
    days = [column for column, type_ in types.items() if type_ == "date"]
    frame = pd.read_csv(
        built / "csv" / f"{name}.csv",
        dtype={column: DTYPES[type_] for column, type_ in types.items() if column not in days},
        parse_dates=days,
        date_format="%Y-%m-%d",
        # The text NA is no missing value: it is Namibia.
        keep_default_na=False,
        na_values=[""],
    )
    for column in days:
        frame[column] = frame[column].dt.date
    same("pandas, CSV", name, found(name, frame))


def found(name: str, frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame that was read from CSV."""
    return native(name, lists_split(name, rows(frame)))
