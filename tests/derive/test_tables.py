from datetime import date

import pyarrow as pa
import pytest
from diplomatic_ties.publish.derive import source_id

from diplomatic_ties.curation.read import Dataset
from diplomatic_ties.model.contracts import arrow_schema
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.tables import TABLES


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_the_schema_of_the_model(name: str, tables: dict[str, pa.Table]) -> None:
    assert tables[name].schema.equals(arrow_schema(name), check_metadata=True)
    assert tables[name].num_rows > 0 or name in {"withdrawn", "changes"}


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_unique_and_references_resolve(name: str, tables: dict[str, pa.Table]) -> None:
    row = TABLES[name]
    rows = tables[name].to_pylist()
    keys = [tuple(str(r[column]) for column in row.primary_key) for r in rows]
    assert keys == sorted(set(keys))
    for column, target in row.references.items():
        known = set(tables[target][TABLES[target].primary_key[0]].to_pylist())
        assert {r[column] for r in rows} - {None} <= known


def test_nothing_is_lost_on_the_way(dataset: Dataset, tables: dict[str, pa.Table]) -> None:
    events = [event.value for event in dataset.events]
    assert tables["events"].num_rows == len(events)
    assert tables["event_sources"].num_rows == sum(len(event.sources) for event in events)
    assert tables["links"].num_rows == sum(len(event.links) for event in events)
    assert tables["sources"].num_rows == len({s.url for event in events for s in event.sources})
    assert tables["memberships"].num_rows == sum(len(a.value.memberships) for a in dataset.actors)


def test_counts_lie_between_what_is_said(tables: dict[str, pa.Table]) -> None:
    said: dict[str, list[int]] = {}
    scopes = {row["event_id"]: row["persons_scope"] for row in tables["events"].to_pylist()}
    for row in tables["event_sources"].to_pylist():
        if row["persons"] is not None and row["persons_scope"] in (None, scopes[row["event_id"]]):
            said.setdefault(row["event_id"], []).append(row["persons"])
    for row in tables["events"].to_pylist():
        if row["persons_best"] is None:
            assert row["persons_low"] is row["persons_high"] is row["persons_scope"] is None
        else:
            numbers = said[row["event_id"]]
            assert row["persons_low"] == min(numbers) <= row["persons_best"] <= max(numbers) == row["persons_high"]


def test_dates_carry_their_precision(tables: dict[str, pa.Table]) -> None:
    spans = {"day": (0, 0), "month": (27, 30), "year": (364, 365)}
    for row in tables["events"].to_pylist():
        for name in ("announced", "effective", "deadline"):
            if row[name] is not None:
                low, high = spans[row[f"{name}_precision"]]
                assert low <= (row[f"{name}_last"] - row[name]).days <= high


def changed(event: Event, **values: object) -> Event:
    return Event.model_validate(event.model_dump() | values)


def source(kind: str, publisher: str, via: str | None = None) -> dict[str, object]:
    return {
        "url": f"https://example.org/{publisher.replace(' ', '-')}",
        "publisher": publisher,
        "via": via,
        "published": None,
        "language": "en",
        "kind": kind,
        "accessed": date(2026, 11, 24),
        "says": {"announced": "2021-10-06"},
    }


@pytest.mark.parametrize(
    ("sources", "grade", "voices"),
    [
        ([source("official", "NATO"), source("wire", "Reuters")], "A", 2),
        ([source("official", "NATO"), source("state_media", "TASS")], "B", 2),
        ([source("wire", "Reuters"), source("press", "BBC")], "B", 2),
        (
            [source("press", "A", "Reuters"), source("press", "B", "Reuters"), source("wire", "Reuters")],
            "C",
            1,
        ),
        ([source("state_media", "TASS"), source("state_media", "RIA Novosti")], "C", 1),
        ([source("press", "Novinite", "TASS"), source("state_media", "RIA Novosti")], "C", 1),
        ([source("official", "NATO"), source("press", "Army", "NATO")], "C", 1),
        ([source("press", "BBC"), source("reference", "Wikipedia")], "C", 1),
        ([source("official", "NATO")], "C", 1),
    ],
)
def test_evidence_follows_from_the_sources(
    events: list[Event], sources: list[dict[str, object]], grade: str, voices: int
) -> None:
    event = changed(events[0], sources=sources)
    assert (event.evidence, len(event.origins)) == (grade, voices)


def test_a_raised_or_lifted_limit_restores(events: list[Event]) -> None:
    event = next(event for event in events if event.ceiling)

    def direction(before: int | None, after: int | None, rule: str = "maximum") -> str:
        ceiling = {"before": before, "after": after, "rule": rule, "scope": "all_staff"}
        return changed(event, ceiling=ceiling).direction

    assert direction(20, 10) == direction(None, 30) == direction(None, None, "parity") == "cut"
    assert direction(10, 20) == direction(10, None, "lifted") == "restore"


def test_the_key_of_a_page_is_that_of_its_address() -> None:
    assert source_id("https://www.nato.int/") == source_id("https://www.nato.int/") != source_id("https://www.nato.int")
