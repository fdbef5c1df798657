"""What a partial date is in the columns of a table."""

from datetime import date

import pytest

from diplomatic_ties.derive.dates import beginning, days, ending

MONTH = {"day_precision": "month", "day_approximate": False}


def test_a_beginning_is_the_first_possible_day_and_an_ending_the_last() -> None:
    first, last = date(2018, 2, 1), date(2018, 2, 28)
    assert days("day", "2018-02") == {"day": first, "day_last": last, **MONTH}
    assert beginning("day", "2018-02") == {"day": first, **MONTH}
    assert ending("day", "2018-02") == {"day": last, **MONTH}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("../2018-11-05", None, date(2018, 11, 5)), ("2018-11-05/..", date(2018, 11, 5), None)],
)
def test_an_open_end_has_no_day(text: str, first: date | None, last: date | None) -> None:
    found = days("day", text)
    assert (found["day"], found["day_last"], found["day_precision"]) == (first, last, "day")


def test_no_date_is_null_throughout() -> None:
    assert set(days("day", None).values()) == {None}
    assert beginning("day", None) == ending("day", None) == dict.fromkeys(("day", *MONTH))
