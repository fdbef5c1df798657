"""Two people who add different things on branches of their own merge without a conflict."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from diplomatic_ties.commands import main
from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.dataset import read_dataset
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import REGISTRY_OF, Coverage, Mission, Publisher

POST = """\
- id: {id}
  name: {name}
  sender: RUS
  host: {host}
  country: {host}
  city: {city}
  kind: consulate
  opened: null
  closed: null
  note: null
"""
PUBLISHER = """\
- id: {id}
  name: {name}
  also: []
  kind: press
  country: GBR
  state: null
  wikidata: null
  domains: [{id}.example]
  note: null
"""
COVERAGE = """\
- id: {id}
  initiator: {initiator}
  counterpart: RUS
  begins: 2018-01-01
  ends: 2021-12-31
  measures: [all]
  status: partial
  how: Pages of its ministry
  searched: 2026-11-25
  note: null
"""


def git(checkout: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Curator", "-c", "user.email=curator@example.org"]
    run = subprocess.run(["git", *identity, *arguments], cwd=checkout, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture
def branches(small: Path) -> Callable[[str], Path]:
    """A repository of the small dataset; called with a name, it turns to a branch of that name."""
    checkout = small.parent
    git(checkout, "init", "-q", "-b", "main")
    git(checkout, "add", "-A")
    git(checkout, "commit", "-q", "-m", "Dataset")

    def turn(name: str) -> Path:
        git(checkout, "switch", "-q", "main")
        git(checkout, "switch", "-q", "-c", name)
        return small

    return turn


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def add(small: Path, letter: str, initiator: str, host: str, slice_: str) -> None:
    """Add a record, a post, a publisher and a coverage entry that begin with a letter, as a curator does."""
    (record,) = small.glob("events/2021/2021-10-06-nato-rus-expulsion.*.yaml")
    text = record.read_text(encoding="utf-8").replace(record.name.split(".")[-2], f"{letter}zzzzz")
    lines = text.splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line.startswith("links:"))
    end = next(n for n, line in enumerate(lines) if line.startswith("outcome:"))
    text = "".join([*lines[:start], "links: []\n", *lines[end:]])
    text = text.replace("initiator: NATO", f"initiator: {initiator}").replace("mission: rus-nato", "mission: null")
    (small / "events" / "2021" / f"{letter}.yaml").write_text(text, encoding="utf-8")
    append(
        small / "missions" / "rus.yaml",
        POST.format(id=f"rus-{letter}", name=f"Consulate {letter}", host=host, city=f"Town {letter}"),
    )
    append(small / "publishers" / "gbr.yaml", PUBLISHER.format(id=f"{letter}-news", name=f"News of {letter}"))
    append(
        small / "coverage" / f"{slice_}.yaml", COVERAGE.format(id=f"{letter}-{initiator.lower()}", initiator=initiator)
    )
    assert main(["order", "--dataset", str(small)]) == 0
    assert main(["rename", "--dataset", str(small)]) == 0
    _, faults = validate(small)
    assert [str(fault) for fault in faults] == []
    git(small.parent, "add", "-A")
    git(small.parent, "commit", "-q", "-m", f"Add {letter}")


def test_two_branches_that_add_different_things_merge(branches: Callable[[str], Path]) -> None:
    before, _ = read_dataset(branches("one"))
    small = before.root
    add(small, "a", "NOR", "NOR", "nato-russia-1990-2001")
    add(branches("other"), "z", "SWE", "SWE", "nato-russia-1990-2001")
    git(small.parent, "merge", "-q", "--no-edit", "one")
    assert git(small.parent, "status", "--porcelain") == ""

    after, faults = validate(small)
    assert [str(fault) for fault in faults] == []
    assert main(["order", "--check", "--dataset", str(small)]) == 0
    for model, added in (
        (Event, {"azzzzz", "zzzzzz"}),
        (Mission, {"rus-a", "rus-z"}),
        (Publisher, {"a-news", "z-news"}),
        (Coverage, {"a-nor", "z-swe"}),
    ):
        ids = [entry.id for entry in after.all(model)]
        assert len(ids) == len(set(ids))
        assert set(ids) - {entry.id for entry in before.all(model)} == added, REGISTRY_OF[model].name


def test_a_conflict_is_one_of_two_entries_at_one_place(branches: Callable[[str], Path]) -> None:
    """What would show that the test above could fail."""
    small = branches("one")
    add(small, "z", "NOR", "NOR", "nato-russia-1990-2001")
    add(branches("other"), "y", "SWE", "SWE", "nato-russia-1990-2001")
    with pytest.raises(AssertionError, match="CONFLICT"):
        git(small.parent, "merge", "-q", "--no-edit", "one")
