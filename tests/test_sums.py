import subprocess
from pathlib import Path

import pytest

from diplomatic_ties.errors import DamagedError
from diplomatic_ties.sums import SUMS, mismatches, read_sums, write_sums


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two files and their sums."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c d.txt").write_bytes(b"c")
    (tmp_path / "a.txt").write_bytes(b"a")
    write_sums(tmp_path)
    return tmp_path


def test_sums_are_as_sha256sum_reads_them(folder: Path) -> None:
    run = subprocess.run(["sha256sum", "-c", SUMS], cwd=folder, capture_output=True, text=True, check=True)
    assert run.stdout == "a.txt: OK\nb/c d.txt: OK\n"


def test_sums_are_written_again_as_they_were(folder: Path) -> None:
    before = (folder / SUMS).read_bytes()
    write_sums(folder)
    assert (folder / SUMS).read_bytes() == before
    assert list(read_sums(folder)) == ["a.txt", "b/c d.txt"]


def test_every_file_that_is_not_as_it_was_is_told(folder: Path) -> None:
    assert list(mismatches(folder)) == []
    (folder / "a.txt").write_bytes(b"b")
    (folder / "b" / "c d.txt").rename(folder / "b" / "e.txt")
    assert [problem.removeprefix(f"{folder}/") for problem in mismatches(folder)] == [
        "a.txt is not what was written: its SHA-256 is another one",
        "b/c d.txt is missing",
        "b/e.txt was not written with the others: SHA256SUMS does not name it",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "SHA256SUMS is empty"),
        ("garbage\n", ":1: this is no sum"),
        ("0" * 64 + "  a.txt\n" + "0" * 63 + "  b.txt\n", ":2: this is no sum"),
        ("0" * 64 + "  ../a.txt\n", ":1: this is no sum"),
        ("0" * 64 + "  /etc/passwd\n", ":1: this is no sum"),
        ("\ufffd", ":1: this is no sum"),
    ],
)
def test_sums_that_are_none_are_refused(folder: Path, text: str, problem: str) -> None:
    (folder / SUMS).write_text(text, encoding="utf-8")
    with pytest.raises(DamagedError, match=problem):
        read_sums(folder)


def test_no_sums_are_told(tmp_path: Path) -> None:
    with pytest.raises(DamagedError, match="SHA256SUMS is missing"):
        read_sums(tmp_path)
