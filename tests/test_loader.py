import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import diplomatic_ties as ties
from diplomatic_ties.derive.arrow import table_of
from diplomatic_ties.errors import DamagedError, TiesError
from diplomatic_ties.model.contracts import columns
from diplomatic_ties.model.tables import TABLES, WithdrawnRow
from diplomatic_ties.publish.citation import citation
from diplomatic_ties.sums import SUMS, write_sums
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.usefixtures("served")

HEAVY = (
    "pandas",
    "polars",
    "pyarrow.dataset",
    "pydantic",
    "yaml",
    "frictionless",
    "diplomatic_ties.curation",
    "diplomatic_ties.derive",
    "diplomatic_ties.publish",
)


# Where Arrow makes arrays of lists it asks for pandas itself, if that is installed.
OF_ARROW = ("pandas", "pyarrow.dataset")


@pytest.mark.parametrize(
    ("used", "allowed"),
    [
        ("ties.load('events')", ()),
        ("ties.event(ties.load('events')['event_id'][0].as_py())", ()),
        ("ties.cite('bibtex'), ties.tables(), ties.releases(), ties.path('events')", ()),
        ("ties.load('events', vintage='0.1.0'), ties.diff('0.1.0', '0.2.0'), ties.describe('events')", OF_ARROW),
        ("ties.panel(actors=['RUS', 'USA'])", OF_ARROW),
    ],
)
def test_loading_is_light(data: Path, used: str, allowed: tuple[str, ...]) -> None:
    heavy = set(HEAVY) - set(allowed)
    script = (
        "import sys; from pathlib import Path; import diplomatic_ties as ties; from diplomatic_ties import loader;"
        f"loader.DATA = Path(sys.argv[1]); {used}; print(sorted({heavy} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script, data], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("[]\n", "")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells its threads")
@pytest.mark.parametrize("used", ["ties.load('events')", "ties.event(ties.load('events')['event_id'][0].as_py())"])
def test_reading_starts_no_thread(data: Path, used: str) -> None:
    """One that is still starting when the process ends could abort it."""
    script = (
        "import os, sys; from pathlib import Path; import diplomatic_ties as ties; from diplomatic_ties import loader;"
        f"before = len(os.listdir('/proc/self/task')); loader.DATA = Path(sys.argv[1]); {used};"
        "print(len(os.listdir('/proc/self/task')) - before)"
    )
    run = subprocess.run([sys.executable, "-c", script, data], capture_output=True, text=True, check=True)
    assert run.stdout == "0\n"


def test_the_version_is_that_of_the_citation() -> None:
    assert ties.__version__ == citation(CHECKOUT)["version"]


def test_all_tables_load() -> None:
    assert list(ties.tables()) == list(TABLES)
    for name, meaning in ties.tables().items():
        table = ties.load(name)
        assert isinstance(table, pa.Table)
        assert table.num_rows > 0 or name in {"withdrawn", "changes"}
        assert meaning


def test_the_package_serves_what_the_records_say(tables: Mapping[str, pa.Table]) -> None:
    for name, table in tables.items():
        assert ties.load(name).equals(table), name


def test_pandas_keeps_days_and_whole_numbers() -> None:
    frame = ties.load("events", as_="pandas")
    assert isinstance(frame, pandas.DataFrame)
    assert frame["announced"].dtype == "datetime64[s]"
    assert frame["persons_best"].dtype == "Int32"
    assert frame["persons_best"].isna().any()
    numbers = ties.load("events")["persons_best"].to_pylist()
    assert frame["persons_best"].sum() == sum(n for n in numbers if n is not None)


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_a_frame_can_be_compared(name: str) -> None:
    frame, table = ties.load(name, as_="pandas"), ties.load(name)
    assert list(frame.columns) == table.column_names
    assert len(frame.drop_duplicates()) == table.num_rows
    assert (frame.iloc[:5] == frame.iloc[:5]).shape == (min(5, table.num_rows), table.num_columns)
    key = list(TABLES[name].primary_key)
    again = frame.merge(frame[key], on=key, how="inner")
    assert len(again) == table.num_rows
    for field in table.schema:
        if pa.types.is_list(field.type):
            joined = [None if values is None else ";".join(values) for values in table[field.name].to_pylist()]
            assert frame[field.name].tolist() == joined


def test_frames_of_two_tables_merge() -> None:
    events, sources = ties.load("events", as_="pandas"), ties.load("event_sources", as_="pandas")
    merged = events.merge(sources, on="event_id", suffixes=("", "_said"))
    assert len(merged) == len(sources)
    assert events.groupby("grounds").size().sum() == len(events)


def test_polars_gets_the_same_rows() -> None:
    frame = ties.load("events", as_="polars")
    assert isinstance(frame, polars.DataFrame)
    assert frame.to_arrow()["event_id"].to_pylist() == ties.load("events")["event_id"].to_pylist()
    assert frame.schema["announced"] == polars.Date
    assert frame.schema["grounds"] == polars.List(polars.String)
    assert frame["grounds"].to_list() == ties.load("events")["grounds"].to_pylist()


def test_duckdb_reads_the_files() -> None:
    found = (
        duckdb.connect()
        .execute(
            f"select e.event_id, count(*) as n from '{ties.path('events')}' e "
            f"join '{ties.path('event_sources')}' s using (event_id) group by all order by all"
        )
        .fetchall()
    )
    assert sum(n for _, n in found) == ties.load("event_sources").num_rows


def test_the_descriptor_in_the_package_names_files_that_are_there(data: Path) -> None:
    described = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    paths = {resource["path"] for resource in described["resources"]}
    assert {path for path in paths if not (data / path).is_file()} == set()
    assert paths | {"datapackage.json", "releases.json", "codebook.md", SUMS} == {path.name for path in data.iterdir()}
    for resource in described["resources"]:
        assert ties.path(resource["name"]) == data / resource["path"]


@pytest.mark.parametrize("name", TABLES)
def test_describe_tells_every_field(name: str) -> None:
    described = ties.describe(name).to_pylist()
    assert [row["field"] for row in described] == [column.name for column in columns(name)]
    assert [row["unit"] for row in described] == [column.unit for column in columns(name)]
    assert all(row["definition"] for row in described)


def test_counts_have_a_unit() -> None:
    units = {row["field"]: row["unit"] for row in ties.describe("events").to_pylist()}
    assert (units["persons_best"], units["n_sources"], units["summary"]) == ("persons", "pages", None)


def test_an_event_comes_with_its_sources_and_links() -> None:
    link = ties.load("links").to_pylist()[0]
    record = ties.event(link["event_id"])
    assert link in record["links"]
    assert record["n_sources"] == len(record["sources"])
    assert all(page["url"].startswith("http") and page["says"] for page in record["sources"])
    assert link in ties.event(link["to_event_id"])["links"]


def test_an_event_comes_with_its_values_and_who_says_them() -> None:
    told = ties.load("event_values").to_pylist()
    event_id = next(row["event_id"] for row in told if row["differs"])
    record = ties.event(event_id)
    pages = {page["source_id"]: page for page in record["sources"]}
    assert record["values"] == [
        {name: value for name, value in row.items() if name != "event_id"}
        for row in told
        if row["event_id"] == event_id
    ]
    assert {value["field"] for value in record["values"]} >= {"happened", "announced"}
    for value in record["values"]:
        for source_id in value["said_by"] + value["differs"]:
            assert value["field"] in pages[source_id]["says"] or value["field"] == "happened"


def test_an_event_is_the_same_each_time() -> None:
    event_id = ties.load("links")["event_id"][0].as_py()
    first = ties.event(event_id)
    wanted = json.dumps(first, default=str)
    first["sources"].clear()
    first["links"].append({})
    assert json.dumps(ties.event(event_id), default=str) == wanted


def test_a_merged_record_leads_to_the_one_that_tells_it(
    data: Path, tmp_path: Path, serve: Callable[[Path], None]
) -> None:
    one, other = ties.load("events")["event_id"].to_pylist()[:2]
    gone: dict[str, list[str]] = {"zzzzza": [str(one)], "zzzzzb": [], "zzzzzc": [str(one), str(other)]}
    gone["zzzzzd"] = ["zzzzza"]
    tombstones = [
        WithdrawnRow.model_validate({"event_id": id_, "withdrawn": "2026-11-25", "reason": "Told twice", "now": now})
        for id_, now in gone.items()
    ]
    shutil.copytree(data, tmp_path / "data")
    pq.write_table(table_of("withdrawn", tombstones), tmp_path / "data" / "withdrawn.parquet")
    write_sums(tmp_path / "data")
    # What is looked up is kept by folder, so another folder is read anew.
    with pytest.raises(KeyError, match="no record 'zzzzza'"):
        ties.event("zzzzza")
    serve(tmp_path / "data")
    assert ties.event("zzzzza") == ties.event(str(one))
    assert ties.event("zzzzzd") == ties.event(str(one))
    with pytest.raises(KeyError, match="no record tells it now"):
        ties.event("zzzzzb")
    with pytest.raises(KeyError, match=f"Told twice.*told by {one} and {other} now"):
        ties.event("zzzzzc")


def test_what_is_not_there_is_told_with_what_is() -> None:
    with pytest.raises(KeyError, match="there are events, event_sources"):
        ties.load("event")
    with pytest.raises(KeyError, match="there are events, event_sources"):
        ties.path("event")
    with pytest.raises(KeyError, match="no record 'zzzzzz'"):
        ties.event("zzzzzz")
    with pytest.raises(ValueError, match="'arrow', 'pandas' or 'polars'"):
        ties.load("events", as_=cast(Any, "numpy"))
    with pytest.raises(ValueError, match="apa, bibtex, ris, csl-json"):
        ties.cite(cast(Any, "mla"))
    with pytest.raises(ValueError, match=r"there are 0\.1\.0"):
        ties.load("events", vintage="0.0.9")
    with pytest.raises(ValueError, match="not older than"):
        ties.diff("0.2.0", "0.1.0")
    with pytest.raises(ValueError, match=r"no release '9\.9\.9'"):
        ties.diff("0.1.0", "9.9.9")


def test_a_message_is_shown_as_it_is() -> None:
    with pytest.raises(TiesError) as caught:
        ties.load("event")
    assert str(caught.value).startswith("no table 'event'; there are")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ImportError, match=rf"diplomatic-ties\[{library}\]"):
        ties.load("events", as_=cast(Any, library))


def test_data_that_are_not_there_are_told_with_the_cure(tmp_path: Path, serve: Callable[[Path], None]) -> None:
    serve(tmp_path)
    with pytest.raises(DamagedError, match="diplomatic-ties build"):
        ties.tables()


@pytest.mark.parametrize("name", ["events.parquet", "releases.json", "datapackage.json"])
def test_a_file_that_is_not_what_was_written_is_named(
    data: Path, tmp_path: Path, serve: Callable[[Path], None], name: str
) -> None:
    shutil.copytree(data, tmp_path / "data")
    serve(tmp_path / "data")
    file = tmp_path / "data" / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(DamagedError, match=rf"{name} is not what was written.*install the package again"):
        ties.load("events", vintage="0.2.0")


def test_another_table_under_its_name_is_not_served(data: Path, tmp_path: Path, serve: Callable[[Path], None]) -> None:
    shutil.copytree(data, tmp_path / "data")
    serve(tmp_path / "data")
    shutil.copy(tmp_path / "data" / "links.parquet", tmp_path / "data" / "events.parquet")
    with pytest.raises(DamagedError, match=r"events.parquet is not what was written"):
        ties.load("events")
    (tmp_path / "data" / "events.parquet").unlink()
    with pytest.raises(DamagedError, match=r"events.parquet is missing"):
        ties.load("events")


@pytest.mark.parametrize("vintage", ["", 0, False, "0.2", "latest"])
def test_what_is_no_version_is_refused(vintage: object) -> None:
    with pytest.raises(ValueError, match="no release"):
        ties.load("events", vintage=cast(Any, vintage))


@pytest.mark.parametrize("event_id", [5, None, "", b"ttxb86"])
def test_what_is_no_id_is_refused(event_id: object) -> None:
    with pytest.raises(KeyError, match="no record"):
        ties.event(cast(Any, event_id))


def test_nothing_is_not_a_difference() -> None:
    assert ties.diff("0.2.0", "0.2.0").num_rows == 0
    assert set(ties.diff("0.1.0", "0.2.0")["version"].to_pylist()) == {"0.2.0"}
