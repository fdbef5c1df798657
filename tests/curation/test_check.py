from collections.abc import Callable
from pathlib import Path

import pytest

from diplomatic_ties.curation.check import validate, validate_candidates
from diplomatic_ties.curation.read import Fault

Edit = Callable[[Path, str, str], None]


def only_fault(root: Path, words: str) -> Fault:
    """The one fault of a dataset whose problem has these words, and there is no other."""
    _, faults = validate(root)
    assert [words in fault.problem for fault in faults] == [True], faults
    return faults[0]


def test_the_small_dataset_has_no_fault(small: Path) -> None:
    dataset, faults = validate(small)
    assert faults == []
    assert len(dataset.events) >= 8


@pytest.mark.parametrize(
    ("old", "new", "words", "cure"),
    [
        ("instrument: accreditation_withdrawn", "instrument: null", "no instrument", "`unspecified`"),
        ("affects: counterpart", "affects: initiator", "cannot affect initiator", "write counterpart"),
        ("best: 8", "best: 9", "no source says 9", "choose among 8"),
        ("mission: rus-nato", "mission: rus-natto", "not in missions.yaml", "did you mean rus-nato?"),
        ("episode: nato-russia-2021", "episode: nato-russia-2031", "not in episodes.yaml", "did you mean"),
        ("trigger: null", "trigger: ukraine-invasion-2022", "later than the measure", "mend the date"),
        ("deadline: 2021-10-31", "deadline: 2021-10-30", "no source says deadline", "choose among"),
        ("initiator: NATO", "initiator: NATA", "NATA is not in actors.yaml", "did you mean NATO?"),
    ],
)
def test_a_wrong_value_is_told_with_a_cure(
    small: Path, expulsion_record: Path, edit: Edit, old: str, new: str, words: str, cure: str
) -> None:
    edit(expulsion_record, old, new)
    _, faults = validate(small)
    (fault,) = [fault for fault in faults if words in fault.problem]
    assert fault.path == expulsion_record
    assert new in expulsion_record.read_text(encoding="utf-8").splitlines()[fault.line - 1] or "best" in new
    assert cure in fault.cure


def test_a_ceiling_must_chain(small: Path, ceiling_record: Path, edit: Edit) -> None:
    edit(ceiling_record, "before: 20", "before: 25")
    text = ceiling_record.read_text(encoding="utf-8").replace("ceiling_before: 20", "ceiling_before: 25")
    ceiling_record.write_text(text, encoding="utf-8")
    _, faults = validate(small)
    note = "coder_note: null" in text
    assert any("left the limit at 20" in fault.problem for fault in faults) == note


def test_a_ceiling_stands_in_a_staff_ceiling_alone(small: Path, expulsion_record: Path, edit: Edit) -> None:
    edit(
        expulsion_record,
        "grounds:",
        "ceiling: {before: null, after: null, rule: parity, scope: diplomats}\ngrounds:",
    )
    assert "record of its own" in only_fault(small, "expulsion has a ceiling").cure


def test_only_some_measures_lift(small: Path, expulsion_record: Path, edit: Edit) -> None:
    edit(expulsion_record, "grounds:", "lifts: true\ngrounds:")
    assert "movement_restriction" in only_fault(small, "expulsion cannot lift").cure


def test_the_name_of_a_file_tells_its_facts(small: Path, expulsion_record: Path) -> None:
    expulsion_record.rename(expulsion_record.with_name("expulsion.yaml"))
    assert expulsion_record.name in only_fault(small, "name does not tell its facts").cure


def test_an_id_stands_once(small: Path, expulsion_record: Path) -> None:
    twin = small / "events" / "2021" / "twin.yaml"
    twin.write_bytes(expulsion_record.read_bytes())
    _, faults = validate(small)
    assert any("another record has the id" in fault.problem for fault in faults)


def test_a_measure_is_told_once(small: Path, expulsion_record: Path) -> None:
    text = expulsion_record.read_text(encoding="utf-8")
    (id_,) = [line.removeprefix("id: ") for line in text.splitlines() if line.startswith("id: ")]
    other = expulsion_record.with_name(expulsion_record.name.replace(id_, "zzzzzz"))
    other.write_text(text.replace(f"id: {id_}", "id: zzzzzz"), encoding="utf-8")
    fault = only_fault(small, "tells the same pair, measure and near date")
    assert "distinct_from" in fault.cure
    marked = text.replace(f"id: {id_}", "id: zzzzzz").replace("grounds:", f"distinct_from: [{id_}]\ngrounds:")
    other.write_text(marked, encoding="utf-8")
    assert validate(small)[1] == []


def links(record: Path, edit: Edit, links: str) -> None:
    """Give a record these links and no other."""
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith("links:"))
    end = next(number for number, line in enumerate(lines) if line.startswith("outcome:"))
    text = "".join([*lines[:start], f"links: {links}\n", *lines[end:]])
    record.write_text(text, encoding="utf-8")


def id_of(root: Path, name: str) -> str:
    (path,) = root.glob(f"events/*/{name}.*.yaml")
    return path.name.split(".")[-2]


def test_an_answer_goes_the_other_way(small: Path, expulsion_record: Path, edit: Edit) -> None:
    links(
        expulsion_record,
        edit,
        f"[{{type: responds_to, to: {id_of(small, '2021-10-06-nato-rus-staff_ceiling')}}}]",
    )
    assert "mend the actors or the link" in only_fault(small, "by NATO towards RUS").cure


def test_an_answer_is_not_older_than_what_it_answers(small: Path, expulsion_record: Path, edit: Edit) -> None:
    links(
        expulsion_record,
        edit,
        f"[{{type: responds_to, to: {id_of(small, '2021-10-18-rus-nato-mission_closure')}}}]",
    )
    assert "turn the link round" in only_fault(small, "later than this").cure


def test_an_expulsion_reverses_nothing(small: Path, expulsion_record: Path, edit: Edit) -> None:
    target = id_of(small, "2021-10-06-nato-rus-staff_ceiling")
    links(expulsion_record, edit, f"[{{type: reverses, to: {target}}}]")
    only_fault(small, "expulsion cannot reverse a staff_ceiling")


def test_a_link_points_to_a_record(small: Path, expulsion_record: Path, edit: Edit) -> None:
    links(expulsion_record, edit, "[{type: extends, to: zzzzzz}]")
    only_fault(small, "no record zzzzzz")


def test_a_page_is_described_once(small: Path, expulsion_record: Path, ceiling_record: Path, edit: Edit) -> None:
    url = next(
        line.split("url: ")[1]
        for line in ceiling_record.read_text(encoding="utf-8").splitlines()
        if "url: " in line and line.split("url: ")[1] in expulsion_record.read_text(encoding="utf-8")
    )
    text = expulsion_record.read_text(encoding="utf-8")
    head, tail = text.split(url, 1)
    lines = tail.splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if "publisher:" in line)
    lines[number] = "    publisher: Somebody Else\n"
    expulsion_record.write_text(head + url + "".join(lines), encoding="utf-8")
    _, faults = validate(small)
    assert faults
    assert all("for the same page in record" in fault.problem for fault in faults)


def test_one_voice_needs_a_note(small: Path, expulsion_record: Path) -> None:
    lines = expulsion_record.read_text(encoding="utf-8").splitlines(keepends=True)
    sources = [number for number, line in enumerate(lines) if line.lstrip().startswith("- url:")]
    end = next(number for number, line in enumerate(lines) if line.startswith("coder_note"))
    text = "".join([*lines[: sources[1]], "coder_note: null\n"])
    assert end > sources[1]
    expulsion_record.write_text(text, encoding="utf-8")
    _, faults = validate(small)
    assert any("rests on one voice" in fault.problem for fault in faults)


def test_an_actor_must_exist_on_the_day(small: Path, expulsion_record: Path, edit: Edit) -> None:
    edit(expulsion_record, "counterpart: RUS", "counterpart: SUN")
    _, faults = validate(small)
    assert any("SUN was there from" in fault.problem for fault in faults)


def test_registries_are_checked_too(small: Path, edit: Edit) -> None:
    (small / "missions.yaml").write_text(
        (small / "missions.yaml").read_text(encoding="utf-8")
        + "- id: rus-nowhere\n  name: Nowhere\n  sender: RUS\n  host: NWH\n  country: null\n  city: null\n"
        "  kind: embassy\n  opened: 2020\n  closed: 2019\n  note: null\n",
        encoding="utf-8",
    )
    problems = [fault.problem for fault in validate(small)[1]]
    assert problems == ["NWH is not in actors.yaml", "2019 lies before 2020"]


def test_all_faults_are_told_in_one_run(small: Path, expulsion_record: Path, ceiling_record: Path, edit: Edit) -> None:
    edit(expulsion_record, "best: 8", "best: 9")
    edit(expulsion_record, "instrument: accreditation_withdrawn", "instrument: null")
    edit(ceiling_record, "measure: staff_ceiling", "measure: ceiling")
    _, faults = validate(small)
    assert {fault.path for fault in faults} >= {expulsion_record, ceiling_record}
    assert len(faults) >= 3
    assert faults == sorted(faults)


def test_a_candidate_is_checked_against_the_dataset(small: Path, expulsion_record: Path, tmp_path: Path) -> None:
    text = expulsion_record.read_text(encoding="utf-8")
    candidate = tmp_path / "mine.yaml"
    candidate.write_text(text, encoding="utf-8")
    assert validate_candidates([candidate], small) == []
    candidate.write_text(text.replace("best: 8", "best: 80"), encoding="utf-8")
    (fault,) = validate_candidates([candidate], small)
    assert fault.path == candidate
