"""What earlier releases held, and what changed since: the vintages.

``releases/`` keeps, committed: ``releases.json``, each release with its tables' keys, fields and the SHA-256
of their CSV; ``changes.csv``, every change from release to release; ``snapshot.zip``, the CSV of the last
release, with which what stands now is compared. From them the newest package rebuilds any earlier release.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from diplomatic_ties.model.contracts import columns
from diplomatic_ties.model.record import Correction
from diplomatic_ties.model.tables import TABLES, ChangeRow
from diplomatic_ties.model.vocabulary import ChangeKind
from diplomatic_ties.tabular import UNRELEASED, rows_by_key, to_csv

Part = Literal["major", "minor", "patch"]
Rows = dict[str, dict[str, str]]

# A zip without clock: the earliest day that the format knows.
EPOCH = (1980, 1, 1, 0, 0, 0)
OF_EVENTS = {"events": "event_id", "event_sources": "event_id", "links": "event_id"}
RELEASE_COLUMNS = {"first_release", "last_changed_release"}


@dataclass(frozen=True)
class History:
    """The releases so far, oldest first; empty before the first one."""

    releases: list[dict[str, Any]] = field(default_factory=list)
    changes: str = ""
    snapshot: dict[str, Rows] = field(default_factory=dict)

    @property
    def versions(self) -> list[str]:
        """The versions released so far."""
        return [release["version"] for release in self.releases]

    def label(self, version: str) -> str:
        """What stands now is called: ``version``, or ``unreleased`` once that version is out."""
        return UNRELEASED if version in self.versions else version


def read_history(folder: Path) -> History:
    """Read ``releases/``; an empty history where there is none."""
    if not (folder / "releases.json").exists():
        return History()
    releases = json.loads((folder / "releases.json").read_text(encoding="utf-8"))
    snapshot = {}
    with zipfile.ZipFile(folder / "snapshot.zip") as archive:
        for name, described in releases[-1]["tables"].items():
            if name != "changes":
                text = archive.read(f"{name}.csv").decode()
                snapshot[name] = rows_by_key(text, described["primaryKey"])
    return History(releases, (folder / "changes.csv").read_bytes().decode(), snapshot)


def write_history(folder: Path, history: History, release: dict[str, Any], csv: Mapping[str, str]) -> None:
    """Add a release, with the CSV of its tables, to ``releases/``; the same release again changes nothing."""
    folder.mkdir(exist_ok=True)
    for name, text in csv.items():
        if name in release["tables"]:
            release["tables"][name]["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    releases = [r for r in history.releases if r["version"] != release["version"]] + [release]
    (folder / "releases.json").write_text(json.dumps(releases, indent=1) + "\n", encoding="utf-8")
    (folder / "changes.csv").write_bytes(csv.get("changes", "").encode())
    files = {f"{name}.csv": text.encode() for name, text in csv.items() if name != "changes"}
    (folder / "snapshot.zip").write_bytes(zipped(files))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of ``files`` that is the same bytes whenever and wherever it is made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def described_tables() -> dict[str, Any]:
    """Return every table's key and fields, as ``releases.json`` keeps them."""
    return {
        name: {
            "primaryKey": list(row.primary_key),
            "fields": [
                {"name": c.name, "type": c.type, "nullable": c.nullable, "description": c.description}
                for c in columns(name)
            ],
        }
        for name, row in TABLES.items()
    }


def text_rows(name: str, table: pa.Table) -> Rows:
    """Return the rows of a table by key, every value as CSV has it."""
    return rows_by_key(to_csv(table), list(TABLES[name].primary_key))


def release_columns(
    history: History, tables: Mapping[str, pa.Table], label: str
) -> dict[str, tuple[str, str]]:
    """Return for each event the release that first had it and the one that last changed it.

    A change of what a source says or of a link is a change of the event; a new column is not.
    """
    now = {name: _by_event(text_rows(name, tables[name]), key) for name, key in OF_EVENTS.items()}
    then = {name: _by_event(history.snapshot.get(name, {}), key) for name, key in OF_EVENTS.items()}
    found = {}
    for event_id in now["events"]:
        before = history.snapshot.get("events", {}).get(event_id)
        if before is None:
            found[event_id] = (label, label)
            continue
        same = all(_same(then[name].get(event_id, {}), now[name].get(event_id, {})) for name in OF_EVENTS)
        found[event_id] = (before["first_release"], before["last_changed_release"] if same else label)
    return found


def _by_event(rows: Rows, column: str) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for key, row in rows.items():
        found.setdefault(row[column], {})[key] = row
    return found


def _same(then: Rows, now: Rows) -> bool:
    return then.keys() == now.keys() and all(
        then[key][name] == now[key][name]
        for key in then
        for name in (then[key].keys() & now[key].keys()) - RELEASE_COLUMNS
    )


def differences(
    history: History, tables: Mapping[str, pa.Table], label: str, corrections: list[Correction]
) -> Iterator[ChangeRow]:
    """Yield what changed since the last release, in tables that it had too."""
    reasons = {(c.event, c.field): c.reason for c in corrections}
    for name in sorted(history.snapshot.keys() & tables.keys()):
        then, now = history.snapshot[name], text_rows(name, tables[name])
        for key in sorted(then.keys() | now.keys()):
            old, new = then.get(key), now.get(key)
            if old is None:
                yield _change(label, name, key, "*", ChangeKind.ADDED)
            elif new is None:
                for column, value in old.items():
                    yield _change(label, name, key, column, ChangeKind.REMOVED, value)
            else:
                for column, value in old.items():
                    if new.get(column, "") != value:
                        reason = reasons.get((key, column)) if name == "events" else None
                        yield _change(
                            label, name, key, column, ChangeKind.CHANGED, value, new.get(column, ""), reason
                        )


def _change(
    label: str,
    table: str,
    key: str,
    field: str,
    change: ChangeKind,
    old: str = "",
    new: str = "",
    reason: str | None = None,
) -> ChangeRow:
    return ChangeRow(
        release=label,
        table=table,
        key=key,
        field=field,
        change=change,
        old=old or None,
        new=new or None,
        reason=reason,
    )


def needed_part(history: History, changes: list[dict[str, Any]]) -> Part | None:
    """Return which part of the version must rise: by the rule that stands in README.

    Major where a table or field is gone or has another type; minor where a record, a field or a table is
    new or means something else; patch where values changed; ``None`` where nothing did.
    """
    then, now = history.releases[-1]["tables"], described_tables()
    kinds = {name: {f["name"]: f for f in table["fields"]} for name, table in now.items()}
    part: Part | None = "patch" if changes else None
    for name, table in then.items():
        for old in table["fields"]:
            new = kinds.get(name, {}).get(old["name"])
            if new is None or new["type"] != old["type"]:
                return "major"
            if new["description"] != old["description"]:
                part = "minor"
    if now.keys() - then.keys() or any(len(kinds[n]) > len(then[n]["fields"]) for n in then):
        return "minor"
    return "minor" if any(c["change"] == ChangeKind.ADDED for c in changes) else part
