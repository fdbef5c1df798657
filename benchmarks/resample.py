"""Make a dataset as large as one wishes out of today's records.

How large the dataset will be is not known, so it is measured at multiples of what it is: a folder with today's
records and further copies of them, in which nothing repeats that a rule of the dataset calls a repetition. In each
copy other states and organisations play the parts (drawn anew, and only such as existed then), records have ids of
their own by which they name one another, pages have addresses of their own, and posts, episodes, coverage and leads
are copied along; second codings and second searches, samples of fixed size, are not. Texts stay as they were written,
so that parsing and checking them costs what it costs today; actors, triggers and publishers stay too, since their
number does not grow with the records. Two records of different copies that happen to tell the same pair, measure and
days name one another in ``distinct_from``, as a curator would. The same seed makes the same bytes, and the outcome
validates.

    python -m benchmarks.resample 10 /tmp/ten-times
"""

import argparse
import json
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from diplomatic_ties.curation.check.dataset import NEAR
from diplomatic_ties.curation.check.references import names_in
from diplomatic_ties.curation.dataset import Dataset, read_dataset
from diplomatic_ties.curation.read import Location, Marked
from diplomatic_ties.model.edtf import interval
from diplomatic_ties.model.fields import ID_ALPHABET, ID_LENGTH, Entry
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import REGISTRIES, Actor, Coverage, Mission, Registry, Withdrawn
from diplomatic_ties.model.vocabulary import CoverageStatus

CHECKOUT = Path(__file__).resolve().parent.parent
# What a build needs beside the dataset.
BESIDE = ("CITATION.cff", "releases")
# The registries that grow with the records.
COPIED = ("events", "missions", "episodes", "coverage", "leads")
URL, DISTINCT_FROM, BEGINS, STATUS, CITY = "url", "distinct_from", "begins", "status", "city"
ADDRESS = re.compile(r"https?://\S+")

Ids = Mapping[str, Mapping[str, str]]


class Slot(NamedTuple):
    """Where a text differs from copy to copy: what stands there, and the registry whose id it is, if it is one."""

    start: int
    end: int
    location: Location
    kind: str
    value: str = ""


@dataclass(frozen=True)
class Template:
    """The text of an entry, and where in it copies differ."""

    registry: Registry
    entry: Entry
    path: str
    text: str
    slots: list[Slot]

    def copied(self, number: int, ids: Ids, apart: Iterable[str] = ()) -> str:
        """The text of copy ``number``; ``apart`` are the records that it is told apart from."""
        pieces, place = [], 0
        for slot in self.slots:
            pieces += [self.text[place : slot.start], self._filled(slot, number, ids, apart)]
            place = slot.end
        return "".join([*pieces, self.text[place:]])

    def home(self, ids: Ids) -> str:
        """The file in which a copy stands, below ``dataset/``."""
        if self.registry.file is None:
            return self.path
        told = {str(s.location[0]): _id_in(s, ids) for s in self.slots if len(s.location) == 1 and s.kind in ids}
        return self.registry.place + self.registry.file(self.entry.model_copy(update=told))

    def _filled(self, slot: Slot, number: int, ids: Ids, apart: Iterable[str]) -> str:
        if slot.kind == URL:
            return _other_page(slot.value, number)
        if slot.kind == BEGINS:
            return _other_day(slot.value, number)
        if slot.kind == STATUS:
            return CoverageStatus.PARTIAL
        if slot.kind == CITY:
            # Two states may be played by one, and their posts are not one.
            return json.dumps(f"{slot.value} {number} of {self.entry.id}", ensure_ascii=False)
        if slot.kind != DISTINCT_FROM:
            return _id_in(slot, ids)
        others = [*(ids["events"][id_] for id_ in slot.value.split()), *apart]
        # At the end of a record that has none of its own, or in the place of those that it has.
        field = "" if slot.start < slot.end else "distinct_from: "
        return f"{field}[{', '.join(others)}]\n" if others else ""


def _other_page(url: str, number: int) -> str:
    """The address of another page: what stands behind ``#`` would make none."""
    page, mark, place = url.partition("#")
    return f"{page}{'&' if '?' in page else '?'}copy={number}{mark}{place}"


def _other_day(begins: str, number: int) -> str:
    """A day near by, so that no two searches of a pair are of one period; who plays a part was there by then."""
    return str(date.fromisoformat(begins) - timedelta(days=number))


def _id_in(slot: Slot, ids: Ids) -> str:
    return ids[slot.kind].get(slot.value, slot.value)


def resample(dataset: Dataset, out: Path, times: int, seed: int = 0) -> None:
    """Write a dataset ``times`` as large as ``dataset`` below ``out``: the first part as it is, the others copies."""
    chance = random.Random(seed)
    shutil.copytree(dataset.root, out)
    templates = [
        template for registry in REGISTRIES if registry.name in COPIED for template in _read(dataset, registry)
    ]
    written: dict[str, dict[str, str]] = defaultdict(dict)
    for template in templates:
        if template.registry.lists:
            written[template.path][template.entry.id] = template.text
    records = dataset.all(Event)
    taken = {*dataset.by_id(Event), *dataset.by_id(Withdrawn)}
    told, searches = _Told(), _Searches()
    told.add(records, {event.id: event.id for event in records}, {})
    for number in range(1, times):
        ids: dict[str, dict[str, str]] = defaultdict(dict)
        ids["actors"] = _stand_ins(dataset, chance)
        ids["events"] = {event.id: _fresh_id(chance, taken) for event in records}
        for template in templates:
            name = template.registry.name
            if name not in ("events", "second_codings"):
                ids[name][template.entry.id] = f"{template.entry.id}-copy{number}"
        for template in templates:
            event = template.entry
            apart = told.near(event, ids["actors"]) if isinstance(event, Event) else ()
            text, home = template.copied(number, ids, apart), template.home(ids)
            if isinstance(event, Coverage) and not searches.add(text):
                continue
            if template.registry.lists:
                written[home][ids[template.registry.name][event.id]] = text
            else:
                _write(out / home, text)
        told.add(records, ids["events"], ids["actors"])
    for path, entries in written.items():
        _write(out / path, "".join(text for _, text in sorted(entries.items())))


def _read(dataset: Dataset, registry: Registry) -> Iterator[Template]:
    """The entries of a registry as templates."""
    by_file: dict[Path, list[Marked[Any]]] = defaultdict(list)
    for marked in dataset.marked(registry.model):
        by_file[marked.document.path].append(marked)
    for path, entries in by_file.items():
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        relative = path.relative_to(dataset.root).as_posix()
        nodes = [_at(root, entry.location) for entry in entries]
        starts = [text.rfind("\n", 0, node.start_mark.index) + 1 for node in nodes] if registry.lists else [0]
        for entry, node, start, end in zip(entries, nodes, starts, [*starts[1:], len(text)], strict=True):
            slots = [
                slot._replace(start=slot.start - start, end=slot.end - start)
                for slot in _slots(registry, entry.value, node)
            ]
            if registry.model is Event and all(slot.kind != DISTINCT_FROM for slot in slots):
                slots.append(Slot(end - start, end - start, (DISTINCT_FROM,), DISTINCT_FROM))
            yield Template(registry, entry.value, relative, text[start:end], sorted(slots))


def _at(node: Any, location: Location) -> Any:
    """The node at a location."""
    for step in location:
        node = node.value[step] if isinstance(step, int) else next(v for k, v in node.value if k.value == step)
    return node


def _slots(registry: Registry, entry: Entry, root: Any) -> Iterator[Slot]:
    """Where copies of an entry differ: its id, the entries that it names, and addresses of pages."""
    named = {location: (target.registries[0], id_) for location, target, id_ in names_in(entry)}
    named.setdefault(("id",), (registry.name, entry.id))
    for location, (kind, id_) in named.items():
        if location[0] != DISTINCT_FROM and kind in (*COPIED, "actors"):
            node = _at(root, location)
            # `members:EU` names an actor behind a word of its own.
            before = len(node.value) - len(id_)
            yield Slot(node.start_mark.index + before, node.end_mark.index, location, kind, id_)
    if isinstance(entry, Event) and entry.distinct_from:
        node = _at(root, (DISTINCT_FROM,))
        yield Slot(
            node.start_mark.index, node.end_mark.index, (DISTINCT_FROM,), DISTINCT_FROM, " ".join(entry.distinct_from)
        )
    changed: tuple[str, ...] = (BEGINS, STATUS) if isinstance(entry, Coverage) else ()
    if isinstance(entry, Mission) and entry.city:
        changed = (CITY,)
    for field in changed:
        node = _at(root, (field,))
        yield Slot(node.start_mark.index, node.end_mark.index, (field,), field, node.value)
    for node in _scalars(root):
        if ADDRESS.fullmatch(node.value):
            yield Slot(node.start_mark.index, node.end_mark.index, (), URL, node.value)


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for child in node.value if isinstance(node, yaml.SequenceNode) else ():
        yield from _scalars(child)
    for _, child in node.value if isinstance(node, yaml.MappingNode) else ():
        yield from _scalars(child)


def _fresh_id(chance: random.Random, taken: set[str]) -> str:
    id_ = chance.choice(ID_ALPHABET[10:]) + "".join(chance.choices(ID_ALPHABET, k=ID_LENGTH - 1))
    if id_ in taken:
        return _fresh_id(chance, taken)
    taken.add(id_)
    return id_


def _stand_ins(dataset: Dataset, chance: random.Random) -> dict[str, str]:
    """For each actor one of its kind that exists since its first record and search; two share one if too few do."""
    first = dict.fromkeys(dataset.by_id(Actor), date.max)
    for event in dataset.all(Event):
        for actor in (event.initiator, event.counterpart):
            first[actor] = min(first[actor], interval(event.announced).last)
    for search in dataset.all(Coverage):
        for party in {search.initiator, search.counterpart} & first.keys():
            # A copy may begin a little earlier.
            first[party] = min(first[party], search.begins - timedelta(days=366))
    # Who goes on as another plays the part of that one, for they share posts and links.
    later = {actor.continues: actor.id for actor in dataset.all(Actor) if actor.continues}
    for actor, heir in later.items():
        first[heir] = min(first[heir], first.pop(actor))
    living = [
        (a.id, a.kind, interval(a.begins).first if a.begins else date.min) for a in dataset.all(Actor) if not a.ends
    ]
    found: dict[str, str] = {}
    # The earlier one is needed, the fewer can stand in for it, so it comes first.
    for actor in sorted(first, key=lambda actor: (first[actor], actor)):
        kind = dataset.by_id(Actor)[actor].kind
        able = [id_ for id_, its_kind, begins in living if its_kind is kind and begins <= first[actor]]
        free = sorted({*able} - {*found.values()})
        found[actor] = chance.choice(free or able)
    return found | {actor: found[heir] for actor, heir in later.items()}


class _Told:
    """What the records tell so far, findable by what makes two of them alike."""

    def __init__(self) -> None:
        self.alike: dict[tuple[str, ...], list[tuple[date, date, str, str]]] = defaultdict(list)

    def add(self, records: Iterable[Event], ids: Mapping[str, str], actors: Mapping[str, str]) -> None:
        """Remember a whole copy; within one all is told apart already."""
        for event in records:
            span = interval(event.announced)
            self.alike[_key(event, actors)].append((span.first, span.last, ids[event.id], event.mission or ""))

    def near(self, event: Event, actors: Mapping[str, str]) -> list[str]:
        """The records of other copies that someone may take for this one: posts, if given, differ anyway."""
        span = interval(event.announced)
        return [
            id_
            for first, last, id_, mission in self.alike[_key(event, actors)]
            if first - span.last <= NEAR and span.first - last <= NEAR and not (mission and event.mission)
        ]


class _Searches:
    """What was searched so far: two states may be played by one, and their searches then are the same."""

    def __init__(self) -> None:
        self.told: set[tuple[str, ...]] = set()

    def add(self, text: str) -> bool:
        """Remember the text of a search; false if one of the same pair, period and measures is there."""
        search = tuple(re.findall(r"^  (?:initiator|counterpart|begins|ends|measures): .*", text, re.MULTILINE))
        new = search not in self.told
        self.told.add(search)
        return new


def _key(event: Event, actors: Mapping[str, str]) -> tuple[str, ...]:
    sides = [actors.get(actor, actor) for actor in (event.initiator, event.counterpart)]
    return (*sides, event.measure, event.affects)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def checkout(out: Path, times: int, seed: int = 0) -> None:
    """Write what a build needs to ``out``: a dataset ``times`` as large as today's, the releases, the citation."""
    dataset, faults = read_dataset(CHECKOUT / "dataset")
    if faults:
        raise SystemExit("\n".join(map(str, faults)))
    resample(dataset, out / "dataset", times, seed)
    for name in BESIDE:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, out / name)
        elif source.exists():
            shutil.copy(source, out / name)


def main() -> None:
    """Write a dataset as large as asked for."""
    parser = argparse.ArgumentParser(description="write a dataset several times as large as today's")
    parser.add_argument("times", type=int, help="how many times as large")
    parser.add_argument("out", type=Path, help="the folder to write, which must not exist")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    checkout(options.out, options.times, options.seed)


if __name__ == "__main__":
    main()
