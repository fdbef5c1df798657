"""One Frictionless Data Package of all tables: what is published, its descriptor, and the build."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from diplomatic_ties import derive
from diplomatic_ties.curation.dataset import Dataset, no_collection
from diplomatic_ties.derive.arrow import table_of
from diplomatic_ties.errors import BuildError, DamagedError
from diplomatic_ties.model.contracts import table_schema
from diplomatic_ties.model.registries import Correction
from diplomatic_ties.model.tables import TABLES, ChangeRow
from diplomatic_ties.publish.citation import LICENCE, LICENCE_TITLE, citation
from diplomatic_ties.publish.codebook import codebook
from diplomatic_ties.publish.contract import breaches
from diplomatic_ties.publish.files import ASIDE, DESCRIPTOR, NAME, WHOLE, replacing, to_json
from diplomatic_ties.publish.history import History, differences, read_history, with_releases
from diplomatic_ties.publish.write import misreadings, write_csv, write_parquet
from diplomatic_ties.tabular import UNRELEASED

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RELEASES = "releases.json"
CODEBOOK = "codebook.md"

Form = Literal["csv", "parquet"]
MEDIATYPES: Mapping[Form, str] = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True)
class Package:
    """What is published: the facts of CITATION.cff, the releases so far, every table, and the codebook."""

    facts: Mapping[str, Any]
    history: History
    tables: Mapping[str, pa.Table]
    codebook: str


@no_collection()
def compile_package(dataset: Dataset, checkout: Path) -> Package:
    """Derive all tables of a checked dataset; nothing is written.

    What differs from the release whose version the checkout bears is published as unreleased.
    """
    if (checkout / ASIDE / WHOLE).exists():
        # What stands may be of before, or gone for a moment, and none of it is what was released.
        raise BuildError(f"a release was cut off while it was written to {checkout}; run it again, which finishes it")
    facts = citation(checkout)
    try:
        history = read_history(checkout / "releases")
    except DamagedError as error:
        raise BuildError(f"releases/ is damaged: {error}") from error
    version = str(facts["version"])
    label = history.label(version)
    tables = derive.curated(dataset)
    tables["events"] = with_releases(tables["events"], history, tables, label)
    tables |= derive.derived(tables)
    changes = table_of("changes", differences(history, tables, label, dataset.all(Correction)))
    if changes.num_rows and version in history.versions:
        # The day is that of the release, which this is not.
        facts = {name: fact for name, fact in facts.items() if name != "date-released"}
        facts["version"] = f"{version}+{UNRELEASED}"
    together = pa.concat_tables([history.changes, changes])
    tables["changes"] = together.sort_by([(column, "ascending") for column in ChangeRow.primary_key])
    # What the last release held was to be compared, and is not published.
    history = replace(history, snapshot={})
    whole = {name: tables[name].combine_chunks() for name in TABLES}
    return Package(facts, history, whole, codebook(facts, dataset, whole))


def descriptor(facts: Mapping[str, Any], form: Form = "csv", folder: str = "csv/") -> dict[str, Any]:
    """Return ``datapackage.json`` for files of one form: what every table and column is, and how to cite it."""
    return {
        "$schema": PROFILE,
        "name": NAME,
        "title": facts["title"],
        "description": facts["abstract"],
        "version": facts["version"],
        "released": facts.get("date-released"),
        "doi": facts.get("doi"),
        "licenses": [{"name": "CC-BY-4.0", "title": LICENCE_TITLE, "path": LICENCE}],
        "contributors": [{"title": author["name"]} for author in facts["authors"]],
        "keywords": facts["keywords"],
        "resources": [
            {
                "name": name,
                "type": "table",
                "title": row.meaning,
                "path": f"{folder}{name}.{form}",
                "format": form,
                "mediatype": MEDIATYPES[form],
                **({"encoding": "utf-8"} if form == "csv" else {}),
                "derived": row.derived,
                "schema": table_schema(name),
            }
            for name, row in TABLES.items()
        ],
    }


@no_collection()
def build(package: Package, out: Path, report: Callable[[str], None] = lambda step: None) -> None:
    """Write the Data Package to ``out``, all of it or nothing.

    Raises ``BuildError`` where ``out`` holds something that is no build, or where what was written does
    not keep the contract or does not read back.
    """
    with replacing(out) as fresh:
        report("write CSV and Parquet")
        write_csv(package.tables, fresh / "csv")
        write_parquet(package.tables, fresh / "parquet")
        (fresh / DESCRIPTOR).write_text(to_json(descriptor(package.facts)), encoding="utf-8")
        report("check what was written")
        problems = [*breaches(package.tables), *misreadings(fresh, package.tables)]
        if problems:
            raise BuildError("\n".join(["what was written does not pass:", *problems]))


def write_data(package: Package, folder: Path) -> None:
    """Write what the installed package carries: the Parquet of all tables, descriptor, releases and codebook."""
    with replacing(folder) as fresh:
        write_parquet(package.tables, fresh)
        text = to_json(descriptor(package.facts, "parquet", ""))
        (fresh / DESCRIPTOR).write_text(text, encoding="utf-8")
        (fresh / RELEASES).write_text(to_json(package.history.releases), encoding="utf-8")
        (fresh / CODEBOOK).write_text(package.codebook, encoding="utf-8")
