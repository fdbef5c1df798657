"""Rebuilding: what changed between two tables, undone, gives the earlier one back."""

import hashlib
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.errors import DamagedError
from diplomatic_ties.model.contracts import arrow_schema, columns
from diplomatic_ties.model.tables import TABLES, ChangeRow
from diplomatic_ties.publish.history import History, differences, renamed
from diplomatic_ties.tabular import csv_rows_by_key, from_csv, rows_by_key, to_csv
from diplomatic_ties.vintages import Release, changes_of, rebuild

LINKS = arrow_schema("links")
LIST = pa.list_(pa.string())
WORDS = st.text(st.sampled_from("ab ,;|\"'é中\n"), min_size=1, max_size=4)
IDS = st.sampled_from(["aaaaaa", "bbbbbb", "cccccc", "dddddd"])
ROWS = st.dictionaries(
    st.tuples(IDS, st.sampled_from(["extends", "reverses"]), IDS), st.none() | WORDS, max_size=6
).map(lambda found: [(*key, "said", note) for key, note in sorted(found.items())])
# Membership rows have a key that was once called otherwise: `begins`.
SPANS = st.dictionaries(
    st.tuples(st.sampled_from(["FRA", "RUS"]), st.just("EU"), st.sampled_from(["1958-01-01", "1995-01-01"])),
    st.tuples(st.sampled_from(["day", "year"]), st.booleans(), st.none() | st.just("2020-01-31")),
    max_size=4,
)


def described(name: str, table: pa.Table, key: list[str]) -> dict[str, Any]:
    types = {column.name: column.type for column in columns(name)} | {
        column.was: column.type for column in columns(name) if column.was
    }
    return {
        "primaryKey": key,
        "fields": [{"name": f.name, "type": types[f.name], "nullable": f.nullable} for f in table.schema],
        "derived": False,
        "sha256": hashlib.sha256(to_csv(table).encode()).hexdigest(),
    }


def released(version: str, **then: tuple[pa.Table, list[str]]) -> Release:
    return {
        "version": version,
        "date": "2026-12-01",
        "tables": {name: described(name, table, key) for name, (table, key) in then.items()},
    }


def history(release: Release, **then: pa.Table) -> History:
    snapshot = {
        name: csv_rows_by_key(to_csv(table), release["tables"][name]["primaryKey"]) for name, table in then.items()
    }
    return History(releases=[dict(release)], snapshot=snapshot)


def links(rows: list[tuple[str, ...]]) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(LINKS.names, row, strict=True)) for row in rows], schema=LINKS)


def told(
    old: pa.Table, new: pa.Table | None, name: str, key: list[str], label: str = "0.2.0"
) -> list[Mapping[str, Any]]:
    release = released("0.1.0", **{name: (old, key)})
    now = {} if new is None else {name: new}
    return [row.model_dump() for row in differences(history(release, **{name: old}), now, label, [])]


def rebuilt(old: pa.Table, new: pa.Table | None, name: str, key: list[str], label: str = "0.2.0") -> pa.Table:
    """The older table from the newer one and what changed."""
    release = released("0.1.0", **{name: (old, key)})
    now = {} if new is None else rows_by_key(new, TABLES[name].primary_key)
    later = [] if label == "unreleased" else [label]
    return rebuild(name, release, later, now, told(old, new, name, key, label), renamed(name))


@given(ROWS, ROWS, st.sampled_from(["0.2.0", "unreleased"]))
def test_what_changed_undone_gives_the_older_table(
    before: list[tuple[str, ...]], after: list[tuple[str, ...]], label: str
) -> None:
    old, new = links(before), links(after)
    assert rebuilt(old, new, "links", list(TABLES["links"].primary_key), label).equals(old)


@given(ROWS)
def test_a_table_dropped_since_is_rebuilt_from_the_changes_alone(before: list[tuple[str, ...]]) -> None:
    old, key = links(before), list(TABLES["links"].primary_key)
    changes = told(old, None, "links", key)
    assert {change["change_kind"] for change in changes} <= {"removed"}
    assert rebuilt(old, None, "links", key).equals(old)


@given(ROWS, ROWS)
def test_a_table_whose_key_was_another_is_rebuilt(before: list[tuple[str, ...]], after: list[tuple[str, ...]]) -> None:
    # Then one link of a kind to a record was enough to tell it.
    key = ["link_type", "to_event_id"]
    first = {(kind, to): (one, kind, to, basis, note) for one, kind, to, basis, note in reversed(before)}
    old = links(list(first.values())).sort_by([(column, "ascending") for column in key])
    assert rebuilt(old, links(after), "links", key).equals(old)


@given(SPANS, SPANS)
def test_a_table_with_a_renamed_key_and_column_is_rebuilt(before: dict[Any, Any], after: dict[Any, Any]) -> None:
    schema = arrow_schema("memberships")

    def table(found: dict[Any, Any]) -> pa.Table:
        rows = [
            dict.fromkeys(schema.names)
            | {"actor_id": key[0], "org": key[1], "starts": key[2], "starts_precision": value[0]}
            | {"starts_approximate": value[1], "ends": value[2]}
            for key, value in sorted(found.items())
        ]
        cells = {name: [row[name] for row in rows] for name in schema.names}
        arrays = [
            pa.array(cells[field.name], pa.string() if pa.types.is_date(field.type) else field.type).cast(field.type)
            for field in schema
        ]
        return pa.Table.from_arrays(arrays, schema=schema)

    was = {new: old for old, new in renamed("memberships").items()}
    assert was
    old = table(before)
    old = old.rename_columns([was.get(name, name) for name in old.column_names])
    assert "starts" not in old.column_names
    assert rebuilt(old, table(after), "memberships", ["actor_id", "org", "begins"]).equals(old)
    # A name is no value: what else is the same is no change.
    if before == after:
        assert told(old, table(after), "memberships", ["actor_id", "org", "begins"]) == []


@given(ROWS, ROWS, ROWS)
def test_changes_over_several_releases_are_undone_in_turn(
    oldest: list[tuple[str, ...]], older: list[tuple[str, ...]], newest: list[tuple[str, ...]]
) -> None:
    first, second, now = links(oldest), links(older), links(newest)
    key = list(TABLES["links"].primary_key)
    changes = told(first, second, "links", key, "0.2.0") + told(second, now, "links", key, "unreleased")
    rows = rows_by_key(now, key)
    release = released("0.1.0", links=(first, key))
    assert rebuild("links", release, ["0.2.0"], rows, changes, {}).equals(first)
    release = released("0.2.0", links=(second, key))
    assert rebuild("links", release, [], rows, changes, {}).equals(second)


BEFORE = links([("aaaaaa", "extends", "bbbbbb", "said", "One"), ("cccccc", "extends", "bbbbbb", "said", "Two")])
AFTER = links([("aaaaaa", "extends", "bbbbbb", "inferred", "Other"), ("dddddd", "extends", "bbbbbb", "said", "Three")])
KEY = list(TABLES["links"].primary_key)


@pytest.mark.parametrize("other", ["events", "triggers"])
def test_what_changed_in_another_table_is_left_out(other: str) -> None:
    release, now = released("0.1.0", links=(BEFORE, KEY)), rows_by_key(AFTER, KEY)
    changes = told(BEFORE, AFTER, "links", KEY)
    elsewhere = [{**change, "table_name": other, "row_key": f"x{change['row_key']}"} for change in changes]
    assert rebuild("links", release, ["0.2.0"], now, [*elsewhere, *changes, *elsewhere], {}).equals(BEFORE)


def test_every_line_of_the_change_log_is_needed() -> None:
    changes = told(BEFORE, AFTER, "links", KEY)
    assert {change["change_kind"] for change in changes} == {"added", "removed", "changed"}
    release, now = released("0.1.0", links=(BEFORE, KEY)), rows_by_key(AFTER, KEY)
    for lost in range(len(changes)):
        with pytest.raises(DamagedError, match=r"links of release 0\.1\.0 cannot be rebuilt"):
            rebuild("links", release, ["0.2.0"], now, changes[:lost] + changes[lost + 1 :], {})
    for number, change in enumerate(changes):
        if change["old_value"]:
            other = {**change, "old_value": f"{change['old_value']}x"}
            with pytest.raises(DamagedError, match="cannot be rebuilt"):
                rebuild("links", release, ["0.2.0"], now, [*changes[:number], other, *changes[number + 1 :]], {})


def test_the_change_log_of_a_release_is_what_came_up_to_it() -> None:
    schema = arrow_schema("changes")
    rows = [
        ChangeRow.model_validate(change)
        for label in ("0.2.0", "0.3.0")
        for change in told(BEFORE, AFTER, "links", KEY, label)
    ]
    table = pa.Table.from_pylist([row.model_dump() for row in rows], schema=schema)
    first = table.slice(0, table.num_rows // 2)
    key = list(ChangeRow.primary_key)
    release = released("0.2.0", changes=(first.sort_by([(column, "ascending") for column in key]), key))
    assert changes_of(release, ["0.3.0"], table, {}).num_rows == first.num_rows
    with pytest.raises(DamagedError, match="changes of release"):
        changes_of(release, [], table, {})


def test_text_rows_come_back_as_they_were() -> None:
    assert from_csv(to_csv(BEFORE), LINKS).equals(BEFORE)
