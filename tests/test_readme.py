"""README's examples run, and print what README says that they print."""

import contextlib
import io
import re
import subprocess
import sys

import duckdb
import pytest

import diplomatic_ties as dt
from tests.conftest import CHECKOUT

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
BLOCK = r"((?:(?!```).)*)```"
SHOWN = re.findall(rf"```(python|sql|sh)\n{BLOCK}\n\n```text\n{BLOCK}", README, re.DOTALL)


@pytest.mark.parametrize(("language", "code", "output"), SHOWN)
def test_an_example_prints_what_is_shown(language: str, code: str, output: str) -> None:
    if language == "python":
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "README.md", "exec"), {})
        assert printed.getvalue() == output
    elif language == "sh":
        program, *arguments = code.split()
        assert program == "diplomatic-ties"
        command = [sys.executable, "-m", "diplomatic_ties.cli", *arguments]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == output
    else:
        sql = re.sub(r"'build/parquet/(\w+)\.parquet'", lambda m: f"'{dt.path(m[1])}'", code)
        result = duckdb.connect().execute(sql).fetchall()
        rows = [[str(cell) for cell in row] for row in result]
        assert rows == [line.split(" | ") for line in output.splitlines()]


def test_readme_shows_pandas_polars_duckdb_and_r() -> None:
    assert {language for language, _, _ in SHOWN} >= {"python", "sql"}
    for library in ('as_="pandas"', 'as_="polars"', "DuckDB", "```r\n"):
        assert library in README


def test_the_two_commands_stand_alone_on_their_lines() -> None:
    block = README.split("<!-- commands -->")[1].split("<!-- end -->")[0]
    commands = [line for line in block.splitlines() if line.startswith("pip ")]
    assert len(commands) == 2
    assert all("pip install -e '.[dev]' &&" in command for command in commands)


def test_the_coverage_table_has_the_numbers_of_the_data() -> None:
    events = dt.load("events").to_pylist()
    rows = re.findall(r"^\| ([^|]+) \| (\d{4})-(\d{4}|today) \| (\d+) \|", README, re.MULTILINE)
    assert rows
    slices = {
        "NATO and Russia": lambda e: "NATO" in (e["initiator"], e["counterpart"]),
        "Russia and every state": lambda e: "NATO" not in (e["initiator"], e["counterpart"]),
    }
    for name, _, _, number in rows:
        assert int(number) == sum(map(slices[name.strip()], events)), name
