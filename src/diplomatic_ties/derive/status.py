"""The table ``mission_status``: when each post and channel was open, suspended or closed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from diplomatic_ties.derive.steps import DAY, LEADS_TO, Step, When, in_force, in_order, intervals, merged
from diplomatic_ties.model.tables import EventRow, MissionRow, MissionStatusRow
from diplomatic_ties.model.vocabulary import CHANNELS, Group, Measure, MissionState

OF_POSTS = {measure for measure in LEADS_TO if measure.group is Group.MISSION}
OPENINGS = {measure for measure in LEADS_TO if measure.begins}


def mission_status(missions: Iterable[MissionRow], events: Iterable[EventRow]) -> Iterator[MissionStatusRow]:
    """Yield the intervals of each post and channel: they follow one another with no gap and no overlap.

    A post begins as open, on its first known day if there is one; as closed, if all that is known is that
    it was reopened. Each measure about it that took effect (not rescinded) leads to a state; a measure that
    leads to the state that it is in changes nothing. Where several are in force on one day, the last
    announced counts, and of equals the one that cuts deeper. ``missions.closed`` ends what no measure ends.
    """
    of_mission = defaultdict(list)
    for event in in_order(events):
        of_mission[event.mission_id].append(event)
    for mission in missions:
        # Cooperation with a post may stop while the post itself goes on.
        telling = LEADS_TO if mission.kind in CHANNELS else OF_POSTS
        changes = [event for event in of_mission[mission.mission_id] if event.measure in telling]
        for step, following, interval in intervals(_steps(mission, changes)):
            yield MissionStatusRow(
                mission_id=mission.mission_id,
                status=step.state,
                began_by=step.event_id,
                ended_by=following and following.event_id,
                **interval,
            )


def _ended(changes: Sequence[Step[MissionState]], closed: date) -> bool:
    """Whether a measure ended the post for good: the last of those that closed it, or one after its last day."""
    if not any(change.state is MissionState.CLOSED for change in changes):
        return False
    last = changes[-1]
    return last.state is MissionState.CLOSED or (last.first or closed) > closed


def _steps(mission: MissionRow, events: Sequence[EventRow]) -> list[Step[MissionState]]:
    changes = [Step(in_force(event), LEADS_TO[event.measure], event.event_id) for event in events]
    opened, closed = mission.opened, mission.closed
    if closed and not _ended(changes, closed):
        end = When(closed + DAY, mission.closed_precision, mission.closed_approximate)
        changes.append(Step(end, MissionState.CLOSED, None))
    first = events[0] if events else None
    if first and first.measure == Measure.MISSION_REOPENING and opened is None:
        changes.insert(0, Step(When(), MissionState.CLOSED, None))
    elif first is None or first.measure not in OPENINGS or (opened and opened < changes[0].first):
        begin = When(opened, mission.opened_precision, mission.opened_approximate)
        changes.insert(0, Step(begin, MissionState.OPEN, None))
    return merged(changes)
