"""R reads every table: by ``r/diplomatic_ties.R`` with each package that it can take, and by RSQLite."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from diplomatic_ties.model.tables import TABLES
from tests.conftest import CHECKOUT
from tests.interop.conftest import Same
from tests.interop.neutral import converted, lists_split, types_of
from tests.interop.test_sqlite import yes_or_no

HERE = Path(__file__).parent
# The classes that R users expect.
CLASSES = {
    "string": "character",
    "date": "Date",
    "integer": "integer",
    "boolean": "logical",
    "number": "numeric",
    "list": "list",
}
READERS = {"readr": "CSV", "utils": "CSV", "arrow": "Parquet", "nanoparquet": "Parquet"}


@pytest.fixture(scope="module")
def read(built: Path, sqlite_file: Path, rscript: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what R reads: a file for each package that is installed."""
    out = tmp_path_factory.mktemp("r")
    script = CHECKOUT / "r" / "diplomatic_ties.R"
    subprocess.run([rscript, HERE / "read_tables.R", script, built, sqlite_file, out], check=True)
    return out


def by(read: Path, package: str) -> dict[str, Any]:
    """What a package reads: classes and rows of each table; skipped where it is not installed."""
    path = read / f"{package}.json"
    if not path.exists():
        pytest.skip(f"the R package {package} is not installed (Debian has no r-cran-arrow and no r-cran-nanoparquet)")
    tables: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return tables


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("reader", READERS)
def test_ties_load(read: Path, reader: str, name: str, same: Same) -> None:
    tables, types = by(read, reader), types_of(name)
    if reader == "nanoparquet" and "list" in types.values():
        pytest.skip("nanoparquet reads no lists")
    assert tables[name]["types"] == {column: CLASSES[type_] for column, type_ in types.items()}
    same(f"R ({reader}), {READERS[reader]}", name, converted(name, tables[name]["rows"], {"number": float}))


@pytest.mark.parametrize("name", TABLES)
def test_rsqlite(read: Path, name: str, same: Same) -> None:
    rows = lists_split(name, by(read, "RSQLite")[name]["rows"])
    same("R (RSQLite), SQLite", name, converted(name, rows, {"boolean": yes_or_no, "number": float}))


def test_by_default_the_best_reader_is_taken_and_what_cannot_be_is_told(
    built: Path, rscript: str, tmp_path: Path
) -> None:
    shutil.copy(built / "datapackage.json", tmp_path)
    calls = tmp_path / "calls.R"
    code = """
      given <- commandArgs(trailingOnly = TRUE)
      source(given[[1]])
      stopifnot(identical(ties_load("events", given[[2]]), ties_load("events", given[[2]], with = "utils")))
      told <- function(call) cat(tryCatch(call, error = conditionMessage), sep = "\\n")
      told(ties_load("event", given[[2]]))
      told(ties_load("events", given[[3]]))
      told(ties_load("events", given[[2]], with = "excel"))
    """
    calls.write_text(code, encoding="utf-8")
    given = [str(CHECKOUT / "r" / "diplomatic_ties.R"), str(built), str(tmp_path)]
    run = subprocess.run([rscript, calls, *given], check=True, capture_output=True, encoding="utf-8")
    table, file, *reader = run.stdout.splitlines()
    assert table.startswith("no table is called event; there are events, event_sources,")
    assert file == f"no file of events in {tmp_path} that one of readr, utils, arrow, nanoparquet reads"
    assert "nanoparquet" in " ".join(reader)
