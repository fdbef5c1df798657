"""One Frictionless Data Package of all tables: descriptor, citation facts, checksums, and the build."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

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


@dataclass(frozen=True)
class Package:
    """What is published: the facts of CITATION.cff, the releases so far, and every table."""

    facts: dict[str, Any]
    history: History
    tables: dict[str, pa.Table]


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


def compile_package(dataset: Dataset, checkout: Path) -> Package:
    """Derive all tables of a checked dataset; nothing is written."""
    facts = citation(checkout)
    history = read_history(checkout / "releases")
    return Package(facts, history, tables(dataset, facts["version"], history))


@contextmanager
def replacing(out: Path, *marks: str) -> Iterator[Path]:
    """Yield a folder to fill, which then takes the place of ``out``.

    If anything fails, ``out`` stays as it was. Raises ``BuildError`` where ``out`` holds something that
    does not bear the ``marks``: files by which what was written before is known.
    """
    if out.exists() and not (
        out.is_dir() and (not any(out.iterdir()) or all((out / mark).is_file() for mark in marks))
    ):
        raise BuildError(f"{out} holds something else; choose another folder or empty it")
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    fresh, old = aside / "fresh", aside / "old"
    try:
        fresh.mkdir()
        yield fresh
        if out.exists():
            out.rename(old)
        try:
            fresh.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def build(package: Package, out: Path, report: Callable[[str], None] = lambda step: None) -> None:
    """Write the Data Package to ``out``, all of it or nothing.

    Raises ``BuildError`` where ``out`` holds something that is no build, or where what was written does
    not pass its own checks.
    """
    with replacing(out, "datapackage.json", "SHA256SUMS") as fresh:
        report("write CSV and Parquet")
        write_csv(package.tables, fresh / "csv")
        write_parquet(package.tables, fresh / "parquet")
        write_descriptor(package, fresh)
        (fresh / "SHA256SUMS").write_text(checksums(fresh), encoding="utf-8")
        report("check what was written")
        problems = verify(fresh, package.tables)
        if problems:
            raise BuildError("\n".join(["what was written does not pass:", *problems]))


def write_data(package: Package, folder: Path) -> None:
    """Write what the installed package carries: the Parquet of all tables and the descriptor."""
    shutil.rmtree(folder, ignore_errors=True)
    write_parquet(package.tables, folder)
    write_descriptor(package, folder)


def write_descriptor(package: Package, folder: Path) -> None:
    """Write ``datapackage.json``."""
    text = to_json(descriptor(package.facts, package.history))
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def checksums(folder: Path) -> str:
    """Return the SHA-256 of every file below ``folder``, as ``sha256sum -c`` reads them."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{hashlib.sha256((folder / f).read_bytes()).hexdigest()}  {f}\n" for f in files)
