import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import frictionless
import pyarrow.parquet as pq
import pytest

from diplomatic_ties.curation.check import validate
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.history import History
from diplomatic_ties.publish.package import BuildError, build, citation, compile_package, descriptor
from tests.conftest import CHECKOUT

Edit = Callable[[Path, str, str], None]


@pytest.fixture
def built(small: Path, tmp_path: Path) -> Path:
    dataset, faults = validate(small)
    assert faults == []
    build(compile_package(dataset, small.parent), tmp_path / "out")
    return tmp_path / "out"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_build_holds_every_table_in_both_forms(built: Path) -> None:
    assert sorted(contents(built)) == sorted(
        ["SHA256SUMS", "datapackage.json"]
        + [f"csv/{name}.csv" for name in TABLES]
        + [f"parquet/{name}.parquet" for name in TABLES]
    )


def test_checksums_are_those_of_the_files(built: Path) -> None:
    files = contents(built)
    sums = files.pop("SHA256SUMS").decode().splitlines()
    assert {line.split("  ")[1]: line.split("  ")[0] for line in sums} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }


def test_frictionless_refuses_a_package_that_was_tampered_with(built: Path, edit: Edit) -> None:
    assert frictionless.Package(str(built / "datapackage.json")).validate().valid
    edit(built / "csv" / "events.csv", ",expulsion,", ",expulsions,")
    assert not frictionless.Package(str(built / "datapackage.json")).validate().valid


def test_foreign_keys_are_checked_in_what_is_published(built: Path, edit: Edit) -> None:
    text = (built / "csv" / "episodes.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in text if not line.startswith("nato-russia-2021,")]
    assert len(kept) == len(text) - 1
    (built / "csv" / "episodes.csv").write_text("".join(kept), encoding="utf-8")
    assert not frictionless.Package(str(built / "datapackage.json")).validate().valid


def test_the_same_records_give_the_same_bytes_anywhere(built: Path, small: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from diplomatic_ties.curation.check import validate;"
        "from diplomatic_ties.publish.package import build, compile_package;"
        "root = Path(sys.argv[1]);"
        "build(compile_package(validate(root)[0], root.parent), Path(sys.argv[2]))"
    )
    moved = tmp_path / "elsewhere" / "dataset"
    moved.parent.mkdir()
    small.parent.rename(moved.parent / "x")
    root = moved.parent / "x" / "dataset"
    for number, seed in enumerate(("1", "2")):
        out = tmp_path / f"again{number}"
        environment = {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PATH": "/usr/bin:/bin"}
        subprocess.run([sys.executable, "-c", script, root, out], check=True, env=environment)
        assert contents(out) == contents(built)


def test_a_build_replaces_a_build_and_nothing_else(built: Path, small: Path, tmp_path: Path) -> None:
    dataset, _ = validate(small)
    (built / "csv" / "events.csv").write_text("old", encoding="utf-8")
    build(compile_package(dataset, small.parent), built)
    assert (built / "csv" / "events.csv").read_text(encoding="utf-8").startswith("event_id,")
    foreign = tmp_path / "papers"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="holds something else"):
        build(compile_package(dataset, small.parent), foreign)
    assert contents(foreign) == {"thesis.txt": b"mine"}


def test_a_build_that_fails_leaves_what_was_there(built: Path, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(built)
    monkeypatch.setattr("diplomatic_ties.publish.package.verify", lambda *_: ["csv/events.csv: broken"])
    with pytest.raises(BuildError, match="broken"):
        build(compile_package(validate(small)[0], small.parent), built)
    assert contents(built) == before
    assert [path.name for path in built.parent.iterdir() if path.name.startswith(".")] == []


def test_a_build_that_cannot_be_moved_brings_back_what_was_there(
    built: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, rename = contents(built), Path.rename

    def fail(path: Path, target: Path) -> Path:
        if path.name == "fresh":
            raise PermissionError("no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(PermissionError):
        build(compile_package(validate(small)[0], small.parent), built)
    assert contents(built) == before


def test_parquet_is_zstd_with_one_schema(built: Path) -> None:
    file = pq.ParquetFile(built / "parquet" / "events.parquet")
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert str(file.schema_arrow.field("announced").type) == "date32[day]"
    assert str(file.schema_arrow.field("persons_best").type) == "int32"
    assert str(file.schema_arrow.field("grounds").type).startswith("list<")


def test_the_committed_contracts_follow_from_the_model() -> None:
    run = subprocess.run(
        [sys.executable, CHECKOUT / "scripts" / "schema.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, "")


def test_the_descriptor_names_version_and_licence() -> None:
    package = descriptor(citation(CHECKOUT), History())
    assert package == json.loads((CHECKOUT / "schema" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
