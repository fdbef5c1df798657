"""What curators write: the record of one measure, and the registries that it refers to."""

import re
from datetime import date
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from diplomatic_ties.model.edtf import PartialDate
from diplomatic_ties.model.vocabulary import (
    CHANNELS,
    ActorKind,
    Affects,
    CeilingRule,
    CoverageStatus,
    Direction,
    Evidence,
    Ground,
    Instrument,
    LinkType,
    Measure,
    MissionKind,
    Outcome,
    Scope,
    SourceKind,
)

ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ANY = "any"
STATE_MEDIA = "state media"
# Agencies whose reprints are state media too, whoever prints them.
STATE_AGENCIES = frozenset({"BelTA", "RIA Novosti", "RT", "Sputnik", "TASS", "Xinhua"})
MEMBERS = "members:"


def _day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(f"{value!r} is not a day; write it as 2021-10-18")
    if isinstance(value, int):
        raise ValueError(f"{value} is not a day; write it as 2021-10-18")
    return value


def _single_line(text: str) -> str:
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError("the text has a line break or a control character; write it as one line")
    return text


# A first letter keeps YAML from reading an id such as 123456 or 1e5000 as a number.
EventId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{5}$"),
    Field(examples=["k7m2x9"]),
]
ActorId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$"), Field(examples=["RUS", "NATO"])]
Key = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
    Field(examples=["rus-nato", "salisbury-poisoning-2018"]),
]
Text = Annotated[
    str,
    StringConstraints(min_length=1, strip_whitespace=True),
    AfterValidator(_single_line),
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
    Field(examples=["2021-10-18"]),
]
Count = Annotated[StrictInt, Field(ge=0, le=100_000)]
Url = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$"),
    Field(examples=["https://www.nato.int/cps/en/natohq/opinions_187532.htm"]),
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$"), Field(examples=["en", "ru"])]


class Written(BaseModel):
    """Anything that a curator writes by hand."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(Written):
    """Anything written by hand that others refer to by its ``id``."""

    id: str


class Persons(Written):
    """How many people a measure concerns."""

    best: Count = Field(description="The curator's choice among the numbers that sources say")
    scope: Scope = Field(description="Who is counted")


class Ceiling(Written):
    """A limit on the size of a mission, and what it was before."""

    before: Count | None = Field(description="The limit until then; null if none or not known")
    after: Count | None = Field(description="The limit from then on; null if lifted or not known")
    rule: CeilingRule = Field(description="A number, parity with the own mission, or no more limit")
    scope: Scope = Field(description="Who counts towards the limit")


class Claims(Written):
    """What one source says of the values coded in the record, in the record's own terms."""

    announced: PartialDate | None = Field(default=None, description="When it was made public")
    effective: PartialDate | None = Field(default=None, description="When it takes effect")
    deadline: PartialDate | None = Field(default=None, description="The last day to leave")
    persons: Count | None = Field(default=None, description="How many people it concerns")
    persons_scope: Scope | None = Field(
        default=None, description="Who this source counts, where not the coded scope"
    )
    ceiling_before: Count | None = Field(default=None, description="The limit until then")
    ceiling_after: Count | None = Field(default=None, description="The limit from then on")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set or all(value is None for _, value in self):
            raise ValueError("the source says nothing; give what it says, at least `announced`")
        return self


class Link(Written):
    """A relation of this measure to another one."""

    type: LinkType = Field(description="What this measure is to the other one")
    to: EventId = Field(description="The id of the other measure")
    note: Text | None = Field(default=None, description="Why the link holds, where not plain")


class Source(Written):
    """A page that was read, and what it says."""

    url: Url = Field(description="Address of the page as it was read")
    publisher: Text = Field(description="Whose page it is")
    via: Text | None = Field(description="The agency that a reprint comes from")
    published: PartialDate | None = Field(description="The date that the page bears")
    language: Language = Field(description="ISO 639 code of the page's language")
    kind: SourceKind = Field(description="What sort of source it is")
    accessed: Day = Field(description="The day on which the page was read")
    says: Claims = Field(description="The values that this page supports or disputes")

    @property
    def origin(self) -> str:
        """Who stands behind the words: reprints of a wire, and state media, are one origin."""
        if self.kind is SourceKind.STATE_MEDIA or self.via in STATE_AGENCIES:
            return STATE_MEDIA
        return self.via or self.publisher


class Event(Entry):
    """One measure: one publicly reported decision of one actor towards one other actor."""

    id: EventId = Field(description="Permanent id, random, never reused")
    measure: Measure = Field(description="What is done")
    initiator: ActorId = Field(description="Who decides it: an id of actors.yaml")
    counterpart: ActorId = Field(description="Towards whom: an id of actors.yaml")
    affects: Affects = Field(description="Whose representation changes")
    instrument: Instrument | None = Field(
        description="The legal form of an expulsion; null for any other measure"
    )
    mission: Key | None = Field(
        description="The post or channel that it concerns, an id of missions.yaml; null if not known"
    )
    announced: PartialDate = Field(description="When the decision was made public")
    effective: PartialDate | None = Field(description="When it takes effect, if a source says so")
    deadline: PartialDate | None = Field(description="The last day to leave, if a source says so")
    persons: Persons | None = Field(description="How many people it concerns; null if not said")
    ceiling: Ceiling | None = Field(
        default=None, description="The limit before and after; for `staff_ceiling` alone"
    )
    lifts: StrictBool = Field(
        default=False, description="Whether a refusal, restriction, ban or seizure is taken back"
    )
    distinct_from: list[EventId] = Field(
        default=[], description="Records that look the same but tell another measure"
    )
    grounds: list[Ground] = Field(min_length=1, description="What the initiator says it is for")
    trigger: Key | None = Field(description="The event that set it off, an id of triggers.yaml")
    episode: Key = Field(description="The chain it belongs to, an id of episodes.yaml")
    links: list[Link] = Field(description="Relations to other measures")
    outcome: Outcome = Field(description="What became of it")
    summary: Text = Field(description="One or two sentences in the project's own words")
    sources: list[Source] = Field(min_length=1, description="The pages that were read")
    coder_note: Text | None = Field(
        description="Why a value was chosen, why sources are few, what is not certain"
    )

    @property
    def direction(self) -> Direction:
        """Whether ties are cut or restored; follows from the measure, never typed."""
        if self.lifts:
            return Direction.RESTORE
        if self.ceiling and (
            self.ceiling.rule is CeilingRule.LIFTED
            or (
                self.ceiling.before is not None
                and self.ceiling.after is not None
                and self.ceiling.after > self.ceiling.before
            )
        ):
            return Direction.RESTORE
        return self.measure.direction

    @property
    def said_persons(self) -> list[int]:
        """The counts that sources give for the coded scope."""
        scope = self.persons.scope if self.persons else None
        return [
            source.says.persons
            for source in self.sources
            if source.says.persons is not None and source.says.persons_scope in (None, scope)
        ]

    @property
    def origins(self) -> frozenset[str]:
        """The independent voices behind the record; reference works only support others."""
        return frozenset(s.origin for s in self.sources if s.kind is not SourceKind.REFERENCE)

    @property
    def evidence(self) -> Evidence:
        """The grade of the evidence; computed, never typed."""
        official = {s.origin for s in self.sources if s.kind is SourceKind.OFFICIAL}
        if official and self.origins - official - {STATE_MEDIA}:
            return Evidence.A
        return Evidence.B if len(self.origins) > 1 else Evidence.C

    @property
    def coded(self) -> dict[str, Any]:
        """The values that a second coder codes again, by the names of ``Coding``."""
        persons, ceiling = self.persons, self.ceiling
        return self.model_dump(include=set(Coding.model_fields)) | {
            "persons": persons and persons.best,
            "persons_scope": persons and persons.scope,
            "ceiling_before": ceiling and ceiling.before,
            "ceiling_after": ceiling and ceiling.after,
        }

    @property
    def file_name(self) -> str:
        """The name that the record's file must bear, below ``dataset/events/``."""
        announced = self.announced.rstrip("~")
        pair = f"{self.initiator}-{self.counterpart}".lower()
        return f"{announced[:4]}/{announced}-{pair}-{self.measure}.{self.id}.yaml"


class Membership(Written):
    """The time that a state belongs to an organisation."""

    org: ActorId = Field(description="The organisation, an id of actors.yaml")
    begins: PartialDate = Field(description="First day of membership")
    ends: PartialDate | None = Field(description="Last day of membership; null if it goes on")


class Actor(Entry):
    """A state or an international organisation."""

    id: ActorId = Field(description="ISO 3166-1 alpha-3, or the former code, or a short name")
    name: Text = Field(description="Short English name")
    kind: ActorKind = Field(description="State or organisation")
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = Field(
        description="ISO 3166-1 alpha-3 code; for former states that of ISO 3166-3"
    )
    iso2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = Field(
        description="ISO 3166-1 alpha-2 code"
    )
    cow: StrictInt | None = Field(description="Correlates of War country code")
    gw: StrictInt | None = Field(description="Gleditsch-Ward number")
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$")] | None = Field(
        description="Wikidata item"
    )
    begins: PartialDate | None = Field(description="First day; null if there already on 1945-01-01")
    ends: PartialDate | None = Field(description="Last day; null if it exists")
    memberships: list[Membership] = Field(description="Organisations and when it belonged to them")


class Mission(Entry):
    """A post or a channel."""

    id: Key = Field(description="Sender, host and, where there are several, city")
    name: Text = Field(description="English name")
    sender: ActorId = Field(description="Whose post it is; for a channel, one of the sides")
    host: ActorId = Field(description="To whom it is accredited; for a channel, the other side")
    country: ActorId | None = Field(description="The state in which it stands")
    city: Text | None = Field(description="The city in which it stands")
    kind: MissionKind = Field(description="What sort of post or channel it is")
    opened: PartialDate | None = Field(description="When it was set up; null if not known")
    closed: PartialDate | None = Field(description="When it was closed; null if open or not known")
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


class Trigger(Entry):
    """An event outside representation that sets measures off."""

    id: Key = Field(description="Short name with the year")
    date: PartialDate = Field(description="When it happened or began")
    title: Text = Field(description="Title")
    summary: Text = Field(description="What happened, in the project's own words")


def _party(text: str) -> str:
    if text != ANY and not re.fullmatch(rf"({MEMBERS})?[A-Z]{{2,8}}", text):
        raise ValueError(f"{text!r} is no party; write an actor's id, `{MEMBERS}EU` or `{ANY}`")
    return text


Party = Annotated[str, AfterValidator(_party), Field(examples=["NATO", "members:EU", "any"])]


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
    searched: Day = Field(description="The day on which the search ended")
    note: Text | None = Field(description="What could not be found")


class Lead(Entry):
    """A measure that is known of and not yet verified: never an event."""

    id: Key = Field(description="Short name")
    measure: Measure | None = Field(description="What is said to have been done")
    initiator: ActorId | None = Field(description="Who is said to have decided it")
    counterpart: ActorId | None = Field(description="Towards whom")
    date: PartialDate | None = Field(description="When it is said to have been")
    what: Text = Field(description="What is known or remembered")
    searched: Text = Field(description="Where it was looked for")


class Withdrawn(Entry):
    """The tombstone of a record: its id is never used again."""

    id: EventId = Field(description="The id of the record that was withdrawn")
    withdrawn: Day = Field(description="The day of the withdrawal")
    reason: Text = Field(description="Why it was withdrawn, merged or split")
    now: list[EventId] = Field(
        description="The records that tell it now: one if merged, several if split, none if it was wrong"
    )


class Correction(Entry):
    """Why a value of a record was changed; the change itself is found by comparison."""

    id: Key = Field(description="Short name")
    event: EventId = Field(description="The record")
    field: Text = Field(description="The column of `events` that changed")
    corrected: Day = Field(description="The day of the correction")
    reason: Text = Field(description="What showed that the value was wrong")


class Total(Entry):
    """A number of expelled people that someone published, to hold the records against."""

    id: Key = Field(description="Short name")
    what: Text = Field(description="What the number is said to count")
    counterpart: ActorId = Field(description="Whose people were expelled")
    begins: Day = Field(description="First day of the announcements that it counts")
    ends: Day = Field(description="Last day of the announcements that it counts")
    without: list[ActorId] = Field(description="Initiators that it leaves out")
    persons: Count = Field(description="The number")
    publisher: Text = Field(description="Who published it")
    url: Url = Field(description="Where")
    why: Text = Field(description="Why the records' sum is another one, or that it is the same")


class Coding(Written):
    """What a second coder made of the same pages."""

    measure: Measure = Field(description="As in the record")
    initiator: ActorId = Field(description="As in the record")
    counterpart: ActorId = Field(description="As in the record")
    affects: Affects = Field(description="As in the record")
    instrument: Instrument | None = Field(description="As in the record")
    announced: PartialDate = Field(description="As in the record")
    effective: PartialDate | None = Field(description="As in the record")
    deadline: PartialDate | None = Field(description="As in the record")
    persons: Count | None = Field(description="`persons.best` of the record")
    persons_scope: Scope | None = Field(description="`persons.scope` of the record")
    ceiling_before: Count | None = Field(description="`ceiling.before` of the record")
    ceiling_after: Count | None = Field(description="`ceiling.after` of the record")
    grounds: list[Ground] = Field(description="As in the record, in any order")


def _coded_field(name: str) -> str:
    if name not in Coding.model_fields:
        raise ValueError(f"{name!r} is no coded field; write one of {', '.join(Coding.model_fields)}")
    return name


class Settlement(Written):
    """A value that the record had when it was coded again, and why it is another one now."""

    field: Annotated[str, AfterValidator(_coded_field)] = Field(description="A field of the coding")
    first: Any = Field(description="What the record said at the time")
    reason: Text = Field(description="What settled it")


class SecondCoding(Entry):
    """A record coded again from its pages by someone who had not seen it."""

    id: EventId = Field(description="The record")
    coded: Day = Field(description="The day of the second coding")
    pages: list[Url] = Field(min_length=1, description="The pages that it was coded from")
    coding: Coding = Field(description="What the second coder wrote")
    settled: list[Settlement] = Field(description="What the record says otherwise since then")
    note: Text | None = Field(default=None, description="Why the two differ, where the record stands")


REGISTRIES: dict[str, type[Entry]] = {
    "actors": Actor,
    "missions": Mission,
    "episodes": Episode,
    "triggers": Trigger,
    "coverage": Coverage,
    "leads": Lead,
    "withdrawn": Withdrawn,
    "corrections": Correction,
    "totals": Total,
}
