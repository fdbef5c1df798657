"""Rules about the registries: actors, posts, publishers, coverage and leads, each in agreement with itself."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from diplomatic_ties.curation.check.rules import dataset_rule
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import Fault, Location, Marked
from diplomatic_ties.model.edtf import interval, not_before
from diplomatic_ties.model.fields import MEMBERS, Entry
from diplomatic_ties.model.registries import (
    Actor,
    Coverage,
    Lead,
    Membership,
    Mission,
    Publisher,
    Total,
)
from diplomatic_ties.model.vocabulary import ActorKind, CoverageStatus, Group, Measure, MissionKind, PublisherKind

# Of these a state has one in a city, or one at an organisation.
ONE_TO_A_CITY = (MissionKind.EMBASSY, MissionKind.CONSULATE_GENERAL, MissionKind.PERMANENT_MISSION)
# What makes a zero, and so names how it was searched.
WHOLE = (CoverageStatus.SEARCHED, CoverageStatus.EXHAUSTIVE)
# Of what is searched at a time (CONTRIBUTING, the protocol).
LONGEST = 5 * 366
ENGLISH = "en"
# Kinds of publisher for which a state speaks.
OF_STATES = (PublisherKind.GOVERNMENT, PublisherKind.STATE_MEDIA)


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
            owner = owners.setdefault(f"{what} {alike(text)}", publisher.id)
            if owner != publisher.id:
                yield entry.fault(
                    location,
                    f"{owner} has the {what} {text} already",
                    "merge the two, tell their names apart, or give it to one of them",
                )


def alike(name: str) -> str:
    """What names share that people take for one: case, accents, blanks and marks aside; `.com` and `.org` apart."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if c.isalnum() or c in ".+&/" or (not c.isascii() and c.isalpha()))


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
    spans += [(t, ("ends",), str(t.value.begins), str(t.value.ends)) for t in dataset.marked(Total)]
    for marked, location, begins, ends in spans:
        if begins and ends and not not_before(ends, begins):
            yield marked.fault(location, f"{ends} lies before {begins}", "mend one of the two")


@dataset_rule
def actors_continue_what_has_ended(dataset: Dataset) -> Iterator[Fault]:
    actors, heirs = dataset.by_id(Actor), dict[str, str]()
    for entry in dataset.marked(Actor):
        earlier = actors.get(entry.value.continues or "")
        if earlier is None:
            continue
        heir = heirs.setdefault(earlier.id, entry.value.id)
        if heir != entry.value.id:
            yield entry.fault(("continues",), f"{heir} goes on from {earlier.id} already", "keep the one that does")
            continue
        ended, begins = earlier.ends, entry.value.begins
        if earlier is entry.value or ended is None or begins is None or interval(ended).first > interval(begins).last:
            yield entry.fault(
                ("continues",),
                f"{entry.value.id}, there from {begins or 'before 1945'}, goes on from {earlier.id}, "
                f"there to {ended or 'now'}",
                "name an actor that ended before it began, or mend the days",
            )


@dataset_rule
def memberships_are_of_organisations(dataset: Dataset) -> Iterator[Fault]:
    actors = dataset.by_id(Actor)
    for entry in dataset.marked(Actor):
        for number, member in enumerate(entry.value.memberships):
            place: Location = ("memberships", number, "org")
            org = actors.get(member.org)
            if member.org == entry.value.id:
                yield entry.fault(place, f"{member.org} is a member of itself", "take the membership out")
            elif org and org.kind is not ActorKind.ORGANISATION:
                yield entry.fault(place, f"{member.org} is no organisation", "name the organisation")
            for earlier in entry.value.memberships[:number]:
                if earlier.org == member.org and _meet(earlier, member):
                    yield entry.fault(
                        place,
                        f"{entry.value.id} is a member of {member.org} twice at one time",
                        "merge the two, or mend their days",
                    )


def _meet(one: Membership, other: Membership) -> bool:
    return not (
        (one.ends and interval(one.ends).last <= interval(other.begins).first)
        or (other.ends and interval(other.ends).last <= interval(one.begins).first)
    )


@dataset_rule
def posts_stand_once(dataset: Dataset) -> Iterator[Fault]:
    first: dict[tuple[str | None, ...], Mission] = {}
    for entry in dataset.marked(Mission):
        mission = entry.value
        if mission.sender == mission.host:
            yield entry.fault(("host",), f"{mission.sender} has no post at itself", "name the other side")
        if mission.kind not in ONE_TO_A_CITY:
            continue
        other = first.setdefault((mission.sender, mission.host, mission.kind, mission.city), mission)
        apart = (mission.opened and other.closed and not_before(mission.opened, other.closed)) or (
            other.opened and mission.closed and not_before(other.opened, mission.closed)
        )
        if other is not mission and not apart:
            yield entry.fault(
                ("id",),
                f"{other.id} is the same {mission.kind} of {mission.sender} in {mission.city or mission.host}",
                "merge the two, or say when each was opened and closed",
            )


@dataset_rule
def leads_have_two_sides(dataset: Dataset) -> Iterator[Fault]:
    for lead in dataset.marked(Lead):
        if lead.value.initiator and lead.value.initiator == lead.value.counterpart:
            yield lead.fault(("counterpart",), "initiator and counterpart are the same", "a measure needs two sides")


@dataset_rule
def coverage_is_of_two_sides(dataset: Dataset) -> Iterator[Fault]:
    actors = dataset.by_id(Actor)
    for entry in dataset.marked(Coverage):
        coverage = entry.value
        if coverage.initiator == coverage.counterpart and coverage.initiator in actors:
            yield entry.fault(("counterpart",), "initiator and counterpart are the same", "a search is of two sides")
        for name in ("initiator", "counterpart"):
            party = getattr(coverage, name)
            actor = actors.get(party.removeprefix(MEMBERS))
            if actor and party.startswith(MEMBERS) and actor.kind is not ActorKind.ORGANISATION:
                yield entry.fault((name,), f"{actor.id} has no members", f"write {actor.id}, or an organisation")
            elif actor and not _there_throughout(actor, coverage):
                yield entry.fault(
                    (name,),
                    f"{actor.id} was there from {actor.begins or 'before 1945'} to {actor.ends or 'now'}, "
                    f"not all the time from {coverage.begins} to {coverage.ends}",
                    "mend the period, or name the actor of that time",
                )


def _there_throughout(actor: Actor, coverage: Coverage) -> bool:
    return (actor.begins is None or not_before(str(coverage.begins), actor.begins)) and (
        actor.ends is None or not_before(actor.ends, str(coverage.ends))
    )


@dataset_rule
def searches_end_before_they_are_told(dataset: Dataset) -> Iterator[Fault]:
    for entry in dataset.marked(Coverage):
        if entry.value.ends > entry.value.searched:
            yield entry.fault(
                ("ends",),
                f"the period ends {entry.value.ends}, after the search of {entry.value.searched}",
                "end it on the day of the search at the latest",
            )


@dataset_rule
def searches_name_what_was_asked(dataset: Dataset) -> Iterator[Fault]:
    for entry in dataset.marked(Coverage):
        if entry.value.status in WHOLE:
            for name in ("overviews", "queries", "languages"):
                if not getattr(entry.value, name):
                    yield entry.fault(
                        ("status",),
                        f"the search is {entry.value.status}, and names no {name}",
                        f"name the {name}, or write status: partial",
                    )


@dataset_rule
def searches_keep_the_protocol(dataset: Dataset) -> Iterator[Fault]:
    for entry in dataset.marked(Coverage):
        coverage = entry.value
        if coverage.status is not CoverageStatus.SEARCHED:
            continue
        if coverage.languages and ENGLISH not in coverage.languages:
            yield entry.fault(
                ("languages",),
                "searched, and nothing was asked in English",
                "ask in English and in a language of each side, or write status: partial",
            )
        if (coverage.ends - coverage.begins).days > LONGEST:
            yield entry.fault(
                ("ends",),
                f"searched, from {coverage.begins} to {coverage.ends} in one",
                "search at most five years at a time, an entry each, or write status: partial",
            )


@dataset_rule
def searches_do_not_contradict(dataset: Dataset) -> Iterator[Fault]:
    of_pair: dict[tuple[str, str], list[Marked[Coverage]]] = defaultdict(list)
    for entry in dataset.marked(Coverage):
        coverage = entry.value
        earlier_ones = of_pair[coverage.initiator, coverage.counterpart]
        for earlier in earlier_ones:
            other = earlier.value
            shared = set(coverage.measures) & set(other.measures)
            if shared and coverage.begins <= other.ends and other.begins <= coverage.ends:
                same = (coverage.begins, coverage.ends) == (other.begins, other.ends)
                if same and set(coverage.measures) == set(other.measures):
                    yield entry.fault(("id",), f"{other.id} tells the same pair, period and measures", "merge the two")
                elif CoverageStatus.NOT_SEARCHED in (coverage.status, other.status) and {
                    coverage.status,
                    other.status,
                } & set(WHOLE):
                    yield entry.fault(
                        ("status",),
                        f"{coverage.status} here, {other.status} in {other.id}, which meets it in time and measures",
                        "mend one of the two, or part the periods",
                    )
        earlier_ones.append(entry)


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
