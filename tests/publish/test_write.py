"""What is written reads back as the tables, and what does not is told."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from diplomatic_ties.model.contracts import arrow_schema
from diplomatic_ties.publish.write import misreadings, write_csv, write_parquet

LINKS = pa.Table.from_pylist(
    [
        {"event_id": "aaaaaa", "link_type": "extends", "to_event_id": "bbbbbb", "basis": "said", "note": "Où, là"},
        {"event_id": "cccccc", "link_type": "reverses", "to_event_id": "bbbbbb", "basis": "said", "note": None},
    ],
    schema=arrow_schema("links"),
)
TABLES = {"links": LINKS, "leads": arrow_schema("leads").empty_table()}
PARQUET = "parquet/links.parquet: the values are not those of the records"
CSV = "csv/links.csv: the values are not those of the records"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which both forms of the tables are written."""
    write_parquet(TABLES, tmp_path / "parquet")
    write_csv(TABLES, tmp_path / "csv")
    return tmp_path


def test_each_table_is_a_file_of_each_form_that_reads_back(folder: Path) -> None:
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")} == {
        "csv/links.csv",
        "csv/leads.csv",
        "parquet/links.parquet",
        "parquet/leads.parquet",
    }
    assert list(misreadings(folder, TABLES)) == []
    before = {path: path.read_bytes() for path in folder.glob("parquet/*")}
    write_parquet(TABLES, folder / "parquet")
    assert {path: path.read_bytes() for path in folder.glob("parquet/*")} == before


@pytest.mark.parametrize("write", [write_csv, write_parquet])
def test_folders_that_are_missing_are_made(
    tmp_path: Path, write: Callable[[Mapping[str, pa.Table], Path], None]
) -> None:
    write(TABLES, tmp_path / "new" / "folder")
    assert {path.stem for path in (tmp_path / "new" / "folder").iterdir()} == TABLES.keys()


def with_another_value(table: pa.Table) -> pa.Table:
    return table.set_column(4, table.schema.field("note"), pa.array(["Où, là", "Another"]))


def with_another_schema(table: pa.Table) -> pa.Table:
    return table.cast(pa.schema([field.with_nullable(True) for field in table.schema]))


@pytest.mark.parametrize("change", [with_another_value, with_another_schema])
def test_parquet_that_does_not_read_back_is_told(folder: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    pq.write_table(change(LINKS), folder / "parquet" / "links.parquet")
    assert list(misreadings(folder, TABLES)) == [PARQUET]


def test_csv_that_does_not_read_back_is_told(folder: Path) -> None:
    path = folder / "csv" / "links.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("extends", "reverses"), encoding="utf-8")
    assert list(misreadings(folder, TABLES)) == [CSV]
