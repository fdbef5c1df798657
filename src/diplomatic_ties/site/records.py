"""The page of a record: every value, which pages say it, which differ, and the chain before and after."""

from collections.abc import Iterable, Iterator
from typing import Any

from diplomatic_ties.dates import dated
from diplomatic_ties.model.tables import EventSourceRow
from diplomatic_ties.site.chronicle import Story
from diplomatic_ties.site.published import Published, Row

# How a relation reads from the record that has it, and from the one that it points to.
RELATIONS = {
    "responds_to": ("Answers", "Answered by"),
    "solidarity_with": ("In solidarity with", "Followed in solidarity by"),
    "reverses": ("Takes back", "Taken back by"),
    "extends": ("Widens", "Widened by"),
    "same_decision": ("One decision with", "One decision with"),
}
# What a page can say has its place in the codebook.
SAID = tuple(name for name in EventSourceRow.model_fields if name not in ("event_id", "source_id"))
# Days by the column that holds the first of them, and what the day is.
DAYS = ("announced", "notified", "effective", "deadline")


def record(event: Row, tables: Published, stories: Iterable[Story]) -> dict[str, Any]:
    """Return what the template of a record shows."""
    return {
        "event": event,
        "days": [_day(event, name) for name in DAYS if _known(event, name)],
        "values": list(_values(event, tables)),
        "pages": [(tables.sources[said["source_id"]], dict(_said(said))) for said in _says(event, tables)],
        "limits": tables.limits([event]),
        "stories": [story for story in stories if any(row is event for row in story.events)],
        "relations": list(_relations(event, tables)),
        "neighbours": _neighbours(event, tables),
        "episode": tables.episodes[event["episode_id"]],
        "trigger": tables.triggers.get(event["trigger_id"] or ""),
        "mission": tables.missions.get(event["mission_id"] or ""),
        "missions": tables.missions,
        "said_fields": SAID,
    }


def _known(event: Row, name: str) -> bool:
    return event[name] is not None or event[f"{name}_last"] is not None


def _day(event: Row, name: str) -> tuple[str, str]:
    """A day as precise as it is known."""
    first, last = event[name], event[f"{name}_last"]
    shown = event.get(f"{name}_edtf") or dated(first, event[f"{name}_precision"], event[f"{name}_approximate"])
    if first is None:
        return name, f"by {last}"
    if last is None:
        return name, f"not before {first}"
    return name, str(shown)


def _values(event: Row, tables: Published) -> Iterator[dict[str, Any]]:
    """Each coded value, the pages that say it, those that say another, and those that are only less exact."""
    said_of = {said["source_id"]: said for said in _says(event, tables)}
    for value in tables.values.get(event["event_id"], []):
        field = value["field"]
        others = [(tables.sources[id_], said_of[id_][field]) for id_ in value["differs"]]
        vaguer = [(page, other) for page, other in others if _vaguer(other, value["value"])]
        scopes = [
            (tables.sources[id_], f"{said[field]} ({said['persons_scope'] or 'of whom is not said'})")
            for id_, said in said_of.items()
            if field == "persons" and said[field] is not None and id_ not in (*value["said_by"], *value["differs"])
        ]
        yield value | {
            "said": [tables.sources[id_] for id_ in value["said_by"]],
            "differs": [other for other in others if other not in vaguer],
            "vaguer": vaguer,
            "scopes": scopes,
        }


def _vaguer(other: Any, value: str) -> bool:
    """Whether a date says the same with less: its month or year alone."""
    text = str(other).rstrip("~")
    return len(text) < len(value) and value.startswith(f"{text}-")


def _says(event: Row, tables: Published) -> list[Row]:
    return tables.says.get(event["event_id"], [])


def _said(said: Row) -> Iterator[tuple[str, str]]:
    for name, value in said.items():
        if name not in ("event_id", "source_id") and value not in (None, []):
            yield name, ", ".join(value) if isinstance(value, list) else str(value)


def _relations(event: Row, tables: Published) -> Iterator[tuple[str, Row, Row]]:
    for link in tables.links.get(event["event_id"], []):
        yield RELATIONS[link["link_type"]][0], tables.by_id[link["to_event_id"]], link
    for link in tables.linked_from.get(event["event_id"], []):
        # One decision is told from all sides; once is enough here.
        if link["link_type"] != "same_decision":
            yield RELATIONS[link["link_type"]][1], tables.by_id[link["event_id"]], link


def _neighbours(event: Row, tables: Published) -> tuple[Row | None, Row | None]:
    """The measures before and after in the episode."""
    rows = tables.by_episode[event["episode_id"]]
    place = next(number for number, row in enumerate(rows) if row["event_id"] == event["event_id"])
    return rows[place - 1] if place else None, rows[place + 1] if place + 1 < len(rows) else None
