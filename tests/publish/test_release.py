"""Releases made in a checkout of their own, and the vintages that follow from them."""

import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import mlcroissant
import pyarrow as pa
import pytest

import diplomatic_ties as ties
from diplomatic_ties.commands import main
from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import read_entry
from diplomatic_ties.errors import BuildError
from diplomatic_ties.model.contracts import arrow_schema
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import SecondCoding, SecondSearch, coded
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish import release as releasing
from diplomatic_ties.publish.history import History, contract_now
from diplomatic_ties.publish.package import Package, compile_package, write_data
from diplomatic_ties.publish.release import RefusedError, log, parts, refuse_lesser, refuse_unclean, risen
from diplomatic_ties.publish.schema import drifted, write_contracts
from diplomatic_ties.tabular import to_csv
from tests.conftest import CHECKOUT, small_copy

Edit = Callable[[Path, str, str], None]
Serve = Callable[[Path], None]
Output = pytest.CaptureFixture[str]
COPIED = (
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "LICENSE-DATA",
    "pyproject.toml",
    "hatch_build.py",
)


def git(checkout: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Curator", "-c", "user.email=curator@example.org"]
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True).stdout


def commit(checkout: Path) -> None:
    git(checkout, "add", "-A")
    git(checkout, "commit", "-q", "-m", "Records")


def code_again(root: Path) -> None:
    """Code a record a second time, as it was: git keeps no folder that is empty."""
    (path,) = root.glob("events/2021/2021-10-18-rus-nato-mission_closure.*.yaml")
    (record,) = read_entry(path, Event).entries
    event = record.value
    second = SecondCoding.model_validate(
        {"id": event.id, "coded": "2026-11-24", "pages": [event.sources[0].url], "coding": coded(event), "settled": []}
    )
    (root / "second_codings" / f"{event.id}.yaml").write_text(second.model_dump_json(indent=1), encoding="utf-8")


def search_again(root: Path) -> None:
    """Search a second time and find one record, for the same reason."""
    (path,) = root.glob("events/2021/2021-10-18-rus-nato-mission_closure.*.yaml")
    (record,) = read_entry(path, Event).entries
    event, pages = record.value, [record.value.sources[0].url]
    found = {"no": 1, "measure": event.measure, "initiator": "RUS", "counterpart": "NATO", "announced": event.announced}
    found |= {"effective": None, "place": None, "persons": None, "what": "An office is closed"}
    search = SecondSearch.model_validate(
        {"id": "nato-2021", "begins": "2021-10-18", "ends": "2021-10-18", "actors": ["RUS"], "partners": ["NATO"]}
        | {"searched": "2026-11-24", "overviews": pages, "queries": ["office closed"], "held": [event.id]}
        | {"found": [found | {"pages": pages, "record": event.id}]}
    )
    (root / "second_searches" / f"{search.id}.yaml").write_text(search.model_dump_json(indent=1), encoding="utf-8")


def committed(root: Path) -> Path:
    """A committed checkout around a small dataset, before its first release."""
    checkout = root.parent
    for name in COPIED:
        shutil.copy(CHECKOUT / name, checkout)
    ignored = shutil.ignore_patterns("data", "__pycache__")
    shutil.copytree(CHECKOUT / "src", checkout / "src", ignore=ignored)
    shutil.copytree(CHECKOUT / "r", checkout / "r")
    code_again(root)
    search_again(root)
    write_contracts(checkout)
    ignore = "/dist/\n/src/diplomatic_ties/data/\n__pycache__/\n"
    (checkout / ".gitignore").write_text(ignore, encoding="utf-8")
    git(checkout, "init", "-q")
    commit(checkout)
    return checkout


@pytest.fixture
def checkout(small: Path) -> Path:
    """A committed checkout with the small dataset, before its first release."""
    return committed(small)


def distributions(checkout: Path, out: Path) -> None:
    """What stands for wheel and sdist where a test is not about them: to build them is slow."""
    for name in ("diplomatic_ties.whl", "diplomatic_ties.tar.gz"):
        (out / name).write_bytes((checkout / "CITATION.cff").read_bytes())


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build no wheel, and let no one else check what a build checks: both are slow."""
    monkeypatch.setattr(releasing, "_build_distributions", distributions)
    monkeypatch.setattr(releasing, "refuse_invalid", lambda built: None)


def release(checkout: Path, version: str, *out: Path, day: str = "2026-11-25") -> int:
    where = ["--out", str(out[0])] if out else []
    return main(["release", version, "--checkout", str(checkout), "--date", day, *where])


def state(checkout: Path) -> dict[str, bytes]:
    """All that stands in a checkout, but for what git keeps for itself."""
    return {
        path.relative_to(checkout).as_posix(): path.read_bytes()
        for path in checkout.rglob("*")
        if path.is_file() and ".git" not in path.parts and "__pycache__" not in path.parts
    }


def serve_checkout(checkout: Path, serve: Serve, folder: Path) -> None:
    """Let the loader serve what a checkout holds."""
    dataset, faults = validate(checkout / "dataset")
    assert faults == []
    write_data(compile_package(dataset, checkout), folder)
    serve(folder)


def csv_of(folder: Path) -> dict[str, bytes]:
    (path,) = folder.glob("*-csv.zip")
    with zipfile.ZipFile(path) as archive:
        return {Path(n).stem: archive.read(n) for n in archive.namelist() if n.endswith(".csv")}


@pytest.mark.usefixtures("quick")
def test_earlier_releases_are_rebuilt_byte_for_byte(
    checkout: Path,
    expulsion_record: Path,
    ceiling_record: Path,
    edit: Edit,
    serve: Serve,
    tmp_path: Path,
    capsys: Output,
) -> None:
    assert release(checkout, "0.1.0") == 0
    first = csv_of(checkout / "dist" / "0.1.0")
    commit(checkout)

    # A value corrected with a reason, a record withdrawn in favour of another.
    text = expulsion_record.read_text(encoding="utf-8")
    expulsion_record.write_text(
        text.replace("persons: 8", "persons: 9").replace("best: 8", "best: 9"), encoding="utf-8"
    )
    id_ = "ttxb86"
    (checkout / "dataset" / "corrections.yaml").write_text(
        f"- {{id: nine-not-eight, event: {id_}, field: persons_best, corrected: 2026-11-25, reason: Test}}\n",
        encoding="utf-8",
    )
    (old,) = checkout.glob("dataset/events/2021/*channel_designated.my4b1j.yaml")
    new = old.with_name(old.name.replace("my4b1j", "zzzzzz"))
    for record in checkout.glob("dataset/events/2021/*.yaml"):
        linked = record.read_text(encoding="utf-8").replace("my4b1j", "zzzzzz")
        record.write_text(linked, encoding="utf-8")
    old.rename(new)
    (checkout / "dataset" / "withdrawn.yaml").write_text(
        "- {id: my4b1j, withdrawn: 2026-11-25, reason: Told twice, now: [zzzzzz]}\n", encoding="utf-8"
    )
    assert release(checkout, "0.2.0") == 1
    assert "not committed" in capsys.readouterr().err
    commit(checkout)
    assert release(checkout, "0.1.1") == 1
    assert "asks for a minor one" in capsys.readouterr().err
    assert release(checkout, "0.2.1") == 1
    assert "does not follow" in capsys.readouterr().err
    assert release(checkout, "0.2.0") == 0
    second = csv_of(checkout / "dist" / "0.2.0")
    serve_checkout(checkout, serve, tmp_path / "released")
    assert list(ties.releases()) == ["0.1.0", "0.2.0"]
    for version, files in {"0.1.0": first, "0.2.0": second}.items():
        for name, content in files.items():
            assert to_csv(ties.load(name, vintage=version)).encode() == content, (version, name)

    # What stands since then is not of any release, and does not change what was.
    edit(ceiling_record, "summary: >-\n  ", "summary: >-\n  Again: ")
    serve_checkout(checkout, serve, tmp_path / "since")
    assert to_csv(ties.load("events", vintage="0.2.0")).encode() == second["events"]
    assert to_csv(ties.load("events", vintage="0.1.0")).encode() == first["events"]
    assert to_csv(ties.load("events")).encode() != second["events"]
    events = {row["event_id"]: row for row in ties.load("events").to_pylist()}
    releases = {e: (r["first_release"], r["last_changed_release"]) for e, r in events.items()}
    assert releases[id_] == ("0.1.0", "0.2.0")
    assert releases["zzzzzz"] == ("0.2.0", "0.2.0")
    assert releases["p8be40"] == ("0.1.0", "unreleased")
    assert "0.2.0+unreleased" in ties.cite()
    assert "not released" in ties.cite()

    assert ties.event("my4b1j")["event_id"] == "zzzzzz"
    capsys.readouterr()
    assert main(["diff", "0.1.0", "0.2.0"]) == 0
    told = capsys.readouterr().out
    assert f"{id_} persons_best: 8 -> 9 (Test)" in told
    assert "zzzzzz added" in told
    assert main(["diff", "0.1.0", "0.2.0", "--json"]) == 0
    assert {"added", "changed", "removed"} == {c["change_kind"] for c in json.loads(capsys.readouterr().out)}
    assert main(["diff", "0.2.0", "unreleased"]) == 0
    assert "p8be40 summary:" in capsys.readouterr().out
    assert main(["diff", "0.2.0", "0.1.0"]) == 1
    assert main(["diff", "0.1.0", "9.9.9"]) == 1


@pytest.fixture(scope="module")
def released(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with a release in ``dist/``, wheel and all; to be read, not changed."""
    checkout = committed(small_copy(dataset, tmp_path_factory.mktemp("released") / "checkout" / "dataset"))
    assert release(checkout, "0.1.0") == 0
    return checkout


def test_a_release_folder_is_whole(released: Path) -> None:
    files = {path.name: path.read_bytes() for path in (released / "dist" / "0.1.0").iterdir()}
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
            "diplomatic_ties.R",
            "diplomatic_ties-0.1.0-py3-none-any.whl",
            "diplomatic_ties-0.1.0.tar.gz",
            "schema-org.jsonld",
            "zenodo.json",
        ]
    )
    sums = [f"{hashlib.sha256(c).hexdigest()}  {n}" for n, c in sorted(files.items()) if n != "SHA256SUMS"]
    assert files["SHA256SUMS"].decode().splitlines() == sums
    codebook = files["codebook.md"].decode()
    assert "Version 0.1.0." in codebook
    assert "prints today's" not in codebook


def test_the_same_release_is_the_same_bytes_again(released: Path, tmp_path: Path, capsys: Output) -> None:
    folder = released / "dist" / "0.1.0"
    commit(released)
    before = state(released)
    assert release(released, "0.1.0", tmp_path / "again", day="2027-01-01") == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }
    assert state(released) == before
    assert capsys.readouterr().out.splitlines() == sorted(path.name for path in folder.iterdir())


def test_the_wheel_carries_the_tables_of_the_release(released: Path) -> None:
    folder = released / "dist" / "0.1.0"
    with (
        zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel,
        zipfile.ZipFile(next(folder.glob("*-parquet.zip"))) as published,
    ):
        for name in TABLES:
            assert wheel.read(f"diplomatic_ties/data/{name}.parquet") == published.read(f"parquet/{name}.parquet")
        descriptor = json.loads(wheel.read("diplomatic_ties/data/datapackage.json"))
        assert (descriptor["version"], descriptor["released"]) == ("0.1.0", "2026-11-25")
        assert {entry.date_time for entry in wheel.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        (metadata,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
        assert "\nVersion: 0.1.0\n" in wheel.read(metadata).decode()


def test_the_script_for_r_comes_with_the_release_and_with_the_sources(released: Path) -> None:
    folder = released / "dist" / "0.1.0"
    script = (CHECKOUT / "r" / "diplomatic_ties.R").read_bytes()
    assert (folder / "diplomatic_ties.R").read_bytes() == script
    with tarfile.open(next(folder.glob("*.tar.gz"))) as sources:
        packed = sources.extractfile("diplomatic_ties-0.1.0/r/diplomatic_ties.R")
        assert packed is not None
        assert packed.read() == script


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_archive_describes_what_is_in_it(released: Path, form: str) -> None:
    (path,) = (released / "dist" / "0.1.0").glob(f"*-{form}.zip")
    with zipfile.ZipFile(path) as archive:
        descriptor = json.loads(archive.read("datapackage.json"))
        assert {resource["path"] for resource in descriptor["resources"]} == {
            name for name in archive.namelist() if name.startswith(f"{form}/")
        }
        assert {"LICENSE-DATA", "CITATION.cff", "codebook.md", "diplomatic_ties.R"} <= set(archive.namelist())


def test_metadata_of_archives_name_the_release(released: Path) -> None:
    folder = released / "dist" / "0.1.0"
    with warnings.catch_warnings():
        # Its RDF library announces changes of its own.
        warnings.simplefilter("ignore", DeprecationWarning)
        described = mlcroissant.Dataset(str(folder / "croissant.json"))
    assert {record_set.id for record_set in described.metadata.record_sets} == set(TABLES)
    sha256 = hashlib.sha256((folder / "diplomatic-ties-0.1.0-csv.zip").read_bytes()).hexdigest()
    for name in ("zenodo.json", "datacite.json", "schema-org.jsonld", "croissant.json"):
        content = json.loads((folder / name).read_text(encoding="utf-8"))
        assert content["version"] == "0.1.0"
        assert "doi" not in content
        assert "2026-11-25" in json.dumps(content)
        if "distribution" in content:
            assert content["distribution"][0]["sha256"] == sha256


def test_sqlite_holds_the_tables_with_keys_and_meanings(released: Path) -> None:
    connection = sqlite3.connect(released / "dist" / "0.1.0" / "diplomatic-ties-0.1.0.sqlite")
    (answer,) = connection.execute(
        "select count(*) from links join events using (event_id) where link_type = 'responds_to'"
    ).fetchone()
    assert answer > 0
    (sql,) = connection.execute("select sql from sqlite_master where name = 'events'").fetchone()
    assert "-- What is done" in sql
    assert 'PRIMARY KEY ("event_id")' in sql
    names = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    assert names == set(TABLES)
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    for name, content in csv_of(released / "dist" / "0.1.0").items():
        (count,) = connection.execute(f"select count(*) from {name}").fetchone()
        assert (count > 0) == (content.count(b"\n") > 1)
    connection.close()


def test_the_checkout_bears_the_release(released: Path) -> None:
    state_ = {name: content.decode() for name, content in state(released).items() if "dist/" not in name}
    assert "\nversion: 0.1.0\ndate-released: 2026-11-25\n" in state_["CITATION.cff"]
    assert '\n__version__ = "0.1.0"\n' in state_["src/diplomatic_ties/__init__.py"]
    assert "\n## 0.1.0\n" in state_["CHANGELOG.md"]
    assert drifted(released) == []
    (entry,) = json.loads(state_["releases/releases.json"])
    assert (entry["version"], entry["date"]) == ("0.1.0", "2026-11-25")
    assert {name.split("/")[-1] for name in state_ if name.startswith("releases/snapshot/")} == {
        f"{name}.csv" for name, table in entry["tables"].items() if not table["derived"] and name != "changes"
    }


@pytest.mark.usefixtures("quick")
def test_next_sets_the_development_version(checkout: Path, capsys: Output) -> None:
    assert release(checkout, "0.1.0") == 0
    commit(checkout)
    capsys.readouterr()
    assert main(["release", "--next", "--checkout", str(checkout)]) == 0
    assert capsys.readouterr().out == "0.2.0.dev0\n"
    text = (checkout / "CITATION.cff").read_text(encoding="utf-8")
    assert "\nversion: 0.2.0.dev0\n" in text
    assert "date-released" not in text
    assert '\n__version__ = "0.2.0.dev0"\n' in (checkout / "src/diplomatic_ties/__init__.py").read_text(
        encoding="utf-8"
    )
    assert drifted(checkout) == []
    package = compile_package(validate(checkout / "dataset")[0], checkout)
    assert package.facts["version"] == "0.2.0.dev0"
    assert package.tables["changes"].num_rows == 0
    assert main(["release", "--next", "--checkout", str(checkout)]) == 1
    assert "under way already" in capsys.readouterr().err


@pytest.mark.usefixtures("quick")
def test_what_people_wrote_of_a_release_stays(checkout: Path, edit: Edit) -> None:
    edit(checkout / "CHANGELOG.md", "\n## ", "\n## 0.1.0\n\nThe first one, by hand.\n\n## ")
    commit(checkout)
    before = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    assert release(checkout, "0.1.0") == 0
    after = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    assert after.count("\n## 0.1.0\n") == before.count("\n## 0.1.0\n")
    entry = after.split("\n## 0.1.0\n", 1)[1].split("\n## ")[0]
    assert entry.startswith("\nThe first one, by hand.\n\n### Data\n")
    assert after.replace(entry, "\nThe first one, by hand.\n", 1) == before


def failing(message: str) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise BuildError(message)

    return fail


@pytest.mark.parametrize("step", ["_build_distributions", "refuse_invalid", "write_sqlite", "write_contracts"])
@pytest.mark.usefixtures("quick")
def test_a_release_that_fails_leaves_the_checkout_as_it_was(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, step: str, capsys: Output
) -> None:
    before = state(checkout)
    with monkeypatch.context() as broken:
        broken.setattr(releasing, step, failing("it cannot be made"))
        assert release(checkout, "0.1.0") == 1
    assert "it cannot be made" in capsys.readouterr().err
    assert state(checkout) == before
    assert git(checkout, "status", "--porcelain") == ""


def test_a_wheel_that_cannot_be_built_is_told_and_leaves_the_checkout(
    checkout: Path, edit: Edit, capsys: Output
) -> None:
    edit(checkout / "pyproject.toml", 'build-backend = "hatchling.build"', 'build-backend = "no_such_backend"')
    commit(checkout)
    before = state(checkout)
    assert release(checkout, "0.1.0") == 1
    error = capsys.readouterr().err
    assert "wheel and sdist could not be built" in error
    assert "no_such_backend" in error
    assert "\\n" not in error
    assert state(checkout) == before


def test_what_frictionless_refuses_is_not_released(once_built: Path, edit: Edit) -> None:
    releasing.refuse_invalid(once_built)
    edit(once_built / "csv" / "links.csv", ",responds_to,", ",answers,")
    with pytest.raises(BuildError, match="does not pass"):
        releasing.refuse_invalid(once_built)


@pytest.fixture
def once_built(small: Path, tmp_path: Path) -> Path:
    assert main(["build", "--dataset", str(small), "--out", str(tmp_path / "built")]) == 0
    return tmp_path / "built"


@pytest.mark.usefixtures("quick")
def test_a_folder_of_something_else_is_not_replaced(checkout: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.txt").write_text("mine", encoding="utf-8")
    before = state(checkout)
    assert release(checkout, "0.1.0", tmp_path / "papers") == 1
    assert "holds something else" in capsys.readouterr().err
    assert (tmp_path / "papers" / "thesis.txt").read_text(encoding="utf-8") == "mine"
    assert state(checkout) == before


@pytest.mark.usefixtures("quick")
def test_records_at_fault_are_not_released(checkout: Path, expulsion_record: Path, edit: Edit, capsys: Output) -> None:
    edit(expulsion_record, "best: 8", "best: 80")
    commit(checkout)
    assert release(checkout, "0.1.0") == 1
    error = capsys.readouterr().err
    assert "mend the records first" in error
    # The fault is told where the curator finds it, not in the copy that was checked.
    assert re.search(r"^(diplomatic-ties: )?dataset/events/2021/", error)
    assert not (checkout / "dist").exists()
    assert not (checkout / "releases").exists()


@pytest.mark.usefixtures("quick")
def test_a_release_that_is_out_is_not_written_over_by_another(
    checkout: Path, ceiling_record: Path, edit: Edit, capsys: Output
) -> None:
    assert release(checkout, "0.1.0") == 0
    commit(checkout)
    assert release(checkout, "0.2.0") == 1
    assert "nothing changed since 0.1.0" in capsys.readouterr().err
    edit(ceiling_record, "summary: >-\n  ", "summary: >-\n  Again: ")
    commit(checkout)
    before = state(checkout)
    assert release(checkout, "0.1.0") == 1
    assert "what stands now is not it" in capsys.readouterr().err
    assert state(checkout) == before
    assert release(checkout, "0.1.1") == 0


@pytest.mark.parametrize(("version", "words"), [("v1", "write it as 0.2.0"), ("1.02.0", "write it as 0.2.0")])
def test_a_version_is_three_numbers(checkout: Path, version: str, words: str, capsys: Output) -> None:
    assert release(checkout, version) == 1
    assert words in capsys.readouterr().err
    assert release(checkout, "0.1.0", day="1.12.2026") == 1
    assert "write it as 2026-12-01" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("last", "new", "part"),
    [
        ("0.1.0", "0.1.1", "patch"),
        ("0.1.9", "0.2.0", "minor"),
        ("0.9.3", "1.0.0", "major"),
        ("1.0.0", "1.0.2", None),
        ("1.0.1", "1.1.1", None),
        ("1.0.0", "1.0.0", None),
        ("1.1.0", "1.0.0", None),
    ],
)
def test_a_version_follows_the_one_before(last: str, new: str, part: str | None) -> None:
    assert parts(last) != (0, 0, 0)
    if part:
        assert risen(last, new) == part
    else:
        with pytest.raises(RefusedError, match="does not follow"):
            risen(last, new)


RELEASED = History(releases=[{"version": f"0.{n}.0"} for n in (1, 2, 3)], contract=contract_now())
CHANGED = [{"change_kind": "changed", "table_name": "events", "row_key": "aaaaaa", "field": "summary"}]
ADDED = [{"change_kind": "added", "table_name": "events", "row_key": "aaaaaa", "field": "*"}]


def test_a_version_may_promise_more_than_changed_and_follows_the_last_one() -> None:
    refuse_lesser(RELEASED, "0.3.1", CHANGED)
    refuse_lesser(RELEASED, "0.4.0", CHANGED)
    refuse_lesser(RELEASED, "1.0.0", ADDED)
    refuse_lesser(History(), "0.1.0", [])
    with pytest.raises(RefusedError, match="asks for a minor one"):
        refuse_lesser(RELEASED, "0.3.1", ADDED)
    with pytest.raises(RefusedError, match=r"does not follow 0\.3\.0"):
        refuse_lesser(RELEASED, "0.2.1", CHANGED)
    with pytest.raises(RefusedError, match=r"nothing changed since 0\.3\.0"):
        refuse_lesser(RELEASED, "0.3.1", [])


def test_what_is_not_committed_is_told_by_its_path(checkout: Path) -> None:
    refuse_unclean(checkout)
    # What a release writes itself may stand there from a run before.
    for path in ("CITATION.cff", "CHANGELOG.md", "schema/codebook.md", "releases.txt"):
        (checkout / path).write_text("changed", encoding="utf-8")
    refuse_unclean(checkout)
    for path in ("notes.txt", "dataset/notes.txt"):
        (checkout / path).write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError, match=r"^not committed: dataset/notes\.txt, notes\.txt; commit"):
        refuse_unclean(checkout)


def logged(folder: Path, text: str, changes: list[dict[str, str]], history: History) -> str:
    """CHANGELOG.md after the changes of 0.2.0 were added to this text."""
    (folder / "CHANGELOG.md").write_text(text, encoding="utf-8")
    schema = arrow_schema("changes")
    rows = [dict.fromkeys(schema.names) | {"version": "0.2.0"} | change for change in changes]
    tables = {"changes": pa.Table.from_pylist(rows, schema=schema), "links": arrow_schema("links").empty_table()}
    log(folder, Package({"version": "0.2.0"}, history, tables, ""))
    return (folder / "CHANGELOG.md").read_text(encoding="utf-8")


DIFF = "- Value by value: `diplomatic-ties diff` or the table `changes`, version 0.2.0."
ENTRY = f"### Data\n\n- New table `links`.\n- `events`: 1 rows added, 1 rows changed.\n{DIFF}\n"
BEFORE = History(releases=[{"version": "0.1.0"}, {"version": "0.3.0"}], contract={"changes": {}})


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("# Changes\n\n## 0.1.0\n\nOld.\n", f"# Changes\n\n## 0.2.0\n\n{ENTRY}\n## 0.1.0\n\nOld.\n"),
        ("# Changes\n\n", f"# Changes\n\n## 0.2.0\n\n{ENTRY}"),
        ("# Changes\n\n## 0.2.0\n\nNew.\n", f"# Changes\n\n## 0.2.0\n\nNew.\n\n{ENTRY}"),
        (
            "# Changes\n\n## 0.2.0\n\nNew.\n\n\n## 0.1.0\n\nOld.\n",
            f"# Changes\n\n## 0.2.0\n\nNew.\n\n{ENTRY}\n## 0.1.0\n\nOld.\n",
        ),
    ],
)
def test_the_change_log_counts_the_rows_of_the_release(tmp_path: Path, text: str, after: str) -> None:
    row = {"table_name": "events", "row_key": "aaaaaa", "change_kind": "changed"}
    changes = [row | {"field": "summary"}, row | {"field": "grounds"}]
    changes += [row | {"row_key": "bbbbbb", "change_kind": "added", "field": "*"}]
    changes += [row | {"row_key": "cccccc", "field": "summary", "version": version} for version in ("0.1.0", "0.3.0")]
    assert logged(tmp_path, text, changes, BEFORE) == after


def test_the_first_release_has_no_table_that_is_new(tmp_path: Path) -> None:
    assert logged(tmp_path, "# Changes\n\n", [], History()) == f"# Changes\n\n## 0.2.0\n\n### Data\n\n{DIFF}\n"


@pytest.mark.usefixtures("quick")
def test_an_earlier_release_is_not_written_again_from_what_came_after_it(checkout: Path, capsys: Output) -> None:
    assert release(checkout, "0.9.0") == 0
    commit(checkout)
    assert main(["release", "--next", "--checkout", str(checkout)]) == 0
    commit(checkout)
    capsys.readouterr()
    assert release(checkout, "0.9.0") == 1
    assert "what stands now is not it" in capsys.readouterr().err


def test_a_folder_that_is_no_checkout_is_told(small: Path, capsys: Output) -> None:
    assert release(small.parent, "0.1.0") == 1
    assert "is no git checkout" in capsys.readouterr().err
