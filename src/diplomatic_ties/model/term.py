"""Terms: the time that is given to leave, as ISO 8601 durations of one unit.

``PT48H``, ``P7D``, ``P2W``, ``P1M``; ``PT0S`` for at once.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

PATTERN = r"^P(T0S|T[1-9][0-9]{0,3}H|[1-9][0-9]{0,3}[DWM])$"
AT_ONCE = "PT0S"


def _checked(text: str) -> str:
    if not re.fullmatch(PATTERN, text):
        raise ValueError(f"{text!r} is no term; write PT48H, P7D, P2W or P1M, PT0S for at once")
    return text


Term = Annotated[
    str,
    AfterValidator(_checked),
    WithJsonSchema({"type": "string", "pattern": PATTERN}),
    Field(examples=["PT48H", "P7D", "P1M", "PT0S"]),
]


def ends(start: date, term: str) -> date:
    """Return the last day of a term that runs from ``start``; hours count as the days that they take."""
    number, unit = int(re.sub(r"\D", "", term)), term[-1]
    match unit:
        case "M":
            years, month = divmod(start.month - 1 + number, 12)
            year = start.year + years
            return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
        case "W":
            return start + timedelta(weeks=number)
        case "D":
            return start + timedelta(days=number)
        case _:
            return start + timedelta(days=-(-number // 24))
