"""The columns that a partial date has in a table: see ``model/edtf.py`` for what may be written."""

from datetime import date
from typing import Any

from diplomatic_ties.model.edtf import interval


def days(name: str, text: str | None) -> dict[str, Any]:
    """The first and the last possible day, precision and approximation of ``name``; null where it is."""
    found = interval(text) if text else None
    return {
        # An open end has no day.
        name: found and (None if found.first == date.min else found.first),
        f"{name}_last": found and (None if found.last == date.max else found.last),
        f"{name}_precision": found and found.precision,
        f"{name}_approximate": found and found.approximate,
    }


def beginning(name: str, text: str | None) -> dict[str, Any]:
    """The first possible day of ``name``, its precision and approximation."""
    return {column: value for column, value in days(name, text).items() if column != f"{name}_last"}


def ending(name: str, text: str | None) -> dict[str, Any]:
    """The last possible day of ``name``, its precision and approximation."""
    return beginning(name, text) | {name: days(name, text)[f"{name}_last"]}
