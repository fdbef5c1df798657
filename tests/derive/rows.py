"""Rows to derive from, with only what a test is about; all else is as plain as can be."""

from datetime import date
from typing import Any

from diplomatic_ties.model.tables import CoverageRow, EventRow, MissionRow, Row


def _blank(model: type[Row]) -> dict[str, Any]:
    return dict.fromkeys(model.model_fields)


def event(**facts: Any) -> EventRow:
    """A measure of NATO's about Russia's post there, carried out; ``announced`` and the rest as given."""
    plain = {
        "event_id": "aaaaaa",
        "measure": "expulsion",
        "measure_group": "staff",
        "direction": "cut",
        "initiator": "NATO",
        "counterpart": "RUS",
        "mission_id": "rus-nato",
        "announced": date(2021, 10, 6),
        "announced_precision": "day",
        "announced_approximate": False,
        "outcome": "carried_out",
    }
    if facts.get("effective") and "effective_precision" not in facts:
        plain |= {"effective_precision": "day", "effective_approximate": False}
    return EventRow.model_construct(**_blank(EventRow) | plain | facts)


def events(facts: list[dict[str, Any]]) -> list[EventRow]:
    """Measures with an id each."""
    return [event(**{"event_id": f"a{number:05}"} | told) for number, told in enumerate(facts)]


def post(**facts: Any) -> MissionRow:
    """A council of Russia and NATO; ``opened`` and ``closed`` as given."""
    plain: dict[str, Any] = {"mission_id": "rus-nato", "kind": "council", "sender": "RUS", "host": "NATO"}
    for name in ("opened", "closed"):
        if facts.get(name):
            plain |= {f"{name}_precision": "day", f"{name}_approximate": False}
    return MissionRow.model_construct(**_blank(MissionRow) | plain | facts)


def searched(initiator: str, counterpart: str, **facts: Any) -> CoverageRow:
    """An exhaustive search of all groups, from February to April 2018 where not told otherwise."""
    plain: dict[str, Any] = {
        "coverage_id": "a",
        "initiator": initiator,
        "counterpart": counterpart,
        "starts": date(2018, 2, 1),
        "ends": date(2018, 4, 30),
        "measures": ["all"],
        "status": "exhaustive",
        "how": "Read",
        "searched": date(2026, 11, 24),
        "overviews": [],
        "queries": [],
        "languages": [],
        "note": None,
    }
    return CoverageRow.model_construct(**plain | facts)
