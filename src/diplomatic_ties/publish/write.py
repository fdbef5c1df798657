"""Write tables as CSV and Parquet, and read what was written again."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from diplomatic_ties.model.contracts import arrow_schema
from diplomatic_ties.tabular import from_csv, to_csv


def write_csv(tables: Mapping[str, pa.Table], folder: Path) -> None:
    """Write each table as ``<name>.csv``."""
    folder.mkdir(parents=True)
    for name, table in tables.items():
        (folder / f"{name}.csv").write_bytes(to_csv(table).encode())


def write_parquet(tables: Mapping[str, pa.Table], folder: Path) -> None:
    """Write each table as ``<name>.parquet``; the same bytes for one version of pyarrow."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        pq.write_table(table.combine_chunks(), folder / f"{name}.parquet", compression="zstd", compression_level=19)


def misreadings(folder: Path, tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """Say where what was written to ``csv/`` and ``parquet/`` does not read back as the tables."""
    for name, table in tables.items():
        written = pq.ParquetFile(folder / "parquet" / f"{name}.parquet").read()
        if not written.schema.equals(arrow_schema(name)) or not written.equals(table):
            yield f"parquet/{name}.parquet: the values are not those of the records"
        text = (folder / "csv" / f"{name}.csv").read_bytes().decode()
        if not from_csv(text, table.schema).equals(table):
            yield f"csv/{name}.csv: the values are not those of the records"
