from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.derive.completeness import KINDS, chapman, completeness
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import SecondSearch
from diplomatic_ties.model.tables import CompletenessRow

LISTS = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)).map(
    lambda numbers: (max(numbers), sorted(numbers)[1], min(numbers))
)


def test_the_estimate_is_that_of_the_textbook() -> None:
    # 10 marked, 15 caught, 5 of them marked: (11 x 16 / 6) - 1 = 28.3, variance 11 x 16 x 5 x 10 / (36 x 7) = 34.9.
    estimate = chapman(10, 15, 5)
    assert estimate.best == pytest.approx(28.333, abs=0.001)
    # By hand: 20 seen, 8.33 unseen, spread exp(1.96 sqrt(log(1 + 34.92 / 8.33^2))) = 3.494.
    assert estimate.low == pytest.approx(20 + 8.3333 / 3.494, abs=0.01)
    assert estimate.high == pytest.approx(20 + 8.3333 * 3.494, abs=0.01)


@given(LISTS)
def test_the_interval_holds_the_estimate_and_never_less_than_was_seen(lists: tuple[int, int, int]) -> None:
    ours, theirs, both = lists
    estimate = chapman(ours, theirs, both)
    assert ours + theirs - both <= estimate.low <= estimate.best <= estimate.high
    assert estimate == chapman(theirs, ours, both)


@given(st.integers(1, 60), st.integers(0, 60))
def test_a_list_that_is_in_the_other_shows_none_that_is_missing(ours: int, theirs: int) -> None:
    estimate = chapman(ours + theirs, theirs, theirs)
    assert estimate.best == pytest.approx(ours + theirs)
    assert chapman(ours + theirs, theirs, max(theirs - 1, 0)).best >= estimate.best


def search(held: list[Event], found: list[dict[str, Any]]) -> SecondSearch:
    """A second search of the slice in which the first of these records is."""
    first = held[0]
    plain = {
        "initiator": first.initiator,
        "counterpart": first.counterpart,
        "announced": None,
        "effective": None,
        "place": None,
        "persons": None,
        "what": "Found",
        "pages": ["https://example.org/"],
        "record": None,
    }
    return SecondSearch.model_validate(
        {
            "id": "zz-slice",
            "begins": "1990-01-01",
            "ends": "2026-06-30",
            "actors": [first.initiator],
            "partners": [first.counterpart],
            "searched": "2026-11-25",
            "overviews": ["https://example.org/"],
            "queries": ["Query"],
            "held": [event.id for event in held],
            "found": [plain | {"no": number} | item for number, item in enumerate(found, 1)],
        }
    )


@pytest.fixture
def expulsions(events: list[Event]) -> list[Event]:
    """The first three expulsions of one state by another, and nothing else."""
    of_pair = [e for e in events if e.measure == "expulsion" and (e.initiator, e.counterpart) == ("CZE", "RUS")]
    return of_pair[:3]


def row_of(records: list[Event], second: SecondSearch, kind: str) -> CompletenessRow:
    found = completeness({event.id: event for event in records}, [second])
    return next(row for row in found if row.kind == kind)


def test_what_is_in_both_lists_and_in_one_is_counted(expulsions: list[Event]) -> None:
    one, other, later = expulsions
    second = search(
        [one, other],
        [
            {"measure": "expulsion", "record": one.id},
            {"measure": "expulsion", "record": later.id},
            {"measure": "expulsion"},
            {"measure": "mission_closure"},
            {"measure": "expulsion", "excluded": "A plan"},
        ],
    )
    row = row_of(expulsions, second, "expulsion")
    assert (row.ours, row.theirs, row.in_both, row.added) == (2, 3, 1, 1)
    assert (row.estimate, row.share) == (5.0, 0.4)
    assert row.share_now == 0.6
    closures = row_of(expulsions, second, "mission")
    assert (closures.ours, closures.theirs, closures.in_both, closures.share) == (0, 1, 0, 0.0)
    assert row_of(expulsions, second, "all").theirs == 4
    assert row_of(expulsions, second, "relations").estimate is None


def test_a_joint_act_told_from_both_sides_is_one(expulsions: list[Event]) -> None:
    one = expulsions[0]
    twice = [{"measure": "expulsion", "record": one.id}, {"measure": "expulsion", "record": one.id}]
    row = row_of(expulsions[:1], search([one], twice), "all")
    assert (row.ours, row.theirs, row.in_both, row.estimate) == (1, 1, 1, 1.0)


def test_of_a_record_the_measure_is_that_of_the_record(expulsions: list[Event]) -> None:
    second = search(expulsions[:1], [{"measure": "mission_closure", "record": expulsions[0].id}])
    assert row_of(expulsions[:1], second, "expulsion").in_both == 1
    assert row_of(expulsions[:1], second, "mission").theirs == 0


def test_every_slice_has_a_row_a_kind_and_shares_that_are_shares(
    dataset: Dataset, tables: Mapping[str, pa.Table]
) -> None:
    rows = tables["completeness"].to_pylist()
    slices = [second.id for second in dataset.all(SecondSearch)]
    assert len(slices) >= 8
    assert {(row["slice_id"], row["kind"]) for row in rows} == {(slice_, kind) for slice_ in slices for kind in KINDS}
    for row in rows:
        assert row["in_both"] <= min(row["ours"], row["theirs"])
        if row["estimate"]:
            assert 0 <= row["share_low"] <= row["share"] <= row["share_high"] <= 1
            assert row["share"] <= row["share_now"] <= 1


def test_a_slice_holds_its_pairs_and_days(expulsions: list[Event]) -> None:
    second = search(expulsions, [{"measure": "expulsion"}])
    assert all(second.holds(event) for event in expulsions)
    ended = second.model_copy(update={"ends": date(1990, 1, 2)})
    assert not any(ended.holds(event) for event in expulsions)
    assert not any(second.model_copy(update={"partners": ["POL"]}).holds(event) for event in expulsions)
