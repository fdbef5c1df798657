"""Every verb without assertions and docstrings (``python -OO``), and where output has no letter beyond ASCII."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import diplomatic_ties as ties
from diplomatic_ties.commands import CURATORS, USERS, main
from diplomatic_ties.publish.schema import drifted

Bytes = pytest.CaptureFixture[bytes]

# The command on the data of a folder, whatever was installed last.
SCRIPT = """
import sys
from pathlib import Path
from diplomatic_ties import loader
loader.DATA = Path(sys.argv[1])
from diplomatic_ties.commands import main
sys.exit(main(sys.argv[2:]))
"""
MODES = {
    "optimised": (["-OO"], {}),
    "ascii": ([], {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}),
}
# What each verb is asked; {data}, {record}, {dataset}, {checkout}, {file} and {out} are filled in.
READING = [
    "info",
    "info events",
    "show {record}",
    "show {record} --json",
    "export triggers",
    "panel --freq year --actors RUS USA --start 2018 --end 2019",
    "cite bibtex",
    "diff 0.1.0 0.2.0",
    "verify {data}",
]
CURATING = [
    "validate --dataset {dataset}",
    "build --dataset {dataset} --out {out}",
    "new expulsion NATO RUS 2021-10-06 --dataset {dataset}",
    "extend {record} https://www.example.org/page --dataset {dataset}",
    "rename --dataset {dataset}",
    "order --dataset {dataset}",
    "schema --checkout {checkout}",
    "totals --dataset {dataset}",
]
REFUSED = "release v1 --checkout {checkout}"
# What writes the site takes ten seconds; tests/site/test_write.py has it in these modes.
OF_THE_SITE = {"site", "browse"}

modes = pytest.mark.parametrize("mode", MODES)


def run(mode: str, data: Path, arguments: list[str]) -> "subprocess.CompletedProcess[bytes]":
    options, settings = MODES[mode]
    command = [sys.executable, *options, "-c", SCRIPT, str(data), *arguments]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | settings)


def plain(letters: bytes) -> bytes:
    """What a terminal of ASCII shows of a text."""
    return letters.decode().encode("ascii", "backslashreplace")


def beyond_ascii() -> str:
    """A record whose card has a letter beyond ASCII."""
    return next(str(row["event_id"]) for row in ties.load("events").to_pylist() if not row["summary"].isascii())


def test_no_verb_is_left_out() -> None:
    assert {line.split()[0] for line in [*READING, *CURATING, REFUSED]} == {*USERS, *CURATORS} - OF_THE_SITE


@modes
@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("line", READING)
def test_what_is_read_is_the_same(line: str, mode: str, data: Path, capfdbinary: Bytes) -> None:
    arguments = line.format(record=beyond_ascii(), data=data).split()
    assert main(arguments) == 0
    usual = capfdbinary.readouterr().out
    found = run(mode, data, arguments)
    assert (found.returncode, found.stderr) == (0, b"")
    # A table is UTF-8 wherever it goes; what people read is fitted to their terminal.
    fitted = mode == "ascii" and line.split()[0] not in {"export", "panel"}
    assert found.stdout == (plain(usual) if fitted else usual)


@modes
@pytest.mark.parametrize("line", CURATING)
def test_what_curators_do_goes_well(line: str, mode: str, data: Path, small: Path, expulsion_record: Path) -> None:
    names = {
        "record": expulsion_record.suffixes[-2].removeprefix("."),
        "dataset": small,
        "checkout": small.parent,
        "out": small.parent / "build",
    }
    found = run(mode, data, line.format(**names).split())
    assert found.returncode == 0, found.stderr
    assert b"Traceback" not in found.stderr
    assert (found.stdout + found.stderr).isascii() or mode != "ascii"


@modes
def test_the_contracts_are_the_same(mode: str, data: Path, small: Path) -> None:
    """No meaning is taken from a docstring, which -OO leaves out."""
    assert run(mode, data, ["schema", "--checkout", str(small.parent)]).returncode == 0
    assert drifted(small.parent) == []


@modes
def test_a_refusal_is_a_line(mode: str, data: Path, small: Path) -> None:
    found = run(mode, data, REFUSED.format(checkout=small.parent).split())
    assert (found.returncode, found.stdout) == (1, b"")
    assert found.stderr.startswith(b"diplomatic-ties: ")
    assert found.stderr.count(b"\n") == 1


@modes
def test_a_fault_is_found(mode: str, data: Path, small: Path, expulsion_record: Path) -> None:
    """No check rests on an assertion, and a name beyond ASCII can be told."""
    text = expulsion_record.read_text(encoding="utf-8")
    expulsion_record.write_text(re.sub("initiator: NATO", "initiator: Ñandú", text, count=1), encoding="utf-8")
    found = run(mode, data, ["validate", "--dataset", str(small)])
    assert found.returncode == 1
    assert b"initiator" in found.stderr
    assert b"Traceback" not in found.stderr


# The package as those have it who only read: with pyarrow, and none of what curators need.
ABSENT = ("filelock", "frictionless", "krippendorff", "numpy", "pandas", "polars", "pydantic", "scipy", "yaml")
LIGHT = f"""
import sys
from importlib.abc import MetaPathFinder
class Absent(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in {ABSENT!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
import importlib.util
find_spec = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name in {ABSENT!r} else find_spec(name, package)
{SCRIPT}"""


def run_light(data: Path, arguments: list[str]) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-c", LIGHT, str(data), *arguments], capture_output=True, check=False)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("asked", READING)
def test_every_verb_that_reads_needs_pyarrow_alone(data: Path, asked: str) -> None:
    record = ties.load("events")["event_id"][0].as_py()
    done = run_light(data, asked.format(record=record, data=data).split())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


@pytest.mark.parametrize("asked", [*CURATING, REFUSED])
def test_every_verb_that_curates_says_what_is_missing(data: Path, small: Path, tmp_path: Path, asked: str) -> None:
    there = {"dataset": small, "checkout": small.parent, "out": tmp_path / "out", "record": "ttxb86"}
    done = run_light(data, asked.format(**there).split())
    assert done.returncode == 1
    assert done.stderr.decode().startswith("diplomatic-ties: ")
    assert b"is not installed; pip install 'diplomatic-ties[curate]'" in done.stderr
    assert b"Traceback" not in done.stderr
