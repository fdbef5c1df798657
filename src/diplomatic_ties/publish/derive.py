"""Tables from records: each a plain function, and ``tables`` that calls them all."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from diplomatic_ties.curation.read import Dataset
from diplomatic_ties.model.contracts import arrow_schema
from diplomatic_ties.model.edtf import interval
from diplomatic_ties.model.record import Actor, Entry, Event
from diplomatic_ties.model.tables import (
    TABLES,
    ActorRow,
    ChangeRow,
    CoverageRow,
    EpisodeRow,
    EventRow,
    EventSourceRow,
    LeadRow,
    LinkRow,
    MembershipRow,
    MissionRow,
    Row,
    SourceRow,
    TriggerRow,
    WithdrawnRow,
)
from diplomatic_ties.publish.history import History, differences, release_columns
from diplomatic_ties.publish.panel import dyad_months
from diplomatic_ties.publish.retaliations import retaliations
from diplomatic_ties.publish.steps import mission_status, staff_ceilings
from diplomatic_ties.tabular import from_csv


def tables(dataset: Dataset, version: str, history: History) -> dict[str, pa.Table]:
    """Every published table of a checked dataset, sorted by primary key.

    ``history`` tells which release first had each record, and what changed since the last one.
    """
    label = history.label(version)
    events = [event.value for event in dataset.events]
    actors = {actor.value.id: actor.value for actor in dataset.actors}
    rows: dict[str, Iterable[Row]] = {
        "events": (_event(event, actors, label) for event in events),
        "event_sources": _event_sources(events),
        "sources": _sources(events),
        "links": _links(events),
        "episodes": (EpisodeRow(**_plain(e.value, "episode_id")) for e in dataset.episodes),
        "triggers": (
            TriggerRow(**_plain(t.value, "trigger_id", "date"), **_days("date", t.value.date))
            for t in dataset.triggers
        ),
        "actors": (_actor(actor) for actor in actors.values()),
        "memberships": _memberships(actors.values()),
        "missions": (
            MissionRow(
                **_plain(m.value, "mission_id", "opened", "closed"),
                **_begins("opened", m.value.opened),
                **_ends("closed", m.value.closed),
            )
            for m in dataset.missions
        ),
        "coverage": (CoverageRow(**_plain(c.value, "coverage_id")) for c in dataset.coverage),
        "leads": (LeadRow(**_plain(lead.value, "lead_id")) for lead in dataset.leads),
        "withdrawn": (WithdrawnRow(**_plain(w.value, "event_id")) for w in dataset.withdrawn),
    }
    published = {name: _table(name, rows[name]) for name in rows}
    published["events"] = _with_releases(published["events"], release_columns(history, published, label))
    published["mission_status"] = _table(
        "mission_status", mission_status(published["missions"], published["events"])
    )
    published["staff_ceilings"] = _table(
        "staff_ceilings", staff_ceilings(published["events"], published["mission_status"])
    )
    published["retaliations"] = _table("retaliations", retaliations(published["events"], published["links"]))
    published["dyad_months"] = _table(
        "dyad_months",
        dyad_months(
            *(published[name] for name in ("events", "missions", "coverage", "actors", "memberships"))
        ),
    )
    corrections = [correction.value for correction in dataset.corrections]
    changes = _table("changes", differences(history, published, label, corrections))
    released = from_csv(history.changes, arrow_schema("changes")) if history.changes else changes.slice(0, 0)
    published["changes"] = pa.concat_tables([released, changes]).sort_by(
        [(column, "ascending") for column in ChangeRow.primary_key]
    )
    return {name: published[name] for name in TABLES}


def source_id(url: str) -> str:
    """Return the key of a page: the same for the same address, in every release."""
    return hashlib.sha256(url.encode()).hexdigest()[:10]


def _table(name: str, rows: Iterable[Row]) -> pa.Table:
    key = TABLES[name].primary_key
    ordered = sorted(rows, key=lambda row: tuple(getattr(row, column) for column in key))
    return pa.Table.from_pylist([row.model_dump() for row in ordered], schema=arrow_schema(name))


def _with_releases(events: pa.Table, found: dict[str, tuple[str, str]]) -> pa.Table:
    rows = events.to_pylist()
    for row in rows:
        row["first_release"], row["last_changed_release"] = found[row["event_id"]]
    return pa.Table.from_pylist(rows, schema=events.schema)


def _plain(entry: Entry, key: str, *without: str) -> dict[str, Any]:
    return {key: entry.id} | entry.model_dump(exclude={"id", *without})


def _days(name: str, text: str | None) -> dict[str, Any]:
    first, last, precision = interval(text) if text else (None, None, None)
    return {name: first, f"{name}_last": last, f"{name}_precision": precision}


def _begins(name: str, text: str | None) -> dict[str, Any]:
    found = interval(text) if text else None
    return {name: found and found.first, f"{name}_precision": found and found.precision}


def _ends(name: str, text: str | None) -> dict[str, Any]:
    found = interval(text) if text else None
    return {name: found and found.last, f"{name}_precision": found and found.precision}


def _event(event: Event, actors: dict[str, Actor], label: str) -> EventRow:
    initiator, counterpart = actors[event.initiator], actors[event.counterpart]
    persons, ceiling = event.persons, event.ceiling
    return EventRow(
        event_id=event.id,
        measure=event.measure,
        group=event.measure.group,
        direction=event.direction,
        initiator=event.initiator,
        initiator_name=initiator.name,
        initiator_cow=initiator.cow,
        initiator_gw=initiator.gw,
        counterpart=event.counterpart,
        counterpart_name=counterpart.name,
        counterpart_cow=counterpart.cow,
        counterpart_gw=counterpart.gw,
        affects=event.affects,
        instrument=event.instrument,
        mission_id=event.mission,
        **_days("announced", event.announced),
        announced_edtf=event.announced,
        **_days("effective", event.effective),
        effective_edtf=event.effective,
        **_days("deadline", event.deadline),
        persons_best=persons and persons.best,
        persons_low=min(event.said_persons) if persons else None,
        persons_high=max(event.said_persons) if persons else None,
        persons_scope=persons and persons.scope,
        ceiling_before=ceiling and ceiling.before,
        ceiling_after=ceiling and ceiling.after,
        ceiling_rule=ceiling and ceiling.rule,
        ceiling_scope=ceiling and ceiling.scope,
        grounds=event.grounds,
        trigger_id=event.trigger,
        episode_id=event.episode,
        outcome=event.outcome,
        evidence=event.evidence,
        n_sources=len(event.sources),
        n_independent=len(event.origins),
        cameo=event.measure.cameo,
        plover=event.measure.plover,
        summary=event.summary,
        coder_note=event.coder_note,
        first_release=label,
        last_changed_release=label,
    )


def _event_sources(events: Iterable[Event]) -> Iterator[EventSourceRow]:
    for event in events:
        for source in event.sources:
            yield EventSourceRow(
                event_id=event.id, source_id=source_id(source.url), **source.says.model_dump()
            )


def _sources(events: Iterable[Event]) -> Iterator[SourceRow]:
    accessed: dict[str, date] = {}
    facts: dict[str, dict[str, Any]] = {}
    for event in events:
        for source in event.sources:
            facts[source.url] = source.model_dump(exclude={"says", "accessed", "published"})
            facts[source.url] |= _begins("published", source.published)
            accessed[source.url] = max(source.accessed, accessed.get(source.url, source.accessed))
    for url, fact in facts.items():
        yield SourceRow(source_id=source_id(url), accessed=accessed[url], **fact)


def _links(events: Iterable[Event]) -> Iterator[LinkRow]:
    for event in events:
        for link in event.links:
            yield LinkRow(event_id=event.id, link_type=link.type, to_event_id=link.to, note=link.note)


def _actor(actor: Actor) -> ActorRow:
    return ActorRow(
        **_plain(actor, "actor_id", "begins", "ends", "memberships"),
        **_begins("begins", actor.begins),
        **_ends("ends", actor.ends),
    )


def _memberships(actors: Iterable[Actor]) -> Iterator[MembershipRow]:
    for actor in actors:
        for member in actor.memberships:
            yield MembershipRow(
                actor_id=actor.id,
                org=member.org,
                **_begins("begins", member.begins),
                **_ends("ends", member.ends),
            )
