"""The release folder: everything that someone downloads or deposits, the same bytes every time."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa

from diplomatic_ties.curation.read import Dataset
from diplomatic_ties.model.contracts import Column, columns, sql_table
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.codebook import codebook
from diplomatic_ties.publish.history import text_rows, zipped
from diplomatic_ties.publish.package import (
    BuildError,
    build,
    checksums,
    compile_package,
    replacing,
    to_json,
)
from diplomatic_ties.tabular import to_csv

SCHEMA_ORG = {
    "string": "sc:Text",
    "date": "sc:Date",
    "integer": "sc:Integer",
    "boolean": "sc:Boolean",
    "number": "sc:Float",
    "list": "sc:Text",
}


def write_release(dataset: Dataset, checkout: Path, out: Path) -> list[str]:
    """Write the release folder of a checked dataset, whole or not at all; return the names in it."""
    package = compile_package(dataset, checkout)
    name = f"diplomatic-ties-{package.facts['version']}"
    with replacing(out, "codebook.md", "SHA256SUMS") as fresh, tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch) / "package"
        build(package, built)
        shutil.copy(checkout / "CITATION.cff", fresh)
        (fresh / "codebook.md").write_text(codebook(dataset, package.facts), encoding="utf-8")
        beside = (
            built / "datapackage.json",
            checkout / "LICENSE-DATA",
            fresh / "CITATION.cff",
            fresh / "codebook.md",
        )
        common = {path.name: path.read_bytes() for path in beside}
        for form in ("csv", "parquet"):
            files = {f"{form}/{path.name}": path.read_bytes() for path in (built / form).iterdir()}
            (fresh / f"{name}-{form}.zip").write_bytes(zipped(common | files))
        write_sqlite(package.tables, fresh / f"{name}.sqlite")
        csv_sha256 = hashlib.sha256((fresh / f"{name}-csv.zip").read_bytes()).hexdigest()
        for file, content in metadata(package.facts, package.tables, csv_sha256).items():
            (fresh / file).write_text(to_json(content), encoding="utf-8")
        _build_distributions(checkout, fresh)
        (fresh / "SHA256SUMS").write_text(checksums(fresh), encoding="utf-8")
    return sorted(path.name for path in out.iterdir())


def write_sqlite(derived: dict[str, pa.Table], path: Path) -> None:
    """Write all tables into one SQLite file with keys, foreign keys and the meaning of every column."""
    connection = sqlite3.connect(path)
    with connection:
        for name in TABLES:
            connection.execute(sql_table(name))
        for name, table in derived.items():
            places = ", ".join("?" * table.num_columns)
            rows = text_rows(name, table).values()
            kinds = {c.name: c.type for c in columns(name)}
            connection.executemany(
                f'INSERT INTO "{name}" VALUES ({places})',
                ([_sql_value(value, kinds[column]) for column, value in row.items()] for row in rows),
            )
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise BuildError("the SQLite file has a foreign key that leads nowhere")
    connection.execute("VACUUM")
    connection.close()


def _sql_value(value: str, kind: str) -> str | int | float | None:
    if value == "":
        return "" if kind == "list" else None
    match kind:
        case "integer":
            return int(value)
        case "number":
            return float(value)
        case "boolean":
            return int(value == "true")
        case _:
            return value


def metadata(facts: dict[str, Any], derived: dict[str, pa.Table], csv_sha256: str) -> dict[str, Any]:
    """Return the citation metadata that archives and search engines ask for, by file name.

    A DOI stands in them once CITATION.cff has one (``doi:``); none is made up.
    """
    authors = [author["name"] for author in facts["authors"]]
    doi = facts.get("doi")
    licence = "https://creativecommons.org/licenses/by/4.0/"
    file = f"diplomatic-ties-{facts['version']}-csv.zip"
    zenodo = {
        "title": facts["title"],
        "description": facts["abstract"],
        "upload_type": "dataset",
        "version": facts["version"],
        "publication_date": facts["date-released"],
        "creators": [{"name": author} for author in authors],
        "license": "cc-by-4.0",
        "access_right": "open",
        "keywords": facts["keywords"],
        "language": "eng",
    }
    datacite = {
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Event data"},
        "titles": [{"title": facts["title"]}],
        "creators": [{"name": author, "nameType": "Organizational"} for author in authors],
        "publisher": {"name": authors[0]},
        "publicationYear": int(facts["date-released"][:4]),
        "dates": [{"date": facts["date-released"], "dateType": "Issued"}],
        "version": facts["version"],
        "language": "en",
        "descriptions": [{"description": facts["abstract"], "descriptionType": "Abstract"}],
        "subjects": [{"subject": keyword} for keyword in facts["keywords"]],
        "rightsList": [{"rightsIdentifier": "cc-by-4.0", "rightsUri": licence}],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    } | ({"doi": doi} if doi else {})
    schema_org = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": facts["title"],
        "description": facts["abstract"],
        "version": facts["version"],
        "datePublished": facts["date-released"],
        "license": licence,
        "isAccessibleForFree": True,
        "creator": [{"@type": "Organization", "name": author} for author in authors],
        "keywords": facts["keywords"],
        "temporalCoverage": _span(derived["events"]),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "application/zip", "name": file, "sha256": csv_sha256}
        ],
    } | ({"identifier": f"https://doi.org/{doi}"} if doi else {})
    return {
        "zenodo.json": zenodo,
        "datacite.json": datacite,
        "schema-org.jsonld": schema_org,
        "croissant.json": croissant(facts, derived, licence, file, csv_sha256),
    }


def _span(events: pa.Table) -> str:
    days = sorted(str(day) for day in events["announced"].to_pylist())
    return f"{days[0]}/{days[-1]}"


def croissant(
    facts: dict[str, Any], derived: dict[str, pa.Table], licence: str, file: str, csv_sha256: str
) -> dict[str, Any]:
    """Return the Croissant 1.0 description of the CSV: each table a record set of its columns."""
    context = {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "containedIn": "cr:containedIn",
        "cr": "http://mlcommons.org/croissant/",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "dct": "http://purl.org/dc/terms/",
        "equivalentProperty": "cr:equivalentProperty",
        "examples": {"@id": "cr:examples", "@type": "@json"},
        "extract": "cr:extract",
        "field": "cr:field",
        "fileObject": "cr:fileObject",
        "fileProperty": "cr:fileProperty",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    }
    authors = " & ".join(author["name"] for author in facts["authors"])
    archive = {
        "@type": "cr:FileObject",
        "@id": "archive",
        "name": file,
        "contentUrl": file,
        "encodingFormat": "application/zip",
        "sha256": csv_sha256,
    }
    members = [
        {
            "@type": "cr:FileObject",
            "@id": f"{name}.csv",
            "name": f"{name}.csv",
            "contentUrl": f"csv/{name}.csv",
            "containedIn": {"@id": "archive"},
            "encodingFormat": "text/csv",
            "sha256": hashlib.sha256(to_csv(derived[name]).encode()).hexdigest(),
        }
        for name in TABLES
    ]
    return {
        "@context": context,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "diplomatic-ties",
        "alternateName": facts["title"],
        "description": facts["abstract"],
        "version": facts["version"],
        "datePublished": facts["date-released"],
        "license": licence,
        "citeAs": f"{authors} ({facts['date-released'][:4]}). {facts['title']} (Version {facts['version']}).",
        "creator": [{"@type": "Organization", "name": author["name"]} for author in facts["authors"]],
        "distribution": [archive, *members],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": name,
                "name": name,
                "description": row.__doc__,
                "key": [{"@id": f"{name}/{column}"} for column in row.primary_key],
                "field": [_croissant_field(name, column) for column in columns(name)],
            }
            for name, row in TABLES.items()
        ],
    }


def _croissant_field(table: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": SCHEMA_ORG[column.type],
        "source": {"fileObject": {"@id": f"{table}.csv"}, "extract": {"column": column.name}},
    }
    target = TABLES[table].references.get(column.name)
    if target:
        field["references"] = {"field": {"@id": f"{target}/{TABLES[target].primary_key[0]}"}}
    return field


def _build_distributions(checkout: Path, out: Path) -> None:
    """Build wheel and sdist. Their files bear the earliest day of the zip format, not that of the build."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(checkout)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "315532800"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if run.returncode:
        raise BuildError(f"wheel and sdist could not be built:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
