from typing import Any

import pytest
from pydantic import ValidationError

from diplomatic_ties.model.record import Claims, Event, Link, Persons


def changed(event: Event, **values: object) -> Event:
    return Event.model_validate(event.model_dump() | values)


def test_a_raised_or_lifted_limit_restores(events: list[Event]) -> None:
    event = next(event for event in events if event.ceiling)

    def direction(before: int | None, after: int | None, rule: str = "maximum") -> str:
        ceiling = {"before": before, "after": after, "rule": rule, "scope": "all_staff"}
        return changed(event, ceiling=ceiling).direction

    assert direction(20, 10) == direction(None, 30) == direction(None, None, "parity") == "cut"
    assert direction(10, 20) == direction(10, None, "lifted") == "restore"


def test_what_is_lifted_is_restored(events: list[Event]) -> None:
    event = next(event for event in events if event.measure.liftable and not event.lifts)
    assert event.direction == "cut"
    assert changed(event, lifts=True).direction == "restore"


def test_only_counts_of_the_coded_scope_are_said_of_it(events: list[Event]) -> None:
    event = next(e for e in events if e.persons and e.persons.scope == "diplomats" and len(e.sources) > 2)
    pages = [page.model_dump() for page in event.sources[:3]]
    for page, number, scope in zip(pages, (8, 9, 11), (None, "diplomats", "all_staff"), strict=True):
        page["says"] = {"persons": number, "persons_scope": scope}
    assert changed(event, sources=pages).said_persons == [8, 9]


def test_a_record_is_named_by_its_facts(events: list[Event]) -> None:
    event = changed(events[0], announced="2021-10~", initiator="NATO", counterpart="RUS", measure="recall", id="k7m2x9")
    assert event.file_name == "2021/2021-10-nato-rus-recall.k7m2x9.yaml"


def test_what_was_not_written_is_not_known(events: list[Event]) -> None:
    later = ("notified", "announced_by", "term", "waives", "last_checked")
    bare = {name: value for name, value in events[0].model_dump().items() if name not in later}
    event = Event.model_validate(bare)
    assert [getattr(event, name) for name in later] == [None, None, None, [], None]
    assert Persons.model_validate({"best": 8, "scope": "diplomats"}).bound == "exact"
    assert Link.model_validate({"type": "extends", "to": "aaaaaa"}).basis == "said"


def test_only_the_day_in_force_may_be_open(events: list[Event]) -> None:
    assert changed(events[0], effective="../2021-10-31").effective == "../2021-10-31"
    for name in ("announced", "notified", "deadline"):
        with pytest.raises(ValidationError, match="has an open end"):
            changed(events[0], **{name: "../2021-10-31"})
        with pytest.raises(ValidationError, match="has an open end"):
            Claims.model_validate({name: "../2021-10-31"})
    assert Claims(effective="2021-11-01/..").effective == "2021-11-01/.."


@pytest.mark.parametrize("says", [{}, {"announced": None}, {"grounds": None, "links": None}])
def test_a_page_that_says_nothing_is_refused(says: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="the source says nothing"):
        Claims.model_validate(says)


@pytest.mark.parametrize(
    "says",
    [
        {"announced_by": "third"},
        {"notified": "2021-10-05"},
        {"term": "PT48H"},
        {"persons_bound": "about"},
        {"instrument": "persona_non_grata"},
        {"grounds": ["espionage"]},
        {"outcome": "carried_out"},
        {"links": [{"type": "responds_to", "to": "aaaaaa"}]},
    ],
)
def test_a_page_may_say_any_value_alone(says: dict[str, Any]) -> None:
    assert Claims.model_validate(says).model_dump(exclude_none=True) == says


@pytest.mark.parametrize(
    "says",
    [
        {"grounds": []},
        {"links": []},
        {"grounds": ["spying"]},
        {"outcome": "implemented"},
        {"term": "a week"},
        {"persons": -1},
        {"links": [{"type": "responds_to", "to": "aaaaaa", "basis": "said"}]},
    ],
)
def test_what_no_page_can_say_is_refused(says: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Claims.model_validate(says)
