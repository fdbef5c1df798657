"""Check a dataset: small rules, each a function that yields faults, all of them run every time.

A rule about a record alone takes the record; one about what it refers to takes an ``Index`` of everything
too; one about the whole takes the index alone. To add a rule, write a function and decorate it.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from difflib import get_close_matches
from functools import cached_property
from itertools import combinations, pairwise
from pathlib import Path

from diplomatic_ties.curation.read import Dataset, Fault, Location, Marked, read_dataset, read_entry
from diplomatic_ties.model.edtf import Interval, interval, not_before
from diplomatic_ties.model.record import (
    ANY,
    MEMBERS,
    Actor,
    Entry,
    Episode,
    Event,
    Mission,
    Trigger,
)
from diplomatic_ties.model.tables import EventRow
from diplomatic_ties.model.vocabulary import (
    Affects,
    CeilingRule,
    Direction,
    Evidence,
    Group,
    LinkType,
    Measure,
    SourceKind,
)

NEAR = timedelta(days=10)
SOURCE_FACTS = ("publisher", "via", "published", "language", "kind")


class Index:
    """A dataset, findable by id."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @cached_property
    def events(self) -> dict[str, Marked[Event]]:
        return {event.value.id: event for event in self.dataset.events}

    @cached_property
    def actors(self) -> dict[str, Actor]:
        return {actor.value.id: actor.value for actor in self.dataset.actors}

    @cached_property
    def missions(self) -> dict[str, Mission]:
        return {mission.value.id: mission.value for mission in self.dataset.missions}

    @cached_property
    def episodes(self) -> dict[str, Episode]:
        return {episode.value.id: episode.value for episode in self.dataset.episodes}

    @cached_property
    def triggers(self) -> dict[str, Trigger]:
        return {trigger.value.id: trigger.value for trigger in self.dataset.triggers}


RecordRule = Callable[[Marked[Event]], Iterator[Fault]]
ReferenceRule = Callable[[Marked[Event], Index], Iterator[Fault]]
DatasetRule = Callable[[Index], Iterator[Fault]]
RECORD_RULES: list[RecordRule] = []
REFERENCE_RULES: list[ReferenceRule] = []
DATASET_RULES: list[DatasetRule] = []


def record_rule(rule: RecordRule) -> RecordRule:
    """Register a rule about a record alone."""
    RECORD_RULES.append(rule)
    return rule


def reference_rule(rule: ReferenceRule) -> ReferenceRule:
    """Register a rule about a record and what it refers to."""
    REFERENCE_RULES.append(rule)
    return rule


def dataset_rule(rule: DatasetRule) -> DatasetRule:
    """Register a rule about the whole dataset."""
    DATASET_RULES.append(rule)
    return rule


def check(dataset: Dataset) -> list[Fault]:
    """Return every fault of a dataset that could be read."""
    index = Index(dataset)
    faults = [fault for rule in DATASET_RULES for fault in rule(index)]
    for event in dataset.events:
        faults += _check_alone(event)
        faults += [fault for rule in REFERENCE_RULES for fault in rule(event, index)]
    return faults


def _check_alone(event: Marked[Event]) -> list[Fault]:
    return [fault for rule in RECORD_RULES for fault in rule(event)]


def validate(root: Path) -> tuple[Dataset, list[Fault]]:
    """Read and check the dataset below ``root``; the faults come in the order of the files."""
    dataset, faults = read_dataset(root)
    return dataset, sorted(faults + check(dataset))


def validate_candidates(paths: list[Path], root: Path | None) -> list[Fault]:
    """Check candidate records as if they stood in the dataset below ``root``; alone, where that is null.

    Names of files are not checked. A candidate with the id of a record takes that record's place.
    """
    candidates, faults = [], []
    for path in paths:
        event, found = read_entry(path, Event)
        candidates += [event] if event else []
        faults += found
    if root is None:
        return sorted(faults + [fault for event in candidates for fault in _check_alone(event)])
    dataset, _ = read_dataset(root)
    ids = {event.value.id for event in candidates}
    dataset.events = [e for e in dataset.events if e.value.id not in ids] + candidates
    return sorted(faults + [fault for fault in check(dataset) if fault.path in set(paths)])


# Rules about a record, alone or with what it refers to.


@reference_rule
def file_is_named_by_its_facts(event: Marked[Event], index: Index) -> Iterator[Fault]:
    folder = index.dataset.root / "events"
    path = event.document.path
    if path.is_relative_to(folder) and path.relative_to(folder).as_posix() != event.value.file_name:
        yield event.fault(
            (),
            "the file's name does not tell its facts",
            f"run scripts/rename.py, which names it {event.value.file_name}",
        )


@record_rule
def instrument_is_of_expulsions(event: Marked[Event]) -> Iterator[Fault]:
    expulsion = event.value.measure is Measure.EXPULSION
    if expulsion and event.value.instrument is None:
        yield event.fault(
            ("instrument",), "an expulsion has no instrument", "write `unspecified` if none is said"
        )
    if not expulsion and event.value.instrument is not None:
        yield event.fault(("instrument",), f"{event.value.measure} has no instrument", "write null")


@record_rule
def ceiling_is_of_staff_ceilings(event: Marked[Event]) -> Iterator[Fault]:
    is_ceiling = event.value.measure is Measure.STAFF_CEILING
    ceiling = event.value.ceiling
    if is_ceiling and ceiling is None:
        yield event.fault(
            ("measure",), "a staff_ceiling has no `ceiling`", "add before, after, rule and scope"
        )
    if not is_ceiling and ceiling is not None:
        yield event.fault(("ceiling",), f"{event.value.measure} has a ceiling", "make it a record of its own")
    if ceiling and ceiling.rule is CeilingRule.LIFTED and ceiling.after is not None:
        yield event.fault(
            ("ceiling", "after"), "a lifted limit has an `after`", "write null, or rule: maximum"
        )
    if (
        ceiling
        and ceiling.rule is CeilingRule.MAXIMUM
        and ceiling.after is None
        and not event.value.coder_note
    ):
        yield event.fault(
            ("ceiling", "after"),
            "a maximum has no number",
            "give the number in `after`, write rule: parity, or say in coder_note why it is not known",
        )


@record_rule
def only_some_measures_lift(event: Marked[Event]) -> Iterator[Fault]:
    if event.value.lifts and not event.value.measure.liftable:
        liftable = ", ".join(measure for measure in Measure if measure.liftable)
        yield event.fault(("lifts",), f"{event.value.measure} cannot lift", f"only these can: {liftable}")


@record_rule
def affects_fits_the_measure(event: Marked[Event]) -> Iterator[Fault]:
    possible = event.value.measure.affects
    if event.value.affects not in possible:
        yield event.fault(
            ("affects",),
            f"{event.value.measure} cannot affect {event.value.affects}",
            f"write {' or '.join(possible)}",
        )


CODED: tuple[tuple[str, Location], ...] = (
    ("announced", ("announced",)),
    ("effective", ("effective",)),
    ("deadline", ("deadline",)),
    ("ceiling_before", ("ceiling", "before")),
    ("ceiling_after", ("ceiling", "after")),
)


@record_rule
def every_value_is_said(event: Marked[Event]) -> Iterator[Fault]:
    record = event.value
    claims = [source.says for source in record.sources]
    for claim, location in CODED:
        coded = _coded(record, claim)
        said = [value for says in claims if (value := getattr(says, claim)) is not None]
        if coded is not None and _exact(coded) not in map(_exact, said):
            yield event.fault(location, f"no source says {claim} {coded}", _choices(claim, said))
        elif coded is None and said:
            yield event.fault(
                location,
                f"{claim} is null, yet a source says {said[0]}",
                "code what is said, or mend the source's `says`",
            )
    if record.persons and record.persons.best not in record.said_persons:
        yield event.fault(
            ("persons", "best"),
            f"no source says {record.persons.best} {record.persons.scope}",
            _choices("persons", record.said_persons),
        )
    elif record.persons is None and record.said_persons:
        yield event.fault(
            ("persons",),
            f"persons is null, yet a source says {record.said_persons[0]}",
            "code what is said, or mend the source's `says`",
        )


def _coded(record: Event, claim: str) -> str | int | None:
    if claim.startswith("ceiling_"):
        limit: int | None = getattr(record.ceiling, claim.removeprefix("ceiling_"), None)
        return limit
    value: str | None = getattr(record, claim)
    return value


def _exact(value: str | int) -> str | int:
    """Two dates are the same claim if one of them is only marked as approximate."""
    return value.rstrip("~") if isinstance(value, str) else value


def _choices(claim: str, said: list[int] | list[str]) -> str:
    if not said:
        return f"add {claim} to the `says` of the source that gives it, or write null"
    return f"choose among {', '.join(str(value) for value in dict.fromkeys(said))}"


@record_rule
def announced_comes_first(event: Marked[Event]) -> Iterator[Fault]:
    record = event.value
    for name in ("effective", "deadline"):
        later = getattr(record, name)
        if later and not not_before(later, record.announced) and not record.coder_note:
            yield event.fault(
                (name,),
                f"{name} {later} lies before announced {record.announced}",
                "mend one of the two, or say in coder_note that it was kept from the public until then",
            )


@record_rule
def read_after_published(event: Marked[Event]) -> Iterator[Fault]:
    for number, source in enumerate(event.value.sources):
        if source.published and not not_before(str(source.accessed), source.published):
            yield event.fault(
                ("sources", number, "published"),
                f"published {source.published} lies after accessed {source.accessed}",
                "mend one of the two",
            )
        announced = source.says.announced
        if source.published and announced and not not_before(source.published, announced):
            yield event.fault(
                ("sources", number, "says", "announced"),
                f"a page of {source.published} cannot say what was announced {announced}",
                "mend one of the two",
            )


@record_rule
def one_voice_needs_a_note(event: Marked[Event]) -> Iterator[Fault]:
    record = event.value
    if record.evidence is Evidence.C and record.coder_note is None:
        yield event.fault(
            ("coder_note",),
            f"the record rests on one voice ({', '.join(sorted(record.origins)) or 'none'})",
            "add an independent source, or say in coder_note why there is none",
        )
    if all(source.kind is SourceKind.REFERENCE for source in record.sources):
        yield event.fault(
            ("sources",), "only reference works support the record", "add a primary or press source"
        )


@record_rule
def no_source_stands_twice(event: Marked[Event]) -> Iterator[Fault]:
    urls: set[str] = set()
    for number, source in enumerate(event.value.sources):
        if source.url in urls:
            yield event.fault(("sources", number, "url"), "the page stands twice", "merge what it says")
        urls.add(source.url)


@record_rule
def text_is_composed(event: Marked[Event]) -> Iterator[Fault]:
    for name in ("summary", "coder_note"):
        text = getattr(event.value, name) or ""
        if unicodedata.normalize("NFC", text) != text:
            yield event.fault((name,), f"{name} has decomposed characters", "normalise it to NFC")


@reference_rule
def actors_exist_then(event: Marked[Event], index: Index) -> Iterator[Fault]:
    record = event.value
    if record.initiator == record.counterpart:
        yield event.fault(
            ("counterpart",), "initiator and counterpart are the same", "a measure needs two sides"
        )
    for name in ("initiator", "counterpart"):
        actor = index.actors.get(getattr(record, name))
        if actor is None:
            yield _unknown(event, (name,), getattr(record, name), "actors", index.actors)
        elif (actor.begins and not not_before(record.announced, actor.begins)) or (
            actor.ends and not not_before(actor.ends, record.announced)
        ):
            yield event.fault(
                (name,),
                f"{actor.id} was there from {actor.begins or 'before 1945'} to "
                f"{actor.ends or 'now'}, not on {record.announced}",
                "name the actor of that day, or mend the date",
            )


@reference_rule
def registries_have_what_is_named(event: Marked[Event], index: Index) -> Iterator[Fault]:
    record = event.value
    if record.episode not in index.episodes:
        yield _unknown(event, ("episode",), record.episode, "episodes", index.episodes)
    if record.trigger is None:
        return
    trigger = index.triggers.get(record.trigger)
    if trigger is None:
        yield _unknown(event, ("trigger",), record.trigger, "triggers", index.triggers)
    elif not not_before(record.announced, trigger.date):
        yield event.fault(
            ("trigger",),
            f"the trigger is of {trigger.date}, later than the measure",
            "name what came before it, or mend the date",
        )


@reference_rule
def mission_fits(event: Marked[Event], index: Index) -> Iterator[Fault]:
    record = event.value
    if record.mission is None:
        return
    mission = index.missions.get(record.mission)
    if mission is None:
        yield _unknown(event, ("mission",), record.mission, "missions", index.missions)
        return
    parties = {mission.sender, mission.host, mission.country}
    pair = {record.initiator, record.counterpart}
    # A forum has more members than two, and a fallback channel is often accredited to someone else.
    loose = mission.is_channel or record.measure is Measure.CHANNEL_DESIGNATED
    strangers = set() if loose and pair & parties else pair - parties
    if strangers:
        yield event.fault(
            ("mission",),
            f"{mission.id} is of {mission.sender} at {mission.host}, not of "
            f"{' and '.join(sorted(strangers))}",
            "name the post concerned, or null",
        )
    owner = {Affects.INITIATOR: record.initiator, Affects.COUNTERPART: record.counterpart}
    if (
        not mission.is_channel
        and not strangers
        and record.measure.group in (Group.STAFF, Group.HEAD, Group.MISSION)
        and owner.get(record.affects, mission.sender) != mission.sender
    ):
        yield event.fault(
            ("affects",),
            f"{mission.id} is {mission.sender}'s post, yet {owner[record.affects]} is affected",
            "mend `affects` or `mission`",
        )
    yield from _mission_is_open(event, mission)


def _mission_is_open(event: Marked[Event], mission: Mission) -> Iterator[Fault]:
    record = event.value
    beginnings = (Measure.MISSION_OPENING, Measure.AGREEMENT_SIGNED, Measure.COOPERATION_RESUMED)
    if (
        mission.opened
        and not not_before(record.effective or record.announced, mission.opened)
        and record.measure not in beginnings
    ):
        yield event.fault(
            ("mission",),
            f"{mission.id} was opened on {mission.opened}, after the measure",
            "mend the date or the post",
        )
    afterlife = (Measure.MISSION_REOPENING, Measure.PROPERTY_MEASURE, Measure.MISSION_OPENING)
    if (
        mission.closed
        and not not_before(mission.closed, record.announced)
        and record.measure not in afterlife
    ):
        yield event.fault(
            ("mission",),
            f"{mission.id} was closed on {mission.closed}, before the measure",
            "mend the date or the post",
        )


@reference_rule
def links_hold(event: Marked[Event], index: Index) -> Iterator[Fault]:
    seen = set()
    for number, link in enumerate(event.value.links):
        place: Location = ("links", number)
        other = index.events.get(link.to)
        if link.to == event.value.id:
            yield event.fault(place, "the record links to itself", "name the other record")
        elif other is None:
            yield event.fault((*place, "to"), f"no record {link.to}", "mend the id")
        elif (link.type, link.to) in seen:
            yield event.fault(place, "the link stands twice", "remove one of the two")
        else:
            problem = _link_problem(event.value, link.type, other.value)
            if problem:
                yield event.fault(place, f"{link.type} {link.to}: {problem[0]}", problem[1])
        seen.add((link.type, link.to))


Problem = tuple[str, str] | None


def _link_problem(event: Event, type_: LinkType, other: Event) -> Problem:
    pair, others = (event.initiator, event.counterpart), (other.initiator, other.counterpart)
    cure = _PAIRS[type_](pair, others)
    if type_ is LinkType.REVERSES:
        if other.measure not in event.measure.reversible:
            return f"a {event.measure} cannot reverse a {other.measure}", "mend the measure or the link"
        if event.direction is not Direction.RESTORE:
            return "this measure restores nothing", "set `lifts: true`, mend the ceiling or the link"
        # A post, a relation or a channel may be restored by either side.
        if event.measure.group in (Group.MISSION, Group.RELATIONS, Group.CHANNEL) and pair == others[::-1]:
            cure = None
    if cure:
        return f"that is by {others[0]} towards {others[1]}", cure
    if not not_before(event.announced, other.announced):
        return f"that is of {other.announced}, later than this", "turn the link round"
    if type_ is LinkType.SAME_DECISION and not not_before(other.announced, event.announced):
        return f"that is of {other.announced}", "one decision is announced on one day"
    return None


Pair = tuple[str, str]


def _unless(holds: bool, cure: str) -> str | None:
    return None if holds else cure


# Who may be linked with whom: the cure, where the pairs do not fit.
_PAIRS: dict[LinkType, Callable[[Pair, Pair], str | None]] = {
    LinkType.RESPONDS_TO: lambda pair, others: _unless(
        pair == others[::-1], "an answer goes the other way; mend the actors or the link"
    ),
    LinkType.SOLIDARITY_WITH: lambda pair, others: _unless(
        pair[0] != others[0] and pair[1] == others[1],
        "solidarity is with another initiator towards the same counterpart",
    ),
    LinkType.REVERSES: lambda pair, others: _unless(pair == others, "link a measure of the same pair"),
    LinkType.EXTENDS: lambda pair, others: _unless(
        pair == others, "a measure extends one of the same initiator towards the same counterpart"
    ),
    LinkType.SAME_DECISION: lambda pair, others: _unless(
        pair[0] == others[0] or pair[1] == others[1],
        "one decision has one initiator, or is made jointly towards one counterpart",
    ),
}


# Rules about the whole dataset.


@dataset_rule
def ids_stand_once(index: Index) -> Iterator[Fault]:
    dataset = index.dataset
    entries: list[tuple[str, list[Marked[Entry]]]] = [
        # A tombstone keeps its id for ever.
        ("record", [*dataset.events, *dataset.withdrawn]),
        ("actor", list(dataset.actors)),
        ("mission", list(dataset.missions)),
        ("episode", list(dataset.episodes)),
        ("trigger", list(dataset.triggers)),
        ("coverage entry", list(dataset.coverage)),
        ("lead", list(dataset.leads)),
        ("correction", list(dataset.corrections)),
        ("total", list(dataset.totals)),
        ("second coding", list(dataset.second_codings)),
    ]
    for what, marked in entries:
        first: dict[str, Marked[Entry]] = {}
        for entry in marked:
            id_ = entry.value.id
            if id_ in first:
                yield entry.fault(
                    ("id",),
                    f"another {what} has the id {id_} ({first[id_].document.path.name})",
                    "give this one an id of its own",
                )
            first.setdefault(id_, entry)


@dataset_rule
def codes_stand_once(index: Index) -> Iterator[Fault]:
    for code in ("iso3", "iso2", "cow", "gw", "wikidata"):
        owners: dict[str, list[Actor]] = defaultdict(list)
        for actor in index.dataset.actors:
            value = getattr(actor.value, code)
            for other in owners[value] if value is not None else []:
                if _overlap(actor.value, other):
                    yield actor.fault((code,), f"{other.id} has {code} {value} too", "look the code up again")
            owners[value].append(actor.value)


def _overlap(one: Actor, other: Actor) -> bool:
    """Whether both existed for more than the year in which one may have followed the other."""
    return not (
        (one.ends and other.begins and interval(one.ends).first <= interval(other.begins).last)
        or (other.ends and one.begins and interval(other.ends).first <= interval(one.begins).last)
    )


@dataset_rule
def intervals_run_forward(index: Index) -> Iterator[Fault]:
    spans: list[tuple[Marked[Entry], Location, str | None, str | None]] = []
    for actor in index.dataset.actors:
        spans.append((actor, ("ends",), actor.value.begins, actor.value.ends))
        for number, member in enumerate(actor.value.memberships):
            place: Location = ("memberships", number)
            spans.append((actor, (*place, "ends"), member.begins, member.ends))
            spans.append((actor, (*place, "begins"), actor.value.begins, member.begins))
            spans.append((actor, (*place, "ends"), member.ends, actor.value.ends))
    spans += [(m, ("closed",), m.value.opened, m.value.closed) for m in index.dataset.missions]
    spans += [(c, ("ends",), str(c.value.begins), str(c.value.ends)) for c in index.dataset.coverage]
    for marked, location, begins, ends in spans:
        if begins and ends and not not_before(ends, begins):
            yield marked.fault(location, f"{ends} lies before {begins}", "mend one of the two")


@dataset_rule
def registries_name_known_actors(index: Index) -> Iterator[Fault]:
    named: list[tuple[Marked[Entry], Location, str | None]] = []
    for actor in index.dataset.actors:
        for number, member in enumerate(actor.value.memberships):
            named.append((actor, ("memberships", number, "org"), member.org))
    for mission in index.dataset.missions:
        named += [(mission, (name,), getattr(mission.value, name)) for name in ("sender", "host", "country")]
    for entry in index.dataset.coverage:
        for name in ("initiator", "counterpart"):
            party = getattr(entry.value, name).removeprefix(MEMBERS)
            named.append((entry, (name,), None if party == ANY else party))
    for total in index.dataset.totals:
        named.append((total, ("counterpart",), total.value.counterpart))
        named += [(total, ("without", n), actor) for n, actor in enumerate(total.value.without)]
    for lead in index.dataset.leads:
        named += [(lead, (n,), getattr(lead.value, n)) for n in ("initiator", "counterpart")]
    for marked, location, id_ in named:
        if id_ is not None and id_ not in index.actors:
            yield _unknown(marked, location, id_, "actors", index.actors)


@dataset_rule
def coverage_names_measures(index: Index) -> Iterator[Fault]:
    known = {"all", *Measure, *Group}
    for entry in index.dataset.coverage:
        for number, name in enumerate(entry.value.measures):
            if name not in known:
                yield entry.fault(
                    ("measures", number),
                    f"`{name}` is no measure, group or `all`",
                    f"write one of {', '.join(sorted(known))}",
                )


@dataset_rule
def a_page_is_described_once(index: Index) -> Iterator[Fault]:
    first: dict[str, tuple[Marked[Event], int]] = {}
    for event in index.dataset.events:
        for number, source in enumerate(event.value.sources):
            other, other_number = first.setdefault(source.url, (event, number))
            same = other.value.sources[other_number]
            for fact in SOURCE_FACTS:
                ours, theirs = getattr(source, fact), getattr(same, fact)
                if ours != theirs:
                    yield event.fault(
                        ("sources", number, fact),
                        f"{fact} is {ours} here and {theirs} for the same page in record {other.value.id}",
                        "look at the page and mend one of the two",
                    )


@dataset_rule
def ceilings_chain(index: Index) -> Iterator[Fault]:
    chains: dict[tuple[str, ...], list[Marked[Event]]] = defaultdict(list)
    for event in index.dataset.events:
        record = event.value
        if record.ceiling:
            chains[record.initiator, record.counterpart, record.mission or ""].append(event)
    for chain in chains.values():
        chain.sort(key=lambda event: interval(event.value.announced))
        for earlier, later in pairwise(chain):
            before, after = earlier.value.ceiling, later.value.ceiling
            if before and after and before.after != after.before and not later.value.coder_note:
                yield later.fault(
                    ("ceiling", "before"),
                    f"before is {after.before}, yet record {earlier.value.id} left the limit at "
                    f"{before.after}",
                    "mend one of the two, or say why in coder_note",
                )


@dataset_rule
def no_measure_is_told_twice(index: Index) -> Iterator[Fault]:
    alike: dict[tuple[str, ...], list[Marked[Event]]] = defaultdict(list)
    for event in index.dataset.events:
        record = event.value
        alike[record.initiator, record.counterpart, record.measure, record.affects].append(event)
    for group in alike.values():
        for one, other in combinations(group, 2):
            if _tell_the_same(one.value, other.value):
                yield other.fault(
                    ("announced",),
                    f"record {one.value.id} tells the same pair, measure and near date "
                    f"({one.value.announced})",
                    "merge the two, or name it in distinct_from if it is another measure",
                )


def _tell_the_same(one: Event, other: Event) -> bool:
    if one.id in other.distinct_from or other.id in one.distinct_from:
        return False
    if one.mission and other.mission and one.mission != other.mission:
        return False
    return _gap(interval(one.announced), interval(other.announced)) <= NEAR


def _gap(one: Interval, other: Interval) -> timedelta:
    return max(one.first - other.last, other.first - one.last, timedelta(0))


@dataset_rule
def distinct_records_exist(index: Index) -> Iterator[Fault]:
    for event in index.dataset.events:
        for number, id_ in enumerate(event.value.distinct_from):
            if id_ not in index.events or id_ == event.value.id:
                yield event.fault(("distinct_from", number), f"no other record {id_}", "mend the id")


@dataset_rule
def second_codings_are_of_records(index: Index) -> Iterator[Fault]:
    for coding in index.dataset.second_codings:
        if coding.value.id not in index.events:
            yield coding.fault(("id",), f"no record {coding.value.id}", "mend the id")


@dataset_rule
def tombstones_and_corrections_point_to_records(index: Index) -> Iterator[Fault]:
    tombstones = {entry.value.id for entry in index.dataset.withdrawn}
    for entry in index.dataset.withdrawn:
        for number, id_ in enumerate(entry.value.now):
            if id_ not in index.events:
                cure = "name the record that tells it now" if id_ in tombstones else "mend the id"
                yield entry.fault(("now", number), f"no record {id_}", cure)
    for correction in index.dataset.corrections:
        if correction.value.event not in {*index.events, *tombstones}:
            yield correction.fault(("event",), f"no record {correction.value.event}", "mend the id")
        if correction.value.field not in EventRow.model_fields:
            near = get_close_matches(correction.value.field, EventRow.model_fields, 1, 0.5)
            cure = f"did you mean {near[0]}?" if near else "name a column of events"
            yield correction.fault(("field",), f"events has no {correction.value.field}", cure)


def _unknown(
    marked: Marked[Entry], location: Location, id_: str, registry: str, known: Iterable[str]
) -> Fault:
    near = get_close_matches(id_, known, 1, 0.6)
    cure = f"did you mean {near[0]}?" if near else f"add it to {registry}.yaml"
    return marked.fault(location, f"{id_} is not in {registry}.yaml", cure)
