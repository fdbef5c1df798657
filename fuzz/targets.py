"""What must hold of any bytes whatever, a function a reader; ``fuzz/run.py`` looks for bytes of which it does not.

What was found stands in ``tests/found/<target>/`` and is tried again by the tests, without atheris.
"""

import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from diplomatic_ties.curation.read import Fault, read_document, read_entry, read_list, read_whole
from diplomatic_ties.model.citation import Citation
from diplomatic_ties.model.edtf import OPEN_END, OPEN_START, OpenDate, PartialDate, interval
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Actor
from diplomatic_ties.model.term import Term, ends
from diplomatic_ties.model.text import checked_text
from diplomatic_ties.model.url import checked_url, page_key
from diplomatic_ties.tabular import from_csv, to_csv

TYPES: "dict[str, pa.DataType]" = {
    "text": pa.string(),
    "day": pa.date32(),
    "count": pa.int32(),
    "flag": pa.bool_(),
    "names": pa.list_(pa.string()),
}
COLUMNS = pa.schema(TYPES)
PARTIAL, OPEN, TERM = TypeAdapter(PartialDate), TypeAdapter(OpenDate), TypeAdapter(Term)


def read(content: bytes) -> None:
    """A file of any content is read, or refused with faults that have a place in it, words and a cure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_bytes(content)
        lines = content.count(b"\n") + content.count(b"\r") + 1
        document, faults = read_document(path)
        assert (document is not None) or faults
        _told(faults, lines)
        if document is not None:
            # Whatever is told later of a value needs its place.
            assert document.fault(("id",), "problem", "cure").line >= 1
            json.dumps(document.content)
        for entry in (read_entry(path, Event), read_list(path, Actor)):
            assert entry.entries or entry.faults or document is not None
            _told(entry.faults, lines)
        facts, faults = read_whole(path, Citation)
        assert facts is not None or faults
        _told(faults, lines)


def _told(faults: list[Fault], lines: int) -> None:
    for fault in faults:
        # YAML knows line ends that bytes do not show, so no more than roughly.
        assert fault.line >= 1
        assert fault.column >= 1
        assert fault.line <= lines or lines == 1 or fault.line <= 3 * lines
        assert fault.problem
        assert fault.cure
        str(fault).encode()


def url(content: bytes) -> None:
    """An address is refused with a cure, or the key of its page is the same for the same page."""
    text = content.decode("utf-8", "surrogatepass") if _decodes(content) else content.decode("latin-1")
    if (given := _accepted(checked_url, text)) is not None:
        assert page_key(given) == page_key(given + "#part")
        given.encode()


def text(content: bytes) -> None:
    """A text is refused with a cure, or stands in CSV, JSON and YAML as it was."""
    if (given := _accepted(checked_text, content.decode("utf-8", "replace"))) is not None and given:
        table = pa.table({"text": [given, "end"]}, pa.schema([COLUMNS.field("text")]))
        assert from_csv(to_csv(table), table.schema).equals(table)
        assert json.loads(json.dumps(given)) == given
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.yaml"
            path.write_text(f"text: {json.dumps(given, ensure_ascii=False)}\n", encoding="utf-8")
            document, faults = read_document(path)
            assert faults == []
            assert document is not None
            assert document.content == {"text": given}


def dates(content: bytes) -> None:
    """A date is refused with a cure, or its first day is none after its last."""
    given = content.decode("utf-8", "replace")
    for kind in (PARTIAL, OPEN):
        try:
            written = kind.validate_python(given)
        except ValidationError:
            continue
        first, last, precision, _ = interval(written)
        assert first <= last
        assert precision in ("day", "month", "year")
        assert kind is OPEN or not (OPEN_START in given or OPEN_END in given)


def term(content: bytes) -> None:
    """A term is refused with a cure, or ends on or after the day on which it begins."""
    given = content.decode("utf-8", "replace")
    try:
        written = TERM.validate_python(given)
    except ValidationError:
        return
    for start in (date(1648, 1, 1), date(2024, 2, 29), date(2100, 12, 31)):
        assert ends(start, written) >= start


def csv(content: bytes) -> None:
    """A CSV is refused by a ``ValueError`` or ``KeyError``, or what was read of it is written and read the same.

    What could not be read again is not written either.
    """
    try:
        written = to_csv(from_csv(content.decode(), COLUMNS))
    except (ValueError, KeyError):
        return
    assert to_csv(from_csv(written, COLUMNS)) == written


def _accepted(check: Callable[[str], str], given: str) -> str | None:
    try:
        return check(given)
    except ValueError as error:
        problem, _, cure = str(error).partition("; ")
        assert problem
        assert cure
        return None


def _decodes(content: bytes) -> bool:
    try:
        content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


TARGETS: dict[str, Callable[[bytes], None]] = {
    "read": read,
    "url": url,
    "text": text,
    "dates": dates,
    "term": term,
    "csv": csv,
}
