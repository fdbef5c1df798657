"""What archives and search engines are told of a release."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from diplomatic_ties.model.contracts import arrow_schema
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.citation import LICENCE
from diplomatic_ties.publish.metadata import deposit, metadata

FACTS: dict[str, Any] = {
    "title": "Ties",
    "abstract": "What was cut and what was restored",
    "authors": [{"name": "First Author"}, {"name": "Second Author"}, {"name": "Third Author"}],
    "version": "1.2.3",
    "date-released": date(2026, 11, 25).isoformat(),
    "keywords": ["diplomacy"],
}
DAYS = [date(2018, 3, 26), date(2021, 10, 6), date(1991, 12, 26), date(2022, 4, 5)]
DOI = "10.5281/zenodo.1"


@pytest.fixture
def tables() -> Mapping[str, pa.Table]:
    """Tables of nothing but a few events."""
    empty = {name: arrow_schema(name).empty_table() for name in TABLES}
    rows = [{"event_id": f"a{number:05}", "announced": day} for number, day in enumerate(DAYS)]
    return empty | {"events": pa.Table.from_pylist(rows, schema=arrow_schema("events"))}


@pytest.fixture
def told(tables: Mapping[str, pa.Table]) -> dict[str, Any]:
    return metadata(FACTS, tables, "0" * 64)


def test_authors_year_and_span_are_those_of_the_release(told: dict[str, Any]) -> None:
    assert [creator["name"] for creator in told["zenodo.json"]["creators"]] == [
        author["name"] for author in FACTS["authors"]
    ]
    assert told["datacite.json"]["publisher"] == {"name": "First Author"}
    assert told["datacite.json"]["publicationYear"] == 2026
    assert told["schema-org.jsonld"]["temporalCoverage"] == "1991-12-26/2022-04-05"
    assert told["schema-org.jsonld"]["isAccessibleForFree"] is True
    assert (
        told["croissant.json"]["citeAs"] == "First Author & Second Author & Third Author (2026). Ties (Version 1.2.3)."
    )


def test_every_file_tells_what_the_release_is_and_whose(told: dict[str, Any]) -> None:
    for name, content in told.items():
        text = json.dumps(content)
        for fact in ("title", "abstract", "version", "date-released"):
            assert f'"{FACTS[fact]}"' in text, (name, fact)
        for author in FACTS["authors"]:
            assert f'"{author["name"]}"' in text, (name, author)
    for name in ("datacite.json", "schema-org.jsonld", "croissant.json"):
        assert LICENCE in json.dumps(told[name])
    for name in ("schema-org.jsonld", "croissant.json"):
        assert told[name]["distribution"][0]["sha256"] == "0" * 64


def test_what_zenodo_takes_from_the_forge_is_what_a_release_says_but_for_version_and_day(told: dict[str, Any]) -> None:
    # Zenodo sets both by the tag; what stood here would be that of another release.
    release = {"version": FACTS["version"], "publication_date": FACTS["date-released"]}
    assert told["zenodo.json"] == deposit(FACTS) | release
    assert deposit(FACTS).keys() & release.keys() == set()
    assert deposit(FACTS)["upload_type"] == "dataset"


def test_a_doi_stands_where_there_is_one(tables: Mapping[str, pa.Table], told: dict[str, Any]) -> None:
    known = metadata({**FACTS, "doi": DOI}, tables, "0" * 64)
    assert known["datacite.json"] == {**told["datacite.json"], "doi": DOI}
    assert known["schema-org.jsonld"] == {**told["schema-org.jsonld"], "identifier": f"https://doi.org/{DOI}"}
    assert "doi" not in told["datacite.json"]
    assert "identifier" not in told["schema-org.jsonld"]


def test_croissant_has_every_column_with_the_key_that_it_refers_to(told: dict[str, Any]) -> None:
    sets = {record_set["name"]: record_set["field"] for record_set in told["croissant.json"]["recordSet"]}
    assert sets.keys() == TABLES.keys()
    for name, fields in sets.items():
        assert [field["name"] for field in fields] == arrow_schema(name).names
        references = {f["name"]: f["references"]["field"]["@id"] for f in fields if "references" in f}
        assert references == {
            column: f"{target}/{TABLES[target].primary_key[0]}" for column, target in TABLES[name].references.items()
        }
