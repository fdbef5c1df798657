"""The releases that were made, rebuilt from what stands now, against the checksums kept of each."""

import hashlib
import json

import pytest

import diplomatic_ties as dt
from diplomatic_ties.tabular import to_csv
from tests.conftest import CHECKOUT

RELEASES = json.loads((CHECKOUT / "releases" / "releases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: str(release["version"]))
def test_a_release_is_rebuilt_byte_for_byte(release: dict[str, dict[str, dict[str, str]]]) -> None:
    version = str(release["version"])
    for table, described in release["tables"].items():
        csv = to_csv(dt.load(table, vintage=version))
        assert hashlib.sha256(csv.encode()).hexdigest() == described["sha256"], table


def test_the_releases_are_those_that_were_made() -> None:
    assert list(dt.releases())[:2] == ["0.1.0", "0.2.0"]
    assert dt.load("events", vintage="0.1.0").num_rows == 96
    with pytest.raises(ValueError, match="there are 0\\.1\\.0"):
        dt.load("events", vintage="0.0.9")
    with pytest.raises(KeyError, match="had no table 'retaliations'"):
        dt.load("retaliations", vintage="0.1.0")


def test_a_corrected_value_is_told_with_its_reason() -> None:
    told = {
        (row["key"], row["field"]): row
        for row in dt.load("changes").to_pylist()
        if row["table"] == "events" and row["change"] == "changed"
    }
    change = told["my4b1j", "grounds"]
    assert (change["release"], change["old"], change["new"]) == (
        "0.2.0",
        "loss_of_purpose",
        "retaliation;loss_of_purpose",
    )
    assert "second coding" in change["reason"]
