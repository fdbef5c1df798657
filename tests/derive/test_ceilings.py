import itertools
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.derive.ceilings import staff_ceilings
from diplomatic_ties.derive.status import mission_status
from diplomatic_ties.derive.steps import DAY
from diplomatic_ties.model.vocabulary import Measure
from tests.derive.rows import events, post

FIRST, LAST = date(1990, 1, 1), date(2030, 1, 1)


def ceiling(day: date, before: int | None, after: int | None, rule: str = "maximum", **facts: Any) -> dict[str, Any]:
    return {
        "measure": "staff_ceiling",
        "announced": day,
        "ceiling_before": before,
        "ceiling_after": after,
        "ceiling_rule": rule,
        "ceiling_scope": "accredited_staff",
    } | facts


def limits(told: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    measures = events(told)
    found = staff_ceilings(measures, mission_status([post()], measures), ())
    return [(row.rule, row.ceiling, row.starts) for row in found]


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


def test_a_limit_set_while_the_post_is_idle_binds_from_its_reopening() -> None:
    assert limits(
        [
            ceiling(date(2018, 3, 27), None, 20),
            {"measure": "mission_suspension", "announced": date(2021, 11, 1)},
            ceiling(date(2022, 1, 1), 20, 5),
            {"measure": "mission_reopening", "announced": date(2023, 1, 1)},
        ]
    ) == [
        ("none", None, None),
        ("maximum", 20, date(2018, 3, 27)),
        ("suspended", None, date(2021, 11, 1)),
        ("maximum", 5, date(2023, 1, 1)),
    ]


def test_a_limit_of_the_first_or_the_last_idle_day_binds_from_the_reopening() -> None:
    told = [
        ceiling(date(2018, 3, 27), None, 20),
        {"measure": "mission_suspension", "announced": date(2021, 11, 1)},
        {"measure": "mission_reopening", "announced": date(2023, 1, 1)},
    ]
    before = [("none", None, None), ("maximum", 20, date(2018, 3, 27)), ("suspended", None, date(2021, 11, 1))]
    for day in (date(2021, 11, 1), date(2022, 12, 31), date(2023, 1, 1)):
        assert limits([*told, ceiling(day, 20, 5)]) == [*before, ("maximum", 5, date(2023, 1, 1))]
    assert limits([*told, ceiling(date(2023, 1, 2), 20, 5)]) == [
        *before,
        ("maximum", 20, date(2023, 1, 1)),
        ("maximum", 5, date(2023, 1, 2)),
    ]


def test_a_pause_suspends_the_first_limit_only_if_it_does_not_begin_before_it() -> None:
    suspension = {"measure": "mission_suspension", "announced": date(2021, 11, 1)}
    first, day = ("none", None, None), date(2021, 11, 1)
    assert limits([suspension, ceiling(day, None, 20)]) == [first, ("suspended", None, day)]
    after = date(2021, 11, 2)
    assert limits([suspension, ceiling(after, None, 20)]) == [first, ("maximum", 20, after)]


def test_only_a_ceiling_is_a_limit() -> None:
    others = [{"measure": measure, "announced": FIRST} for measure in Measure if measure is not Measure.STAFF_CEILING]
    assert limits(others) == []


def test_parity_and_lifting_are_steps() -> None:
    assert limits(
        [ceiling(date(2021, 4, 22), None, None, "parity"), ceiling(date(2022, 1, 1), None, None, "lifted")]
    ) == [
        ("none", None, None),
        ("parity", None, date(2021, 4, 22)),
        ("lifted", None, date(2022, 1, 1)),
    ]


def test_a_step_tells_who_counts_and_what_began_it() -> None:
    measures = events(
        [
            ceiling(date(2018, 3, 27), 30, 20, ceiling_scope="diplomats"),
            {"measure": "mission_suspension", "announced": date(2021, 11, 1)},
        ]
    )
    steps = staff_ceilings(measures, mission_status([post()], measures), ())
    assert [(row.rule, row.scope, row.event_id) for row in steps] == [
        ("maximum", "diplomats", None),
        ("maximum", "diplomats", "a00000"),
        ("suspended", None, "a00001"),
    ]


def test_a_limit_on_no_one_post_is_on_all() -> None:
    told = events([ceiling(date(2017, 7, 28), None, 455, mission_id=None)])
    assert {row.mission for row in staff_ceilings(told, [], ())} == {"all"}


TOLD = st.lists(
    st.builds(ceiling, st.dates(FIRST, LAST), st.none() | st.integers(0, 50), st.integers(0, 50))
    | st.fixed_dictionaries(
        {
            "measure": st.sampled_from(["mission_suspension", "mission_reopening", "mission_closure"]),
            "announced": st.dates(FIRST, LAST),
        }
    ),
    max_size=8,
)


@given(TOLD)
def test_steps_tile_time_and_bind_no_one_while_the_post_is_idle(told: list[dict[str, Any]]) -> None:
    measures = events(told)
    status = list(mission_status([post()], measures))
    steps = list(staff_ceilings(measures, status, ()))
    assert bool(steps) == any(e.measure == "staff_ceiling" for e in measures)
    for row, following in itertools.pairwise(steps):
        assert following.starts is not None
        assert row.ends == following.starts - DAY
        assert (row.rule, row.ceiling, row.scope) != (following.rule, following.ceiling, following.scope)
    first = min((e.announced for e in measures if e.measure == "staff_ceiling"), default=LAST)
    for row in steps:
        day = row.starts
        if day is not None and day >= first:
            (around,) = [s for s in status if (s.starts or date.min) <= day <= (s.ends or date.max)]
            # A pause that began before the first limit does not suspend it: the limit was set in it.
            paused = around.status != "open" and (around.starts or date.min) >= first
            assert (row.rule == "suspended") == paused


def test_real_limits_tile_time(tables: Mapping[str, pa.Table]) -> None:
    chains = defaultdict(list)
    gone = {row["actor_id"]: row["ends"] for row in tables["actors"].to_pylist() if row["ends"]}
    for row in tables["staff_ceilings"].to_pylist():
        chains[row["initiator"], row["counterpart"], row["mission"]].append(row)
    for (one, other, _), found in chains.items():
        assert [row["step"] for row in found] == list(range(1, len(found) + 1))
        for row, following in itertools.pairwise(found):
            assert following["starts"] == row["ends"] + DAY
        # What an actor that is gone set or bore went with it.
        assert found[-1]["ends"] == (gone.get(one) or gone.get(other))


def test_natos_limit_on_russia_reads_as_it_was(tables: Mapping[str, pa.Table]) -> None:
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
