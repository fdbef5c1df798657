import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import frictionless
import pyarrow.parquet as pq
import pytest

from diplomatic_ties.curation.check import validate
from diplomatic_ties.errors import BuildError
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.citation import citation
from diplomatic_ties.publish.history import write_history
from diplomatic_ties.publish.package import Package, build, compile_package, descriptor, write_data
from tests.conftest import CHECKOUT

Edit = Callable[[Path, str, str], None]


@pytest.fixture
def built(small: Path, tmp_path: Path) -> Path:
    """A build of the small dataset."""
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
        environment["PYTHONPATH"] = str(CHECKOUT / "src")
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
    monkeypatch.setattr("diplomatic_ties.publish.package.misreadings", lambda *_: ["csv/events.csv: broken"])
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
            raise PermissionError(13, "no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(BuildError, match="cannot be replaced"):
        build(compile_package(validate(small)[0], small.parent), built)
    assert contents(built) == before


def test_parquet_is_zstd_with_one_schema(built: Path) -> None:
    file = pq.ParquetFile(built / "parquet" / "events.parquet")
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert str(file.schema_arrow.field("announced").type) == "date32[day]"
    assert str(file.schema_arrow.field("persons_best").type) == "int32"
    assert str(file.schema_arrow.field("grounds").type).startswith("list<")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_descriptor_names_version_and_licence_and_files(built: Path, form: str) -> None:
    package = json.loads((built / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["version"] == citation(CHECKOUT)["version"]
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    assert all((built / resource["path"]).is_file() for resource in package["resources"])
    described = descriptor(citation(CHECKOUT), "csv" if form == "csv" else "parquet", f"{form}/")
    for resource in described["resources"]:
        assert (built / resource["path"]).is_file()
        assert resource["format"] == form
        assert ("encoding" in resource) == (form == "csv")


def test_the_committed_descriptor_is_that_of_the_model() -> None:
    committed = json.loads((CHECKOUT / "schema" / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor(citation(CHECKOUT)) == committed


def test_frictionless_finds_the_build_of_all_records_sound(package: Package, tmp_path: Path) -> None:
    build(package, tmp_path / "out")
    report = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])


def test_what_a_released_checkout_holds_otherwise_is_unreleased(small: Path, edit: Edit) -> None:
    """A record that differs from the release whose version the checkout bears is not published under it."""
    shutil.copytree(CHECKOUT / "releases", small.parent / "releases")
    edit(small.parent / "CITATION.cff", f"version: {citation(CHECKOUT)['version']}", "version: 0.2.0")
    package = compile_package(validate(small)[0], small.parent)
    assert package.facts["version"] == "0.2.0+unreleased"
    assert "date-released" not in package.facts
    assert "unreleased" in package.tables["changes"]["version"].to_pylist()


def set_version(checkout: Path, version: str) -> None:
    """Let the checkout bear a version as a release does."""
    path = checkout / "CITATION.cff"
    text = path.read_text(encoding="utf-8")
    lines = f"version: {version}\ndate-released: 2026-11-25\n"
    path.write_text(re.sub(r"^version: .*\n(date-released: .*\n)?", lines, text, flags=re.MULTILINE), encoding="utf-8")


def test_only_what_differs_from_the_release_of_its_version_is_unreleased(
    small: Path, ceiling_record: Path, edit: Edit
) -> None:
    checkout = small.parent
    set_version(checkout, "0.1.0")
    first = compile_package(validate(small)[0], checkout)
    write_history(checkout / "releases", first.history, "0.1.0", "2026-11-25", first.tables)
    facts = citation(checkout)
    assert first.facts == compile_package(validate(small)[0], checkout).facts == facts
    edit(ceiling_record, "summary: >-\n  ", "summary: >-\n  Again: ")
    changed = compile_package(validate(small)[0], checkout).facts
    assert changed == {name: fact for name, fact in facts.items() if name != "date-released"} | {
        "version": "0.1.0+unreleased"
    }
    set_version(checkout, "0.1.1")
    assert compile_package(validate(small)[0], checkout).facts == citation(checkout)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("releases.json", "[", ""),
        ("releases.json", '"triggers":', '"gone":'),
        ("changes.csv", "loss_of_purpose", "espionage"),
    ],
)
def test_no_package_is_compiled_on_releases_that_are_damaged(small: Path, file: str, old: str, new: str) -> None:
    shutil.copytree(CHECKOUT / "releases", small.parent / "releases")
    path = small.parent / "releases" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(BuildError, match="releases/ is damaged"):
        compile_package(validate(small)[0], small.parent)


def test_the_data_of_the_package_replace_themselves_alone(package: Package, tmp_path: Path) -> None:
    write_data(package, tmp_path / "data")
    before = contents(tmp_path / "data")
    write_data(package, tmp_path / "data")
    assert contents(tmp_path / "data") == before
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="holds something else"):
        write_data(package, tmp_path / "papers")
