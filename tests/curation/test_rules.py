"""Every rule speaks of what it forbids, at its place and with a cure, and of nothing else."""

from pathlib import Path

import pytest

from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.check.rules import DATASET_RULES, EVENT_RULES, RECORD_RULES
from diplomatic_ties.model.vocabulary import Waiver
from tests.curation.broken import WAIVED, Broken, Sound
from tests.curation.catalogue import BROKEN, SOUND

# What the reader refuses before any rule.
READER = {"yaml", "model", "files"}


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.rule}: {case.what}") for case in BROKEN])
def test_one_rule_alone_speaks_of_a_broken_record(small: Path, case: Broken) -> None:
    case.apply(small)
    _, faults = validate(small)
    told = [str(fault) for fault in faults]
    assert {fault.rule for fault in faults} == {case.rule}, told
    assert len(faults) == case.faults, told
    meant = [
        fault for fault in faults if case.problem in fault.problem and fault.path.relative_to(small).match(case.place)
    ]
    assert meant, told
    assert case.cure in meant[0].cure
    path, line = meant[0].path, meant[0].line
    text = path.read_bytes().decode(errors="replace") if path.is_file() else ""
    assert line >= 1
    assert case.line in text.split("\n")[line - 1]
    assert case.column in (None, meant[0].column)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.rule}: {case.what}") for case in SOUND])
def test_no_rule_speaks_of_what_is_just_allowed(small: Path, case: Sound) -> None:
    case.apply(small)
    _, faults = validate(small)
    assert [str(fault) for fault in faults] == []


def test_every_rule_has_a_broken_record() -> None:
    rules = {rule.__name__ for rule in (*RECORD_RULES, *EVENT_RULES, *DATASET_RULES)}
    assert {case.rule for case in BROKEN} == rules | READER
    assert {case.rule for case in SOUND} <= rules | READER


def test_every_waiver_is_tried() -> None:
    assert {case.waiver for case in WAIVED} == set(Waiver)


def test_no_case_stands_twice() -> None:
    names = [(case.rule, case.what) for case in (*BROKEN, *SOUND)]
    assert len(set(names)) == len(names)
