"""Partial dates: the part of EDTF (ISO 8601-2:2019, level 1) that records use.

A year, a month or a day, each perhaps approximate: ``2021``, ``2021-10``, ``2021-10-06``, ``2021-10~``. Where a day
in force is only bounded, an interval with an open end: ``../2018-11-05`` (by then), ``2018-11-05/..`` (not before).
"""

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

OPEN_START, OPEN_END = "../", "/.."
# From the peace of Westphalia on, as the field counts its states, and as far as a decision of today may reach.
FIRST_YEAR, LAST_YEAR = 1648, 2100
DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?~?"
PATTERN = rf"^{DATE}$"
OPEN_PATTERN = rf"^(\.\./{DATE}|{DATE}(/\.\.)?)$"


class Interval(NamedTuple):
    """The days a partial date may mean, both ends included; an open end has the first or last day there is."""

    first: date
    last: date
    precision: str  # day | month | year
    approximate: bool = False  # written with ~


def interval(text: str) -> Interval:
    """Return the days that ``text`` may mean; ``ValueError`` where it is no such date."""
    if text.startswith(OPEN_START):
        return _closed(text.removeprefix(OPEN_START))._replace(first=date.min)
    if text.endswith(OPEN_END):
        return _closed(text.removesuffix(OPEN_END))._replace(last=date.max)
    return _closed(text)


def _closed(text: str) -> Interval:
    if not re.fullmatch(DATE, text):
        raise ValueError(f"{text!r} is not a date; write 2021-10-06, 2021-10 or 2021, with ~ if approximate")
    approximate = text.endswith("~")
    parts = [int(part) for part in text.rstrip("~").split("-")]
    in_range(parts[0])
    match parts:
        case [year, month, day]:
            try:
                exact = date(year, month, day)
            except ValueError:
                raise ValueError(f"{text!r} is not a day of the calendar") from None
            return Interval(exact, exact, "day", approximate)
        case [year, month]:
            last = date(year, month, monthrange(year, month)[1])
            return Interval(date(year, month, 1), last, "month", approximate)
        case _:
            return Interval(date(parts[0], 1, 1), date(parts[0], 12, 31), "year", approximate)


def in_range(year: int) -> None:
    """Raise ``ValueError`` for a year that no record can mean."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year {year} is a slip; write one from {FIRST_YEAR} to {LAST_YEAR}")


def not_before(later: str, earlier: str) -> bool:
    """Whether ``later`` may lie on or after ``earlier``, given the precision of each."""
    return interval(later).last >= interval(earlier).first


def _written(value: Any) -> Any:
    # YAML reads a bare year as a number.
    return str(value) if type(value) is int else value


def _checked(text: str) -> str:
    if OPEN_START in text or OPEN_END in text:
        raise ValueError(f"{text!r} has an open end; write the day, the month or the year")
    interval(text)
    return text


def _checked_open(text: str) -> str:
    interval(text)
    return text


PartialDate = Annotated[
    str,
    BeforeValidator(_written),
    AfterValidator(_checked),
    WithJsonSchema({"type": ["string", "integer"], "pattern": PATTERN}),
    Field(examples=["2021-10-06", "2021-10", "2021~"]),
]
OpenDate = Annotated[
    str,
    BeforeValidator(_written),
    AfterValidator(_checked_open),
    WithJsonSchema({"type": ["string", "integer"], "pattern": OPEN_PATTERN}),
    Field(examples=["2021-10-31", "../2018-11-05", "2018-11-05/.."]),
]
