"""Tables from records: plain functions, a file a table, and the order in which they build on one another."""

from collections.abc import Mapping

import pyarrow as pa

from diplomatic_ties.curation.dataset import Dataset, no_collection
from diplomatic_ties.derive.agreement import agreement
from diplomatic_ties.derive.arrow import rows_of, table_of
from diplomatic_ties.derive.ceilings import staff_ceilings
from diplomatic_ties.derive.completeness import completeness
from diplomatic_ties.derive.events import events, links
from diplomatic_ties.derive.evidence import event_sources, event_values, publishers, sources
from diplomatic_ties.derive.panel import dyad_months
from diplomatic_ties.derive.registries import (
    actors,
    coverage,
    episodes,
    leads,
    memberships,
    missions,
    triggers,
    withdrawn,
)
from diplomatic_ties.derive.retaliations import retaliations
from diplomatic_ties.derive.status import mission_status
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import (
    Actor,
    Coverage,
    Episode,
    Lead,
    Mission,
    Publisher,
    SecondCoding,
    SecondSearch,
    Trigger,
    Withdrawn,
)
from diplomatic_ties.model.tables import ActorRow, EventRow, LinkRow, MissionRow

Tables = dict[str, pa.Table]


@no_collection()
def curated(dataset: Dataset) -> Tables:
    """The tables that show what was curated in a checked dataset, sorted by primary key."""
    records, houses = dataset.all(Event), dataset.by_id(Publisher)
    states = dataset.all(Actor)
    rows = {
        "events": events(records, dataset.by_id(Actor), houses),
        "event_sources": event_sources(records),
        "event_values": event_values(records, houses),
        "sources": sources(records, houses),
        "publishers": publishers(records, houses.values()),
        "links": links(records),
        "episodes": episodes(dataset.all(Episode)),
        "triggers": triggers(dataset.all(Trigger)),
        "actors": actors(states),
        "memberships": memberships(states),
        "missions": missions(dataset.all(Mission)),
        "coverage": coverage(dataset.all(Coverage)),
        "leads": leads(dataset.all(Lead)),
        "completeness": completeness(dataset.by_id(Event), dataset.all(SecondSearch)),
        "agreement": agreement(dataset.by_id(Event), dataset.all(SecondCoding)),
        "withdrawn": withdrawn(dataset.all(Withdrawn)),
    }
    return {name: table_of(name, found) for name, found in rows.items()}


@no_collection()
def derived(tables: Mapping[str, pa.Table]) -> Tables:
    """The tables that follow from curated ones: those of today, or of an earlier release."""
    measures = rows_of(EventRow, tables["events"])
    posts = rows_of(MissionRow, tables["missions"])
    lives = rows_of(ActorRow, tables["actors"])
    status = list(mission_status(posts, measures))
    rows = {
        "mission_status": status,
        "staff_ceilings": staff_ceilings(measures, status, lives),
        "retaliations": retaliations(measures, rows_of(LinkRow, tables["links"])),
        "dyad_months": dyad_months(measures, posts, lives),
    }
    return {name: table_of(name, found) for name, found in rows.items()}
