import itertools
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.derive.status import mission_status
from diplomatic_ties.derive.steps import DAY, LEADS_TO
from diplomatic_ties.model.vocabulary import Measure
from tests.derive.rows import events, post

FIRST = date(1990, 1, 1)


def states(told: list[dict[str, Any]], **mission: Any) -> list[tuple[Any, ...]]:
    return [(row.status, row.starts, row.ends) for row in mission_status([post(**mission)], events(told))]


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


def test_a_closing_day_counts_only_where_no_measure_closed_the_post() -> None:
    suspension = {"measure": "mission_suspension", "announced": date(1998, 6, 1)}
    closure = {"measure": "mission_closure", "announced": date(1999, 1, 1)}
    known = {"opened": date(1998, 1, 1), "closed": date(1999, 3, 25)}
    before = [("open", date(1998, 1, 1), date(1998, 5, 31))]
    assert states([suspension], **known) == [
        *before,
        ("suspended", date(1998, 6, 1), date(1999, 3, 25)),
        ("closed", date(1999, 3, 26), None),
    ]
    assert states([suspension, closure], **known) == [
        *before,
        ("suspended", date(1998, 6, 1), date(1998, 12, 31)),
        ("closed", date(1999, 1, 1), None),
    ]


def test_a_post_that_was_reopened_ends_on_its_closing_day() -> None:
    closure = {"measure": "mission_closure", "announced": date(1999, 3, 26)}
    reopening = {"measure": "mission_reopening", "announced": date(2001, 2, 20)}
    told = states([closure, reopening], opened=date(1998, 3, 18), closed=date(2010, 6, 30))
    assert told[-2:] == [("open", date(2001, 2, 20), date(2010, 6, 30)), ("closed", date(2010, 7, 1), None)]
    # A closing day before it was reopened is that of the first closing.
    told = states([closure, reopening], opened=date(1998, 3, 18), closed=date(1999, 3, 25))
    assert told[-1] == ("open", date(2001, 2, 20), None)


def test_a_measure_that_closed_a_post_after_its_last_day_is_told() -> None:
    told = events([{"measure": "mission_closure", "announced": date(2000, 1, 1)}])
    before, closed = mission_status([post(closed=date(1999, 12, 31))], told)
    assert (before.ends, before.ended_by) == (date(1999, 12, 31), "a00000")
    assert (closed.starts, closed.began_by) == (date(2000, 1, 1), "a00000")


@pytest.mark.parametrize("measure", LEADS_TO)
def test_what_a_post_was_before_follows_from_its_first_measure(measure: Measure) -> None:
    closure = {"measure": "mission_closure", "announced": date(2003, 1, 1)}
    found = states([{"measure": measure, "announced": date(2002, 5, 27)}, closure])
    if measure is Measure.MISSION_REOPENING:
        assert found[0] == ("closed", None, date(2002, 5, 26))
    elif measure.begins:
        assert found[0] == ("open", date(2002, 5, 27), date(2002, 12, 31))
    else:
        assert found[0][:2] == ("open", None)


def test_a_post_is_there_from_its_first_known_day() -> None:
    """Whether the day or a measure comes first, and even if both are of one day."""
    opening = {"measure": "mission_opening", "announced": date(2002, 5, 27)}
    suspension = {"measure": "mission_suspension", "announced": date(2003, 1, 1)}
    closure = {"measure": "mission_closure", "announced": date(2021, 10, 18)}
    rest = [("suspended", date(2003, 1, 1), date(2021, 10, 17)), ("closed", date(2021, 10, 18), None)]
    for opened, first in {
        date(2002, 1, 1): date(2002, 1, 1),
        date(2002, 5, 27): date(2002, 5, 27),
        date(2004, 1, 1): date(2002, 5, 27),
        None: date(2002, 5, 27),
    }.items():
        assert states([opening, suspension, closure], opened=opened) == [("open", first, date(2002, 12, 31)), *rest]
    assert states([suspension], opened=date(2003, 1, 1)) == [("suspended", date(2003, 1, 1), None)]
    assert states([suspension, closure], opened=date(2003, 1, 1)) == rest


def test_a_measure_about_a_post_itself_changes_an_embassy() -> None:
    closure = {"measure": "mission_closure", "announced": date(2021, 10, 18)}
    assert states([closure], kind="embassy") == [
        ("open", None, date(2021, 10, 17)),
        ("closed", date(2021, 10, 18), None),
    ]


def test_what_was_rescinded_changes_nothing() -> None:
    rescinded = {"measure": "mission_closure", "announced": date(2021, 1, 1), "outcome": "rescinded"}
    assert states([rescinded]) == [("open", None, None)]


def test_cooperation_that_stops_leaves_a_post_open() -> None:
    stopped = {"measure": "cooperation_suspended", "announced": date(2014, 4, 1)}
    assert states([stopped], kind="permanent_mission") == [("open", None, None)]
    assert states([stopped], kind="council")[-1] == ("suspended", date(2014, 4, 1), None)


def test_an_interval_tells_what_began_and_what_ended_it_and_how_exactly() -> None:
    told = [
        {"measure": "mission_suspension", "announced": date(2008, 8, 1), "announced_precision": "month"},
        {"measure": "mission_reopening", "announced": date(2009, 3, 5), "announced_approximate": True},
    ]
    before, suspended, again = mission_status([post()], events(told))
    assert (before.began_by, before.ended_by) == (None, "a00000")
    assert (suspended.began_by, suspended.ended_by) == ("a00000", "a00001")
    assert (again.began_by, again.ended_by) == ("a00001", None)
    assert (suspended.starts_precision, suspended.starts_approximate) == ("month", False)
    assert (suspended.ends_precision, suspended.ends_approximate) == ("day", True)


MEASURES = st.lists(
    st.fixed_dictionaries(
        {
            "measure": st.sampled_from(sorted(LEADS_TO)),
            "announced": st.dates(FIRST, date(2030, 1, 1)),
            "outcome": st.sampled_from(["carried_out", "rescinded"]),
        }
    ),
    max_size=8,
)


@given(MEASURES, st.none() | st.dates(date(1980, 1, 1), FIRST - DAY))
def test_intervals_tile_time(told: list[dict[str, Any]], opened: date | None) -> None:
    found = states(told, opened=opened)
    for (state, _, ends), (next_state, starts, _) in itertools.pairwise(found):
        assert starts == ends + DAY
        assert state != next_state
    assert found[-1][2] is None
    assert all(starts is None or ends is None or starts <= ends for _, starts, ends in found)
    in_effect = [e for e in told if e["outcome"] == "carried_out"]
    if in_effect:
        last = max(e["announced"] for e in in_effect)
        assert found[-1][0] in {LEADS_TO[e["measure"]] for e in in_effect if e["announced"] == last}


def test_real_posts_tile_time(tables: Mapping[str, pa.Table]) -> None:
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
