"""The tables of all records together: their schema, keys and references, and that nothing is lost."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa
import pytest

from diplomatic_ties import derive
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.derive.arrow import rows_of
from diplomatic_ties.derive.evidence import source_id
from diplomatic_ties.model.contracts import arrow_schema, columns
from diplomatic_ties.model.evidence import coded_values
from diplomatic_ties.model.fields import Entry
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Actor, Coverage, Episode, Lead, Mission, Publisher, Trigger, Withdrawn
from diplomatic_ties.model.tables import TABLES, ActorRow, EventRow
from diplomatic_ties.model.vocabulary import FORMER_MEASURES, Measure

SHOWN: dict[str, type[Entry]] = {
    "events": Event,
    "publishers": Publisher,
    "episodes": Episode,
    "triggers": Trigger,
    "actors": Actor,
    "missions": Mission,
    "coverage": Coverage,
    "leads": Lead,
    "withdrawn": Withdrawn,
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_the_schema_of_the_model(name: str, tables: Mapping[str, pa.Table]) -> None:
    assert tables[name].schema.equals(arrow_schema(name), check_metadata=True)
    assert tables[name].num_rows > 0 or name in {"withdrawn", "changes"}


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_unique_and_references_resolve(name: str, tables: Mapping[str, pa.Table]) -> None:
    row = TABLES[name]
    rows = tables[name].to_pylist()
    keys = [tuple(r[column] for column in row.primary_key) for r in rows]
    assert keys == sorted(set(keys))
    for column, target in row.references.items():
        known = set(tables[target][TABLES[target].primary_key[0]].to_pylist())
        assert {r[column] for r in rows} - {None} <= known


def test_nothing_is_lost_on_the_way(dataset: Dataset, events: list[Event], tables: Mapping[str, pa.Table]) -> None:
    for name, model in SHOWN.items():
        assert tables[name].num_rows == len(dataset.all(model)), name
    assert tables["event_sources"].num_rows == sum(len(event.sources) for event in events)
    assert tables["links"].num_rows == sum(len(event.links) for event in events)
    assert tables["event_values"].num_rows == len(events) + sum(len(list(coded_values(event))) for event in events)
    assert tables["sources"].num_rows == len({s.url for event in events for s in event.sources})
    assert tables["memberships"].num_rows == sum(len(actor.memberships) for actor in dataset.all(Actor))


def test_counts_lie_between_what_is_said(tables: Mapping[str, pa.Table]) -> None:
    said: dict[str, list[int]] = {}
    scopes = {row["event_id"]: row["persons_scope"] for row in tables["events"].to_pylist()}
    for row in tables["event_sources"].to_pylist():
        if row["persons"] is not None and row["persons_scope"] in (None, scopes[row["event_id"]]):
            said.setdefault(row["event_id"], []).append(row["persons"])
    for row in tables["events"].to_pylist():
        if row["persons_best"] is None:
            assert row["persons_low"] is row["persons_high"] is row["persons_scope"] is None
        else:
            numbers = said[row["event_id"]]
            assert row["persons_low"] == min(numbers) <= row["persons_best"] <= max(numbers) == row["persons_high"]


def test_dates_carry_their_precision(tables: Mapping[str, pa.Table]) -> None:
    spans = {"day": (0, 0), "month": (27, 30), "year": (364, 365)}
    for row in tables["events"].to_pylist():
        for name in ("announced", "notified", "effective", "deadline"):
            open_ = name == "effective" and ".." in (row["effective_edtf"] or "")
            known = [row[column] is not None for column in (name, f"{name}_last")]
            if row[f"{name}_precision"] is None:
                assert known == [False, False]
                assert row[f"{name}_approximate"] is None
                continue
            low, high = spans[row[f"{name}_precision"]]
            if open_:
                assert known == ([False, True] if row["effective_edtf"].startswith("../") else [True, False])
            else:
                assert low <= (row[f"{name}_last"] - row[name]).days <= high
            if name in ("announced", "effective"):
                written = row[f"{name}_edtf"].removeprefix("../").removesuffix("/..")
                assert row[f"{name}_approximate"] == written.endswith("~")
                assert str(row[name] or row[f"{name}_last"]).startswith(written.rstrip("~"))
    assert any(".." in (edtf or "") for edtf in tables["events"]["effective_edtf"].to_pylist())


def test_the_key_of_a_page_is_that_of_its_address() -> None:
    assert source_id("https://www.nato.int/") == source_id("https://www.nato.int/") != source_id("https://www.nato.int")


def test_the_pages_of_publishers_are_those_that_were_read(tables: Mapping[str, pa.Table]) -> None:
    sources, publishers = tables["sources"].to_pylist(), tables["publishers"].to_pylist()
    assert sum(row["pages"] for row in publishers) == len(sources)
    assert sum(row["pages_via"] for row in publishers) == sum(row["via_id"] is not None for row in sources)
    records = {row["publisher_id"]: row["records"] for row in publishers}
    pages = {row["source_id"] for row in sources if "tass" in (row["publisher_id"], row["via_id"])}
    resting = {row["event_id"] for row in tables["event_sources"].to_pylist() if row["source_id"] in pages}
    assert records["tass"] == len(resting) > 0


def test_what_is_derived_follows_from_the_curated_tables_alone(tables: Mapping[str, pa.Table]) -> None:
    curated = {name: table for name, table in tables.items() if not TABLES[name].derived}
    found = derive.derived(curated)
    assert found.keys() == {name for name, row in TABLES.items() if row.derived}
    for name, table in found.items():
        assert table.equals(tables[name]), name


def test_rows_of_an_earlier_release_are_read_by_the_names_of_today(tables: Mapping[str, pa.Table]) -> None:
    now = tables["actors"]
    was = {column.name: column.was or column.name for column in columns("actors")}
    then = now.rename_columns([was[name] for name in now.column_names]).drop_columns(["ends_precision"])
    assert "starts" not in then.column_names
    rows = {row.actor_id: row for row in rows_of(ActorRow, then)}
    assert rows["RUS"].starts == date(1991, 12, 26)
    assert {row.ends_precision for row in rows.values()} == {None}


@pytest.mark.parametrize(("was", "now"), FORMER_MEASURES.items())
def test_measures_of_an_earlier_release_are_read_by_the_names_of_today(
    tables: Mapping[str, pa.Table], was: str, now: Measure
) -> None:
    events = tables["events"]
    measures = events["measure"].to_pylist()
    assert now in measures
    place = events.column_names.index("measure")
    then = events.set_column(place, "measure", pa.array([was if m == now else m for m in measures], pa.string()))
    assert [row.measure for row in rows_of(EventRow, then)] == measures
    found = derive.derived({**tables, "events": then})
    assert all(found[name].equals(tables[name]) for name in found)
