import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from diplomatic_ties.errors import BuildError
from diplomatic_ties.publish.files import BY_NAME, BY_TABLES, DESCRIPTOR, NAME, replacing, to_json, zipped
from diplomatic_ties.sums import SUMS, mismatches, write_sums
from tests.conftest import CHECKOUT

FILES = {"csv/events.csv": b"event_id\n" + b"a" * 10_000, "a.txt": b"", "datapackage.json": b"{}"}
# Anywhere and always these bytes.
SHA256 = "1e693b320e480d62f52a0fd58e1464e3baed3fbdeea959d8780020be0d7c372a"


def test_a_zip_is_the_same_bytes_anywhere() -> None:
    assert hashlib.sha256(zipped(FILES)).hexdigest() == SHA256
    assert zipped(dict(reversed(FILES.items()))) == zipped(FILES)


def test_a_zip_does_not_depend_on_the_compressor(monkeypatch: pytest.MonkeyPatch) -> None:
    before = zipped(FILES)

    def none(*_: object, **__: object) -> None:
        raise AssertionError("a compressor was asked")

    monkeypatch.setattr(zlib, "compressobj", none)
    assert zipped(FILES) == before


def test_a_zip_is_stored_and_of_unix() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(FILES))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(FILES)
        for entry in archive.infolist():
            assert (entry.compress_type, entry.create_system) == (zipfile.ZIP_STORED, 3)
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert archive.read(entry) == FILES[entry.filename]


def test_a_zip_is_the_same_on_another_system() -> None:
    script = (
        "import sys; sys.platform = 'win32'; import hashlib\n"
        "from diplomatic_ties.publish.files import zipped\n"
        f"print(hashlib.sha256(zipped({FILES!r})).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == SHA256


def write(out: Path, content: str) -> None:
    """Write a folder of ours that says ``content``."""
    with replacing(out) as fresh:
        (fresh / DESCRIPTOR).write_text(to_json({"name": NAME, "says": content}), encoding="utf-8")
        (fresh / "csv").mkdir()
        (fresh / "csv" / f"{content}.csv").write_text(content, encoding="utf-8")


def said(out: Path) -> str:
    """What a folder of ours says, if it is whole."""
    assert list(mismatches(out)) == []
    content: str = json.loads((out / DESCRIPTOR).read_text(encoding="utf-8"))["says"]
    assert [path.name for path in (out / "csv").iterdir()] == [f"{content}.csv"]
    return content


@contextmanager
def unmovable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What was written cannot be moved into its place."""
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if path.name == "fresh":
            raise PermissionError(13, "no")
        return rename(path, target)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", fail)
        yield


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for content in ("first", "second"):
        write(out, content)
        assert said(out) == content
        assert {path.name for path in out.iterdir()} == {"csv", DESCRIPTOR, SUMS}
    assert list(tmp_path.iterdir()) == [out]


def test_a_whole_of_ours_within_is_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site stands in a build, and has tables with sums of their own."""
    out = tmp_path / "out"
    write(out, "first")
    with replacing(out / "site", BY_TABLES) as fresh:
        write(fresh / "data", "data")
    before = (out / "site" / SUMS).read_bytes()
    assert said(out) == "first"
    write(out, "second")
    assert said(out) == "second"
    assert (out / "site" / SUMS).read_bytes() == before
    assert said(out / "site" / "data") == "data"

    with unmovable(monkeypatch), pytest.raises(BuildError, match="cannot be replaced"):
        write(out, "third")
    assert said(out) == "second"
    assert (out / "site" / SUMS).read_bytes() == before
    (out / "site" / "mine.txt").write_text("mine")
    assert [fault.split(" ")[0] for fault in mismatches(out)] == [str(out / "site" / "mine.txt")]


def test_a_site_is_not_lost_where_a_run_is_killed_before_it_is_taken_over(tmp_path: Path) -> None:
    out, aside = tmp_path / "out", tmp_path / ".out.being-written"
    write(out, "first")
    with replacing(out / "site", BY_TABLES) as fresh:
        (fresh / "data").mkdir()
        (fresh / BY_TABLES).write_text(to_json({"name": NAME}), encoding="utf-8")
    aside.mkdir()
    out.rename(aside / "old")
    write(tmp_path / "second", "second")
    (tmp_path / "second").rename(out)
    write(out, "third")
    assert said(out) == "third"
    assert (out / "site" / BY_TABLES).is_file()
    assert not aside.exists()


@pytest.mark.parametrize("known_by", [BY_TABLES, BY_NAME])
def test_what_is_of_another_kind_is_not_replaced(tmp_path: Path, known_by: str) -> None:
    out = tmp_path / "out"
    write(out, "first")
    with pytest.raises(BuildError, match="holds something else"), replacing(out, known_by):
        raise AssertionError("nothing is to be written")
    assert said(out) == "first"


def test_what_fails_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, "first")
    with pytest.raises(FileNotFoundError), replacing(out) as fresh:
        (fresh / "nowhere" / "mark").write_text("second", encoding="utf-8")
    assert said(out) == "first"
    assert list(tmp_path.iterdir()) == [out]


def test_what_cannot_be_moved_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "new" / "folder" / "out"
    with unmovable(monkeypatch), pytest.raises(BuildError, match="cannot be replaced"):
        write(out, "first")
    assert list(out.parent.iterdir()) == []
    write(out, "first")
    with unmovable(monkeypatch), pytest.raises(BuildError, match="cannot be replaced"):
        write(out, "second")
    assert said(out) == "first"
    assert list(out.parent.iterdir()) == [out]


def test_what_failed_is_told_and_not_what_cannot_be_cleared_away(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        shutil.rmtree(folder)
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"), replacing(tmp_path / "out") as fresh:
        fail(fresh.parent)


def of_another_project(out: Path) -> None:
    out.mkdir()
    (out / DESCRIPTOR).write_text('{"name": "other"}', encoding="utf-8")
    write_sums(out)


def added_to(out: Path) -> None:
    write(out, "first")
    (out / "csv" / "mine.csv").write_text("mine", encoding="utf-8")


def linked_to(out: Path) -> None:
    write(out.with_name("elsewhere"), "first")
    out.symlink_to(out.with_name("elsewhere"))


def only_a_link_added(out: Path) -> None:
    write(out, "first")
    (out / "mine").symlink_to(out.parent)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda out: out.write_text("mine", encoding="utf-8"), "is no folder"),
        (linked_to, "is no folder"),
        (lambda out: (out / "thesis").mkdir(parents=True), "holds something else"),
        (of_another_project, "holds something else"),
        (added_to, "holds what no build wrote: .*mine.csv"),
        (only_a_link_added, "holds what no build wrote: .*mine"),
    ],
)
def test_what_is_of_others_is_not_replaced(tmp_path: Path, make: Callable[[Path], object], problem: str) -> None:
    out = tmp_path / "out"
    make(out)
    before = sorted(path for path in tmp_path.rglob("*"))
    with pytest.raises(BuildError, match=problem):
        write(out, "second")
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_a_file_added_on_the_way_is_not_lost(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, "first")

    def add() -> None:
        with replacing(out) as fresh:
            (fresh / DESCRIPTOR).write_text(to_json({"name": NAME}), encoding="utf-8")
            (out / "mine").write_text("mine", encoding="utf-8")

    with pytest.raises(BuildError, match="holds what no build wrote"):
        add()
    assert (out / "mine").is_file()


def test_a_folder_that_is_empty_is_filled(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", "first")
    assert said(tmp_path / "empty") == "first"


def test_two_at_once_do_not_meet(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def both() -> None:
        with replacing(out) as fresh:
            (fresh / DESCRIPTOR).write_text(to_json({"name": NAME, "says": "first"}), encoding="utf-8")
            (fresh / "csv").mkdir()
            (fresh / "csv" / "first.csv").touch()
            script = (
                f"from pathlib import Path; from tests.publish.test_files import write; write(Path({str(out)!r}), 'b')"
            )
            run = subprocess.run(
                [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=False
            )
            assert "another run is writing" in run.stderr

    both()
    assert said(out) == "first"


# Writes in a loop, a little slowly, until it is killed.
FOREVER = """
import itertools, sys, time
from pathlib import Path
from diplomatic_ties.publish import files
from tests.publish.test_files import write
out = Path(sys.argv[1])
rename = Path.rename
def slow(path, target):
    time.sleep(0.002)
    found = rename(path, target)
    time.sleep(0.002)
    return found
Path.rename = slow
print("begun", flush=True)
for number in itertools.count():
    write(out, f"n{number}")
"""


def said_to_the_next(out: Path) -> str:
    """What stands there when the next run begins: what a killed one left is put right before anything else."""
    found = ""
    with suppress(ZeroDivisionError), replacing(out):
        found = said(out)
        raise ZeroDivisionError
    return found


def test_a_run_that_is_killed_leaves_nothing_half_done(tmp_path: Path) -> None:
    out, chance = tmp_path / "out", random.Random(0)
    write(out, "first")
    for _ in range(12):
        with subprocess.Popen([sys.executable, "-c", FOREVER, str(out)], cwd=CHECKOUT, stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
            run.send_signal(signal.SIGKILL)
        assert said_to_the_next(out)
        assert list(tmp_path.iterdir()) == [out]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_full_disk_and_a_mount_point_leave_what_was_there(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"nothing can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        write(disk / "out", "first")
        with pytest.raises(OSError, match="No space left"), replacing(disk / "out") as fresh:
            (fresh / "much").write_bytes(b"a" * 100_000)
        assert said(disk / "out") == "first"
        assert list(disk.iterdir()) == [disk / "out"]
        shutil.rmtree(disk / "out")
        with pytest.raises(BuildError, match="cannot be replaced"):
            write(disk, "second")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_json_is_written_as_people_read_it() -> None:
    assert to_json({"où": ["là"]}) == '{\n  "où": [\n    "là"\n  ]\n}\n'
