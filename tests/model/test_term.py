import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from diplomatic_ties.model.record import Event
from diplomatic_ties.model.term import AT_ONCE, PATTERN, Term, ends

TERM: TypeAdapter[str] = TypeAdapter(Term)
DAYS = st.dates(date(1945, 1, 1), date(2100, 1, 1))
NUMBERS = st.integers(1, 9999)
UNITS = st.sampled_from("HDWM")


def written(number: int, unit: str) -> str:
    return f"PT{number}H" if unit == "H" else f"P{number}{unit}"


@pytest.mark.parametrize(
    ("term", "last"),
    [
        (AT_ONCE, date(2018, 3, 26)),
        ("PT24H", date(2018, 3, 27)),
        ("PT48H", date(2018, 3, 28)),
        ("PT72H", date(2018, 3, 29)),
        # Hours that do not fill a day take it all the same.
        ("PT1H", date(2018, 3, 27)),
        ("PT36H", date(2018, 3, 28)),
        ("P7D", date(2018, 4, 2)),
        ("P2W", date(2018, 4, 9)),
        ("P1M", date(2018, 4, 26)),
        ("P12M", date(2019, 3, 26)),
    ],
)
def test_a_term_ends_so_much_later(term: str, last: date) -> None:
    assert TERM.validate_python(term) == term
    assert ends(date(2018, 3, 26), term) == last


@pytest.mark.parametrize(
    ("start", "term", "last"),
    [
        (date(2021, 1, 31), "P1M", date(2021, 2, 28)),
        (date(2020, 1, 31), "P1M", date(2020, 2, 29)),
        (date(2021, 8, 31), "P1M", date(2021, 9, 30)),
        (date(2021, 11, 30), "P3M", date(2022, 2, 28)),
        (date(2021, 12, 1), "P1M", date(2022, 1, 1)),
        (date(2021, 2, 28), "P1M", date(2021, 3, 28)),
    ],
)
def test_a_month_ends_with_the_month_that_it_leads_to(start: date, term: str, last: date) -> None:
    assert ends(start, term) == last


@pytest.mark.parametrize(
    "term",
    ["", "7D", "P7", "P0D", "PT0H", "P1Y", "P1DT12H", "PT48M", "P1.5D", "P-1D", "p7d", "P07D", "P7D\n", "a week"],
)
def test_what_is_no_term_is_refused(term: str) -> None:
    with pytest.raises(ValidationError, match="is no term"):
        TERM.validate_python(term)


@given(NUMBERS, UNITS)
def test_every_number_of_a_unit_is_a_term_for_editors_too(number: int, unit: str) -> None:
    term = TERM.validate_python(written(number, unit))
    assert re.search(PATTERN, term)
    assert TERM.json_schema()["pattern"] == PATTERN


@given(DAYS, NUMBERS, UNITS)
def test_the_end_never_lies_before_the_start(start: date, number: int, unit: str) -> None:
    assert ends(start, written(number, unit)) > start == ends(start, AT_ONCE)


@given(DAYS, NUMBERS, NUMBERS, UNITS)
def test_a_longer_term_ends_no_earlier(start: date, one: int, other: int, unit: str) -> None:
    shorter, longer = sorted((one, other))
    assert ends(start, written(shorter, unit)) <= ends(start, written(longer, unit))


@given(DAYS, DAYS, NUMBERS, UNITS)
def test_a_term_that_starts_later_ends_no_earlier(one: date, other: date, number: int, unit: str) -> None:
    earlier, later = sorted((one, other))
    assert ends(earlier, written(number, unit)) <= ends(later, written(number, unit))


@given(DAYS, st.integers(1, 400))
def test_hours_days_and_weeks_are_the_same_time(start: date, number: int) -> None:
    assert ends(start, f"PT{24 * number}H") == ends(start, f"P{number}D") == start + timedelta(number)
    assert ends(start, f"P{number}W") == ends(start, f"P{7 * number}D")


@given(DAYS, st.integers(1, 400))
def test_a_month_has_from_four_weeks_to_thirty_one_days(start: date, number: int) -> None:
    assert ends(start, f"P{4 * number}W") <= ends(start, f"P{number}M") <= ends(start, f"P{31 * number}D")


def test_the_terms_of_the_records_have_an_end(events: list[Event]) -> None:
    terms = {event.term for event in events if event.term}
    assert {term[-1] for term in terms} >= {"H", "D", "M", "S"}
    for term in terms:
        assert ends(date(2018, 3, 26), term) >= date(2018, 3, 26)
