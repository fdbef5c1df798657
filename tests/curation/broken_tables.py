"""Tables of someone else, broken and sound: each a change of a few real rows of ``events``, with what is to be found.

A broken one names the row and column of its fault and the kind. Where frictionless takes a table for sound that is
none, ``trap`` says why the two verdicts differ; everywhere else they are the same.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from diplomatic_ties.model.contracts import columns

Rows = list[dict[str, str]]
Cells = list[list[str]]
Quoting = Literal[0, 1, 2, 3]
Make = Callable[[list[str], Rows], bytes]
# The row that is changed, as lines are counted; the row of names is line 1.
CHANGED = 3


@dataclass(frozen=True)
class BrokenTable:
    """A table with one thing wrong in it: where (row 0: the file as a whole), of what kind."""

    name: str
    make: Make
    kind: str
    column: str = ""
    row: int = CHANGED
    trap: str = ""


@dataclass(frozen=True)
class SoundTable:
    """A table with nothing wrong in it, however strange."""

    name: str
    make: Make


def written(names: list[str], rows: Rows, end: str = "\n", quoting: Quoting = csv.QUOTE_MINIMAL) -> bytes:
    """The rows as CSV."""
    return cells_written([names, *([row[name] for name in names] for row in rows)], end, quoting)


def cells_written(cells: Cells, end: str = "\n", quoting: Quoting = csv.QUOTE_MINIMAL) -> bytes:
    """Any cells as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=quoting).writerows(cells)
    return text.getvalue().encode()


def put(**cells: str) -> Make:
    """Write cells into the row that is changed."""

    def make(names: list[str], rows: Rows) -> bytes:
        rows[CHANGED - 2] |= cells
        return written(names, rows)

    return make


def to_bytes(change: Callable[[bytes], bytes]) -> Make:
    """Change the bytes of the file."""
    return lambda names, rows: change(written(names, rows))


def to_cells(change: Callable[[Cells], object]) -> Make:
    """Change the cells of the file, the names among them."""

    def make(names: list[str], rows: Rows) -> bytes:
        cells = [[*names], *([row[name] for name in names] for row in rows)]
        change(cells)
        return cells_written(cells)

    return make


def column(name: str, change: Callable[[Cells, int], object]) -> Make:
    """Change the cells, given the place of a column."""
    return to_cells(lambda cells: change(cells, cells[0].index(name)))


def then(make: Make, change: Callable[[bytes], bytes]) -> Make:
    """Change the bytes of a table that was changed already."""
    return lambda names, rows: change(make(names, rows))


def last(make: Make) -> Make:
    """Leave no row after the one that is changed."""
    return lambda names, rows: make(names, rows[: CHANGED - 1])


def _drop(cells: Cells, place: int) -> None:
    for row in cells:
        del row[place]


def _exchange(cells: Cells, place: int) -> None:
    for row in cells:
        row[place], row[place + 1] = row[place + 1], row[place]


def _rename(new: str) -> Callable[[Cells, int], None]:
    def change(cells: Cells, place: int) -> None:
        cells[0][place] = new

    return change


def _add(name: str) -> Callable[[Cells], None]:
    def change(cells: Cells) -> None:
        cells[0].append(name)
        for row in cells[1:]:
            row.append("x")

    return change


def _twice(cells: Cells) -> None:
    cells.insert(3, [*cells[2]])


def _same_id(cells: Cells) -> None:
    cells[2][0] = cells[1][0]


def _blank(cells: Cells) -> None:
    cells[2] = [""] * len(cells[2])


def _within(line: int, change: Callable[[bytes], bytes]) -> Make:
    def in_line(text: bytes) -> bytes:
        lines = text.splitlines(keepends=True)
        lines[line - 1] = change(lines[line - 1])
        return b"".join(lines)

    return to_bytes(in_line)


STRPTIME = "strptime takes a month or day of one digit; ISO 8601 and Table Schema want two"
PYTHON_INT = "int() takes what Python's source may hold; Table Schema wants digits alone"
TRIMMED = "names of columns are trimmed; a reader that does not do so finds no such column"
SNIFFED = "the separator is guessed where the descriptor names none; the table is to be separated by commas"
ITEMS = "Table Schema has no words for the items of a list; the model has"
DOLLAR = "$ matches before a last line break too in Python"
DIGITS = "\\d takes the digits of every script in Python; the version has ASCII ones"

REQUIRED = tuple(column.name for column in columns("events") if not column.nullable and column.type != "list")
TERMS = tuple(column.name for column in columns("events") if column.terms and column.type != "list")

BROKEN_TABLES: tuple[BrokenTable, ...] = (
    *(BrokenTable(f"no {name}", put(**{name: ""}), "required", name) for name in REQUIRED),
    *(BrokenTable(f"no term of {name}", put(**{name: "no-such-term"}), "enum", name) for name in TERMS),
    BrokenTable("a term in capitals", put(measure="EXPULSION"), "enum", "measure"),
    BrokenTable("a term with a blank behind it", put(outcome="ordered "), "enum", "outcome"),
    # What is no value of its type.
    BrokenTable("a day that is none", put(announced="2021-02-30"), "type", "announced"),
    BrokenTable("a day of a leap year that is none", put(effective="2019-02-29"), "type", "effective"),
    BrokenTable("a day as Americans write it", put(announced="10/18/2021"), "type", "announced"),
    BrokenTable("a month for a day", put(deadline="2021-10"), "type", "deadline"),
    BrokenTable("a time with the day", put(notified="2021-10-18T00:00:00"), "type", "notified"),
    BrokenTable("a day without dashes", put(last_checked="20211018"), "type", "last_checked"),
    BrokenTable("a day of the year 0", put(effective="0000-01-01"), "type", "effective"),
    BrokenTable(
        "a day of one digit",
        put(announced="2021-1-05", announced_last="2021-01-05"),
        "type",
        "announced",
        trap=STRPTIME,
    ),
    BrokenTable("a count in words", put(persons_best="eight"), "type", "persons_best"),
    BrokenTable("a count that is no whole number", put(n_sources="2.5"), "type", "n_sources"),
    BrokenTable("a count as pandas writes it", put(persons_high="8.0"), "type", "persons_high"),
    BrokenTable("a count with a comma for thousands", put(ceiling_after="1,000"), "type", "ceiling_after"),
    BrokenTable("a count that pandas did not have", put(ceiling_before="NaN"), "type", "ceiling_before"),
    BrokenTable("a code that is none", put(initiator_cow="RUS"), "type", "initiator_cow"),
    BrokenTable("a count with an underscore", put(ceiling_before="1_0"), "type", "ceiling_before", trap=PYTHON_INT),
    BrokenTable("a count with a blank", put(ceiling_before=" 10"), "type", "ceiling_before", trap=PYTHON_INT),
    BrokenTable("a count in Arabic digits", put(ceiling_before="١٠"), "type", "ceiling_before", trap=PYTHON_INT),
    BrokenTable("neither true nor false", put(announced_approximate="maybe"), "type", "announced_approximate"),
    BrokenTable("yes for true", put(effective_approximate="yes"), "type", "effective_approximate"),
    # What does not fit.
    BrokenTable("an id with a letter that is not used", put(event_id="kiloou"), "pattern", "event_id"),
    BrokenTable("an id that begins with a digit", put(event_id="7km2x9"), "pattern", "event_id"),
    BrokenTable("an id that is too long", put(event_id="k7m2x9z"), "pattern", "event_id"),
    BrokenTable("an id with a NUL", put(event_id="k7m2x\0"), "pattern", "event_id"),
    BrokenTable("an id with a line break", put(event_id="k7m2x9\n"), "pattern", "event_id", trap=DOLLAR),
    BrokenTable("an actor in small letters", put(initiator="rus"), "pattern", "initiator"),
    BrokenTable("an episode with blanks", put(episode_id="Nato Russia 2021"), "pattern", "episode_id"),
    BrokenTable("a release that is none", put(first_release="v1"), "pattern", "first_release"),
    BrokenTable("a release in Arabic digits", put(first_release="0.١.0"), "pattern", "first_release", trap=DIGITS),
    # What is out of bounds.
    *(
        BrokenTable(f"{name} below zero", put(**{name: "-1"}), "minimum", name)
        for name in ("ceiling_before", "ceiling_after")
    ),
    BrokenTable("more people than there are", put(ceiling_after="100001"), "maximum", "ceiling_after"),
    BrokenTable("a code of 0", put(counterpart_cow="0"), "minimum", "counterpart_cow"),
    BrokenTable("a code of five digits", put(counterpart_gw="10000"), "maximum", "counterpart_gw"),
    BrokenTable("a count of 33 bits", put(ceiling_after="4294967296"), "type", "ceiling_after"),
    # Values of a row that stand in order.
    BrokenTable(
        "fewer at best than at least", put(persons_low="9", persons_best="8", persons_high="9"), "order", "persons_best"
    ),
    BrokenTable(
        "more at best than at most", put(persons_low="8", persons_best="8", persons_high="7"), "order", "persons_high"
    ),
    BrokenTable(
        "a lowest above a highest, and none between",
        put(persons_low="8", persons_best="", persons_high="7"),
        "order",
        "persons_high",
    ),
    *(
        BrokenTable(
            f"{name}: last day before the first",
            put(**{name: "2021-10-18", f"{name}_last": "2021-10-17"}),
            "order",
            f"{name}_last",
        )
        for name in ("notified", "announced", "effective", "deadline")
    ),
    BrokenTable("more voices than pages", put(n_sources="2", n_independent="3"), "order", "n_sources"),
    # Keys and references.
    BrokenTable("a row twice", to_cells(_twice), "key", "event_id", 4),
    BrokenTable("another row with its id", to_cells(_same_id), "key", "event_id"),
    BrokenTable("an initiator that nobody knows", put(initiator="ZZZ"), "reference", "initiator"),
    BrokenTable("a counterpart that nobody knows", put(counterpart="ZZZ"), "reference", "counterpart"),
    BrokenTable("a post that nobody knows", put(mission_id="zzz-zzz"), "reference", "mission_id"),
    BrokenTable("a trigger that nobody knows", put(trigger_id="zzz-2021"), "reference", "trigger_id"),
    BrokenTable("an episode that nobody knows", put(episode_id="zzz-2021"), "reference", "episode_id"),
    # Lists.
    BrokenTable("a ground that is none", put(grounds="espionage;spying"), "enum", "grounds", trap=ITEMS),
    BrokenTable("grounds with a comma between", put(grounds="espionage,parity"), "enum", "grounds", trap=ITEMS),
    BrokenTable("a ground with a blank before it", put(grounds="espionage; parity"), "enum", "grounds", trap=ITEMS),
    BrokenTable("a waiver that is none", put(waives="everything"), "enum", "waives", trap=ITEMS),
    # Rows.
    BrokenTable("a row that is short", to_cells(lambda cells: cells[2].pop()), "missing-cell", "last_changed_release"),
    BrokenTable(
        "a row of one cell", to_cells(lambda cells: cells[2].__delitem__(slice(1, None))), "missing-cell", "measure"
    ),
    BrokenTable("a row that is long", to_cells(lambda cells: cells[2].append("x")), "extra-cell"),
    BrokenTable("an empty row", to_cells(_blank), "blank-row"),
    BrokenTable("an empty line", to_cells(lambda cells: cells.insert(2, [])), "blank-row"),
    BrokenTable(
        "a comma that is not quoted",
        _within(3, lambda line: line.replace(b"\n", b",a text, with a comma\n")),
        "extra-cell",
    ),
    # Columns.
    BrokenTable("a column is missing", column("coder_note", _drop), "missing-label", "coder_note", 1),
    BrokenTable("the key is missing", column("event_id", _drop), "missing-label", "event_id", 1),
    BrokenTable("a column too many", to_cells(_add("comment")), "extra-label", "comment", 1),
    BrokenTable("a column without a name", to_cells(_add("")), "blank-label", "", 1),
    BrokenTable("two columns exchanged", column("cameo", _exchange), "incorrect-label", "plover", 1),
    BrokenTable("a column with another name", column("measure_group", _rename("group")), "extra-label", "group", 1),
    BrokenTable("a name in capitals", column("measure", _rename("Measure")), "extra-label", "Measure", 1),
    BrokenTable(
        "a name with a blank", column("measure", _rename("measure ")), "extra-label", "measure ", 1, trap=TRIMMED
    ),
    BrokenTable("a name twice", column("plover", _rename("cameo")), "duplicate-label", "cameo", 1),
    BrokenTable("no row of names", to_cells(lambda cells: cells.pop(0)), "missing-label", "", 1),
    # The file.
    BrokenTable("an empty file", to_bytes(lambda text: b""), "file", "", 1),
    BrokenTable(
        "Windows-1252",
        to_bytes(lambda text: text.replace(b",day,", b",d\xe4y,", 1)),
        "encoding",
        "notified_precision",
        2,
    ),
    BrokenTable("UTF-16", to_bytes(lambda text: text.decode().encode("utf-16")), "file", "", 1),
    BrokenTable(
        "semicolons",
        to_bytes(lambda text: text.replace(b";", b"|").replace(b",", b";")),
        "missing-label",
        "",
        1,
        trap=SNIFFED,
    ),
    BrokenTable(
        "Parquet by the name of CSV", to_bytes(lambda text: b"PAR1" + bytes(range(128, 256)) + b"PAR1"), "file", "", 1
    ),
    BrokenTable(
        "a quotation mark that nothing closes",
        then(last(put(coder_note="PLACE")), lambda text: text.replace(b"PLACE", b'"open')),
        "file",
    ),
)

SOUND_TABLES: tuple[SoundTable, ...] = (
    SoundTable("as it stands", put()),
    SoundTable("a byte order mark", to_bytes(lambda text: b"\xef\xbb\xbf" + text)),
    SoundTable("CRLF", lambda names, rows: written(names, rows, "\r\n")),
    SoundTable("CR", lambda names, rows: written(names, rows, "\r")),
    SoundTable("no line break at the end", to_bytes(lambda text: text.rstrip(b"\n"))),
    SoundTable("everything quoted", lambda names, rows: written(names, rows, quoting=csv.QUOTE_ALL)),
    SoundTable("names alone", to_cells(lambda cells: cells.__delitem__(slice(1, None)))),
    SoundTable("names alone, no line break", lambda names, rows: written(names, []).rstrip(b"\n")),
    SoundTable("one row", to_cells(lambda cells: cells.__delitem__(slice(2, None)))),
    SoundTable("rows in another order", to_cells(lambda cells: cells.insert(1, cells.pop()))),
    SoundTable("a text with comma, quotes and semicolon", put(summary='He said: "No, never; not now".')),
    SoundTable("a text with line breaks", put(summary="One line.\nAnother one.\r\nA third one.")),
    SoundTable("a text in other scripts", put(initiator_name="Россия", summary="中国 ⟶ العربية 🏛")),
    SoundTable(
        "quotation marks within a text that is not quoted",
        then(put(summary="PLACE"), lambda text: text.replace(b"PLACE", b'the "ambassador" and a 5" pipe')),
    ),
    SoundTable("a text with a NUL", put(coder_note="before\0after")),
    SoundTable("a long text", put(coder_note="word " * 40_000)),
    SoundTable("true and false in every way", put(announced_approximate="TRUE", effective_approximate="0")),
    SoundTable("counts with a sign and zeros before", put(ceiling_before="+20", ceiling_after="010")),
    SoundTable("the bounds", put(ceiling_before="0", ceiling_after="100000", initiator_cow="1", initiator_gw="9999")),
    SoundTable("lowest, best and highest the same", put(persons_low="8", persons_best="8", persons_high="8")),
    SoundTable("a best alone", put(persons_low="", persons_best="8", persons_high="")),
    SoundTable("a first day alone", put(effective="2021-10-18", effective_last="")),
    SoundTable("a leap day", put(announced="2020-02-29", announced_last="2020-02-29")),
    SoundTable("no list", put(grounds="", waives="")),
    SoundTable("nothing that may be missing", put(instrument="", mission_id="", trigger_id="", coder_note="")),
    SoundTable("a version between releases", put(first_release="unreleased", last_changed_release="unreleased")),
)
