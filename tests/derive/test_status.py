import itertools
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest
from diplomatic_ties.publish.steps import LEADS_TO, in_force, mission_status, staff_ceilings
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.model.contracts import arrow_schema
from diplomatic_ties.model.vocabulary import Measure, MissionState

DAY = timedelta(days=1)
FIRST = date(1990, 1, 1)


def rows(events: list[dict[str, Any]]) -> pa.Table:
    """Events of one post of Russia's at NATO, with all else null."""
    blank = dict.fromkeys(arrow_schema("events").names)
    base = {
        "announced_precision": "day",
        "effective_precision": "day",
        "mission_id": "rus-nato",
        "initiator": "NATO",
        "counterpart": "RUS",
        "outcome": "implemented",
        "ceiling_scope": "accredited_staff",
    }
    schema = pa.schema([pa.field(f.name, f.type) for f in arrow_schema("events")])
    numbered = [{"event_id": f"a{number:05}"} for number in range(len(events))]
    return pa.Table.from_pylist([blank | base | n | e for n, e in zip(numbered, events, strict=True)], schema)


def post(opened: date | None = None, closed: date | None = None) -> pa.Table:
    row = {"mission_id": "rus-nato", "kind": "council", "opened": opened, "closed": closed}
    precision = {"opened_precision": opened and "day", "closed_precision": closed and "day"}
    schema = pa.schema([pa.field(f.name, f.type) for f in arrow_schema("missions")])
    return pa.Table.from_pylist([dict.fromkeys(schema.names) | row | precision], schema)


def states(events: list[dict[str, Any]], **mission: date | None) -> list[tuple[Any, ...]]:
    found = mission_status(post(**mission), rows(events))
    return [(row.status, row.starts, row.ends) for row in found]


def test_a_post_is_open_until_it_is_suspended() -> None:
    suspended = {
        "measure": "mission_suspension",
        "announced": date(2021, 10, 18),
        "effective": date(2021, 11, 1),
    }
    assert states([suspended], opened=date(1998, 3, 18)) == [
        ("open", date(1998, 3, 18), date(2021, 10, 31)),
        ("suspended", date(2021, 11, 1), None),
    ]


def test_an_opening_is_the_first_step() -> None:
    opening = {"measure": "mission_opening", "announced": date(2002, 5, 27)}
    closure = {"measure": "mission_closure", "announced": date(2021, 10, 18)}
    assert states([opening, closure], opened=date(2002, 5, 27)) == [
        ("open", date(2002, 5, 27), date(2021, 10, 17)),
        ("closed", date(2021, 10, 18), None),
    ]


def test_a_post_that_is_reopened_was_closed() -> None:
    reopening = {"measure": "mission_reopening", "announced": date(2023, 12, 28)}
    assert states([reopening]) == [
        ("closed", None, date(2023, 12, 27)),
        ("open", date(2023, 12, 28), None),
    ]


def test_a_closing_day_without_a_measure_ends_the_post() -> None:
    assert states([], opened=date(1998, 1, 1), closed=date(1999, 3, 25)) == [
        ("open", date(1998, 1, 1), date(1999, 3, 25)),
        ("closed", date(1999, 3, 26), None),
    ]


def test_what_was_rescinded_changes_nothing() -> None:
    event = {"measure": "mission_closure", "announced": date(2021, 1, 1), "outcome": "rescinded"}
    assert states([event]) == [("open", None, None)]


MEASURES = st.lists(
    st.fixed_dictionaries(
        {
            "measure": st.sampled_from(sorted(LEADS_TO)),
            "announced": st.dates(FIRST, date(2030, 1, 1)),
            "outcome": st.sampled_from(["implemented", "rescinded"]),
        }
    ),
    max_size=8,
)


@given(MEASURES, st.none() | st.dates(date(1980, 1, 1), FIRST - DAY))
def test_intervals_tile_time(events: list[dict[str, Any]], opened: date | None) -> None:
    found = states(events, opened=opened)
    for (state, _, ends), (next_state, starts, _) in itertools.pairwise(found):
        assert starts == ends + DAY
        assert state != next_state
    assert found[-1][2] is None
    assert all(starts is None or ends is None or starts <= ends for _, starts, ends in found)
    in_effect = [e for e in events if e["outcome"] == "implemented"]
    if in_effect:
        last = max(e["announced"] for e in in_effect)
        assert found[-1][0] in {LEADS_TO[e["measure"]] for e in in_effect if e["announced"] == last}


def test_real_posts_tile_time(tables: dict[str, pa.Table]) -> None:
    by_mission = defaultdict(list)
    for row in tables["mission_status"].to_pylist():
        by_mission[row["mission_id"]].append(row)
    assert set(by_mission) == set(tables["missions"]["mission_id"].to_pylist())
    for found in by_mission.values():
        assert [row["step"] for row in found] == list(range(1, len(found) + 1))
        for row, following in itertools.pairwise(found):
            assert following["starts"] == row["ends"] + DAY
            assert row["ended_by"] == following["began_by"]
        assert found[-1]["ends"] is None


def ceiling(day: date, before: int | None, after: int | None, rule: str = "maximum") -> dict[str, Any]:
    return {
        "measure": "staff_ceiling",
        "announced": day,
        "ceiling_before": before,
        "ceiling_after": after,
        "ceiling_rule": rule,
    }


def limits(events: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    table = rows(events)
    schema = pa.schema([pa.field(f.name, f.type) for f in arrow_schema("mission_status")])
    status = pa.Table.from_pylist([r.model_dump() for r in mission_status(post(), table)], schema)
    return [(row.rule, row.ceiling, row.starts) for row in staff_ceilings(table, status)]


def test_a_limit_is_suspended_with_its_post_and_comes_back_with_it() -> None:
    assert limits(
        [
            ceiling(date(2018, 3, 27), 30, 20),
            ceiling(date(2021, 10, 6), 20, 10),
            {"measure": "mission_suspension", "announced": date(2021, 11, 1)},
            {"measure": "mission_reopening", "announced": date(2030, 1, 1)},
        ]
    ) == [
        ("maximum", 30, None),
        ("maximum", 20, date(2018, 3, 27)),
        ("maximum", 10, date(2021, 10, 6)),
        ("suspended", None, date(2021, 11, 1)),
        ("maximum", 10, date(2030, 1, 1)),
    ]


def test_parity_and_lifting_are_steps() -> None:
    assert limits(
        [ceiling(date(2021, 4, 22), None, None, "parity"), ceiling(date(2022, 1, 1), None, None, "lifted")]
    ) == [
        ("none", None, None),
        ("parity", None, date(2021, 4, 22)),
        ("lifted", None, date(2022, 1, 1)),
    ]


def test_natos_limit_on_russia_reads_as_it_was(tables: dict[str, pa.Table]) -> None:
    found = [
        (row["rule"], row["ceiling"])
        for row in tables["staff_ceilings"].to_pylist()
        if (row["initiator"], row["counterpart"]) == ("NATO", "RUS")
    ]
    assert found == [
        ("none", None),
        ("maximum", 30),
        ("maximum", 20),
        ("maximum", 10),
        ("suspended", None),
    ]


@pytest.mark.parametrize("measure", LEADS_TO)
def test_a_state_follows_the_direction_of_the_measure(measure: Measure) -> None:
    assert (LEADS_TO[measure] is MissionState.OPEN) == (measure.direction == "restore")


def test_in_force_is_the_effective_day_if_there_is_one() -> None:
    event = {"announced": date(2021, 10, 6), "announced_precision": "day", "effective": None}
    assert in_force(event) == (date(2021, 10, 6), "day")
    assert in_force(event | {"effective": date(2021, 11, 1), "effective_precision": "month"}) == (
        date(2021, 11, 1),
        "month",
    )
