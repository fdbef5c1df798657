"""What stood when: the state of each post and channel, and each limit on staff, as steps in time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pyarrow as pa

from diplomatic_ties.model.tables import MissionStatusRow, StaffCeilingRow
from diplomatic_ties.model.vocabulary import CHANNELS, Group, Measure, MissionState, Outcome, StepRule

LEADS_TO = {
    Measure.MISSION_OPENING: MissionState.OPEN,
    Measure.MISSION_REOPENING: MissionState.OPEN,
    Measure.COOPERATION_RESUMED: MissionState.OPEN,
    Measure.AGREEMENT_SIGNED: MissionState.OPEN,
    Measure.COOPERATION_SUSPENDED: MissionState.SUSPENDED,
    Measure.MISSION_SUSPENSION: MissionState.SUSPENDED,
    Measure.AGREEMENT_TERMINATED: MissionState.CLOSED,
    Measure.MISSION_CLOSURE: MissionState.CLOSED,
}
OF_POSTS = {measure for measure in LEADS_TO if measure.group is Group.MISSION}
BEGINNINGS = {Measure.MISSION_OPENING, Measure.AGREEMENT_SIGNED, Measure.COOPERATION_RESUMED}
DAY = timedelta(days=1)


class Step(NamedTuple):
    """A state that begins on ``starts``; null where it was there before all that is known."""

    starts: date | None
    precision: str | None
    state: Any
    event_id: str | None


def mission_status(missions: pa.Table, events: pa.Table) -> Iterator[MissionStatusRow]:
    """Yield the intervals of each post and channel: they follow one another with no gap and no overlap.

    A post begins as open, on its first known day if there is one; as closed, if all that is known is that
    it was reopened. Each measure about it that took effect
    (not rescinded) leads to a state; a measure that leads to the state that it is in changes nothing.
    Where several are in force on one day, the last announced counts, and of equals the one that cuts
    deeper. ``missions.closed`` ends what no measure ends.
    """
    of_mission = defaultdict(list)
    for event in _in_order(events):
        of_mission[event["mission_id"]].append(event)
    for mission in missions.to_pylist():
        # Cooperation with a post may stop while the post itself goes on.
        telling = LEADS_TO if mission["kind"] in CHANNELS else OF_POSTS
        changes = [e for e in of_mission[mission["mission_id"]] if e["measure"] in telling]
        steps = _mission_steps(mission, changes)
        for step, following, interval in _intervals(steps):
            yield MissionStatusRow(
                mission_id=mission["mission_id"],
                status=step.state,
                began_by=step.event_id,
                ended_by=following and following.event_id,
                **interval,
            )


def _mission_steps(mission: dict[str, Any], events: Sequence[dict[str, Any]]) -> list[Step]:
    changes = [Step(*in_force(e), LEADS_TO[e["measure"]], e["event_id"]) for e in events]
    opened, closed = mission["opened"], mission["closed"]
    if closed and not any(c.state is MissionState.CLOSED for c in changes):
        changes.append(Step(closed + DAY, mission["closed_precision"], MissionState.CLOSED, None))
    first = events[0]["measure"] if events else None
    if first == Measure.MISSION_REOPENING and opened is None:
        changes.insert(0, Step(None, None, MissionState.CLOSED, None))
    elif first not in BEGINNINGS or (opened and opened < in_force(events[0])[0]):
        changes.insert(0, Step(opened, opened and mission["opened_precision"], MissionState.OPEN, None))
    return _merged(changes)


def _merged(changes: Iterable[Step]) -> list[Step]:
    """Drop what changes nothing and what another change of the same day replaces."""
    steps: list[Step] = []
    for change in sorted(changes, key=lambda c: c.starts or date.min):
        if steps and change.starts == steps[-1].starts:
            steps.pop()
        if not steps or steps[-1].state != change.state:
            steps.append(change)
    return steps


def _intervals(steps: Sequence[Step]) -> Iterator[tuple[Step, Step | None, dict[str, Any]]]:
    """Yield each step with the one that follows it and the columns that its interval has in a table."""
    for number, (step, following) in enumerate(zip(steps, [*steps[1:], None], strict=True), 1):
        yield (
            step,
            following,
            {
                "step": number,
                "starts": step.starts,
                "starts_precision": step.precision,
                "ends": following.starts - DAY if following and following.starts else None,
                "ends_precision": following.precision if following else None,
            },
        )


def in_force(event: dict[str, Any]) -> tuple[date, str]:
    """Return the first possible day on which a measure was in force, and how exactly it is known."""
    if event["effective"] is not None:
        return event["effective"], event["effective_precision"]
    return event["announced"], event["announced_precision"]


def _in_order(events: pa.Table) -> list[dict[str, Any]]:
    """Measures that were not rescinded, by the day in force, then announced, then by how deep they cut."""
    depth = {measure: place for place, measure in enumerate(LEADS_TO)}
    return sorted(
        (event for event in events.to_pylist() if event["outcome"] != Outcome.RESCINDED),
        key=lambda e: (in_force(e)[0], e["announced"], depth.get(e["measure"], 0), e["event_id"]),
    )


def staff_ceilings(events: pa.Table, status: pa.Table) -> Iterator[StaffCeilingRow]:
    """Yield each limit as steps; before the first stands what its measure says was there before.

    While the post is suspended or closed by ``status``, the step is ``suspended``; if it works again, the
    limit that stood last is back.
    """
    chains = defaultdict(list)
    for event in _in_order(events):
        if event["measure"] == Measure.STAFF_CEILING:
            chains[event["initiator"], event["counterpart"], event["mission_id"]].append(event)
    pauses = defaultdict(list)
    for interval in status.to_pylist():
        pauses[interval["mission_id"]].append(interval)
    for (initiator, counterpart, mission), chain in chains.items():
        steps = _ceiling_steps(chain, pauses[mission])
        for step, _, interval in _intervals(steps):
            rule, ceiling, scope = step.state
            yield StaffCeilingRow(
                initiator=initiator,
                counterpart=counterpart,
                mission=mission or "all",
                scope=scope,
                rule=rule,
                ceiling=ceiling,
                event_id=step.event_id,
                **interval,
            )


def _ceiling_steps(chain: Sequence[dict[str, Any]], status: Sequence[dict[str, Any]]) -> list[Step]:
    before = chain[0]["ceiling_before"]
    rule = StepRule.NONE if before is None else StepRule.MAXIMUM
    scope = chain[0]["ceiling_scope"] if before is not None else None
    limits = [Step(None, None, (rule, before, scope), None)]
    for event in chain:
        limit = StepRule[event["ceiling_rule"].upper()], event["ceiling_after"], event["ceiling_scope"]
        limits.append(Step(*in_force(event), limit, event["event_id"]))
    first = limits[1].starts
    assert first is not None
    steps = list(limits)
    for interval in status:
        if interval["starts"] is None or interval["starts"] < first:
            continue
        if interval["status"] == MissionState.OPEN:
            standing = [s for s in limits if s.starts is None or s.starts <= interval["starts"]][-1]
            state = standing.state
        else:
            state = (StepRule.SUSPENDED, None, None)
            # A limit that is set while the post is idle binds from its reopening.
            end = interval["ends"] or date.max
            steps = [s for s in steps if s.starts is None or not interval["starts"] <= s.starts <= end]
        steps.append(Step(interval["starts"], interval["starts_precision"], state, interval["began_by"]))
    return _merged(steps)
