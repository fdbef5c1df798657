from collections.abc import Mapping
from datetime import date
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.derive.arrow import rows_of
from diplomatic_ties.derive.dates import days
from diplomatic_ties.derive.steps import DAY, LEADS_TO, Step, When, in_force, in_order, intervals, merged
from diplomatic_ties.model.tables import EventRow
from diplomatic_ties.model.vocabulary import Measure, MissionState
from tests.derive.rows import event, events

STEPS = st.lists(
    st.builds(
        lambda day, state: Step(When(day), state, None),
        st.none() | st.dates(date(1990, 1, 1), date(1990, 1, 20)),
        st.sampled_from("abc"),
    ),
    min_size=1,
)


@pytest.mark.parametrize("measure", LEADS_TO)
def test_a_state_follows_the_direction_of_the_measure(measure: Measure) -> None:
    assert (LEADS_TO[measure] is MissionState.OPEN) == (measure.direction == "restore")


def test_in_force_is_the_effective_day_if_there_is_one() -> None:
    assert in_force(event(announced=date(2021, 10, 6))) == (date(2021, 10, 6), "day", False)
    later = event(effective=date(2021, 11, 1), effective_precision="month", effective_approximate=True)
    assert in_force(later) == (date(2021, 11, 1), "month", True)


def test_a_measure_that_is_in_force_by_a_day_counts_from_its_announcement() -> None:
    """What is to be done by a day may be done at once; what is not done before a day begins with it."""
    by = event(announced=date(2018, 6, 21), **days("effective", "../2018-11-05"))
    assert by.effective is None
    assert by.effective_last == date(2018, 11, 5)
    assert in_force(by) == (date(2018, 6, 21), "day", False)
    since = event(announced=date(2018, 6, 21), **days("effective", "2018-11-05/.."))
    assert since.effective_last is None
    assert in_force(since) == (date(2018, 11, 5), "day", False)
    month = event(announced=date(2018, 6, 21), **days("effective", "2018-11~/.."))
    assert in_force(month) == (date(2018, 11, 1), "month", True)
    assert [e.effective for e in in_order([since, by])] == [None, date(2018, 11, 5)]


def test_every_measure_of_the_records_has_a_day_in_force(tables: Mapping[str, pa.Table]) -> None:
    rows = rows_of(EventRow, tables["events"])
    assert any(row.effective is None and row.effective_last for row in rows)
    for row in rows:
        assert in_force(row).day == (row.effective or row.announced)


def test_of_measures_of_one_day_the_one_that_cuts_deeper_comes_last() -> None:
    told = [{"measure": name} for name in ("mission_closure", "mission_suspension", "mission_reopening")]
    assert [e.measure for e in in_order(events(told))] == [
        "mission_reopening",
        "mission_suspension",
        "mission_closure",
    ]
    assert in_order(events([{"outcome": "rescinded"}])) == []


def test_measures_of_one_day_that_cut_equally_deep_stand_by_their_ids() -> None:
    for ids in (["a00000", "a00001"], ["a00001", "a00000"]):
        told = [
            event(event_id=id_, measure=name)
            for id_, name in zip(ids, ("mission_opening", "ambassador_return"), strict=True)
        ]
        assert [e.event_id for e in in_order(told)] == ["a00000", "a00001"]


@given(STEPS)
def test_merged_steps_differ_from_their_neighbours(changes: list[Step[str]]) -> None:
    steps = merged(changes)
    assert set(steps) <= set(changes)
    for one, other in pairwise(steps):
        assert one.first < other.first
        assert one.state != other.state
    for change in changes:
        # What stands after a day is what the last change of that day said.
        last = [other for other in changes if other.first == change.first][-1]
        assert [step for step in steps if step.first <= change.first][-1].state == last.state


@given(STEPS)
def test_an_interval_ends_the_day_before_the_next_one(changes: list[Step[str]]) -> None:
    found = list(intervals(merged(changes)))
    assert [columns["step"] for _, _, columns in found] == list(range(1, len(found) + 1))
    for (_, following, columns), (step, _, next_columns) in pairwise(found):
        assert following == step
        assert columns["ends"] is not None
        assert columns["ends"] + DAY == next_columns["starts"]
    assert found[-1][2]["ends"] is None
