import json
from typing import Any

import jsonschema
import pyarrow as pa
import pytest
import yaml

from diplomatic_ties.model.contracts import arrow_schema, columns, event_json_schema, table_schema
from diplomatic_ties.model.tables import TABLES
from tests.conftest import CHECKOUT

# What the contract names; a table may have more.
EVENTS = (
    "event_id measure measure_group direction initiator initiator_name initiator_cow initiator_gw counterpart "
    "counterpart_name counterpart_cow counterpart_gw affects instrument mission_id announced announced_last "
    "announced_precision announced_approximate announced_edtf effective effective_last effective_precision "
    "effective_approximate effective_edtf deadline deadline_last deadline_precision persons_best persons_low "
    "persons_high persons_scope ceiling_before ceiling_after grounds trigger_id episode_id outcome evidence "
    "n_sources cameo plover summary first_release last_changed_release "
    "notified notified_last notified_precision announced_by deadline_basis term persons_bound waives last_checked "
)


def test_events_has_the_fields_of_the_contract() -> None:
    assert set(EVENTS.split()) <= {column.name for column in columns("events")}


@pytest.mark.parametrize("table", TABLES)
def test_every_schema_says_the_same(table: str) -> None:
    arrow, frictionless = arrow_schema(table), table_schema(table)
    assert arrow.names == [field["name"] for field in frictionless["fields"]]
    for field, described in zip(arrow, frictionless["fields"], strict=True):
        required = bool(described.get("constraints", {}).get("required"))
        assert required == (not field.nullable and described["type"] != "list")
        assert pa.types.is_list(field.type) == (described["type"] == "list")
        assert field.metadata == {b"description": described["description"].encode()}


@pytest.mark.parametrize("table", TABLES)
def test_keys_name_fields_and_references_name_tables(table: str) -> None:
    row = TABLES[table]
    assert set(row.primary_key) <= set(row.model_fields)
    assert set(row.references) <= set(row.model_fields)
    assert set(row.references.values()) <= set(TABLES)
    ordered = [name for names in row.ordered for name in names]
    assert set(ordered) <= set(row.model_fields)
    assert table_schema(table).get("ordered", []) == [list(names) for names in row.ordered]


def _plain(value: Any) -> Any:
    # Norwegian is `no`, which YAML 1.1 reads as false and YAML 1.2, the editors', as a word.
    if isinstance(value, dict):
        return {
            name: "no" if name == "language" and value_ is False else _plain(value_) for name, value_ in value.items()
        }
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return json.loads(json.dumps(value, default=str))


def test_editors_accept_the_records_that_the_model_accepts() -> None:
    validator = jsonschema.Draft202012Validator(event_json_schema())
    records = sorted((CHECKOUT / "dataset" / "events").rglob("*.yaml"))
    assert records
    for path in records[::10]:
        record = _plain(yaml.safe_load(path.read_text(encoding="utf-8")))
        assert [error.message for error in validator.iter_errors(record)] == []


def test_editors_refuse_what_the_model_refuses() -> None:
    validator = jsonschema.Draft202012Validator(event_json_schema())
    path = next(iter(sorted((CHECKOUT / "dataset" / "events").rglob("*.yaml"))))
    record = _plain(yaml.safe_load(path.read_text(encoding="utf-8")))
    wrong: dict[str, Any] = {"measure": "expel", "announced": "06.10.2021", "mision": None, "sources": []}
    wrong |= {"term": "a week", "deadline": "../2021-10-31", "outcome": "implemented", "grounds": [], "waives": ["all"]}
    wrong |= {"effective": "../2021-10-31/..", "announced_by": "media", "last_checked": "2021-10"}
    for field, value in wrong.items():
        assert not validator.is_valid(record | {field: value})


def test_records_tell_editors_where_the_schema_is() -> None:
    for path in (CHECKOUT / "dataset" / "events").rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../../../schema/event.schema.json"
    assert (CHECKOUT / "schema" / "event.schema.json").is_file()
