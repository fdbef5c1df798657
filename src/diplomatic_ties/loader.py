"""Load the published tables from inside the package. Needs pyarrow alone, and no network."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from diplomatic_ties.tabular import UNRELEASED, from_rows, rows_by_key, to_csv

if TYPE_CHECKING:
    import pandas
    import polars

DATA = Path(__file__).parent / "data"

Style = Literal["bibtex", "apa", "ris", "csl-json"]


@overload
def load(table: str, *, vintage: str | None = None, as_: Literal["arrow"] = "arrow") -> pa.Table: ...
@overload
def load(table: str, *, vintage: str | None = None, as_: Literal["pandas"]) -> "pandas.DataFrame": ...
@overload
def load(table: str, *, vintage: str | None = None, as_: Literal["polars"]) -> "polars.DataFrame": ...
def load(table: str, *, vintage: str | None = None, as_: str = "arrow") -> Any:
    """Return a published table, one row as ``describe(table)`` defines it.

    ``vintage="0.1.0"`` gives the table exactly as that release had it: the same fields, rows and values,
    so that its CSV is the same bytes. ``releases()`` names the versions.

    ``as_="pandas"`` gives a DataFrame in which days are ``datetime64[s]`` and whole numbers stay whole
    where values are missing (``Int32``); ``as_="polars"`` a polars DataFrame. Each needs the extra of
    its name.

    Raises ``KeyError`` for a table that does not exist (or did not then), ``ValueError`` for a version
    that was never released or another ``as_``, and ``ImportError`` where the library is not installed.
    """
    arrow = _vintage(table, vintage) if vintage else pq.read_table(path(table))
    match as_:
        case "arrow":
            return arrow
        case "pandas":
            return _to_pandas(arrow)
        case "polars":
            return _library("polars").from_arrow(arrow)
        case _:
            raise ValueError(f"as_={as_!r} is not known; use 'arrow', 'pandas' or 'polars'")


def tables() -> dict[str, str]:
    """Return the published tables: name and one-line meaning."""
    return {resource["name"]: resource["title"] for resource in _package()["resources"]}


def describe(table: str) -> pa.Table:
    """Return the fields of a table: ``field``, ``type``, ``unit`` and ``definition``.

    Types are those of Table Schema (string, date, integer, boolean, number, list); the unit is null
    where a field counts nothing. Raises ``KeyError`` for a table that does not exist.
    """
    resource = _resource(table)
    fields = resource["schema"]["fields"]
    return pa.table(
        {
            "field": [field["name"] for field in fields],
            "type": [field["type"] for field in fields],
            "unit": pa.array([field.get("unit") for field in fields], pa.string()),
            "definition": [field["description"] for field in fields],
        }
    )


def releases() -> dict[str, str]:
    """Return the versions that ``load`` can rebuild, oldest first, with the day of each."""
    return {release["version"]: release["date"] for release in _package()["releases"]}


def event(event_id: str) -> dict[str, Any]:
    """Return one record: its row of ``events`` with ``sources`` and ``links``.

    ``sources`` holds a dict a page, what the page is and, under ``says``, what it says. ``links`` holds a
    dict a relation, those that point to the record too. The id of a record that was merged leads to the
    record that tells it now. Raises ``KeyError`` for an unknown id, and for one that was withdrawn or
    split, with the reason.
    """
    rows = _where("events", "event_id", event_id)
    if not rows:
        return event(_successor(event_id))
    pages = {page["source_id"]: page for page in load("sources").to_pylist()}
    sources = []
    for claims in _where("event_sources", "event_id", event_id):
        page = pages[claims.pop("source_id")]
        del claims["event_id"]
        said = {name: value for name, value in claims.items() if value is not None}
        sources.append(page | {"says": said})
    links = _where("links", "event_id", event_id) + _where("links", "to_event_id", event_id)
    return rows[0] | {"sources": sources, "links": links}


def cite(style: Style = "apa") -> str:
    """Return how to cite exactly this version, as ``bibtex``, ``apa``, ``ris`` or ``csl-json``.

    Raises ``ValueError`` for another style.
    """
    package = _package()
    authors = [contributor["title"] for contributor in package["contributors"]]
    title, version, released = package["title"], package["version"], package["released"]
    year = released[:4]
    match style:
        case "apa":
            return f"{' & '.join(authors)} ({year}). {title} (Version {version}) [Data set]."
        case "bibtex":
            # Double braces keep a corporate author and the title's capitals as they are.
            return (
                f"@misc{{diplomatic_ties_{version.replace('.', '_')},\n"
                f"  author = {{{' and '.join(f'{{{author}}}' for author in authors)}}},\n"
                f"  title = {{{{{title}}}}},\n"
                f"  year = {{{year}}},\n"
                f"  version = {{{version}}},\n"
                "  note = {Data set}\n"
                "}"
            )
        case "ris":
            names = [f"AU  - {author}" for author in authors]
            date = released.replace("-", "/")
            lines = ["TY  - DATA", *names, f"TI  - {title}", f"PY  - {year}", f"DA  - {date}"]
            return "\n".join([*lines, f"ET  - {version}", "ER  - "])
        case "csl-json":
            item = {
                "id": f"diplomatic-ties-{version}",
                "type": "dataset",
                "title": title,
                "author": [{"literal": author} for author in authors],
                "issued": {"date-parts": [[int(part) for part in released.split("-")]]},
                "version": version,
            }
            return json.dumps([item], indent=2, ensure_ascii=False)
        case _:
            raise ValueError(f"style {style!r} is not known; use bibtex, apa, ris or csl-json")


def path(table: str) -> Path:
    """Return the Parquet file of a table, for DuckDB, Spark or R.

    Raises ``KeyError`` for a table that does not exist.
    """
    return DATA / f"{_resource(table)['name']}.parquet"


def _successor(event_id: str) -> str:
    tombstones = _where("withdrawn", "event_id", event_id)
    if not tombstones:
        raise KeyError(f"no record {event_id!r}; load('events') has all ids")
    now, reason = tombstones[0]["now"], tombstones[0]["reason"]
    if len(now) == 1:
        return str(now[0])
    told = f"it is told by {' and '.join(now)} now" if now else "no record tells it now"
    raise KeyError(f"record {event_id!r} was withdrawn ({reason}); {told}")


def _vintage(table: str, version: str) -> pa.Table:
    versions = list(releases())
    if version not in versions:
        raise ValueError(f"no release {version!r}; there are {', '.join(versions) or 'none yet'}")
    later = versions[versions.index(version) + 1 :]
    described = _package()["releases"][versions.index(version)]["tables"]
    if table not in described:
        raise KeyError(f"release {version} had no table {table!r}; it had {', '.join(described)}")
    fields, key = described[table]["fields"], described[table]["primaryKey"]
    if table == "changes":
        rows = rows_by_key(to_csv(load("changes")), key)
        kept = [row for row in rows.values() if row["release"] not in {*later, UNRELEASED}]
        return from_rows(kept, fields, key)
    changes = [row for row in load("changes").to_pylist() if row["table"] == table]
    current = rows_by_key(to_csv(load(table)), key) if table in tables() else {}
    for release in [UNRELEASED, *reversed(later)]:
        for change in changes:
            if change["release"] == release:
                _undo(change, current)
    return from_rows(current.values(), fields, key)


def _undo(change: dict[str, Any], rows: dict[str, dict[str, str]]) -> None:
    if change["change"] == "added":
        del rows[change["key"]]
    else:
        rows.setdefault(change["key"], {})[change["field"]] = change["old"] or ""


@cache
def _package() -> dict[str, Any]:
    file = DATA / "datapackage.json"
    if not file.exists():
        raise FileNotFoundError(
            f"{file} is missing; install the package (pip install .) or run `diplomatic-ties build`"
        )
    package: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return package


def _resource(table: str) -> dict[str, Any]:
    for resource in _package()["resources"]:
        if resource["name"] == table:
            found: dict[str, Any] = resource
            return found
    raise KeyError(f"no table {table!r}; there are {', '.join(tables())}")


def _where(table: str, column: str, value: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = load(table).filter(pc.field(column) == value).to_pylist()
    return rows


def _to_pandas(arrow: pa.Table) -> Any:
    pandas = _library("pandas")
    # Left to itself pandas makes days into objects, and integers with gaps into floats.
    days = [pa.field(f.name, pa.timestamp("s") if pa.types.is_date(f.type) else f.type) for f in arrow.schema]
    kinds = {pa.int32(): pandas.Int32Dtype(), pa.bool_(): pandas.BooleanDtype()}
    return arrow.cast(pa.schema(days)).to_pandas(types_mapper=kinds.get)


def _library(name: str) -> Any:
    try:
        return __import__(name)
    except ImportError as error:
        raise ImportError(f"{name} is not installed; pip install 'diplomatic-ties[{name}]'") from error
