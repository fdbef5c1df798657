"""One Frictionless Data Package of all tables: descriptor, citation facts, checksums, and the build."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from diplomatic_ties.curation.read import Dataset, read_document
from diplomatic_ties.model.contracts import table_schema
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.derive import tables
from diplomatic_ties.publish.history import History, read_history
from diplomatic_ties.publish.write import verify, write_csv, write_parquet

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENSES = [
    {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0 International",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    }
]


class BuildError(Exception):
    """The build cannot go on; the message says why, and nothing was written."""


def citation(checkout: Path) -> dict[str, Any]:
    """Read CITATION.cff, the one place where title, abstract, authors, version and date stand."""
    document, faults = read_document(checkout / "CITATION.cff")
    if document is None or faults:
        raise BuildError("\n".join(str(fault) for fault in faults))
    facts: dict[str, Any] = document.content
    return facts


def descriptor(facts: dict[str, Any], history: History) -> dict[str, Any]:
    """Return ``datapackage.json``: what every table and column is, how to cite it, and its vintages."""
    return {
        "$schema": PROFILE,
        "name": "diplomatic-ties",
        "title": facts["title"],
        "description": facts["abstract"],
        "version": facts["version"],
        "released": facts["date-released"],
        "licenses": LICENSES,
        "contributors": [{"title": author["name"]} for author in facts["authors"]],
        "keywords": facts["keywords"],
        "resources": [
            {
                "name": name,
                "type": "table",
                "title": row.__doc__,
                "path": f"csv/{name}.csv",
                "parquet": f"parquet/{name}.parquet",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": table_schema(name),
            }
            for name, row in TABLES.items()
        ],
        # What the loader needs to rebuild a table as an earlier release had it.
        "releases": history.releases,
    }


def to_json(content: dict[str, Any]) -> str:
    """Return ``content`` as the project writes JSON."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def build(
    dataset: Dataset, checkout: Path, out: Path, report: Callable[[str], None] = lambda step: None
) -> dict[str, int]:
    """Write the package of a checked dataset to ``out``, all of it or nothing.

    Returns the number of rows of each table. Raises ``BuildError`` where ``out`` holds something that
    is no build, or where what was written does not pass its own checks.
    """
    facts = citation(checkout)
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not is_build(out))):
        raise BuildError(f"{out} holds something else; choose another folder or empty it")
    report("derive tables")
    history = read_history(checkout / "releases")
    derived = tables(dataset, facts["version"], history)
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        fresh = aside / "fresh"
        report("write CSV")
        write_csv(derived, fresh / "csv")
        report("write Parquet")
        write_parquet(derived, fresh / "parquet")
        (fresh / "datapackage.json").write_text(to_json(descriptor(facts, history)), encoding="utf-8")
        (fresh / "SHA256SUMS").write_text(checksums(fresh), encoding="utf-8")
        report("check what was written")
        problems = verify(fresh, derived)
        if problems:
            raise BuildError("\n".join(["what was written does not pass:", *problems]))
        if out.exists():
            out.rename(aside / "old")
        fresh.rename(out)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return {name: table.num_rows for name, table in derived.items()}


def is_build(folder: Path) -> bool:
    """Whether ``folder`` was written by ``build``, and so may be replaced."""
    return (folder / "datapackage.json").is_file() and (folder / "SHA256SUMS").is_file()


def checksums(folder: Path) -> str:
    """Return the SHA-256 of every file below ``folder``, as ``sha256sum -c`` reads them."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{hashlib.sha256((folder / f).read_bytes()).hexdigest()}  {f}\n" for f in files)


def write_data(dataset: Dataset, checkout: Path, folder: Path) -> None:
    """Write what the installed package carries: the Parquet of all tables and the descriptor."""
    facts = citation(checkout)
    history = read_history(checkout / "releases")
    shutil.rmtree(folder, ignore_errors=True)
    write_parquet(tables(dataset, facts["version"], history), folder)
    (folder / "datapackage.json").write_text(to_json(descriptor(facts, history)), encoding="utf-8")
