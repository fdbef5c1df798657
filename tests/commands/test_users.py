"""The verbs of those who use the data."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import diplomatic_ties as ties
from diplomatic_ties.commands import CURATORS, USERS, main
from diplomatic_ties.tabular import from_csv, to_csv
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.usefixtures("served")

Output = pytest.CaptureFixture[str]
Bytes = pytest.CaptureFixture[bytes]


def test_every_verb_has_a_line_of_help(capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert all(f"\n    {verb} " in out for verb in (*USERS, *CURATORS))
    modules = {path.stem for path in (CHECKOUT / "src" / "diplomatic_ties" / "commands").glob("*.py")}
    assert modules - {"__init__", "common"} == {*USERS, *CURATORS}


def test_info_lists_the_tables(capsys: Output) -> None:
    assert main(["info"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Diplomatic Ties {ties.__version__}\n")
    assert all(f"\n{name} " in out for name in ties.tables())
    assert main(["info", "links"]) == 0
    assert "link_type" in capsys.readouterr().out


def test_show_prints_a_record(capsys: Output) -> None:
    event_id = ties.load("events")["event_id"][0].as_py()
    assert main(["show", str(event_id)]) == 0
    assert json.loads(capsys.readouterr().out)["event_id"] == event_id


@pytest.mark.parametrize("format_", ["csv", "json", "parquet"])
@pytest.mark.parametrize("named", [True, False])
def test_export_writes_the_table(tmp_path: Path, format_: str, named: bool) -> None:
    out = tmp_path / (f"links.{format_}" if named else "links")
    assert main(["export", "links", "--out", str(out), *([] if named else ["--format", format_])]) == 0
    links = ties.load("links")
    if format_ == "csv":
        assert from_csv(out.read_text(encoding="utf-8"), links.schema).equals(links)
    elif format_ == "json":
        assert json.loads(out.read_text(encoding="utf-8")) == links.to_pylist()
    else:
        assert pq.read_table(out).equals(links)
    assert list(tmp_path.iterdir()) == [out]


def test_export_to_standard_output(capfdbinary: Bytes) -> None:
    assert main(["export", "triggers"]) == 0
    text = io.TextIOWrapper(io.BytesIO(capfdbinary.readouterr().out), "utf-8").read()
    assert text.startswith("trigger_id,date,")


def test_export_of_a_vintage(capfdbinary: Bytes) -> None:
    assert main(["export", "links", "--vintage", "0.1.0"]) == 0
    assert capfdbinary.readouterr().out.decode() == to_csv(ties.load("links", vintage="0.1.0"))


def test_an_export_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    out = tmp_path / "links.csv"
    out.write_text("mine", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert main(["export", "links", "--out", str(out)]) == 1
    assert "No space left" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [out]


def test_panel_writes_the_panel(tmp_path: Path, capfdbinary: Bytes) -> None:
    asked = ["panel", "--freq", "year", "--actors", "RUS", "USA", "--start", "2014", "--end", "2016"]
    assert main(asked) == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode())))
    panel = ties.panel("year", actors=["RUS", "USA"], start="2014", end="2016")
    assert [(row["initiator"], row["period"]) for row in rows] == [
        (row["initiator"], str(row["period"])) for row in panel.to_pylist()
    ]
    out = tmp_path / "panel.parquet"
    assert main([*asked, "--out", str(out)]) == 0
    assert pq.read_table(out).equals(panel)


def test_panel_of_all_states(tmp_path: Path) -> None:
    out = tmp_path / "panel.parquet"
    asked = ["panel", "--freq", "year", "--actors", "states", "--start", "2020", "--end", "2020"]
    assert main([*asked, "--out", str(out)]) == 0
    assert pq.read_table(out).equals(ties.panel("year", actors="states", start="2020", end="2020"))


@pytest.mark.parametrize("style", ["apa", "bibtex", "ris", "csl-json"])
def test_cite_says_how(capsys: Output, style: str) -> None:
    assert main(["cite", style]) == 0
    now = capsys.readouterr().out
    assert ties.__version__.split("+")[0] in now
    assert main(["cite", style, "--vintage", "0.1.0"]) == 0
    then = capsys.readouterr().out
    assert "0.1.0" in then
    assert now != then


def test_cite_is_that_of_the_loader(capsys: Output) -> None:
    assert main(["cite"]) == 0
    assert capsys.readouterr().out == ties.cite() + "\n"


def test_diff_tells_what_changed(capsys: Output) -> None:
    assert main(["diff", "0.1.0", "0.2.0"]) == 0
    told = capsys.readouterr().out
    assert "\n  my4b1j grounds: loss_of_purpose -> retaliation;loss_of_purpose (" in told
    assert told.startswith("0.2.0 ")
    assert main(["diff", "0.1.0", "0.2.0", "--json"]) == 0
    changes = json.loads(capsys.readouterr().out)
    assert {"added", "changed", "removed"} == {change["change_kind"] for change in changes}
    assert main(["diff", "0.2.0", "0.2.0"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["info", "event"], "there are events"),
        (["show", "zzzzzz"], "no record"),
        (["export", "event"], "there are events"),
        (["export", "events", "--vintage", "9.9.9"], "no release '9.9.9'"),
        (["export", "events", "--out", "nowhere/events.csv"], "nowhere"),
        (["panel", "--actors", "RUS", "XXX"], "no actor 'XXX'"),
        (["panel", "--start", "2014-13"], "2014-13"),
        (["panel", "--start", "2015", "--end", "2014"], "before it starts"),
        (["cite", "--vintage", "9.9.9"], "no release '9.9.9'"),
        (["diff", "0.2.0", "0.1.0"], "not older"),
        (["diff", "0.1.0", "9.9.9"], "no release '9.9.9'"),
        (["validate", "--dataset", "nowhere"], "no dataset in nowhere"),
        (["build", "--dataset", "nowhere"], "no dataset in nowhere"),
        (["order", "--dataset", "nowhere"], "no dataset in nowhere"),
        (["totals", "--dataset", "nowhere"], "no dataset in nowhere"),
        (["schema", "--checkout", "nowhere"], "no dataset in nowhere"),
        (["release", "1.0.0", "--checkout", "nowhere"], "no dataset in"),
    ],
)
def test_mistakes_are_told_in_a_line(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_the_command_is_installed() -> None:
    command = Path(sys.executable).with_name("diplomatic-ties")
    run = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert run.stdout == f"{ties.__version__}\n"
