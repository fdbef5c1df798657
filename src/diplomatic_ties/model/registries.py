"""The registries beside the records, as curators write them, and the one table of them all."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, cast

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, ValidationError, ValidationInfo

from diplomatic_ties.model.edtf import OpenDate, PartialDate, interval
from diplomatic_ties.model.fields import (
    ActorId,
    ActorRef,
    Code,
    Count,
    Day,
    Domain,
    Entry,
    EventId,
    EventRef,
    EventRefEver,
    Key,
    Language,
    LatinName,
    ListedUrl,
    Name,
    Party,
    PastDate,
    PastDay,
    PublisherRef,
    Query,
    Text,
    Url,
    Wikidata,
    Written,
)
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.term import Term
from diplomatic_ties.model.vocabulary import (
    CHANNELS,
    ActorKind,
    Affects,
    AnnouncedBy,
    Bound,
    CoverageStatus,
    Ground,
    Instrument,
    Measure,
    MissionKind,
    Outcome,
    PublisherKind,
    Scope,
)


class Membership(Written):
    """The time that a state belongs to an organisation."""

    org: ActorRef = Field(description="The organisation, an id of actors")
    begins: PastDate = Field(description="First day of membership")
    ends: PastDate | None = Field(description="Last day of membership; null if it goes on")


class Actor(Entry):
    """A state or an international organisation."""

    id: ActorId = Field(description="ISO 3166-1 alpha-3, or the former code, or a short name")
    name: Text = Field(description="Short English name")
    kind: ActorKind = Field(description="State or organisation")
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = Field(
        description="ISO 3166-1 alpha-3 code; for former states that of ISO 3166-3"
    )
    iso2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = Field(description="ISO 3166-1 alpha-2 code")
    cow: Code | None = Field(description="Correlates of War country code")
    gw: Code | None = Field(description="Gleditsch-Ward number")
    wikidata: Wikidata | None = Field(description="Wikidata item")
    begins: PastDate | None = Field(description="First day; null if there already on 1945-01-01")
    ends: PastDate | None = Field(description="Last day; null if it exists")
    continues: ActorRef | None = Field(
        default=None, description="The earlier actor as which it goes on, so that the two can be joined; null if none"
    )
    memberships: list[Membership] = Field(description="Organisations and when it belonged to them")


def line(actor: str, later: Mapping[str, str]) -> Iterator[str]:
    """Yield an actor, the one that goes on from it by ``later``, and so on."""
    seen: set[str] = set()
    following: str | None = actor
    while following and following not in seen:
        yield following
        seen.add(following)
        following = later.get(following)


class Mission(Entry):
    """A post or a channel."""

    id: Key = Field(description="Sender, host and, where there are several, city")
    name: Text = Field(description="English name")
    sender: ActorRef = Field(description="Whose post it is; for a channel, one of the sides")
    host: ActorRef = Field(description="To whom it is accredited; for a channel, the other side")
    country: ActorRef | None = Field(description="The state in which it stands")
    city: Text | None = Field(description="The city in which it stands")
    kind: MissionKind = Field(description="What sort of post or channel it is")
    opened: PastDate | None = Field(description="When it was set up; null if not known")
    closed: PastDate | None = Field(description="When it was closed; null if open or not known")
    note: Text | None = Field(description="What else is worth knowing, with its source")

    @property
    def is_channel(self) -> bool:
        """Whether it is a forum, a line or a framework and has no sender of its own."""
        return self.kind in CHANNELS


class Episode(Entry):
    """A chain of measures and answers that are told together."""

    id: Key = Field(description="Short name with the year")
    title: Text = Field(description="Title")
    summary: Text = Field(description="What it was about, in the project's own words")


class Publisher(Entry):
    """Whose pages are read: what sort of publisher it is tells what its pages are and whose voice they have."""

    id: Key = Field(description="The short name by which it is known")
    name: LatinName = Field(description="Its name as it spells it, in Latin letters")
    also: list[Name] = Field(description="Other spellings of the name")
    kind: PublisherKind = Field(description="What sort of publisher it is")
    country: ActorRef | None = Field(description="Where it is edited; null if in no one country, or not known")
    state: ActorRef | None = Field(
        description="The state that owns and directs it; for governments and state media alone"
    )
    wikidata: Wikidata | None = Field(description="Wikidata item, where a page confirms it")
    domains: list[Domain] = Field(description="Its own domains, with all that is below them")
    note: Text | None = Field(description="What kind, country or state rest on, where not plain")


class Trigger(Entry):
    """An event outside representation that sets measures off."""

    id: Key = Field(description="Short name with the year")
    date: PastDate = Field(description="When it happened or began")
    title: Text = Field(description="Title")
    summary: Text = Field(description="What happened, in the project's own words")


class Coverage(Entry):
    """What was searched: tells a zero from a blank."""

    id: Key = Field(description="Short name")
    initiator: Party = Field(description="An actor, the members of one (members:EU), or any")
    counterpart: Party = Field(description="An actor, the members of one (members:EU), or any")
    begins: Day = Field(description="First day of the period")
    ends: Day = Field(description="Last day of the period")
    measures: list[Text] = Field(min_length=1, description="Measures or groups, or `all`")
    status: CoverageStatus = Field(description="How far the search went")
    how: Text = Field(description="What was searched, and how")
    searched: PastDay = Field(description="The day on which the search ended")
    overviews: list[ListedUrl] = Field(default=[], description="Overview pages that were read, such as chronologies")
    queries: list[Query] = Field(default=[], description="What pages were searched for, word for word")
    languages: list[Language] = Field(default=[], description="Languages of the queries, ISO 639-1 codes")
    note: Text | None = Field(description="What could not be found")


class Found(Written):
    """A measure that a second search found, from pages alone."""

    no: Count = Field(description="Its number in the list, as it was frozen")
    measure: Measure = Field(description="What is done, as the searcher read it")
    initiator: ActorRef = Field(description="Who decides it")
    counterpart: ActorRef = Field(description="Towards whom")
    announced: PartialDate | None = Field(description="When it was made public, as its pages say")
    effective: OpenDate | None = Field(description="When it takes effect, as its pages say")
    place: Text | None = Field(description="The city of the post, where there is one")
    persons: Count | None = Field(description="How many people it concerns")
    what: Text = Field(description="What it is, in the searcher's own words")
    pages: list[Url] = Field(min_length=1, description="Pages that were read and say so")
    record: EventRef | None = Field(description="The record that tells it; null if none does")
    excluded: Text | None = Field(default=None, description="Why it is no measure after all; it is not counted")
    why: Text | None = Field(default=None, description="Why it is the same as the record, where not plain")


class SecondSearch(Entry):
    """A list of measures made by someone who had not seen the records, and what the records have of it."""

    id: Key = Field(description="The slice: region and period")
    begins: Day = Field(description="First day of the period")
    ends: Day = Field(description="Last day of the period")
    actors: list[ActorRef] = Field(min_length=1, description="One side of the pairs")
    partners: list[ActorRef] = Field(min_length=1, description="The other side")
    searched: PastDay = Field(description="The day on which the list was frozen, before the records were looked at")
    overviews: list[ListedUrl] = Field(min_length=1, description="Overview pages that were read")
    queries: list[Query] = Field(min_length=1, description="What pages were searched for, word for word")
    held: list[EventRefEver] = Field(description="The records of the slice when the list was frozen")
    found: list[Found] = Field(min_length=1, description="The list, and the record of each")

    def holds(self, event: Event) -> bool:
        """Whether a record is of the slice: its pair, and the day on which it may have been announced."""
        pair = {event.initiator, event.counterpart}
        if not (pair & set(self.actors) and pair & set(self.partners)):
            return False
        span = interval(event.announced)
        return span.first <= self.ends and self.begins <= span.last


class Lead(Entry):
    """A measure that is known of and not yet verified: never an event."""

    id: Key = Field(description="Short name")
    measure: Measure | None = Field(description="What is said to have been done")
    initiator: ActorRef | None = Field(description="Who is said to have decided it")
    counterpart: ActorRef | None = Field(description="Towards whom")
    date: PartialDate | None = Field(description="When it is said to have been")
    what: Text = Field(description="What is known or remembered")
    searched: Text = Field(description="Where it was looked for")


class Withdrawn(Entry):
    """The tombstone of a record: its id is never used again."""

    id: EventId = Field(description="The id of the record that was withdrawn")
    withdrawn: PastDay = Field(description="The day of the withdrawal")
    reason: Text = Field(description="Why it was withdrawn, merged or split")
    now: list[EventRef] = Field(
        description="The records that tell it now: one if merged, several if split, none if it was wrong"
    )


class Correction(Entry):
    """Why a value of a record was changed; the change itself is found by comparison."""

    id: Key = Field(description="Short name")
    event: EventRefEver = Field(description="The record")
    field: Text = Field(description="The column of `events` that changed")
    corrected: PastDay = Field(description="The day of the correction")
    reason: Text = Field(description="What showed that the value was wrong")


class Total(Entry):
    """A number of expelled people that someone published, to hold the records against."""

    id: Key = Field(description="Short name")
    what: Text = Field(description="What the number is said to count")
    counterpart: ActorRef = Field(description="Whose people were expelled")
    begins: Day = Field(description="First day of the announcements that it counts")
    ends: Day = Field(description="Last day of the announcements that it counts")
    without: list[ActorRef] = Field(description="Initiators that it leaves out")
    persons: Count = Field(description="The number")
    publisher: PublisherRef = Field(description="Whose page it is: an id of publishers")
    via: PublisherRef | None = Field(default=None, description="Who published it first, where it is a reprint")
    url: Url = Field(description="Where")
    why: Text = Field(description="Why the records' sum is another one, or that it is the same")


class Coding(Written):
    """What a second coder made of the same pages; a field that is not written was not asked for."""

    measure: Measure = Field(description="As in the record")
    initiator: ActorRef = Field(description="As in the record")
    counterpart: ActorRef = Field(description="As in the record")
    affects: Affects = Field(description="As in the record")
    instrument: Instrument | None = Field(description="As in the record")
    announced: PartialDate = Field(description="As in the record")
    effective: OpenDate | None = Field(description="As in the record")
    deadline: PartialDate | None = Field(description="As in the record")
    persons: Count | None = Field(description="`persons.best` of the record")
    persons_scope: Scope | None = Field(description="`persons.scope` of the record")
    ceiling_before: Count | None = Field(description="`ceiling.before` of the record")
    ceiling_after: Count | None = Field(description="`ceiling.after` of the record")
    grounds: list[Ground] = Field(description="As in the record, in any order")
    notified: PartialDate | None = Field(default=None, description="As in the record")
    announced_by: AnnouncedBy | None = Field(default=None, description="As in the record")
    term: Term | None = Field(default=None, description="As in the record")
    persons_bound: Bound | None = Field(default=None, description="`persons.bound` of the record")
    outcome: Outcome | None = Field(default=None, description="As in the record")


def _coded_field(name: str) -> str:
    if name not in Coding.model_fields:
        raise ValueError(f"{name!r} is no coded field; write one of {', '.join(Coding.model_fields)}")
    return name


@cache
def _kind_of(name: str) -> TypeAdapter[Any]:
    field = Coding.model_fields[name]
    kind: Any = Annotated[cast(Any, field.annotation), field]
    return TypeAdapter(kind)


def _value_of_its_field(first: Any, info: ValidationInfo) -> Any:
    """A value that the record could have had: it is compared with what the second coder wrote."""
    if (name := info.data.get("field")) is None:
        return first
    try:
        return _kind_of(name).validate_python(first)
    except ValidationError as error:
        what, _, cure = error.errors()[0]["msg"].removeprefix("Value error, ").partition("; ")
        cure = cure or "write what the record said of it"
        raise ValueError(f"no record can have said {first!r} of {name} ({what}); {cure}") from None


class Settlement(Written):
    """A value that the record had when it was coded again, and why it is another one now."""

    field: Annotated[str, AfterValidator(_coded_field)] = Field(description="A field of the coding")
    first: Annotated[Any, AfterValidator(_value_of_its_field)] = Field(description="What the record said at the time")
    reason: Text = Field(description="What settled it")


class SecondCoding(Entry):
    """A record coded again from its pages by someone who had not seen it."""

    id: EventRef = Field(description="The record")
    coded: PastDay = Field(description="The day of the second coding")
    pages: list[Url] = Field(min_length=1, description="The pages that it was coded from")
    coding: Coding = Field(description="What the second coder wrote")
    settled: list[Settlement] = Field(description="What the record says otherwise since then")
    note: Text | None = Field(default=None, description="Why the two differ, where the record stands")


def coded(event: Event) -> dict[str, Any]:
    """Return the values of a record that a second coder codes again, by the names of ``Coding``."""
    persons, ceiling = event.persons, event.ceiling
    return event.model_dump(include=set(Coding.model_fields)) | {
        "persons": persons and persons.best,
        "persons_scope": persons and persons.scope,
        "persons_bound": persons and persons.bound,
        "ceiling_before": ceiling and ceiling.before,
        "ceiling_after": ceiling and ceiling.after,
    }


def _year(episode: Episode) -> str:
    years = [part for part in episode.id.split("-") if re.fullmatch(r"[12][0-9]{3}", part)]
    return f"{years[0] if years else 'undated'}.yaml"


@dataclass(frozen=True)
class Registry:
    """Where the entries of a model stand below ``dataset/``.

    One file, ``<name>.yaml``, or a ``folder`` of them, in which ``file`` tells the file of an entry; where
    there is no ``file`` the curator chooses. Each file holds a list of entries in the order of their ids, or
    one entry where ``lists`` is false.
    """

    name: str
    model: type[Entry]
    noun: str
    folder: bool = False
    file: Callable[[Any], str] | None = None
    lists: bool = True

    @property
    def place(self) -> str:
        """Its folder or file below ``dataset/``."""
        return f"{self.name}/" if self.folder else f"{self.name}.yaml"


REGISTRIES = (
    Registry("events", Event, "record", True, lambda event: event.file_name, lists=False),
    Registry("actors", Actor, "actor"),
    Registry("missions", Mission, "mission", True, lambda mission: f"{mission.sender.lower()}.yaml"),
    Registry("episodes", Episode, "episode", True, _year),
    Registry("triggers", Trigger, "trigger"),
    Registry("publishers", Publisher, "publisher", True, lambda p: f"{(p.country or 'other').lower()}.yaml"),
    Registry("coverage", Coverage, "coverage entry", True),
    Registry("second_searches", SecondSearch, "second search", True, lambda s: f"{s.id}.yaml", lists=False),
    Registry("leads", Lead, "lead", True),
    Registry("withdrawn", Withdrawn, "tombstone"),
    Registry("corrections", Correction, "correction"),
    Registry("totals", Total, "total"),
    Registry("second_codings", SecondCoding, "second coding", True, lambda c: f"{c.id}.yaml", lists=False),
)
REGISTRY_OF: dict[type[Entry], Registry] = {registry.model: registry for registry in REGISTRIES}
