"""Releases made in a checkout of their own, and the vintages that follow from them."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import mlcroissant
import pytest
from diplomatic_ties.cli import main

import diplomatic_ties as dt
from diplomatic_ties import loader
from diplomatic_ties.curation.check import validate
from diplomatic_ties.publish.package import compile_package, write_data
from diplomatic_ties.tabular import to_csv
from tests.conftest import CHECKOUT

Edit = Callable[[Path, str, str], None]
Use = Callable[[Path], None]
COPIED = (
    "README.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-DATA",
    "pyproject.toml",
    "hatch_build.py",
)


def git(checkout: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Curator", "-c", "user.email=curator@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=checkout, check=True, capture_output=True)


def commit(checkout: Path) -> None:
    git(checkout, "add", "-A")
    git(checkout, "commit", "-q", "-m", "Records")


def release(checkout: Path, version: str, out: Path | None = None) -> "subprocess.CompletedProcess[str]":
    script = CHECKOUT / "scripts" / "release.py"
    command = [sys.executable, str(script), version, "--checkout", str(checkout), "--date", "2026-12-01"]
    command += ["--out", str(out)] if out else []
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def checkout(small: Path) -> Path:
    """A committed checkout with the small dataset, before its first release."""
    root = small.parent
    for name in COPIED:
        shutil.copy(CHECKOUT / name, root)
    for folder in ("src", "scripts"):
        ignored = shutil.ignore_patterns("data", "__pycache__")
        shutil.copytree(CHECKOUT / folder, root / folder, ignore=ignored)
    (root / ".gitignore").write_text("/dist/\n/src/diplomatic_ties/data/\n__pycache__/\n", encoding="utf-8")
    git(root, "init", "-q")
    commit(root)
    return root


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Use]:
    """Let the loader serve what a checkout holds."""

    def serve(checkout: Path) -> None:
        dataset, faults = validate(checkout / "dataset")
        assert faults == []
        write_data(compile_package(dataset, checkout), tmp_path / "data")
        monkeypatch.setattr(loader, "DATA", tmp_path / "data")
        loader._package.cache_clear()

    yield serve
    loader._package.cache_clear()


def csv_of(folder: Path) -> dict[str, bytes]:
    (path,) = folder.glob("*-csv.zip")
    with zipfile.ZipFile(path) as archive:
        return {Path(n).stem: archive.read(n) for n in archive.namelist() if n.endswith(".csv")}


def test_earlier_releases_are_rebuilt_byte_for_byte(
    checkout: Path,
    expulsion_record: Path,
    ceiling_record: Path,
    edit: Edit,
    use: Use,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert release(checkout, "0.1.0").returncode == 0
    first = csv_of(checkout / "dist" / "0.1.0")
    commit(checkout)

    # A value corrected with a reason, a record withdrawn in favour of another.
    text = (
        expulsion_record.read_text(encoding="utf-8").replace("persons: 8", "persons: 9").replace("best: 8", "best: 9")
    )
    expulsion_record.write_text(text, encoding="utf-8")
    id_ = "ttxb86"
    (checkout / "dataset" / "corrections.yaml").write_text(
        f"- {{id: nine-not-eight, event: {id_}, field: persons_best, corrected: 2026-12-01, reason: Test}}\n",
        encoding="utf-8",
    )
    (old,) = checkout.glob("dataset/events/2021/*channel_designated.my4b1j.yaml")
    new = old.with_name(old.name.replace("my4b1j", "zzzzzz"))
    for record in checkout.glob("dataset/events/2021/*.yaml"):
        linked = record.read_text(encoding="utf-8").replace("my4b1j", "zzzzzz")
        record.write_text(linked, encoding="utf-8")
    old.rename(new)
    (checkout / "dataset" / "withdrawn.yaml").write_text(
        "- {id: my4b1j, withdrawn: 2026-12-01, reason: Told twice, now: [zzzzzz]}\n", encoding="utf-8"
    )
    dirty = release(checkout, "0.2.0")
    assert (dirty.returncode, "not committed" in dirty.stderr) == (1, True)
    commit(checkout)
    lesser = release(checkout, "0.1.1")
    assert (lesser.returncode, "asks for a minor one" in lesser.stderr) == (1, True)
    assert "does not follow" in release(checkout, "0.2.1").stderr
    assert release(checkout, "0.2.0").returncode == 0
    second = csv_of(checkout / "dist" / "0.2.0")
    use(checkout)
    assert list(dt.releases()) == ["0.1.0", "0.2.0"]
    for version, files in {"0.1.0": first, "0.2.0": second}.items():
        for name, content in files.items():
            assert to_csv(dt.load(name, vintage=version)).encode() == content, (version, name)

    # What stands since then is not of any release, and does not change what was.
    edit(ceiling_record, "summary: >-\n  ", "summary: >-\n  Again: ")
    use(checkout)
    assert to_csv(dt.load("events", vintage="0.2.0")).encode() == second["events"]
    assert to_csv(dt.load("events", vintage="0.1.0")).encode() == first["events"]
    assert to_csv(dt.load("events")).encode() != second["events"]
    events = {row["event_id"]: row for row in dt.load("events").to_pylist()}
    releases = {e: (r["first_release"], r["last_changed_release"]) for e, r in events.items()}
    assert releases[id_] == ("0.1.0", "0.2.0")
    assert releases["zzzzzz"] == ("0.2.0", "0.2.0")
    assert releases["p8be40"] == ("0.1.0", "unreleased")

    assert dt.event("my4b1j")["event_id"] == "zzzzzz"
    capsys.readouterr()
    assert main(["diff", "0.1.0", "0.2.0"]) == 0
    told = capsys.readouterr().out
    assert f"{id_} persons_best: 8 -> 9 (Test)" in told
    assert "zzzzzz added" in told
    assert main(["diff", "0.1.0", "0.2.0", "--json"]) == 0
    assert {"added", "changed", "removed"} == {c["change"] for c in json.loads(capsys.readouterr().out)}
    assert main(["diff", "0.2.0", "0.1.0"]) == 1
    assert main(["diff", "0.1.0", "9.9.9"]) == 1


def test_a_release_folder_is_whole_and_the_same_again(checkout: Path, tmp_path: Path) -> None:
    assert release(checkout, "0.1.0").returncode == 0
    folder = checkout / "dist" / "0.1.0"
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(files) == sorted(
        [
            "CITATION.cff",
            "SHA256SUMS",
            "codebook.md",
            "croissant.json",
            "datacite.json",
            "diplomatic-ties-0.1.0-csv.zip",
            "diplomatic-ties-0.1.0-parquet.zip",
            "diplomatic-ties-0.1.0.sqlite",
            "diplomatic_ties-0.1.0-py3-none-any.whl",
            "diplomatic_ties-0.1.0.tar.gz",
            "schema-org.jsonld",
            "zenodo.json",
        ]
    )
    commit(checkout)
    assert release(checkout, "0.1.0", tmp_path / "again").returncode == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == files

    sums = [f"{hashlib.sha256(c).hexdigest()}  {n}" for n, c in sorted(files.items()) if n != "SHA256SUMS"]
    assert files["SHA256SUMS"].decode().splitlines() == sums
    with warnings.catch_warnings():
        # Its RDF library announces changes of its own.
        warnings.simplefilter("ignore", DeprecationWarning)
        described = mlcroissant.Dataset(str(folder / "croissant.json"))
    assert {record_set.id for record_set in described.metadata.record_sets} == set(dt.tables())
    connection = sqlite3.connect(folder / "diplomatic-ties-0.1.0.sqlite")
    (answer,) = connection.execute(
        "select count(*) from links join events using (event_id) where link_type = 'responds_to'"
    ).fetchone()
    assert answer > 0
    (sql,) = connection.execute("select sql from sqlite_master where name = 'events'").fetchone()
    assert "-- What is done" in sql
    assert 'PRIMARY KEY ("event_id")' in sql
    connection.close()
    for name in ("zenodo.json", "datacite.json", "schema-org.jsonld", "croissant.json"):
        content = json.loads(files[name])
        assert content["version"] == "0.1.0"
        assert "doi" not in content


def test_a_folder_of_something_else_is_not_replaced(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.txt").write_text("mine", encoding="utf-8")
    refused = release(checkout, "0.1.0", tmp_path / "papers")
    assert (refused.returncode, "holds something else" in refused.stderr) == (1, True)
    assert (tmp_path / "papers" / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_records_at_fault_are_not_released(checkout: Path, expulsion_record: Path, edit: Edit) -> None:
    edit(expulsion_record, "best: 8", "best: 80")
    commit(checkout)
    refused = release(checkout, "0.1.0")
    assert refused.returncode == 1
    assert "mend the records first" in refused.stderr
    assert not (checkout / "dist").exists()
    assert not (checkout / "releases").exists()


def test_a_version_is_three_numbers(checkout: Path) -> None:
    assert "write it as 0.2.0" in release(checkout, "v1").stderr
