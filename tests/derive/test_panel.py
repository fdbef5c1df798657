from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.derive.panel import dyad_months
from diplomatic_ties.model.tables import ActorRow, DyadMonthRow
from diplomatic_ties.model.vocabulary import Measure
from tests.derive.rows import events, post

GROUPS = ("staff", "head_of_mission", "mission", "relations", "channel")
STATES = {
    "relations_severed": "severed",
    "relations_downgraded": "downgraded",
    "relations_upgraded": "full",
    "relations_restored": "full",
}
REPRESENTATION = {
    "recall": "recalled",
    "recall_consultations": "recalled",
    "ambassador_return": "ambassador",
    "mission_closure": "closed",
    "mission_suspension": "suspended",
    "mission_opening": "open",
    "mission_reopening": "open",
}
EXPULSION = {
    "initiator": "GBR",
    "counterpart": "RUS",
    "announced": date(2018, 3, 14),
    "persons_best": 23,
    "persons_low": 23,
    "persons_high": 24,
}


def panel(told: list[dict[str, Any]], actors: Iterable[ActorRow] = ()) -> dict[tuple[str, str, str], DyadMonthRow]:
    found = list(dyad_months(events(told), [post(kind="embassy", sender="RUS", host="GBR")], actors))
    rows = {(row.initiator, row.counterpart, str(row.month)[:7]): row for row in found}
    assert len(rows) == len(found)
    return rows


def test_only_months_that_tell_something_have_a_row() -> None:
    rows = panel([EXPULSION, EXPULSION | {"announced": date(2020, 1, 1)}])
    assert set(rows) == {("GBR", "RUS", "2018-03"), ("GBR", "RUS", "2020-01")}


def test_no_row_has_a_zero(tables: Mapping[str, pa.Table]) -> None:
    counts = ("measures", "cuts", "restorations", *GROUPS, "expulsions", "expelled_known")
    for row in tables["dyad_months"].to_pylist():
        assert all(row[name] is None or row[name] > 0 for name in counts)
        states = (row["relations_state"], row["representation_state"])
        assert row["measures"] is not None or any(states)


def test_one_expulsion_of_unknown_size_makes_the_sum_unknown() -> None:
    unsized = EXPULSION | {"persons_best": None, "persons_low": None, "persons_high": None}
    row = panel([EXPULSION, unsized])["GBR", "RUS", "2018-03"]
    assert (row.expulsions, row.expelled_known) == (2, 23)
    assert (row.expelled_best, row.expelled_low, row.expelled_high) == (None, None, None)
    row = panel([EXPULSION, EXPULSION])["GBR", "RUS", "2018-03"]
    assert (row.expelled_low, row.expelled_best, row.expelled_high) == (46, 46, 48)


def test_states_stand_at_the_end_of_the_month_in_which_they_change() -> None:
    severed = {"measure": "relations_severed", "measure_group": "relations", "announced": date(2018, 4, 30)}
    recall = {"measure": "recall", "measure_group": "head_of_mission", "announced": date(2018, 3, 1)}
    rows = panel([EXPULSION | severed, EXPULSION | recall])
    assert [rows["GBR", "RUS", m].relations_state for m in ("2018-03", "2018-04")] == [None, "severed"]
    # Relations are those of both; who has no measure of its own has a row all the same.
    assert rows["RUS", "GBR", "2018-04"].relations_state == "severed"
    assert rows["RUS", "GBR", "2018-04"].measures is None
    assert rows["GBR", "RUS", "2018-04"].representation_state == "recalled"
    assert ("RUS", "GBR", "2018-03") not in rows


def test_an_embassy_that_its_host_closes_is_its_senders_representation() -> None:
    closure = {"measure": "mission_closure", "measure_group": "mission", "initiator": "GBR", "counterpart": "RUS"}
    rows = panel([closure])
    assert rows["RUS", "GBR", "2021-10"].representation_state == "closed"
    assert rows["GBR", "RUS", "2021-10"].representation_state is None


def test_an_expelled_ambassador_is_gone() -> None:
    rows = panel([EXPULSION | {"persons_scope": "head_of_mission"}])
    assert rows["RUS", "GBR", "2018-03"].representation_state == "recalled"


@pytest.mark.parametrize("measure", Measure)
def test_a_measure_leads_the_two_to_its_state(measure: Measure) -> None:
    told = {"measure": measure, "measure_group": measure.group, "initiator": "RUS", "counterpart": "GBR"}
    row = panel([EXPULSION | told])["RUS", "GBR", "2018-03"]
    assert (row.relations_state, row.representation_state) == (STATES.get(measure), REPRESENTATION.get(measure))


@pytest.mark.parametrize("measure", [measure for measure in Measure if measure is not Measure.EXPULSION])
def test_no_one_but_an_expelled_ambassador_is_made_to_leave(measure: Measure) -> None:
    told = {"measure": measure, "measure_group": measure.group, "persons_scope": "head_of_mission", "mission_id": None}
    rows = panel([EXPULSION | told])
    assert [row for (one, _, _), row in rows.items() if one == "RUS" and row.representation_state] == []


def test_a_state_stands_from_the_month_in_which_its_measure_was_in_force() -> None:
    severed = {"measure": "relations_severed", "measure_group": "relations", "effective": date(2018, 6, 1)}
    rows = panel([EXPULSION | severed])
    assert {month: row.relations_state for (one, _, month), row in rows.items() if one == "GBR"} == {
        "2018-03": None,
        "2018-06": "severed",
    }
    assert rows["GBR", "RUS", "2018-03"].measures == 1
    assert rows["GBR", "RUS", "2018-06"].measures is None


def state(id_: str, starts: date | None, continues: str | None = None, ends: date | None = None) -> ActorRow:
    return ActorRow.model_construct(actor_id=id_, starts=starts, continues=continues, ends=ends)


WORLD = [state("SUN", None), state("RUS", date(1991, 12, 26), "SUN"), state("HRV", date(1992, 4, 27))]


def test_what_is_known_by_its_year_counts_from_the_month_in_which_both_were_there() -> None:
    opened = {"measure": "mission_opening", "measure_group": "mission", "mission_id": None}
    of_1992 = {"announced": date(1992, 1, 1), "announced_last": date(1992, 12, 31)}
    rows = panel([EXPULSION | opened | of_1992 | {"initiator": "HRV"}], WORLD)
    assert {month for _, _, month in rows} == {"1992-04"}
    # Too early by its own days: it stays where it is said to be.
    early = {"announced": date(1992, 1, 5), "announced_last": date(1992, 1, 5)}
    rows = panel([EXPULSION | opened | early | {"initiator": "HRV"}], WORLD)
    assert {month for _, _, month in rows} == {"1992-01"}


def test_states_go_on_with_their_actor() -> None:
    sides = {
        "initiator": "SUN",
        "counterpart": "GBR",
        "announced": date(1990, 5, 1),
        "announced_last": date(1990, 5, 1),
    }
    restored = EXPULSION | sides | {"measure": "relations_restored", "measure_group": "relations", "mission_id": None}
    recalled = EXPULSION | sides | {"measure": "recall", "measure_group": "head_of_mission", "mission_id": None}
    # The registry has Russia's post.
    closed = (
        EXPULSION | sides | {"measure": "mission_closure", "measure_group": "mission", "announced": date(1991, 3, 1)}
    )
    rows = panel([restored, recalled, closed], WORLD)
    assert rows["SUN", "GBR", "1990-05"].representation_state == "recalled"
    assert rows["SUN", "GBR", "1991-03"].representation_state == "closed"
    heir = rows["RUS", "GBR", "1991-12"]
    assert (heir.relations_state, heir.representation_state, heir.measures) == ("full", "closed", None)
    assert rows["GBR", "RUS", "1991-12"].relations_state == "full"
    assert {month for one, other, month in rows if "RUS" in (one, other)} == {"1991-12"}


def test_states_go_on_with_each_side_and_only_where_the_two_met() -> None:
    world = [
        state("SUN", None, ends=date(1991, 12, 25)),
        state("RUS", date(1991, 12, 26), "SUN"),
        state("DDR", None, ends=date(1990, 10, 2)),
        state("YUG", None, ends=date(2003, 2, 3)),
        state("SCG", date(2003, 2, 4), "YUG", ends=date(2006, 6, 4)),
        state("SRB", date(2006, 6, 5), "SCG"),
    ]
    severed = {"measure": "relations_severed", "measure_group": "relations", "mission_id": None, "initiator": "SUN"}
    day = {"announced": date(1988, 1, 1), "announced_last": date(1988, 1, 1)}
    rows = panel([EXPULSION | severed | day | {"counterpart": other} for other in ("YUG", "DDR")], world)
    assert {(one, other): month for one, other, month in rows if one in ("SUN", "RUS")} == {
        ("SUN", "YUG"): "1988-01",
        ("SUN", "DDR"): "1988-01",
        ("RUS", "YUG"): "1991-12",
        ("RUS", "SCG"): "2003-02",
        ("RUS", "SRB"): "2006-06",
    }


def test_what_came_later_stands_though_its_day_is_known_less_well() -> None:
    sides = {"counterpart": "GBR", "measure_group": "relations", "mission_id": None}
    soviet = {"initiator": "SUN", "measure": "relations_severed", "announced": date(1991, 12, 10)}
    russian = {"initiator": "RUS", "measure": "relations_restored", "announced": date(1991, 12, 1)}
    rows = panel([EXPULSION | sides | facts | {"announced_last": None} for facts in (soviet, russian)], WORLD)
    assert rows["RUS", "GBR", "1991-12"].relations_state == "full"


def measured(measure: Measure, **facts: Any) -> dict[str, Any]:
    kind = {"measure": measure, "measure_group": measure.group, "direction": measure.direction, "mission_id": None}
    return kind | {"initiator": "GBR", "counterpart": "RUS"} | facts


TOLD = st.lists(
    st.builds(
        measured,
        st.sampled_from(Measure),
        announced=st.dates(date(2018, 1, 1), date(2019, 12, 31)),
        outcome=st.sampled_from(["carried_out", "rescinded"]),
        persons_best=st.none() | st.integers(0, 50),
    ),
    max_size=8,
)


@given(TOLD)
def test_counts_and_states_follow_the_measures(told: list[dict[str, Any]]) -> None:
    rows = panel(told)
    own = [row for (one, _, _), row in rows.items() if one == "GBR"]
    assert sum(row.measures or 0 for row in own) == len(told)
    assert sum((row.cuts or 0) + (row.restorations or 0) for row in own) == len(told)
    for group in GROUPS:
        assert sum(getattr(row, group) or 0 for row in own) == sum(t["measure_group"] == group for t in told)
    known = sum(t["persons_best"] or 0 for t in told if t["measure"] == "expulsion")
    assert sum(row.expelled_known or 0 for row in own) == known
    assert all(row.measures is None for (one, _, _), row in rows.items() if one == "RUS")
    for month, row in ((row.month, row) for row in rows.values()):
        past = [
            t
            for t in told
            if t["measure"] in STATES and t["outcome"] != "rescinded" and t["announced"].replace(day=1) <= month
        ]
        if past:
            last = max(t["announced"] for t in past)
            assert row.relations_state in {STATES[t["measure"]] for t in past if t["announced"] == last}


@pytest.mark.parametrize("column", ["measures", *GROUPS])
def test_the_panel_sums_to_the_events(tables: Mapping[str, pa.Table], column: str) -> None:
    events = tables["events"].to_pylist()
    counted = Counter(e["measure_group"] for e in events) | Counter(measures=len(events))
    assert sum(n or 0 for n in tables["dyad_months"][column].to_pylist()) == counted[column]


def test_the_panel_counts_the_people_of_the_events(tables: Mapping[str, pa.Table]) -> None:
    expulsions = [e for e in tables["events"].to_pylist() if e["measure"] == "expulsion"]
    known = tables["dyad_months"]["expelled_known"].to_pylist()
    assert sum(n or 0 for n in known) == sum(e["persons_best"] or 0 for e in expulsions)
    for bound in ("best", "low", "high"):
        people: Counter[tuple[str, str, date]] = Counter()
        unknown = set()
        for e in expulsions:
            cell = e["initiator"], e["counterpart"], e["announced"].replace(day=1)
            if e[f"persons_{bound}"] is None:
                unknown.add(cell)
            people[cell] += e[f"persons_{bound}"] or 0
        for row in tables["dyad_months"].to_pylist():
            cell = row["initiator"], row["counterpart"], row["month"]
            expected = None if cell in unknown or cell not in people else people[cell]
            assert row[f"expelled_{bound}"] == expected
