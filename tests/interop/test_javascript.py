"""hyparquet reads every table under Node, from Parquet."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from diplomatic_ties.model.tables import TABLES
from tests.interop.conftest import Same
from tests.interop.neutral import converted

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def read(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """What JavaScript reads: the rows of each table."""
    node = shutil.which("node")
    if not node:
        pytest.skip("Node is not installed (Debian: nodejs, npm)")
    if not (HERE / "node_modules" / "hyparquet").exists():
        pytest.skip("hyparquet is not installed (npm ci --prefix tests/interop)")
    out = tmp_path_factory.mktemp("javascript") / "tables.json"
    subprocess.run([node, HERE / "read_parquet.mjs", built / "parquet", out], check=True)
    tables: dict[str, list[dict[str, Any]]] = json.loads(out.read_text(encoding="utf-8"))
    return tables


@pytest.mark.parametrize("name", TABLES)
def test_parquet(read: dict[str, list[dict[str, Any]]], name: str, same: Same) -> None:
    # A Date comes as an object with its day. JavaScript writes the number 2.0 as 2.
    found = converted(name, read[name], {"date": lambda cell: cell["day"], "number": float})
    same("JavaScript (hyparquet), Parquet", name, found)
