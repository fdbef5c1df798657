"""The releases that were made, rebuilt from what stands now, against the checksums kept of each."""

import hashlib
import json
from typing import Any

import pytest

import diplomatic_ties as ties
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.model.registries import Correction
from diplomatic_ties.model.vocabulary import FORMER_MEASURES
from diplomatic_ties.tabular import to_csv
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.usefixtures("served")

RELEASES: list[dict[str, Any]] = json.loads((CHECKOUT / "releases" / "releases.json").read_text(encoding="utf-8"))
CURATED = [
    (release["version"], name, described["sha256"])
    for release in RELEASES
    for name, described in release["tables"].items()
    if not described["derived"]
]
DERIVED = [
    (release["version"], name)
    for release in RELEASES
    for name, described in release["tables"].items()
    if described["derived"]
]


@pytest.mark.parametrize(("version", "table", "sha256"), CURATED)
def test_a_curated_table_is_rebuilt_byte_for_byte(version: str, table: str, sha256: str) -> None:
    csv = to_csv(ties.load(table, vintage=version))
    assert hashlib.sha256(csv.encode()).hexdigest() == sha256


@pytest.mark.parametrize(("version", "table"), DERIVED)
def test_a_derived_table_is_derived_again_and_says_so(version: str, table: str) -> None:
    found = ties.load(table, vintage=version)
    assert found.num_rows > 0
    assert found.schema.equals(ties.load(table).schema)
    told = (found.schema.metadata or {})[b"vintage"].decode()
    assert told.startswith(f"derived from release {version} with the rules of ")


def test_the_releases_are_those_that_were_made() -> None:
    assert list(ties.releases())[:2] == ["0.1.0", "0.2.0"]
    assert list(ties.releases()) == [release["version"] for release in RELEASES]
    assert ties.load("events", vintage="0.1.0").num_rows == 96
    with pytest.raises(ValueError, match=r"there are 0\.1\.0"):
        ties.load("events", vintage="0.0.9")
    with pytest.raises(KeyError, match="had no table 'retaliations'"):
        ties.load("retaliations", vintage="0.1.0")


def test_a_corrected_value_is_told_with_its_reason() -> None:
    told = {
        (row["version"], row["row_key"], row["field"]): row
        for row in ties.load("changes").to_pylist()
        if row["table_name"] == "events" and row["change_kind"] == "changed"
    }
    change = told["0.2.0", "my4b1j", "grounds"]
    assert (change["old_value"], change["new_value"]) == ("loss_of_purpose", "retaliation;loss_of_purpose")
    assert "second coding" in change["reason"]


def test_a_value_of_an_earlier_release_is_another_only_with_a_reason_or_by_what_is_new(dataset: Dataset) -> None:
    """What a release said and no longer stands is told value by value."""
    corrected = {(correction.event, correction.field) for correction in dataset.all(Correction)}
    told = {(row["row_key"], row["field"]) for row in ties.load("changes").to_pylist() if row["reason"]}
    then = {row["event_id"]: row for row in ties.load("events", vintage="0.2.0").to_pylist()}
    now = {row["event_id"]: row for row in ties.load("events").to_pylist()}
    differing = {
        (id_, name)
        for id_ in then.keys() & now.keys()
        for name in ("measure", "announced_edtf", "effective_edtf", "persons_best", "ceiling_after")
        if then[id_][name] not in (None, now[id_][name], *FORMER_MEASURES)
    }
    assert differing
    names = {"announced_edtf": "announced", "effective_edtf": "effective"}
    lacking = {
        cell for cell in differing if {cell, (cell[0], names.get(cell[1], cell[1]))} & (corrected | told) == set()
    }
    assert lacking == set()
