"""Whatever is damaged beside the records is told once, with its file and a cure, and nothing is written."""

import io
import re
import shutil
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path

import pytest

import diplomatic_ties as ties
from diplomatic_ties import loader
from diplomatic_ties.commands import main
from diplomatic_ties.commands import verify as verifying
from diplomatic_ties.curation import check
from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.errors import DamagedError
from diplomatic_ties.publish.history import write_history
from diplomatic_ties.publish.package import compile_package, write_data
from tests.conftest import small_copy
from tests.publish.broken_files import (
    BROKEN_CITATION,
    BROKEN_DATA,
    BROKEN_RELEASES,
    CITATION,
    SOUND_CITATION,
    Damage,
)

Output = pytest.CaptureFixture[str]
# What people ask of the installed data; each reads other files of it.
ASKED = (
    ("info",),
    ("info", "events"),
    ("export", "links"),
    ("export", "events"),
    ("export", "events", "--vintage", "0.1.0"),
    ("cite",),
)


def contents(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, links and empty folders too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture(scope="module")
def whole(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small checkout of two releases, and the data that it installs; to be copied."""
    root = small_copy(dataset, tmp_path_factory.mktemp("whole") / "checkout" / "dataset")
    checkout = root.parent
    for version in ("0.1.0", "0.2.0"):
        text = SOUND_CITATION.replace("version: 0.2.0", f"version: {version}")
        (checkout / CITATION).write_text(text, encoding="utf-8")
        package = compile_package(validate(root)[0], checkout)
        write_history(checkout / "releases", package.history, version, "2026-11-25", package.tables)
        # What the second release changes; quoted, since it has a comma.
        (record,) = root.glob("events/2021/2021-10-06-nato-rus-expulsion.*.yaml")
        words = record.read_text(encoding="utf-8").replace("summary: >-\n  ", "summary: >-\n  Once more, and again: ")
        record.write_text(words, encoding="utf-8")
    write_data(compile_package(validate(root)[0], checkout), checkout.parent / "data")
    return checkout.parent


@pytest.fixture(scope="module")
def sound(whole: Path) -> Dataset:
    """The records of the checkout."""
    dataset, faults = validate(whole / "checkout" / "dataset")
    assert faults == []
    return dataset


@pytest.fixture
def checkout(whole: Path, sound: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the checkout but for its records, which no case touches: they were checked once for all."""
    shutil.copytree(whole / "checkout", tmp_path / "checkout", ignore=lambda *_: ["dataset"])
    (tmp_path / "checkout" / "dataset").mkdir()
    monkeypatch.setattr(check, "validate", lambda root: (sound, []))
    return tmp_path / "checkout"


def build(checkout: Path) -> int:
    return main(["build", "--dataset", str(checkout / "dataset"), "--out", str(checkout / "build")])


def test_the_checkout_is_whole_before_it_is_damaged(checkout: Path) -> None:
    assert build(checkout) == 0
    assert main(["verify", str(checkout / "build")]) == 0


def refused(damage: Damage, folder: Path, capsys: Output, verb: Callable[[], int]) -> str:
    """What a verb says of a damaged folder, in which it changed nothing."""
    capsys.readouterr()
    damage.harm(folder / damage.file)
    before = contents(folder)
    assert verb() == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert contents(folder) == before
    return told.err


@pytest.mark.parametrize("damage", BROKEN_CITATION, ids=str)
def test_a_citation_that_is_broken_is_told_at_its_place(damage: Damage, checkout: Path, capsys: Output) -> None:
    path = checkout / CITATION
    text = refused(damage, checkout, capsys, lambda: build(checkout))
    (line,) = text.splitlines()
    found = re.fullmatch(rf"diplomatic-ties: {re.escape(str(path))}:(\d+):(\d+): (.*?); (.+)", line)
    assert found, line
    assert damage.words in found[3]
    assert damage.cure in found[4]
    assert damage.place in ("", f"{found[1]}:{found[2]}")
    written = path.read_bytes().decode(errors="replace").splitlines() if path.is_file() else []
    assert 1 <= int(found[1]) <= len(written) + 1


@pytest.mark.parametrize("damage", BROKEN_RELEASES, ids=str)
def test_releases_that_are_damaged_are_told_once(damage: Damage, checkout: Path, capsys: Output) -> None:
    text = refused(damage, checkout, capsys, lambda: build(checkout))
    (line,) = text.splitlines()
    assert line.startswith("diplomatic-ties: releases/ is damaged: ")
    assert Path(damage.file).name in line
    assert damage.words in line
    assert line.endswith(damage.cure)


@pytest.fixture(scope="module")
def answers(whole: Path) -> list[str]:
    """What the installed data answer while they are whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "DATA", whole / "data")
        return [answered(asked) for asked in ASKED]


def answered(asked: Sequence[str]) -> str:
    """The standard output of a verb that succeeds."""
    buffer = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with redirect_stdout(buffer):
        assert main(asked) == 0
    buffer.seek(0)
    return buffer.read()


@pytest.mark.parametrize("damage", BROKEN_DATA, ids=str)
def test_data_that_are_damaged_are_never_served(
    damage: Damage,
    whole: Path,
    answers: list[str],
    tmp_path: Path,
    capsys: Output,
    serve: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(whole / "data", folder)
    monkeypatch.setattr(verifying, "DATA", folder)
    text = refused(damage, folder, capsys, lambda: main(["verify"]))
    assert damage.file in text
    assert "install the package again" in text
    serve(folder)
    for asked, answer in zip(ASKED, answers, strict=True):
        code, told = main(list(asked)), capsys.readouterr()
        if code == 0:
            # What it reads is whole.
            assert (told.out, told.err) == (answer, "")
        else:
            (line,) = told.err.splitlines()
            assert line.startswith("diplomatic-ties: ")
            assert damage.file in line
            assert damage.words in line
            assert "install the package" in line


@pytest.mark.parametrize("file", ["datapackage.json", "events.parquet", "releases.json", "changes.parquet"])
def test_a_damaged_file_of_the_data_stops_what_needs_it(
    file: str, whole: Path, tmp_path: Path, serve: Callable[[Path], None]
) -> None:
    shutil.copytree(whole / "data", tmp_path / "data")
    (tmp_path / "data" / file).write_bytes(b"")
    serve(tmp_path / "data")
    with pytest.raises(DamagedError, match=file):
        ties.load("events", vintage="0.1.0")


def test_no_damage_stands_twice() -> None:
    cases = [*BROKEN_CITATION, *BROKEN_RELEASES, *BROKEN_DATA]
    assert len({str(damage) for damage in cases}) == len(cases)
