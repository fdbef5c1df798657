"""The page of a record: days as known, values with who says them, relations the right way round."""

from typing import Any

import pytest

import diplomatic_ties as ties
from diplomatic_ties.site.chronicle import stories
from diplomatic_ties.site.published import Published
from diplomatic_ties.site.records import record
from diplomatic_ties.site.wording import lasting

# NATO takes eight accreditations and halves the ceiling; Russia answers.
CUT, CEILING, ANSWER = "ttxb86", "p8be40", "anagpe"


def shown(tables: Published, event_id: str) -> dict[str, Any]:
    return record(tables.by_id[event_id], tables, stories(tables))


def test_relations_read_the_right_way_round(tables: Published) -> None:
    of_cut = {(relation, other["event_id"]) for relation, other, _ in shown(tables, CUT)["relations"]}
    of_answer = {(relation, other["event_id"]) for relation, other, _ in shown(tables, ANSWER)["relations"]}
    assert ("Answered by", ANSWER) in of_cut
    assert ("One decision with", CEILING) in of_cut
    assert ("Answers", CUT) in of_answer
    assert ("Answered by", CUT) not in of_answer


@pytest.mark.parametrize(("type_", "forth", "back"), [("reverses", "Takes back", "Taken back by")])
def test_a_reversal_reads_the_right_way_round(tables: Published, type_: str, forth: str, back: str) -> None:
    link = next(row for row in ties.load("links").to_pylist() if row["link_type"] == type_)
    later, earlier = link["event_id"], link["to_event_id"]
    assert tables.by_id[later]["announced"] >= tables.by_id[earlier]["announced"]
    assert forth in [
        relation for relation, other, _ in shown(tables, later)["relations"] if other["event_id"] == earlier
    ]
    assert back in [
        relation for relation, other, _ in shown(tables, earlier)["relations"] if other["event_id"] == later
    ]


def test_each_page_that_says_of_a_value_stands_once(tables: Published) -> None:
    """Pages that say it, that differ, that are less exact, or that count other people: each page in one place."""
    for event in tables.events:
        of_record = {row["source_id"]: row for row in tables.says[event["event_id"]]}
        for value in shown_values(tables, event["event_id"]):
            field = value["field"]
            if field in ("happened", "grounds", "links"):
                continue
            told = [page["source_id"] for page in value["said"]]
            told += [page["source_id"] for kind in ("differs", "vaguer", "scopes") for page, _ in value[kind]]
            saying = [id_ for id_, row in of_record.items() if row[field] is not None]
            assert sorted(told) == sorted(saying), (event["event_id"], field)


def shown_values(tables: Published, event_id: str) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = record(tables.by_id[event_id], tables, [])["values"]
    return values


def test_a_month_that_holds_the_day_is_less_exact_and_no_other_day(tables: Published) -> None:
    vague = [
        (value["value"], other)
        for id_ in tables.by_id
        for value in shown_values(tables, id_)
        for _, other in value["vaguer"]
    ]
    real = [
        (value["value"], other)
        for id_ in tables.by_id
        for value in shown_values(tables, id_)
        if value["field"] == "announced"
        for _, other in value["differs"]
    ]
    assert vague
    assert all(value.startswith(str(other).rstrip("~")) for value, other in vague)
    assert real
    assert not any(value.startswith(str(other).rstrip("~") + "-") for value, other in real)


def test_a_bound_is_no_day(tables: Published) -> None:
    by = next(row for row in tables.events if row["effective"] is None and row["effective_last"] is not None)
    assert dict(shown(tables, by["event_id"])["days"])["effective"] == f"by {by['effective_last']}"
    after = [row for row in tables.events if row["effective"] is not None and row["effective_last"] is None]
    for row in after[:1]:
        assert dict(shown(tables, row["event_id"])["days"])["effective"] == f"not before {row['effective']}"


@pytest.mark.parametrize(
    ("term", "told"), [("P14D", "14 days"), ("P1D", "1 day"), ("PT72H", "72 hours"), ("P2W", "2 weeks"), ("P1Y", "P1Y")]
)
def test_terms_are_told_as_people_say_them(term: str, told: str) -> None:
    assert lasting(term) == told


def test_a_limit_tells_how_long_it_stood(tables: Published) -> None:
    (limit,) = shown(tables, CEILING)["limits"]
    assert (limit["ceiling"], str(limit["starts"]), str(limit["ends"])) == (10, "2021-10-31", "2021-10-31")


def test_neighbours_are_those_of_the_episode(tables: Published) -> None:
    rows = tables.by_episode[tables.by_id[CUT]["episode_id"]]
    assert shown(tables, rows[0]["event_id"])["neighbours"] == (None, rows[1])
    assert shown(tables, rows[-1]["event_id"])["neighbours"] == (rows[-2], None)
    assert [story.slug for story in shown(tables, CUT)["stories"]] == ["nato-russia"]
