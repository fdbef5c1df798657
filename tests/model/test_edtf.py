from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.model.edtf import interval, not_before


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "approximate"),
    [
        ("2021-10-06", date(2021, 10, 6), date(2021, 10, 6), "day", False),
        ("2021-10-06~", date(2021, 10, 6), date(2021, 10, 6), "day", True),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month", False),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28), "month", False),
        ("1998", date(1998, 1, 1), date(1998, 12, 31), "year", False),
    ],
)
def test_interval_holds_all_days_that_are_meant(
    text: str, first: date, last: date, precision: str, approximate: bool
) -> None:
    assert interval(text) == (first, last, precision, approximate)


@pytest.mark.parametrize("text", ["2021-02-30", "2021-13", "06.10.2021", "2021-10-6", "", "2021-10-06T00:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        interval(text)


@given(st.dates(date(1945, 1, 1), date(2100, 1, 1)))
def test_a_coarser_date_holds_the_finer(day: date) -> None:
    exact, month, year = (interval(day.isoformat()[:size]) for size in (10, 7, 4))
    assert year.first <= month.first <= exact.first == day == exact.last <= month.last <= year.last


@given(st.dates(date(1945, 1, 1), date(2100, 1, 1)), st.dates(date(1945, 1, 1), date(2100, 1, 1)))
def test_of_two_dates_one_is_not_before_the_other(one: date, other: date) -> None:
    assert not_before(str(one), str(other)) == (one >= other)
    assert not_before(str(one)[:7], str(other)) or not_before(str(other), str(one)[:7])
