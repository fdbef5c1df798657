"""Terms, numbers, days and times as people read them: the same on any machine, whatever its locale."""

import re
from typing import Any

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def words(term: object) -> str:
    """A term as people read it."""
    return str(term).replace("_", " ")


def count(number: int, one: str, many: str = "") -> str:
    """A number and what it counts."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def announced(event: dict[str, Any]) -> str:
    """When a measure was announced, as precisely as that is known."""
    day = event["announced"]
    parts = {"year": [day.year], "month": [MONTHS[day.month - 1], day.year]}
    whole = parts.get(event["announced_precision"], [day.day, MONTHS[day.month - 1], day.year])
    return " ".join(map(str, whole))


def lasting(term: str) -> str:
    """A term as people say it: ``P14D`` is 14 days (ISO 8601)."""
    found = re.fullmatch(r"PT?(\d+)([DHWM])", term)
    if not found:
        return term
    return count(int(found[1]), {"D": "day", "H": "hour", "W": "week", "M": "month"}[found[2]])
