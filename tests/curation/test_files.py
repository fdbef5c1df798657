import re
from collections.abc import Callable
from pathlib import Path

import pytest

from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.dataset import read_dataset
from diplomatic_ties.curation.files import order, rename
from diplomatic_ties.errors import InvalidError
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Coverage, Lead, Mission, Trigger
from tests.conftest import CHECKOUT

Edit = Callable[[Path, str, str], None]


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def blocks(path: Path) -> list[str]:
    """The entries of a registry file, as they are written."""
    return re.split(r"(?m)^(?=- )", path.read_text(encoding="utf-8"))[1:]


def test_the_registries_are_in_order() -> None:
    assert [str(path) for path in order(CHECKOUT / "dataset", write=False)] == []


def test_what_is_in_order_stays_as_it_is(small: Path) -> None:
    before = contents(small)
    assert order(small) == []
    assert rename(small) == []
    assert contents(small) == before


@pytest.mark.parametrize("place", ["triggers.yaml", "missions/rus.yaml", "coverage/nato-russia-1990-2001.yaml"])
def test_entries_are_sorted_with_their_text_and_the_comments_above_them(small: Path, place: str) -> None:
    path = small / place
    first, second, *rest = blocks(path)
    path.write_text(
        "".join(
            ["# About all of them.\n\n", *rest, "# About the second.\n# And more.\n", second, "# The first:\n", first]
        ),
        encoding="utf-8",
    )
    if rest:
        wanted = ["# About all of them.\n\n# The first:\n", first, "# About the second.\n# And more.\n", second, *rest]
    assert order(small, write=False) == [path]
    assert order(small) == [path]
    text = path.read_text(encoding="utf-8")
    assert text.replace("\n# The first:\n", "\n") == "".join(wanted).replace("# The first:\n", "")
    assert text.startswith("# About all of them.\n\n")
    assert f"# The first:\n{first}" in text
    assert order(small) == []
    assert [str(fault) for fault in validate(small)[1]] == []


def test_an_entry_in_the_wrong_file_is_moved_with_its_comment(small: Path) -> None:
    source, target = small / "missions" / "rus.yaml", small / "missions" / "nato.yaml"
    kept, moved = blocks(source), blocks(target)[0]
    rest = blocks(target)[1:]
    assert rest
    target.write_text("".join(rest), encoding="utf-8")
    source.write_text("".join([*kept, "# Where it should not be.\n", moved]), encoding="utf-8")
    faults = validate(small)[1]
    assert {fault.rule for fault in faults} >= {"entries_stand_in_their_files"}
    assert all("run `diplomatic-ties order`" in fault.cure for fault in faults)
    assert set(order(small)) == {source, target}
    assert source.read_text(encoding="utf-8") == "".join(kept)
    assert target.read_text(encoding="utf-8") == "".join(["# Where it should not be.\n", moved, *rest])
    assert validate(small)[1] == []


def test_an_entry_may_need_a_new_file_and_leave_none(small: Path) -> None:
    (path,) = [path for path in (small / "missions").glob("*.yaml") if path.stem == "nato"]
    text = path.read_text(encoding="utf-8")
    path.rename(path.with_name("other.yaml"))
    assert set(order(small)) == {path, path.with_name("other.yaml")}
    assert path.read_text(encoding="utf-8") == text
    assert not path.with_name("other.yaml").exists()


def test_where_the_curator_chose_the_file_it_stays(small: Path) -> None:
    before, _ = read_dataset(small)
    one, other = sorted((small / "leads").glob("*.yaml"))[:2]
    text = blocks(one)[0]
    one.write_text("".join(blocks(one)[1:]), encoding="utf-8")
    other.write_text(text + other.read_text(encoding="utf-8"), encoding="utf-8")
    order(small)
    assert text in blocks(other)
    after, _ = read_dataset(small)
    for model in (Lead, Coverage, Mission, Trigger):
        assert sorted(entry.id for entry in after.all(model)) == sorted(entry.id for entry in before.all(model))


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        ("triggers.yaml", "- id: ", "- ID: "),
        ("missions/rus.yaml", "sender: RUS", "sender: [RUS"),
        ("publishers/gbr.yaml", "- id: ", "id: "),
    ],
)
def test_nothing_is_sorted_where_a_file_cannot_be_read(small: Path, edit: Edit, place: str, old: str, new: str) -> None:
    # Something else is out of order, and stays so.
    other = small / "actors.yaml"
    first, second, *rest = blocks(other)
    other.write_text("".join([second, first, *rest]), encoding="utf-8")
    edit(small / place, old, new)
    before = contents(small)
    with pytest.raises(InvalidError, match=f"{re.escape(str(small / place))}(.|\n)*nothing was sorted"):
        order(small)
    assert contents(small) == before


def test_records_are_renamed_by_their_facts(small: Path, expulsion_record: Path, edit: Edit) -> None:
    text = expulsion_record.read_bytes()
    wrong = expulsion_record.with_name("wrong.yaml")
    expulsion_record.rename(wrong)
    assert rename(small) == [(wrong, expulsion_record)]
    assert expulsion_record.read_bytes() == text
    edit(expulsion_record, "initiator: NATO", "initiator: EU")
    ((old, new),) = rename(small)
    assert old == expulsion_record
    assert new.name == expulsion_record.name.replace("-nato-rus-", "-eu-rus-")


def test_names_that_trade_places_are_both_right_after(
    small: Path, expulsion_record: Path, ceiling_record: Path
) -> None:
    one, other = expulsion_record.read_bytes(), ceiling_record.read_bytes()
    expulsion_record.write_bytes(other)
    ceiling_record.write_bytes(one)
    ids = sorted(event.id for event in read_dataset(small)[0].all(Event))
    rename(small)
    assert (expulsion_record.read_bytes(), ceiling_record.read_bytes()) == (one, other)
    assert sorted(event.id for event in read_dataset(small)[0].all(Event)) == ids


def test_a_record_that_cannot_be_read_is_not_written_over(small: Path, expulsion_record: Path) -> None:
    text = expulsion_record.read_bytes()
    expulsion_record.with_name("copy.yaml").write_bytes(text)
    expulsion_record.write_bytes(text.replace(b"measure: expulsion", b"measure: expel"))
    before = contents(small)
    with pytest.raises(InvalidError, match=r"is in the way of .*copy\.yaml; nothing was renamed"):
        rename(small)
    assert contents(small) == before
