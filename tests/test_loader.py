import json
import subprocess
import sys
from typing import Any, cast

import duckdb
import pandas
import polars
import pyarrow as pa
import pytest

import diplomatic_ties as dt
from diplomatic_ties.model.contracts import columns
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.package import citation
from tests.conftest import CHECKOUT


def test_import_is_light() -> None:
    heavy = ["pydantic", "frictionless", "pandas", "polars", "yaml", "diplomatic_ties.curation"]
    script = f"import sys, diplomatic_ties; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_loading_is_light_too() -> None:
    script = (
        "import sys, diplomatic_ties as dt; dt.event(dt.load('events')['event_id'][0].as_py()); dt.cite();"
        "print([m for m in ('pydantic', 'frictionless', 'polars', 'yaml') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_the_version_is_that_of_the_citation() -> None:
    assert dt.__version__ == citation(CHECKOUT)["version"]


def test_all_tables_load() -> None:
    assert list(dt.tables()) == list(TABLES)
    for name, meaning in dt.tables().items():
        table = dt.load(name)
        assert isinstance(table, pa.Table)
        assert table.num_rows > 0 or name in {"withdrawn", "changes"}
        assert meaning


def test_the_package_serves_what_the_records_say(tables: dict[str, pa.Table]) -> None:
    for name, table in tables.items():
        assert dt.load(name).equals(table), f"{name} is not built from these records; run diplomatic-ties build"


def test_pandas_keeps_days_and_whole_numbers() -> None:
    frame = dt.load("events", as_="pandas")
    assert isinstance(frame, pandas.DataFrame)
    assert frame["announced"].dtype == "datetime64[s]"
    assert frame["persons_best"].dtype == "Int32"
    assert frame["persons_best"].isna().any()
    assert frame["persons_best"].sum() == sum(n for n in dt.load("events")["persons_best"].to_pylist() if n is not None)


def test_polars_gets_the_same_rows() -> None:
    frame = dt.load("events", as_="polars")
    assert isinstance(frame, polars.DataFrame)
    assert frame.to_arrow()["event_id"].to_pylist() == dt.load("events")["event_id"].to_pylist()
    assert frame.schema["announced"] == polars.Date
    assert frame.schema["grounds"] == polars.List(polars.String)


def test_duckdb_reads_the_files() -> None:
    found = (
        duckdb.connect()
        .execute(
            f"select e.event_id, count(*) as n from '{dt.path('events')}' e "
            f"join '{dt.path('event_sources')}' s using (event_id) group by all order by all"
        )
        .fetchall()
    )
    assert sum(n for _, n in found) == dt.load("event_sources").num_rows


def test_describe_tells_every_field() -> None:
    described = dt.describe("events").to_pylist()
    assert [row["field"] for row in described] == [column.name for column in columns("events")]
    assert next(row for row in described if row["field"] == "persons_best")["unit"] == "persons"
    assert all(row["definition"] for row in described)


def test_an_event_comes_with_its_sources_and_links() -> None:
    link = dt.load("links").to_pylist()[0]
    record = dt.event(link["event_id"])
    assert link in record["links"]
    assert record["n_sources"] == len(record["sources"])
    assert all(page["url"].startswith("http") and page["says"] for page in record["sources"])
    assert link in dt.event(link["to_event_id"])["links"]


def test_what_is_not_there_is_told_with_what_is() -> None:
    with pytest.raises(KeyError, match="there are events, event_sources"):
        dt.load("event")
    with pytest.raises(KeyError, match="no record 'zzzzzz'"):
        dt.event("zzzzzz")
    with pytest.raises(ValueError, match="'arrow', 'pandas' or 'polars'"):
        dt.load("events", as_=cast(Any, "numpy"))
    with pytest.raises(ValueError, match="bibtex, apa, ris or csl-json"):
        dt.cite(cast(Any, "mla"))


def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError, match=r"diplomatic-ties\[polars\]"):
        dt.load("events", as_="polars")


def test_citations_name_this_version() -> None:
    item = json.loads(dt.cite("csl-json"))[0]
    title = item["title"]
    assert item["type"] == "dataset"
    assert item["version"] == dt.__version__
    assert dt.cite() == dt.cite("apa")
    for citation_ in (dt.cite("apa"), dt.cite("bibtex"), dt.cite("ris")):
        assert title in citation_
        assert dt.__version__ in citation_
    assert dt.cite("bibtex").startswith("@misc{diplomatic_ties_")
    assert dt.cite("ris").startswith("TY  - DATA\n")
    assert dt.cite("ris").endswith("ER  - ")
