"""Dates as people read them, from the columns of a published table."""

from datetime import date


def dated(day: date | None, precision: str | None, approximate: bool | None) -> str:
    """A day, a month or a year, as precise as it is known, with ``~`` where it is about then; nothing for null."""
    if day is None:
        return ""
    shown = str(day)[: {"year": 4, "month": 7}.get(precision or "day", 10)]
    return f"{shown}~" if approximate else shown
