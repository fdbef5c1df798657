"""What the records themselves must be, beyond what the checks say of each."""

from collections import Counter

import pyarrow as pa

from diplomatic_ties.curation.read import Dataset, Fault
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.vocabulary import Evidence, SourceKind


def test_every_record_and_registry_passes(checked: tuple[Dataset, list[Fault]]) -> None:
    assert [str(fault) for fault in checked[1]] == []


def test_four_in_five_events_rest_on_two_voices(events: list[Event]) -> None:
    grades = Counter(event.evidence for event in events)
    assert grades[Evidence.A] + grades[Evidence.B] >= 0.8 * len(events), grades
    assert all(event.coder_note for event in events if event.evidence is Evidence.C)


def test_nato_and_russia_are_told_from_1990_to_today(events: list[Event]) -> None:
    pair = [e for e in events if "NATO" in (e.initiator, e.counterpart)]
    assert len(pair) >= 40
    assert {e.announced[:4] for e in pair} >= {"1999", "2002", "2008", "2009", "2014", "2018", "2021"}
    assert {e.counterpart for e in pair} | {e.initiator for e in pair} >= {"NATO", "RUS", "SUN"}


def test_every_registry_entry_is_used(dataset: Dataset, events: list[Event]) -> None:
    assert {e.value.id for e in dataset.episodes} == {event.episode for event in events}
    assert {t.value.id for t in dataset.triggers} == {event.trigger for event in events} - {None}


def test_state_media_speak_for_their_own_side_or_beside_others(events: list[Event]) -> None:
    for event in events:
        kinds = {source.kind for source in event.sources}
        assert kinds != {SourceKind.STATE_MEDIA} or event.coder_note, event.file_name


def test_the_actors_are_the_states_of_the_world(tables: dict[str, pa.Table]) -> None:
    actors = {row["actor_id"]: row for row in tables["actors"].to_pylist()}
    assert actors["RUS"] | {"begins": None} == {
        "actor_id": "RUS",
        "name": "Russia",
        "kind": "state",
        "iso3": "RUS",
        "iso2": "RU",
        "cow": 365,
        "gw": 365,
        "wikidata": "Q159",
        "begins": None,
        "begins_precision": "day",
        "ends": None,
        "ends_precision": None,
    }
    assert str(actors["RUS"]["begins"]) == "1991-12-26"
    assert str(actors["SUN"]["ends"]) == "1991-12-25"
    assert sum(row["kind"] == "state" and row["ends"] is None for row in actors.values()) >= 195
    members = [row for row in tables["memberships"].to_pylist() if row["ends"] is None]
    assert Counter(row["org"] for row in members) == {"NATO": 32, "EU": 27}


def test_second_codings_saw_at_least_fifteen_records(dataset: Dataset) -> None:
    assert len(dataset.second_codings) >= 15
