"""Read records and registries: YAML with the position of every value, and every fault in it.

YAML as its libraries ship it turns ``NO`` into false and keeps the last of two equal keys. Here only
``null``, ``true``, ``false`` and whole numbers are more than text, and a key stands once.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from diplomatic_ties.model.record import (
    REGISTRIES,
    Actor,
    Correction,
    Coverage,
    Entry,
    Episode,
    Event,
    Lead,
    Mission,
    SecondCoding,
    Total,
    Trigger,
    Withdrawn,
    Written,
)

Location = tuple[str | int, ...]
Model = TypeVar("Model", bound=Entry, covariant=True)

_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, where it is, and what would be right."""

    path: Path
    line: int
    column: int
    problem: str
    cure: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.problem}; {self.cure}"


@dataclass(frozen=True)
class Document:
    """The content of a YAML file, with the line and column (from 1) of every key and value."""

    path: Path
    content: Any
    marks: dict[Location, tuple[int, int]]

    def fault(self, location: Location, problem: str, cure: str) -> Fault:
        """A fault at ``location``, or at the nearest thing around it that the file has."""
        while location and location not in self.marks:
            location = location[:-1]
        line, column = self.marks.get(location, (1, 1))
        return Fault(self.path, line, column, problem, cure)


@dataclass(frozen=True)
class Marked(Generic[Model]):
    """A record or registry entry, and where it stands."""

    value: Model
    document: Document
    location: Location = ()

    def fault(self, location: Location, problem: str, cure: str) -> Fault:
        """A fault at ``location`` within the entry."""
        return self.document.fault(self.location + location, problem, cure)


@dataclass
class Dataset:
    """All that curators wrote, as far as it could be read."""

    root: Path
    events: list[Marked[Event]] = field(default_factory=list)
    actors: list[Marked[Actor]] = field(default_factory=list)
    missions: list[Marked[Mission]] = field(default_factory=list)
    episodes: list[Marked[Episode]] = field(default_factory=list)
    triggers: list[Marked[Trigger]] = field(default_factory=list)
    coverage: list[Marked[Coverage]] = field(default_factory=list)
    leads: list[Marked[Lead]] = field(default_factory=list)
    withdrawn: list[Marked[Withdrawn]] = field(default_factory=list)
    corrections: list[Marked[Correction]] = field(default_factory=list)
    totals: list[Marked[Total]] = field(default_factory=list)
    second_codings: list[Marked[SecondCoding]] = field(default_factory=list)


def read_dataset(root: Path) -> tuple[Dataset, list[Fault]]:
    """Read everything below ``root``; what cannot be read is a fault and left out."""
    dataset, faults = Dataset(root), []
    for name, model in REGISTRIES.items():
        path = root / f"{name}.yaml"
        if path.exists():
            entries, found = _read_registry(path, model)
            getattr(dataset, name).extend(entries)
        else:
            found = [Fault(path, 1, 1, "the registry is missing", "add it, if only with []")]
        faults += found
    for path in _files(root / "events"):
        event, found = read_entry(path, Event)
        dataset.events += [event] if event else []
        faults += found
    for path in _files(root / "second_codings"):
        coding, found = read_entry(path, SecondCoding)
        dataset.second_codings += [coding] if coding else []
        faults += found
    return dataset, faults


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def read_entry(path: Path, model: type[Model]) -> tuple[Marked[Model] | None, list[Fault]]:
    """Read a file that holds one entry: the entry, or the faults that keep it from being one."""
    if path.suffix != ".yaml":
        return None, [Fault(path, 1, 1, "this is no record", "remove it or name it .yaml")]
    document, faults = read_document(path)
    if document is None:
        return None, faults
    entry, found = _parse(model, document, ())
    return (Marked(entry, document) if entry else None), faults + found


def _read_registry(path: Path, model: type[Entry]) -> tuple[list[Marked[Entry]], list[Fault]]:
    document, faults = read_document(path)
    if document is None:
        return [], faults
    if not isinstance(document.content, list):
        fault = document.fault((), "a registry is a list", "begin each entry with `- id:`")
        return [], [*faults, fault]
    entries = []
    for index in range(len(document.content)):
        entry, found = _parse(model, document, (index,))
        faults += found
        if entry:
            entries.append(Marked(entry, document, (index,)))
    return entries, faults


def read_document(path: Path) -> tuple[Document | None, list[Fault]]:
    """Read a YAML file; ``None`` where it is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, [Fault(path, line, 1, "the file is not UTF-8", "save it as UTF-8")]
    except OSError as error:
        reason = error.strerror or str(error)
        return None, [Fault(path, 1, 1, f"the file cannot be read ({reason})", "check the path")]
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = f"this is not YAML ({error.problem})"
        return None, [Fault(path, line, column, problem, "check indentation and quote text that has `: `")]
    except (yaml.YAMLError, RecursionError) as error:
        problem = f"this is not YAML ({str(error).splitlines()[0]})"
        return None, [Fault(path, 1, 1, problem, "remove characters that YAML does not allow")]
    if node is None:
        return None, [Fault(path, 1, 1, "the file is empty", "write a record or remove the file")]
    document = Document(path, None, {})
    faults: list[Fault] = []
    try:
        content = _construct(node, (), document, faults, set())
    except RecursionError:
        return None, [Fault(path, 1, 1, "lists are nested without end", "write a flat record")]
    return replace(document, content=content), faults


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _construct(
    node: yaml.Node, location: Location, document: Document, faults: list[Fault], seen: set[int]
) -> Any:
    if id(node) in seen:
        faults.append(document.fault(location, "an alias stands here", "write the value out"))
        return None
    seen.add(id(node))
    document.marks[location] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        if node.style:
            return node.value.rstrip("\n")
        if node.value in _CONSTANTS:
            return _CONSTANTS[node.value]
        return int(node.value) if _INTEGER.fullmatch(node.value) else node.value
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(child, (*location, index), document, faults, seen)
            for index, child in enumerate(node.value)
        ]
    mapping: dict[str, Any] = {}
    for key_node, child in node.value:
        mark = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        key = key_node.value
        if not isinstance(key, str):
            faults.append(Fault(document.path, *mark, "a key is a list or map", "write a name"))
        elif key in mapping:
            faults.append(Fault(document.path, *mark, f"`{key}` stands twice", "keep one of the two"))
        else:
            # A value that is not there has no place of its own, so it is told at its key.
            document.marks[(*location, key)] = mark
            mapping[key] = _construct(child, (*location, key), document, faults, seen)
            if mapping[key] is None:
                document.marks[(*location, key)] = mark
    return mapping


def _parse(model: type[Model], document: Document, location: Location) -> tuple[Model | None, list[Fault]]:
    content = document.content
    for step in location:
        content = content[step]
    if not isinstance(content, dict):
        cure = f"write the fields of the {model.__name__.lower()} as `name: value`"
        return None, [document.fault(location, "this is not a map of fields", cure)]
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        return None, list(_faults(error.errors(), model, document, location))


def _faults(
    errors: Sequence[ErrorDetails], model: type[Written], document: Document, location: Location
) -> Iterator[Fault]:
    for error in errors:
        place = location + error["loc"]
        name = ".".join(str(step) for step in error["loc"])
        given, context = error["input"], error.get("ctx", {})
        match error["type"]:
            case "missing":
                problem, cure = f"`{name}` is missing", f"add it ({_meaning(model, error['loc'])})"
            case "extra_forbidden":
                known = list(_model_at(model, error["loc"][:-1]).model_fields)
                problem = f"`{name}` is not a field"
                cure = _suggest(str(error["loc"][-1]), known)
            case "enum":
                terms = re.findall(r"'([^']*)'", context["expected"])
                problem = f"`{name}` cannot be {given!r}"
                cure = _suggest(str(given), terms)
            case "value_error":
                problem, _, cure = str(context["error"]).partition("; ")
                problem = f"`{name}`: {problem}" if name else problem
                cure = cure or _meaning(model, error["loc"])
            case "string_pattern_mismatch":
                problem = f"`{name}` cannot be {given!r}"
                cure = f"write it so that it fits {context['pattern']}"
            case _:
                problem = f"`{name}` cannot be {given!r}"
                cure = error["msg"][0].lower() + error["msg"][1:]
        yield document.fault(place, problem, cure)


def _model_at(model: type[Written], steps: Sequence[str | int]) -> type[Written]:
    for step in steps:
        if isinstance(step, str) and step in model.model_fields:
            inner = _models_in(model.model_fields[step].annotation)
            model = inner[0] if inner else model
    return model


def _models_in(annotation: Any) -> list[type[Written]]:
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return [annotation]
    return [m for part in getattr(annotation, "__args__", ()) for m in _models_in(part)]


def _meaning(model: type[Written], location: Sequence[str | int]) -> str:
    owner = _model_at(model, location[:-1])
    field_ = owner.model_fields.get(str(location[-1])) if location else None
    if field_ is None or not field_.description:
        return "see CONTRIBUTING.md"
    meaning = field_.description[0].lower() + field_.description[1:]
    return f"{meaning}; null if unknown" if _nullable(field_.annotation) else meaning


def _nullable(annotation: Any) -> bool:
    return type(None) in getattr(annotation, "__args__", ())


def _suggest(given: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(given, known, 1, 0.5)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"write one of {', '.join(known)}"
