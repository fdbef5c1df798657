from collections import Counter
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from diplomatic_ties.publish.panel import dyad_months

from diplomatic_ties.model.contracts import arrow_schema

GROUPS = ("staff", "head_of_mission", "mission", "relations", "channel")


def loose(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    schema = pa.schema([pa.field(f.name, f.type) for f in arrow_schema(name)])
    return pa.Table.from_pylist([dict.fromkeys(schema.names) | row for row in rows], schema)


ACTORS = loose("actors", [{"actor_id": a} for a in ("RUS", "GBR", "FRA")] + [{"actor_id": "EU"}])
MEMBERS = loose("memberships", [{"actor_id": "FRA", "org": "EU", "begins": date(1958, 1, 1)}])
EXPULSION = {
    "event_id": "aaaaaa",
    "measure": "expulsion",
    "group": "staff",
    "direction": "cut",
    "initiator": "GBR",
    "counterpart": "RUS",
    "announced": date(2018, 3, 14),
    "announced_precision": "day",
    "outcome": "implemented",
    "persons_best": 23,
    "persons_low": 23,
    "persons_high": 24,
}


def panel(events: list[dict[str, Any]], coverage: list[dict[str, Any]]) -> dict[tuple[str, str, str], Any]:
    found = dyad_months(loose("events", events), loose("missions", []), loose("coverage", coverage), ACTORS, MEMBERS)
    return {(row.initiator, row.counterpart, str(row.month)[:7]): row for row in found}


def searched(initiator: str, counterpart: str, status: str = "exhaustive", **changed: Any) -> dict[str, Any]:
    entry = {"begins": date(2018, 2, 1), "ends": date(2018, 4, 30), "measures": ["all"], "status": status}
    return {"initiator": initiator, "counterpart": counterpart} | entry | changed


def test_zero_where_searched_and_null_where_not() -> None:
    rows = panel([EXPULSION], [searched("GBR", "RUS", ends=date(2018, 3, 31))])
    assert [rows["GBR", "RUS", m].measures for m in ("2018-02", "2018-03")] == [0, 1]
    assert set(rows) == {("GBR", "RUS", "2018-02"), ("GBR", "RUS", "2018-03")}
    rows = panel([EXPULSION], [searched("GBR", "RUS", "partial"), searched("FRA", "RUS")])
    assert [rows["GBR", "RUS", m].measures for m in ("2018-02", "2018-03", "2018-04")] == [None, 1, None]
    assert [rows["FRA", "RUS", m].measures for m in ("2018-02", "2018-03", "2018-04")] == [0, 0, 0]
    assert not rows["GBR", "RUS", "2018-03"].covered


def test_a_search_of_one_group_gives_zeros_of_that_group_alone() -> None:
    row = panel([], [searched("GBR", "RUS", measures=["staff"])])["GBR", "RUS", "2018-03"]
    assert (row.staff, row.mission, row.measures, row.expelled_best, row.covered) == (0, None, None, 0, False)


def test_entries_that_follow_one_another_cover_a_month_together() -> None:
    halves = [
        searched("GBR", "RUS", ends=date(2018, 3, 14)),
        searched("GBR", "RUS", begins=date(2018, 3, 15)),
    ]
    assert panel([], halves)["GBR", "RUS", "2018-03"].measures == 0
    assert panel([], [halves[0]])["GBR", "RUS", "2018-03"].measures is None


def test_members_of_an_organisation_are_searched_with_it() -> None:
    rows = panel([], [searched("members:EU", "RUS")])
    assert {(one, other) for one, other, _ in rows} == {("FRA", "RUS")}


def test_counts_add_up_over_time() -> None:
    second = EXPULSION | {"event_id": "bbbbbb", "announced": date(2018, 4, 1), "persons_best": None}
    rows = panel([EXPULSION, second], [])
    march, april = rows["GBR", "RUS", "2018-03"], rows["GBR", "RUS", "2018-04"]
    assert (march.expelled_low, march.expelled_best, march.expelled_high) == (23, 23, 24)
    assert (march.measures_so_far, april.measures_so_far) == (1, 2)
    assert (march.expelled_so_far, april.expelled_so_far) == (23, 23)


def test_states_stand_at_the_end_of_the_month() -> None:
    severed = EXPULSION | {
        "event_id": "cccccc",
        "measure": "relations_severed",
        "group": "relations",
        "announced": date(2018, 4, 30),
        "persons_best": None,
    }
    recall = severed | {
        "event_id": "dddddd",
        "measure": "recall",
        "group": "head_of_mission",
        "announced": date(2018, 3, 1),
    }
    rows = panel([severed, recall], [searched("RUS", "GBR")])
    assert [rows["GBR", "RUS", m].relations_state for m in ("2018-03", "2018-04")] == [None, "severed"]
    assert rows["RUS", "GBR", "2018-04"].relations_state == "severed"
    assert rows["GBR", "RUS", "2018-03"].representation_state == "recalled"
    assert rows["RUS", "GBR", "2018-03"].representation_state is None


@pytest.mark.parametrize("column", ["measures", *GROUPS])
def test_the_panel_sums_to_the_events(tables: dict[str, pa.Table], column: str) -> None:
    events = tables["events"].to_pylist()
    counted = Counter(e["group"] for e in events) | Counter(measures=len(events))
    assert sum(n or 0 for n in tables["dyad_months"][column].to_pylist()) == counted[column]


def test_the_panel_counts_the_people_of_the_events(tables: dict[str, pa.Table]) -> None:
    for bound in ("best", "low", "high"):
        people = sum(e[f"persons_{bound}"] or 0 for e in tables["events"].to_pylist() if e["measure"] == "expulsion")
        assert sum(n or 0 for n in tables["dyad_months"][f"expelled_{bound}"].to_pylist()) == people


def test_each_pair_runs_through_without_a_gap(tables: dict[str, pa.Table]) -> None:
    months: dict[tuple[str, str], list[int]] = {}
    for row in tables["dyad_months"].to_pylist():
        pair = row["initiator"], row["counterpart"]
        months.setdefault(pair, []).append(row["month"].year * 12 + row["month"].month)
    for found in months.values():
        assert found == list(range(found[0], found[-1] + 1))
