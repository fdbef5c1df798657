"""What the readers are held against, and how many values of each were: shown at the end of a run."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pytest

from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.package import Package
from diplomatic_ties.publish.sqlite import write_sqlite
from tests.conftest import CHECKOUT
from tests.interop.neutral import Row, differences, native
from tests.interop.written import written

COMPARED = "values compared"


class Same(Protocol):
    """Compares what a reader, by the name that is shown, found in a table with what the YAML says."""

    def __call__(self, reader: str, name: str, found: list[Row], digits: int | None = None) -> None: ...


@pytest.fixture(scope="session")
def expected(tables: Mapping[str, pa.Table]) -> dict[str, list[Row]]:
    """The rows of every table: what the YAML files say of them, and what is derived from that beside it."""
    said = written(CHECKOUT / "dataset")
    rows = {}
    for name, table in tables.items():
        rows[name] = native(name, table.to_pylist())
        if name in said:
            keyed = {tuple(row[column] for column in TABLES[name].primary_key): row for row in rows[name]}
            assert keyed.keys() == said[name].keys()
            for key, row in said[name].items():
                assert row.keys() <= keyed[key].keys()
                keyed[key].update(row)
    return rows


@pytest.fixture
def same(expected: dict[str, list[Row]], record_property: Callable[[str, object], None]) -> Same:
    """Compare, and count what was compared."""

    def compare(reader: str, name: str, found: list[Row], digits: int | None = None) -> None:
        told = differences(name, found, expected[name], digits)
        assert not told, f"{reader}: {len(told)} differences, such as\n" + "\n".join(told[:10])
        record_property(COMPARED, (reader, sum(map(len, found))))

    return compare


@pytest.fixture(scope="session")
def sqlite_file(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file of a release; to be read, not changed."""
    path = tmp_path_factory.mktemp("sqlite") / "ties.sqlite"
    write_sqlite(package.tables, path)
    return path


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show which readers were run, and how many values of each were compared."""
    values: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == COMPARED and isinstance(value, tuple):
                values[value[0]] += value[1]
    if values:
        terminalreporter.section("values compared with the YAML, by reader")
        for reader, number in sorted(values.items()):
            terminalreporter.write_line(f"{reader}: {number:,}")
