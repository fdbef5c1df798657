from datetime import date

from diplomatic_ties.dates import dated


def test_days_are_as_precise_as_they_are_known() -> None:
    day = date(2021, 10, 1)
    assert dated(day, "day", False) == "2021-10-01"
    assert dated(day, "month", False) == "2021-10"
    assert dated(day, "year", True) == "2021~"
    assert dated(None, None, None) == ""
