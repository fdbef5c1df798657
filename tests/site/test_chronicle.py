"""Stories: which measures they hold, in which order, and the sums that they tell."""

from diplomatic_ties.site.chronicle import centre_of, chapters, paragraph, partners, stories, told
from diplomatic_ties.site.published import Published, people
from diplomatic_ties.site.wording import MONTHS


def test_a_story_holds_what_a_trigger_moved_its_episodes_and_answers(tables: Published) -> None:
    found = {story.slug: story for story in stories(tables)}
    ids = {row["event_id"] for row in found["vrbetice-attribution-2021"].events}
    assert {row["event_id"] for row in tables.by_trigger["vrbetice-attribution-2021"]} < ids
    episodes = {tables.by_id[id_]["episode_id"] for id_ in ids}
    # Romania's page names no trigger, and its episode is one of the wave.
    assert "vrbetice-2021-rou" in episodes
    assert ids == {row["event_id"] for episode in episodes for row in tables.by_episode[episode]}
    for id_ in ids:
        answers = [link["event_id"] for link in tables.linked_from.get(id_, []) if link["link_type"] == "responds_to"]
        assert set(answers) <= ids


def test_the_wave_of_2022_has_all_expulsions_of_its_spring(tables: Published) -> None:
    found = {story.slug: story for story in stories(tables)}
    ids = {row["event_id"] for row in found["ukraine-invasion-2022"].events}
    spring = [
        row["event_id"]
        for row in tables.events
        if row["measure"] == "expulsion"
        and row["counterpart"] == "RUS"
        and "2022-02-24" <= str(row["announced"]) <= "2022-06-30"
    ]
    # One of the United States goes on with an older quarrel.
    assert [
        id_ for id_ in spring if id_ not in ids and not tables.by_id[id_]["episode_id"].startswith("usa-russia")
    ] == []
    assert "bucha-2022" not in found, "it is told within the larger wave"


def test_who_expelled_how_many_adds_up(tables: Published) -> None:
    story = next(story for story in stories(tables) if story.slug == "salisbury-poisoning-2018")
    rows = partners(story, tables)
    sent = [row for row in story.events if row["measure"] == "expulsion"]
    assert centre_of(story.events) == "RUS"
    assert sum(people(row["by_partner"]) + people(row["by_centre"]) for row in rows) == people(sent)
    by_actor = {row["actor"]: row for row in rows}
    assert [row["actor"] for row in rows[:2]] == ["USA", "GBR"], "those who expelled most stand first"
    assert people(by_actor["USA"]["by_partner"]) == people(by_actor["USA"]["by_centre"]) == 60
    assert by_actor["GBR"]["days"] == 3


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
        firsts = [chapter["paragraphs"][0]["event"]["announced_last"] for chapter in told_]
        assert firsts == sorted(firsts)


def test_the_sum_is_that_of_the_rows(tables: Published) -> None:
    rows = [tables.by_id["ttxb86"]]
    assert told(rows) == (
        "1 measure of 1 actor, 6 October 2021: 1 cut a tie, 0 did not. 8 people known to have been told to leave."
    )


def test_an_answer_tells_after_how_many_days(tables: Published) -> None:
    exact = {
        row["event_id"]
        for row in tables.events
        if row["announced_precision"] == "day" and not row["announced_approximate"]
    }
    answer = next(row for row in tables.answers if row["lag_days"] and {row["event_id"], row["answer_id"]} <= exact)
    found = paragraph(tables.by_id[answer["answer_id"]], tables)
    days = {other["event_id"]: days for other, _, days in found["answers"]}
    assert days[answer["event_id"]] == (answer["answer_announced"] - answer["announced"]).days


def test_no_days_are_told_between_days_that_are_not_known(tables: Published) -> None:
    vague = [row for row in tables.events if row["announced_precision"] != "day"]
    told_ = [days for row in vague for _, _, days in paragraph(row, tables)["answers"]]
    assert told_
    assert set(told_) == {None}


def test_the_span_of_a_story_is_as_precise_as_its_ends(tables: Published) -> None:
    year = next(row for row in tables.events if row["announced_precision"] == "year")
    assert f", {year['announced'].year}: " in told([year])
    month = next(row for row in tables.events if row["announced_precision"] == "month")
    assert f" {month['announced'].year}: " in told([month])
    assert "1 " + MONTHS[month["announced"].month - 1] not in told([month])
