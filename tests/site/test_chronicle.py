"""Stories: which measures they hold, in which order, and the sums that they tell."""

from diplomatic_ties.site.chronicle import chapters, paragraph, stories, told
from diplomatic_ties.site.published import Published


def test_a_story_holds_what_a_trigger_moved_and_its_answers(tables: Published) -> None:
    found = {story.slug: story for story in stories(tables)}
    story = found["vrbetice-attribution-2021"]
    ids = {row["event_id"] for row in story.events}
    moved = {row["event_id"] for row in tables.by_trigger["vrbetice-attribution-2021"]}
    assert moved < ids
    for id_ in ids - moved:
        answered = {link["to_event_id"] for link in tables.links[id_] if link["link_type"] != "same_decision"}
        assert answered & ids, f"{id_} answers something of the story"


def test_nato_and_russia_come_first_and_whole(tables: Published) -> None:
    first = stories(tables)[0]
    assert first.slug == "nato-russia"
    pair = [
        row for row in tables.events if {row["initiator"], row["counterpart"]} in ({"NATO", "RUS"}, {"NATO", "SUN"})
    ]
    assert first.events == pair


def test_chapters_hold_each_measure_once_in_the_order_of_time(tables: Published) -> None:
    for story in stories(tables):
        told_ = list(chapters(story.events, tables))
        ids = [entry["event"]["event_id"] for chapter in told_ for entry in chapter["paragraphs"]]
        assert sorted(ids) == sorted(row["event_id"] for row in story.events)
        firsts = [chapter["paragraphs"][0]["event"]["announced"] for chapter in told_ if chapter["episode"]]
        assert firsts == sorted(firsts)


def test_the_sum_is_that_of_the_rows(tables: Published) -> None:
    rows = [tables.by_id["ttxb86"]]
    assert told(rows) == (
        "1 measure of 1 actor, 6 October 2021: 1 cut a tie, 0 did not. 8 people known to have been told to leave."
    )


def test_an_answer_tells_after_how_many_days(tables: Published) -> None:
    answer = next(row for row in tables.answers if row["lag_days"] and not row["in_solidarity"])
    found = paragraph(tables.by_id[answer["answer_id"]], tables)
    days = {other["event_id"]: days for other, _, days in found["answers"]}
    assert days[answer["event_id"]] == (answer["answer_announced"] - answer["announced"]).days
