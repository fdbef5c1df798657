"""Read records and registries: YAML with the position of every value, and every fault in it.

YAML as its libraries ship it turns ``NO`` into false and keeps the last of two equal keys. Here only
``null``, ``true``, ``false`` and whole numbers are more than text, and a key stands once.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from diplomatic_ties.model.fields import Entry

# So much of a wrong value is shown.
SHOWN = 80

Location = tuple[str | int, ...]
Marks = dict[Location, tuple[int, int]]
Model = TypeVar("Model", bound=Entry, covariant=True)
Whole = TypeVar("Whole", bound=BaseModel)

# The parser of libyaml, where PyYAML was built with it.
_Parser = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
# Longer numbers are no counts; as text they meet the model's own words.
# What the parser says of lists that are too deep for it, where Python did not give up before.
NESTED = "nesting depth"
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, where it is, what would be right, and the rule that says so."""

    path: Path
    line: int
    column: int
    problem: str
    cure: str
    rule: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.problem}; {self.cure}"


@dataclass(frozen=True)
class Document:
    """A YAML file and its content; none beside an entry, which has it already."""

    path: Path
    content: Any = None

    @cached_property
    def marks(self) -> Marks:
        """The line and column (from 1) of every key and value; read again, for only faults need them."""
        marks: Marks = {}
        _Reader(self.path, self.path.read_text(encoding="utf-8"), marks).document()
        return marks

    def fault(self, location: Location, problem: str, cure: str, rule: str = "") -> Fault:
        """A fault at ``location``, or at the nearest thing around it that the file has."""
        while location and location not in self.marks:
            location = location[:-1]
        line, column = self.marks.get(location, (1, 1))
        return Fault(self.path, line, column, problem, cure, rule)


@dataclass(frozen=True)
class Marked(Generic[Model]):
    """A record or registry entry, and where it stands."""

    value: Model
    document: Document
    location: Location = ()

    def fault(self, location: Location, problem: str, cure: str) -> Fault:
        """A fault at ``location`` within the entry."""
        return self.document.fault(self.location + location, problem, cure)


class _Reader:
    """Builds the content of one document straight from the parser's events, and its marks if asked to."""

    def __init__(self, path: Path, text: str, marks: Marks | None = None) -> None:
        self.path, self.marks = path, marks
        self.faults: list[Fault] = []
        self.parser = _Parser(text)

    def document(self) -> Any:
        """Return the content; ``yaml.YAMLError`` where this is not YAML."""
        self._next()  # the stream begins
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        content = self._value(self._next(), ())
        self._next()  # the document ends
        following = self._next()
        if not isinstance(following, yaml.StreamEndEvent):
            self._fault(following, "a second document begins here", "keep one to a file")
        return content

    def _next(self) -> Any:
        return self.parser.get_event()

    def _fault(self, event: Any, problem: str, cure: str) -> None:
        mark = event.start_mark
        self.faults.append(Fault(self.path, mark.line + 1, mark.column + 1, problem, cure, "yaml"))

    def _mark(self, event: Any, location: Location) -> None:
        if self.marks is not None:
            self.marks[location] = (event.start_mark.line + 1, event.start_mark.column + 1)

    def _value(self, event: Any, location: Location) -> Any:
        self._mark(event, location)
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, "an alias stands here", "write the value out")
            return None
        if event.anchor is not None:
            self._fault(event, "an anchor stands here", "remove it; every value is written out")
        if event.tag is not None:
            self._fault(event, f"a tag stands here ({event.tag})", "remove it; a record has no tags")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(child := self._next(), yaml.SequenceEndEvent):
                items.append(self._value(child, (*location, len(items))))
            return items
        mapping: dict[str, Any] = {}
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            self._pair(key, mapping, location)
        return mapping

    def _pair(self, key: Any, mapping: dict[str, Any], location: Location) -> None:
        if not isinstance(key, yaml.ScalarEvent):
            self._fault(key, "a key is a list or map", "write a name")
            self._value(key, location)
            self._value(self._next(), location)
        elif key.value in mapping:
            self._fault(key, f"`{key.value}` stands twice", "keep one of the two")
            self._value(self._next(), location)
        else:
            place, value = (*location, key.value), self._next()
            mapping[key.value] = self._value(value, place)
            if mapping[key.value] is None and not isinstance(value, yaml.AliasEvent):
                # A value that is not there has no place of its own, so it is told at its key.
                self._mark(key, place)

    @staticmethod
    def _scalar(event: Any) -> Any:
        text = event.value
        if event.style:
            return text.rstrip("\n")
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        return int(text) if _INTEGER.fullmatch(text) else text


def read_document(path: Path) -> tuple[Document | None, list[Fault]]:
    """Read a YAML file; ``None`` where it is none."""

    def unread(line: int, column: int, problem: str, cure: str) -> tuple[None, list[Fault]]:
        return None, [Fault(path, line, column, problem, cure, "yaml")]

    def endless() -> tuple[None, list[Fault]]:
        return unread(1, 1, "lists are nested without end", "write a flat record")

    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return unread(line, 1, "the file is not UTF-8", "save it as UTF-8")
    except OSError as error:
        return unread(1, 1, f"the file cannot be read ({error.strerror or error})", "check the path")
    try:
        reader = _Reader(path, text)
        content = reader.document()
    except yaml.MarkedYAMLError as error:
        if NESTED in (error.problem or ""):
            return endless()
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = f"this is not YAML ({error.problem})"
        return unread(line, column, problem, "check indentation and quote text that has `: `")
    except yaml.YAMLError as error:
        problem = f"this is not YAML ({str(error).splitlines()[0]})"
        return unread(1, 1, problem, "remove characters that YAML does not allow")
    except RecursionError:
        return endless()
    if content is None and not reader.faults:
        return unread(1, 1, "the file is empty", "write a record or remove the file")
    return Document(path, content), reader.faults


@dataclass
class Read(Generic[Model]):
    """What a file holds: its entries, its faults, and the ids of those entries that could not be read.

    The ids are null where they cannot be told, for a file that is no YAML.
    """

    entries: list[Marked[Model]]
    faults: list[Fault]
    unread: set[str] | None

    def add(self, other: "Read[Model]") -> None:
        """Add what another file holds."""
        self.entries += other.entries
        self.faults += other.faults
        self.unread = None if self.unread is None or other.unread is None else self.unread | other.unread


def read_entry(path: Path, model: type[Model]) -> Read[Model]:
    """Read a file that holds one entry: the entry, or the faults that keep it from being one."""
    document, faults = _read_yaml(path)
    if document is None:
        return Read([], faults, None)
    entry, found = _parse(model, document, ())
    unread = set() if entry else _ids(document.content)
    return Read([Marked(entry, Document(path))] if entry else [], _once(faults, found), unread)


def read_list(path: Path, model: type[Model]) -> Read[Model]:
    """Read a file that holds a list of entries: those that are, and the faults of those that are not."""
    document, faults = _read_yaml(path)
    if document is None:
        return Read([], faults, None)
    if not isinstance(document.content, list):
        fault = document.fault((), "a registry is a list", "begin each entry with `- id:`", "model")
        return Read([], [*faults, fault], None)
    read: Read[Model] = Read([], [], set())
    place = Document(path)
    for index, content in enumerate(document.content):
        entry, found = _parse(model, document, (index,))
        ids = set() if entry else _ids(content)
        read.add(Read([Marked(entry, place, (index,))] if entry else [], found, ids))
    read.faults = _once(faults, read.faults)
    return read


def _read_yaml(path: Path) -> tuple[Document | None, list[Fault]]:
    if path.suffix != ".yaml":
        return None, [Fault(path, 1, 1, "this is no record or registry", "remove it or name it .yaml", "files")]
    return read_document(path)


def _ids(content: Any) -> set[str] | None:
    """The id of an entry that cannot be read otherwise."""
    id_ = content.get("id") if isinstance(content, dict) else None
    return {id_} if isinstance(id_, str) else None


def read_whole(path: Path, model: type[Whole]) -> tuple[Whole | None, list[Fault]]:
    """Read a YAML file that is one thing and no entry of a registry."""
    document, faults = read_document(path)
    if document is None:
        return None, faults
    whole, found = _parse(model, document, ())
    return whole, _once(faults, found)


def _once(faults: list[Fault], found: list[Fault]) -> list[Fault]:
    """The faults of a file as YAML, and those of its values but for the ones that follow from them."""
    told = {(fault.line, fault.column) for fault in faults}
    return faults + [fault for fault in found if (fault.line, fault.column) not in told]


def _parse(model: type[Whole], document: Document, location: Location) -> tuple[Whole | None, list[Fault]]:
    content = document.content
    for step in location:
        content = content[step]
    if not isinstance(content, dict):
        cure = f"write the fields of the {model.__name__.lower()} as `name: value`"
        return None, [document.fault(location, "this is not a map of fields", cure, "model")]
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        return None, list(_faults(error.errors(), model, document, location))


def _faults(
    errors: Sequence[ErrorDetails], model: type[BaseModel], document: Document, location: Location
) -> Iterator[Fault]:
    for error in errors:
        place = location + error["loc"]
        name = ".".join(str(step) for step in error["loc"])
        given, context = _short(error["input"]), error.get("ctx", {})
        match error["type"]:
            case "missing":
                problem, cure = f"`{name}` is missing", f"add it ({_meaning(model, error['loc'])})"
            case "extra_forbidden":
                known = list(_model_at(model, error["loc"][:-1]).model_fields)
                problem = f"`{name}` is not a field"
                cure = suggest(str(error["loc"][-1]), known)
            case "enum":
                terms = re.findall(r"'([^']*)'", context["expected"])
                problem = f"`{name}` cannot be {given}"
                cure = suggest(str(error["input"]), terms)
            case "value_error":
                problem, _, cure = str(context["error"]).partition("; ")
                problem = f"`{name}`: {problem}" if name else problem
                cure = cure or _meaning(model, error["loc"])
            case "string_pattern_mismatch":
                problem = f"`{name}` cannot be {given}"
                cure = f"write it so that it fits {context['pattern']}"
            case _:
                problem = f"`{name}` cannot be {given}"
                cure = error["msg"][0].lower() + error["msg"][1:]
        yield document.fault(place, problem, cure, "model")


def _short(given: Any) -> str:
    """What was given, as far as it helps to find it."""
    text = repr(given)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _model_at(model: type[BaseModel], steps: Sequence[str | int]) -> type[BaseModel]:
    for step in steps:
        if isinstance(step, str) and step in model.model_fields:
            inner = _models_in(model.model_fields[step].annotation)
            model = inner[0] if inner else model
    return model


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for part in getattr(annotation, "__args__", ()) for m in _models_in(part)]


def _meaning(model: type[BaseModel], location: Sequence[str | int]) -> str:
    owner = _model_at(model, location[:-1])
    field_ = owner.model_fields.get(str(location[-1])) if location else None
    if field_ is None or not field_.description:
        return "see CONTRIBUTING.md"
    meaning = field_.description[0].lower() + field_.description[1:]
    return f"{meaning}; null if unknown" if _nullable(field_.annotation) else meaning


def _nullable(annotation: Any) -> bool:
    return type(None) in getattr(annotation, "__args__", ())


def suggest(given: str, known: Sequence[str]) -> str:
    """Return the cure for a name that is none of ``known``: the nearest one, or all of them."""
    near = difflib.get_close_matches(given, known, 1, 0.5)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"write one of {', '.join(known)}"
