"""Tables of someone else: what our check finds frictionless finds too, on every table of the catalogue."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import frictionless
import polars
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatic_ties.commands import main
from diplomatic_ties.curation import cells
from diplomatic_ties.curation.cells import OddError, exact_csv, plain_csv
from diplomatic_ties.curation.tables import TOLD, Findings, check_table
from diplomatic_ties.model.contracts import table_schema
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.package import PROFILE
from diplomatic_ties.tabular import from_csv, to_csv
from tests.curation.broken_tables import BROKEN_TABLES, SOUND_TABLES, BrokenTable, Make, SoundTable, written

Tables = Mapping[str, pa.Table]
Output = pytest.CaptureFixture[str]
# Rows in which much is given: posts, triggers, persons, limits, deadlines.
SAMPLE = 6
# What frictionless calls each kind of fault.
THEIRS = {
    **{kind: {"constraint-error"} for kind in ("required", "enum", "pattern", "minimum", "maximum")},
    "type": {"type-error", "constraint-error"},
    "order": {"row-constraint"},
    "key": {"unique-error", "primary-key"},
    "reference": {"foreign-key"},
    "encoding": {"encoding-error"},
    "file": {"source-error", "encoding-error", "missing-cell"},
    "missing-label": {"missing-label", "incorrect-label"},
    "extra-label": {"extra-label", "incorrect-label"},
    "blank-label": {"extra-label", "blank-label"},
}
OF_CELLS = {"type-error", "constraint-error", "foreign-key", "unique-error"}
OUR_CELLS = {"type", "required", "enum", "pattern", "minimum", "maximum", "key", "reference"}


@pytest.fixture(scope="module")
def sample(tables: Tables) -> tuple[list[str], list[dict[str, str]]]:
    """The names and a few rows of ``events``, as CSV has them."""
    rows = list(csv.DictReader(io.StringIO(to_csv(tables["events"]), newline="")))
    rows.sort(key=lambda row: (-sum(map(bool, row.values())), row["event_id"]))
    return list(rows[0]), rows[:SAMPLE]


@pytest.fixture(scope="module")
def around(sample: tuple[list[str], list[dict[str, str]]], tables: Tables) -> Tables:
    """The tables that ``events`` refers to, with what the sample names in them."""
    found = {}
    for target in {*TABLES["events"].references.values()}:
        named = {row[name] for row in sample[1] for name, to in TABLES["events"].references.items() if to == target}
        key = TABLES[target].primary_key[0]
        found[target] = tables[target].filter(pc.is_in(tables[target][key], pa.array(sorted(named))))
    return found


@pytest.fixture(scope="module")
def keys(around: Tables) -> Callable[[str], Any]:
    return lambda target: around[target][TABLES[target].primary_key[0]].combine_chunks()


@pytest.fixture(scope="module")
def beside(around: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tables that ``events`` refers to."""
    folder = tmp_path_factory.mktemp("beside")
    for name, table in around.items():
        (folder / f"{name}.csv").write_bytes(to_csv(table).encode())
    return folder


Make_ = Callable[[Make], Path]


@pytest.fixture
def make(sample: tuple[list[str], list[dict[str, str]]], beside: Path) -> Make_:
    """Write a table of the catalogue."""

    def write(change: Make) -> Path:
        names, rows = sample
        path = beside / "events.csv"
        path.write_bytes(change([*names], [{**row} for row in rows]))
        return path

    return write


def theirs(path: Path) -> Any:
    """What frictionless finds, with the order of values in a row, for which Table Schema has no words."""
    names = [path.stem, *dict.fromkeys(TABLES["events"].references.values())]
    resources = [
        {
            "name": name,
            "type": "table",
            "path": f"{name}.csv",
            "format": "csv",
            "encoding": "utf-8",
            "schema": {
                key: value for key, value in table_schema(name).items() if name == "events" or key != "foreignKeys"
            },
        }
        for name in names
    ]
    package = frictionless.Package.from_descriptor(
        {"$schema": PROFILE, "name": "candidate", "resources": resources}, basepath=str(path.parent)
    )
    row_constraint: Any = getattr(frictionless.checks, "row_constraint")  # noqa: B009
    pairs = [pair for names_ in table_schema("events")["ordered"] for pair in combinations(names_, 2)]
    ordered = [row_constraint(formula=f"{a} == None or {b} == None or {a} <= {b}") for a, b in pairs]
    return package.get_resource("events").validate(frictionless.Checklist(checks=ordered))


def errors(report: Any) -> list[Any]:
    return [error for task in report.tasks for error in task.errors] + list(report.errors)


def cells_of(error: Any) -> Iterator[tuple[int, str]]:
    for name in getattr(error, "field_names", None) or [error.field_name]:
        yield error.row_number, name


def ours(path: Path, keys: Callable[[str], Any]) -> Findings:
    return check_table(path, "events", keys)


@pytest.mark.parametrize("table", BROKEN_TABLES, ids=[table.name for table in BROKEN_TABLES])
def test_a_broken_table_is_broken_for_both(table: BrokenTable, make: Make_, keys: Callable[[str], Any]) -> None:
    path = make(table.make)
    found = ours(path, keys)
    assert (table.row, table.column, table.kind) in {(f.row, f.column, f.kind) for f in found.faults}, found.faults
    report = theirs(path)
    if table.trap:
        assert report.valid, errors(report)
        return
    assert not report.valid
    told = [error for error in errors(report) if error.type in THEIRS.get(table.kind, {table.kind})]
    assert told, errors(report)
    if all(error.type in OF_CELLS | {"row-constraint", "primary-key"} for error in errors(report)):
        their_cells = {cell for error in errors(report) if error.type in OF_CELLS for cell in cells_of(error)}
        our_cells = {(fault.row, fault.column) for fault in found.faults if fault.kind in OUR_CELLS}
        assert our_cells == their_cells
    if table.kind == "order":
        assert {error.row_number for error in told} == {table.row}


@pytest.mark.parametrize("table", SOUND_TABLES, ids=[table.name for table in SOUND_TABLES])
def test_a_sound_table_is_sound_for_both(table: SoundTable, make: Make_, keys: Callable[[str], Any]) -> None:
    path = make(table.make)
    assert ours(path, keys).faults == []
    assert errors(theirs(path)) == []


def test_the_catalogue_tells_one_thing_a_name() -> None:
    names = [table.name for table in BROKEN_TABLES] + [table.name for table in SOUND_TABLES]
    assert len(names) == len(set(names))


def test_what_leads_to_the_table_itself_is_held_to_the_file(tables: Tables, tmp_path: Path) -> None:
    actors = [row for row in tables["actors"].to_pylist() if row["actor_id"] in ("RUS", "SUN", "FRA")]
    path = tmp_path / "actors.csv"

    nothing: Mapping[str, Any] = {}

    def check(rows: list[dict[str, Any]]) -> tuple[list[tuple[int, str, str]], list[str]]:
        path.write_text(to_csv(pa.Table.from_pylist(rows, tables["actors"].schema)), encoding="utf-8")
        resource = {"name": "actors", "path": path.name, "format": "csv", "schema": table_schema("actors")}
        package = frictionless.Package.from_descriptor(
            {"$schema": PROFILE, "name": "candidate", "resources": [resource]}, basepath=str(tmp_path)
        )
        # No key of the tables that are installed is asked for.
        return kinds(check_table(path, "actors", nothing.__getitem__)), [e.type for e in errors(package.validate())]

    assert check(actors) == ([], [])
    without = [row for row in actors if row["actor_id"] != "SUN"]
    assert check(without) == ([(3, "continues", "reference")], ["foreign-key"])
    # Of a file without keys, or one that breaks off, nothing is said that could not be seen.
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("actor_id", "actor", 1), encoding="utf-8")
    assert {kind for _, _, kind in kinds(check_table(path, "actors", nothing.__getitem__))} == {
        "extra-label",
        "missing-label",
    }
    path.write_bytes(text.encode() + b'"SUN')
    assert [kind for _, _, kind in kinds(check_table(path, "actors", nothing.__getitem__))] == ["file"]


# --- rows and lines --------------------------------------------------------------------------------------------------


def kinds(found: Findings) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.kind) for fault in found.faults]


def with_breaks(names: list[str], rows: list[dict[str, str]]) -> bytes:
    """A table in which rows take several lines: the last one begins in line 9, and is at fault."""
    rows[0]["summary"] = "one\ntwo\r\nthree"
    rows[1] |= {"summary": "one\n", "coder_note": "\n\n"}
    rows[2]["announced"] = "yesterday"
    return written(names, rows[:3])


def test_a_row_is_counted_as_the_line_at_which_it_begins(make: Make_, keys: Callable[[str], Any]) -> None:
    path = make(with_breaks)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "yesterday" in lines[9 - 1]
    assert kinds(ours(path, keys)) == [(9, "announced", "type")]
    path.write_bytes(path.read_bytes() + b"short\n")
    assert (9, "announced", "type") in kinds(ours(path, keys))
    assert (10, "measure", "missing-cell") in kinds(ours(path, keys))


TEXT = st.text(st.sampled_from('ab ,"\n\r;é\0'), max_size=8)


def read(sheet: Any) -> list[tuple[int, list[Any]]]:
    return [
        (row, [column[place].as_py() for column in part.columns])
        for part in sheet.parts
        for place, row in enumerate(part.rows)
    ]


@settings(max_examples=60)
@given(st.lists(st.lists(TEXT, min_size=2, max_size=3), max_size=5), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_what_arrow_reads_python_reads_too(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str, quoted: bool
) -> None:
    path = tmp_path_factory.mktemp("read") / "table.csv"
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(
        [["a", "b"], *rows]
    )
    path.write_bytes(text.getvalue().encode())
    try:
        plain = read(plain_csv(path))
    except OddError:
        return
    assert plain == read(exact_csv(path))


@settings(max_examples=60)
@given(st.binary(max_size=12), st.integers(0, 10_000), st.integers(0, 12))
def test_whatever_stands_in_the_file_is_told(
    beside: Path,
    sample: tuple[list[str], list[dict[str, str]]],
    keys: Callable[[str], Any],
    put: bytes,
    at: int,
    cut: int,
) -> None:
    content = written(*sample)
    at %= len(content)
    path = beside / "strange.csv"
    path.write_bytes(content[:at] + put + content[at + cut :])
    found = ours(path, keys)
    assert (found.total == 0) == (found.faults == [])
    assert all(fault.row > 0 and fault.problem and fault.cure for fault in found.faults)


@pytest.mark.parametrize("odd", [False, True])
def test_parts_are_put_together(
    odd: bool, make: Make_, keys: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "BLOCK", 4096)
    monkeypatch.setattr(cells, "ROWS_OF_CSV", 2)

    def many(names: list[str], rows: list[dict[str, str]]) -> bytes:
        ids = "abcdefghjk"
        copies = [{**rows[0], "event_id": f"{a}{b}0000", "summary": "two\nlines"} for a in ids for b in ids]
        copies[70] |= {"event_id": copies[3]["event_id"], "announced": "2021-13-01"}
        return written(names, copies) + (b"odd\n" if odd else b"")

    found = ours(make(many), keys)
    assert found.rows == 100 + odd
    line = 2 + 2 * 70
    assert kinds(found)[:2] == [(line, "event_id", "key"), (line, "announced", "type")]
    assert f"stands in row {2 + 2 * 3} already" in found.faults[0].problem
    assert bool(kinds(found)[2:]) == odd


def test_the_first_faults_are_told_and_all_are_counted(make: Make_, keys: Callable[[str], Any], capsys: Output) -> None:
    def many(names: list[str], rows: list[dict[str, str]]) -> bytes:
        return written(names, [{**rows[0], "affects": "nobody"}] * (TOLD // 2 + 10))

    path = make(many)
    found = ours(path, keys)
    # The first row is no repetition.
    assert found.total == TOLD + 19
    assert len(found.faults) == TOLD
    assert found.faults == sorted(found.faults)
    assert main(["validate", str(path)]) == 1
    error = capsys.readouterr().err.splitlines()
    assert error[-2] == "and 19 more"
    assert f"{TOLD + 19} faults" in error[-1]


# --- Parquet ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def parquet(sample: tuple[list[str], list[dict[str, str]]], tables: Tables, tmp_path: Path) -> tuple[pa.Table, Path]:
    """The sample as a typed table, and where to write it."""
    return from_csv(written(*sample).decode(), tables["events"].schema), tmp_path / "mine.parquet"


def with_column(table: pa.Table, name: str, values: Any) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, values)


def as_others_write(table: pa.Table) -> pa.Table:
    """The same values as other libraries write them: large and dictionary-encoded texts, counts of 64 bits."""
    table = with_column(table, "summary", table["summary"].cast(pa.large_string()))
    table = with_column(table, "measure", table["measure"].dictionary_encode())
    table = with_column(table, "n_sources", table["n_sources"].cast(pa.int64()))
    table = with_column(table, "grounds", table["grounds"].cast(pa.large_list(pa.large_string())))
    return with_column(table, "waives", pa.nulls(table.num_rows))


@pytest.mark.parametrize("form", [lambda table: table, as_others_write])
def test_parquet_is_sound(form: Any, parquet: tuple[pa.Table, Path], keys: Callable[[str], Any]) -> None:
    table, path = parquet
    pq.write_table(form(table), path)
    found = ours(path, keys)
    assert (found.rows, found.faults) == (table.num_rows, [])


def test_a_column_of_nothing_is_of_any_type(parquet: tuple[pa.Table, Path], keys: Callable[[str], Any]) -> None:
    table, path = parquet
    for field in table.schema:
        pq.write_table(with_column(table, field.name, pa.nulls(table.num_rows)), path)
        required = not field.nullable and not pa.types.is_list(field.type)
        assert {(f.column, f.kind) for f in ours(path, keys).faults} == (
            {(field.name, "required")} if required else set()
        )


def test_what_polars_writes_is_sound(parquet: tuple[pa.Table, Path], keys: Callable[[str], Any]) -> None:
    table, path = parquet
    frame: Any = polars.from_arrow(table)
    frame.write_parquet(path)
    assert ours(path, keys).faults == []


# Values in the second row, and the kinds that are found there.
PARQUET = {
    "measure": ("expel", "enum"),
    "summary": (None, "required"),
    "initiator": ("ZZZ", "reference"),
    "n_sources": (-1, "minimum"),
    "grounds": (["espionage", "spying"], "enum"),
    "waives": ([None], "type"),
    "outcome": ("", "required"),
}


@pytest.mark.parametrize("name", PARQUET)
def test_parquet_with_a_fault(name: str, parquet: tuple[pa.Table, Path], keys: Callable[[str], Any]) -> None:
    table, path = parquet
    values = table[name].to_pylist()
    values[1], kind = PARQUET[name]
    pq.write_table(with_column(table, name, pa.array(values, table.schema.field(name).type)), path, row_group_size=1)
    assert (2, name, kind) in kinds(ours(path, keys))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("announced", lambda column: column.cast(pa.timestamp("us"))),
        ("persons_best", lambda column: column.cast(pa.float64())),
        ("n_sources", lambda column: column.cast(pa.string())),
        ("grounds", lambda column: pc.binary_join(column, ";")),
        ("summary", lambda column: column.cast(pa.binary())),
    ],
)
def test_parquet_of_other_types(
    name: str, values: Any, parquet: tuple[pa.Table, Path], keys: Callable[[str], Any]
) -> None:
    table, path = parquet
    pq.write_table(with_column(table, name, values(table[name])), path)
    found = ours(path, keys)
    assert kinds(found) == [(0, name, "type")]
    assert f"write it as {table.schema.field(name).type}" in found.faults[0].cure


def test_parquet_of_another_schema(parquet: tuple[pa.Table, Path], keys: Callable[[str], Any]) -> None:
    table, path = parquet
    pq.write_table(pa.table({"a": [1], "b": [2]}), path)
    assert kinds(ours(path, keys)) == [(0, "", "missing-label")]
    pq.write_table(
        table.select([*reversed(table.column_names)]).drop_columns(["plover"]).append_column("more", table["cameo"]),
        path,
    )
    found = kinds(ours(path, keys))
    assert {(0, "plover", "missing-label"), (0, "more", "extra-label"), (0, "event_id", "incorrect-label")} <= {*found}
    pq.write_table(table.append_column("cameo", table["cameo"]), path)
    assert kinds(ours(path, keys)) == [(0, "cameo", "duplicate-label")]


def test_parquet_whose_texts_are_not_utf_8(parquet: tuple[pa.Table, Path], keys: Callable[[str], Any]) -> None:
    table, path = parquet
    raw = pa.array([b"d\xe4y", *[b"text"] * (table.num_rows - 1)], pa.binary())
    texts = pa.Array.from_buffers(pa.string(), len(raw), raw.buffers())
    pq.write_table(with_column(table, "summary", texts), path)
    assert kinds(ours(path, keys)) == [(1, "summary", "encoding")]
    lists = pa.ListArray.from_arrays(pa.array(range(len(raw) + 1), pa.int32()), texts)
    pq.write_table(with_column(table, "waives", lists), path)
    assert (1, "waives", "encoding") in kinds(ours(path, keys))


def test_parquet_that_is_damaged(parquet: tuple[pa.Table, Path], keys: Callable[[str], Any]) -> None:
    table, path = parquet
    pq.write_table(table, path)
    content = path.read_bytes()
    for length in (0, 3, 4, 100, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:length])
        assert kinds(ours(path, keys)) == [(0, "", "file")]
    # The footer is whole, the pages are not.
    path.write_bytes(b"PAR1" + bytes(1000) + content[1004:])
    assert (1, "", "file") in kinds(ours(path, keys))


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_table_of_a_build_is_sound(form: str, built: Path, tables: Tables) -> None:
    for name in TABLES:
        found = check_table(
            built / form / f"{name}.{form}",
            name,
            lambda target: tables[target][TABLES[target].primary_key[0]].combine_chunks(),
        )
        assert (name, found.rows, found.faults) == (name, tables[name].num_rows, [])


@pytest.mark.usefixtures("served")
def test_the_command_tells_file_row_and_column(make: Make_, built: Path, tmp_path: Path, capsys: Output) -> None:
    path = make(next(table.make for table in BROKEN_TABLES if table.name == "a day that is none"))
    assert main(["validate", str(path)]) == 1
    error = capsys.readouterr().err
    assert f"{path}:3:announced: '2021-02-30' is no day; write it as 2021-10-18\n" in error
    links = tmp_path / "mine.csv"
    links.write_bytes((built / "csv" / "links.csv").read_bytes())
    assert main(["validate", "--table", "links", str(links)]) == 0
    assert main(["validate", str(built / "csv" / "links.csv"), str(built / "parquet" / "events.parquet")]) == 0
    error = capsys.readouterr().err
    assert (error.count("rows of links, 0 faults"), error.count("rows of events, 0 faults")) == (2, 1)
    assert main(["validate", str(links)]) == 1
    assert "not those of the table" in capsys.readouterr().err


@pytest.mark.usefixtures("served")
def test_a_name_that_is_no_text_is_shown_as_it_is_written(make: Make_, capsys: Output) -> None:
    path = make(lambda names, rows: written([*names, "\x1b[31m\n"], [{**row, "\x1b[31m\n": ""} for row in rows]))
    assert main(["validate", str(path)]) == 1
    error = capsys.readouterr().err
    assert "\x1b" not in error
    assert f"{path}:1:'\\x1b[31m\\n': column" in error


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.csv"], "nowhere.csv:1:: the file cannot be read"),
        (["nowhere.parquet"], "nowhere.parquet:1:: the file cannot be read"),
        (["nowhere.csv", "--table", "measures"], "no table 'measures'; there are events"),
        (["--table", "events"], "--table says which table"),
    ],
)
def test_the_command_refuses(arguments: list[str], words: str, capsys: Output) -> None:
    assert main(["validate", *arguments]) == 1
    assert words in capsys.readouterr().err
