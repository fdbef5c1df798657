"""README's examples run, and print what README says that they print."""

import contextlib
import io
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest

import diplomatic_ties as ties
from diplomatic_ties.commands import CURATORS, USERS, main
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.usefixtures("served")

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
BLOCK = r"((?:(?!```).)*)```"
SHOWN = re.findall(rf"```(python|sql|sh|r)\n{BLOCK}\n\n```text\n{BLOCK}", README, re.DOTALL)
PYTHON = re.findall(rf"```python\n{BLOCK}", README, re.DOTALL)
PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md")


@pytest.mark.parametrize(("language", "code", "output"), SHOWN)
def test_an_example_prints_what_is_shown(
    language: str, code: str, output: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    printed = io.StringIO()
    if language == "python":
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "README.md", "exec"), {})
        assert printed.getvalue() == output
    elif language == "sh":
        program, *arguments = shlex.split(code)
        assert program == "diplomatic-ties"
        with contextlib.redirect_stdout(printed):
            assert main(arguments) == 0
        assert printed.getvalue() == output
    elif language == "r":
        # As in a checkout after a build.
        (tmp_path / "r").symlink_to(CHECKOUT / "r")
        (tmp_path / "build").symlink_to(request.getfixturevalue("built"))
        (tmp_path / "example.R").write_text(code, encoding="utf-8")
        command = [request.getfixturevalue("rscript"), "example.R"]
        run = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, encoding="utf-8")
        assert run.stdout == output
    else:
        sql = re.sub(r"'build/parquet/(\w+)\.parquet'", lambda m: f"'{ties.path(m[1])}'", code)
        result = duckdb.connect().execute(sql).fetchall()
        rows = [[str(cell) for cell in row] for row in result]
        assert rows == [line.split(" | ") for line in output.splitlines()]


def test_r_counts_as_pandas_does(rscript: str, tmp_path: Path) -> None:
    (code,) = [code for code in re.findall(rf"```r\n{BLOCK}", README, re.DOTALL) if "panel.csv" in code]
    (asked,) = re.findall(r"`diplomatic-ties (panel [^`]*) --out panel.csv`", README)
    (tmp_path / "example.R").write_text(code, encoding="utf-8")
    assert main([*shlex.split(asked), "--out", str(tmp_path / "panel.csv")]) == 0
    run = subprocess.run([rscript, "example.R"], cwd=tmp_path, check=True, capture_output=True, encoding="utf-8")
    panel = ties.panel(start="2014", end="2021", as_="pandas")
    searched = panel[panel["staff"].notna()]
    shares = [100 * rows.gt(0).mean() for rows in (panel["known_expulsions"], searched["expulsions"])]
    assert [float(number) for number in re.findall(r"[0-9.]+(?= %)", run.stdout)] == [round(s, 1) for s in shares]


def test_all_examples_run_one_after_another() -> None:
    there: dict[str, Any] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for code in PYTHON:
            exec(compile(code, "README.md", "exec"), there)
    assert len(PYTHON) > len([language for language, _, _ in SHOWN if language == "python"])
    assert "NaT" not in printed.getvalue()
    assert printed.getvalue()


def test_readme_shows_pandas_polars_duckdb_and_r() -> None:
    assert {language for language, _, _ in SHOWN} >= {"python", "sql", "r"}
    for library in ('as_="pandas"', 'as_="polars"', "DuckDB"):
        assert library in README


def test_the_two_commands_stand_alone_on_their_lines() -> None:
    block = README.split("<!-- commands -->")[1].split("<!-- end -->")[0]
    commands = [line for line in block.splitlines() if line.startswith("pip ")]
    assert len(commands) == 2
    assert all("pip install -e '.[dev]' &&" in command for command in commands)


@pytest.mark.parametrize("page", [page for page in PAGES if (CHECKOUT / page).exists()])
def test_what_a_page_names_is_there(page: str) -> None:
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    verbs = set(re.findall(r"diplomatic-ties ([a-z]+)\b", text))
    assert verbs <= {*USERS, *CURATORS}
    links = {link for link in re.findall(r"\]\(([^)#]+)", text) if not link.startswith("http")}
    assert {link for link in links if not (CHECKOUT / link).exists()} == set()
    loaded = set(re.findall(r"ties\.load\(\"(\w+)\"", text)) | set(re.findall(r"parquet/(\w+)\.parquet", text))
    assert loaded <= ties.tables().keys()
