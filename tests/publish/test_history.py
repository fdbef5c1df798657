import copy
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import diplomatic_ties as ties
from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.errors import BuildError, DamagedError
from diplomatic_ties.model.contracts import arrow_schema, columns
from diplomatic_ties.model.registries import Correction
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.history import (
    Contract,
    History,
    contract_now,
    differences,
    needed_part,
    read_history,
    with_releases,
    write_history,
)
from diplomatic_ties.publish.package import Package, compile_package, write_data
from diplomatic_ties.tabular import rows_by_key
from tests.conftest import CHECKOUT

Change = dict[str, Any]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A copy of ``releases/``."""
    shutil.copytree(CHECKOUT / "releases", tmp_path / "releases")
    return tmp_path / "releases"


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def test_what_is_kept_is_what_was_released() -> None:
    history = read_history(CHECKOUT / "releases")
    last = history.releases[-1]["tables"]
    assert set(history.snapshot) == {name for name, table in last.items() if not table["derived"]} - {"changes"}
    assert read_history(CHECKOUT / "nowhere") == History()


@pytest.mark.parametrize("line", [1, 2000, -1])
def test_a_line_lost_from_the_change_log_is_found(kept: Path, line: int) -> None:
    lines = lines_of(kept / "changes.csv")
    (kept / "changes.csv").write_bytes(b"".join(lines[:line] + lines[line:][1:]))
    assert len(lines_of(kept / "changes.csv")) == len(lines) - 1
    with pytest.raises(DamagedError, match=r"changes\.csv is not what"):
        read_history(kept)


def test_a_value_changed_in_the_change_log_is_found(kept: Path) -> None:
    text = (kept / "changes.csv").read_text(encoding="utf-8")
    (kept / "changes.csv").write_text(text.replace(",loss_of_purpose,", ",espionage,", 1), encoding="utf-8")
    assert (kept / "changes.csv").read_text(encoding="utf-8") != text
    with pytest.raises(DamagedError, match=r"changes\.csv is not what"):
        read_history(kept)


def test_a_snapshot_that_is_another_is_found(kept: Path) -> None:
    path = kept / "snapshot" / "triggers.csv"
    content = path.read_bytes()
    path.write_bytes(b"".join(lines_of(path)[:-1]))
    with pytest.raises(DamagedError, match=r"triggers\.csv is not what"):
        read_history(kept)
    path.write_bytes(content)
    path.rename(path.with_suffix(".txt"))
    with pytest.raises(DamagedError, match="lacks triggers"):
        read_history(kept)


def test_any_other_content_of_a_snapshot_is_found(kept: Path) -> None:
    path = kept / "snapshot" / "triggers.csv"
    content = path.read_bytes()
    for number in range(1, 10):
        path.write_bytes(content + b"x" * number)
        with pytest.raises(DamagedError, match=r"triggers\.csv is not what"):
            read_history(kept)


def test_what_stands_now_bears_the_version_only_until_it_is_released() -> None:
    history = History(releases=[{"version": "1.0.0"}, {"version": "1.1.0"}])
    for released in history.versions:
        assert history.label(released) == history.label(f"{released}+unreleased") == "unreleased"
    assert history.label("1.2.0.dev0") == "unreleased"
    assert history.label("1.2.0") == History().label("1.2.0") == "1.2.0"


def empty_tables() -> dict[str, pa.Table]:
    return {name: arrow_schema(name).empty_table() for name in TABLES}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_releases_are_kept_in_turn_and_the_same_one_again_changes_nothing(tmp_path: Path) -> None:
    folder, versions = tmp_path / "checkout" / "releases", ["0.2.0", "0.9.0", "0.10.0"]
    for number, version in enumerate(versions, 1):
        write_history(folder, read_history(folder), version, "2026-11-25", empty_tables())
        once = files(folder)
        assert read_history(folder).versions == versions[:number]
        write_history(folder, read_history(folder), version, "2026-11-25", empty_tables())
        assert files(folder) == once


def test_a_release_is_kept_with_its_day_and_its_fields(tmp_path: Path) -> None:
    write_history(tmp_path, History(), "0.1.0", "2026-12-01", empty_tables())
    (release,) = read_history(tmp_path).releases
    assert (release["version"], release["date"]) == ("0.1.0", "2026-12-01")
    assert release["tables"].keys() == TABLES.keys()
    for name, row in TABLES.items():
        table = release["tables"][name]
        assert (table["primaryKey"], table["derived"]) == (list(row.primary_key), row.derived)
        assert [(f["name"], f["nullable"]) for f in table["fields"]] == [(c.name, c.nullable) for c in columns(name)]


def test_a_contract_tells_all_that_a_column_promises() -> None:
    now = contract_now()
    assert now.keys() == TABLES.keys()
    for name, row in TABLES.items():
        assert now[name]["primaryKey"] == list(row.primary_key)
        for column in columns(name):
            field = now[name]["fields"][column.name]
            for fact in ("type", "nullable", "description", "was"):
                assert field[fact] == getattr(column, fact), (name, column.name, fact)
            assert list(field["terms"].items()) == list(zip(column.terms, column.definitions, strict=True))


def test_a_snapshot_holds_the_tables_of_the_last_release_alone(tmp_path: Path) -> None:
    write_history(tmp_path, History(), "0.1.0", "2026-11-25", empty_tables())
    once = files(tmp_path)
    (tmp_path / "snapshot" / "gone.csv").write_text("id\n", encoding="utf-8")
    write_history(tmp_path, History(), "0.1.0", "2026-11-25", empty_tables())
    assert files(tmp_path) == once


def test_a_release_is_written_after_those_before_it_which_stay_as_they_are(kept: Path) -> None:
    before = (kept / "releases.json").read_text(encoding="utf-8").removesuffix("\n]\n")
    write_history(kept, read_history(kept), "99.0.0", "2026-11-25", empty_tables())
    assert (kept / "releases.json").read_text(encoding="utf-8").startswith(f"{before},\n")


def test_what_is_kept_is_written_as_people_read_it(tmp_path: Path) -> None:
    write_history(tmp_path, History(releases=[{"version": "Första"}]), "0.1.0", "2026-11-25", empty_tables())
    assert "Första" in (tmp_path / "releases.json").read_text(encoding="utf-8")


def test_nothing_is_built_on_a_damaged_history(small: Path) -> None:
    shutil.copytree(CHECKOUT / "releases", small.parent / "releases")
    path = small.parent / "releases" / "changes.csv"
    path.write_bytes(b"".join(lines_of(path)[:-1]))
    with pytest.raises(BuildError, match=r"releases/ is damaged: .*changes\.csv is not what"):
        compile_package(validate(small)[0], small.parent)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda table: table.slice(1), "cannot be rebuilt"),
        (lambda table: table.slice(0, table.num_rows - 1), "cannot be rebuilt"),
        (lambda table: table.set_column(5, "old_value", pa.nulls(table.num_rows, pa.string())), "install the package"),
    ],
)
def test_a_vintage_is_not_served_from_a_damaged_change_log(
    package: Package,
    serve: Callable[[Path], None],
    tmp_path: Path,
    damage: Callable[[pa.Table], pa.Table],
    words: str,
) -> None:
    changes = package.tables["changes"]
    assert changes.column_names[5] == "old_value"
    damaged = Package(package.facts, package.history, {**package.tables, "changes": damage(changes)}, "")
    write_data(damaged, tmp_path / "data")
    serve(tmp_path / "data")
    with pytest.raises(DamagedError, match=words):
        load_all_vintages()


def load_all_vintages() -> None:
    for release in read_history(CHECKOUT / "releases").releases:
        for name in release["tables"]:
            ties.load(name, vintage=release["version"])


# What can change in a contract, and which part of the version it asks for from 1.0.0 on.
def dropped_table(now: Contract) -> None:
    now["gone"] = copy.deepcopy(now["links"])


def renamed_column(now: Contract) -> None:
    fields = now["links"]["fields"]
    fields["remark"] = fields.pop("note")


def another_key(now: Contract) -> None:
    now["links"]["primaryKey"] = ["event_id", "to_event_id"]


def another_definition(now: Contract) -> None:
    now["links"]["fields"]["note"]["description"] = "Something else"


def yet_another_key(now: Contract) -> None:
    now["links"]["primaryKey"] = ["basis"]


def yet_another_definition(now: Contract) -> None:
    now["links"]["fields"]["note"]["description"] = "zz"


def another_type(now: Contract) -> None:
    now["links"]["fields"]["note"]["type"] = "integer"


def another_nullability(now: Contract) -> None:
    now["links"]["fields"]["note"]["nullable"] = False


def nullability_lost(then: Contract) -> None:
    then["links"]["fields"]["event_id"]["nullable"] = True


def removed_term(now: Contract) -> None:
    now["links"]["fields"]["link_type"]["terms"]["thanks_to"] = "A term that is no more"


def another_definition_of_a_term(now: Contract) -> None:
    now["links"]["fields"]["link_type"]["terms"]["extends"] = "Something else"


def new_table(then: Contract) -> None:
    del then["links"]


def new_column(then: Contract) -> None:
    del then["links"]["fields"]["note"]


def new_term(then: Contract) -> None:
    del then["links"]["fields"]["link_type"]["terms"]["extends"]


def no_terms_kept(then: Contract) -> None:
    for table in then.values():
        for field in table["fields"].values():
            field.pop("terms")


def nothing(then: Contract) -> None:
    assert then


@pytest.mark.parametrize(
    ("was", "part"),
    [
        (dropped_table, "major"),
        (renamed_column, "major"),
        (another_key, "major"),
        (yet_another_key, "major"),
        (another_definition, "major"),
        (yet_another_definition, "major"),
        (another_type, "major"),
        (another_nullability, "major"),
        (nullability_lost, "major"),
        (removed_term, "major"),
        (another_definition_of_a_term, "major"),
        (new_table, "minor"),
        (new_column, "minor"),
        (new_term, "minor"),
        (no_terms_kept, None),
        (nothing, None),
    ],
)
def test_a_change_of_the_contract_asks_for_its_part_of_the_version(
    was: Callable[[Contract], None], part: str | None
) -> None:
    then = copy.deepcopy(contract_now())
    was(then)

    def needed(last: str) -> str | None:
        return needed_part(History(releases=[{"version": "0.1.0"}, {"version": last}], contract=then), [])

    assert needed("1.2.3") == part
    assert needed("0.2.3") == ("minor" if part == "major" else part)


def change(kind: str, table: str, key: str) -> Change:
    return {"change_kind": kind, "table_name": table, "row_key": key, "field": "*"}


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ([change("removed", "events", "aaaaaa")], "major"),
        ([change("removed", "events", "aaaaaa"), change("added", "withdrawn", "bbbbbb")], "major"),
        ([change("removed", "events", "aaaaaa"), change("added", "withdrawn", "aaaaaa")], "minor"),
        ([change("removed", "actors", "XXX")], "minor"),
        ([change("removed", "leads", "some-lead")], "minor"),
        ([change("added", "events", "aaaaaa")], "minor"),
        ([change("added", "events", "aaaaaa"), change("removed", "events", "aaaaaa")], "minor"),
        ([change("changed", "events", "aaaaaa")], "patch"),
        ([change("changed", "events", "aaaaaa"), change("added", "leads", "some-lead")], "minor"),
        ([], None),
    ],
)
def test_a_change_of_rows_asks_for_its_part_of_the_version(changes: list[Change], part: str | None) -> None:
    for last in ("1.0.0", "0.1.0"):
        history = History(releases=[{"version": last}], contract=contract_now())
        assert needed_part(history, changes) == ("minor" if last == "0.1.0" and part == "major" else part)


@pytest.fixture(scope="module")
def written(package: Package, tmp_path_factory: pytest.TempPathFactory) -> History:
    """The history as it would be had what stands now been the first release."""
    folder = tmp_path_factory.mktemp("first")
    tables = {**package.tables, "changes": arrow_schema("changes").empty_table()}
    write_history(folder, History(), "1.0.0", "2026-11-25", tables)
    return read_history(folder)


def test_what_was_just_released_is_no_change(package: Package, written: History) -> None:
    assert written.versions == ["1.0.0"]
    assert list(differences(written, package.tables, "unreleased", [])) == []
    assert needed_part(written, []) is None
    for name, rows in written.snapshot.items():
        assert rows == rows_by_key(package.tables[name], TABLES[name].primary_key)


def without(table: pa.Table, column: str, value: str) -> pa.Table:
    return table.filter(pa.array([other != value for other in table[column].to_pylist()]))


def test_a_removed_record_is_told_field_by_field(package: Package, written: History) -> None:
    gone = str(package.tables["events"]["event_id"][0].as_py())
    now = {**package.tables, "events": without(package.tables["events"], "event_id", gone)}
    found = list(differences(written, now, "unreleased", []))
    assert {(row.table_name, row.row_key, row.change_kind) for row in found} == {("events", gone, "removed")}
    assert {row.field: row.old_value or "" for row in found} == written.snapshot["events"][gone]


def test_a_change_of_a_source_or_a_link_is_one_of_the_record(package: Package, written: History) -> None:
    link = package.tables["links"].to_pylist()[0]
    now = {**package.tables, "links": without(package.tables["links"], "event_id", link["event_id"])}
    events = with_releases(package.tables["events"], written, now, "1.1.0").to_pylist()
    changed = {row["event_id"] for row in events if row["last_changed_release"] == "1.1.0"}
    assert changed == {link["event_id"]}
    assert {row["first_release"] for row in events} <= {*package.history.versions, "unreleased"}


def with_cell(table: pa.Table, place: int, column: str, value: str | None) -> pa.Table:
    """The table with another value in one row."""
    values = table[column].to_pylist()
    values[place] = value
    field = table.schema.field(column)
    return table.set_column(table.column_names.index(column), field, pa.array(values, field.type))


@pytest.mark.parametrize("change", [lambda text: f"{text} More.", lambda text: text[:-1]])
def test_any_other_value_is_a_change_of_the_record(
    package: Package, written: History, change: Callable[[str], str]
) -> None:
    events = package.tables["events"]
    summary = change(str(events["summary"][3].as_py()))
    now = {**package.tables, "events": with_cell(events, 3, "summary", summary)}
    found = with_releases(now["events"], written, now, "1.1.0")
    changed = [row["event_id"] for row in found.to_pylist() if row["last_changed_release"] == "1.1.0"]
    assert changed == [events["event_id"][3].as_py()]


def test_a_new_link_is_a_change_of_the_record(package: Package, written: History) -> None:
    link = package.tables["links"].slice(0, 1)
    more = with_cell(link, 0, "to_event_id", "zzzzzz")
    now = {**package.tables, "links": pa.concat_tables([package.tables["links"], more])}
    found = with_releases(package.tables["events"], written, now, "1.1.0")
    changed = [row["event_id"] for row in found.to_pylist() if row["last_changed_release"] == "1.1.0"]
    assert changed == link["event_id"].to_pylist()


def told(
    name: str, then: pa.Table, now: pa.Table, was: Sequence[str] = (), corrections: Sequence[Correction] = ()
) -> list[tuple[str | None, ...]]:
    """What changed in one table, whose key ``was`` another or is that of today."""
    key = list(was or TABLES[name].primary_key)
    release = {"version": "1.0.0", "tables": {name: {"primaryKey": key}}}
    history = History(releases=[release], snapshot={name: rows_by_key(then, key)})
    found = list(differences(history, {name: now}, "1.1.0", corrections))
    assert {(row.version, row.table_name) for row in found} <= {("1.1.0", name)}
    return [(row.row_key, row.field, row.change_kind, row.old_value, row.new_value, row.reason) for row in found]


def link(one: str, kind: str, other: str, basis: str = "said", note: str | None = None) -> pa.Table:
    schema = arrow_schema("links")
    return pa.Table.from_pylist([dict(zip(schema.names, (one, kind, other, basis, note), strict=True))], schema=schema)


@pytest.mark.parametrize(("old", "new"), [("One", "Two"), ("Two", "One"), (None, "One"), ("One", None)])
def test_a_value_that_changed_is_told_with_what_it_was(old: str | None, new: str | None) -> None:
    then, now = (link("aaaaaa", "extends", "bbbbbb", note=note) for note in (old, new))
    assert told("links", then, now) == [("aaaaaa|extends|bbbbbb", "note", "changed", old, new, None)]
    assert told("links", now, now) == []


def test_a_new_row_is_told_by_its_key_alone() -> None:
    then = link("aaaaaa", "extends", "bbbbbb")
    now = pa.concat_tables([then, link("cccccc", "extends", "bbbbbb", note="New")])
    assert told("links", then, now) == [("cccccc|extends|bbbbbb", "*", "added", None, None, None)]


@pytest.mark.parametrize(
    ("was", "then"),
    [
        (["to_event_id", "link_type", "event_id"], link("bbbbbb", "extends", "aaaaaa")),
        (["event_id", "basis", "to_event_id"], link("aaaaaa", "said", "bbbbbb", basis="extends")),
    ],
)
def test_a_row_whose_key_meant_another_is_another(was: list[str], then: pa.Table) -> None:
    key = "aaaaaa|extends|bbbbbb"
    removed = [(key, name, "removed", value, None, None) for name, value in then.to_pylist()[0].items()]
    added = (key, "*", "added", None, None, None)
    assert told("links", then, link("aaaaaa", "extends", "bbbbbb"), was) == [added, *removed]


@pytest.mark.parametrize("name", ["actors", "episodes", "events", "missions", "sources"])
def test_only_a_value_of_a_record_has_a_reason(package: Package, name: str) -> None:
    then = package.tables[name].slice(0, 1)
    (key,) = TABLES[name].primary_key
    column = next(c for c in then.column_names if c != key and then.schema.field(c).type == pa.string())
    row_key = then[key][0].as_py()
    correction = Correction.model_construct(
        id="because", event=row_key, field=column, corrected=date(2026, 11, 25), reason="A page said so"
    )
    ((*_, reason),) = told(name, then, with_cell(then, 0, column, "Other"), corrections=[correction])
    assert reason == ("A page said so" if name == "events" else None)


def test_a_corrected_value_has_its_reason(dataset: Dataset, tables: Mapping[str, pa.Table]) -> None:
    """A value that was corrected again has the reason of each time."""
    told = [row for row in tables["changes"].to_pylist() if (row["row_key"], row["field"]) == ("my4b1j", "grounds")]
    corrections = [c for c in dataset.all(Correction) if (c.event, c.field) == ("my4b1j", "grounds")]
    first, *_, last = told
    assert re.search("second coding", first["reason"])
    assert first["old_value"] == "loss_of_purpose"
    assert last["reason"] == max(corrections, key=lambda correction: correction.corrected).reason
    assert last["new_value"] == "retaliation"
