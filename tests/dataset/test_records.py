"""What the records themselves must be, beyond what the checks say of each."""

from collections import Counter
from collections.abc import Mapping

import pyarrow as pa

from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import Fault
from diplomatic_ties.model.evidence import grade, kind_of
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Episode, Publisher, SecondCoding, Trigger
from diplomatic_ties.model.vocabulary import Evidence, SourceKind


def test_every_record_and_registry_passes(checked: tuple[Dataset, list[Fault]]) -> None:
    assert [str(fault) for fault in checked[1]] == []


def test_four_in_five_events_rest_on_two_voices(dataset: Dataset, events: list[Event]) -> None:
    grades = {event.id: grade(event, dataset.by_id(Publisher)) for event in events}
    counted = Counter(grades.values())
    assert counted[Evidence.A] + counted[Evidence.B] >= 0.8 * len(events), counted
    assert all(event.coder_note for event in events if grades[event.id] is Evidence.C)


def test_nato_and_russia_are_told_from_1990_to_today(events: list[Event]) -> None:
    pair = [e for e in events if "NATO" in (e.initiator, e.counterpart)]
    assert len(pair) >= 40
    assert {e.announced[:4] for e in pair} >= {"1999", "2002", "2008", "2009", "2014", "2018", "2021"}
    assert {e.counterpart for e in pair} | {e.initiator for e in pair} >= {"NATO", "RUS", "SUN"}


def test_every_registry_entry_is_used(dataset: Dataset, events: list[Event]) -> None:
    assert dataset.by_id(Episode).keys() == {event.episode for event in events}
    assert dataset.by_id(Trigger).keys() == {event.trigger for event in events} - {None}


def test_state_media_speak_for_their_own_side_or_beside_others(dataset: Dataset, events: list[Event]) -> None:
    for event in events:
        kinds = {kind_of(source, dataset.by_id(Publisher)) for source in event.sources}
        assert kinds != {SourceKind.STATE_MEDIA} or event.coder_note, event.file_name


def test_the_actors_are_the_states_of_the_world(tables: Mapping[str, pa.Table]) -> None:
    actors = {row["actor_id"]: row for row in tables["actors"].to_pylist()}
    assert actors["RUS"] | {"starts": None} == {
        "actor_id": "RUS",
        "name": "Russia",
        "kind": "state",
        "iso3": "RUS",
        "iso2": "RU",
        "cow": 365,
        "gw": 365,
        "wikidata": "Q159",
        "starts": None,
        "starts_precision": "day",
        "starts_approximate": False,
        "ends": None,
        "ends_precision": None,
        "ends_approximate": None,
    }
    assert str(actors["RUS"]["starts"]) == "1991-12-26"
    assert str(actors["SUN"]["ends"]) == "1991-12-25"
    assert sum(row["kind"] == "state" and row["ends"] is None for row in actors.values()) >= 195
    members = [row for row in tables["memberships"].to_pylist() if row["ends"] is None]
    assert Counter(row["org"] for row in members) == {"NATO": 32, "EU": 27}


def test_second_codings_saw_at_least_fifteen_records(dataset: Dataset) -> None:
    assert len(dataset.all(SecondCoding)) >= 15
