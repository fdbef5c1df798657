"""Check a table of someone else against the model: every fault with its row and column, in memory that is bounded.

The checks are those of a build (``model.columnar``), made part by part. What grows with the file is the primary key of
each row, which has to be known to tell that none stands twice.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import accumulate, chain, islice
from operator import getitem
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from diplomatic_ties.curation.cells import (
    OddError,
    Part,
    Rows,
    Sheet,
    UnreadableError,
    exact_csv,
    parquet,
    plain_csv,
)
from diplomatic_ties.model.columnar import (
    Values,
    breaches_of,
    disorder,
    distinct,
    is_checked,
    places,
    repeats,
    shown,
    unknown,
    where_true,
)
from diplomatic_ties.model.contracts import Column, columns
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.tabular import LIST_DELIMITER, TYPES

SUFFIXES = (".csv", ".parquet")
# So many faults of a table are told; the others are counted.
TOLD = 1_000
# The order of a fault of the whole file, and of a row, before those of its columns.
WHOLE = -1

Keys = Callable[[str], Values]


class Misfit(NamedTuple):
    """One thing that is wrong: the row as people count it, the column (empty: the row), and what would be right."""

    row: int
    place: int
    column: str
    kind: str
    problem: str
    cure: str


@dataclass
class Findings:
    """What a check found: how many rows and faults there are, and the first faults, in the order of the file."""

    rows: int = 0
    total: int = 0
    faults: list[Misfit] = field(default_factory=list)
    room: int = TOLD

    def add(self, number: int, misfits: Iterator[Misfit]) -> None:
        """Count ``number`` faults, and keep as many as there is room for beside those of earlier rows."""
        self.total += number
        self.faults += islice(misfits, self.room)

    def settle(self) -> None:
        """Keep no more than are told; what comes later in the file gives way."""
        self.faults = sorted(self.faults)[:TOLD]
        self.room = TOLD - len(self.faults)


def is_table(path: Path) -> bool:
    """Whether a file bears the name of a table, and not of a record."""
    return path.suffix.lower() in SUFFIXES


def table_of(path: Path) -> str:
    """Return the table that a file is by its name: ``events`` where it bears the name of none."""
    return path.stem if path.stem in TABLES else "events"


def check_table(path: Path, table: str, keys: Keys) -> Findings:
    """Check a CSV or Parquet file as the table of that name.

    ``keys`` gives the keys of another table, to which references are held. Rows of CSV are counted as lines, the
    names being line 1; those of Parquet from 1, and row 0 is its schema.
    """
    try:
        path.open("rb").close()
    except OSError as error:
        return _unreadable(UnreadableError(1, f"the file cannot be read ({error.strerror})", "name one that can be"))
    try:
        if path.suffix.lower() == ".parquet":
            return _Check(table, keys).run(parquet(path))
        try:
            return _Check(table, keys).run(plain_csv(path))
        except OddError:
            return _Check(table, keys).run(exact_csv(path))
    except UnreadableError as error:
        return _unreadable(error)


def _unreadable(error: UnreadableError) -> Findings:
    return Findings(0, 1, [Misfit(error.row, WHOLE, "", "file", error.problem, error.cure)])


class _Check:
    """The check of one file."""

    def __init__(self, table: str, keys: Keys) -> None:
        self.row = TABLES[table]
        self.columns = {column.name: (place, column) for place, column in enumerate(columns(table))}
        # What leads to the table itself is held to the rows of the file, once all have been read.
        to = self.row.references
        self.references = {name: (target, keys(target)) for name, target in to.items() if target != table}
        self.own = {name: table for name, target in to.items() if target == table}
        self.named: list[tuple[Column, Values, Rows]] = []
        self.found = Findings()
        # The key of each row, and which rows these are.
        self.keys: list[pa.Table] = []
        self.rows: list[Rows] = []

    def run(self, sheet: Sheet) -> Findings:
        where = self.header(sheet)
        try:
            for part in sheet.parts:
                self.part(part, sheet, where)
                self.found.settle()
        except UnreadableError as error:
            self.found.add(1, iter(_unreadable(error).faults))
        else:
            self.to_itself()
        self.repeated()
        self.found.settle()
        return self.found

    # --- the columns ---

    def header(self, sheet: Sheet) -> Mapping[str, int]:
        """Check the names of the columns; return at which place of the file each stands that can be checked."""
        known = [name for name in dict.fromkeys(sheet.names) if name in self.columns]
        if len(known) * 10 < len(self.columns):
            problem = "the names of the columns are not those of the table"
            cure = f"name them {', '.join(islice(self.columns, 3))} and so on, with commas between in CSV"
            self.found.add(1, iter([Misfit(sheet.row, WHOLE, "", "missing-label", problem, cure)]))
            return {}
        faults = [Misfit(sheet.row, *fault) for fault in self._of_names(sheet.names, known)]
        where: dict[str, int] = {}
        for name in known:
            place, (order, column) = sheet.names.index(name), self.columns[name]
            if sheet.types and not _is_family(sheet.types[place], column):
                problem, cure = f"the column is of type {sheet.types[place]}", f"write it as {TYPES[column.type]}"
                faults.append(Misfit(sheet.row, order, name, "type", problem, cure))
            else:
                where[name] = place
        self.found.add(len(faults), iter(sorted(faults)))
        return where

    def _of_names(self, names: Sequence[str], known: Sequence[str]) -> Iterator[tuple[int, str, str, str, str]]:
        seen: set[str] = set()
        for number, name in enumerate(names, 1):
            at = self._at(name, number)
            if not name:
                yield at, "", "blank-label", f"column {number} has no name", "name it, or take it out"
            elif name in seen:
                yield at, name, "duplicate-label", f"column {number} has the name of an earlier one", "take it out"
            elif name not in self.columns:
                yield at, name, "extra-label", f"column {number} is none of the table", "take it out"
            seen.add(name)
        for name, (place, _) in self.columns.items():
            if name not in seen:
                yield place, name, "missing-label", "the column is missing", "add it, empty where nothing is known"
        for name, wanted in zip(known, [name for name in self.columns if name in seen], strict=True):
            if name != wanted:
                problem = f"the column stands where {wanted} should"
                yield self._at(name, 0), name, "incorrect-label", problem, "keep the order of the table"

    def _at(self, name: str, number: int) -> int:
        """Where a column comes in the order of faults: unknown ones after those of the table."""
        return self.columns[name][0] if name in self.columns else len(self.columns) + number

    # --- the rows ---

    def part(self, part: Part, sheet: Sheet, where: Mapping[str, int]) -> None:
        """Check some rows."""
        self.found.rows += len(part.rows)
        for slip in part.slips:
            name = sheet.names[slip.column] if slip.column < len(sheet.names) else ""
            self.found.add(1, iter([Misfit(slip.row, self._at(name, slip.column), name, *slip[2:])]))
        passed = {slip.row for slip in part.slips} | self.blank(part, where)
        given: dict[str, Values] = {}
        for name, place in where.items():
            column = self.columns[name][1]
            cells = part.columns[place]
            if sheet.types:
                cells = self.cells(column, cells, part.rows, passed)
            self.missing(column, cells, part.rows, passed)
            values = given[name] = self.typed(column, cells, part.rows)
            self.values(column, values, part.rows)
            if name in self.own and values.null_count < len(values):
                there = where_true(pc.is_valid(values))
                self.named.append((column, values.take(there), [part.rows[place] for place in there.to_pylist()]))
        self.order(given, part.rows)
        self.remember(given, part.rows)

    def blank(self, part: Part, where: Mapping[str, int]) -> set[int]:
        """Find the rows that hold nothing; they have no key, so few parts have to be looked through for them."""
        first = where.get(self.row.primary_key[0])
        if not part.columns or (first is not None and not part.columns[first].null_count):
            return set()
        empty = pc.is_null(part.columns[0])
        for cells in part.columns[1:]:
            empty = pc.and_(empty, pc.is_null(cells))
        rows = [part.rows[place] for place in where_true(empty).to_pylist()]
        ragged = {slip.row for slip in part.slips}
        misfits = (
            Misfit(r, WHOLE, "", "blank-row", "the row is blank", "take it out") for r in rows if r not in ragged
        )
        self.found.add(len([row for row in rows if row not in ragged]), misfits)
        return set(rows)

    def cells(self, column: Column, cells: Values, rows: Rows, passed: set[int]) -> Values:
        """The cells of a column of Parquet as CSV has them: plain texts, null where they are empty."""
        if pa.types.is_dictionary(cells.type):
            cells = cells.dictionary_decode()
        if pa.types.is_null(cells.type) or column.type == "number":
            return cells.cast(TYPES[column.type])
        if column.type == "string":
            cells = self.decoded(column, cells.cast(pa.string()), rows, passed)
            return pc.if_else(pc.equal(cells, pa.scalar("")), None, cells)
        return cells

    def decoded(self, column: Column, texts: Values, rows: Rows, passed: set[int]) -> Values:
        """Texts as they are; null, and a fault, where one is not UTF-8, which Parquet does not see to."""
        try:
            texts.validate(full=True)
        except pa.ArrowInvalid:
            kept: list[str | None] = []
            for row, text in zip(rows, texts.cast(pa.binary()).to_pylist(), strict=True):
                try:
                    kept.append(None if text is None else text.decode())
                except UnicodeDecodeError:
                    kept.append(None)
                    passed.add(row)
                    self.one(column.name, "encoding", row, f"{text[:60]!r} is not UTF-8", "write it as UTF-8")
            return pa.array(kept, pa.string())
        return texts

    def missing(self, column: Column, cells: Values, rows: Rows, passed: set[int]) -> None:
        """Find the cells that must not be empty, but in rows of which worse is told; an empty list is an empty cell."""
        if column.nullable or column.type == "list" or not cells.null_count:
            return
        found = [rows[place] for place in where_true(pc.is_null(cells)).to_pylist()]
        found = [row for row in found if row not in passed]
        misfits = (self.misfit(column.name, "required", row, "the value is missing", "write it") for row in found)
        self.found.add(len(found), misfits)

    def typed(self, column: Column, cells: Values, rows: Rows) -> Values:
        """The cells as values of the column's type; null, and a fault, where one cannot be read as such."""
        wanted = TYPES[column.type]
        if column.type == "list":
            return self.lists(column, cells, rows)
        if cells.type == wanted:
            return cells
        # Each value is read once, however often it stands there.
        encoded = cells.dictionary_encode()
        read, problem, cure = READERS[column.type]
        values = pa.array([read(value) for value in encoded.dictionary.to_pylist()], wanted).take(encoded.indices)
        if values.null_count > cells.null_count:
            wrong = where_true(pc.and_not(pc.is_null(values), pc.is_null(cells)))
            self.at(column.name, "type", wrong, rows, partial(getitem, cells), problem, cure)
        return values

    def lists(self, column: Column, cells: Values, rows: Rows) -> Values:
        """Lists of texts, null where there is none."""
        if _is_text(cells):
            return pc.split_pattern(cells, LIST_DELIMITER)
        lists = cells.cast(TYPES["list"])
        try:
            lists.validate(full=True)
        except pa.ArrowInvalid:
            self.one(column.name, "encoding", rows[0], "a text in the lists that follow is not UTF-8", "write it so")
            return pa.array([None] * len(lists), TYPES["list"])
        if pc.list_flatten(lists).null_count:
            wrong = pc.unique(pc.list_parent_indices(lists).filter(pc.is_null(pc.list_flatten(lists))))
            self.at(column.name, "type", wrong, rows, None, "the list has an item that is null", "take it out")
        return lists

    def values(self, column: Column, values: Values, rows: Rows) -> None:
        """Find the values that the model does not allow, and those that name nothing."""
        reference = self.references.get(column.name)
        if not reference and not is_checked(column):
            return
        each = distinct(values)
        found = breaches_of(column, each)
        if reference:
            target, known = reference
            found = chain(found, unknown(each, known, target))
        for kind, wrong, problem, cure in found:
            self.at(column.name, kind, places(values, wrong), rows, _one_of(values, wrong), problem, cure)

    def order(self, given: Mapping[str, Values], rows: Rows) -> None:
        """Find the values that should not be less than another one of their row."""
        for names in self.row.ordered:
            present = tuple(name for name in names if name in given)
            for earlier, later, found in disorder(given, present):
                value = partial(getitem, given[later])
                self.at(later, "order", found, rows, value, f"is less than {earlier}", "put the two right")

    def remember(self, given: Mapping[str, Values], rows: Rows) -> None:
        """Keep the keys; a row without one is told of already."""
        names = list(self.row.primary_key)
        if any(name not in given for name in names):
            return
        keys = pa.table([given[name] for name in names], names)
        whole = pa.array([True] * len(rows))
        for name in names:
            whole = pc.and_(whole, pc.is_valid(given[name]))
        if whole.false_count:
            keys = keys.filter(whole)
            rows = [rows[place] for place in where_true(whole).to_pylist()]
        self.keys.append(keys)
        self.rows.append(rows if isinstance(rows, range) else array("q", rows))

    def to_itself(self) -> None:
        """Find the values that name no row of the file."""
        # Where no row has a key, that is told already.
        if not self.keys or not self.named:
            return
        (key, *_) = self.row.primary_key
        known = pa.chunked_array([keys[key] for keys in self.keys], pa.string()).combine_chunks()
        for column, values, rows in self.named:
            for kind, wrong, problem, cure in unknown(distinct(values), known, self.own[column.name]):
                self.at(column.name, kind, places(values, wrong), rows, _one_of(values, wrong), problem, cure)

    def repeated(self) -> None:
        """Find the keys that stand twice."""
        if not self.keys:
            return
        keys, names = pa.concat_tables(self.keys), self.row.primary_key
        ends = list(accumulate(map(len, self.rows)))

        def row_of(place: int) -> int:
            part = bisect_right(ends, place)
            return self.rows[part][place - ends[part]]

        column = names[0] if len(names) == 1 else ""
        for number, (place, first) in enumerate(repeats(keys)):
            self.found.total += 1
            if number < TOLD:
                key = ", ".join(str(keys[name][place]) for name in names)
                problem = f"the key {shown(key)} stands in row {row_of(first)} already"
                self.found.faults.append(self.misfit(column, "key", row_of(place), problem, "give each row its own"))

    # --- what is told ---

    def misfit(self, name: str, kind: str, row: int, problem: str, cure: str) -> Misfit:
        return Misfit(row, self.columns[name][0] if name else WHOLE, name, kind, problem, cure)

    def one(self, name: str, kind: str, row: int, problem: str, cure: str) -> None:
        self.found.add(1, iter([self.misfit(name, kind, row, problem, cure)]))

    def at(
        self,
        name: str,
        kind: str,
        found: Values,
        rows: Rows,
        value: Callable[[int], Any] | None,
        problem: str,
        cure: str,
    ) -> None:
        """Tell of the places ``found`` in a column, each with its value where it is to be shown."""

        def told() -> Iterator[Misfit]:
            for place in found.slice(0, TOLD).to_pylist():
                said = f"{shown(value(place))} {problem}" if value else problem
                yield self.misfit(name, kind, rows[place], said, cure)

        self.found.add(len(found), told())


def _one_of(values: Values, wrong: Values) -> Callable[[int], Any]:
    """What is shown of a column: its values, or of its lists the first item that is one of the ``wrong`` ones."""
    if not pa.types.is_list(values.type):
        return partial(getitem, values)
    bad = {*wrong.to_pylist()}
    return lambda place: next(item for item in values[place].as_py() if item in bad)


def _is_text(cells: Values) -> bool:
    return bool(pa.types.is_string(cells.type))


def _is_family(found: Any, column: Column) -> bool:
    """Whether values of a Parquet type can be those of a column without being read into something else."""
    if pa.types.is_dictionary(found):
        return _is_family(found.value_type, column)
    if pa.types.is_null(found):
        return True
    if column.type == "list":
        return _is_list(found) and _is_family(found.value_type, replace(column, type="string"))
    return any(test(found) for test in FAMILIES[column.type])


def _is_list(found: pa.DataType) -> bool:
    return bool(pa.types.is_list(found) or pa.types.is_large_list(found))


FAMILIES: Mapping[str, Sequence[Callable[[pa.DataType], bool]]] = {
    "string": (pa.types.is_string, pa.types.is_large_string),
    "date": (pa.types.is_date32,),
    "integer": (pa.types.is_integer,),
    "boolean": (pa.types.is_boolean,),
    "number": (pa.types.is_float32, pa.types.is_float64, pa.types.is_integer),
}


# --- values, by their texts ------------------------------------------------------------------------------------------

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|NaN|-?INF")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# As Table Schema has them.
_TRUTH = dict.fromkeys(("true", "True", "TRUE", "1"), True) | dict.fromkeys(("false", "False", "FALSE", "0"), False)


def _integer(value: str | int) -> int | None:
    if isinstance(value, str) and not _INTEGER.fullmatch(value):
        return None
    number = int(value)
    return number if -(2**31) <= number < 2**31 else None


def _number(value: str | float) -> float | None:
    return float(value) if isinstance(value, float) or _NUMBER.fullmatch(value) else None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None


# How a value is read, what is said of one that cannot be, and what would be right.
READERS: Mapping[str, tuple[Callable[[Any], Any], str, str]] = {
    "date": (_day, "is no day", "write it as 2021-10-18"),
    "integer": (_integer, "is no whole number of 32 bits", "write it as 8"),
    "boolean": (_TRUTH.get, "is neither true nor false", "write true or false"),
    "number": (_number, "is no number", "write it as 0.5"),
}
