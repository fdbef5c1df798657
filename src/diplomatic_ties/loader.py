"""Load the published tables from inside the package. Needs pyarrow alone, and no network."""

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import pyarrow as pa
import pyarrow.parquet as pq

from diplomatic_ties.errors import DamagedError, InvalidError, MissingError, UnknownError

if TYPE_CHECKING:
    import pandas
    import polars

    from diplomatic_ties.citing import Style
    from diplomatic_ties.rectangle import Freq

DATA = Path(__file__).parent / "data"

As = Literal["arrow", "pandas", "polars"]


@overload
def load(table: str, *, vintage: str | None = None, as_: Literal["arrow"] = "arrow") -> pa.Table: ...
@overload
def load(table: str, *, vintage: str | None = None, as_: Literal["pandas"]) -> "pandas.DataFrame": ...
@overload
def load(table: str, *, vintage: str | None = None, as_: Literal["polars"]) -> "polars.DataFrame": ...
def load(table: str, *, vintage: str | None = None, as_: As = "arrow") -> Any:
    """Return a published table, one row as ``describe(table)`` defines it.

    ``vintage="0.1.0"`` gives the table as that release had it; ``releases()`` names the versions. A curated
    table comes back byte for byte and is checked against its released SHA-256. A derived one
    (``mission_status``, ``staff_ceilings``, ``retaliations``, ``dyad_months``) is derived again from the
    curated tables of that release with today's rules, and its schema's metadata says so; that needs the
    extra ``curate``.

    ``as_="pandas"`` gives a DataFrame in which days are ``datetime64[s]``, whole numbers stay whole where
    values are missing (``Int32``), and lists are text joined by ``;``, so that rows can be compared and
    de-duplicated; ``as_="polars"`` a polars DataFrame with its own lists. Each needs the extra of its name.

    Raises ``KeyError`` for a table that does not exist (or did not then), ``ValueError`` for a version
    that was never released or another ``as_``, and ``ImportError`` where the library is not installed.
    """
    return _as(_read(table) if vintage is None else _vintage(table, vintage), as_)


@overload
def panel(
    freq: "Freq" = "month",
    *,
    actors: Iterable[str] | None = None,
    start: "date | str | None" = None,
    end: "date | str | None" = None,
    as_: Literal["arrow"] = "arrow",
) -> pa.Table: ...
@overload
def panel(
    freq: "Freq" = "month",
    *,
    actors: Iterable[str] | None = None,
    start: "date | str | None" = None,
    end: "date | str | None" = None,
    as_: Literal["pandas"],
) -> "pandas.DataFrame": ...
@overload
def panel(
    freq: "Freq" = "month",
    *,
    actors: Iterable[str] | None = None,
    start: "date | str | None" = None,
    end: "date | str | None" = None,
    as_: Literal["polars"],
) -> "polars.DataFrame": ...
def panel(
    freq: "Freq" = "month",
    *,
    actors: Iterable[str] | None = None,
    start: "date | str | None" = None,
    end: "date | str | None" = None,
    as_: As = "arrow",
) -> Any:
    """Return directed pairs by ``month``, ``quarter`` or ``year``: a rectangle, ready for a regression.

    A row for each period in which both sides exist, from ``start`` to ``end`` (``"1991"``, ``"1991-12"`` or a
    day; by default from the first measure known to the last), and each ordered pair of ``actors`` (ids such
    as ``"RUS"``; ``"states"`` for all states; by default the pairs that have a measure or were searched).
    Columns:

    - ``initiator``, ``counterpart``, and for each ``_iso3``, ``_cow`` and ``_gw``; ``period``, its first day
    - ``search``: ``exhaustive`` (searched twice), ``searched``, ``partial`` or ``not_searched``, over all groups of
      measures and the whole period
    - ``known``, ``known_expulsions``, ``expelled_known``: measures, expulsions and people expelled that are known of,
      whatever was searched; never a proof that there were no more
    - ``measures``, ``cuts``, ``restorations``, ``staff``, ``head_of_mission``, ``mission``, ``relations``,
      ``channel``, ``expulsions``: how many there were, zeros too, where the period was searched for them; else null
    - ``expelled_best``, ``_low``, ``_high``: people expelled, where it was searched; null as well where the size of
      an expulsion is not known
    - ``measures_so_far``, ``expelled_so_far``: sums of what is known since the first measure
    - ``relations_state``, ``representation_state``: what stands at the end of the period; null if no measure tells

    The Soviet Union (``SUN``, to 25 December 1991) and Russia (``RUS``) are two actors: for one series, give both the
    later name by ``continues`` of the table ``actors``, as the tutorials do. ``relations_state`` and
    ``representation_state`` go on from one to the other; the sums so far begin anew. For a series across 1991 name
    the ``actors``, or those pairs of the Soviet Union that have a measure would be nearly all that there are of it.

    For a regression keep the rows with ``search`` in ``("searched", "exhaustive")``: none of their counts is
    null, and none of their zeros was never looked for. Raises ``ValueError`` for another ``freq``
    or a period that ends before it starts, ``KeyError`` for an unknown actor.
    """
    from diplomatic_ties.rectangle import Tables, rectangle

    tables = Tables(*(_read(name) for name in Tables._fields))
    return _as(rectangle(tables, freq, actors, start, end), as_)


def tables() -> dict[str, str]:
    """Return the published tables: name and one-line meaning."""
    return {resource["name"]: resource["title"] for resource in _package(DATA)["resources"]}


def describe(table: str) -> pa.Table:
    """Return the fields of a table: ``field``, ``type``, ``unit`` and ``definition``.

    Types are those of Table Schema (string, date, integer, boolean, number, list); the unit is null
    where a field counts nothing. Raises ``KeyError`` for a table that does not exist.
    """
    fields = _resource(table)["schema"]["fields"]
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
    return {release["version"]: release["date"] for release in _releases(DATA)}


def event(event_id: str) -> dict[str, Any]:
    """Return one record: its row of ``events`` with ``values``, ``sources`` and ``links``.

    ``values`` holds a dict a coded value: which pages say it (``said_by``, by ``source_id``), which differ,
    and its grade. ``sources`` holds a dict a page, what the page is and, under ``says``, what it says.
    ``links`` holds a dict a relation, those that point to the record too. The id of a record that was merged
    leads to the record that tells it now. Raises ``KeyError`` for an unknown id, and for one that was
    withdrawn or split, with the reason.
    """
    rows = _where("events", "event_id", event_id)
    if not rows:
        return event(_successor(event_id))
    sources = []
    for claims in _where("event_sources", "event_id", event_id):
        (page,) = _where("sources", "source_id", claims.pop("source_id"))
        del claims["event_id"]
        said = {name: value for name, value in claims.items() if value not in (None, [])}
        sources.append(page | {"says": said})
    links = _where("links", "event_id", event_id) + _where("links", "to_event_id", event_id)
    values = _where("event_values", "event_id", event_id)
    for value in values:
        del value["event_id"]
    return rows[0] | {"values": values, "sources": sources, "links": links}


def diff(older: str, newer: str) -> pa.Table:
    """Return the rows of ``changes`` from one release to a later one, or to ``"unreleased"``.

    Raises ``ValueError`` for a version that was never released, or where ``older`` is not the older one.
    """
    import pyarrow.compute as pc

    from diplomatic_ties.tabular import UNRELEASED

    versions = [*releases(), UNRELEASED]
    for version in (older, newer):
        if version not in versions:
            raise InvalidError(f"no release {version!r}; there are {', '.join(versions)}")
    if versions.index(older) > versions.index(newer):
        raise InvalidError(f"{older} is not older than {newer}; turn the two round")
    between = versions[versions.index(older) + 1 : versions.index(newer) + 1]
    return _read("changes").filter(pc.is_in(pc.field("version"), pa.array(between, pa.string())))


def cite(style: "Style" = "apa", *, vintage: str | None = None) -> str:
    """Return how to cite exactly this version, or an earlier one, as ``apa``, ``bibtex``, ``ris`` or ``csl-json``.

    A version that is not released says so. Raises ``ValueError`` for another style, or for a version that
    was never released.
    """
    from diplomatic_ties.citing import STYLES, Cited

    if style not in STYLES:
        raise InvalidError(f"style {style!r} is not known; use {', '.join(STYLES)}")
    package, out = _package(DATA), releases()
    version = package["version"] if vintage is None else _release(vintage)["version"]
    released = package["released"] if vintage is None else out[version]
    after = None if released else next(reversed(out), "none")
    cited = Cited(
        authors=[contributor["title"] for contributor in package["contributors"]],
        title=package["title"],
        version=version,
        released=released or next(reversed(out.values()), "0000"),
        doi=package["doi"] if vintage is None and released else None,
        after=after,
    )
    return STYLES[style](cited)


def path(table: str) -> Path:
    """Return the Parquet file of a table, for DuckDB, Spark or R.

    Raises ``KeyError`` for a table that does not exist.
    """
    file: str = _resource(table)["path"]
    return DATA / file


def _read(table: str) -> pa.Table:
    return _checked(DATA, table)


def _checked(folder: Path, table: str) -> pa.Table:
    """A table as it was written."""
    content = _content(folder, _resource(table)["path"])
    # Not pq.read_table: that imports pyarrow.dataset, and pandas where it is installed.
    # By one thread: Arrow's others, still starting, could abort a process that ends right after.
    return pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False)


def _content(folder: Path, name: str) -> bytes:
    """What a file that the package brings holds; ``DamagedError`` where it is not what was written."""
    from diplomatic_ties.sums import AGAIN, SUMS, sha256

    file = folder / name
    if not file.is_file():
        raise DamagedError(f"{file} is missing; install the package (pip install .) or run `diplomatic-ties build`")
    if name not in _sums(folder):
        raise DamagedError(f"{folder / SUMS} does not name {name}; {AGAIN}")
    # Read once, so that what was checked is what is served.
    content = file.read_bytes()
    if _sums(folder)[name] != sha256(content):
        raise DamagedError(f"{file} is not what was written: its SHA-256 is another one; {AGAIN}")
    return content


@cache
def _sums(folder: Path) -> dict[str, str]:
    from diplomatic_ties.sums import read_sums

    return read_sums(folder)


def _as(table: pa.Table, as_: str) -> Any:
    match as_:
        case "arrow":
            return table
        case "pandas":
            return _to_pandas(table)
        case "polars":
            return _library("polars").from_arrow(table)
        case _:
            raise InvalidError(f"as_={as_!r} is not known; use 'arrow', 'pandas' or 'polars'")


def _to_pandas(table: pa.Table) -> Any:
    import pyarrow.compute as pc

    from diplomatic_ties.tabular import LIST_DELIMITER

    pandas = _library("pandas")
    for place, field in enumerate(table.schema):
        # Left to itself pandas makes days into objects, and lists cannot be compared.
        if pa.types.is_date(field.type):
            table = table.set_column(place, field.name, table[place].cast(pa.timestamp("s")))
        elif pa.types.is_list(field.type):
            joined: Any = pc.binary_join(table[place], LIST_DELIMITER)
            table = table.set_column(place, field.name, joined)
    kinds = {pa.int32(): pandas.Int32Dtype(), pa.bool_(): pandas.BooleanDtype()}
    return table.to_pandas(types_mapper=kinds.get)


def _library(name: str) -> Any:
    try:
        return __import__(name)
    except ImportError as error:
        raise MissingError(f"{name} is not installed; pip install 'diplomatic-ties[{name}]'") from error


def _successor(event_id: str) -> str:
    tombstones = _where("withdrawn", "event_id", event_id)
    if not tombstones:
        raise UnknownError(f"no record {event_id!r}; load('events') has all ids")
    now, reason = tombstones[0]["now"], tombstones[0]["reason"]
    if len(now) == 1:
        return str(now[0])
    told = f"it is told by {' and '.join(now)} now" if now else "no record tells it now"
    raise UnknownError(f"record {event_id!r} was withdrawn ({reason}); {told}")


def _release(version: str) -> dict[str, Any]:
    for release in _releases(DATA):
        if release["version"] == version:
            return release
    raise InvalidError(f"no release {version!r}; there are {', '.join(releases()) or 'none yet'}")


def _vintage(table: str, version: str) -> pa.Table:
    from diplomatic_ties.tabular import rows_by_key
    from diplomatic_ties.vintages import changes_of, rebuild

    release, versions = _release(version), list(releases())
    described = release["tables"]
    if table not in described:
        raise UnknownError(f"release {version} had no table {table!r}; it had {', '.join(described)}")
    if described[table]["derived"]:
        return _derived_again(table, release)
    later = versions[versions.index(version) + 1 :]
    if table == "changes":
        return changes_of(release, later, _read("changes"), _renamed("changes"))
    here = table in tables()
    now = rows_by_key(_read(table), _resource(table)["schema"]["primaryKey"]) if here else {}
    changes = _read("changes").to_pylist()
    return rebuild(table, release, later, now, changes, _renamed(table) if here else {})


def _derived_again(table: str, release: dict[str, Any]) -> pa.Table:
    try:
        from diplomatic_ties import derive
    except ImportError as error:
        raise MissingError(
            f"{table} of release {release['version']} is derived again from its curated tables, which needs "
            f"{error.name}; pip install 'diplomatic-ties[curate]'"
        ) from error
    then = {
        name: _vintage(name, release["version"])
        for name, described in release["tables"].items()
        if not described["derived"] and name != "changes"
    }
    rules = f"derived from release {release['version']} with the rules of {_package(DATA)['version']}"
    return derive.derived(then)[table].replace_schema_metadata({"vintage": rules})


def _renamed(table: str) -> dict[str, str]:
    fields = _resource(table)["schema"]["fields"]
    return {field["was"]: field["name"] for field in fields if "was" in field}


@cache
def _package(folder: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads(_content(folder, "datapackage.json"))
    return package


@cache
def _releases(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_content(folder, "releases.json"))
    return found


def _resource(table: str) -> dict[str, Any]:
    for resource in _package(DATA)["resources"]:
        if resource["name"] == table:
            found: dict[str, Any] = resource
            return found
    raise UnknownError(f"no table {table!r}; there are {', '.join(tables())}")


def _where(table: str, column: str, value: str) -> list[dict[str, Any]]:
    read, places = _places(DATA, table, column)
    return [row for place in places.get(value, []) for row in read.slice(place, 1).to_pylist()]


@cache
def _places(folder: Path, table: str, column: str) -> tuple[pa.Table, dict[str, list[int]]]:
    """A table and where in it each value of a column stands."""
    read = _checked(folder, table)
    places: dict[str, list[int]] = {}
    for place, row in enumerate(read.select([column]).to_pylist()):
        places.setdefault(row[column], []).append(place)
    return read, places
