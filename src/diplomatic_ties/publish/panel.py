"""The panel: directed pairs by month, with zeros only where the search was exhaustive."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from diplomatic_ties.model.record import ANY, MEMBERS
from diplomatic_ties.model.tables import DyadMonthRow
from diplomatic_ties.model.vocabulary import (
    CoverageStatus,
    Direction,
    Group,
    Measure,
    MissionKind,
    Outcome,
    RelationsState,
    RepresentationState,
    Scope,
)
from diplomatic_ties.publish.steps import in_force

Pair = tuple[str, str]
Days = list[tuple[date, date]]

RELATIONS = {
    Measure.RELATIONS_SEVERED: RelationsState.SEVERED,
    Measure.RELATIONS_DOWNGRADED: RelationsState.DOWNGRADED,
    Measure.RELATIONS_UPGRADED: RelationsState.FULL,
    Measure.RELATIONS_RESTORED: RelationsState.FULL,
}
REPRESENTATION = {
    Measure.RECALL: RepresentationState.RECALLED,
    Measure.RECALL_CONSULTATIONS: RepresentationState.RECALLED,
    Measure.AMBASSADOR_RETURN: RepresentationState.AMBASSADOR,
    Measure.MISSION_CLOSURE: RepresentationState.CLOSED,
    Measure.MISSION_SUSPENSION: RepresentationState.SUSPENDED,
    Measure.MISSION_OPENING: RepresentationState.OPEN,
    Measure.MISSION_REOPENING: RepresentationState.OPEN,
}
HEADED = {MissionKind.EMBASSY, MissionKind.PERMANENT_MISSION}


def dyad_months(
    events: pa.Table, missions: pa.Table, coverage: pa.Table, actors: pa.Table, memberships: pa.Table
) -> Iterator[DyadMonthRow]:
    """Yield a row for each month and each directed pair that has a measure or was searched exhaustively.

    All pairs run from the panel's first month to its last, as long as both actors exist. A measure counts
    in the first month in which it may have been announced, rescinded or not, so that the panel's sums are
    those of ``events``. Where there is no measure, the count is zero if an exhaustive search covers every
    day of the month, else null.
    """
    rows = events.to_pylist()
    counted: dict[tuple[Pair, date], list[dict[str, Any]]] = defaultdict(list)
    for event in rows:
        counted[_pair(event), event["announced"].replace(day=1)].append(event)
    lifetimes = {a["actor_id"]: (a["begins"] or date.min, a["ends"] or date.max) for a in actors.to_pylist()}
    searched = _searched(coverage, lifetimes, memberships)
    pairs = sorted({pair for pair, _ in counted} | {pair for pair, _ in searched})
    ends = [day for days in searched.values() for _, day in days] + [e["announced"] for e in rows]
    starts = [day for days in searched.values() for day, _ in days] + [e["announced"] for e in rows]
    if not ends:
        return
    relations, representation = _states(rows, missions)
    for pair in pairs:
        so_far, expelled_so_far = 0, 0
        begins = max(lifetimes[actor][0] for actor in pair)
        last = min(lifetimes[actor][1] for actor in pair)
        for month in _months(min(starts), max(ends)):
            end = _next(month) - timedelta(days=1)
            found = counted.get((pair, month), [])
            if (end < begins or month > last) and not found:
                continue
            so_far += len(found)
            expelled = [e for e in found if e["measure"] == Measure.EXPULSION]
            expelled_so_far += sum(e["persons_best"] or 0 for e in expelled)
            covered = {g: _covers(searched.get((pair, g), []), month, end) for g in Group}
            everything = all(covered.values())
            groups = Counter(e["group"] for e in found)
            directions = Counter(e["direction"] for e in found)
            yield DyadMonthRow(
                initiator=pair[0],
                counterpart=pair[1],
                month=month,
                covered=everything,
                measures=_count(len(found), everything),
                cuts=_count(directions[Direction.CUT], everything),
                restorations=_count(directions[Direction.RESTORE], everything),
                **{str(g): _count(groups[g], covered[g]) for g in Group},
                **{
                    f"expelled_{bound}": _count(
                        sum(e[f"persons_{bound}"] or 0 for e in expelled),
                        covered[Group.STAFF] or bool(expelled),
                    )
                    for bound in ("best", "low", "high")
                },
                measures_so_far=so_far,
                expelled_so_far=expelled_so_far,
                relations_state=_state_at(relations[frozenset(pair)], end),
                representation_state=_state_at(representation[pair], end),
            )


def _pair(event: dict[str, Any]) -> Pair:
    return event["initiator"], event["counterpart"]


def _count(number: int, covered: bool) -> int | None:
    return number if number or covered else None


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _searched(
    coverage: pa.Table, everyone: dict[str, tuple[date, date]], memberships: pa.Table
) -> dict[tuple[Pair, Group], Days]:
    """Return the days on which each pair was searched exhaustively for each group of measures."""
    members: dict[str, dict[str, tuple[date, date]]] = defaultdict(dict)
    for m in memberships.to_pylist():
        members[m["org"]][m["actor_id"]] = (m["begins"], m["ends"] or date.max)

    def parties(party: str) -> dict[str, tuple[date, date]]:
        if party == ANY:
            return everyone
        if party.startswith(MEMBERS):
            return members[party.removeprefix(MEMBERS)]
        return {party: everyone[party]}

    days: dict[tuple[Pair, Group], Days] = defaultdict(list)
    for entry in coverage.to_pylist():
        if entry["status"] != CoverageStatus.EXHAUSTIVE:
            continue
        groups = [g for g in Group if _has_group(entry["measures"], g)]
        for one, one_lived in parties(entry["initiator"]).items():
            for other, other_lived in parties(entry["counterpart"]).items():
                first = max(entry["begins"], one_lived[0], other_lived[0])
                last = min(entry["ends"], one_lived[1], other_lived[1])
                if one != other and first <= last:
                    for group in groups:
                        days[(one, other), group].append((first, last))
    return days


def _has_group(measures: Iterable[str], group: Group) -> bool:
    named = set(measures)
    return bool(named & {"all", group}) or {m for m in Measure if m.group is group} <= named


def _covers(days: Days, first: date, last: date) -> bool:
    """Whether every day from ``first`` to ``last`` was searched, by one entry or several."""
    for begins, ends in sorted(days):
        if begins > first:
            return False
        if ends >= last:
            return True
        first = max(first, ends + timedelta(days=1))
    return False


def _states(
    events: list[dict[str, Any]], missions: pa.Table
) -> tuple[dict[frozenset[str], list[tuple[date, str]]], dict[Pair, list[tuple[date, str]]]]:
    """The days on which relations (of a pair) and representation (of one at the other) changed."""
    posts = {m["mission_id"]: m for m in missions.to_pylist() if m["kind"] in HEADED}
    relations: dict[frozenset[str], list[tuple[date, str]]] = defaultdict(list)
    representation: dict[Pair, list[tuple[date, str]]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (in_force(e)[0], e["announced"], e["event_id"])):
        if event["outcome"] == Outcome.RESCINDED:
            continue
        day, measure = in_force(event)[0], event["measure"]
        post = posts.get(event["mission_id"])
        if measure in RELATIONS:
            relations[frozenset(_pair(event))].append((day, RELATIONS[measure]))
        elif event["group"] == Group.HEAD:
            representation[_pair(event)].append((day, REPRESENTATION[measure]))
        elif event["persons_scope"] == Scope.HEAD_OF_MISSION and measure == Measure.EXPULSION:
            representation[_pair(event)[::-1]].append((day, RepresentationState.RECALLED))
        elif measure in REPRESENTATION and post:
            representation[post["sender"], post["host"]].append((day, REPRESENTATION[measure]))
    return relations, representation


def _state_at(changes: list[tuple[date, str]], day: date) -> str | None:
    states = [state for changed, state in changes if changed <= day]
    return states[-1] if states else None
