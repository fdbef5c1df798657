"""What archives and search engines ask for: Zenodo, DataCite, schema.org and Croissant."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from diplomatic_ties.model.contracts import Column, columns
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.citation import LICENCE
from diplomatic_ties.sums import sha256
from diplomatic_ties.tabular import to_csv

SCHEMA_ORG = {
    "string": "sc:Text",
    "date": "sc:Date",
    "integer": "sc:Integer",
    "boolean": "sc:Boolean",
    "number": "sc:Float",
    "list": "sc:Text",
}


def metadata(facts: Mapping[str, Any], tables: Mapping[str, pa.Table], csv_sha256: str) -> dict[str, Any]:
    """Return the citation metadata that archives and search engines ask for, by file name.

    A DOI stands in them once CITATION.cff has one (``doi:``); none is made up.
    """
    authors = [author["name"] for author in facts["authors"]]
    doi = facts.get("doi")
    file = f"diplomatic-ties-{facts['version']}-csv.zip"
    zenodo = deposit(facts) | {"version": facts["version"], "publication_date": facts["date-released"]}
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
        "rightsList": [{"rightsIdentifier": "cc-by-4.0", "rightsUri": LICENCE}],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    } | ({"doi": doi} if doi else {})
    schema_org = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": facts["title"],
        "description": facts["abstract"],
        "version": facts["version"],
        "datePublished": facts["date-released"],
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": [{"@type": "Organization", "name": author} for author in authors],
        "keywords": facts["keywords"],
        "temporalCoverage": _span(tables["events"]),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "application/zip", "name": file, "sha256": csv_sha256}
        ],
    } | ({"identifier": f"https://doi.org/{doi}"} if doi else {})
    return {
        "zenodo.json": zenodo,
        "datacite.json": datacite,
        "schema-org.jsonld": schema_org,
        "croissant.json": croissant(facts, tables, file, csv_sha256),
    }


def deposit(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Zenodo is told of any version; of one that it takes from a forge it knows version and day itself."""
    return {
        "title": facts["title"],
        "description": facts["abstract"],
        "upload_type": "dataset",
        "creators": [{"name": author["name"]} for author in facts["authors"]],
        "license": "cc-by-4.0",
        "access_right": "open",
        "keywords": facts["keywords"],
        "language": "eng",
    }


def _span(events: pa.Table) -> str:
    days = sorted(str(day) for day in events["announced"].to_pylist())
    return f"{days[0]}/{days[-1]}"


def croissant(facts: Mapping[str, Any], tables: Mapping[str, pa.Table], file: str, csv_sha256: str) -> dict[str, Any]:
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
            "sha256": sha256(to_csv(tables[name]).encode()),
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
        "license": LICENCE,
        "citeAs": f"{authors} ({facts['date-released'][:4]}). {facts['title']} (Version {facts['version']}).",
        "creator": [{"@type": "Organization", "name": author["name"]} for author in facts["authors"]],
        "distribution": [archive, *members],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": name,
                "name": name,
                "description": row.meaning,
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
