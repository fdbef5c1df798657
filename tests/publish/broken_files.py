"""Broken files beside the records: CITATION.cff, ``releases/`` and the data that are installed.

Each case damages one thing in a folder that is whole, and says which file must be named, with which words and cure.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from diplomatic_ties.sums import SUMS, write_sums

Harm = Callable[[Path], object]
CITATION = "CITATION.cff"
AGAIN = "take it from the repository again"
INSTALL = "install the package again, or take the file from where it came"


@dataclass(frozen=True)
class Damage:
    """One thing that is damaged, the file that must be named for it, what must be said, and the cure."""

    what: str
    file: str
    harm: Harm
    words: str
    cure: str
    place: str = ""  # line and column, of a file that is read with them

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


def gone(path: Path) -> None:
    """Take a file or a folder away."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def a_folder(path: Path) -> None:
    """Put an empty folder where a file was."""
    path.unlink()
    path.mkdir()


def a_file(path: Path) -> None:
    """Put a file where a folder was."""
    gone(path)
    path.write_bytes(b"a")


def holds(content: bytes | str, path: Path) -> None:
    """Let a file hold this, and nothing else."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def has(old: str, new: str, path: Path) -> None:
    """Put a text for another one that must be there."""
    text = path.read_bytes().decode()
    assert old in text, f"{path} has no {old!r}"
    path.write_bytes(text.replace(old, new, 1).encode())


def cut_off(part: float, path: Path) -> None:
    """Keep this part of a file alone."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])


def cut_at(mark: bytes, path: Path) -> None:
    """End a file where this stands for the last time."""
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(mark)])


def flipped(place: float, path: Path) -> None:
    """Turn one bit round."""
    content = bytearray(path.read_bytes())
    content[min(int(len(content) * place), len(content) - 1)] ^= 1
    path.write_bytes(content)


def without_line(number: int, path: Path) -> None:
    """Lose a line."""
    lines = path.read_bytes().splitlines(keepends=True)
    del lines[number]
    path.write_bytes(b"".join(lines))


def lines_swapped(path: Path) -> None:
    """Let the first two lines after the header change places."""
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1], lines[2] = lines[2], lines[1]
    path.write_bytes(b"".join(lines))


def columns_swapped(path: Path, *, header: bool) -> None:
    """Let the first two columns change places, in the header or below it."""
    head, _, rows = path.read_bytes().decode().partition("\n")
    if header:
        first, second, rest = head.split(",", 2)
        head = f"{second},{first},{rest}"
    else:
        first, second, rest = rows.split(",", 2)
        rows = f"{second},{first},{rest}"
    path.write_bytes(f"{head}\n{rows}".encode())


def of(other: str, path: Path) -> None:
    """Let a file hold what another one of its folder holds."""
    shutil.copy(path.with_name(other), path)


def linked(path: Path) -> None:
    """Let a link lead nowhere where a file was."""
    path.unlink()
    path.symlink_to("nowhere")


def _citation(what: str, harm: Harm, words: str, cure: str, place: str = "") -> Damage:
    return Damage(what, CITATION, harm, words, cure, place)


def _line(what: str, old: str, new: str, words: str, cure: str) -> Damage:
    """A line of CITATION.cff written otherwise; the fault is in it, or where the file begins if it is gone."""
    return Damage(what, CITATION, partial(has, old, new), words, cure)


VERSION = "version: 0.2.0\ndate-released: 2026-11-25\n"
KEYWORDS = "keywords:\n  - diplomacy\n  - NATO\n"
AUTHORS = "authors:\n  - name: Diplomatic Ties contributors\n"
ABSTRACT = "abstract: What the data are.\n"
TITLE = "title: Diplomatic Ties\n"
# CITATION.cff as the cases have it before they break it.
SOUND_CITATION = f"cff-version: 1.2.0\nmessage: Cite it.\ntype: dataset\n{TITLE}{ABSTRACT}{AUTHORS}{VERSION}{KEYWORDS}"

BROKEN_CITATION = (
    _citation("it is not there", gone, "No such file", "check the path", "1:1"),
    _citation("it is a folder", a_folder, "Is a directory", "check the path", "1:1"),
    _citation("it is a link to nowhere", linked, "No such file", "check the path", "1:1"),
    _citation("it is empty", partial(holds, ""), "the file is empty", "write", "1:1"),
    _citation("it holds a remark alone", partial(holds, "# later\n"), "the file is empty", "write", "1:1"),
    _citation("it is a list", partial(holds, "- title: Ties\n"), "not a map", "`name: value`", "1:1"),
    _citation("it is a word", partial(holds, "Ties\n"), "not a map", "`name: value`", "1:1"),
    _citation("it is a number", partial(holds, "8\n"), "not a map", "`name: value`", "1:1"),
    _citation("it is open", partial(holds, "title: [Ties\n"), "not YAML", "indentation", "2:1"),
    _citation("it is cut off within a text", partial(holds, 'title: "Ties\n'), "not YAML", "quote", "2:1"),
    _citation("it is garbage", partial(holds, b"\x00\x01\x02\x03"), "not YAML", "remove characters", "1:1"),
    _citation("it is not UTF-8", partial(holds, b"title: Ties\nabstract: \xe9\n"), "not UTF-8", "save it as", "2:1"),
    _citation("it is UTF-16", partial(holds, SOUND_CITATION.encode("utf-16")), "not UTF-8", "save it as", "1:1"),
    _citation("it is nested without end", partial(holds, "[" * 9000), "without end", "flat"),
    _line("a key stands twice", TITLE, TITLE + TITLE, "`title` stands twice", "keep one"),
    _line("a second document follows", KEYWORDS, f"{KEYWORDS}---\n{TITLE}", "second document", "keep one"),
    _line("a tag", "title: Dip", "title: !!str Dip", "a tag stands here", "remove it"),
    _line("a tag that runs code", "- name: Dip", "- name: !!python/name:os.system Dip", "a tag", "remove it"),
    _line("an anchor", "title: Dip", "title: &title Dip", "an anchor", "remove it"),
    _line("an alias", "- NATO", "- *title", "an alias", "write the value out"),
    _line("no title", TITLE, "", "`title` is missing", "add it"),
    _line("the title is null", "title: Diplomatic Ties", "title: null", "`title` cannot be None", "string"),
    _line("the title is nothing", "title: Diplomatic Ties", 'title: ""', "`title` cannot be ''", "at least 1"),
    _line("the title is a number", "title: Diplomatic Ties", "title: 8", "`title` cannot be 8", "string"),
    _line("the title is a list", "title: Diplomatic Ties", "title: [Ties]", "`title` cannot be ['Ties']", "string"),
    _line("markup in the title", "title: Dip", "title: <b>Dip", "has markup", "plain words"),
    _line("a script in the title", "title: Dip", "title: javascript:Dip", "has markup", "plain words"),
    _line("the title is a formula", "title: Dip", "title: =Dip", "begins with '='", "begin with a word"),
    _line("a letter that turns the title", "title: Dip", "title: D\u202eip", "U+202E", "take it out"),
    _line("accents apart in the title", "title: Dip", "title: De\u0301ip", "letters and accents apart", "composed"),
    _line("two blanks in the title", "Diplomatic Ties\n", "Diplomatic  Ties\n", "two blanks", "write one"),
    _line("no abstract", ABSTRACT, "", "`abstract` is missing", "add it"),
    _line("an abstract without end", "What the data", "What " * 2000 + "data", "`abstract` cannot be", "at most 5000"),
    _line("no authors", AUTHORS, "", "`authors` is missing", "add it"),
    _line("authors is empty", AUTHORS, "authors: []\n", "`authors` cannot be []", "at least 1 item"),
    _line("authors is a word", AUTHORS, "authors: Ties\n", "`authors` cannot be 'Ties'", "list"),
    _line("an author is a word", "- name: Dip", "- Dip", "`authors.0` cannot be", "valid dictionary"),
    _line("an author has no name", "- name: Dip", "- alias: Dip", "`authors.0.name` is missing", "add it"),
    _line("an author is null", "- name: Diplomatic Ties contributors", "- null", "`authors.0` cannot be None", "valid"),
    _line("no version", "version: 0.2.0\n", "", "`version` is missing", "add it"),
    _line("the version is null", "version: 0.2.0", "version:", "`version` cannot be None", "string"),
    _line("the version is a number", "version: 0.2.0", "version: 2", "`version` cannot be 2", "string"),
    _line("the version is short", "version: 0.2.0", "version: 0.2", "'0.2' is not a version", "0.2.0"),
    _line("the version has a letter", "version: 0.2.0", "version: v0.2.0", "'v0.2.0' is not", "0.2.0"),
    _line("the version begins with a zero", "version: 0.2.0", "version: 0.02.0", "'0.02.0' is not", "0.2.0"),
    _line("the version is a candidate", "version: 0.2.0", "version: 0.2.0-rc1", "'0.2.0-rc1' is not", "0.2.0"),
    _line("the version is a path", "version: 0.2.0", "version: ../../0.2.0", "is not a version", "0.2.0"),
    _line("the day is a word", "2026-11-25", "soon", "'soon' is not a day", "2021-10-18"),
    _line("the day is none", "2026-11-25", "2021-02-30", "cannot be '2021-02-30'", "valid date"),
    _line("the day is a month", "2026-11-25", "2026-11", "'2026-11' is not a day", "2021-10-18"),
    _line("the day is a number", "2026-11-25", "20261125", "20261125 is not a day", "2021-10-18"),
    _line("the day is in another order", "2026-11-25", "25.11.2026", "'25.11.2026' is not a day", "2021-10-18"),
    _line("the day lies ahead", "2026-11-25", "2099-01-01", "2099-01-01 lies ahead", "the day on which it was made"),
    _line("the year is a slip", "2026-11-25", "0026-11-25", "the year 26 is a slip", "1648 to 2100"),
    _line("a day of no release", "version: 0.2.0", "version: 0.2.0.dev0", "not released", "remove it"),
    _line("no keywords", KEYWORDS, "", "`keywords` is missing", "add it"),
    _line("keywords is empty", KEYWORDS, "keywords:\n", "`keywords` cannot be None", "list"),
    _line("keywords has none", KEYWORDS, "keywords: []\n", "`keywords` cannot be []", "at least 1 item"),
    _line("a keyword is a number", "- NATO", "- 8", "`keywords.1` cannot be 8", "string"),
    _line("a keyword is a map", "- NATO", "- NATO: yes", "`keywords.1` cannot be", "string"),
    _line("the DOI is a word", VERSION, f"{VERSION}doi: later\n", "'later' is not a DOI", "10.5281/zenodo"),
    _line(
        "the DOI is an address", VERSION, f"{VERSION}doi: https://doi.org/10.5281/1\n", "is not a DOI", "10.5281/zen"
    ),
)


def _release(what: str, file: str, harm: Harm, words: str = "is not what", cure: str = AGAIN) -> Damage:
    return Damage(what, f"releases/{file}", harm, words, cure)


def _agreeing(harm: Harm, path: Path) -> None:
    """Damage a file of ``releases/`` and write the sums of what stands then, as who mends by hand may do."""
    harm(path)
    write_sums(path.parent if path.parent.name == "releases" else path.parents[1])


SHAPE = "is not what a release wrote"
FIRST = partial(has, '"version": "0.1.0"', '"version": "0.0.9"')

# Of two releases, 0.1.0 and 0.2.0.
BROKEN_RELEASES = (
    *(
        damage
        for file in ("releases.json", "contract.json")
        for damage in (
            _release("it is not there", file, gone, "is missing"),
            _release("it is a folder", file, a_folder, "cannot be read"),
            _release("it is empty", file, partial(holds, ""), SHAPE),
            _release("it is a word", file, partial(holds, "releases"), SHAPE),
            _release("it is null", file, partial(holds, "null"), SHAPE),
            _release("it is not UTF-8", file, partial(holds, b'["\xe9"]'), SHAPE),
            _release("it is garbage", file, partial(holds, b"\x00\xff\x1f\x8b"), SHAPE),
            _release("it is nested without end", file, partial(holds, "[" * 9000), SHAPE),
            *(_release(f"{part:.0%} of it is left", file, partial(cut_off, part), SHAPE) for part in (0.01, 0.5, 0.99)),
            _release("its last bracket is lost", file, partial(cut_at, b"}" if file[0] == "c" else b"]"), SHAPE),
            _release("one bit is turned", file, partial(flipped, 0.5)),
            _release("it has other blanks", file, partial(has, "\n", "\n\n")),
        )
    ),
    _release("it is an empty list", "releases.json", partial(holds, "[]"), "has no release"),
    _release("it is a map", "releases.json", partial(holds, "{}"), SHAPE),
    _release("it holds words", "releases.json", partial(holds, '["0.1.0"]'), SHAPE),
    _release("a release has no day", "releases.json", partial(has, '"date"', '"dat"'), SHAPE),
    _release("the first release is another", "releases.json", FIRST),
    _release("the last release is another", "releases.json", partial(has, '"0.2.0"', '"0.3.0"')),
    _release("a sum is no sum", "releases.json", partial(has, '"sha256": "', '"sha256": "0')),
    _release("a key is another", "releases.json", partial(has, '"event_id"\n', '"measure"\n')),
    _release("it is an empty map", "contract.json", partial(holds, "{}"), "does not name the tables"),
    _release("it is a list", "contract.json", partial(holds, "[]"), SHAPE),
    _release("a table is a word", "contract.json", partial(holds, '{"events": "a"}'), SHAPE),
    _release("a table is called otherwise", "contract.json", partial(has, '"events"', '"event"'), "does not name"),
    _release("a column is called otherwise", "contract.json", partial(has, '"measure"', '"measures"')),
    _release("a type is another", "contract.json", partial(has, '"string"', '"integer"')),
    _release("it is not there", "changes.csv", gone, "is missing"),
    _release("it is a folder", "changes.csv", a_folder, "cannot be read"),
    _release("it is empty", "changes.csv", partial(holds, "")),
    _release("it is garbage", "changes.csv", partial(holds, b"\x00\xff\x1f\x8b")),
    _release("it is not UTF-8", "changes.csv", partial(holds, b"version\n\xff\n")),
    _release("one bit is turned", "changes.csv", partial(flipped, 0.5)),
    _release("it has its header alone", "changes.csv", partial(cut_off, 0.0)),
    *(_release(f"line {line} is lost", "changes.csv", partial(without_line, line)) for line in (1, 2, -1)),
    _release("its header is lost", "changes.csv", partial(without_line, 0)),
    _release("two lines change places", "changes.csv", lines_swapped),
    _release("columns change places", "changes.csv", partial(columns_swapped, header=False)),
    _release("two columns are called each other", "changes.csv", partial(columns_swapped, header=True)),
    _release("it is cut off", "changes.csv", partial(cut_off, 0.5)),
    _release("it is cut off in a quote", "changes.csv", partial(cut_at, b'"')),
    _release("its last line end is lost", "changes.csv", partial(cut_at, b"\n")),
    _release("it has the line ends of another system", "changes.csv", partial(has, "\n", "\r\n")),
    _release("a value is another", "changes.csv", partial(has, ",changed,", ",added,")),
    _release("a version was never released", "changes.csv", partial(has, "0.2.0,", "0.1.5,")),
    _release("it is not there", "snapshot", gone, "lacks"),
    _release("it is a file", "snapshot", a_file, "lacks"),
    _release("it is not there", "snapshot/triggers.csv", gone, "snapshot lacks triggers.csv"),
    _release("it is empty", "snapshot/events.csv", partial(holds, "")),
    _release("it is garbage", "snapshot/events.csv", partial(holds, b"\x00\xff\x1f\x8b")),
    _release("one bit is turned", "snapshot/events.csv", partial(flipped, 0.5)),
    _release("its last line is lost", "snapshot/events.csv", partial(without_line, -1)),
    _release("it is cut off", "snapshot/events.csv", partial(cut_off, 0.5)),
    _release("it is another table's", "snapshot/events.csv", partial(of, "links.csv")),
    _release("a table that is none", "snapshot/mine.csv", partial(holds, "a,b\n"), "is of no table"),
    _release("a file that no release wrote", "snapshot/notes.txt", partial(holds, "mine"), "was not written"),
    _release("a file that no release wrote", "notes.txt", partial(holds, "mine"), "was not written"),
    _release("it is not there", SUMS, gone, "is missing", INSTALL),
    _release("it is empty", SUMS, partial(holds, ""), "is empty", INSTALL),
    _release("it is garbage", SUMS, partial(holds, b"\x00\xff\x1f\x8b"), "1: this is no sum", INSTALL),
    _release("a line is lost", SUMS, partial(without_line, 0), "does not name"),
    # Those whose sums agree: what stands in them must still be what a release wrote.
    *(
        _release(f"{what}, and its sum agrees", file, partial(_agreeing, harm), words)
        for file, what, harm, words in (
            ("releases.json", "it is an empty list", partial(holds, "[]"), "has no release"),
            ("contract.json", "it is an empty map", partial(holds, "{}"), "does not name the tables"),
            ("contract.json", "a column has no type", partial(has, '"type"', '"typ"'), SHAPE),
            ("changes.csv", "a line is lost", partial(without_line, -1), "is not what 0.2.0 released"),
            ("snapshot/events.csv", "its last line is lost", partial(without_line, -1), "is not what"),
        )
    ),
)


def _installed(what: str, file: str, harm: Harm, words: str = "is not what was written") -> Damage:
    return Damage(what, file, harm, words, "install the package")


def _named(content: str, path: Path) -> None:
    """Add a line to the sums."""
    path.write_bytes(path.read_bytes() + content.encode())


DIGITS = "0" * 64
BROKEN_DATA = (
    *(
        damage
        for file in ("datapackage.json", "releases.json", "events.parquet", "changes.parquet")
        for damage in (
            _installed("it is not there", file, gone, "is missing"),
            _installed("it is a folder", file, a_folder, "is missing"),
            _installed("it is a link to nowhere", file, linked, "is missing"),
            _installed("it is empty", file, partial(holds, "")),
            _installed("it is garbage", file, partial(holds, b"\x00\xff\x1f\x8b")),
            _installed("it is an empty list", file, partial(holds, "[]")),
            *(_installed(f"{part:.0%} of it is left", file, partial(cut_off, part)) for part in (0.1, 0.99)),
            *(_installed(f"a bit at {place:.0%} is turned", file, partial(flipped, place)) for place in (0, 0.5, 1)),
            _installed("it is another's", file, partial(of, "links.parquet")),
        )
    ),
    _installed("it is not there", SUMS, gone, "is missing"),
    _installed("it is a folder", SUMS, a_folder, "is missing"),
    _installed("it is empty", SUMS, partial(holds, ""), "is empty"),
    _installed("it is garbage", SUMS, partial(holds, b"\x00\xff\x1f\x8b"), ":1: this is no sum"),
    _installed("it is cut off", SUMS, partial(cut_off, 0.98), "this is no sum"),
    _installed("it is of another sort", SUMS, partial(holds, f"SHA256 (a) = {DIGITS}\n"), ":1: this is no sum"),
    _installed("a path leads up", SUMS, partial(_named, f"{DIGITS}  ../../secret\n"), "this is no sum"),
    _installed("a path leads up within", SUMS, partial(_named, f"{DIGITS}  a/../../secret\n"), "this is no sum"),
    _installed("a path is of the system", SUMS, partial(_named, f"{DIGITS}  /etc/passwd\n"), "this is no sum"),
    _installed("a path has no letters", SUMS, partial(_named, f"{DIGITS}  \x00\n"), "this is no sum"),
    _installed("the descriptor is not named", SUMS, partial(has, "  datapackage.json", "  datapackage"), "datapackage"),
)
