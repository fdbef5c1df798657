"""Steps in time, from which the tables of states and of limits are made."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Generic, NamedTuple, TypedDict, TypeVar

from diplomatic_ties.model.tables import EventRow
from diplomatic_ties.model.vocabulary import Measure, MissionState, Outcome, Precision

State = TypeVar("State")
DAY = timedelta(days=1)
# What a measure leads a post or channel to; of measures of one day the later in this list cuts deeper.
LEADS_TO = {
    Measure.MISSION_OPENING: MissionState.OPEN,
    Measure.MISSION_REOPENING: MissionState.OPEN,
    Measure.COOPERATION_RESUMED: MissionState.OPEN,
    Measure.AGREEMENT_MADE: MissionState.OPEN,
    Measure.COOPERATION_SUSPENDED: MissionState.SUSPENDED,
    Measure.MISSION_SUSPENSION: MissionState.SUSPENDED,
    Measure.AGREEMENT_TERMINATED: MissionState.CLOSED,
    Measure.MISSION_CLOSURE: MissionState.CLOSED,
}
DEPTH = {measure: place for place, measure in enumerate(LEADS_TO)}


class When(NamedTuple):
    """A first possible day, and how exactly it is known; all null where it was before all that is known."""

    day: date | None = None
    precision: Precision | None = None
    approximate: bool | None = None


class Step(NamedTuple, Generic[State]):
    """A state that begins, and the measure that began it."""

    when: When
    state: State
    event_id: str | None

    @property
    def first(self) -> date:
        """The first day; the earliest there is where it is not known."""
        return self.when.day or date.min


class Columns(TypedDict):
    """The columns that the interval of a step has in a table."""

    step: int
    starts: date | None
    starts_precision: Precision | None
    starts_approximate: bool | None
    ends: date | None
    ends_precision: Precision | None
    ends_approximate: bool | None


def in_force(event: EventRow) -> When:
    """Return the first possible day on which a measure was in force."""
    if event.effective is not None:
        return When(event.effective, event.effective_precision, event.effective_approximate)
    return When(event.announced, event.announced_precision, event.announced_approximate)


def in_order(events: Iterable[EventRow]) -> list[EventRow]:
    """Measures that were not rescinded, by the day in force, then announced, then by how deep they cut."""
    return sorted(
        (event for event in events if event.outcome != Outcome.RESCINDED),
        key=lambda e: (in_force(e).day, e.announced, DEPTH.get(e.measure, 0), e.event_id),
    )


def merged(changes: Iterable[Step[State]]) -> list[Step[State]]:
    """Drop what changes nothing and what another change of the same day replaces."""
    steps: list[Step[State]] = []
    for change in sorted(changes, key=lambda step: step.first):
        if steps and change.when.day == steps[-1].when.day:
            steps.pop()
        if not steps or steps[-1].state != change.state:
            steps.append(change)
    return steps


def intervals(steps: Sequence[Step[State]]) -> Iterator[tuple[Step[State], Step[State] | None, Columns]]:
    """Yield each step with the one that follows it and the columns of its interval."""
    for number, (step, following) in enumerate(zip(steps, [*steps[1:], None], strict=True), 1):
        end = following.when if following else When()
        yield (
            step,
            following,
            Columns(
                step=number,
                starts=step.when.day,
                starts_precision=step.when.precision,
                starts_approximate=step.when.approximate,
                ends=end.day and end.day - DAY,
                ends_precision=end.precision,
                ends_approximate=end.approximate,
            ),
        )
