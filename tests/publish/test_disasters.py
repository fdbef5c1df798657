"""Disasters that befall the command itself: killed at any moment, a full disk, a folder not to be written, two runs."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from diplomatic_ties.commands import main
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.sums import mismatches
from tests.conftest import small_copy
from tests.publish.test_release import commit, committed, git, state

Output = pytest.CaptureFixture[str]
# So many are killed; a release takes longer.
KILLED, RELEASES = 10, 6

# Runs commands in children, each as if it were started by itself but for what Python takes to read its modules; kills
# a child after so many seconds if it is told to.
DRIVER = """
import json, os, shutil, signal, sys, time, traceback
from pathlib import Path
from diplomatic_ties.commands import main
import diplomatic_ties.curation.check
import diplomatic_ties.publish.package
import diplomatic_ties.publish.release as releasing

def distributions(checkout, out):
    for name in ("diplomatic_ties.whl", "diplomatic_ties.tar.gz"):
        (out / name).write_bytes((checkout / "CITATION.cff").read_bytes())

# To build a wheel, and to let others check a build, is slow and no part of what is killed here.
releasing._build_distributions = distributions
releasing.refuse_invalid = lambda built: None

def slowly(act):
    def slow(*arguments, **named):
        time.sleep(0.02)
        return act(*arguments, **named)
    return slow

# What is moved is moved a little slowly, so that some are killed there.
os.replace, shutil.rmtree, Path.rename = slowly(os.replace), slowly(shutil.rmtree), slowly(Path.rename)

def child(arguments, told):
    streams = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(streams, 1), os.dup2(streams, 2)
    try:
        code = main(arguments)
        sys.stdout.flush(), sys.stderr.flush()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        code = 70
    os._exit(code)

print("ready", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    begun = time.monotonic()
    run = os.fork()
    if run == 0:
        child(asked["arguments"], asked["told"])
    if asked["kill"] is not None:
        time.sleep(asked["kill"])
        os.kill(run, signal.SIGKILL)
    _, status = os.waitpid(run, 0)
    print(json.dumps([os.waitstatus_to_exitcode(status), time.monotonic() - begun]), flush=True)
"""


class Run(NamedTuple):
    """How a command ended, how long it took, and what it said."""

    code: int
    seconds: float
    told: str


class Driver:
    """Runs commands of the package in a checkout's own ``src``."""

    def __init__(self, checkout: Path, scratch: Path) -> None:
        self.told = scratch / "told"
        environment = os.environ | {"PYTHONPATH": str(checkout / "src"), "TMPDIR": str(scratch)}
        command = [sys.executable, "-c", DRIVER]
        self.process = subprocess.Popen(
            command, cwd=checkout, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._read()

    def _read(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def run(self, *arguments: object, kill: float | None = None) -> Run:
        """Run a command; kill it after so many seconds, if they are given and it has not ended before."""
        assert self.process.stdin is not None
        asked = {"arguments": [str(one) for one in arguments], "told": str(self.told), "kill": kill}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        code, seconds = json.loads(self._read())
        return Run(code, seconds, self.told.read_text(encoding="utf-8"))

    def close(self) -> None:
        self.process.communicate("")


@contextmanager
def driven(checkout: Path, scratch: Path) -> Iterator[Driver]:
    """A driver that ends when it is no more needed."""
    scratch.mkdir(exist_ok=True)
    driver = Driver(checkout, scratch)
    try:
        yield driver
    finally:
        driver.close()


@pytest.fixture(scope="module")
def pristine(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A committed checkout with the small dataset; to be copied."""
    return committed(small_copy(dataset, tmp_path_factory.mktemp("pristine") / "checkout" / "dataset"))


@pytest.fixture
def checkout(pristine: Path, tmp_path: Path) -> Path:
    """A checkout of its own, which serves its own data."""
    shutil.copytree(pristine, tmp_path / "checkout")
    return tmp_path / "checkout"


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_what_was_or_what_is_new_and_the_next_makes_it_whole(
    checkout: Path, tmp_path: Path
) -> None:
    out, chance, killed = checkout / "build", random.Random(0), 0
    (record,) = checkout.glob("dataset/events/2021/2021-10-06-nato-rus-expulsion.*.yaml")
    text = record.read_text(encoding="utf-8")
    with driven(checkout, tmp_path / "scratch") as driver:
        again = driver.run("build")
        assert again.code == 0, again.told
        for turn in range(KILLED):
            old, words = state(out), f"Turn {chr(ord('a') + turn)}: "
            record.write_text(text.replace("summary: >-\n  ", f"summary: >-\n  {words}", 1), encoding="utf-8")
            # The later part, in which files are written and moved, more than the reading; by the last whole run, since
            # the first is slower.
            killed += driver.run("build", kill=chance.uniform(0.5, 0.95) * again.seconds).code != 0
            if out.exists():
                assert list(mismatches(out)) == []
                assert state(out) == old or words.encode() in state(out)["csv/events.csv"]
            else:
                # Between the two moves.
                assert state(checkout / ".build.being-written" / "old") == old
            again = driver.run("build")
            assert again.code == 0, again.told
            exported = driver.run("export", "events", "--out", tmp_path / "events.csv")
            assert exported.code == 0, exported.told
            assert words.encode() in (tmp_path / "events.csv").read_bytes()
            assert (tmp_path / "events.csv").read_bytes() == (out / "csv" / "events.csv").read_bytes()
            assert [path.name for path in checkout.iterdir() if path.name.endswith(".being-written")] == []
        for folder in (out, checkout / "src" / "diplomatic_ties" / "data"):
            assert list(mismatches(folder)) == []
    assert killed >= 3


@pytest.mark.slow
def test_a_release_that_is_killed_is_finished_by_the_next(pristine: Path, tmp_path: Path) -> None:
    chance = random.Random(2)
    whole = tmp_path / "whole"
    shutil.copytree(pristine, whole)
    asked = ("release", "0.9.0", "--date", "2026-11-25")
    with driven(whole, tmp_path / "scratch") as driver:
        first = driver.run(*asked, "--checkout", whole)
        assert first.code == 0, first.told
        wanted = state(whole)
        for turn in range(RELEASES):
            checkout = tmp_path / f"checkout{turn}"
            shutil.copytree(pristine, checkout)
            driver.run(*asked, "--checkout", checkout, kill=chance.uniform(0.4, 1) * first.seconds)
            again = driver.run(*asked, "--checkout", checkout)
            assert again.code == 0, again.told
            assert state(checkout) == wanted
            assert git(checkout, "fsck", "--no-progress") == ""
            shutil.rmtree(checkout)


def test_a_release_cut_off_in_the_middle_is_not_built_on(checkout: Path, tmp_path: Path, capsys: Output) -> None:
    with driven(checkout, tmp_path / "scratch") as driver:
        assert driver.run("release", "0.9.0", "--date", "2026-11-25", "--checkout", checkout).code == 0
    wanted = state(checkout)
    commit(checkout)
    # All that was to be moved is there, and one thing of it is not moved yet.
    aside = checkout / ".release-being-written"
    (aside / "new").mkdir(parents=True)
    (checkout / "releases").rename(aside / "new" / "releases")
    (aside / "whole").touch()
    build = ["build", "--dataset", str(checkout / "dataset"), "--out", str(tmp_path / "build")]
    assert main(build) == 1
    assert "a release was cut off" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()
    assert main(["release", "--next", "--checkout", str(checkout)]) == 0
    assert not aside.exists()
    releases = {name: content for name, content in wanted.items() if name.startswith("releases/")}
    assert state(checkout) | releases == state(checkout)
    assert main(build) == 0


def refusal(capsys: Output, *arguments: object) -> str:
    """The one line that a command says when it fails."""
    capsys.readouterr()
    assert main([str(one) for one in arguments]) == 1
    told = capsys.readouterr()
    (line,) = told.err.splitlines()
    assert line.startswith("diplomatic-ties: ")
    return line


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """A small disk of its own in memory."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount")
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("name", ["events.csv", "events.json", "events.parquet"])
def test_a_full_disk_keeps_what_was_exported_before(tmp_path: Path, capsys: Output, name: str) -> None:
    with mounted(tmp_path / "disk", "64k") as disk:
        (disk / name).write_bytes(b"of before")
        assert "No space left" in refusal(capsys, "export", "events", "--out", disk / name)
        assert [path.name for path in disk.iterdir()] == [name]
        assert (disk / name).read_bytes() == b"of before"


def test_a_full_disk_keeps_what_was_built_before(small: Path, tmp_path: Path, capsys: Output) -> None:
    with mounted(tmp_path / "disk", "900k") as disk:
        build = ("build", "--dataset", small, "--out", disk / "build")
        assert main([str(one) for one in build]) == 0
        before = state(disk)
        assert "No space left" in refusal(capsys, *build)
        assert state(disk) == before


def test_a_mount_point_is_no_target(small: Path, tmp_path: Path, capsys: Output) -> None:
    with mounted(tmp_path / "disk", "4m") as disk:
        line = refusal(capsys, "build", "--dataset", small, "--out", disk)
        assert "cannot be replaced" in line
        assert "choose a folder within it" in line
        assert list(disk.iterdir()) == []


@pytest.mark.parametrize("target", ["build", "new/build", "."])
def test_a_folder_that_cannot_be_written_is_told(small: Path, tmp_path: Path, capsys: Output, target: str) -> None:
    with read_only(tmp_path / "disk") as disk:
        line = refusal(capsys, "build", "--dataset", small, "--out", disk / target)
        assert "Read-only file system" in line or "Permission denied" in line or "cannot be replaced" in line
        assert list(disk.iterdir()) == []


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """A folder in which nothing can be written; who is root may write in any but one that is mounted so."""
    if os.geteuid() == 0:
        with mounted(folder, "64k"):
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
            yield folder
    else:
        folder.mkdir(mode=0o555)
        yield folder


def test_of_two_builds_at_once_one_is_told_to_wait_or_both_are_whole(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "diplomatic_ties", "build", "--dataset", str(small), "--out", str(out)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ended = [(run.communicate()[1], run.returncode) for run in runs]
    assert 0 in [code for _, code in ended]
    assert all(code == 0 or "another run is writing" in told for told, code in ended), ended
    assert list(mismatches(out)) == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("export", "events", "--out", "nowhere/a.csv"), "nowhere/a.csv: No such file or directory; name a place"),
        (("export", "events", "--out", "file/a.csv"), "file/a.csv: Not a directory; name another place"),
        (("build", "--out", "file"), "file is no folder; choose another one"),
        (("build", "--out", "file/build"), "build cannot be written (Not a directory); choose another folder"),
    ],
)
def test_a_place_that_is_none_is_told(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output, asked: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(small.parent)
    (small.parent / "file").write_bytes(b"mine")
    before = state(small.parent)
    assert words in refusal(capsys, *asked)
    assert state(small.parent) == before
