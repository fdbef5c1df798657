"""The page of a state or an organisation: its measures, posts and limits, whom it answered and how fast."""

from collections.abc import Iterator
from statistics import median
from typing import Any

from diplomatic_ties.dates import dated
from diplomatic_ties.site.published import STATUSES, Published, Row, grouped, people


def actor(row: Row, tables: Published) -> dict[str, Any]:
    """Return what the template of an actor shows."""
    id_ = row["actor_id"]
    events = tables.by_actor[id_]
    return {
        "actor": row,
        "before": tables.actors[row["continues"]] if row["continues"] in tables.by_actor else None,
        "after": next((other for other in tables.partners() if other["continues"] == id_), None),
        "events": events[::-1],
        "made": [event for event in events if event["initiator"] == id_],
        "met": [event for event in events if event["counterpart"] == id_],
        "sent_home": people(event for event in events if event["initiator"] == id_),
        "lost": people(event for event in events if event["counterpart"] == id_),
        "posts": list(_posts(id_, tables)),
        "answers": list(_answers(id_, "counterpart", tables)),
        "answered": list(_answers(id_, "initiator", tables)),
        "limits": [row for row in tables.ceilings if id_ in (row["initiator"], row["counterpart"])],
        "searched": [(year, STATUSES[rank]) for year, rank in sorted(tables.searched.get(id_, {}).items())],
    }


def _posts(id_: str, tables: Published) -> Iterator[dict[str, Any]]:
    """The posts of an actor abroad and those of others with it, and what stands of each."""
    for post in sorted(tables.missions.values(), key=lambda post: (post["sender"] != id_, post["name"])):
        spells = tables.status.get(post["mission_id"], [])
        if id_ in (post["sender"], post["host"]) and spells:
            last = spells[-1]
            since = dated(last["starts"], last["starts_precision"], last["starts_approximate"])
            yield {"post": post, "status": last["status"], "since": since, "began_by": last["began_by"]}


def _answers(id_: str, side: str, tables: Published) -> Iterator[dict[str, Any]]:
    """Whom the actor answered, or who answered it: how often, and after how many days in the middle of the cases."""
    # The answer is made by whom the first measure was aimed at.
    other_side = {"counterpart": "initiator", "initiator": "counterpart"}[side]
    mine = [row for row in tables.answers if row[side] == id_ and not row["in_solidarity"]]
    for other, rows in sorted(grouped((row[other_side], row) for row in mine).items()):
        lags = [row["lag_days"] for row in rows if row["lag_days"] is not None]
        yield {"other": other, "number": len(rows), "days": median(lags) if lags else None}
