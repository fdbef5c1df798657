import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from diplomatic_ties.cli import main

import diplomatic_ties as dt
from diplomatic_ties.tabular import from_csv

Edit = Callable[[Path, str, str], None]
Output = pytest.CaptureFixture[str]


def test_info_lists_the_tables(capsys: Output) -> None:
    assert main(["info"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n{name} " in out for name in dt.tables())
    assert main(["info", "links"]) == 0
    assert "link_type" in capsys.readouterr().out


def test_show_prints_a_record(capsys: Output) -> None:
    event_id = dt.load("events")["event_id"][0].as_py()
    assert main(["show", event_id]) == 0
    assert json.loads(capsys.readouterr().out)["event_id"] == event_id


@pytest.mark.parametrize("format_", ["csv", "json", "parquet"])
def test_export_writes_the_table(tmp_path: Path, format_: str) -> None:
    out = tmp_path / f"links.{format_}"
    assert main(["export", "links", "--out", str(out)]) == 0
    links = dt.load("links")
    if format_ == "csv":
        assert from_csv(out.read_text(encoding="utf-8"), links.schema).equals(links)
    elif format_ == "json":
        assert json.loads(out.read_text(encoding="utf-8")) == links.to_pylist()
    else:
        assert pq.read_table(out).equals(links)


def test_export_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "triggers"]) == 0
    text = io.TextIOWrapper(io.BytesIO(capfdbinary.readouterr().out), "utf-8").read()
    assert text.startswith("trigger_id,date,")


def test_cite_says_how(capsys: Output) -> None:
    assert main(["cite", "bibtex"]) == 0
    assert capsys.readouterr().out == dt.cite("bibtex") + "\n"


def test_validate_passes_and_fails(small: Path, expulsion_record: Path, edit: Edit, capsys: Output) -> None:
    assert main(["validate", "--dataset", str(small)]) == 0
    assert "0 faults" in capsys.readouterr().err
    edit(expulsion_record, "best: 8", "best: 9")
    assert main(["validate", "--dataset", str(small)]) == 1
    error = capsys.readouterr().err
    assert f"{expulsion_record}:" in error
    assert "choose among 8" in error


def test_validate_takes_a_candidate(small: Path, expulsion_record: Path, tmp_path: Path, capsys: Output) -> None:
    candidate = tmp_path / "mine.yaml"
    candidate.write_bytes(expulsion_record.read_bytes())
    assert main(["validate", str(candidate), "--dataset", str(small)]) == 0
    assert main(["validate", str(tmp_path / "none.yaml"), "--dataset", str(small)]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_validate_checks_a_candidate_alone_where_there_is_no_dataset(
    expulsion_record: Path, edit: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["validate", str(expulsion_record)]) == 0
    assert "alone: no dataset here" in capsys.readouterr().err
    edit(expulsion_record, "best: 8", "best: 9")
    assert main(["validate", str(expulsion_record)]) == 1
    assert "choose among 8" in capsys.readouterr().err


def test_build_writes_all_or_nothing(small: Path, expulsion_record: Path, edit: Edit, capsys: Output) -> None:
    out = small.parent / "build"
    assert main(["build", "--dataset", str(small), "--out", str(out)]) == 0
    assert f"{len(dt.tables())} tables" in capsys.readouterr().out
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    edit(expulsion_record, "best: 8", "best: 9")
    assert main(["build", "--dataset", str(small), "--out", str(out)]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["info", "event"], "there are events"),
        (["show", "zzzzzz"], "no record"),
        (["export", "event"], "there are events"),
        (["validate", "--dataset", "nowhere"], "no dataset in nowhere"),
        (["build", "--dataset", "nowhere"], "no dataset in nowhere"),
    ],
)
def test_mistakes_are_told_in_a_line(arguments: list[str], words: str, capsys: Output) -> None:
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
