"""The first page and the page of completeness: numbers, gaps, the worse of both directions."""

from dataclasses import replace
from datetime import date

import diplomatic_ties as ties
from diplomatic_ties.site.chronicle import stories
from diplomatic_ties.site.overview import COMPLETE, completeness, overview
from diplomatic_ties.site.published import Published


def test_the_first_page_tells_the_sums(tables: Published) -> None:
    shown = overview(tables, stories(tables))
    rows = ties.load("events").to_pylist()
    pairs = [{row["initiator"], row["counterpart"]} for row in rows]
    sides = {side for pair in pairs for side in pair if pair & {"RUS", "SUN"}}
    assert shown["number"] == len(rows)
    assert shown["partners"] == len(sides - {"RUS", "SUN"})
    assert shown["sent_home"] == sum(row["persons_best"] or 0 for row in rows if row["measure"] == "expulsion")
    assert shown["newest"][0]["announced_last"] == max(row["announced_last"] for row in rows)


def test_a_year_is_the_worse_of_both_directions(tables: Published) -> None:
    searches = [
        {"initiator": "RUS", "counterpart": "FRA", "period": date(2020, 1, 1), "search": "searched"},
        {"initiator": "FRA", "counterpart": "RUS", "period": date(2020, 1, 1), "search": "partial"},
        {"initiator": "RUS", "counterpart": "NATO", "period": date(2020, 1, 1), "search": "exhaustive"},
        {"initiator": "NATO", "counterpart": "RUS", "period": date(2020, 1, 1), "search": "searched"},
    ]
    shown = completeness(replace(tables, searches=searches))
    lines = {actor["actor_id"]: statuses for actor, statuses in shown["lines"]}
    assert lines["FRA"][-1] == "partial"
    assert lines["NATO"][-1] == "searched"
    assert [actor["actor_id"] for actor, _ in shown["lines"]] == ["FRA", "NATO"], "states come first"
    assert shown["unsearched"][0]["actor_id"] == "FRA"
    assert shown["shares"]["searched"] == 0.5


def test_what_is_thin_is_named(tables: Published) -> None:
    shown = completeness(tables)
    thin = {(row["slice_id"], row["kind"]) for row in shown["thin"]}
    for row in ties.load("completeness").to_pylist():
        named = (row["slice_id"], row["kind"]) in thin
        assert named == bool(row["estimate"] and row["share_now"] < COMPLETE and row["kind"] != "all")
    assert len(shown["leads"]) == ties.load("leads").num_rows


def test_silence_tells_nothing_before_most_pairs_were_searched(tables: Published) -> None:
    assert tables.since == 2018
    assert completeness(tables)["years"][0] == 2018
