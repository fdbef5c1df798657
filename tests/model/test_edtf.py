import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from diplomatic_ties.derive.dates import beginning, days, ending
from diplomatic_ties.model.edtf import OPEN_PATTERN, PATTERN, OpenDate, PartialDate, interval, not_before

PARTIAL: TypeAdapter[str] = TypeAdapter(PartialDate)
OPEN: TypeAdapter[str] = TypeAdapter(OpenDate)
DAYS = st.dates(date(1945, 1, 1), date(2100, 1, 1))
# A day, a month or a year, perhaps approximate.
WRITTEN = st.builds(
    lambda day, size, mark: f"{day}"[:size] + mark, DAYS, st.sampled_from((10, 7, 4)), st.sampled_from(("", "~"))
)


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


@pytest.mark.parametrize(
    "text", ["2021-02-30", "2021-13", "06.10.2021", "2021-10-6", "", "2021-10-06T00:00", "2021-10-06\n"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        interval(text)


@given(DAYS)
def test_a_coarser_date_holds_the_finer(day: date) -> None:
    exact, month, year = (interval(day.isoformat()[:size]) for size in (10, 7, 4))
    assert year.first <= month.first <= exact.first == day == exact.last <= month.last <= year.last


@given(DAYS, DAYS)
def test_of_two_dates_one_is_not_before_the_other(one: date, other: date) -> None:
    assert not_before(str(one), str(other)) == (one >= other)
    assert not_before(str(one)[:7], str(other)) or not_before(str(other), str(one)[:7])


def test_an_open_end_has_the_first_or_last_day_there_is() -> None:
    assert interval("../2018-11-05") == (date.min, date(2018, 11, 5), "day", False)
    assert interval("2018-11-05/..") == (date(2018, 11, 5), date.max, "day", False)
    assert interval("../2018-11~") == (date.min, date(2018, 11, 30), "month", True)
    assert interval("2018/..") == (date(2018, 1, 1), date.max, "year", False)


@pytest.mark.parametrize(
    "text",
    [
        "../2018-11-05/..",
        "../../2018",
        "2018/../..",
        "..",
        "../",
        "/..",
        "../..",
        "2018-11-05/2018-11-06",
        "../2018-02-30",
    ],
)
def test_an_interval_with_no_day_or_no_open_end_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        interval(text)
    with pytest.raises(ValidationError):
        OPEN.validate_python(text)


@pytest.mark.parametrize("text", ["../2018-11-05", "2018-11-05/..", "../2018~", "2018-11/.."])
def test_only_a_day_in_force_may_be_open(text: str) -> None:
    assert OPEN.validate_python(text) == text
    with pytest.raises(ValidationError, match="has an open end"):
        PARTIAL.validate_python(text)


def test_a_bare_year_is_what_yaml_reads_as_a_number() -> None:
    assert PARTIAL.validate_python(1998) == OPEN.validate_python(1998) == "1998"


@given(WRITTEN, st.sampled_from(("{}", "../{}", "{}/..")))
def test_editors_accept_what_the_model_accepts(text: str, form: str) -> None:
    written = form.format(text)
    assert OPEN.validate_python(written) == written
    assert re.search(OPEN_PATTERN, written)
    assert bool(re.search(PATTERN, written)) == (form == "{}")


@given(WRITTEN)
def test_an_open_interval_holds_what_it_is_open_from(text: str) -> None:
    within, until, since = interval(text), interval(f"../{text}"), interval(f"{text}/..")
    assert until.first < within.first == since.first
    assert until.last == within.last < since.last
    assert until[2:] == within[2:] == since[2:]


@given(WRITTEN, WRITTEN)
def test_what_is_open_lies_before_another_only_if_its_known_end_does(text: str, other: str) -> None:
    """A law in force from a day on may begin at any later time, one in force by a day at any earlier one."""
    assert not_before(f"{text}/..", other)
    assert not_before(other, f"../{text}")
    assert not_before(f"../{text}", other) == not_before(text, other)
    assert not_before(other, f"{text}/..") == not_before(other, text)
    assert not_before(f"{text}/..", f"{other}/..")
    assert not_before(f"../{text}", f"../{other}")


@given(WRITTEN)
def test_an_open_end_is_no_day_in_a_table(text: str) -> None:
    closed, until, since = days("day", text), days("day", f"../{text}"), days("day", f"{text}/..")
    assert closed["day"] <= closed["day_last"]
    assert until == closed | {"day": None}
    assert since == closed | {"day_last": None}
    assert beginning("day", f"../{text}")["day"] is ending("day", f"{text}/..")["day"] is None
    assert days("day", None) == dict.fromkeys(closed)
