from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from diplomatic_ties.derive.arrow import rows_of
from diplomatic_ties.derive.retaliations import retaliations
from diplomatic_ties.model.tables import EventRow, LinkRow, RetaliationRow
from diplomatic_ties.model.vocabulary import LinkType, Measure
from tests.derive.rows import event

ANSWER = LinkRow(event_id="bbbbbb", link_type="responds_to", to_event_id="aaaaaa", basis="said", note=None)


def test_every_answer_is_there_once(tables: Mapping[str, pa.Table]) -> None:
    links = {
        (row["to_event_id"], row["event_id"])
        for row in tables["links"].to_pylist()
        if row["link_type"] == "responds_to"
    }
    assert {(r["event_id"], r["answer_id"]) for r in tables["retaliations"].to_pylist()} == links


def test_lags_are_bounded_and_never_negative(tables: Mapping[str, pa.Table]) -> None:
    for row in tables["retaliations"].to_pylist():
        assert 0 <= row["lag_low"] <= row["lag_high"]
        assert row["lag_days"] is None or row["lag_low"] == row["lag_days"] == row["lag_high"]


def test_a_ratio_is_of_expulsions_with_counts(tables: Mapping[str, pa.Table]) -> None:
    for row in tables["retaliations"].to_pylist():
        if row["ratio"] is not None:
            assert row["measure"] == row["answer_measure"] == "expulsion"
            assert row["ratio"] * row["persons"] == row["answer_persons"]


def test_reversing_all_links_twice_changes_nothing(tables: Mapping[str, pa.Table]) -> None:
    def reversed_(links: list[LinkRow]) -> list[LinkRow]:
        return [link.model_copy(update={"event_id": link.to_event_id, "to_event_id": link.event_id}) for link in links]

    events, links = rows_of(EventRow, tables["events"]), rows_of(LinkRow, tables["links"])
    once = list(retaliations(events, links))
    assert once == list(retaliations(events, reversed_(reversed_(links))))
    assert once != list(retaliations(events, reversed_(links)))


def test_an_answer_to_several_measures_has_no_ratio() -> None:
    asked = [event(event_id=id_, persons_best=2, announced_last=date(2021, 10, 6)) for id_ in ("aaaaaa", "cccccc")]
    answer = event(event_id="bbbbbb", persons_best=6, announced=date(2021, 10, 8), announced_last=date(2021, 10, 8))
    (alone,) = retaliations([asked[0], answer], [ANSWER])
    assert (alone.ratio, alone.lag_days, alone.in_solidarity) == (3.0, 2, False)
    both = [ANSWER, ANSWER.model_copy(update={"to_event_id": "cccccc"})]
    assert [row.ratio for row in retaliations([*asked, answer], both)] == [None, None]


def test_a_lag_is_bounded_where_a_day_is_not_exact() -> None:
    month = event(announced=date(2021, 10, 1), announced_last=date(2021, 10, 31), announced_precision="month")
    answer = event(event_id="bbbbbb", announced=date(2021, 11, 2), announced_last=date(2021, 11, 2))
    (row,) = retaliations([month, answer], [ANSWER])
    assert (row.lag_days, row.lag_low, row.lag_high, row.lag_approximate) == (None, 2, 32, False)
    about = month.model_copy(update={"announced_last": date(2021, 10, 1), "announced_approximate": True})
    (row,) = retaliations([about, answer], [ANSWER])
    assert (row.lag_days, row.lag_low, row.lag_high, row.lag_approximate) == (None, 32, 32, True)


def answered(measure: dict[str, Any], answer: dict[str, Any]) -> RetaliationRow:
    """The row of a measure and its answer of the same day."""
    day = {"announced_last": date(2021, 10, 6)}
    (row,) = retaliations([event(**day, **measure), event(event_id="bbbbbb", **day, **answer)], [ANSWER])
    return row


def test_an_answer_of_the_same_day_has_no_lag() -> None:
    row = answered({}, {})
    assert (row.lag_days, row.lag_low, row.lag_high) == (0, 0, 0)


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("answer", Measure)
def test_only_expulsions_have_a_ratio(measure: Measure, answer: Measure) -> None:
    row = answered({"measure": measure, "persons_best": 2}, {"measure": answer, "persons_best": 3})
    assert row.same_measure == (measure is answer)
    assert row.ratio == (1.5 if measure is answer is Measure.EXPULSION else None)


@pytest.mark.parametrize("kind", LinkType)
def test_a_measure_is_in_solidarity_if_a_link_says_so(kind: LinkType) -> None:
    day = {"announced_last": date(2021, 10, 6)}
    found = [event(**day, event_id=id_) for id_ in ("aaaaaa", "bbbbbb", "cccccc")]
    link = LinkRow(event_id="aaaaaa", link_type=kind, to_event_id="cccccc", basis="said", note=None)
    told = {row.event_id: row.in_solidarity for row in retaliations(found, [ANSWER, link])}
    assert told["aaaaaa"] == (kind is LinkType.SOLIDARITY_WITH)


def test_russias_answer_to_nato_in_2021_took_twelve_days(tables: Mapping[str, pa.Table]) -> None:
    found = [
        row
        for row in tables["retaliations"].to_pylist()
        if row["initiator"] == "NATO" and str(row["announced"]) == "2021-10-06"
    ]
    assert found
    assert {row["lag_days"] for row in found} == {12}
    assert {row["in_solidarity"] for row in found} == {False}
