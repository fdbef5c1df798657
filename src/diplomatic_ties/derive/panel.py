"""The table ``dyad_months``: what is known of directed pairs in the months that tell something.

The loader makes the rectangle of all months from it (``ties.panel``), with zeros where the search allows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from typing import TypeVar

from diplomatic_ties.derive.lives import Lives, Pair
from diplomatic_ties.derive.steps import in_force, in_order
from diplomatic_ties.model.tables import ActorRow, DyadMonthRow, EventRow, MissionRow
from diplomatic_ties.model.vocabulary import (
    Direction,
    Group,
    Measure,
    MissionKind,
    RelationsState,
    RepresentationState,
    Scope,
)

State = TypeVar("State", RelationsState, RepresentationState)
# The state that stands at the end of each month in which it changed, in order.
Months = dict[date, State]
# The day of each change, and whether it is one of the pair's own measures.
Changes = dict[Pair, list[tuple[date, bool, State]]]

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


def dyad_months(
    events: Iterable[EventRow], missions: Iterable[MissionRow], actors: Iterable[ActorRow]
) -> Iterator[DyadMonthRow]:
    """Yield a row for each directed pair and month with a measure or with a state that changed.

    A measure counts in the first month in which it may have been announced and both sides were there, rescinded
    or not, so that the sums are those of ``events``. States stand at the month's end; those of an actor that
    another goes on from are that one's when it begins.
    """
    found, lives = list(events), Lives(actors)
    counted: dict[tuple[Pair, date], list[EventRow]] = defaultdict(list)
    for event in found:
        pair = event.initiator, event.counterpart
        counted[pair, _first_day(event, lives.born(pair)).replace(day=1)].append(event)
    relations = _relations(found, lives)
    representation = _representation(found, missions, lives)
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


def _relations(events: Iterable[EventRow], lives: Lives) -> dict[Pair, Months[RelationsState]]:
    """When the relations of a pair changed: the same in both directions."""
    changes: Changes[RelationsState] = defaultdict(list)
    for event in in_order(events):
        if event.measure in RELATIONS:
            for pair in ((event.initiator, event.counterpart), (event.counterpart, event.initiator)):
                _add(changes, pair, event, RELATIONS[event.measure], lives)
    return {pair: _changed(found) for pair, found in changes.items()}


def _representation(
    events: Iterable[EventRow], missions: Iterable[MissionRow], lives: Lives
) -> dict[Pair, Months[RepresentationState]]:
    """When the representation of the one at the other changed."""
    posts = {mission.mission_id: mission for mission in missions if mission.kind in HEADED}
    changes: Changes[RepresentationState] = defaultdict(list)
    for event in in_order(events):
        pair = event.initiator, event.counterpart
        post = posts.get(event.mission_id or "")
        if event.measure in OF_HEADS:
            _add(changes, pair, event, OF_HEADS[event.measure], lives)
        elif event.measure == Measure.EXPULSION and event.persons_scope == Scope.HEAD_OF_MISSION:
            _add(changes, pair[::-1], event, RepresentationState.RECALLED, lives)
        elif event.measure in OF_POSTS and post:
            # The post of an actor that went on as another bears the name of that one.
            sides = {heir: side for side in pair for heir in lives.line(side)}
            whose = sides.get(post.sender, post.sender), sides.get(post.host, post.host)
            _add(changes, whose, event, OF_POSTS[event.measure], lives)
    return {pair: _changed(found) for pair, found in changes.items()}


def _add(changes: "Changes[State]", pair: Pair, event: EventRow, state: State, lives: Lives) -> None:
    """Add what a measure changed, for the pair and for those that go on from it."""
    day = in_force(event).day or event.announced
    for one in lives.heirs(pair):
        changes[one].append((max(day, lives.born(one)), one == pair, state))


def _first_day(event: EventRow, born: date) -> date:
    """The first day on which a measure may have been announced and both sides, ``born`` then, were there."""
    return born if event.announced < born <= (event.announced_last or born) else event.announced


def _changed(changes: list[tuple[date, bool, State]]) -> Months[State]:
    """The months at whose end another state stands than before, in order; of one day the pair's own measure counts."""
    found: Months[State] = {}
    before: State | None = None
    ends = {day.replace(day=1): state for day, _, state in sorted(changes, key=itemgetter(0, 1))}
    for month, state in ends.items():
        if state != before:
            found[month] = before = state
    return found
