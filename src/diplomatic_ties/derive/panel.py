"""The table ``dyad_months``: what is known of directed pairs in the months that tell something.

The loader makes the rectangle of all months from it (``ties.panel``), with zeros where the search allows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from diplomatic_ties.derive.steps import in_force, in_order
from diplomatic_ties.model.tables import DyadMonthRow, EventRow, MissionRow
from diplomatic_ties.model.vocabulary import (
    Direction,
    Group,
    Measure,
    MissionKind,
    RelationsState,
    RepresentationState,
    Scope,
)

Pair = tuple[str, str]
State = TypeVar("State", RelationsState, RepresentationState)
# The state that stands at the end of each month in which it changed, in order.
Months = dict[date, State]

RELATIONS = {
    Measure.RELATIONS_SEVERED: RelationsState.SEVERED,
    Measure.RELATIONS_DOWNGRADED: RelationsState.DOWNGRADED,
    Measure.RELATIONS_UPGRADED: RelationsState.FULL,
    Measure.RELATIONS_RESTORED: RelationsState.FULL,
}
OF_HEADS = {
    Measure.RECALL: RepresentationState.RECALLED,
    Measure.RECALL_CONSULTATIONS: RepresentationState.RECALLED,
    Measure.AMBASSADOR_RETURN: RepresentationState.AMBASSADOR,
}
OF_POSTS = {
    Measure.MISSION_CLOSURE: RepresentationState.CLOSED,
    Measure.MISSION_SUSPENSION: RepresentationState.SUSPENDED,
    Measure.MISSION_OPENING: RepresentationState.OPEN,
    Measure.MISSION_REOPENING: RepresentationState.OPEN,
}
HEADED = {MissionKind.EMBASSY, MissionKind.PERMANENT_MISSION}


def dyad_months(events: Iterable[EventRow], missions: Iterable[MissionRow]) -> Iterator[DyadMonthRow]:
    """Yield a row for each directed pair and month with a measure or with a state that changed.

    A measure counts in the first month in which it may have been announced, rescinded or not, so that the
    sums are those of ``events``. States stand at the month's end.
    """
    found = list(events)
    counted: dict[tuple[Pair, date], list[EventRow]] = defaultdict(list)
    for event in found:
        counted[(event.initiator, event.counterpart), event.announced.replace(day=1)].append(event)
    relations = _relations(found)
    representation = _representation(found, missions)
    told: dict[Pair, set[date]] = defaultdict(set)
    for pair, month in counted:
        told[pair].add(month)
    for pair in relations:
        told[pair] |= relations[pair].keys()
    for pair in representation:
        told[pair] |= representation[pair].keys()
    for pair, months in told.items():
        related, represented = relations.get(pair, {}), representation.get(pair, {})
        for month in sorted(months):
            states = _standing(related, month), _standing(represented, month)
            yield _row(pair, month, counted.get((pair, month), []), *states)


def _row(
    pair: Pair,
    month: date,
    events: list[EventRow],
    relations_state: RelationsState | None,
    representation_state: RepresentationState | None,
) -> DyadMonthRow:
    groups = Counter(event.measure_group for event in events)
    directions = Counter(event.direction for event in events)
    expulsions = [event for event in events if event.measure == Measure.EXPULSION]
    return DyadMonthRow(
        initiator=pair[0],
        counterpart=pair[1],
        month=month,
        measures=len(events) or None,
        cuts=directions[Direction.CUT] or None,
        restorations=directions[Direction.RESTORE] or None,
        **{str(group): groups[group] or None for group in Group},
        expulsions=len(expulsions) or None,
        expelled_known=sum(event.persons_best or 0 for event in expulsions) or None,
        expelled_best=_people([event.persons_best for event in expulsions]),
        expelled_low=_people([event.persons_low for event in expulsions]),
        expelled_high=_people([event.persons_high for event in expulsions]),
        relations_state=relations_state,
        representation_state=representation_state,
    )


def _people(sizes: list[int | None]) -> int | None:
    """The sum of sizes; null where there is none or one of them is not known."""
    known = [size for size in sizes if size is not None]
    return sum(known) if known and len(known) == len(sizes) else None


def _standing(changes: Months[State], month: date) -> State | None:
    """What stands at the end of a month: what the last change up to it led to."""
    past = [changed for changed in changes if changed <= month]
    return changes[past[-1]] if past else None


def _relations(events: Iterable[EventRow]) -> dict[Pair, Months[RelationsState]]:
    """When the relations of a pair changed: the same in both directions."""
    changes: dict[Pair, list[tuple[date, RelationsState]]] = defaultdict(list)
    for event in in_order(events):
        if event.measure in RELATIONS:
            for pair in ((event.initiator, event.counterpart), (event.counterpart, event.initiator)):
                changes[pair].append((_month(event), RELATIONS[event.measure]))
    return {pair: _changed(found) for pair, found in changes.items()}


def _representation(
    events: Iterable[EventRow], missions: Iterable[MissionRow]
) -> dict[Pair, Months[RepresentationState]]:
    """When the representation of the one at the other changed."""
    posts = {mission.mission_id: mission for mission in missions if mission.kind in HEADED}
    changes: dict[Pair, list[tuple[date, RepresentationState]]] = defaultdict(list)
    for event in in_order(events):
        post = posts.get(event.mission_id or "")
        if event.measure in OF_HEADS:
            changes[event.initiator, event.counterpart].append((_month(event), OF_HEADS[event.measure]))
        elif event.measure == Measure.EXPULSION and event.persons_scope == Scope.HEAD_OF_MISSION:
            changes[event.counterpart, event.initiator].append((_month(event), RepresentationState.RECALLED))
        elif event.measure in OF_POSTS and post:
            changes[post.sender, post.host].append((_month(event), OF_POSTS[event.measure]))
    return {pair: _changed(found) for pair, found in changes.items()}


def _month(event: EventRow) -> date:
    return (in_force(event).day or event.announced).replace(day=1)


def _changed(changes: list[tuple[date, State]]) -> Months[State]:
    """The months at whose end another state stands than before, in order."""
    found: Months[State] = {}
    before: State | None = None
    for month, state in dict(changes).items():
        if state != before:
            found[month] = before = state
    return found
