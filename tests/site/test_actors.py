"""The page of an actor: sums, posts as they stand, who answered whom."""

from statistics import median

import pytest

import diplomatic_ties as ties
from diplomatic_ties.site.actors import actor
from diplomatic_ties.site.published import STATUSES, Published


@pytest.mark.parametrize("id_", ["CZE", "GBR", "NATO", "RUS"])
def test_sums_are_those_of_the_rows(tables: Published, id_: str) -> None:
    rows = ties.load("events").to_pylist()
    page = actor(tables.actors[id_], tables)
    sent = [row for row in rows if row["measure"] == "expulsion" and row["initiator"] == id_]
    lost = [row for row in rows if row["measure"] == "expulsion" and row["counterpart"] == id_]
    assert page["sent_home"] == sum(row["persons_best"] or 0 for row in sent)
    assert page["lost"] == sum(row["persons_best"] or 0 for row in lost)
    assert len(page["made"]) == sum(row["initiator"] == id_ for row in rows)
    assert len(page["met"]) == sum(row["counterpart"] == id_ for row in rows)


def test_an_actor_leads_to_what_it_goes_on_from_and_back(tables: Published) -> None:
    before, after = (actor(tables.actors[id_], tables) for id_ in ("SUN", "RUS"))
    assert (before["before"], before["after"]["actor_id"]) == (None, "RUS")
    assert (after["before"]["actor_id"], after["after"]) == ("SUN", None)
    assert actor(tables.actors["FRA"], tables)["before"] is None


def test_answers_are_told_from_both_sides(tables: Published) -> None:
    rows = [row for row in ties.load("retaliations").to_pylist() if not row["in_solidarity"]]
    # Whom Russia answered, and who answered Russia.
    answered = [row for row in rows if row["counterpart"] == "RUS" and row["initiator"] == "CZE"]
    answering = [row for row in rows if row["counterpart"] == "CZE" and row["initiator"] == "RUS"]
    russia = actor(tables.actors["RUS"], tables)
    (to_czechia,) = [row for row in russia["answers"] if row["other"] == "CZE"]
    assert to_czechia["number"] == len(answered)
    assert to_czechia["days"] == median(row["lag_days"] for row in answered if row["lag_days"] is not None)
    assert [row["number"] for row in russia["answered"] if row["other"] == "CZE"] == (
        [len(answering)] if answering else []
    )
    czechia = actor(tables.actors["CZE"], tables)
    assert czechia["answered"] == [{"other": "RUS", "number": to_czechia["number"], "days": to_czechia["days"]}]


def test_posts_stand_as_they_stand_last(tables: Published) -> None:
    last = {row["mission_id"]: row for row in ties.load("mission_status").to_pylist()}
    page = actor(tables.actors["CZE"], tables)
    assert {entry["post"]["mission_id"]: entry["status"] for entry in page["posts"]} == {
        id_: row["status"]
        for id_, row in last.items()
        if "CZE" in (tables.missions[id_]["sender"], tables.missions[id_]["host"])
    }
    assert {entry["post"]["sender"] for entry in page["posts"]} == {"CZE", "RUS"}


def test_it_tells_which_years_were_searched(tables: Published) -> None:
    of_france = dict(actor(tables.actors["FRA"], tables)["searched"])
    panel = ties.panel("year", actors=["FRA", "RUS"], start="1995").to_pylist()
    ranks: dict[int, list[int]] = {}
    for row in panel:
        ranks.setdefault(row["period"].year, []).append(STATUSES.index(row["search"]))
    assert {year: of_france[year] for year in ranks} == {year: STATUSES[min(both)] for year, both in ranks.items()}
    assert of_france[2019] == "searched"
