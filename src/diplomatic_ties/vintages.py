"""Rebuild a table as an earlier release had it, from what stands now and the changes since.

It needs pyarrow alone, for the loader serves vintages; ``publish/history.py`` writes what it reads.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from diplomatic_ties.errors import DamagedError
from diplomatic_ties.sums import sha256
from diplomatic_ties.tabular import UNRELEASED, Rows, from_rows, to_csv

# A release as ``releases.json`` describes it, a table as a release does, a row of the table ``changes``.
Release = Mapping[str, Any]
Described = Mapping[str, Any]
Change = Mapping[str, Any]


def rebuild(
    name: str,
    release: Release,
    later: Sequence[str],
    now: Rows,
    changes: Iterable[Change],
    renamed: Mapping[str, str],
) -> pa.Table:
    """Return the curated table ``name`` as ``release`` had it, byte for byte.

    ``now`` holds the rows that stand now, none if the table is gone; ``later`` the versions after
    ``release``, oldest first; ``changes`` the table of that name; ``renamed`` the column that was once
    called otherwise, by its name then. Raises ``DamagedError`` where the outcome is not what the SHA-256
    of the release says.
    """
    described: Described = release["tables"][name]
    by_version: dict[str, list[Change]] = {}
    for change in changes:
        if change["table_name"] == name:
            by_version.setdefault(change["version"], []).append(change)
    rows = {key: dict(row) for key, row in now.items()}
    for version in [UNRELEASED, *reversed(later)]:
        _undo(by_version.get(version, []), rows, release["version"], name)
    then = (
        {field["name"]: _cell(row, field["name"], renamed) for field in described["fields"]} for row in rows.values()
    )
    return checked(name, release, from_rows(then, described["fields"], described["primaryKey"]))


def changes_of(release: Release, later: Sequence[str], changes: pa.Table, renamed: Mapping[str, str]) -> pa.Table:
    """Return the table ``changes`` as ``release`` had it: what came after it left out."""
    described: Described = release["tables"]["changes"]
    after = {UNRELEASED, *later}
    rows = [
        {column: "" if value is None else str(value) for column, value in row.items()}
        for row in changes.to_pylist()
        if row["version"] not in after
    ]
    then = ({field["name"]: _cell(row, field["name"], renamed) for field in described["fields"]} for row in rows)
    return checked("changes", release, from_rows(then, described["fields"], described["primaryKey"]))


def checked(name: str, release: Release, table: pa.Table) -> pa.Table:
    """Return ``table`` if its CSV has the SHA-256 that the release gave it."""
    found = sha256(to_csv(table).encode())
    if found != release["tables"][name]["sha256"]:
        raise DamagedError(
            f"{name} of release {release['version']} cannot be rebuilt: its SHA-256 is not the released one; "
            "the change log is damaged, so install the package again"
        )
    return table


def _undo(changes: Sequence[Change], rows: Rows, version: str, name: str) -> None:
    # A key that changed is told as rows removed and rows added, so what was added goes first.
    for change in changes:
        if change["change_kind"] == "added" and rows.pop(change["row_key"], None) is None:
            raise DamagedError(
                f"{name} of release {version} cannot be rebuilt: the change log adds {change['row_key']}, "
                "which is not there; install the package again"
            )
    for change in changes:
        if change["change_kind"] != "added":
            rows.setdefault(change["row_key"], {})[change["field"]] = change["old_value"] or ""


def _cell(row: Mapping[str, str], column: str, renamed: Mapping[str, str]) -> str:
    return row[column] if column in row else row.get(renamed.get(column, column), "")
