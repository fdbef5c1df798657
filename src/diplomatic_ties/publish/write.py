"""Write tables as CSV and Parquet, and hold what was written against the model."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from diplomatic_ties.model.contracts import arrow_schema
from diplomatic_ties.tabular import from_csv, to_csv


def write_csv(tables: dict[str, pa.Table], folder: Path) -> None:
    """Write each table as ``<name>.csv``."""
    folder.mkdir(parents=True)
    for name, table in tables.items():
        (folder / f"{name}.csv").write_bytes(to_csv(table).encode())


def write_parquet(tables: dict[str, pa.Table], folder: Path) -> None:
    """Write each table as ``<name>.parquet``; the same bytes for one version of pyarrow."""
    folder.mkdir(parents=True)
    for name, table in tables.items():
        pq.write_table(table.combine_chunks(), folder / f"{name}.parquet", compression="zstd")


def verify(folder: Path, tables: dict[str, pa.Table]) -> list[str]:
    """Say what is wrong with a written package: CSV by its Table Schema, Parquet by equality."""
    # Slow to import, and the hook that builds the wheel does without it.
    import frictionless

    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    problems = [
        f"{task.place}: row {getattr(error, 'row_number', '-')}: {error.message}"
        for task in report.tasks
        for error in task.errors
    ] + [error.message for error in report.errors]
    for name, table in tables.items():
        written = pq.read_table(folder / "parquet" / f"{name}.parquet")
        text = (folder / "csv" / f"{name}.csv").read_bytes().decode()
        if not written.schema.equals(arrow_schema(name)):
            problems.append(f"parquet/{name}.parquet: the schema is not the model's")
        if not written.equals(table):
            problems.append(f"parquet/{name}.parquet: the values are not those of the records")
        if not from_csv(text, written.schema).equals(written):
            problems.append(f"csv/{name}.csv: the values are not those of the Parquet")
    return problems
