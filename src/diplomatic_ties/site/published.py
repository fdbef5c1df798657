"""The published tables as the pages need them: rows that can be found by key."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import diplomatic_ties as ties

Row = dict[str, Any]
# What a year of a pair is called, the least first.
STATUSES = ("not_searched", "partial", "searched", "exhaustive")
# A name that is longer is not said.
LONG = 20


@dataclass
class Published:
    """Every table that a page draws on, as rows, and the rows of a record, an actor or an episode."""

    version: str
    citation: str
    events: list[Row]
    actors: dict[str, Row]
    episodes: dict[str, Row]
    triggers: dict[str, Row]
    missions: dict[str, Row]
    sources: dict[str, Row]
    status: dict[str, list[Row]]
    ceilings: list[Row]
    says: dict[str, list[Row]]
    values: dict[str, list[Row]]
    links: dict[str, list[Row]]
    linked_from: dict[str, list[Row]]
    answers: list[Row]
    completeness: list[Row]
    searches: list[Row]
    leads: list[Row]
    changes: list[Row]
    withdrawn: list[Row]
    releases: Mapping[str, str]
    by_id: dict[str, Row] = field(init=False)
    by_actor: dict[str, list[Row]] = field(init=False)
    by_episode: dict[str, list[Row]] = field(init=False)
    by_trigger: dict[str, list[Row]] = field(init=False)
    # The year from which on a search is known of most partners; before it silence tells nothing.
    since: int = field(init=False)
    # By the actor that is the other side of Russia, or of the Soviet Union before it: each year, and by its place in
    # STATUSES how far it was searched.
    searched: dict[str, dict[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        # What is known by its year or month alone comes after what is known by its day.
        self.events.sort(key=lambda row: (row["announced_last"], row["announced"], row["event_id"]))
        self.by_id = {row["event_id"]: row for row in self.events}
        self.by_actor = grouped((actor, row) for row in self.events for actor in (row["initiator"], row["counterpart"]))
        self.by_episode = grouped((row["episode_id"], row) for row in self.events)
        self.searched = defaultdict(dict)
        for row in self.searches:
            sides = {row["initiator"], row["counterpart"]} - {"RUS", "SUN"}
            if len(sides) == 1:
                years, year = self.searched[sides.pop()], row["period"].year
                # The worse of both directions.
                years[year] = min(STATUSES.index(row["search"]), years.get(year, len(STATUSES)))
        pairs = Counter(row["period"].year for row in self.searches if row["search"] in ("searched", "exhaustive"))
        most = max(pairs.values(), default=0)
        self.since = min((year for year, number in pairs.items() if number > most / 2), default=0)
        self.by_trigger = grouped((row["trigger_id"], row) for row in self.events if row["trigger_id"])

    def short(self, actor: str) -> str:
        """The name of an actor, or its letters where it is an organisation that is known by them."""
        row = self.actors[actor]
        return actor if row["kind"] == "organisation" and len(row["name"]) > LONG else str(row["name"])

    def limits(self, events: Iterable[Row]) -> list[Row]:
        """The limits on missions that these measures set."""
        ids = {event["event_id"] for event in events}
        return [row for row in self.ceilings if row["event_id"] in ids]

    def partners(self) -> list[Row]:
        """The actors that have a measure, by name."""
        return sorted((self.actors[actor] for actor in self.by_actor), key=lambda actor: str(actor["name"]))


def published() -> Published:
    """Read the tables that the loader serves."""
    return Published(
        version=ties.__version__,
        citation=ties.cite("apa"),
        events=_rows("events"),
        actors=_keyed("actors", "actor_id"),
        episodes=_keyed("episodes", "episode_id"),
        triggers=_keyed("triggers", "trigger_id"),
        missions=_keyed("missions", "mission_id"),
        sources=_keyed("sources", "source_id"),
        status=_grouped("mission_status", "mission_id"),
        ceilings=_rows("staff_ceilings"),
        says=_grouped("event_sources", "event_id"),
        values=_grouped("event_values", "event_id"),
        links=_grouped("links", "event_id"),
        linked_from=_grouped("links", "to_event_id"),
        answers=_rows("retaliations"),
        completeness=_rows("completeness"),
        searches=_searches(),
        leads=_rows("leads"),
        changes=_rows("changes"),
        withdrawn=_rows("withdrawn"),
        releases=ties.releases(),
    )


def _searches() -> list[Row]:
    """How far each directed pair was searched, year by year."""
    panel = ties.panel("year").select(["initiator", "counterpart", "period", "search"])
    return panel.to_pylist()


def _rows(table: str) -> list[Row]:
    rows: list[Row] = ties.load(table).to_pylist()
    return rows


def _keyed(table: str, key: str) -> dict[str, Row]:
    return {row[key]: row for row in _rows(table)}


def _grouped(table: str, key: str) -> dict[str, list[Row]]:
    return grouped((row[key], row) for row in _rows(table))


def grouped(pairs: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    """Rows by what stands before each."""
    found: dict[str, list[Row]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return dict(found)


def people(rows: Iterable[Row]) -> int:
    """How many people are known to have been expelled in these rows."""
    return sum(row["persons_best"] or 0 for row in rows if row["measure"] == "expulsion")


def cuts(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows that cut a tie."""
    return (row for row in rows if row["direction"] == "cut")
