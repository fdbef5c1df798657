"""The schemas that follow from the model: JSON Schema, Table Schema and Arrow."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from diplomatic_ties.model.record import Event
from diplomatic_ties.model.tables import TABLES, Row
from diplomatic_ties.tabular import LIST_DELIMITER, TYPES


@dataclass(frozen=True)
class Column:
    """A published column: ``type`` is one of Table Schema's names in ``TYPES``."""

    name: str
    type: str
    nullable: bool
    description: str
    unit: str | None
    terms: tuple[str, ...]
    definitions: tuple[str, ...]
    pattern: str | None
    minimum: int | None
    maximum: int | None
    was: str | None


def _column(name: str, schema: dict[str, Any], definitions: dict[str, Any]) -> Column:
    def resolved(part: dict[str, Any]) -> dict[str, Any]:
        return definitions[part["$ref"].rsplit("/", 1)[1]] | part if "$ref" in part else part

    options = [resolved(option) for option in schema.get("anyOf", [schema])]
    nullable = any(option.get("type") == "null" for option in options)
    value = next(option for option in options if option.get("type") != "null")
    kind = {"array": "list"}.get(value["type"], value["type"])
    item = resolved(value["items"]) if kind == "list" else value
    return Column(
        name=name,
        type="date" if value.get("format") == "date" else kind,
        nullable=nullable,
        description=schema["description"],
        unit=schema.get("unit"),
        terms=tuple(item.get("enum", ())),
        definitions=tuple(item.get("enumDescriptions", ())),
        pattern=item.get("pattern"),
        minimum=value.get("minimum"),
        maximum=value.get("maximum"),
        was=schema.get("was"),
    )


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    schema = TABLES[table].model_json_schema()
    definitions = schema.get("$defs", {})
    return tuple(_column(name, part, definitions) for name, part in schema["properties"].items())


def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table; every field carries its description."""
    return pa.schema(
        [pa.field(c.name, TYPES[c.type], c.nullable, {"description": c.description}) for c in columns(table)]
    )


def table_schema(table: str) -> dict[str, Any]:
    """The Table Schema (Frictionless) of a table, with its primary key and foreign keys.

    Table Schema has no words for values of a row that stand in order; ``ordered`` is a property of our own.
    """
    row = TABLES[table]
    schema: dict[str, Any] = {
        "fields": [_field(column, row) for column in columns(table)],
        "primaryKey": list(row.primary_key),
        "missingValues": [""],
    }
    if row.references:
        schema["foreignKeys"] = [
            {
                "fields": [field],
                "reference": {
                    "resource": "" if target == table else target,
                    "fields": list(TABLES[target].primary_key),
                },
            }
            for field, target in row.references.items()
        ]
    if row.ordered:
        schema["ordered"] = [list(names) for names in row.ordered]
    return schema


def _field(column: Column, row: type[Row]) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    constraints: dict[str, Any] = {}
    if column.type == "list":
        field |= {"delimiter": LIST_DELIMITER, "itemType": "string"}
    elif column.terms:
        constraints["enum"] = list(column.terms)
    elif column.pattern:
        constraints["pattern"] = column.pattern
    bounds = {"minimum": column.minimum, "maximum": column.maximum}
    constraints |= {name: bound for name, bound in bounds.items() if bound is not None}
    # An empty list is an empty cell in CSV, which Table Schema takes for a missing value.
    if not column.nullable and column.type != "list":
        constraints["required"] = True
    if (column.name,) == row.primary_key:
        constraints["unique"] = True
    field["description"] = column.description
    if column.unit:
        field["unit"] = column.unit
    if column.was:
        field["was"] = column.was
    if constraints:
        field["constraints"] = constraints
    return field


def event_json_schema() -> dict[str, Any]:
    """The JSON Schema of a record, with which editors complete and check it while typing."""
    schema = Event.model_json_schema()
    # Pydantic takes these from docstrings, which python -OO leaves out; each field has a meaning of its own.
    for part in schema["$defs"].values():
        part.pop("description", None)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Record of one measure",
        "description": "One measure: one publicly reported decision of one actor towards one other actor.",
    }
    return whole | {key: value for key, value in schema.items() if key not in whole}


SQL = {
    "string": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "number": "REAL",
    "list": "TEXT",
}


def sql_table(table: str) -> str:
    """The SQL that makes a table, with its keys; meanings stand beside the columns as comments.

    Days are ISO text and lists are joined by ``;``, as in CSV, for SQLite has neither type.
    """
    row = TABLES[table]
    lines = [
        f'  "{c.name}" {SQL[c.type]}{"" if c.nullable else " NOT NULL"}, -- {c.description}' for c in columns(table)
    ]
    keys = [f"  PRIMARY KEY ({_names(row.primary_key)})"]
    for column, target in row.references.items():
        keys.append(f'  FOREIGN KEY ("{column}") REFERENCES "{target}" ({_names(TABLES[target].primary_key)})')
    body = "\n".join(lines) + "\n" + ",\n".join(keys)
    return f'-- {row.meaning}\nCREATE TABLE "{table}" (\n{body}\n) STRICT'


def _names(columns_: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns_)
