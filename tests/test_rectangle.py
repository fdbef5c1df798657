from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import permutations
from typing import Any, cast, get_args

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diplomatic_ties as ties
from diplomatic_ties.derive.arrow import table_of
from diplomatic_ties.derive.panel import dyad_months
from diplomatic_ties.model.tables import ActorRow, CoverageRow, EventRow, MembershipRow
from diplomatic_ties.rectangle import GROUPS, MONTHS, PEOPLE, Freq, Tables, rectangle
from tests.derive.rows import event, searched

pytestmark = pytest.mark.usefixtures("served")

FREQS: tuple[Freq, ...] = get_args(Freq)
DAY = timedelta(days=1)
COUNTS = ("measures", "cuts", "restorations", *GROUPS, "expulsions")
KNOWN = {"known": "measures", "known_expulsions": "expulsions", "expelled_known": "expelled_known"}
SEARCHES = ("exhaustive", "searched", "partial", "not_searched")
Cell = tuple[str, str, date]
Row = dict[str, Any]


def actor(id_: str, kind: str = "state", starts: date | None = None, ends: date | None = None) -> ActorRow:
    codes = {"iso3": id_, "iso2": None, "cow": 1, "gw": None, "wikidata": None, "continues": None}
    exact: dict[str, Any] = {"starts_precision": None, "starts_approximate": None}
    exact |= {"ends_precision": None, "ends_approximate": None}
    return ActorRow.model_validate(
        {"actor_id": id_, "name": id_, "kind": kind, "starts": starts, "ends": ends} | codes | exact
    )


# France is of the EU for a part of the time, Serbia and Montenegro are born and gone in it.
ACTORS = [
    actor("GBR"),
    actor("RUS"),
    actor("FRA"),
    actor("SRB", starts=date(2018, 5, 5)),
    actor("SCG", ends=date(2018, 5, 4)),
    actor("EU", "organisation"),
]
MEMBERS = [
    MembershipRow.model_validate(
        {"actor_id": "FRA", "org": "EU", "starts": date(2018, 2, 10), "starts_precision": "day"}
        | {"starts_approximate": False, "ends": date(2018, 7, 3), "ends_precision": "day", "ends_approximate": False}
    )
]
FIRST, LAST = date(2017, 11, 1), date(2018, 12, 31)


def world(
    events: Iterable[EventRow],
    coverage: Iterable[CoverageRow],
    actors: Iterable[ActorRow] = ACTORS,
    members: Iterable[MembershipRow] = MEMBERS,
) -> Tables:
    numbered = [row.model_copy(update={"coverage_id": f"a{number}"}) for number, row in enumerate(coverage)]
    return Tables(
        table_of("dyad_months", dyad_months(events, [], ())),
        table_of("coverage", numbered),
        table_of("actors", actors),
        table_of("memberships", members),
    )


def cells(table: pa.Table) -> dict[Cell, Row]:
    found = {(row["initiator"], row["counterpart"], row["period"]): row for row in table.to_pylist()}
    assert len(found) == table.num_rows
    return found


def rows(
    events: Iterable[EventRow], coverage: Iterable[CoverageRow], freq: Freq = "month", **bounds: Any
) -> dict[tuple[str, str, str], Row]:
    found = cells(rectangle(world(events, coverage), freq, **bounds))
    return {(one, other, str(period)[:7]): row for (one, other, period), row in found.items()}


EXPULSION = event(
    initiator="GBR",
    counterpart="RUS",
    announced=date(2018, 3, 14),
    persons_best=23,
    persons_low=23,
    persons_high=24,
)


def test_zero_where_searched_and_null_where_not() -> None:
    found = rows([EXPULSION], [searched("GBR", "RUS", ends=date(2018, 3, 31))])
    assert [found["GBR", "RUS", m]["measures"] for m in ("2018-02", "2018-03")] == [0, 1]
    assert set(found) == {("GBR", "RUS", "2018-02"), ("GBR", "RUS", "2018-03")}
    found = rows([EXPULSION], [searched("GBR", "RUS", status="partial"), searched("FRA", "RUS")])
    assert [found["GBR", "RUS", m]["measures"] for m in ("2018-02", "2018-03", "2018-04")] == [None, None, None]
    assert [found["GBR", "RUS", m]["known"] for m in ("2018-02", "2018-03", "2018-04")] == [0, 1, 0]
    assert [found["FRA", "RUS", m]["measures"] for m in ("2018-02", "2018-03", "2018-04")] == [0, 0, 0]
    assert [found["GBR", "RUS", m]["search"] for m in ("2018-02", "2018-03")] == ["partial", "partial"]


def test_once_is_a_zero_and_twice_is_exhaustive() -> None:
    once = searched("GBR", "RUS", status="searched")
    row = rows([], [once])["GBR", "RUS", "2018-03"]
    assert (row["search"], row["measures"], row["expelled_best"]) == ("searched", 0, 0)
    again = searched("GBR", "RUS", measures=["staff", "mission"])
    row = rows([], [once, again])["GBR", "RUS", "2018-03"]
    assert (row["search"], row["measures"]) == ("searched", 0)
    rest = searched("GBR", "RUS", measures=["head_of_mission", "relations", "channel"])
    assert rows([], [once, again, rest])["GBR", "RUS", "2018-03"]["search"] == "exhaustive"
    assert (
        rows([], [again, searched("GBR", "RUS", measures=["channel"], status="searched")])["GBR", "RUS", "2018-03"][
            "search"
        ]
        == "partial"
    )


def test_a_search_of_one_group_gives_zeros_of_that_group_alone() -> None:
    row = rows([], [searched("GBR", "RUS", measures=["staff"])])["GBR", "RUS", "2018-03"]
    assert (row["staff"], row["expulsions"], row["expelled_best"]) == (0, 0, 0)
    assert (row["mission"], row["measures"], row["cuts"], row["search"]) == (None, None, None, "partial")


def test_groups_searched_one_by_one_are_all() -> None:
    row = rows([], [searched("GBR", "RUS", measures=[group]) for group in GROUPS])["GBR", "RUS", "2018-03"]
    assert (row["measures"], row["search"]) == (0, "exhaustive")


def test_entries_that_follow_one_another_cover_a_month_together() -> None:
    halves = [searched("GBR", "RUS", ends=date(2018, 3, 14)), searched("GBR", "RUS", starts=date(2018, 3, 15))]
    assert rows([], halves)["GBR", "RUS", "2018-03"]["measures"] == 0
    assert rows([], halves[:1])["GBR", "RUS", "2018-03"]["measures"] is None
    overlapping = [halves[0], searched("GBR", "RUS", starts=date(2018, 3, 10))]
    assert rows([], overlapping)["GBR", "RUS", "2018-03"]["measures"] == 0
    gap = [halves[0], searched("GBR", "RUS", starts=date(2018, 3, 16))]
    assert rows([], gap)["GBR", "RUS", "2018-03"]["measures"] is None


def test_members_of_an_organisation_are_searched_while_they_belong_to_it() -> None:
    found = rows([], [searched("members:EU", "RUS", ends=date(2018, 8, 31))])
    assert {(one, other) for one, other, _ in found} == {("FRA", "RUS")}
    told = {month: row["measures"] for (_, _, month), row in found.items()}
    assert told == {"2018-02": None, **{f"2018-0{n}": 0 for n in range(3, 7)}, "2018-07": None}


def test_any_is_every_actor() -> None:
    found = rows([], [searched("any", "RUS", ends=date(2018, 5, 31))])
    assert {one for one, _, _ in found} == {row.actor_id for row in ACTORS} - {"RUS"}
    assert {one for one, _, month in found if month == "2018-03"} == {"GBR", "FRA", "SCG", "EU"}


def months_of(found: pa.Table, initiator: str) -> dict[str, str]:
    """What was searched of an initiator, by month."""
    return {str(row["period"])[:7]: row["search"] for row in found.to_pylist() if row["initiator"] == initiator}


@pytest.mark.parametrize("initiator", ["SCG", "any", "members:EU"])
def test_a_search_up_to_the_last_day_of_a_state_covers_its_last_month(initiator: str) -> None:
    # Its membership is not told to have ended with it.
    member = MEMBERS[0].model_copy(update={"actor_id": "SCG", "starts": date(2017, 1, 1), "ends": None})
    for ends in (date(2018, 5, 3), date(2018, 5, 4), date(2018, 5, 5)):
        tables = world([], [searched(initiator, "RUS", ends=ends)], members=[member])
        found = months_of(rectangle(tables, actors=["SCG", "RUS"], start="2018-04", end="2018-05"), "SCG")
        assert found == {"2018-04": "exhaustive", "2018-05": "partial" if ends.day == 3 else "exhaustive"}


@pytest.mark.parametrize("initiator", ["SRB", "any", "members:EU"])
def test_a_search_from_the_first_day_of_a_state_covers_its_first_month(initiator: str) -> None:
    member = MEMBERS[0].model_copy(update={"actor_id": "SRB", "starts": date(2017, 1, 1), "ends": None})
    for starts in (date(2018, 5, 4), date(2018, 5, 5), date(2018, 5, 6)):
        search = searched(initiator, "RUS", starts=starts, ends=date(2018, 6, 30))
        tables = world([], [search], members=[member])
        found = months_of(rectangle(tables, actors=["SRB", "RUS"], start="2018-04", end="2018-06"), "SRB")
        assert found == {"2018-05": "partial" if starts.day == 6 else "exhaustive", "2018-06": "exhaustive"}


def test_two_states_have_rows_while_both_exist_if_only_for_a_day() -> None:
    lives = [actor("AAA", ends=date(2018, 5, 5)), actor("SRB", starts=date(2018, 5, 5))]
    lives += [actor("BBB", ends=date(2018, 5, 4)), actor("CCC", starts=date(2018, 3, 1), ends=date(2018, 4, 30))]
    tables = world([], [], actors=lives)
    found = rectangle(tables, actors=[row.actor_id for row in lives], start="1980", end="2018-12").to_pylist()
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in found:
        pairs[row["initiator"], row["counterpart"]].append(str(row["period"])[:7])
    assert pairs["AAA", "SRB"] == ["2018-05"]
    assert pairs["AAA", "CCC"] == pairs["CCC", "BBB"] == ["2018-03", "2018-04"]
    assert ("BBB", "SRB") not in pairs
    assert ("CCC", "SRB") not in pairs
    assert pairs["AAA", "BBB"][-1] == "2018-05"
    before = rectangle(tables, actors=["AAA", "SRB"], start="1980", end="2018-04")
    assert before.num_rows == 0


def test_a_search_of_a_day_is_one_and_what_was_not_searched_hides_none() -> None:
    day = date(2018, 3, 14)
    entries = [searched("FRA", "RUS", status="not_searched"), searched("GBR", "RUS", starts=day, ends=day)]
    found = rows([], entries, actors=["GBR", "FRA", "RUS"], start="2018-03", end="2018-03")
    assert {pair[:2]: row["search"] for pair, row in found.items() if pair[1] == "RUS"} == {
        ("GBR", "RUS"): "partial",
        ("FRA", "RUS"): "not_searched",
    }


def test_a_panel_of_which_nothing_is_known_is_one_month() -> None:
    found = rectangle(world([], []), actors=["GBR", "RUS"]).to_pylist()
    assert [(row["initiator"], row["period"]) for row in found] == [
        ("GBR", date(1990, 1, 1)),
        ("RUS", date(1990, 1, 1)),
    ]


def test_one_expulsion_of_unknown_size_makes_the_period_unknown() -> None:
    unsized = {"persons_best": None, "persons_low": None, "persons_high": None}
    other = EXPULSION.model_copy(update=unsized | {"event_id": "bbbbbb", "announced": date(2018, 4, 1)})
    months = rows([EXPULSION, other], [searched("GBR", "RUS")])
    march, april = months["GBR", "RUS", "2018-03"], months["GBR", "RUS", "2018-04"]
    assert [march[name] for name in PEOPLE] == [23, 23, 24]
    assert [april[name] for name in PEOPLE] == [None, None, None]
    assert (april["expulsions"], april["expelled_known"]) == (1, 0)
    assert (march["measures_so_far"], april["measures_so_far"]) == (1, 2)
    assert (march["expelled_so_far"], april["expelled_so_far"]) == (23, 23)
    year = rows([EXPULSION, other], [searched("GBR", "RUS")], "year")["GBR", "RUS", "2018-01"]
    assert (year["known_expulsions"], year["expelled_known"], year["expelled_best"]) == (2, 23, None)
    whole = [searched("GBR", "RUS", starts=date(2018, 1, 1), ends=date(2018, 12, 31))]
    year = rows([EXPULSION, other], whole, "year")["GBR", "RUS", "2018-01"]
    assert (year["expulsions"], year["expelled_known"], year["expelled_best"]) == (2, 23, None)


def test_states_stand_at_the_end_of_the_period() -> None:
    severed = EXPULSION.model_copy(
        update={
            "event_id": "cccccc",
            "measure": "relations_severed",
            "measure_group": "relations",
            "announced": date(2018, 4, 30),
        }
    )
    recall = severed.model_copy(
        update={
            "event_id": "dddddd",
            "measure": "recall",
            "measure_group": "head_of_mission",
            "announced": date(2018, 3, 1),
        }
    )
    found = rows([severed, recall], [searched("RUS", "GBR")])
    assert [found["GBR", "RUS", m]["relations_state"] for m in ("2018-03", "2018-04")] == [None, "severed"]
    assert found["RUS", "GBR", "2018-04"]["relations_state"] == "severed"
    assert found["GBR", "RUS", "2018-03"]["representation_state"] == "recalled"
    assert found["RUS", "GBR", "2018-03"]["representation_state"] is None
    # What began before the panel starts still stands.
    later = rows([severed, recall], [], start="2018-10", end="2018-10")
    assert later["GBR", "RUS", "2018-10"]["relations_state"] == "severed"
    assert later["GBR", "RUS", "2018-10"]["measures_so_far"] == 2


LIVES = {row.actor_id: (row.starts or date.min, row.ends or date.max) for row in ACTORS}
PARTY_OF = {
    **{id_: {id_: span} for id_, span in LIVES.items()},
    "any": LIVES,
    "members:EU": {row.actor_id: (row.starts, row.ends or date.max) for row in MEMBERS},
}


def days(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days + 1)]


def is_party(party: str, id_: str, day: date) -> bool:
    first, last = PARTY_OF[party].get(id_, (date.max, date.min))
    return first <= day <= last


def start_of(day: date, freq: Freq) -> date:
    return date(day.year, (day.month - 1) // MONTHS[freq] * MONTHS[freq] + 1, 1)


def expected(pair: tuple[str, str], lived: list[date], known: list[Row], coverage: list[CoverageRow]) -> Row:
    """The cell of a pair and period, found day by day."""
    covered: dict[str, set[date]] = defaultdict(set)
    twice: dict[str, set[date]] = defaultdict(set)
    touched = False
    for entry in coverage:
        if entry.status == "not_searched":
            continue
        seen = {
            day
            for day in lived
            if entry.starts <= day <= entry.ends
            and is_party(entry.initiator, pair[0], day)
            and is_party(entry.counterpart, pair[1], day)
        }
        touched = touched or bool(seen)
        for group in GROUPS if entry.status in ("searched", "exhaustive") else ():
            if {"all", group} & set(entry.measures):
                covered[group] |= seen
                twice[group] |= seen if entry.status == "exhaustive" else set()
    whole = {group for group in GROUPS if covered[group] == set(lived)}
    search = "partial" if touched else "not_searched"
    if len(whole) == len(GROUPS):
        search = "exhaustive" if all(twice[group] == set(lived) for group in GROUPS) else "searched"
    counted = {name: name in whole for name in GROUPS} | dict.fromkeys(COUNTS[:3], len(whole) == len(GROUPS))
    counted |= dict.fromkeys(("expulsions", *PEOPLE), "staff" in whole)
    found: Row = {"search": search}
    for name in (*COUNTS, *PEOPLE):
        found[name] = sum(row[name] or 0 for row in known) if counted[name] else None
    for name, column in KNOWN.items():
        found[name] = sum(row[column] or 0 for row in known)
    if any(row["expulsions"] and row["expelled_best"] is None for row in known):
        found |= dict.fromkeys(PEOPLE)
    return found


IDS = [row.actor_id for row in ACTORS]
PARTIES = st.sampled_from([*IDS, "any", "members:EU"])
SPANS = st.lists(st.dates(FIRST, LAST), min_size=2, max_size=2).map(sorted)
COVERAGE = st.lists(
    st.builds(
        lambda one, other, span, measures, status: searched(
            one, other, starts=span[0], ends=span[1], measures=measures, status=status
        ),
        PARTIES,
        PARTIES,
        SPANS,
        st.lists(st.sampled_from(["all", "staff", "mission", "expulsion"]), min_size=1, max_size=2),
        st.sampled_from(["exhaustive", "searched", "searched", "partial", "not_searched"]),
    ),
    max_size=4,
)
EVENTS = st.lists(
    st.builds(
        lambda pair, day, size, measure: event(
            initiator=pair[0],
            counterpart=pair[1],
            announced=day,
            measure=measure[0],
            measure_group=measure[1],
            persons_best=size,
            persons_low=size,
            persons_high=size,
        ),
        st.sampled_from(list(permutations(IDS, 2))),
        st.dates(FIRST, LAST),
        st.none() | st.integers(1, 40),
        st.sampled_from([("expulsion", "staff"), ("mission_closure", "mission"), ("relations_severed", "relations")]),
    ),
    max_size=5,
)


@settings(max_examples=30, deadline=None)
@given(EVENTS, COVERAGE, st.sampled_from(FREQS), SPANS)
def test_every_cell_is_as_it_is_found_day_by_day(
    events: list[EventRow], coverage: list[CoverageRow], freq: Freq, span: list[date]
) -> None:
    tables = world(events, coverage)
    known: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in tables.dyad_months.to_pylist():
        known[row["initiator"], row["counterpart"]].append(row)
    found = cells(rectangle(tables, freq, IDS, *span))
    wanted: dict[Cell, list[date]] = defaultdict(list)
    ends: dict[date, date] = {}
    for day in days(FIRST - 400 * DAY, LAST + 400 * DAY):
        ends[start_of(day, freq)] = day
    for period, end in ends.items():
        if start_of(span[0], freq) <= period <= span[1]:
            for one, other in permutations(IDS, 2):
                lived = [day for day in days(period, end) if is_party(one, one, day) and is_party(other, other, day)]
                if lived:
                    wanted[one, other, period] = lived
    assert found.keys() == wanted.keys()
    for (one, other, period), lived in wanted.items():
        told = [row for row in known[one, other] if row["month"] <= ends[period]]
        here = [row for row in told if row["month"] >= period]
        cell = found[one, other, period]
        wants = expected((one, other), lived, here, coverage)
        wants["measures_so_far"] = sum(row["measures"] or 0 for row in told)
        wants["expelled_so_far"] = sum(row["expelled_known"] or 0 for row in told)
        for state in ("relations_state", "representation_state"):
            wants[state] = told[-1][state] if told else None
        assert {name: cell[name] for name in wants} == wants


@pytest.mark.parametrize("freq", FREQS)
def test_the_sums_are_those_of_what_is_known(freq: Freq, tables: Mapping[str, pa.Table]) -> None:
    panel, known = ties.panel(freq), tables["dyad_months"]
    for name, column in KNOWN.items():
        assert sum(n or 0 for n in panel[name].to_pylist()) == sum(n or 0 for n in known[column].to_pylist()), name


@pytest.mark.parametrize("freq", ["quarter", "year"])
def test_quarters_and_years_are_sums_of_their_months(freq: Freq) -> None:
    months = cells(ties.panel(start="1990", end="2026"))
    found = cells(ties.panel(freq, start="1990", end="2026"))
    within: dict[Cell, list[Row]] = defaultdict(list)
    for (one, other, month), row in months.items():
        within[one, other, start_of(month, freq)].append(row)
    assert found.keys() == within.keys()
    for cell, row in found.items():
        parts = within[cell]
        for known in KNOWN:
            assert row[known] == sum(int(part[known]) for part in parts), known
        for name in (*COUNTS, *PEOPLE):
            # A part that was not searched leaves the whole unsearched, and one of no known size of none.
            numbers = [part[name] for part in parts]
            assert row[name] == (None if None in numbers else sum(numbers)), name
        for name in ("measures_so_far", "expelled_so_far", "relations_state", "representation_state"):
            assert row[name] == parts[-1][name], name


def test_counts_stand_only_where_it_was_searched() -> None:
    for row in ties.panel().to_pylist():
        if row["search"] in ("searched", "exhaustive"):
            assert None not in [row[name] for name in COUNTS]
            assert row["measures"] == row["known"]
        else:
            assert row["measures"] is None
        assert row["search"] in SEARCHES


def test_each_pair_runs_through_without_a_gap() -> None:
    months: dict[tuple[str, str], list[int]] = {}
    for row in ties.panel().to_pylist():
        pair = row["initiator"], row["counterpart"]
        months.setdefault(pair, []).append(row["period"].year * 12 + row["period"].month)
    for found in months.values():
        assert found == list(range(found[0], found[-1] + 1))


def test_the_panel_runs_from_the_first_measure_to_the_last(tables: Mapping[str, pa.Table]) -> None:
    months = {str(day)[:7] for day in tables["events"]["announced"].to_pylist()}
    periods = {str(day)[:7] for day in ties.panel()["period"].to_pylist()}
    assert min(periods) <= min(months) < max(months) <= max(periods)
    pairs = {(row["initiator"], row["counterpart"]) for row in tables["events"].to_pylist()}
    found = ties.panel().select(["initiator", "counterpart"]).to_pylist()
    assert pairs <= {(row["initiator"], row["counterpart"]) for row in found}


@pytest.mark.parametrize(
    ("freq", "soviet", "russian"),
    [
        ("month", "1991-12-01", "1991-12-01"),
        ("quarter", "1991-10-01", "1991-10-01"),
        ("year", "1991-01-01", "1991-01-01"),
    ],
)
def test_the_soviet_union_is_followed_by_russia(freq: Freq, soviet: str, russian: str) -> None:
    found = cells(ties.panel(freq, actors=["SUN", "RUS", "FRA"], start="1990", end="1993"))
    assert max(str(period) for one, other, period in found if (one, other) == ("FRA", "SUN")) == soviet
    assert min(str(period) for one, other, period in found if (one, other) == ("FRA", "RUS")) == russian
    # The one ended on the day before the other began, so they never met.
    assert not any({one, other} == {"RUS", "SUN"} for one, other, _ in found)


def test_a_day_of_the_lifetime_bounds_the_panel() -> None:
    def periods(start: str, end: str) -> set[tuple[str, str]]:
        found = ties.panel(actors=["SUN", "RUS", "FRA"], start=start, end=end).to_pylist()
        return {(row["initiator"], str(row["period"])) for row in found if row["counterpart"] == "FRA"}

    assert periods("1991-12", "1991-12") == {("SUN", "1991-12-01"), ("RUS", "1991-12-01")}
    assert periods("1992-01-01", "1992-01-31") == {("RUS", "1992-01-01")}
    assert periods("1991-11-01", "1991-11-30") == {("SUN", "1991-11-01")}


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2014", "2015", "2014-01-01", "2015-12-01"),
        ("2014-02", "2014-11", "2014-02-01", "2014-11-01"),
        ("2014-02-28", "2014-03-01", "2014-02-01", "2014-03-01"),
        ("2014-03-15", "2014-03", "2014-03-01", "2014-03-01"),
        ("2014-06", "2014", "2014-06-01", "2014-12-01"),
        (date(2014, 2, 28), date(2014, 12, 31), "2014-02-01", "2014-12-01"),
    ],
)
def test_bounds_are_years_months_or_days(start: date | str, end: date | str, first: str, last: str) -> None:
    periods = sorted(set(map(str, ties.panel(actors=["RUS", "USA"], start=start, end=end)["period"].to_pylist())))
    assert (periods[0], periods[-1]) == (first, last)


def test_a_panel_has_the_codes_that_join_to_other_data() -> None:
    row = ties.panel("year", actors=["RUS", "NATO"], start="2014", end="2014").to_pylist()[-1]
    assert {name: row[f"initiator_{name}"] for name in ("iso3", "cow", "gw")} == {
        "iso3": "RUS",
        "cow": 365,
        "gw": 365,
    }
    assert {row[f"counterpart_{name}"] for name in ("iso3", "cow", "gw")} == {None}
    assert str(ties.panel("year", actors=["RUS", "USA"]).schema.field("initiator_cow").type) == "int32"


def test_states_are_all_pairs_of_states_of_the_time(tables: Mapping[str, pa.Table]) -> None:
    states = [row for row in tables["actors"].to_pylist() if row["kind"] == "state"]
    there = [
        row["actor_id"]
        for row in states
        if (row["starts"] or date.min) <= date(2021, 12, 31) and (row["ends"] or date.max) >= date(2021, 1, 1)
    ]
    panel = ties.panel("year", actors="states", start="2021", end="2021")
    assert panel.num_rows == len(there) * (len(there) - 1)
    assert set(panel["initiator"].to_pylist()) == set(there)


def test_an_empty_panel_has_the_columns_of_any() -> None:
    empty = ties.panel(actors=["RUS", "SUN"])
    assert empty.num_rows == 0
    assert empty.schema.equals(ties.panel(actors=["RUS", "USA"]).schema)
    assert ties.panel(actors=[]).schema.equals(empty.schema)
    assert list(ties.panel(actors=[], as_="pandas").columns) == empty.column_names


def test_what_cannot_be_is_told() -> None:
    with pytest.raises(KeyError, match="no actor 'XXX'"):
        ties.panel(actors=["RUS", "XXX"])
    with pytest.raises(ValueError, match="use month, quarter, year"):
        ties.panel(cast(Any, "week"))
    with pytest.raises(ValueError, match="before it starts"):
        ties.panel(start="2015", end="2014")
    with pytest.raises(ValueError, match="write 1991, 1991-12 or 1991-12-26"):
        ties.panel(start="26.12.1991")


@pytest.mark.parametrize("bound", ["2014-13", "2014-02-30", "0000", "2014-00"])
def test_a_bound_that_is_no_day_is_told(bound: str) -> None:
    with pytest.raises(ValueError, match=bound):
        ties.panel(start=bound)
    with pytest.raises(ValueError, match=bound):
        ties.panel(end=bound)


def test_frames_hold_the_same_panel() -> None:
    table = ties.panel("year", actors=["RUS", "USA"], start="2014", end="2020")
    frame = ties.panel("year", actors=["RUS", "USA"], start="2014", end="2020", as_="pandas")
    assert frame["period"].dtype == "datetime64[s]"
    assert frame["measures"].dtype == "Int32"
    assert frame["measures"].sum() == sum(n or 0 for n in table["measures"].to_pylist())
    polars = ties.panel("year", actors=["RUS", "USA"], start="2014", end="2020", as_="polars")
    assert polars.to_arrow()["measures"].to_pylist() == table["measures"].to_pylist()
