"""Rules about a record or a registry entry and what it refers to."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

from diplomatic_ties.curation.check.rules import dataset_rule, event_rule
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import Fault, Location, Marked
from diplomatic_ties.model.edtf import Interval, interval, not_before
from diplomatic_ties.model.fields import Entry, RefersTo, Written, marked_in
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import (
    REGISTRIES,
    Actor,
    Found,
    Mission,
    Publisher,
    SecondCoding,
    SecondSearch,
    Trigger,
    line,
)
from diplomatic_ties.model.vocabulary import Affects, Direction, Ground, Group, LinkType, Measure, Waiver

# Within so many days a measure found by a second search is the record's.
NEAR = timedelta(days=31)
# Posts may be told of after their end by these.
AFTERLIFE = (Measure.MISSION_REOPENING, Measure.PROPERTY_MEASURE, Measure.MISSION_OPENING)


@dataset_rule
def what_is_named_is_there(dataset: Dataset) -> Iterator[Fault]:
    places = {registry.name: registry.place for registry in REGISTRIES}
    for registry in REGISTRIES:
        for entry in dataset.marked(registry.model):
            for location, target, id_ in names_in(entry.value):
                if not any(dataset.may_have(name, id_) for name in target.registries):
                    home = target.registries[0]
                    yield entry.fault(
                        location,
                        f"{id_} is not in {places[home]}",
                        _cure(entry, location, home, id_, dataset),
                    )


def _cure(entry: Marked[Entry], location: Location, home: str, id_: str, dataset: Dataset) -> str:
    registry = next(registry for registry in REGISTRIES if registry.name == home)
    if registry.model is Publisher and isinstance(entry.value, Event) and location[-1] == "publisher":
        owner = dataset.publisher_of(entry.value.sources[int(location[1])].url)
        if owner:
            return f"by its domain the page is {owner}'s"
    near = get_close_matches(id_, dataset.by_id(registry.model), 1, 0.6)
    return f"did you mean {near[0]}?" if near else f"add it to {registry.place}, or mend the id"


Reference = tuple[Location, RefersTo, str]


def names_in(value: Written) -> Iterator[Reference]:
    """Yield where a written value names an entry of a registry, of which, and its id."""
    for place, target, given in marked_in(value, RefersTo):
        id_ = target.id_in(given)
        if id_ is not None:
            yield place, target, id_


@dataset_rule
def what_was_settled_could_stand(dataset: Dataset) -> Iterator[Fault]:
    """The first value of a settlement is one that the record can have had: of an actor, of a day that has come."""
    actors, tomorrow = dataset.by_id(Actor), dataset.today + timedelta(days=1)
    for second in dataset.marked(SecondCoding):
        for number, settlement in enumerate(second.value.settled):
            place: Location = ("settled", number, "first")
            field, first = settlement.field, settlement.first
            if field in ("initiator", "counterpart") and first not in actors:
                yield second.fault(place, f"{first} is not in actors.yaml", "write what the record said at the time")
            elif field in ("announced", "notified") and first and interval(str(first)).first > tomorrow:
                yield second.fault(place, f"{first} lies ahead", "write what the record said at the time")


@event_rule
def actors_exist_then(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    record = event.value
    if record.initiator == record.counterpart:
        yield event.fault(("counterpart",), "initiator and counterpart are the same", "a measure needs two sides")
    for name in ("initiator", "counterpart"):
        actor = dataset.by_id(Actor).get(getattr(record, name))
        if actor and not _existed(actor, record.announced):
            yield event.fault(
                (name,),
                f"{actor.id} was there from {actor.begins or 'before 1945'} to "
                f"{actor.ends or 'now'}, not on {record.announced}",
                "name the actor of that day, or mend the date",
            )


def _existed(actor: Actor, date: str) -> bool:
    return (actor.begins is None or not_before(date, actor.begins)) and (
        actor.ends is None or not_before(actor.ends, date)
    )


@event_rule
def the_trigger_came_first(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    record = event.value
    trigger = dataset.by_id(Trigger).get(record.trigger or "")
    if trigger and not not_before(record.announced, trigger.date):
        yield event.fault(
            ("trigger",),
            f"the trigger is of {trigger.date}, later than the measure",
            "name what came before it, or mend the date",
        )


def _lines(dataset: Dataset) -> dict[str, list[str]]:
    """The actors that others go on from, each with those, the last one last."""
    later = {actor.continues: actor.id for actor in dataset.all(Actor) if actor.continues}
    return {actor: list(line(actor, later))[1:] for actor in later}


@event_rule
def mission_fits(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    record = event.value
    mission = dataset.by_id(Mission).get(record.mission or "")
    if mission is None:
        return
    parties = {mission.sender, mission.host, mission.country}
    # A post goes on with its state: the Soviet embassy is Russia's.
    lines = _lines(dataset)
    sides = {side: {side, *lines.get(side, ())} for side in (record.initiator, record.counterpart)}
    strangers = {side for side, heirs in sides.items() if not heirs & parties}
    # A forum has more members than two, and a fallback channel is often accredited to someone else.
    if len(strangers) == 1 and (mission.is_channel or record.measure is Measure.CHANNEL_DESIGNATED):
        strangers = set()
    if strangers:
        yield event.fault(
            ("mission",),
            f"{mission.id} is of {mission.sender} at {mission.host}, not of {' and '.join(sorted(strangers))}",
            "name the post concerned, or null",
        )
    owner = {Affects.INITIATOR: record.initiator, Affects.COUNTERPART: record.counterpart}
    if (
        not mission.is_channel
        and not strangers
        and record.measure.group in (Group.STAFF, Group.HEAD, Group.MISSION)
        and mission.sender not in sides.get(owner.get(record.affects, ""), {mission.sender})
    ):
        yield event.fault(
            ("affects",),
            f"{mission.id} is {mission.sender}'s post, yet {owner[record.affects]} is affected",
            "mend `affects` or `mission`",
        )


@event_rule
def the_post_was_there(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    record = event.value
    mission = dataset.by_id(Mission).get(record.mission or "")
    if mission is None:
        return
    in_force = record.effective or record.announced
    if mission.opened and not record.measure.begins and not not_before(in_force, mission.opened):
        yield event.fault(
            ("mission",),
            f"{mission.id} was opened on {mission.opened}, after the measure",
            "mend the date or the post",
        )
    if mission.closed and record.measure not in AFTERLIFE and not not_before(mission.closed, record.announced):
        yield event.fault(
            ("mission",),
            f"{mission.id} was closed on {mission.closed}, before the measure",
            "mend the date or the post",
        )


@event_rule
def links_hold(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    events, seen = dataset.by_id(Event), set()
    later = {actor: heirs[-1] for actor, heirs in _lines(dataset).items() if heirs}
    for number, link in enumerate(event.value.links):
        place: Location = ("links", number)
        other = events.get(link.to)
        if link.to == event.value.id:
            yield event.fault(place, "the record links to itself", "name the other record")
        elif (link.type, link.to) in seen:
            yield event.fault(place, "the link stands twice", "remove one of the two")
        elif other is not None:
            problem = _link_problem(event.value, link.type, other, later)
            if problem:
                yield event.fault(place, f"{link.type} {link.to}: {problem[0]}", problem[1])
        seen.add((link.type, link.to))


@dataset_rule
def links_do_not_turn_in_circles(dataset: Dataset) -> Iterator[Fault]:
    events = {event.value.id: event for event in dataset.marked(Event)}
    # A decision is one with its fellows, so only what comes after something else can turn in a circle.
    after = {
        id_: [link.to for link in event.value.links if link.type is not LinkType.SAME_DECISION and link.to != id_]
        for id_, event in events.items()
    }
    try:
        TopologicalSorter(after).prepare()
    except CycleError as error:
        circle = error.args[1]
        first = min(set(circle) & events.keys())
        following = circle[circle.index(first) - 1]
        number = next(n for n, link in enumerate(events[first].value.links) if link.to in (following, *circle))
        yield events[first].fault(
            ("links", number),
            f"the links turn in a circle: {' - '.join(circle)}",
            "take out the one that no page makes",
        )


@event_rule
def one_decision_is_told_from_all_sides(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    for number, link in enumerate(event.value.links):
        other = dataset.by_id(Event).get(link.to)
        if link.type is LinkType.SAME_DECISION and other is not None:
            back = {back.to for back in other.links if back.type is LinkType.SAME_DECISION}
            if event.value.id not in back:
                yield event.fault(
                    ("links", number),
                    f"{link.to} does not link back",
                    f"add same_decision {event.value.id} to {link.to}",
                )


@event_rule
def answers_link_what_they_answer(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    record = event.value
    answers = any(link.type is LinkType.RESPONDS_TO for link in record.links)
    if Ground.RETALIATION in record.grounds and not answers and Waiver.RETALIATION_LINK not in record.waives:
        yield event.fault(
            ("links",),
            "the ground is retaliation, and no link says for what",
            "link what it answers, or waive retaliation_link and say in coder_note what that was",
        )


@dataset_rule
def what_was_found_is_the_record(dataset: Dataset) -> Iterator[Fault]:
    """A measure of a second search and a record are one: the same two sides, group and days, or it is said why."""
    events = dataset.by_id(Event)
    for search in dataset.marked(SecondSearch):
        for number, found in enumerate(search.value.found):
            place: Location = ("found", number, "record")
            record = events.get(found.record or "")
            if found.record and found.excluded:
                yield search.fault(place, "what is excluded has a record", "take out one of the two")
            if record is None or found.why:
                continue
            if {found.initiator, found.counterpart} != {record.initiator, record.counterpart}:
                problem = f"{record.id} is by {record.initiator} towards {record.counterpart}"
            elif found.measure.group is not record.measure.group:
                problem = f"{record.id} is a {record.measure}"
            elif not _of_one_time(found, record):
                problem = f"{record.id} was announced {record.announced}, not within {NEAR.days} days"
            else:
                continue
            yield search.fault(
                place, problem, "name the record that tells it, null if none does, or say `why` it is one"
            )


def _of_one_time(found: Found, record: Event) -> bool:
    """Whether a day of one lies near a day of the other, as far as they are known; unknown days may be any."""
    days = [interval(day) for day in (found.announced, found.effective) if day]
    theirs = [interval(day) for day in (record.announced, record.notified, record.effective, record.deadline) if day]
    return not days or any(_near(one, other) for one in days for other in theirs)


def _near(one: Interval, other: Interval) -> bool:
    # Counted in days, for open intervals reach to the ends of the calendar.
    reach = NEAR.days
    return (
        one.first.toordinal() - reach <= other.last.toordinal()
        and other.first.toordinal() - reach <= one.last.toordinal()
    )


def _link_problem(event: Event, type_: LinkType, other: Event, later: Mapping[str, str]) -> tuple[str, str] | None:
    # Ties go on with their actor: what the Soviet Union did, Russia takes back.
    pair, others = (
        (later.get(one.initiator, one.initiator), later.get(one.counterpart, one.counterpart)) for one in (event, other)
    )
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
        return f"that is by {other.initiator} towards {other.counterpart}", cure
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
