"""The contract as a build checks it and as frictionless does: what the one finds the other finds."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import frictionless
import pyarrow as pa
import pytest

from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.publish.contract import breaches
from diplomatic_ties.publish.files import DESCRIPTOR
from diplomatic_ties.publish.package import Package, build, compile_package
from diplomatic_ties.tabular import to_csv
from tests.conftest import small_copy

Tables = dict[str, pa.Table]


@pytest.fixture(scope="module")
def sound(package: Package) -> Mapping[str, pa.Table]:
    return package.tables


def with_value(tables: Tables, name: str, column: str, value: object) -> None:
    """Set a value of the first row that has one."""
    table = tables[name]
    values = table[column].to_pylist()
    place = next(place for place, given in enumerate(values) if given)
    values[place] = value
    field = table.schema.field(column)
    tables[name] = table.set_column(table.column_names.index(column), field, pa.array(values, field.type))


def no_value(tables: Tables) -> None:
    with_value(tables, "events", "summary", None)


def no_number(tables: Tables) -> None:
    with_value(tables, "events", "n_sources", None)


def unknown_term(tables: Tables) -> None:
    with_value(tables, "events", "measure", "expulsions")


def misfit(tables: Tables) -> None:
    with_value(tables, "sources", "url", "ftp://example.org/")


def misfit_of_a_key(tables: Tables) -> None:
    with_value(tables, "triggers", "trigger_id", "Salisbury 2018")


def too_few(tables: Tables) -> None:
    with_value(tables, "event_sources", "persons", -1)


def too_many(tables: Tables) -> None:
    with_value(tables, "actors", "cow", 10_000)


def key_twice(tables: Tables) -> None:
    tables["links"] = pa.concat_tables([tables["links"], tables["links"].slice(0, 1)])


def single_key_twice(tables: Tables) -> None:
    tables["leads"] = pa.concat_tables([tables["leads"], tables["leads"].slice(0, 1)])


def lost_reference(tables: Tables) -> None:
    used = tables["events"]["episode_id"][0].as_py()
    kept = [id_ != used for id_ in tables["episodes"]["episode_id"].to_pylist()]
    tables["episodes"] = tables["episodes"].filter(pa.array(kept))


def lost_reference_that_may_be_null(tables: Tables) -> None:
    with_value(tables, "mission_status", "began_by", "zzzzzz")


BROKEN = {
    no_value: "events.summary: 1 values are missing",
    no_number: "events.n_sources: 1 values are missing",
    unknown_term: "events.measure: 'expulsions' is none of its terms",
    misfit: "sources.url: 'ftp://example.org/' does not fit",
    misfit_of_a_key: "triggers.trigger_id: 'Salisbury 2018' does not fit",
    too_few: "event_sources.persons: -1 is less than 0",
    too_many: "actors.cow: 10000 is more than 9999",
    key_twice: "links: a key (event_id, link_type, to_event_id) stands twice",
    single_key_twice: "leads: a key (lead_id) stands twice",
    lost_reference: "is no key of episodes",
    lost_reference_that_may_be_null: "mission_status.began_by: zzzzzz is no key of events",
}


def test_the_tables_as_they_stand_keep_the_contract(sound: Mapping[str, pa.Table]) -> None:
    assert list(breaches(sound)) == []


@pytest.fixture(scope="module")
def once(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> tuple[Package, Path]:
    """A small dataset and its build."""
    root = small_copy(dataset, tmp_path_factory.mktemp("small") / "checkout" / "dataset")
    package = compile_package(validate(root)[0], root.parent)
    build(package, root.parent / "build")
    return package, root.parent / "build"


@pytest.fixture
def small_build(once: tuple[Package, Path], tmp_path: Path) -> tuple[Tables, Path]:
    """The tables and the build of a small dataset, to be tampered with."""
    return dict(once[0].tables), Path(shutil.copytree(once[1], tmp_path / "build"))


@pytest.mark.parametrize(("tamper", "words"), BROKEN.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_both_find_the_same_breach(
    small_build: tuple[Tables, Path], tamper: Callable[[Tables], None], words: str
) -> None:
    tables, out = small_build
    assert list(breaches(tables)) == []
    before = dict(tables)
    tamper(tables)
    changed = [name for name in tables if tables[name] is not before[name]]
    assert len(changed) == 1
    found = list(breaches(tables))
    assert any(words in breach for breach in found), found
    (out / "csv" / f"{changed[0]}.csv").write_bytes(to_csv(tables[changed[0]]).encode())
    report = frictionless.Package(str(out / DESCRIPTOR)).validate()
    places = {Path(task.place).stem for task in report.tasks if task.errors}
    assert places == {breach.split(":")[0].split(".")[0] for breach in found}


def test_frictionless_finds_a_sound_build_sound_too(small_build: tuple[Tables, Path]) -> None:
    assert frictionless.Package(str(small_build[1] / DESCRIPTOR)).validate().valid


def test_terms_in_lists_are_checked(sound: Mapping[str, pa.Table]) -> None:
    """Table Schema has no words for the items of a list, so frictionless cannot."""
    tables = dict(sound)
    with_value(tables, "events", "grounds", ["espionage", "spying"])
    assert list(breaches(tables)) == ["events.grounds: 'spying' is none of its terms"]


def test_values_of_a_row_stand_in_order(sound: Mapping[str, pa.Table]) -> None:
    """Table Schema has no words for it."""
    tables = dict(sound)
    with_value(tables, "events", "persons_low", 100_000)
    with_value(tables, "triggers", "date_last", date(1900, 1, 1))
    assert list(breaches(tables)) == [
        "events.persons_best: 1 values are less than persons_low",
        "triggers.date_last: 1 values are less than date",
    ]


def test_columns_are_those_of_the_model(sound: Mapping[str, pa.Table]) -> None:
    without = {**sound, "links": sound["links"].drop_columns(["note"])}
    assert list(breaches(without)) == ["links: the columns are not those of the model"]
    other = sound["links"].rename_columns(["event_id", "type", "to_event_id", "basis", "note"])
    assert list(breaches({**sound, "links": other})) == ["links: the columns are not those of the model"]


def test_a_table_whose_columns_are_others_hides_no_breach_of_the_next(sound: Mapping[str, pa.Table]) -> None:
    tables = {name: sound[name] for name in ("links", "leads", "events")}
    tables["links"] = tables["links"].drop_columns(["note"])
    single_key_twice(tables)
    tables |= {name: table for name, table in sound.items() if name not in tables}
    assert list(breaches(tables)) == [
        "links: the columns are not those of the model",
        "leads: a key (lead_id) stands twice",
    ]
