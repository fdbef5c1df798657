"""Rules about the dataset as a whole: what must stand once, in its place and order, and told once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from difflib import get_close_matches
from itertools import pairwise

from diplomatic_ties.curation.check.rules import dataset_rule
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import Fault, Marked
from diplomatic_ties.model.edtf import interval
from diplomatic_ties.model.fields import Entry, Past, marked_in
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import (
    REGISTRIES,
    Correction,
    Withdrawn,
)
from diplomatic_ties.model.tables import EventRow
from diplomatic_ties.model.vocabulary import (
    Waiver,
)

# Two measures of one kind and pair within so many days are asked whether they are one.
NEAR = timedelta(days=10)


@dataset_rule
def ids_stand_once(dataset: Dataset) -> Iterator[Fault]:
    # A tombstone keeps its id for ever.
    tombstones = {entry.value.id: entry for entry in dataset.marked(Withdrawn)}
    for registry in REGISTRIES:
        first: dict[str, Marked[Entry]] = dict(tombstones) if registry.model is Event else {}
        for entry in dataset.marked(registry.model):
            id_ = entry.value.id
            if id_ in first:
                yield entry.fault(
                    ("id",),
                    f"another {registry.noun} has the id {id_} ({first[id_].document.path.name})",
                    "give this one an id of its own",
                )
            first.setdefault(id_, entry)


@dataset_rule
def entries_stand_in_their_files(dataset: Dataset) -> Iterator[Fault]:
    for registry in REGISTRIES:
        folder = dataset.root / registry.place
        for entry in dataset.marked(registry.model) if registry.file else []:
            path = entry.document.path
            file = registry.file(entry.value) if registry.file else ""
            if path.is_relative_to(folder) and path.relative_to(folder).as_posix() != file:
                command = "order" if registry.lists else "rename"
                yield entry.fault(
                    (),
                    f"the {registry.noun} {entry.value.id} does not belong in this file",
                    f"run `diplomatic-ties {command}`, which moves it to {registry.place}{file}",
                )


@dataset_rule
def entries_stand_in_order(dataset: Dataset) -> Iterator[Fault]:
    for registry in REGISTRIES:
        for one, other in pairwise(dataset.marked(registry.model)) if registry.lists else []:
            if one.document.path == other.document.path and one.value.id > other.value.id:
                yield other.fault(
                    ("id",),
                    f"{other.value.id} stands after {one.value.id}",
                    "run `diplomatic-ties order`, which sorts the file",
                )


@dataset_rule
def what_was_done_does_not_lie_ahead(dataset: Dataset) -> Iterator[Fault]:
    # It is tomorrow already where some curators are.
    last = dataset.today + timedelta(days=1)
    for registry in REGISTRIES:
        for entry in dataset.marked(registry.model):
            for location, _, day in marked_in(entry.value, Past):
                if interval(str(day)).first > last:
                    yield entry.fault(location, f"{day} lies ahead", "mend it, or leave it out until it has come")


@dataset_rule
def ceilings_chain(dataset: Dataset) -> Iterator[Fault]:
    chains: dict[tuple[str, ...], list[Marked[Event]]] = defaultdict(list)
    for event in dataset.marked(Event):
        record = event.value
        if record.ceiling:
            chains[record.measure, record.initiator, record.counterpart, record.mission or ""].append(event)
    for chain in chains.values():
        chain.sort(key=lambda event: interval(event.value.announced))
        for earlier, later in pairwise(chain):
            before, after = earlier.value.ceiling, later.value.ceiling
            if before and after and before.after != after.before and Waiver.CEILING_CHAIN not in later.value.waives:
                yield later.fault(
                    ("ceiling", "before"),
                    f"before is {after.before}, yet record {earlier.value.id} left the limit at {before.after}",
                    "mend one of the two, or waive ceiling_chain and say in coder_note why",
                )


@dataset_rule
def no_measure_is_told_twice(dataset: Dataset) -> Iterator[Fault]:
    alike: dict[tuple[str, ...], list[Marked[Event]]] = defaultdict(list)
    for event in dataset.marked(Event):
        record = event.value
        alike[record.initiator, record.counterpart, record.measure, record.affects].append(event)
    for group in alike.values():
        spans = sorted(((interval(e.value.announced), e) for e in group), key=lambda s: (s[0], s[1].value.id))
        for place, (span, one) in enumerate(spans):
            for following, other in spans[place + 1 :]:
                if following.first - span.last > NEAR:
                    break
                if not _told_apart(one.value, other.value):
                    yield other.fault(
                        ("announced",),
                        f"record {one.value.id} tells the same pair, measure and near date ({one.value.announced})",
                        "merge the two, or name it in distinct_from if it is another measure",
                    )


def _told_apart(one: Event, other: Event) -> bool:
    if one.id in other.distinct_from or other.id in one.distinct_from:
        return True
    return bool(one.mission and other.mission and one.mission != other.mission)


@dataset_rule
def records_differ_from_others(dataset: Dataset) -> Iterator[Fault]:
    for event in dataset.marked(Event):
        for number, id_ in enumerate(event.value.distinct_from):
            if id_ == event.value.id:
                yield event.fault(("distinct_from", number), "that is the record itself", "name the other one")


@dataset_rule
def corrections_name_columns(dataset: Dataset) -> Iterator[Fault]:
    for correction in dataset.marked(Correction):
        field = correction.value.field
        if field not in EventRow.model_fields:
            near = get_close_matches(field, EventRow.model_fields, 1, 0.5)
            cure = f"did you mean {near[0]}?" if near else "name a column of events"
            yield correction.fault(("field",), f"events has no {field}", cure)
