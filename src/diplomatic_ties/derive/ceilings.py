"""The table ``staff_ceilings``: who limits whose staff, and to how many, as steps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from diplomatic_ties.derive.lives import Lives
from diplomatic_ties.derive.steps import Step, When, in_force, in_order, intervals, merged
from diplomatic_ties.model.tables import ActorRow, EventRow, MissionStatusRow, StaffCeilingRow
from diplomatic_ties.model.vocabulary import CeilingRule, Measure, MissionState, Precision, Scope, StepRule


class Limit(NamedTuple):
    """What stands: the rule, the number if there is one, and who counts."""

    rule: StepRule
    ceiling: int | None
    scope: Scope | None


# A limit that a measure sets, as what stands from then on.
RULES = {
    CeilingRule.MAXIMUM: StepRule.MAXIMUM,
    CeilingRule.PARITY: StepRule.PARITY,
    CeilingRule.LIFTED: StepRule.LIFTED,
}
IDLE = Limit(StepRule.SUSPENDED, None, None)


def staff_ceilings(
    events: Iterable[EventRow], status: Iterable[MissionStatusRow], actors: Iterable[ActorRow]
) -> Iterator[StaffCeilingRow]:
    """Yield each limit as steps; before the first stands what its measure says was there before.

    While the post is suspended or closed by ``status``, the step is ``suspended``; if it works again, the
    limit that stood last is back. The last step ends with the actor that sets or bears it.
    """
    lives = Lives(actors)
    chains = defaultdict(list)
    for event in in_order(events):
        if event.measure == Measure.STAFF_CEILING:
            chains[event.initiator, event.counterpart, event.mission_id].append(event)
    pauses = defaultdict(list)
    for interval in status:
        pauses[interval.mission_id].append(interval)
    for (initiator, counterpart, mission), chain in chains.items():
        gone = lives.gone((initiator, counterpart))
        for step, _, columns in intervals(_steps(chain, pauses[mission or ""])):
            if gone and columns["ends"] is None:
                columns = {**columns, "ends": gone, "ends_precision": Precision.DAY, "ends_approximate": False}
            yield StaffCeilingRow(
                initiator=initiator,
                counterpart=counterpart,
                mission=mission or "all",
                scope=step.state.scope,
                rule=step.state.rule,
                ceiling=step.state.ceiling,
                event_id=step.event_id,
                **columns,
            )


def _steps(chain: Sequence[EventRow], status: Sequence[MissionStatusRow]) -> list[Step[Limit]]:
    limits = [Step(When(), _before(chain[0]), None)]
    for event in chain:
        rule = RULES[event.ceiling_rule or CeilingRule.LIFTED]
        limit = Limit(rule, event.ceiling_after, event.ceiling_scope)
        limits.append(Step(in_force(event), limit, event.event_id))
    steps = list(limits)
    for interval in status:
        starts = interval.starts
        if starts is None or starts < limits[1].first:
            continue
        state = IDLE
        if interval.status == MissionState.OPEN:
            state = [step for step in limits if step.first <= starts][-1].state
        else:
            # A limit that is set while the post is idle binds from its reopening.
            end = interval.ends or date.max
            steps = [step for step in steps if not starts <= step.first <= end]
        when = When(starts, interval.starts_precision, interval.starts_approximate)
        steps.append(Step(when, state, interval.began_by))
    return merged(steps)


def _before(first: EventRow) -> Limit:
    """What stood before the first measure, as far as it says so."""
    if first.ceiling_before is None:
        return Limit(StepRule.NONE, None, None)
    return Limit(StepRule.MAXIMUM, first.ceiling_before, first.ceiling_scope)
