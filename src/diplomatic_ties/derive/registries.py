"""The tables that show a registry as it was written: a row an entry."""

from collections.abc import Iterable, Iterator
from typing import Any

from diplomatic_ties.derive.dates import beginning, days, ending
from diplomatic_ties.model.fields import Entry
from diplomatic_ties.model.registries import (
    Actor,
    Coverage,
    Episode,
    Lead,
    Mission,
    Trigger,
    Withdrawn,
)
from diplomatic_ties.model.tables import (
    ActorRow,
    CoverageRow,
    EpisodeRow,
    LeadRow,
    MembershipRow,
    MissionRow,
    TriggerRow,
    WithdrawnRow,
)


def _plain(entry: Entry, key: str, *without: str) -> dict[str, Any]:
    return {key: entry.id} | entry.model_dump(exclude={"id", *without})


def episodes(registry: Iterable[Episode]) -> Iterator[EpisodeRow]:
    """Yield a row an episode."""
    return (EpisodeRow(**_plain(episode, "episode_id")) for episode in registry)


def triggers(registry: Iterable[Trigger]) -> Iterator[TriggerRow]:
    """Yield a row a trigger."""
    for trigger in registry:
        yield TriggerRow(**_plain(trigger, "trigger_id", "date"), **days("date", trigger.date))


def actors(registry: Iterable[Actor]) -> Iterator[ActorRow]:
    """Yield a row an actor."""
    for actor in registry:
        yield ActorRow(
            **_plain(actor, "actor_id", "begins", "ends", "memberships"),
            **beginning("starts", actor.begins),
            **ending("ends", actor.ends),
        )


def memberships(registry: Iterable[Actor]) -> Iterator[MembershipRow]:
    """Yield a row for each time that a state belonged to an organisation."""
    for actor in registry:
        for member in actor.memberships:
            yield MembershipRow(
                actor_id=actor.id,
                org=member.org,
                **beginning("starts", member.begins),
                **ending("ends", member.ends),
            )


def missions(registry: Iterable[Mission]) -> Iterator[MissionRow]:
    """Yield a row a post or channel."""
    for mission in registry:
        yield MissionRow(
            **_plain(mission, "mission_id", "opened", "closed"),
            **beginning("opened", mission.opened),
            **ending("closed", mission.closed),
        )


def coverage(registry: Iterable[Coverage]) -> Iterator[CoverageRow]:
    """Yield a row for each pair and period that was searched."""
    for entry in registry:
        yield CoverageRow(**_plain(entry, "coverage_id", "begins"), starts=entry.begins)


def leads(registry: Iterable[Lead]) -> Iterator[LeadRow]:
    """Yield a row a lead."""
    return (LeadRow(**_plain(lead, "lead_id")) for lead in registry)


def withdrawn(registry: Iterable[Withdrawn]) -> Iterator[WithdrawnRow]:
    """Yield a row a tombstone."""
    return (WithdrawnRow(**_plain(tombstone, "event_id")) for tombstone in registry)
