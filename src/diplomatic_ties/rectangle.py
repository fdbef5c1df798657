"""The rectangle of directed pairs and periods, from the tables that are published. Needs pyarrow alone.

A pair is a few runs of periods in which nothing changes, however long it is: columns are laid out as runs and
decoded by Arrow, so that all pairs of states by month are seconds, not hours.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise, permutations, product
from typing import Any, Literal, NamedTuple, get_args

import pyarrow as pa
import pyarrow.compute as pc

from diplomatic_ties.errors import InvalidError, UnknownError

Freq = Literal["month", "quarter", "year"]
Pair = tuple[str, str]
Span = tuple[date, date]
Row = dict[str, Any]

MONTHS: Mapping[Freq, int] = {"month": 1, "quarter": 3, "year": 12}
DAY = timedelta(days=1)
GROUPS = ("staff", "head_of_mission", "mission", "relations", "channel")
TOTALS = ("measures", "cuts", "restorations")
STAFF = "staff"
EXPULSIONS = "expulsions"
# What is known of any cell, searched or not.
ALWAYS = ("known", "known_expulsions", "expelled_known")
PEOPLE = ("expelled_best", "expelled_low", "expelled_high")
STATES = ("relations_state", "representation_state")

ANY, MEMBERS = "any", "members:"
EXHAUSTIVE, SEARCHED, PARTIAL, NOT_SEARCHED = "exhaustive", "searched", "partial", "not_searched"
# What was searched twice was searched.
STATUSES = {SEARCHED: (SEARCHED,), EXHAUSTIVE: (SEARCHED, EXHAUSTIVE)}
INT = pa.int32()
CODES: "dict[str, pa.DataType]" = {"iso3": pa.string(), "cow": INT, "gw": INT}
# What is told of a pair in a period, in the order of the columns.
KNOWN: "dict[str, pa.DataType]" = {
    "search": pa.string(),
    **dict.fromkeys((*ALWAYS, *TOTALS, *GROUPS, EXPULSIONS, *PEOPLE, "measures_so_far", "expelled_so_far"), INT),
    **dict.fromkeys(STATES, pa.string()),
}


class Tables(NamedTuple):
    """The published tables from which the rectangle follows."""

    dyad_months: pa.Table
    coverage: pa.Table
    actors: pa.Table
    memberships: pa.Table


def rectangle(
    tables: Tables,
    freq: Freq = "month",
    actors: Iterable[str] | None = None,
    start: date | str | None = None,
    end: date | str | None = None,
) -> pa.Table:
    """Return the panel; ``loader.panel`` says what its columns mean and what it raises."""
    if freq not in get_args(Freq):
        raise InvalidError(f"freq={freq!r} is not known; use {', '.join(get_args(Freq))}")
    world = _World(tables)
    pairs = world.pairs(actors)
    first, last = _bound(start, last=False) or world.first, _bound(end, last=True) or world.last
    if first > last:
        raise InvalidError(f"the panel ends ({last}) before it starts ({first}); turn the two round")
    periods = _Periods(first, last, freq)
    runs = _Runs()
    kept: list[Pair] = []
    slices: list[slice] = []
    for pair in pairs:
        lived = world.lifetime(pair)
        window = periods.within(lived)
        # Two states of which one followed the other may have been there in one month, and never together.
        if lived[0] <= lived[1] and window.start < window.stop:
            kept.append(pair)
            slices.append(window)
            world.tell(pair, lived, window, periods, runs)
    return _table(world, periods, kept, slices, runs)


def _table(
    world: "_World", periods: "_Periods", pairs: Sequence[Pair], slices: Sequence[slice], runs: "_Runs"
) -> pa.Table:
    columns: dict[str, Any] = {}
    ends = _ends([window.stop - window.start for window in slices])
    for side, name in enumerate(("initiator", "counterpart")):
        ids = [pair[side] for pair in pairs]
        columns[name] = _decoded(ends, pa.array(ids, pa.string()))
        for code in CODES:
            codes = [world.actors[id_][code] for id_ in ids]
            columns[f"{name}_{code}"] = _decoded(ends, pa.array(codes, CODES[code]))
    starts = pa.array(periods.starts, pa.date32())
    pieces = [starts.slice(window.start, window.stop - window.start) for window in slices]
    columns["period"] = pa.concat_arrays(pieces) if pieces else starts.slice(0, 0)
    known_ends = _ends(runs.lengths)
    for name, kind in KNOWN.items():
        columns[name] = _decoded(known_ends, pa.array(runs.values[name], kind))
    return pa.table(columns)


def _ends(lengths: Sequence[int]) -> pa.Int32Array:
    return pa.array(list(accumulate(lengths)), INT)


def _decoded(ends: pa.Int32Array, values: "pa.Array[Any]") -> "pa.Array[Any]":
    """Repeat each value up to its end."""
    if not len(values):
        return values
    runs: pa.Array[Any] = pa.RunEndEncodedArray.from_arrays(ends, values)
    decoded: pa.Array[Any] = pc.call_function("run_end_decode", [runs])
    return decoded


class _Runs:
    """Runs of periods with the same values, one after another."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.values: dict[str, list[Any]] = {name: [] for name in KNOWN}

    def add(self, length: int, row: Row) -> None:
        self.lengths.append(length)
        for name, values in self.values.items():
            values.append(row.get(name))


class _Periods:
    """The periods from a first day to a last one, each whole."""

    def __init__(self, first: date, last: date, freq: Freq) -> None:
        self.months = MONTHS[freq]
        self.starts: list[date] = []
        day = self.start_of(first)
        while day <= last:
            self.starts.append(day)
            day = _later(day, self.months)
        self.ends = [following - DAY for following in [*self.starts[1:], day]]

    def start_of(self, day: date) -> date:
        """The first day of the period of ``day``."""
        return date(day.year, (day.month - 1) // self.months * self.months + 1, 1)

    def within(self, lived: Span) -> slice:
        """The periods that a span of days touches."""
        return slice(bisect_left(self.ends, lived[0]), bisect_right(self.starts, lived[1]))

    def covered(self, span: Span, lived: Span, window: slice) -> slice:
        """The periods of a pair of whose days ``span`` has all on which both sides exist."""
        first = window.start if span[0] <= lived[0] else bisect_left(self.starts, span[0])
        last = window.stop if span[1] >= lived[1] else bisect_right(self.ends, span[1])
        return slice(max(first, window.start), min(last, window.stop))


class _World:
    """What the tables tell, findable by pair."""

    def __init__(self, tables: Tables) -> None:
        self.actors: dict[str, Row] = {row["actor_id"]: row for row in tables.actors.to_pylist()}
        self.known: dict[Pair, list[Row]] = defaultdict(list)
        for row in tables.dyad_months.to_pylist():
            self.known[row["initiator"], row["counterpart"]].append(row)
        self.members: dict[str, dict[str, Span]] = defaultdict(dict)
        for row in tables.memberships.to_pylist():
            self.members[row["org"]][row["actor_id"]] = (row["starts"], row["ends"] or date.max)
        spans = {actor: self.alive(actor) for actor in self.actors}
        self.searches = _Searches(tables.coverage.to_pylist(), spans, self.members)
        counted = [row["month"] for rows in self.known.values() for row in rows if row["measures"]]
        groups = [group for pair in self.searches.whole.values() for group in pair.values()]
        days = [day for spans_ in groups for span in spans_ for day in span]
        self.first = min([*counted, *days], default=date(1990, 1, 1))
        self.last = max([*counted, *days], default=self.first)

    def alive(self, actor: str) -> Span:
        row = self.actors[actor]
        return row["starts"] or date.min, row["ends"] or date.max

    def lifetime(self, pair: Pair) -> Span:
        """The days on which both sides exist."""
        one, other = self.alive(pair[0]), self.alive(pair[1])
        return max(one[0], other[0]), min(one[1], other[1])

    def pairs(self, actors: Iterable[str] | None) -> list[Pair]:
        """The ordered pairs asked for."""
        if actors is None:
            with_measures = {pair for pair, rows in self.known.items() if any(row["measures"] for row in rows)}
            return sorted(with_measures | self.searches.whole.keys())
        if actors == "states":
            return list(permutations(sorted(i for i, row in self.actors.items() if row["kind"] == "state"), 2))
        asked = sorted({actors} if isinstance(actors, str) else set(actors))
        for actor in asked:
            if actor not in self.actors:
                raise UnknownError(f"no actor {actor!r}; load('actors') has all ids, and 'states' names all states")
        return list(permutations(asked, 2))

    def tell(self, pair: Pair, lived: Span, window: slice, periods: _Periods, runs: _Runs) -> None:
        """Add the runs of one pair: a new one begins wherever something is told or a search begins or ends."""
        here, standing = {}, _Standing()
        for day, rows in _by_period(self.known.get(pair, []), periods).items():
            place = bisect_left(periods.starts, day)
            if day < periods.starts[window.start]:
                standing.add(rows)
            elif place < window.stop:
                here[place] = rows

        def covered(found: Mapping[Pair, Mapping[str, Iterable[Span]]]) -> dict[str, list[slice]]:
            spans = found.get(pair, {})
            return {group: [periods.covered(span, lived, window) for span in spans[group]] for group in spans}

        whole, twice = covered(self.searches.whole), covered(self.searches.twice)
        touched = [periods.within(span) for span in self.searches.all.get(pair, [])]
        searches = [*touched, *(search for of in (whole, twice) for found in of.values() for search in found)]
        edges = {window.start, window.stop, *here, *(place + 1 for place in here)}
        edges |= {edge for search in searches for edge in (search.start, search.stop)}
        for place, following in pairwise(sorted(e for e in edges if window.start <= e <= window.stop)):
            standing.add(here.get(place, []))
            groups = {group for group, found in whole.items() if _within(place, found)}
            again = {group for group, found in twice.items() if _within(place, found)}
            search = EXHAUSTIVE if len(again) == len(GROUPS) else SEARCHED if len(groups) == len(GROUPS) else PARTIAL
            search = search if search != PARTIAL or _within(place, touched) else NOT_SEARCHED
            told = _counted(here.get(place, []), groups)
            runs.add(following - place, {"search": search, **told, **standing.columns})


class _Searches:
    """On which days each pair was searched: whole, by group, of that twice, and at all."""

    def __init__(
        self, coverage: Iterable[Row], spans: Mapping[str, Span], members: Mapping[str, Mapping[str, Span]]
    ) -> None:
        found: dict[str, dict[Pair, dict[str, list[Span]]]] = {
            status: defaultdict(lambda: defaultdict(list)) for status in (SEARCHED, EXHAUSTIVE)
        }
        self.all: dict[Pair, list[Span]] = defaultdict(list)

        def parties(party: str) -> Mapping[str, Span]:
            if party == ANY:
                return spans
            if party.startswith(MEMBERS):
                return members.get(party.removeprefix(MEMBERS), {})
            return {party: spans[party]}

        for entry in coverage:
            if entry["status"] == NOT_SEARCHED:
                continue
            groups = [group for group in GROUPS if {"all", group} & set(entry["measures"])]
            for (one, lived), (other, there) in product(
                parties(entry["initiator"]).items(), parties(entry["counterpart"]).items()
            ):
                first = max(entry["starts"], lived[0], there[0])
                last = min(entry["ends"], lived[1], there[1])
                if one != other and first <= last:
                    self.all[one, other].append((first, last))
                    for status in STATUSES.get(entry["status"], ()):
                        for group in groups:
                            found[status][one, other][group].append((first, last))
        self.whole, self.twice = (
            {pair: {group: list(_joined(days)) for group, days in groups.items()} for pair, groups in pairs.items()}
            for pairs in (found[SEARCHED], found[EXHAUSTIVE])
        )


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Join spans that overlap or follow one another."""
    first: date | None = None
    last = date.min
    for begins, ends in sorted(spans):
        if first is None:
            first, last = begins, ends
        elif begins > last + DAY:
            yield first, last
            first, last = begins, ends
        else:
            last = max(last, ends)
    if first is not None:
        yield first, last


def _within(place: int, searches: Iterable[slice]) -> bool:
    return any(search.start <= place < search.stop for search in searches)


def _by_period(rows: Iterable[Row], periods: _Periods) -> dict[date, list[Row]]:
    """The months of a pair, in order, by the period to which they belong."""
    found: dict[date, list[Row]] = {}
    for row in rows:
        found.setdefault(periods.start_of(row["month"]), []).append(row)
    return found


def _counted(rows: Sequence[Row], searched: set[str]) -> Row:
    """What is counted in a period: what is known anyway, and numbers, zeros too, of the groups that were searched."""
    told: Row = {
        "known": _sum(row["measures"] for row in rows),
        "known_expulsions": _sum(row["expulsions"] for row in rows),
        "expelled_known": _sum(row["expelled_known"] for row in rows),
    }
    columns = [
        *searched,
        *(TOTALS if len(searched) == len(GROUPS) else ()),
        *((EXPULSIONS,) if STAFF in searched else ()),
    ]
    told |= {name: _sum(row[name] for row in rows) for name in columns}
    # One expulsion of unknown size makes the sum unknown.
    unsized = any(row["expulsions"] and row["expelled_best"] is None for row in rows)
    if STAFF in searched and not unsized:
        told |= {name: _sum(row[name] for row in rows) for name in PEOPLE}
    return told


def _sum(numbers: Iterable[int | None]) -> int:
    return sum(number for number in numbers if number is not None)


class _Standing:
    """What stands at the end of a period, from all that was told up to it."""

    def __init__(self) -> None:
        self.columns: Row = {"measures_so_far": 0, "expelled_so_far": 0}

    def add(self, rows: Sequence[Row]) -> None:
        """Go on through the months of one period."""
        for row in rows:
            self.columns["measures_so_far"] += row["measures"] or 0
            self.columns["expelled_so_far"] += row["expelled_known"] or 0
            self.columns |= {state: row[state] for state in STATES}


def _bound(given: date | str | None, *, last: bool) -> date | None:
    """The first or the last day of a year, a month or a day that was asked for."""
    if given is None or isinstance(given, date):
        return given
    try:
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", given):
            raise ValueError(given)
        parts = [int(part) for part in given.split("-")]
        first = date(parts[0], *[*parts[1:], 1, 1][:2])
        following = _later(first, (12, 1)[len(parts) - 1]) if last and len(parts) < 3 else first + DAY
    except ValueError:
        raise InvalidError(f"{given!r} is no date; write 1991, 1991-12 or 1991-12-26") from None
    return following - DAY if last else first


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
