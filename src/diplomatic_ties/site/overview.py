"""The first page and the page that tells how complete the data are."""

from collections import Counter
from typing import Any

from diplomatic_ties.site.chronicle import Story
from diplomatic_ties.site.published import STATUSES, Published, people

# A share below which a kind is called thin.
COMPLETE = 0.85
MOSCOW = {"RUS", "SUN"}
LETTERS = {"not_searched": "", "partial": "p", "searched": "s", "exhaustive": "e"}


def overview(tables: Published, stories: list[Story]) -> dict[str, Any]:
    """Return what the first page shows."""
    faced = [pair for row in tables.events if (pair := {row["initiator"], row["counterpart"]}) & MOSCOW]
    return {
        "stories": stories,
        "newest": tables.events[:-9:-1],
        "number": len(tables.events),
        "pages": len(tables.sources),
        "partners": len({side for pair in faced for side in pair} - MOSCOW),
        "sent_home": people(tables.events),
        "first": tables.events[0]["announced"].year,
        "last": tables.events[-1]["announced"],
    }


def completeness(tables: Published) -> dict[str, Any]:
    """Return the map of what was searched, and the table of second searches."""
    cells = tables.searched
    years_ = sorted({year for found in cells.values() for year, rank in found.items() if rank})
    before = [year for year in years_ if year < tables.since]
    years_ = [year for year in years_ if year >= tables.since]
    found_of = [
        (tables.actors[id_], [found.get(year, 0) for year in before], [STATUSES[found.get(year, 0)] for year in years_])
        for id_, found in sorted(
            cells.items(), key=lambda item: (_kind(item[0], tables), tables.actors[item[0]]["name"])
        )
    ]
    # Of the years before, the best that one of them came to.
    lines = [(actor, [STATUSES[max(early, default=0)], *statuses]) for actor, early, statuses in found_of]
    found_twice = [row for row in tables.completeness if row["estimate"]]
    counted = Counter(status for _, statuses in lines for status in statuses[1:])
    return {
        "years": years_,
        "since": tables.since,
        "told": tables.by_actor.keys(),
        "lines": lines,
        "letters": LETTERS,
        "shares": {status: counted[status] / max(1, counted.total()) for status in STATUSES},
        "found": found_twice,
        "thin": [row for row in found_twice if row["share_now"] < COMPLETE and row["kind"] != "all"],
        "unsearched": [actor for actor, statuses in lines if not {"searched", "exhaustive"} & set(statuses)],
        "leads": sorted(tables.leads, key=lambda lead: (lead["date"] or "", lead["lead_id"]), reverse=True),
    }


def _kind(id_: str, tables: Published) -> bool:
    """States first."""
    return bool(tables.actors[id_]["kind"] != "state")
