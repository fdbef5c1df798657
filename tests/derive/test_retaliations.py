from typing import Any

import pyarrow as pa
from diplomatic_ties.publish.retaliations import retaliations

from diplomatic_ties.model.contracts import arrow_schema


def test_every_answer_is_there_once(tables: dict[str, pa.Table]) -> None:
    links = {
        (row["to_event_id"], row["event_id"])
        for row in tables["links"].to_pylist()
        if row["link_type"] == "responds_to"
    }
    assert {(r["event_id"], r["answer_id"]) for r in tables["retaliations"].to_pylist()} == links


def test_lags_are_bounded_and_never_negative(tables: dict[str, pa.Table]) -> None:
    for row in tables["retaliations"].to_pylist():
        assert 0 <= row["lag_low"] <= row["lag_high"]
        assert row["lag_days"] is None or row["lag_low"] == row["lag_days"] == row["lag_high"]


def test_a_ratio_is_of_expulsions_with_counts(tables: dict[str, pa.Table]) -> None:
    for row in tables["retaliations"].to_pylist():
        if row["ratio"] is not None:
            assert row["measure"] == row["answer_measure"] == "expulsion"
            assert row["ratio"] * row["persons"] == row["answer_persons"]


def test_reversing_all_links_twice_changes_nothing(tables: dict[str, pa.Table]) -> None:
    def reversed_(links: pa.Table) -> pa.Table:
        turned: list[dict[str, Any]] = [
            row | {"event_id": row["to_event_id"], "to_event_id": row["event_id"]} for row in links.to_pylist()
        ]
        return pa.Table.from_pylist(turned, schema=arrow_schema("links"))

    once = list(retaliations(tables["events"], tables["links"]))
    twice = list(retaliations(tables["events"], reversed_(reversed_(tables["links"]))))
    assert once == twice


def test_russias_answer_to_nato_in_2021_took_twelve_days(tables: dict[str, pa.Table]) -> None:
    found = [
        row
        for row in tables["retaliations"].to_pylist()
        if row["initiator"] == "NATO" and str(row["announced"]) == "2021-10-06"
    ]
    assert found
    assert {row["lag_days"] for row in found} == {12}
    assert {row["in_solidarity"] for row in found} == {False}
