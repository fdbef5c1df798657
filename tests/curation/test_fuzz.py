"""Records and registry entries made up from the model: the valid ones are read as they are, and of those in which
one thing is wrong that thing is told, once and in its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from diplomatic_ties.curation.check.record import TIMED
from diplomatic_ties.curation.check.rules import check_alone
from diplomatic_ties.curation.read import Location, read_document, read_entry, read_list
from diplomatic_ties.model import edtf, url
from diplomatic_ties.model.fields import Entry
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import REGISTRIES, REGISTRY_OF, Registry
from diplomatic_ties.model.vocabulary import CeilingRule, Ground, Instrument, LinkBasis, Measure, Waiver

Schema = dict[str, Any]
Value = Any

# The same ones each time, and no smaller ones looked for: of a whole record that takes minutes.
quick = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)

WORD = st.text("abcxyzABCXYZéüñß0189,.:'\"#%()", min_size=1, max_size=8)
TEXT = st.tuples(st.sampled_from("ABCÉ"), st.lists(WORD, max_size=5)).map(lambda told: " ".join([told[0], *told[1]]))
DAYS = st.dates(edtf.interval("1700").first, edtf.interval("2019").last).map(str)
DATES = st.builds(
    lambda day, length, mark: day[:length] + mark, DAYS, st.sampled_from([4, 7, 10]), st.sampled_from(["", "~"])
)
OPEN = st.builds(
    lambda start, day, end: f"../{day}" if start else f"{day}{end}", st.booleans(), DATES, st.sampled_from(["", "/.."])
)
HOST = st.lists(st.text("abcxyz019", min_size=1, max_size=9), min_size=1, max_size=3).map(
    lambda names: ".".join([*names, "example"])
)
URLS = st.builds("https://{}/{}".format, HOST, st.text("abcxyz019-_.~/", max_size=12))
# Patterns say what editors check as one types; behind these more is asked.
BY_PATTERN = {
    url.PATTERN: URLS,
    edtf.PATTERN: DATES,
    edtf.OPEN_PATTERN: OPEN,
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": DAYS,
}


def values(schema: Schema, defs: Schema) -> st.SearchStrategy[Value]:
    """What fits a JSON Schema as the model writes it."""
    if "$ref" in schema:
        return values(defs[schema["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in schema:
        return st.one_of([values(one, defs) for one in schema["anyOf"]])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object":
            required = set(schema.get("required", ()))
            given_ = {name: values(one, defs) for name, one in schema["properties"].items()}
            return st.fixed_dictionaries(
                {name: value for name, value in given_.items() if name in required},
                optional={name: value for name, value in given_.items() if name not in required},
            )
        case "array":
            return st.lists(values(schema["items"], defs), min_size=schema.get("minItems", 0), max_size=3)
        case "integer":
            return st.integers(schema.get("minimum", 0), schema.get("maximum", 99))
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
    if "pattern" in schema:
        pattern = schema["pattern"]
        known = BY_PATTERN.get(pattern)
        return st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True) if known is None else known
    return st.sampled_from(schema["examples"]) if "examples" in schema else TEXT


def entries(model: type[Entry]) -> st.SearchStrategy[dict[str, Value]]:
    """Entries of a registry that its model accepts."""
    schema = model.model_json_schema()

    def accepted(content: dict[str, Value]) -> bool:
        try:
            model.model_validate(content)
        except ValidationError:
            return False
        return True

    whole: st.SearchStrategy[dict[str, Value]] = values(schema, schema.get("$defs", {}))
    return (whole.map(coherent) if model is Event else whole).filter(accepted)


def coherent(record: dict[str, Value]) -> dict[str, Value]:
    """A record whose values agree with one another, and whose pages say what it codes."""
    measure = next(measure for measure in Measure if measure == record["measure"])
    record["affects"] = sorted(measure.affects)[0].value
    record["instrument"] = (
        (record["instrument"] or Instrument.UNSPECIFIED.value) if measure is Measure.EXPULSION else None
    )
    record["lifts"] = measure.liftable and record.get("lifts", False)
    record["term"] = record.get("term") if measure in TIMED else None
    record["grounds"] = sorted({*record["grounds"]} - {Ground.UNSTATED.value}) or [Ground.UNSTATED.value]
    record["waives"], record["coder_note"] = [waiver.value for waiver in Waiver], "As it is made up"
    for link in record["links"]:
        link["basis"] = LinkBasis.SAID.value
    if record["persons"]:
        record["persons"]["best"] += 1 - bool(record["persons"]["best"])
    ceiling = record.get("ceiling")
    if measure is Measure.STAFF_CEILING and not ceiling:
        ceiling = {"before": None, "after": 10, "rule": CeilingRule.MAXIMUM.value, "scope": "diplomats"}
    record["ceiling"] = ceiling if measure in (Measure.STAFF_CEILING, Measure.LOCAL_STAFF_LIMIT) else None
    if ceiling:
        ceiling["after"] = None if ceiling["rule"] == CeilingRule.LIFTED else ceiling["after"]
        ceiling["before"] = None if ceiling["before"] == ceiling["after"] else ceiling["before"]
    said = {
        name: record.get(name) for name in ("announced", "notified", "announced_by", "effective", "deadline", "term")
    }
    said |= {"persons": record["persons"]["best"] if record["persons"] else None, "grounds": record["grounds"]}
    for place, source in enumerate(record["sources"]):
        source |= {"url": f"{source['url']}?{place}", "says": said}
        source |= {"published": record["announced"].rstrip("~"), "accessed": "2020-01-01"}
    return record


class Plain(yaml.SafeDumper):
    """Writes the same value out each time that it stands, as curators do."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(path: Path, content: Value) -> Path:
    path.write_text(yaml.dump(content, Dumper=Plain, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


RECORDS = entries(Event)


@given(record=RECORDS)
@quick
def test_a_valid_record_is_accepted_and_comes_back_the_same(tmp_path: Path, record: dict[str, Value]) -> None:
    path = write(tmp_path / "a.yaml", record)
    read = read_entry(path, Event)
    assert read.faults == []
    (event,) = read.entries
    assert [str(fault) for fault in check_alone(event)] == []
    assert event.value == Event.model_validate(record)
    (again,) = read_entry(write(path, event.value.model_dump(mode="json")), Event).entries
    assert again.value == event.value


OTHERS = [pytest.param(registry, id=registry.name) for registry in REGISTRIES if registry.model is not Event]


@pytest.mark.parametrize("registry", OTHERS)
@given(data=st.data())
@settings(quick, max_examples=8)
def test_a_valid_entry_of_a_registry_comes_back_the_same(
    tmp_path: Path, registry: Registry, data: st.DataObject
) -> None:
    content = data.draw(entries(registry.model))
    read = read_list(write(tmp_path / "a.yaml", [content, content]), registry.model)
    assert read.faults == []
    assert [entry.value for entry in read.entries] == [registry.model.model_validate(content)] * 2


@dataclass(frozen=True)
class Spot:
    """A value in an entry: where it stands, what it is, and what the model says of it."""

    location: Location
    value: Value
    schemas: tuple[Schema, ...]
    required: bool = False

    def says(self, name: str) -> Iterator[Value]:
        """What the schemas of the place say under a name."""
        return (schema[name] for schema in self.schemas if name in schema)

    @property
    def types(self) -> set[str]:
        """The JSON types that may stand here."""
        return {one for type_ in self.says("type") for one in ([type_] if isinstance(type_, str) else type_)}


def spots(
    value: Value, schema: Schema, defs: Schema, location: Location = (), required: bool = False
) -> Iterator[Spot]:
    """Yield every value in an entry."""
    schemas = tuple(_opened(schema, defs))
    yield Spot(location, value, schemas, required)
    for one in schemas:
        if isinstance(value, dict) and "properties" in one:
            for name, inner in value.items():
                is_required = name in one.get("required", ())
                yield from spots(inner, one["properties"][name], defs, (*location, name), is_required)
        elif isinstance(value, list) and "items" in one:
            for place, inner in enumerate(value):
                yield from spots(inner, one["items"], defs, (*location, place))


def _opened(schema: Schema, defs: Schema) -> Iterator[Schema]:
    if "$ref" in schema:
        yield from _opened(defs[schema["$ref"].rpartition("/")[2]], defs)
    elif "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from _opened(one, defs)
    else:
        yield schema


GONE = object()
# Each takes a spot, and gives what is wrong there; nothing where it cannot go wrong so.
Kind = Callable[[Spot], Iterator[Value]]


def missing(spot: Spot) -> Iterator[Value]:
    """A key that must be there is not."""
    if spot.required:
        yield GONE


def added(spot: Spot) -> Iterator[Value]:
    """A key that is none of the model."""
    if isinstance(spot.value, dict):
        yield {**spot.value, "made_up": "a"}


def of_another_type(spot: Spot) -> Iterator[Value]:
    """A map where none may stand, a word where no text may."""
    if "object" not in spot.types:
        yield {"a": "b"}
    if not spot.types & {"string"} and not any(spot.says("enum")):
        yield "made up"


def misspelt(spot: Spot) -> Iterator[Value]:
    """A term that is none of the vocabulary."""
    if any(spot.says("enum")) and isinstance(spot.value, str):
        yield spot.value + "x"
        yield spot.value.upper()


def of_another_form(spot: Spot) -> Iterator[Value]:
    """A text that does not fit what ids, days, dates, terms and addresses look like."""
    if any(spot.says("pattern")) and isinstance(spot.value, str):
        yield "?" + spot.value
        yield spot.value + " "
        yield ""


def null(spot: Spot) -> Iterator[Value]:
    """Nothing where there must be something."""
    if "null" not in spot.types and spot.location:
        yield None


def forbidden(spot: Spot) -> Iterator[Value]:
    """A text with what may not stand in one."""
    if any(spot.says("maxLength")) and isinstance(spot.value, str):
        for strange in ("\u202e", "\u200b", "\ue000", "\ufffd", "e\u0301", "<b>", "  a", "a\nb", "\u00a0", "\u2028"):
            yield f"A{strange}{spot.value}"
        yield f"={spot.value}"
        yield spot.value * 5001


def out_of_range(spot: Spot) -> Iterator[Value]:
    """A number that is too small or too large, or no whole one."""
    if type(spot.value) is int:
        yield from (minimum - 1 for minimum in spot.says("minimum"))
        yield from (maximum + 1 for maximum in spot.says("maximum"))
        yield spot.value + 0.5
        yield True


def no_day(spot: Spot) -> Iterator[Value]:
    """A day that no calendar has, or that is a slip."""
    if set(spot.says("pattern")) & {edtf.PATTERN, edtf.OPEN_PATTERN, r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}:
        yield from ("2021-02-30", "2021-13-01", "0021-10-06", "9999-01-01", "06.10.2021", "soon", "2021-10-06T00:00:00")


def no_address(spot: Spot) -> Iterator[Value]:
    """An address that leads to no public page."""
    if url.PATTERN in spot.says("pattern"):
        yield from ("https://127.0.0.1/a", "https://localhost/a", "https://a.example:99999/", "ftp://a.example/")
        yield from ("https://me:secret@a.example/", "javascript:alert(1)", "https://a.example/<b>", "a.example/b")


def nested(spot: Spot) -> Iterator[Value]:
    """A list around a value."""
    if "array" not in spot.types or isinstance(spot.value, list):
        yield [spot.value]


KINDS: tuple[Kind, ...] = (
    missing,
    added,
    of_another_type,
    misspelt,
    of_another_form,
    null,
    forbidden,
    out_of_range,
    no_day,
    no_address,
    nested,
)


def with_(content: Value, location: Location, new: Value) -> Value:
    """A copy of an entry with another value at one place."""
    if not location:
        return new
    copy: Value = dict(content) if isinstance(content, dict) else list(content)
    if new is GONE and len(location) == 1:
        del copy[location[0]]
    else:
        copy[location[0]] = with_(copy[location[0]], location[1:], new)
    return copy


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(quick, max_examples=15)
def test_one_thing_wrong_in_a_record_is_told_once_and_in_its_place(
    tmp_path: Path, kind: Kind, data: st.DataObject
) -> None:
    refuse(tmp_path, Event, kind, data)


@pytest.mark.parametrize("registry", OTHERS)
@given(data=st.data())
@settings(quick, max_examples=10)
def test_one_thing_wrong_in_a_registry_is_told_once_and_in_its_place(
    tmp_path: Path, registry: Registry, data: st.DataObject
) -> None:
    refuse(tmp_path, registry.model, data.draw(st.sampled_from(KINDS)), data)


def refuse(folder: Path, model: type[Entry], kind: Kind, data: st.DataObject) -> None:
    """Make one thing wrong in an entry; it must be refused by one fault, which points at it."""
    content, schema = data.draw(entries(model)), model.model_json_schema()
    wrong = [
        (spot, value)
        for spot in spots(content, schema, schema.get("$defs", {}))
        for value in kind(spot)
        if spot.location
    ]
    assume(wrong)
    spot, value = data.draw(st.sampled_from(wrong))
    path = write(folder / "a.yaml", [with_(content, spot.location, value)])
    read = read_list(path, model)
    told = [str(fault) for fault in read.faults]
    assert read.entries == [], told
    assert len(read.faults) == 1, told
    (fault,) = read.faults
    document, _ = read_document(path)
    assert document is not None
    place: Location = (0, *spot.location)
    # What is not there is told where it should be; what is too much, where it stands.
    places = {document.marks.get(place[:-1] if value is GONE else place)}
    places |= {mark for location, mark in document.marks.items() if location[: len(place)] == place}
    assert (fault.line, fault.column) in places, told
    assert fault.problem
    assert fault.cure
    assert spot.location[-1] == fault.problem.split("`")[1].rpartition(".")[2] or kind is not missing, told


def test_every_registry_has_a_model_that_is_made_up() -> None:
    assert {registry.model for registry in REGISTRIES} == set(REGISTRY_OF)
