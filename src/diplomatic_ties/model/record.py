"""The record of one measure, as curators write it."""

from typing import Self

from pydantic import Field, StrictBool, model_validator

from diplomatic_ties.model.edtf import OpenDate, PartialDate
from diplomatic_ties.model.fields import (
    ActorRef,
    Count,
    Entry,
    EpisodeRef,
    EventId,
    EventRef,
    Language,
    MissionRef,
    PastDate,
    PastDay,
    PublisherRef,
    Text,
    TriggerRef,
    Url,
    Written,
)
from diplomatic_ties.model.term import Term
from diplomatic_ties.model.vocabulary import (
    Affects,
    AnnouncedBy,
    Bound,
    CeilingRule,
    Direction,
    Ground,
    Instrument,
    LinkBasis,
    LinkType,
    Measure,
    Outcome,
    Scope,
    SourceKind,
    Waiver,
)


class Persons(Written):
    """How many people a measure concerns."""

    best: Count = Field(description="The curator's choice among the numbers that sources say")
    scope: Scope = Field(description="Who is counted")
    bound: Bound = Field(default=Bound.EXACT, description="Whether it is so many, at least, at most or about so many")


class Ceiling(Written):
    """A limit on the size of a mission, and what it was before."""

    before: Count | None = Field(description="The limit until then; null if none or not known")
    after: Count | None = Field(description="The limit from then on; null if lifted or not known")
    rule: CeilingRule = Field(description="A number, parity with the own mission, or no more limit")
    scope: Scope = Field(description="Who counts towards the limit")


class SaidLink(Written):
    """A relation to another measure that a page itself tells."""

    type: LinkType = Field(description="What this measure is to the other one")
    to: EventRef = Field(description="The id of the other measure")


class Claims(Written):
    """What one source says of the values coded in the record, in the record's own terms."""

    announced: PartialDate | None = Field(default=None, description="When it was made public")
    announced_by: AnnouncedBy | None = Field(default=None, description="Who made it public")
    notified: PartialDate | None = Field(default=None, description="When the counterpart was told")
    effective: OpenDate | None = Field(default=None, description="When it takes effect")
    deadline: PartialDate | None = Field(default=None, description="The last day to leave, where the page names it")
    term: Term | None = Field(default=None, description="The time given to leave, as said")
    persons: Count | None = Field(default=None, description="How many people it concerns")
    persons_scope: Scope | None = Field(
        default=None, description="Who is counted, where the page says so; null counts for the coded scope"
    )
    persons_bound: Bound | None = Field(
        default=None, description="Whether that is at least, at most or about so many; null if exact"
    )
    ceiling_before: Count | None = Field(default=None, description="The limit until then")
    ceiling_after: Count | None = Field(default=None, description="The limit from then on")
    instrument: Instrument | None = Field(default=None, description="The legal form")
    grounds: list[Ground] | None = Field(default=None, min_length=1, description="What the initiator says it is for")
    outcome: Outcome | None = Field(default=None, description="What became of it, beyond that it was ordered")
    links: list[SaidLink] | None = Field(
        default=None, min_length=1, description="What it answers, supports or takes back, as the page says"
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set or all(value is None for _, value in self):
            raise ValueError("the source says nothing; give what it says, at least `announced`")
        return self


class Link(Written):
    """A relation of this measure to another one."""

    type: LinkType = Field(description="What this measure is to the other one")
    to: EventRef = Field(description="The id of the other measure")
    basis: LinkBasis = Field(default=LinkBasis.SAID, description="Whether a page says so")
    note: Text | None = Field(default=None, description="Why the link holds, where not plain")


class Source(Written):
    """A page that was read, and what it says."""

    url: Url = Field(description="Address of the page as it was read")
    publisher: PublisherRef = Field(description="Whose page it is: an id of publishers")
    via: PublisherRef | None = Field(description="The publisher that a reprint comes from, most often an agency")
    published: PastDate | None = Field(description="The date that the page bears")
    language: Language = Field(description="ISO 639 code of the page's language")
    kind: SourceKind | None = Field(
        default=None, description="What sort of source it is, where that does not follow from its publisher"
    )
    accessed: PastDay = Field(description="The day on which the page was read")
    says: Claims = Field(description="The values that this page supports or disputes")


class Event(Entry):
    """One measure: one publicly reported decision of one actor towards one other actor."""

    id: EventId = Field(description="Permanent id, random, never reused")
    measure: Measure = Field(description="What is done")
    initiator: ActorRef = Field(description="Who decides it: an id of actors")
    counterpart: ActorRef = Field(description="Towards whom: an id of actors")
    affects: Affects = Field(description="Whose representation changes")
    instrument: Instrument | None = Field(description="The legal form of an expulsion; null for any other measure")
    mission: MissionRef | None = Field(
        description="The post or channel that it concerns, an id of missions; null if not known"
    )
    notified: PastDate | None = Field(
        default=None, description="When the counterpart was told, where that was not the announced day"
    )
    announced: PastDate = Field(description="When it was first made public, by anyone")
    announced_by: AnnouncedBy | None = Field(default=None, description="Who made it public; null if not said")
    effective: OpenDate | None = Field(description="When it takes effect, if a source says so")
    deadline: PartialDate | None = Field(description="The last day to leave, if a source names the day")
    term: Term | None = Field(default=None, description="The time given to leave, as said")
    persons: Persons | None = Field(description="How many people it concerns; null if not said")
    ceiling: Ceiling | None = Field(
        default=None, description="The limit before and after, of accredited or of local staff"
    )
    lifts: StrictBool = Field(default=False, description="Whether a refusal, restriction, ban or seizure is taken back")
    distinct_from: list[EventRef] = Field(default=[], description="Records that look the same but tell another measure")
    grounds: list[Ground] = Field(min_length=1, description="What the initiator says it is for")
    trigger: TriggerRef | None = Field(description="The event that set it off, an id of triggers")
    episode: EpisodeRef = Field(description="The chain it belongs to, an id of episodes")
    links: list[Link] = Field(description="Relations to other measures")
    outcome: Outcome = Field(description="What became of it")
    summary: Text = Field(description="One or two sentences in the project's own words")
    sources: list[Source] = Field(min_length=1, description="The pages that were read")
    coder_note: Text | None = Field(description="Why a value was chosen, why sources are few, what is not certain")
    waives: list[Waiver] = Field(default=[], description="Rules that the record sets aside; coder_note says why")
    last_checked: PastDay | None = Field(
        default=None, description="The day on which every value was last held against its pages by someone else"
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
    def file_name(self) -> str:
        """The name that the record's file must bear, below ``dataset/events/``."""
        announced = self.announced.rstrip("~")
        pair = f"{self.initiator}-{self.counterpart}".lower()
        return f"{announced[:4]}/{announced}-{pair}-{self.measure}.{self.id}.yaml"
