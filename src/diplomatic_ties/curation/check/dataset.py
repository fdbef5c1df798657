"""Rules about the whole dataset: what must stand once, in order, and in agreement."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from difflib import get_close_matches
from itertools import pairwise

from diplomatic_ties.curation.check.rules import dataset_rule
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import Fault, Location, Marked
from diplomatic_ties.model.edtf import interval, not_before
from diplomatic_ties.model.fields import Entry
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import (
    REGISTRIES,
    Actor,
    Correction,
    Coverage,
    Mission,
    Publisher,
    Withdrawn,
)
from diplomatic_ties.model.tables import EventRow
from diplomatic_ties.model.vocabulary import Group, Measure, PublisherKind, Waiver

# Two measures of one kind and pair within so many days are asked whether they are one.
NEAR = timedelta(days=10)
# Kinds of publisher for which a state speaks.
OF_STATES = (PublisherKind.GOVERNMENT, PublisherKind.STATE_MEDIA)


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
def codes_stand_once(dataset: Dataset) -> Iterator[Fault]:
    for code in ("name", "iso3", "iso2", "cow", "gw", "wikidata"):
        owners: dict[str, list[Actor]] = defaultdict(list)
        for actor in dataset.marked(Actor):
            value = getattr(actor.value, code)
            for other in owners[value] if value is not None else []:
                if _overlap(actor.value, other):
                    yield actor.fault((code,), f"{other.id} has {code} {value} too", "look it up again")
            owners[value].append(actor.value)


def _overlap(one: Actor, other: Actor) -> bool:
    """Whether both existed for more than the year in which one may have followed the other."""
    return not (
        (one.ends and other.begins and interval(one.ends).first <= interval(other.begins).last)
        or (other.ends and one.begins and interval(other.ends).first <= interval(one.begins).last)
    )


@dataset_rule
def publishers_are_told_apart(dataset: Dataset) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for entry in dataset.marked(Publisher):
        publisher = entry.value
        said: list[tuple[Location, str, str]] = [(("name",), "name", publisher.name)]
        said += [(("also", n), "name", name) for n, name in enumerate(publisher.also)]
        said += [(("domains", n), "domain", domain) for n, domain in enumerate(publisher.domains)]
        for location, what, text in said:
            owner = owners.setdefault(f"{what} {text.casefold()}", publisher.id)
            if owner != publisher.id:
                yield entry.fault(
                    location,
                    f"{owner} has the {what} {text} already",
                    "merge the two, tell their names apart, or give it to one of them",
                )


@dataset_rule
def states_speak_through_their_own(dataset: Dataset) -> Iterator[Fault]:
    for entry in dataset.marked(Publisher):
        kind, state = entry.value.kind, entry.value.state
        if kind in OF_STATES and state is None:
            yield entry.fault(("state",), f"a {kind} publisher has no state", "name the state that directs it")
        if kind not in OF_STATES and state is not None:
            cure = "write null, or kind: state_media if the state directs it"
            yield entry.fault(("state",), f"a publisher of kind {kind} has a state", cure)


@dataset_rule
def intervals_run_forward(dataset: Dataset) -> Iterator[Fault]:
    spans: list[tuple[Marked[Entry], Location, str | None, str | None]] = []
    for actor in dataset.marked(Actor):
        spans.append((actor, ("ends",), actor.value.begins, actor.value.ends))
        for number, member in enumerate(actor.value.memberships):
            place: Location = ("memberships", number)
            spans.append((actor, (*place, "ends"), member.begins, member.ends))
            spans.append((actor, (*place, "begins"), actor.value.begins, member.begins))
            spans.append((actor, (*place, "ends"), member.ends, actor.value.ends))
    spans += [(m, ("closed",), m.value.opened, m.value.closed) for m in dataset.marked(Mission)]
    spans += [(c, ("ends",), str(c.value.begins), str(c.value.ends)) for c in dataset.marked(Coverage)]
    for marked, location, begins, ends in spans:
        if begins and ends and not not_before(ends, begins):
            yield marked.fault(location, f"{ends} lies before {begins}", "mend one of the two")


@dataset_rule
def coverage_names_measures(dataset: Dataset) -> Iterator[Fault]:
    known = {"all", *Measure, *Group}
    for entry in dataset.marked(Coverage):
        for number, name in enumerate(entry.value.measures):
            if name not in known:
                yield entry.fault(
                    ("measures", number),
                    f"`{name}` is no measure, group or `all`",
                    f"write one of {', '.join(sorted(known))}",
                )


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
