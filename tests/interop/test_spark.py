"""PySpark reads every table in a local session, from Parquet and from CSV."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from diplomatic_ties.model.tables import TABLES
from tests.interop.conftest import Same
from tests.interop.neutral import lists_split, native, types_of

# Spark and the library that it talks to Java with leave sockets to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
TYPES = {
    "string": "string",
    "list": "string",
    "integer": "int",
    "boolean": "boolean",
    "number": "double",
    "date": "date",
}


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session on this machine alone."""
    if not shutil.which("java"):
        pytest.skip("Spark needs Java, which is not installed (Debian: openjdk-17-jre-headless)")
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed (pip install -e '.[dev,interop]')")
    scratch = tmp_path_factory.mktemp("spark")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.local.dir": str(scratch),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.ui.enabled": "false",
    }
    session = sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def rows(frame: Any) -> list[dict[str, Any]]:
    """The rows of a frame."""
    return [row.asDict() for row in frame.collect()]


@pytest.mark.parametrize("name", TABLES)
def test_parquet(spark: Any, built: Path, name: str, same: Same) -> None:
    frame = spark.read.parquet(str(built / "parquet" / f"{name}.parquet"))
    same("Spark, Parquet", name, native(name, rows(frame)))


@pytest.mark.parametrize("name", TABLES)
def test_csv(spark: Any, built: Path, name: str, same: Same) -> None:
    schema = ", ".join(f"`{column}` {TYPES[type_]}" for column, type_ in types_of(name).items())
    # Spark's own escape of a quote is a backslash; CSV doubles it.
    options = {"header": True, "escape": '"', "multiLine": True, "mode": "FAILFAST", "enforceSchema": False}
    frame = spark.read.schema(schema).options(**options).csv(str(built / "csv" / f"{name}.csv"))
    same("Spark, CSV", name, native(name, lists_split(name, rows(frame))))
