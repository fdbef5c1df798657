"""Validation as a whole: all faults in one run, and candidates; each rule is tested in test_rules.py."""

from collections.abc import Callable
from pathlib import Path

import pytest

from diplomatic_ties.curation.check import validate, validate_candidates
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Actor
from tests.curation.broken import WORLD, record

Edit = Callable[[Path, str, str], None]


def test_the_small_dataset_has_no_fault(small: Path) -> None:
    dataset, faults = validate(small)
    assert faults == []
    records = list((small / "events").rglob("*.yaml"))
    assert sorted(event.document.path for event in dataset.marked(Event)) == sorted(records)
    assert {"NATO", "RUS"} <= set(dataset.by_id(Actor))


def test_all_faults_are_told_in_one_run(small: Path, expulsion_record: Path, ceiling_record: Path, edit: Edit) -> None:
    edit(expulsion_record, "best: 8", "best: 9")
    edit(expulsion_record, "instrument: accreditation_withdrawn", "instrument: null")
    edit(ceiling_record, "measure: staff_ceiling", "measure: ceiling")
    (small / "lead.yaml").write_text("[]\n", encoding="utf-8")
    _, faults = validate(small)
    assert faults == sorted(faults)
    assert {(fault.path, fault.rule) for fault in faults} >= {
        (expulsion_record, "every_value_is_said"),
        (expulsion_record, "instrument_is_of_expulsions"),
        (ceiling_record, "model"),
        (small / "lead.yaml", "files"),
    }


def test_a_fault_tells_its_place_and_what_would_be_right(small: Path, expulsion_record: Path, edit: Edit) -> None:
    edit(expulsion_record, "best: 8", "best: 9")
    lines = expulsion_record.read_text(encoding="utf-8").splitlines()
    (line,) = [number for number, text in enumerate(lines, 1) if "best: 9" in text]
    (fault,) = validate(small)[1]
    place = f"{expulsion_record}:{line}:{lines[line - 1].index('9') + 1}"
    assert str(fault) == f"{place}: no source says persons 9; choose among 8"


@pytest.fixture
def candidate(tmp_path: Path, expulsion_record: Path) -> Path:
    """A copy of a record, outside the dataset and below a name of its own."""
    path = tmp_path / "mine.yaml"
    path.write_bytes(expulsion_record.read_bytes())
    return path


def test_a_candidate_takes_the_place_of_the_record_with_its_id(small: Path, candidate: Path) -> None:
    assert validate_candidates([candidate], small) == []


def test_a_candidate_is_checked_against_the_dataset(small: Path, candidate: Path, edit: Edit) -> None:
    edit(candidate, "best: 8", "best: 80")
    edit(candidate, "mission: rus-nato", "mission: rus-natto")
    faults = validate_candidates([candidate], small)
    assert {fault.path for fault in faults} == {candidate}
    assert [fault.rule for fault in faults] == ["what_is_named_is_there", "every_value_is_said"]


def test_faults_of_other_records_are_not_told_of_a_candidate(
    small: Path, candidate: Path, ceiling_record: Path, edit: Edit
) -> None:
    edit(ceiling_record, "mission: rus-nato", "mission: rus-natto")
    assert validate_candidates([candidate], small) == []


def test_a_candidate_that_cannot_be_read_is_told_with_the_faults_of_others(
    small: Path, candidate: Path, tmp_path: Path, edit: Edit
) -> None:
    unread = tmp_path / "another.yaml"
    unread.write_text("- id: zzaaaa\n", encoding="utf-8")
    edit(candidate, "best: 8", "best: 80")
    faults = validate_candidates([candidate, unread], small)
    assert [(fault.path, fault.rule) for fault in faults] == [(unread, "model"), (candidate, "every_value_is_said")]


def test_candidates_are_held_against_one_another(small: Path, tmp_path: Path) -> None:
    for name, text in WORLD.items():
        with (small / name).open("a", encoding="utf-8") as registry:
            registry.write(text)
    paths = []
    for id_ in ("zzaaaa", "zzbbbb"):
        paths.append(tmp_path / f"{id_}.yaml")
        (content,) = record(id_).values()
        paths[-1].write_text(str(content), encoding="utf-8")
    assert validate_candidates(paths[:1], small) == []
    (fault,) = validate_candidates(paths, small)
    assert fault.rule == "no_measure_is_told_twice"


def test_a_candidate_alone_is_checked_by_the_rules_about_a_record_alone(candidate: Path, edit: Edit) -> None:
    assert validate_candidates([candidate], None) == []
    edit(candidate, "deadline: 2021-10-31", "deadline: null")
    edit(candidate, "mission: rus-nato", "mission: rus-natto")
    assert [fault.rule for fault in validate_candidates([candidate], None)] == ["what_is_said_is_coded"]
