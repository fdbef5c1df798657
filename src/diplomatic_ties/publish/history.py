"""What earlier releases held, and what changed since: the vintages as they are kept.

``releases/`` keeps, committed: ``releases.json``, each release with the keys and fields of its tables and the
SHA-256 of their CSV; ``contract.json``, the definitions and terms of the last one; ``changes.csv``, every change
from release to release; ``snapshot/``, the CSV of the curated tables of the last release, with which what stands
now is compared; ``SHA256SUMS``, by which each of these is known. From what stands now and the changes
``vintages.py`` rebuilds any earlier release.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NotRequired

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from diplomatic_ties.errors import DamagedError
from diplomatic_ties.model.contracts import arrow_schema, columns
from diplomatic_ties.model.registries import Correction
from diplomatic_ties.model.tables import TABLES, ChangeRow
from diplomatic_ties.model.vocabulary import ChangeKind
from diplomatic_ties.sums import mismatches, sha256, write_sums
from diplomatic_ties.tabular import UNRELEASED, Rows, csv_rows_by_key, from_csv, rows_by_key, to_csv
from diplomatic_ties.vintages import changes_of

Part = Literal["major", "minor", "patch"]
Contract = dict[str, dict[str, Any]]

OF_EVENTS = {"events": "event_id", "event_sources": "event_id", "links": "event_id"}
AGAIN = "take it from the repository again"
RELEASE_COLUMNS = {"first_release", "last_changed_release"}
CHANGE = set(ChangeRow.model_fields)


class ReleasedField(TypedDict):
    """A column of a table as a release had it."""

    name: str
    type: str
    nullable: bool


class ReleasedTable(TypedDict):
    """A table as a release had it."""

    primaryKey: list[str]
    fields: list[ReleasedField]
    derived: bool
    sha256: str


class Release(TypedDict):
    """A release as ``releases.json`` tells it."""

    version: str
    date: str
    tables: dict[str, ReleasedTable]


class PromisedField(TypedDict):
    """A column as the last release defined it; releases before 0.3.0 did not keep all of it."""

    type: str
    nullable: bool
    description: str
    terms: NotRequired[dict[str, str]]
    was: NotRequired[str | None]


class PromisedTable(TypedDict):
    """A table as ``contract.json`` tells it."""

    primaryKey: list[str]
    fields: dict[str, PromisedField]


@dataclass(frozen=True)
class History:
    """The releases so far, oldest first; empty before the first one."""

    releases: list[dict[str, Any]] = field(default_factory=list)
    contract: Contract = field(default_factory=dict)
    changes: pa.Table = field(default_factory=lambda: arrow_schema("changes").empty_table())
    snapshot: dict[str, Rows] = field(default_factory=dict)

    @property
    def versions(self) -> list[str]:
        """The versions released so far."""
        return [release["version"] for release in self.releases]

    def label(self, version: str) -> str:
        """What stands now is called: ``version``, or ``unreleased`` if it is not, or no more, to be released."""
        bare = version.removesuffix(f"+{UNRELEASED}")
        return UNRELEASED if bare in self.versions or ".dev" in bare else version


def renamed(table: str) -> dict[str, str]:
    """The columns of a table that were once called otherwise, by their names then."""
    return {column.was: column.name for column in columns(table) if column.was}


def kept() -> list[str]:
    """The tables of which vintages are kept: the curated ones; the others are derived from those."""
    return [name for name, row in TABLES.items() if not row.derived and name != "changes"]


def read_history(folder: Path) -> History:
    """Read ``releases/``; an empty history where there is none.

    Raises ``DamagedError`` where what is kept is not what was released.
    """
    if not folder.exists():
        return History()
    releases = _json_of(folder / "releases.json", list[Release])
    if not releases:
        raise DamagedError(f"{folder / 'releases.json'} has no release; {AGAIN}")
    contract = _json_of(folder / "contract.json", dict[str, PromisedTable])
    changes = _changes_of(folder / "changes.csv")
    last = releases[-1]
    if contract.keys() != last["tables"].keys():
        raise DamagedError(f"{folder / 'contract.json'} does not name the tables of {last['version']}; {AGAIN}")
    if "changes" in last["tables"]:
        try:
            changes_of(last, [], changes, renamed("changes"))
        except DamagedError:
            raise DamagedError(f"{folder / 'changes.csv'} is not what {last['version']} released; {AGAIN}") from None
    snapshot = {}
    for path in sorted((folder / "snapshot").glob("*.csv")):
        content = path.read_bytes()
        described = last["tables"].get(path.stem)
        if described is None:
            raise DamagedError(f"{path} is of no table that {last['version']} had; {AGAIN}")
        if sha256(content) != described["sha256"]:
            raise DamagedError(f"{path} is not what {last['version']} released; {AGAIN}")
        snapshot[path.stem] = csv_rows_by_key(content.decode(), described["primaryKey"])
    missing = {n for n, t in last["tables"].items() if not t["derived"]} - {"changes", *snapshot}
    if missing:
        raise DamagedError(f"{folder / 'snapshot'} lacks {', '.join(f'{n}.csv' for n in sorted(missing))}; {AGAIN}")
    # Last, for what was said so far says more.
    if problems := list(mismatches(folder)):
        raise DamagedError(f"{', '.join(problems)}; {AGAIN}")
    return History(releases, contract, changes, snapshot)


def _json_of(path: Path, shape: Any) -> Any:
    """The content of a file that is kept, if it has the shape that it was written in."""
    try:
        return TypeAdapter(shape).validate_json(path.read_bytes())
    except FileNotFoundError:
        raise DamagedError(f"{path} is missing; {AGAIN}") from None
    except OSError as error:
        raise DamagedError(f"{path} cannot be read ({error.strerror}); {AGAIN}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        what = f"{place}: {first['msg']}" if place else first["msg"]
        raise DamagedError(f"{path} is not what a release wrote ({what}); {AGAIN}") from None


def _changes_of(path: Path) -> pa.Table:
    try:
        return from_csv(path.read_bytes().decode(), arrow_schema("changes"))
    except FileNotFoundError:
        raise DamagedError(f"{path} is missing; {AGAIN}") from None
    except OSError as error:
        raise DamagedError(f"{path} cannot be read ({error.strerror}); {AGAIN}") from None
    except (ValueError, KeyError) as error:
        raise DamagedError(f"{path} is not what a release wrote ({error}); {AGAIN}") from None


def write_history(folder: Path, history: History, version: str, day: str, tables: Mapping[str, pa.Table]) -> None:
    """Add a release to ``releases/``; the same release again changes nothing."""
    csv = {name: to_csv(table) for name, table in tables.items()}
    described = {
        name: {
            "primaryKey": list(row.primary_key),
            "fields": [{"name": c.name, "type": c.type, "nullable": c.nullable} for c in columns(name)],
            "derived": row.derived,
            "sha256": sha256(csv[name].encode()),
        }
        for name, row in TABLES.items()
    }
    releases = [release for release in history.releases if release["version"] != version]
    releases.append({"version": version, "date": day, "tables": described})
    snapshot = folder / "snapshot"
    snapshot.mkdir(parents=True, exist_ok=True)
    for path in snapshot.glob("*.csv"):
        path.unlink()
    for name in kept():
        (snapshot / f"{name}.csv").write_bytes(csv[name].encode())
    (folder / "changes.csv").write_bytes(csv["changes"].encode())
    (folder / "contract.json").write_text(_json(contract_now()), encoding="utf-8")
    (folder / "releases.json").write_text(_json(releases), encoding="utf-8")
    write_sums(folder)


def _json(content: Any) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def contract_now() -> Contract:
    """What today's tables promise: keys, and each field's type, definition, terms and former name."""
    return {
        name: {
            "primaryKey": list(row.primary_key),
            "fields": {
                c.name: {
                    "type": c.type,
                    "nullable": c.nullable,
                    "description": c.description,
                    "terms": dict(zip(c.terms, c.definitions, strict=True)),
                    "was": c.was,
                }
                for c in columns(name)
            },
        }
        for name, row in TABLES.items()
    }


def with_releases(events: pa.Table, history: History, tables: Mapping[str, pa.Table], label: str) -> pa.Table:
    """Return ``events`` with the release that first had each record and the one that last changed it.

    A change of what a source says or of a link is a change of the event; a new or renamed column is not.
    """
    now = {name: _by_event(rows_by_key(tables[name], TABLES[name].primary_key), key) for name, key in OF_EVENTS.items()}
    then = {name: _by_event(history.snapshot.get(name, {}), key) for name, key in OF_EVENTS.items()}
    first, last = [], []
    for row in events.select(["event_id"]).to_pylist():
        event_id: str = row["event_id"]
        before = history.snapshot.get("events", {}).get(event_id)
        same = before is not None and all(
            _same(name, then[name].get(event_id, {}), now[name].get(event_id, {})) for name in OF_EVENTS
        )
        first.append(before["first_release"] if before else label)
        last.append(before["last_changed_release"] if before and same else label)
    columns_ = {"first_release": pa.array(first), "last_changed_release": pa.array(last)}
    for name, values in columns_.items():
        place = events.schema.get_field_index(name)
        events = events.set_column(place, events.schema.field(name), values)
    return events


def _by_event(rows: Rows, column: str) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for key, row in rows.items():
        found.setdefault(row[column], {})[key] = row
    return found


def _same(table: str, then: Rows, now: Rows) -> bool:
    names = renamed(table)
    return then.keys() == now.keys() and all(
        value == now[key].get(names.get(column, column), value)
        for key, row in then.items()
        for column, value in row.items()
        if column not in RELEASE_COLUMNS
    )


def differences(
    history: History, tables: Mapping[str, pa.Table], label: str, corrections: Sequence[Correction]
) -> Iterator[ChangeRow]:
    """Yield what changed since the last release in the curated tables that it had.

    A table whose key changed, or that is gone, is told row by row: removed, and added where it is there.
    """
    reasons = {(c.event, c.field): c.reason for c in corrections}
    for name, then in sorted(history.snapshot.items()):
        key = list(TABLES[name].primary_key) if name in TABLES else []
        now = rows_by_key(tables[name], key) if name in tables else {}
        names = renamed(name) if name in TABLES else {}
        was = [names.get(column, column) for column in history.releases[-1]["tables"][name]["primaryKey"]]
        for row_key in sorted(then.keys() | now.keys()):
            before, after = then.get(row_key), now.get(row_key)
            if after is not None and (before is None or was != key):
                yield _change(label, name, row_key, "*", ChangeKind.ADDED)
            if before is not None and (after is None or was != key):
                for column, value in before.items():
                    yield _change(label, name, row_key, column, ChangeKind.REMOVED, value)
            elif before is not None and after is not None:
                for column, value in before.items():
                    new_column = names.get(column, column)
                    new = after.get(new_column, "")
                    if new != value:
                        reason = reasons.get((row_key, new_column)) if name == "events" else None
                        yield _change(label, name, row_key, new_column, ChangeKind.CHANGED, value, new, reason)


def _change(
    label: str,
    table: str,
    row_key: str,
    column: str,
    kind: ChangeKind,
    old: str = "",
    new: str = "",
    reason: str | None = None,
) -> ChangeRow:
    # Not checked again, and of one set of names: a first build of many new records tells very many.
    return ChangeRow.model_construct(
        CHANGE,
        version=label,
        table_name=table,
        row_key=row_key,
        field=column,
        change_kind=kind,
        old_value=old or None,
        new_value=new or None,
        reason=reason,
    )


def needed_part(history: History, changes: Sequence[Mapping[str, Any]]) -> Part | None:
    """Return which part of the version must rise, by the rule in README; ``None`` where nothing changed.

    Before 1.0.0 what asks for a major version asks for a minor one.
    """
    parts = {*_part_of_contract(history.contract, contract_now()), *_part_of_rows(changes)}
    for part in ("major", "minor", "patch"):
        if part in parts:
            early = history.versions[-1].startswith("0.")
            return "minor" if early and part == "major" else part
    return None


def _part_of_contract(then: Contract, now: Contract) -> Iterator[Part]:
    if now.keys() - then.keys():
        yield "minor"
    for name, table in then.items():
        if name not in now or now[name]["primaryKey"] != table["primaryKey"]:
            yield "major"
            continue
        fields = now[name]["fields"]
        if fields.keys() - table["fields"].keys():
            yield "minor"
        for field_name, before in table["fields"].items():
            yield from _part_of_field(before, fields.get(field_name))


def _part_of_field(then: Mapping[str, Any], now: Mapping[str, Any] | None) -> Iterator[Part]:
    if now is None or any(then[fact] != now[fact] for fact in ("type", "description")):
        yield "major"
        return
    if then["nullable"] != now["nullable"]:
        yield "major"
    # Releases before 0.3.0 did not keep the terms of their fields.
    terms = then.get("terms", now["terms"])
    if any(now["terms"].get(term) != definition for term, definition in terms.items()):
        yield "major"
    if now["terms"].keys() - terms.keys():
        yield "minor"


def _part_of_rows(changes: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    kinds: dict[str, set[tuple[str, str]]] = {kind: set() for kind in ChangeKind}
    for change in changes:
        kinds[change["change_kind"]].add((change["table_name"], change["row_key"]))
    added, removed = kinds[ChangeKind.ADDED], kinds[ChangeKind.REMOVED]
    if any(table == "events" and ("withdrawn", key) not in added for table, key in removed - added):
        yield "major"
    if added or removed:
        yield "minor"
    if kinds[ChangeKind.CHANGED]:
        yield "patch"
