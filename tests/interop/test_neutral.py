"""The comparison that every reader goes through tells any value that is changed."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime

import pytest

from diplomatic_ties.model.tables import TABLES
from tests.interop.neutral import Row, Value, converted, differences, lists_split, native, types_of

Change = Callable[[list[Row]], object]


def changed(column: str, change: Callable[[Value], Value]) -> Change:
    """Change one value of this column: the first that the change makes another one."""

    def apply(rows: list[Row]) -> None:
        for row in rows:
            before = row[column]
            after = change(before)
            if repr(after) != repr(before):
                row[column] = after
                return
        pytest.fail(f"no value of {column} can be changed so")

    return apply


def of(kind: type, change: Callable[[object], Value]) -> Callable[[Value], Value]:
    """A change of values of one kind."""
    return lambda value: change(value) if type(value) is kind else value


@pytest.mark.parametrize(
    ("table", "change"),
    [
        pytest.param("events", changed("announced", of(str, lambda text: f"{text}T00:00")), id="day with a time"),
        pytest.param("events", changed("announced", of(str, lambda text: None)), id="day lost"),
        pytest.param("events", changed("summary", of(str, lambda text: f"{text} ")), id="blank added"),
        pytest.param("events", changed("summary", of(str, lambda text: str(text).replace(",", ";"))), id="comma"),
        pytest.param("events", changed("coder_note", of(str, lambda text: str(text).replace('"', ""))), id="quote"),
        pytest.param(
            "events",
            changed("summary", of(str, lambda text: str(text).encode().decode("latin-1"))),
            id="another encoding",
        ),
        pytest.param("events", changed("coder_note", lambda value: "" if value is None else value), id="empty text"),
        pytest.param("events", changed("persons_best", of(int, lambda number: float(str(number)))), id="float"),
        pytest.param("events", changed("persons_best", of(int, str)), id="number as text"),
        pytest.param("events", changed("persons_best", lambda value: 0 if value is None else value), id="zero"),
        pytest.param("events", changed("announced_approximate", of(bool, lambda truth: 0)), id="0 for false"),
        pytest.param("events", changed("effective_approximate", lambda v: False if v is None else v), id="not false"),
        pytest.param(
            "events", changed("grounds", of(list, lambda items: ";".join(map(str, _list(items))))), id="joined"
        ),
        pytest.param("events", changed("grounds", of(list, lambda items: _list(items)[::-1])), id="order of a list"),
        pytest.param("events", changed("waives", lambda value: None if value == [] else value), id="list lost"),
        pytest.param("events", changed("waives", lambda value: [""] if value == [] else value), id="empty item"),
        pytest.param("retaliations", changed("ratio", of(float, lambda number: float(str(number)) + 1e-9)), id="digit"),
        pytest.param("actors", changed("iso2", lambda value: None if value == "NA" else value), id="Namibia"),
        pytest.param("actors", lambda rows: rows.pop(), id="row lost"),
        pytest.param("actors", lambda rows: rows.append(rows[0]), id="row twice"),
        pytest.param("actors", lambda rows: rows.append(rows[0] | {"actor_id": "NEW"}), id="row too many"),
        pytest.param("actors", lambda rows: rows[0].pop("name"), id="column lost"),
        pytest.param("actors", lambda rows: rows[0].update(new=None), id="column too many"),
    ],
)
def test_one_change_is_told(expected: dict[str, list[Row]], table: str, change: Change) -> None:
    rows = deepcopy(expected[table])
    assert differences(table, rows, expected[table]) == []
    change(rows)
    assert len(differences(table, rows, expected[table])) == 1


def _list(items: object) -> list[str]:
    assert isinstance(items, list)
    return items


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_compared(expected: dict[str, list[Row]], table: str) -> None:
    rows = deepcopy(expected[table][:1])
    for column in types_of(table) if rows else ():
        other = [{**rows[0], column: "another value"}]
        assert differences(table, other, rows) != [], column


def test_rows_in_another_order_are_the_same(expected: dict[str, list[Row]]) -> None:
    assert differences("links", expected["links"][::-1], expected["links"]) == []


def test_the_tables_hold_what_readers_stumble_over(expected: dict[str, list[Row]]) -> None:
    values = [value for rows in expected.values() for row in rows for value in row.values()]
    texts = [value for value in values if isinstance(value, str)]
    lists = [value for value in values if isinstance(value, list)]
    for mark in (",", '"', ";", "'", "|"):
        assert any(mark in text for text in texts), mark
    assert any("а" <= letter <= "я" for text in texts for letter in text)  # Cyrillic, in addresses
    assert "NA" in texts
    assert {True, False} <= {value for value in values if isinstance(value, bool)}
    assert {0, 1} <= {len(value) for value in lists}
    assert max(map(len, lists)) > 1
    assert any(not value.is_integer() for value in values if isinstance(value, float))
    assert {type(row["persons_best"]) for row in expected["events"]} == {int, type(None)}


def test_floats_are_held_to_the_digits_that_a_reader_has() -> None:
    third: Row = {"event_id": "k7m2x9", "answer_id": "p3q8za", "ratio": 1 / 3}
    short, wrong = third | {"ratio": 0.333333333333333}, third | {"ratio": 0.333333333333334}
    assert differences("retaliations", [short], [third], digits=15) == []
    assert len(differences("retaliations", [short], [third])) == 1
    assert len(differences("retaliations", [wrong], [third], digits=15)) == 1
    assert len(differences("retaliations", [third | {"ratio": 1}], [third | {"ratio": 1.0}], digits=15)) == 1


def test_only_a_day_of_the_reader_passes_for_one() -> None:
    rows: list[dict[str, object]] = [
        {"date": found} for found in (date(2021, 10, 6), "2021-10-06", datetime(2021, 10, 6), None)
    ]
    days = [row["date"] for row in native("triggers", rows)]
    assert days[0] == "2021-10-06"
    assert days[1] == "no day: '2021-10-06'"
    assert "2021-10-06" not in days[2:]
    assert days[3] is None


def test_lists_of_text_forms_are_split_and_only_those() -> None:
    rows: list[dict[str, object]] = [
        {"reason": "a;b", "now": "k7m2x9;p3q8za"},
        {"reason": None, "now": ""},
        {"reason": None, "now": None},
    ]
    assert lists_split("withdrawn", rows) == [
        {"reason": "a;b", "now": ["k7m2x9", "p3q8za"]},
        {"reason": None, "now": []},
        {"reason": None, "now": []},
    ]


def test_a_conversion_is_of_its_type_and_leaves_null() -> None:
    rows: list[dict[str, object]] = [{"ratio": 2, "lag_days": 2}, {"ratio": None, "lag_days": None}]
    (first, second) = converted("retaliations", rows, {"number": float})
    assert [type(value) for value in first.values()] == [float, int]
    assert second == rows[1]
