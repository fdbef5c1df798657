"""What the YAML files themselves say, read past the project's own reader, model and tables.

It holds what stands in the files as it is, so that a fault on the whole way from a record to a reader is seen;
what is derived (grades, counts of voices, states) stands in the tables alone.
"""

import hashlib
from calendar import monthrange
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from diplomatic_ties.model.tables import TABLES
from tests.interop.neutral import Row, types_of

Key = tuple[Any, ...]
Entry = dict[str, Any]
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# Tables that show a registry, a row an entry.
REGISTRIES = ("actors", "coverage", "episodes", "leads", "missions", "publishers", "triggers", "withdrawn")


def written(root: Path) -> dict[str, dict[Key, Row]]:
    """What the files below ``root`` say of the rows of a table, by their keys."""
    publishers = {entry["id"]: entry["name"] for entry in entries(root, "publishers")}
    actors = {entry["id"]: entry for entry in entries(root, "actors")}
    records = list(entries(root, "events"))
    found: dict[str, dict[Key, Row]] = {name: {} for name in ("events", "event_sources", "sources", "links")}
    for record in records:
        found["events"][(record["id"],)] = event(record, actors)
        for link in record["links"]:
            row: Row = {"basis": link.get("basis", "said"), "note": text(link.get("note"))}
            found["links"][(record["id"], link["type"], link["to"])] = row
        for page in record["sources"]:
            id_ = hashlib.sha256(page["url"].encode()).hexdigest()[:10]
            found["event_sources"][(record["id"], id_)] = claims(page["says"])
            before = found["sources"].get((id_,), {}).get("accessed") or ""
            found["sources"][(id_,)] = source(page, publishers) | {"accessed": max(str(before), page["accessed"])}
    return found | {name: registry(root, name) for name in REGISTRIES}


def entries(root: Path, registry: str) -> Iterator[Entry]:
    """Yield the entries of a registry, every value as the text that it is."""
    single = root / f"{registry}.yaml"
    for path in [single] if single.exists() else sorted((root / registry).rglob("*.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
        yield from content if isinstance(content, list) else [content]


def text(raw: str | None) -> str | None:
    """The text of a value; null where YAML says so."""
    return None if raw in (None, "", "~", "null") else raw.strip()


def number(raw: str | None) -> int | None:
    """The whole number of a value; null where YAML says so."""
    found = text(raw)
    return None if found is None else int(found)


def first_day(raw: str | None) -> str | None:
    """The first possible day of a partial date or an interval that is open at an end; null at an open beginning."""
    found = (text(raw) or "").removesuffix("/..").rstrip("~")
    if not found or found.startswith("../"):
        return None
    return found + {10: "", 7: "-01", 4: "-01-01"}[len(found)]


def last_day(raw: str | None) -> str | None:
    """The last possible day of what ``first_day`` reads; null at an open end."""
    found = text(raw) or ""
    if not found or found.endswith("/.."):
        return None
    found = found.removeprefix("../").rstrip("~")
    if len(found) == len("2021-10"):
        found += f"-{monthrange(int(found[:4]), int(found[5:]))[1]}"
    return found if len(found) == len("2021-10-06") else f"{found}-12-31"


def event(record: Entry, actors: dict[str, Entry]) -> Row:
    """What a record says of its row of events."""
    told: Row = {name: text(record[name]) for name in ("measure", "initiator", "counterpart", "affects", "instrument")}
    told |= {name: text(record[name]) for name in ("outcome", "summary", "coder_note")}
    told |= {name: text(record.get(name)) for name in ("announced_by", "term", "last_checked")}
    told |= {f"{name}_id": text(record[name]) for name in ("mission", "trigger", "episode")}
    told |= {f"{name}_edtf": text(record[name]) for name in ("announced", "effective")}
    for name in ("notified", "announced", "effective"):
        told |= {name: first_day(record.get(name)), f"{name}_last": last_day(record.get(name))}
    if text(record["deadline"]):
        told |= {"deadline": first_day(record["deadline"]), "deadline_last": last_day(record["deadline"])}
    for side in ("initiator", "counterpart"):
        actor = actors[record[side]]
        told |= {f"{side}_name": actor["name"], f"{side}_cow": number(actor["cow"]), f"{side}_gw": number(actor["gw"])}
    persons, ceiling = (part if isinstance(part := record.get(name), dict) else None for name in ("persons", "ceiling"))
    told["persons_best"] = number(persons["best"]) if persons else None
    told["persons_scope"] = persons["scope"] if persons else None
    told["persons_bound"] = persons.get("bound", "exact") if persons else None
    for name in ("before", "after"):
        told[f"ceiling_{name}"] = number(ceiling[name]) if ceiling else None
    for name in ("rule", "scope"):
        told[f"ceiling_{name}"] = text(ceiling[name]) if ceiling else None
    return told | {
        "grounds": record["grounds"],
        "waives": record.get("waives", []),
        "n_sources": len(record["sources"]),
    }


def claims(says: Entry) -> Row:
    """What a page says of a record."""
    numbers = ("persons", "ceiling_before", "ceiling_after")
    texts = ("announced", "announced_by", "notified", "effective", "deadline", "term", "instrument", "outcome")
    return {
        **{name: text(says.get(name)) for name in (*texts, "persons_scope", "persons_bound")},
        **{name: number(says.get(name)) for name in numbers},
        "grounds": listed(says.get("grounds")),
        "links": [f"{link['type']} {link['to']}" for link in listed(says.get("links"))],
    }


def listed(raw: Any) -> list[Any]:
    """A list, empty where there is none."""
    return raw if isinstance(raw, list) else []


def source(page: Entry, publishers: dict[str, str]) -> Row:
    """What a record says of a page."""
    via = text(page["via"])
    return {
        "url": page["url"],
        "publisher_id": page["publisher"],
        "publisher": publishers[page["publisher"]],
        "via_id": via,
        "via": via and publishers[via],
        "published": first_day(page["published"]),
        "language": page["language"],
    }


def registry(root: Path, table: str) -> dict[Key, Row]:
    """What the entries of a registry say of the columns that have the names of their fields."""
    (key,) = TABLES[table].primary_key
    rows: dict[Key, Row] = {}
    for entry in entries(root, table):
        row: Row = {}
        for column, type_ in types_of(table).items():
            raw = entry.get(column)
            if column == key or column not in entry:
                continue
            if type_ == "list" and all(isinstance(item, str) for item in listed(raw)):
                row[column] = listed(raw)
            elif type_ == "integer":
                row[column] = number(raw)
            elif type_ == "string" and not isinstance(raw, list | dict):
                row[column] = text(raw)
        rows[(entry["id"],)] = row
    return rows
