"""The last day to leave: named by a page, or counted from the time that was given."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.derive.events import events as event_rows
from diplomatic_ties.derive.events import links as link_rows
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Actor, Publisher
from diplomatic_ties.model.tables import EventRow
from diplomatic_ties.model.term import ends

RowOf = Callable[..., EventRow]


@pytest.fixture(scope="module")
def row_of(dataset: Dataset, events: list[Event]) -> RowOf:
    """The row of an expulsion with these values in place of its own."""
    plain = next(event for event in events if event.measure == "expulsion").model_dump()
    bare = dict.fromkeys(("notified", "effective", "deadline", "term")) | {"announced": "2018-03-26"}

    def row(**values: Any) -> EventRow:
        event = Event.model_validate(plain | bare | values)
        (found,) = event_rows([event], dataset.by_id(Actor), dataset.by_id(Publisher))
        return found

    return row


def deadline(row: EventRow) -> tuple[Any, ...]:
    names = ("deadline", "deadline_last", "deadline_precision", "deadline_approximate", "deadline_basis")
    return tuple(getattr(row, name) for name in names)


def test_a_day_that_a_page_names_stands(row_of: RowOf) -> None:
    day = date(2018, 4, 2)
    assert deadline(row_of(deadline="2018-04-02")) == (day, day, "day", False, "stated")
    # The term that was given with it changes nothing.
    assert deadline(row_of(deadline="2018-04-02", term="PT48H")) == (day, day, "day", False, "stated")
    month = (date(2018, 4, 1), date(2018, 4, 30), "month", False, "stated")
    assert deadline(row_of(deadline="2018-04", term="P7D")) == month


def test_where_only_a_term_is_given_the_day_follows_from_it(row_of: RowOf) -> None:
    day = date(2018, 4, 2)
    row = row_of(term="P7D")
    assert (row.term, *deadline(row)) == ("P7D", day, day, "day", False, "term")
    assert row_of(term="PT0S").deadline == date(2018, 3, 26)
    assert deadline(row_of(announced="2018-03-26~", term="P7D")) == (day, day, "day", True, "term")


def test_a_term_runs_from_the_day_of_notice_if_that_was_another(row_of: RowOf) -> None:
    row = row_of(notified="2018-03-20", term="P7D")
    assert (row.notified, row.deadline, row.deadline_basis) == (date(2018, 3, 20), date(2018, 3, 27), "term")
    assert row_of(announced="2018-03", notified="2018-03-20", term="P7D").deadline == date(2018, 3, 27)


def test_a_term_from_no_known_day_leads_to_none(row_of: RowOf) -> None:
    nothing = (None, None, None, None, None)
    assert deadline(row_of(announced="2018-03", term="P7D")) == nothing
    assert deadline(row_of(announced="1999", term="PT24H")) == nothing
    assert deadline(row_of(notified="2018-03", term="P7D")) == nothing
    assert deadline(row_of()) == nothing


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.sampled_from(["PT0S", "PT48H", "P5D", "P2W", "P1M"]))
def test_a_deadline_that_follows_from_a_term_is_its_end(row_of: RowOf, day: date, term: str) -> None:
    row = row_of(announced=str(day), term=term)
    assert row.deadline == row.deadline_last == ends(day, term) >= day
    assert row.deadline_basis == "term"


def test_deadlines_of_the_records_say_on_what_they_rest(events: list[Event], tables: Mapping[str, pa.Table]) -> None:
    records = {event.id: event for event in events}
    rows = tables["events"].to_pylist()
    assert {row["deadline_basis"] for row in rows} == {None, "stated", "term"}
    for row in rows:
        record = records[row["event_id"]]
        assert (row["deadline_basis"] == "stated") == (record.deadline is not None)
        assert (row["deadline_basis"] is None) == (row["deadline"] is None)
        if row["deadline_basis"] == "term":
            assert row["deadline"] == ends(row["notified"] or row["announced"], row["term"])


def test_columns_hold_what_the_records_say(events: list[Event], tables: Mapping[str, pa.Table]) -> None:
    rows = {row["event_id"]: row for row in tables["events"].to_pylist()}
    for event in events:
        row = rows[event.id]
        for name in (
            "announced_by",
            "term",
            "outcome",
            "instrument",
            "grounds",
            "waives",
            "coder_note",
            "last_checked",
        ):
            assert row[name] == getattr(event, name), (event.id, name)
        for name in ("mission", "trigger", "episode"):
            assert row[f"{name}_id"] == getattr(event, name), (event.id, name)
        assert row["persons_bound"] == (event.persons.bound if event.persons else None)
        for name in ("before", "after", "rule", "scope"):
            assert row[f"ceiling_{name}"] == (getattr(event.ceiling, name) if event.ceiling else None), (event.id, name)
        assert row["effective_edtf"] == event.effective


def test_sides_bear_the_name_and_the_codes_of_their_actors(dataset: Dataset, tables: Mapping[str, pa.Table]) -> None:
    actors = dataset.by_id(Actor)
    for row in tables["events"].to_pylist():
        for side in ("initiator", "counterpart"):
            actor = actors[row[side]]
            assert [row[f"{side}_{name}"] for name in ("name", "cow", "gw")] == [actor.name, actor.cow, actor.gw]


def test_a_link_tells_whether_a_page_says_so(events: list[Event]) -> None:
    rows = {(row.event_id, row.link_type, row.to_event_id): row for row in link_rows(events)}
    assert {row.basis for row in rows.values()} == {"said", "inferred"}
    assert all(row.note for row in rows.values() if row.basis == "inferred")
    for event in events:
        for link in event.links:
            row = rows[event.id, link.type, link.to]
            assert (row.basis, row.note) == (link.basis, link.note)
