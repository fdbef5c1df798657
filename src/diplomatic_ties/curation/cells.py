"""Read a table of someone else, CSV or Parquet, part by part: what fits into memory however long the file is.

CSV is read by Arrow as long as it is as plain as CSV can be, and by Python's reader from its beginning where anything
is not: cells too many or too few, a byte that is not UTF-8, a quotation mark that is not closed. That is slower, and
tells where.
"""

import csv
import io
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

# So many bytes of CSV, or rows, are looked at together.
BLOCK, ROWS_OF_CSV, ROWS_OF_PARQUET = 8 << 20, 4_000, 32_768
# A line or a cell that is longer is none; the mark that should close it is missing.
LONGEST_LINE = 4 << 20
# Stands after the last line: a quotation mark that is not closed takes it in.
END = "\0end"
LINE_BREAK = r"\r\n|\r|\n"
QUOTE = ord('"')

Rows = Sequence[int]


class OddError(Exception):
    """What Arrow cannot read, or not as Python does."""


class UnreadableError(Exception):
    """Where the file cannot be read on: the row, what is wrong and what would be right."""

    def __init__(self, row: int, problem: str, cure: str) -> None:
        super().__init__(problem)
        self.row, self.problem, self.cure = row, problem, cure


class Slip(NamedTuple):
    """A fault that reading alone finds: the row, the place of the column in the file, from 0, and what is wrong."""

    row: int
    column: int
    kind: str
    problem: str
    cure: str


class Part(NamedTuple):
    """Some rows: the columns in the order of the file, the number of each row as people see it, and what is wrong."""

    columns: Sequence[Any]
    rows: Rows
    slips: Sequence[Slip] = ()


class Sheet(NamedTuple):
    """A file that was begun to be read: the names of its columns, and the types in Parquet; the row of the names."""

    names: Sequence[str]
    row: int
    parts: Iterator[Part]
    types: Sequence[pa.DataType] | None = None


# --- CSV -------------------------------------------------------------------------------------------------------------


def plain_csv(path: Path) -> Sheet:
    """Begin to read a CSV with Arrow, all cells as text; ``OddError``, now or later, where ``exact_csv`` is needed."""
    (_, names), (second, _) = _first_two(path)
    if not names or second != 2:
        raise OddError
    return Sheet(names, 1, _plain_parts(path, len(names)))


def _first_two(path: Path) -> list[tuple[int, list[str]]]:
    records = _records(path)
    try:
        found = [record for record, _ in zip(records, range(2), strict=False)]
    except UnreadableError as error:
        raise OddError from error
    finally:
        records.close()
    if len(found) < 2:
        raise OddError
    return found


def _plain_parts(path: Path, width: int) -> Iterator[Part]:
    names = [str(place) for place in range(width)]
    with path.open("rb") as file:
        counting: Any = _Counting(file)
        try:
            batches = arrow_csv.open_csv(
                counting,
                arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=BLOCK),
                arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
                arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
                ),
            )
            row = 2
            for batch in batches:
                rows, row = _numbered(batch, row)
                yield Part(batch.columns, rows)
        except pa.ArrowInvalid as error:
            raise OddError from error
        if counting.quotes % 2:
            raise OddError


class _Counting(io.RawIOBase):
    """A file that counts the quotation marks in what is read of it."""

    def __init__(self, file: Any) -> None:
        self.file, self.quotes = file, 0

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        read: bytes = self.file.read(size)
        self.quotes += read.count(QUOTE)
        return read

    def readable(self) -> bool:
        """It is read, from its beginning to its end."""
        return True


def _numbered(batch: pa.RecordBatch, first: int) -> tuple[Rows, int]:
    """The line at which each row of a batch begins, and that of the next one: cells may have line breaks."""
    broken: list[Any] = [column for column in batch.columns if _has_line_break(column)]
    if not broken:
        return range(first, first + batch.num_rows), first + batch.num_rows
    rows: list[int] = []
    counts: list[Any] = [pc.count_substring_regex(column, LINE_BREAK) for column in broken]
    for breaks in zip(*(count.to_pylist() for count in counts), strict=True):
        rows.append(first)
        first += 1 + sum(filter(None, breaks))
    return rows, first


def _has_line_break(column: Any) -> bool:
    text = column.buffers()[2]
    if text is None:
        return False
    content = text.to_pybytes()
    return b"\n" in content or b"\r" in content


def exact_csv(path: Path) -> Sheet:
    """Begin to read a CSV with Python's reader, all cells as text; ``UnreadableError``, now or later, with the row."""
    records = _records(path)
    try:
        row, names = next(records)
    except StopIteration:
        row, names = 1, []
    if not names:
        raise UnreadableError(row, "the file begins with nothing", "write the names of the columns first")
    if any("\udc80" <= letter <= "\udcff" for name in names for letter in name):
        raise UnreadableError(row, "the file is not UTF-8", "save it as UTF-8")
    return Sheet(names, row, _exact_parts(records, len(names)))


def _exact_parts(records: Iterator[tuple[int, list[str]]], width: int) -> Iterator[Part]:
    kept: list[list[str]] = []
    rows: list[int] = []
    slips: list[Slip] = []
    size = 0
    ended: UnreadableError | None = None
    while ended is None:
        try:
            row, cells = next(records)
        except StopIteration:
            break
        except UnreadableError as error:
            # What was read until then is told too.
            ended = error
            break
        if len(cells) != width and cells:
            slips.append(_ragged(row, cells, width))
        kept.append([*cells[:width], *[""] * (width - len(cells))])
        rows.append(row)
        size += sum(map(len, cells))
        if len(kept) == ROWS_OF_CSV or size > BLOCK:
            yield _part(kept, rows, slips)
            kept, rows, slips, size = [], [], [], 0
    if kept:
        yield _part(kept, rows, slips)
    if ended:
        raise ended


def _ragged(row: int, cells: Sequence[str], width: int) -> Slip:
    kind = "extra-cell" if len(cells) > width else "missing-cell"
    problem = f"the row has {len(cells)} cells for {width} columns"
    cure = "write one for each column, and a text with a comma between quotation marks"
    return Slip(row, min(len(cells), width), kind, problem, cure)


def _part(kept: list[list[str]], rows: list[int], slips: list[Slip]) -> Part:
    columns = []
    for place, cells in enumerate(zip(*kept, strict=True)):
        texts: list[str | None] = [cell or None for cell in cells]
        try:
            columns.append(pa.array(texts, pa.string()))
        except UnicodeEncodeError:
            for nth, text in enumerate(texts):
                # Python keeps a byte that is not UTF-8 as half of a character.
                if text and any("\ud800" <= letter <= "\udfff" for letter in text):
                    shown = text.encode(errors="surrogateescape")[:60]
                    slips.append(Slip(rows[nth], place, "encoding", f"{shown!r} is not UTF-8", "save it as UTF-8"))
                    texts[nth] = None
            columns.append(pa.array(texts, pa.string()))
    return Part(columns, rows, slips)


def _records(path: Path) -> Generator[tuple[int, list[str]], None, None]:
    """Yield each row and the line at which it begins, the row of names first."""
    limit = csv.field_size_limit(LONGEST_LINE)
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            reader = csv.reader(chain(_lines(file), [END]))
            while True:
                row = reader.line_num + 1
                try:
                    cells = next(reader)
                except csv.Error as error:
                    raise UnreadableError(
                        row, f"the row cannot be read ({error})", "close its quotation marks"
                    ) from error
                if cells == [END]:
                    return
                if cells and cells[-1].endswith(END):
                    raise UnreadableError(
                        row, f"cell {len(cells)} opens a quotation mark that nothing closes", "close it"
                    )
                yield row, cells
    finally:
        csv.field_size_limit(limit)


def _lines(file: Any) -> Iterator[str]:
    for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), ""), 1):
        if len(line) == LONGEST_LINE:
            raise UnreadableError(number, f"the line has more than {LONGEST_LINE:,} characters", "end it earlier")
        yield line


# --- Parquet ---------------------------------------------------------------------------------------------------------


def parquet(path: Path) -> Sheet:
    """Begin to read a Parquet file; ``UnreadableError``, now or later, where it is damaged."""
    with _told(0):
        # Buffered, so that a row group is not read as a whole.
        file = pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
        schema = file.schema_arrow
        return Sheet(schema.names, 0, _parquet_parts(file), schema.types)


def _parquet_parts(file: pq.ParquetFile) -> Iterator[Part]:
    row = 1
    batches = file.iter_batches(ROWS_OF_PARQUET)
    while True:
        with _told(row):
            batch = next(batches, None)
        if batch is None:
            return
        yield Part(batch.columns, range(row, row + batch.num_rows))
        row += batch.num_rows


@contextmanager
def _told(row: int) -> Iterator[None]:
    """Tell what Arrow says of a file as a fault of the file."""
    try:
        yield
    except (pa.ArrowException, OSError, ValueError) as error:
        first = (str(error).splitlines() or ["no reason given"])[0]
        problem = f"the file cannot be read as Parquet ({first})"
        raise UnreadableError(row, problem, "write or fetch it again") from error
