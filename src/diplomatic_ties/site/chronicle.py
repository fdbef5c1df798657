"""The chronicle: stories told from the tables, a chapter an episode, a paragraph a measure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from diplomatic_ties.site.published import Published, Row, cuts, grouped, people

# A trigger has a story if it moved so many measures, and a pair if one side is an organisation.
MANY = 10
# The library names them by the locale, and a page is the same everywhere.
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
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


def stories(tables: Published) -> list[Story]:
    """Return the stories that are longer than an episode, those that are told first before the others."""
    pair = [row for row in tables.events if {row["initiator"], row["counterpart"]} <= {"NATO", "RUS", "SUN"}]
    found = [_story("nato-russia", "NATO and Russia", "", "actor=NATO&other=RUS", pair)] if pair else []
    for id_, trigger in tables.triggers.items():
        events = list(_moved(id_, tables))
        if len(events) >= MANY:
            found.append(_story(id_, trigger["title"], trigger["summary"], f"trigger={id_}", events))
    return sorted(found, key=lambda story: (_rank(story.slug), story.events[0]["announced"]))


def _moved(trigger: str, tables: Published) -> Iterator[Row]:
    """The measures that a trigger moved, what answered those, and so on."""
    waiting = [row["event_id"] for row in tables.by_trigger.get(trigger, [])]
    found: set[str] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            links = tables.linked_from.get(id_, [])
            waiting += [link["event_id"] for link in links if link["link_type"] in ANSWERS]
    return (row for row in tables.events if row["event_id"] in found)


def _rank(slug: str) -> int:
    return FIRST.index(slug) if slug in FIRST else len(FIRST)


def _story(slug: str, title: str, lead: str, asks: str, events: list[Row]) -> Story:
    return Story(slug, title, " ".join(filter(None, [lead, told(events)])), asks, events)


def told(events: list[Row]) -> str:
    """The sum of a story in two sentences."""
    first, last = events[0]["announced"], events[-1]["announced"]
    actors = {row["initiator"] for row in events}
    number, cut, sent = len(events), len(list(cuts(events))), people(events)
    span = _day(first) if first == last else f"{_day(first)} to {_day(last)}"
    text = (
        f"{_count(number, 'measure')} of {_count(len(actors), 'actor')}, {span}: "
        f"{cut} cut a tie, {number - cut} did not."
    )
    return text + (f" {_count(sent, 'person', 'people')} known to have been told to leave." if sent else "")


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def chapters(events: list[Row], tables: Published) -> Iterator[dict[str, Any]]:
    """Yield the episodes of a story in the order of their first measures, what belongs to none at the end."""
    by_episode = grouped((row["episode_id"] or "", row) for row in events)
    for id_, rows in sorted(by_episode.items(), key=lambda item: (not item[0], item[1][0]["announced"], item[0])):
        yield {"episode": tables.episodes.get(id_), "paragraphs": [paragraph(row, tables) for row in rows]}


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
        "answers": [(other, kind, (event["announced"] - other["announced"]).days) for other, kind in answered],
        "voices": sorted(voices.values(), key=lambda page: str(page["publisher"])),
    }
