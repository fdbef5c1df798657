"""The house was rebuilt between 0.2.0 and 0.3.0, the data were not: what is another value in 0.3.0 is so on purpose.

Both are rebuilt as they were released; what came after 0.3.0 does not matter here.
"""

from collections.abc import Mapping

import pyarrow as pa
import pytest

import diplomatic_ties as ties
from diplomatic_ties import derive
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.history import renamed
from diplomatic_ties.tabular import rows_by_key

pytestmark = pytest.mark.usefixtures("served")

CURATED = [
    "events",
    "event_sources",
    "sources",
    "links",
    "episodes",
    "triggers",
    "actors",
    "memberships",
    "missions",
    "coverage",
    "leads",
    "withdrawn",
]
DERIVED = ("mission_status", "staff_ceilings", "retaliations", "dyad_months")
EMPTIED = "no release before 0.3.0 said which dates are approximate"
# Columns that may differ in any row, and why.
REASONS = {
    ("events", "evidence"): "voices follow publishers: all media of one state are one voice",
    ("events", "n_independent"): "voices follow publishers: all media of one state are one voice",
    ("events", "last_changed_release"): "a record whose grade or voices are others is a changed record",
    ("sources", "publisher"): "one name a publisher, from the registry",
    ("sources", "via"): "one name a publisher, from the registry",
    ("sources", "kind"): "what a page is follows from its publisher",
    ("mission_status", "starts_approximate"): EMPTIED,
    ("mission_status", "ends_approximate"): EMPTIED,
    ("staff_ceilings", "starts_approximate"): EMPTIED,
    ("staff_ceilings", "ends_approximate"): EMPTIED,
}
# Single values that may differ, and why.
VALUES = {
    ("events", "gr13ad", "n_sources"): "one page added",
    ("events", "y82z01", "coder_note"): "a note on its voices",
}
# Rows of records that 0.2.0 had, and which it did not have.
ROWS = {
    ("event_sources", "gr13ad|ece0a2c1c3"): "one page added",
}


def vintage(table: str, version: str) -> pa.Table:
    """A table of a release by the names that its columns have now."""
    found = ties.load(table, vintage=version)
    names = renamed(table)
    return found.rename_columns([names.get(name, name) for name in found.column_names])


def then(table: str) -> pa.Table:
    """A table of 0.2.0."""
    return vintage(table, "0.2.0")


def now(table: str) -> pa.Table:
    """A table of 0.3.0."""
    return vintage(table, "0.3.0")


@pytest.fixture
def corrected() -> set[tuple[str, str, str]]:
    """What curators corrected between the two, each with a reason of its own."""
    changes = ties.diff("0.2.0", "0.3.0").to_pylist()
    return {(row["table_name"], row["row_key"], row["field"]) for row in changes if row["reason"]}


def differences(table: str, old: pa.Table, new: pa.Table) -> set[tuple[str, str, str]]:
    """The values that rows of both have otherwise."""
    key = TABLES[table].primary_key
    before, after = rows_by_key(old, key), rows_by_key(new, key)
    return {
        (table, row_key, column)
        for row_key in before.keys() & after.keys()
        for column, value in before[row_key].items()
        if after[row_key][column] != value
    }


def read_again() -> set[tuple[str, str, str]]:
    """The days on which pages were read that a record since then rests on as well."""
    records = set(then("events")["event_id"].to_pylist())
    return {
        ("sources", row["source_id"], "accessed")
        for row in now("event_sources").to_pylist()
        if row["event_id"] not in records
    }


@pytest.mark.parametrize("table", CURATED)
def test_no_value_is_another_but_on_purpose(table: str, corrected: set[tuple[str, str, str]]) -> None:
    found = {cell for cell in differences(table, then(table), now(table)) if (table, cell[2]) not in REASONS}
    assert found - VALUES.keys() - corrected - read_again() == set()


@pytest.mark.parametrize("table", CURATED)
def test_no_column_and_no_row_is_gone(table: str) -> None:
    old, new = then(table), now(table)
    assert set(old.column_names) <= set(new.column_names)
    key = TABLES[table].primary_key
    assert rows_by_key(old, key).keys() - rows_by_key(new, key).keys() == set()


@pytest.mark.parametrize("table", ["event_sources", "links"])
def test_a_record_of_then_has_no_more_pages_and_links_but_on_purpose(table: str) -> None:
    key = TABLES[table].primary_key
    records = set(then("events")["event_id"].to_pylist())
    before, after = rows_by_key(then(table), key), rows_by_key(now(table), key)
    more = {(table, row_key) for row_key, row in after.items() if row["event_id"] in records} - {
        (table, row_key) for row_key in before
    }
    assert more - ROWS.keys() == set()


def test_every_exception_is_one() -> None:
    differing = {cell for table in CURATED for cell in differences(table, then(table), now(table))}
    assert {cell for cell in VALUES if cell not in differing} == set()
    columns = {(table, column) for table, _, column in differing}
    assert {column for column in REASONS if column[0] in CURATED and column not in columns} == set()


def of_then(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Today's tables with the records and posts alone that 0.2.0 had."""

    def kept(name: str, column: str, target: str) -> pa.Table:
        known = set(then(target)[TABLES[target].primary_key[0]].to_pylist())
        table = tables[name]
        return table.filter(pa.array([value in known for value in table[column].to_pylist()]))

    links = kept("links", "event_id", "events")
    return {
        "events": kept("events", "event_id", "events"),
        "missions": kept("missions", "mission_id", "missions"),
        "links": links,
        "actors": tables["actors"],
    }


@pytest.mark.parametrize("table", DERIVED)
def test_what_is_derived_is_the_same_but_on_purpose(table: str) -> None:
    old = then(table)
    new = derive.derived(of_then({name: now(name) for name in ("events", "missions", "links", "actors")}))[table]
    key = TABLES[table].primary_key
    assert rows_by_key(old, key).keys() == rows_by_key(new, key).keys()
    assert {cell for cell in differences(table, old, new) if (table, cell[2]) not in REASONS} == set()
