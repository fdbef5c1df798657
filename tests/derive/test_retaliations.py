from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from diplomatic_ties.derive.arrow import rows_of
from diplomatic_ties.derive.retaliations import retaliations
from diplomatic_ties.model.tables import EventRow, LinkRow
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


def test_russias_answer_to_nato_in_2021_took_twelve_days(tables: Mapping[str, pa.Table]) -> None:
    found = [
        row
        for row in tables["retaliations"].to_pylist()
        if row["initiator"] == "NATO" and str(row["announced"]) == "2021-10-06"
    ]
    assert found
    assert {row["lag_days"] for row in found} == {12}
    assert {row["in_solidarity"] for row in found} == {False}
