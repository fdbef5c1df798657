"""The curator's scripts, run as a curator runs them."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.read import read_dataset, read_entry
from diplomatic_ties.model.record import Event
from tests.conftest import CHECKOUT

Edit = Callable[[Path, str, str], None]


def run(script: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(CHECKOUT / "scripts" / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")


def test_validate_passes_on_the_records() -> None:
    result = run("validate.py")
    assert result.returncode == 0, result.stderr
    assert "0 faults" in result.stderr


def test_build_writes_from_any_folder(tmp_path: Path) -> None:
    result = run("build.py", "--out", tmp_path / "build")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "build" / "csv" / "events.csv").is_file()


def test_a_new_record_has_a_fresh_id_and_the_right_name(small: Path) -> None:
    result = run("new_event.py", "expulsion", "nato", "rus", "2021-10-06", "--dataset", small)
    assert result.returncode == 0, result.stderr
    path = Path(result.stdout.strip())
    assert path.parent == small / "events" / "2021"
    assert path.name.startswith("2021-10-06-nato-rus-expulsion.")
    _, faults = read_entry(path, Event)
    told = {fault.problem.split("`")[1] for fault in faults}
    # What only the curator can know is left open, and told as such; all else stands.
    assert told == {"episode", "summary", "sources.0.url", "sources.0.publisher", "sources.0.accessed"}
    again = run("new_event.py", "expulsion", "nato", "rus", "2021-10-06", "--dataset", small)
    assert again.stdout != result.stdout


def test_a_new_ceiling_has_its_ceiling(small: Path) -> None:
    path = Path(run("new_event.py", "staff_ceiling", "NATO", "RUS", "2021-10", "--dataset", small).stdout.strip())
    assert "ceiling: {before: null" in path.read_text(encoding="utf-8")
    assert "instrument: null" in path.read_text(encoding="utf-8")


def test_a_new_record_of_unknown_actors_is_refused(small: Path) -> None:
    for arguments, words in {
        ("expulsion", "NATO", "XYZ", "2021-10-06"): "XYZ is not in actors.yaml",
        ("expulsion", "NATO", "RUS", "2021-10-32"): "is not a date",
        ("expulsions", "NATO", "RUS", "2021-10-06"): "invalid choice",
    }.items():
        result = run("new_event.py", *arguments, "--dataset", small)
        assert result.returncode == 2
        assert words in result.stderr
        assert "Traceback" not in result.stderr


def test_rename_follows_corrected_facts(small: Path, expulsion_record: Path, edit: Edit) -> None:
    text = expulsion_record.read_text(encoding="utf-8").replace("announced: 2021-10-06", "announced: 2020-10-05")
    expulsion_record.write_text(text, encoding="utf-8")
    (fault, *_) = [f for f in validate(small)[1] if "name does not tell" in f.problem]
    assert "2020/2020-10-05-nato-rus-expulsion" in fault.cure
    result = run("rename.py", "--dataset", small)
    assert result.returncode == 0, result.stderr
    assert not expulsion_record.exists()
    renamed = [e.document.path for e in read_dataset(small)[0].events if e.value.announced == "2020-10-05"]
    assert [path.parent.name for path in renamed] == ["2020"]
    assert run("rename.py", "--dataset", small).stdout == ""
