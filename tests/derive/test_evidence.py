"""The tables of what was read: each coded value with the pages that say it and those that differ."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pytest

from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.derive.evidence import event_sources, event_values, source_id
from diplomatic_ties.model.evidence import coded_values, grade, origin, record_grade, said, voices
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Publisher

Row = dict[str, Any]
CORE = ("happened", "announced", "persons", "ceiling_before", "ceiling_after")


@pytest.fixture(scope="module")
def values(tables: Mapping[str, pa.Table]) -> dict[str, list[Row]]:
    """The coded values of each record."""
    found = defaultdict(list)
    for row in tables["event_values"].to_pylist():
        found[row["event_id"]].append(row)
    return found


def test_each_coded_value_of_each_record_is_there_once(events: list[Event], values: dict[str, list[Row]]) -> None:
    assert values.keys() == {event.id for event in events}
    for event in events:
        coded = [(value.field, str(value.value)) for value in coded_values(event)]
        told = Counter((row["field"], row["value"]) for row in values[event.id])
        assert told == Counter([("happened", str(event.measure)), *coded]), event.file_name
        assert set(told.values()) == {1}


def test_who_says_and_who_differs_are_pages_of_the_record(events: list[Event], values: dict[str, list[Row]]) -> None:
    for event in events:
        pages = {source_id(source.url) for source in event.sources}
        for row in values[event.id]:
            assert set(row["said_by"]) | set(row["differs"]) <= pages
            assert set(row["said_by"]) & set(row["differs"]) == set()
            assert (len(row["said_by"]), len(row["differs"])) == (row["pages"], row["differing"])
            assert len(set(row["said_by"])) == row["pages"]


def test_who_says_a_value_says_it_in_event_sources(
    tables: Mapping[str, pa.Table], values: dict[str, list[Row]]
) -> None:
    said_there = {(row["event_id"], row["source_id"]): row for row in tables["event_sources"].to_pylist()}
    for id_, rows in values.items():
        for row in rows:
            if row["field"] == "happened":
                continue
            for page in row["said_by"]:
                found = said_there[id_, page][row["field"]]
                found = found if isinstance(found, list) else [found]
                assert row["value"].rstrip("~") in {str(value).rstrip("~") for value in found}
            for page in row["differs"]:
                found = said_there[id_, page][row["field"]]
                assert found is not None
                assert str(found).rstrip("~") != row["value"].rstrip("~")


def test_a_grade_is_null_only_where_no_voice_says_it(
    dataset: Dataset, events: list[Event], values: dict[str, list[Row]]
) -> None:
    publishers = dataset.by_id(Publisher)
    for event in events:
        pages = {source_id(source.url): source for source in event.sources}
        for row in values[event.id]:
            says = [pages[page] for page in row["said_by"]]
            differs = [pages[page] for page in row["differs"]]
            assert row["n_voices"] == len({voice for page in says if (voice := origin(page, publishers))})
            assert row["differing_voices"] == len(voices(differs, publishers))
            assert (row["grade"] is None) == (row["n_voices"] == 0)
            assert row["grade"] == grade(says, publishers)
            assert (row["grade"] == "C") == (row["n_voices"] == 1)
    grades = {row["grade"] for rows in values.values() for row in rows}
    assert grades == {"A", "B", "C", None}


def test_the_grade_of_a_record_follows_from_those_of_its_values(
    tables: Mapping[str, pa.Table], values: dict[str, list[Row]]
) -> None:
    for event in tables["events"].to_pylist():
        core = [row["grade"] or "C" for row in values[event["event_id"]] if row["field"] in CORE]
        assert event["evidence"] == max(core)
        (happened,) = [row for row in values[event["event_id"]] if row["field"] == "happened"]
        assert (event["n_sources"], event["n_independent"]) == (happened["pages"], happened["n_voices"])
        assert happened["value"] == event["measure"]
        assert happened["differing"] == 0


def test_a_page_that_differs_is_counted_with_its_voice(dataset: Dataset, events: list[Event]) -> None:
    publishers = dataset.by_id(Publisher)
    event = next(e for e in events if len(voices(e.sources[:2], publishers)) == len(voices(e.sources, publishers)) == 2)
    pages = [page.model_dump() for page in event.sources[:2]]
    pages[0]["says"], pages[1]["says"] = {"announced": event.announced}, {"announced": "1999-12-31"}
    bare = dict.fromkeys(("announced_by", "notified", "effective", "deadline", "term", "persons", "ceiling"))
    changed = Event.model_validate(event.model_dump() | bare | {"sources": pages, "announced": event.announced})
    (row,) = [row for row in event_values([changed], publishers) if row.field == "announced"]
    assert (row.pages, row.n_voices, row.grade) == (1, 1, "C")
    assert (row.differing, row.differing_voices) == (1, 1)
    assert [row.said_by, row.differs] == [[source_id(page["url"])] for page in pages]
    assert record_grade(changed, publishers) == "C"


def test_event_sources_hold_every_claim(events: list[Event]) -> None:
    rows = {(row.event_id, row.source_id): row for row in event_sources(events)}
    claimed = Counter[str]()
    for event in events:
        for source in event.sources:
            row = rows[event.id, source_id(source.url)]
            for field in type(source.says).model_fields:
                found = said(source.says, field)
                claimed[field] += len(found)
                told = getattr(row, field)
                assert (told if isinstance(told, list) else [v for v in [told] if v is not None]) == found
    assert all(claimed[field] for field in type(events[0].sources[0].says).model_fields)


def test_a_page_bears_the_names_of_its_publisher_and_of_the_agency_behind_it(
    dataset: Dataset, tables: Mapping[str, pa.Table]
) -> None:
    names = {id_: publisher.name for id_, publisher in dataset.by_id(Publisher).items()}
    rows = tables["sources"].to_pylist()
    assert any(row["via_id"] for row in rows)
    for row in rows:
        assert row["publisher"] == names[row["publisher_id"]]
        assert row["via"] == (names[row["via_id"]] if row["via_id"] else None)
