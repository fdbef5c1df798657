"""The chronicle: stories told from the tables, a chapter an episode, a paragraph a measure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from diplomatic_ties.site.published import Published, Row, cuts, grouped, people
from diplomatic_ties.site.wording import announced, count

# A trigger has a story if it moved so many measures.
MANY = 10
ANSWERS = ("responds_to", "solidarity_with")
FIRST = ("nato-russia", "salisbury-poisoning-2018", "vrbetice-attribution-2021", "ukraine-invasion-2022")


@dataclass(frozen=True)
class Story:
    """What is told together: its measures, and the part of an address that selects them in the explorer."""

    slug: str
    title: str
    lead: str
    asks: str
    events: list[Row]
    # Of a pair the posts and limits are shown, of a wave the people.
    pair: bool = False


def stories(tables: Published) -> list[Story]:
    """Return the stories that are longer than an episode, those that are told first before the others."""
    pair = [row for row in tables.events if {row["initiator"], row["counterpart"]} <= {"NATO", "RUS", "SUN"}]
    # The Soviet Union is a side of the first; one filter has both as long as NATO has measures with no one else.
    asks = "actor=NATO" if len(pair) == len(tables.by_actor.get("NATO", [])) else "actor=NATO&other=RUS"
    found = [Story("nato-russia", "NATO and Russia", told(pair), asks, pair, pair=True)] if pair else []
    waves = {id_: moved(id_, tables) for id_ in tables.triggers}
    for id_, ids in waves.items():
        # What a larger wave holds is told there.
        own = {row["event_id"] for row in tables.by_trigger.get(id_, [])}
        within = any(own <= other and len(other) > len(ids) for other in waves.values() if other is not ids)
        if len(ids) >= MANY and not within:
            events = [row for row in tables.events if row["event_id"] in ids]
            trigger = tables.triggers[id_]
            lead = f"{trigger['summary']} {told(events)}"
            found.append(Story(id_, trigger["title"], lead, f"trigger={id_}", events))
    return sorted(found, key=lambda story: (_rank(story.slug), story.events[0]["announced_last"]))


def moved(trigger: str, tables: Published) -> set[str]:
    """The measures that a trigger moved, the rest of their episodes, what answered those and what they answer.

    Where an episode is that of one actor in a wave (``salisbury-2018-gbr``), the others of the wave belong to it too.
    """
    waiting = [row["event_id"] for row in tables.by_trigger.get(trigger, [])]
    waves = {_wave(tables.by_id[id_]["episode_id"], tables) for id_ in waiting} - {None}
    for episode, rows in tables.by_episode.items():
        if _wave(episode, tables) in waves:
            waiting += [row["event_id"] for row in rows]
    found: set[str] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += [row["event_id"] for row in tables.by_episode[tables.by_id[id_]["episode_id"]]]
            waiting += [link["event_id"] for link in tables.linked_from.get(id_, []) if link["link_type"] in ANSWERS]
            waiting += [link["to_event_id"] for link in tables.links.get(id_, []) if link["link_type"] in ANSWERS]
    return found


def _wave(episode: str, tables: Published) -> str | None:
    """What an episode of one actor has in common with those of others."""
    wave, _, actor = episode.rpartition("-")
    return wave if actor.upper() in tables.actors else None


def _rank(slug: str) -> int:
    return FIRST.index(slug) if slug in FIRST else len(FIRST)


def told(events: list[Row]) -> str:
    """The sum of a story in two sentences."""
    first, last = events[0], events[-1]
    actors = {row["initiator"] for row in events}
    number, cut, sent = len(events), len(list(cuts(events))), people(events)
    span = announced(first) if first is last else f"{announced(first)} to {announced(last)}"
    text = (
        f"{count(number, 'measure')} of {count(len(actors), 'actor')}, {span}: {cut} cut a tie, {number - cut} did not."
    )
    return text + (f" {count(sent, 'person', 'people')} known to have been told to leave." if sent else "")


def partners(story: Story, tables: Published) -> list[dict[str, Any]]:
    """Who expelled how many of whom: a row a partner of Russia, or of the actor that is a side of most measures."""
    centre = centre_of(story.events)
    ids = {row["event_id"] for row in story.events}
    rows = []
    for other, events in grouped(_with_partner(story.events, centre)).items():
        sent = [row for row in events if row["measure"] == "expulsion"]
        lags = [row["lag_days"] for row in tables.answers if row["event_id"] in ids and row["initiator"] == other]
        rows.append(
            {
                "actor": other,
                "first": events[0],
                "by_partner": [row for row in sent if row["initiator"] == other],
                "by_centre": [row for row in sent if row["initiator"] == centre],
                "days": min((lag for lag in lags if lag is not None), default=None),
                "measures": len(events),
            }
        )
    return sorted(rows, key=_most) if len(rows) > 1 else []


def centre_of(events: list[Row]) -> str:
    """The actor that is a side of most measures."""
    sides = Counter(actor for row in events for actor in (row["initiator"], row["counterpart"]))
    return str(min(sides, key=lambda actor: (-sides[actor], actor != "RUS", actor)))


def _with_partner(events: list[Row], centre: str) -> Iterator[tuple[str, Row]]:
    for row in events:
        if centre in (row["initiator"], row["counterpart"]):
            yield row["counterpart"] if row["initiator"] == centre else row["initiator"], row


def _most(row: dict[str, Any]) -> tuple[int, str]:
    return -people(row["by_partner"]), str(row["actor"])


def chapters(events: list[Row], tables: Published) -> Iterator[dict[str, Any]]:
    """Yield the episodes of a story in the order of their first measures."""
    by_episode = grouped((row["episode_id"], row) for row in events)
    for id_, rows in sorted(by_episode.items(), key=lambda item: (item[1][0]["announced_last"], item[0])):
        yield {"episode": tables.episodes[id_], "paragraphs": [paragraph(row, tables) for row in rows]}


def paragraph(event: Row, tables: Published) -> dict[str, Any]:
    """A measure as the story tells it: what it answers, after how long, and who says so."""
    answered = [
        (tables.by_id[link["to_event_id"]], link["link_type"])
        for link in tables.links.get(event["event_id"], [])
        if link["link_type"] in (*ANSWERS, "reverses")
    ]
    pages = [tables.sources[said["source_id"]] for said in tables.says.get(event["event_id"], [])]
    voices = {page["publisher"]: page for page in reversed(pages)}
    return {
        "event": event,
        "answers": [(other, kind, _days(event, other)) for other, kind in answered],
        "voices": sorted(voices.values(), key=lambda page: str(page["publisher"])),
    }


def _days(event: Row, other: Row) -> int | None:
    """How many days lie between two measures; none where one of the days is not known."""
    exact = all(row["announced_precision"] == "day" and not row["announced_approximate"] for row in (event, other))
    return (event["announced"] - other["announced"]).days if exact else None
