from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplomatic_ties.curation.read import read_document, read_entry
from diplomatic_ties.model.record import Event

Edit = Callable[[Path, str, str], None]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_only_null_booleans_and_whole_numbers_are_more_than_text(tmp_path: Path) -> None:
    text = (
        "country: NO\nanswer: yes\nid: 1e5000\ntime: 12:30:45\nzeros: 010\nday: 2021-10-06\n"
        "count: 8\nless: -3\nquoted: '8'\nnothing: null\nempty:\ntilde: ~\nflag: true\n"
        "folded: >-\n  one\n  line\n"
    )
    document, faults = read_document(written(tmp_path / "a.yaml", text))
    assert faults == []
    assert document
    assert document.content == {
        "country": "NO",
        "answer": "yes",
        "id": "1e5000",
        "time": "12:30:45",
        "zeros": "010",
        "day": "2021-10-06",
        "count": 8,
        "less": -3,
        "quoted": "8",
        "nothing": None,
        "empty": None,
        "tilde": None,
        "flag": True,
        "folded": "one line",
    }


def test_every_value_has_its_place(tmp_path: Path) -> None:
    document, _ = read_document(written(tmp_path / "a.yaml", "one: 1\nlist:\n  - {two: 2}\n  - three: 3\n"))
    assert document
    assert document.marks["one",] == (1, 6)
    assert document.marks["list", 0, "two"] == (3, 11)
    assert document.marks["list", 1, "three"] == (4, 12)


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"id: a\nid: b\n", "2:1", "`id` stands twice"),
        (b"a: 1\nb: *x\n", "2:4", "an alias stands here"),
        (b"a: [1\n", "2:1", "this is not YAML"),
        (b"a: b: c\n", "1:5", "this is not YAML"),
        (b"? [a]\n: 1\n", "1:3", "a key is a list or map"),
        (b"a: 1\nb: \xff\n", "2:1", "not UTF-8"),
        (b"", "1:1", "the file is empty"),
        (b"# a remark\n", "1:1", "the file is empty"),
        (b"a: \x07\n", "1:1", "this is not YAML"),
    ],
)
def test_broken_yaml_is_a_fault_with_a_place(tmp_path: Path, content: bytes, place: str, words: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    _, (fault,) = read_document(path)
    assert str(fault).startswith(f"{path}:{place}: ")
    assert words in fault.problem
    assert fault.cure


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    document, (fault,) = read_document(tmp_path / "none.yaml")
    assert document is None
    problem = "the file cannot be read (No such file or directory)"
    assert str(fault) == f"{tmp_path / 'none.yaml'}:1:1: {problem}; check the path"


def test_a_fault_of_a_file_emptied_since_is_told_at_its_beginning(tmp_path: Path) -> None:
    path = written(tmp_path / "a.yaml", "a: 1\n")
    document, _ = read_document(path)
    assert document
    path.write_text("", encoding="utf-8")
    assert str(document.fault(("a",), "it is wrong", "mend it")) == f"{path}:1:1: it is wrong; mend it"


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_nothing_that_can_stand_in_a_file_ends_in_a_traceback(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    read = read_entry(path, Event)
    assert not read.entries
    assert read.faults


@pytest.mark.parametrize(
    ("old", "new", "words", "cure"),
    [
        ("measure: expulsion", "measure: expulsions", "`measure` cannot be 'expulsions'", "`expulsion`"),
        ("counterpart: RUS", "counterpart: rus", "`counterpart` cannot be 'rus'", "^[A-Z]"),
        ("affects: counterpart\n", "", "`affects` is missing", "representation"),
        ("links:", "link: []\nlinks:", "`link` is not a field", "`links`"),
        ("best: 8", "best: '8'", "`persons.best` cannot be '8'", "integer"),
        ("best: 8", "best: -8", "`persons.best` cannot be -8", "greater than or equal to 0"),
        ("announced: 2021-10-06", "announced: 6.10.2021", "'6.10.2021' is not a date", "2021-10-06"),
        ("announced: 2021-10-06", "announced: 2021-02-30", "not a day of the calendar", "public"),
    ],
)
def test_a_wrong_value_is_told_with_its_place_and_cure(
    expulsion_record: Path, edit: Edit, old: str, new: str, words: str, cure: str
) -> None:
    edit(expulsion_record, old, new)
    read = read_entry(expulsion_record, Event)
    assert not read.entries
    (fault,) = read.faults
    line = expulsion_record.read_text(encoding="utf-8").splitlines()[fault.line - 1]
    assert words in fault.problem
    assert cure in fault.cure
    assert new.split(":")[0].strip() in line or new == ""


def test_a_source_that_says_nothing_is_refused(expulsion_record: Path, edit: Edit) -> None:
    text = expulsion_record.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.strip().startswith("says:"))
    edit(expulsion_record, line, "    says: {}")
    (fault,) = read_entry(expulsion_record, Event).faults
    assert "says nothing" in fault.problem
    assert fault.column == line.index("says") + len("says: ") + 1
