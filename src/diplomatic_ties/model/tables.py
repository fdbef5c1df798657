"""What is published: one row model a table, with its key and its references.

Column types are the few that every reader keeps: string, date, integer, boolean, float and list of strings.
A field that a record has too takes its meaning from the record.
"""

import datetime
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from diplomatic_ties.model.fields import ActorId, Code, Count, EventId, Key, Language, Party, PublishedUrl, Written
from diplomatic_ties.model.record import Claims, Event, Link, Persons, Source
from diplomatic_ties.model.registries import (
    Actor,
    Coverage,
    Episode,
    Lead,
    Membership,
    Mission,
    Publisher,
    SecondSearch,
    Trigger,
    Withdrawn,
)
from diplomatic_ties.model.vocabulary import (
    ActorKind,
    Affects,
    AnnouncedBy,
    Bound,
    CeilingRule,
    ChangeKind,
    CoverageStatus,
    DeadlineBasis,
    Direction,
    Evidence,
    Ground,
    Group,
    Instrument,
    Level,
    LinkBasis,
    LinkType,
    Measure,
    MissionKind,
    MissionState,
    Outcome,
    Precision,
    PublisherKind,
    RelationsState,
    RepresentationState,
    Scope,
    SourceKind,
    StepRule,
    Waiver,
)
from diplomatic_ties.tabular import UNRELEASED


def _as(model: type[Written], field: str, suffix: str = "", was: str | None = None) -> Any:
    """A column that means what ``field`` of the written ``model`` means; once it ``was`` called otherwise."""
    return _column(f"{model.model_fields[field].description}{suffix}", was=was)


def _column(description: str, unit: str | None = None, was: str | None = None) -> Any:
    extra: dict[str, JsonValue] = {name: value for name, value in (("unit", unit), ("was", was)) if value}
    return Field(description=description, json_schema_extra=extra or None)


FIRST = ": first possible day"
SourceId = Annotated[str, Field(pattern=r"^[0-9a-f]{10}$")]
Version = Annotated[str, Field(pattern=rf"^(\d+\.\d+\.\d+|{UNRELEASED})$", examples=["0.1.0"])]
LAST = Field(description="Last possible day; equal to the first where the day is known")
HOW_EXACT = "How exactly the date is known"
PRECISION = Field(description=HOW_EXACT)
APPROXIMATE = Field(description="Whether the date is about that (`~`), whatever its precision")
NAME = Field(description="English name of the actor")
COW = Field(description="Correlates of War country code of the actor")
GW = Field(description="Gleditsch-Ward number of the actor")
EVENT_ID = Field(description="The measure")
KNOWN = " that are known; null if none is, which is no zero"
SIZE = "; null if no expulsion is known, or the size of one is not"


class Row(BaseModel):
    """A published row.

    ``meaning`` says in one line what a row of the table is; ``references`` maps a column to the table whose
    key it holds. ``ordered`` names columns whose values, where given, never fall from one to the next. A
    ``derived`` table is computed from other tables, so its vintages are too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    meaning: ClassVar[str]
    primary_key: ClassVar[tuple[str, ...]]
    references: ClassVar[dict[str, str]] = {}
    ordered: ClassVar[tuple[tuple[str, ...], ...]] = ()
    derived: ClassVar[bool] = False


class EventRow(Row):
    meaning = "One row a measure: who did what to whom, when, to how many, and why"
    primary_key = ("event_id",)
    references = {
        "initiator": "actors",
        "counterpart": "actors",
        "mission_id": "missions",
        "trigger_id": "triggers",
        "episode_id": "episodes",
    }
    ordered = (
        ("notified", "notified_last"),
        ("announced", "announced_last"),
        ("effective", "effective_last"),
        ("deadline", "deadline_last"),
        ("persons_low", "persons_best", "persons_high"),
        ("n_independent", "n_sources"),
    )

    event_id: EventId = _as(Event, "id")
    measure: Measure = _as(Event, "measure")
    measure_group: Group = _column("The group to which the measure belongs", was="group")
    direction: Direction = Field(description="Whether ties are cut or restored")
    initiator: ActorId = _as(Event, "initiator")
    initiator_name: str = NAME
    initiator_cow: Code | None = COW
    initiator_gw: Code | None = GW
    counterpart: ActorId = _as(Event, "counterpart")
    counterpart_name: str = NAME
    counterpart_cow: Code | None = COW
    counterpart_gw: Code | None = GW
    affects: Affects = _as(Event, "affects")
    instrument: Instrument | None = _as(Event, "instrument")
    mission_id: Key | None = _as(Event, "mission")
    notified: datetime.date | None = _as(Event, "notified", FIRST)
    notified_last: datetime.date | None = LAST
    notified_precision: Precision | None = PRECISION
    notified_approximate: bool | None = APPROXIMATE
    announced: datetime.date = _as(Event, "announced", FIRST)
    announced_last: datetime.date = LAST
    announced_precision: Precision = PRECISION
    announced_approximate: bool = APPROXIMATE
    announced_edtf: str = _as(Event, "announced", ", as written (EDTF level 1)")
    announced_by: AnnouncedBy | None = _as(Event, "announced_by")
    effective: datetime.date | None = _as(Event, "effective", f"{FIRST}; null if only its last one is known")
    effective_last: datetime.date | None = Field(
        description="Last possible day; equal to the first where the day is known; null if only the first is"
    )
    effective_precision: Precision | None = PRECISION
    effective_approximate: bool | None = APPROXIMATE
    effective_edtf: str | None = _as(Event, "effective", ", as written (EDTF level 1)")
    deadline: datetime.date | None = Field(
        description="The last day to leave, named by a source or counted from the term: first possible day"
    )
    deadline_last: datetime.date | None = LAST
    deadline_precision: Precision | None = PRECISION
    deadline_approximate: bool | None = APPROXIMATE
    deadline_basis: DeadlineBasis | None = Field(
        description="Whether a source names the deadline or it follows from the term"
    )
    term: str | None = _as(Event, "term", " (ISO 8601 duration; PT0S is at once)")
    persons_best: Count | None = _column(
        "How many people it concerns: the curator's choice among the numbers said", "persons"
    )
    persons_low: Count | None = _column("The lowest number that a source gives for the same scope", "persons")
    persons_high: Count | None = _column("The highest number that a source gives for the same scope", "persons")
    persons_scope: Scope | None = Field(description="Who is counted")
    persons_bound: Bound | None = _as(Persons, "bound")
    ceiling_before: Count | None = _column("The limit until then; null if none or not known", "persons")
    ceiling_after: Count | None = _column("The limit from then on; null if lifted or not known", "persons")
    ceiling_rule: CeilingRule | None = Field(description="A number, parity with the own mission, or no more limit")
    ceiling_scope: Scope | None = Field(description="Who counts towards the limit")
    grounds: list[Ground] = _as(Event, "grounds")
    trigger_id: Key | None = _as(Event, "trigger")
    episode_id: Key = _as(Event, "episode")
    outcome: Outcome = _as(Event, "outcome")
    evidence: Evidence = Field(
        description="Grade of the weakest of its core values: that it happened, announced, persons or limit"
    )
    n_sources: Count = _column("How many pages support it", "pages")
    n_independent: Count = _column(
        "How many independent voices stand behind them: the reprints of a wire are "
        "one, all state media are one, reference works are none",
        "origins",
    )
    cameo: str = Field(description="CAMEO code of the measure, mapped by hand")
    plover: str = Field(description="PLOVER event type and mode of the measure, mapped by hand")
    summary: str = _as(Event, "summary")
    coder_note: str | None = _as(Event, "coder_note")
    waives: list[Waiver] = _as(Event, "waives")
    last_checked: datetime.date | None = _as(Event, "last_checked")
    first_release: Version = Field(description="The release that first had the record")
    last_changed_release: Version = Field(description="The release that last changed a value of it")


class EventValueRow(Row):
    meaning = "Each coded value of a measure: how many pages and voices say it, how many differ, its grade"
    primary_key = ("event_id", "field", "value")
    references = {"event_id": "events"}

    event_id: EventId = EVENT_ID
    field: str = Field(description="The field, by its name in event_sources; `happened` for the measure as such")
    value: str = Field(description="The value as coded; of a link its type and the other measure")
    pages: int = _column("Pages that say it", "pages")
    n_voices: int = _column("Independent voices behind them", "origins")
    differing: int = _column("Pages that say another value", "pages")
    differing_voices: int = _column("Independent voices behind those", "origins")
    grade: Evidence | None = Field(description="Grade of the evidence for this value; null if no voice says it")
    said_by: list[SourceId] = Field(description="The pages that say it: keys of sources")
    differs: list[SourceId] = Field(description="The pages that say another value: keys of sources")


class EventSourceRow(Row):
    meaning = "What each source says of each measure, value by value"
    primary_key = ("event_id", "source_id")
    references = {"event_id": "events", "source_id": "sources"}

    event_id: EventId = EVENT_ID
    source_id: SourceId = Field(description="The page")
    announced: str | None = _as(Claims, "announced", " (EDTF level 1)")
    announced_by: AnnouncedBy | None = _as(Claims, "announced_by")
    notified: str | None = _as(Claims, "notified", " (EDTF level 1)")
    effective: str | None = _as(Claims, "effective", " (EDTF level 1)")
    deadline: str | None = _as(Claims, "deadline", " (EDTF level 1)")
    term: str | None = _as(Claims, "term", " (ISO 8601 duration)")
    persons: Count | None = _as(Claims, "persons")
    persons_scope: Scope | None = _as(Claims, "persons_scope")
    persons_bound: Bound | None = _as(Claims, "persons_bound")
    ceiling_before: Count | None = _as(Claims, "ceiling_before")
    ceiling_after: Count | None = _as(Claims, "ceiling_after")
    instrument: Instrument | None = _as(Claims, "instrument")
    grounds: list[Ground] = _as(Claims, "grounds")
    outcome: Outcome | None = _as(Claims, "outcome")
    links: list[str] = _as(Claims, "links", ": the type and the id of the other measure")


class SourceRow(Row):
    meaning = "The pages that were read"
    primary_key = ("source_id",)
    references = {"publisher_id": "publishers", "via_id": "publishers"}

    source_id: SourceId = Field(description="First ten hexadecimal digits of the URL's SHA-256")
    url: PublishedUrl = _as(Source, "url")
    publisher_id: Key = _as(Source, "publisher")
    publisher: str = Field(description="Name of the publisher")
    via_id: Key | None = _as(Source, "via", ": an id of publishers")
    via: str | None = Field(description="Name of the publisher that a reprint comes from")
    published: datetime.date | None = _as(Source, "published", FIRST)
    published_precision: Precision | None = PRECISION
    published_approximate: bool | None = APPROXIMATE
    language: Language = _as(Source, "language")
    kind: SourceKind = Field(
        description="What sort of source it is: what its publisher's pages are, where it does not say otherwise"
    )
    accessed: datetime.date = _as(Source, "accessed", "; the latest, where read several times")


class PublisherRow(Row):
    meaning = "Whose pages were read: what sort of publisher, of which country, directed by which state"
    primary_key = ("publisher_id",)
    references = {"country": "actors", "state": "actors"}

    publisher_id: Key = _as(Publisher, "id")
    name: str = _as(Publisher, "name")
    also: list[str] = _as(Publisher, "also")
    kind: PublisherKind = _as(Publisher, "kind")
    country: ActorId | None = _as(Publisher, "country")
    state: ActorId | None = _as(Publisher, "state")
    wikidata: str | None = _as(Publisher, "wikidata")
    domains: list[str] = _as(Publisher, "domains")
    note: str | None = _as(Publisher, "note")
    pages: int = _column("How many pages are its own", "pages")
    pages_via: int = _column("How many pages of others reprint it", "pages")
    records: int = _column("How many records rest on a page of either sort", "records")


class LinkRow(Row):
    meaning = "Relations between measures: answers, solidarity, reversals"
    primary_key = ("event_id", "link_type", "to_event_id")
    references = {"event_id": "events", "to_event_id": "events"}

    event_id: EventId = EVENT_ID
    link_type: LinkType = _as(Link, "type")
    to_event_id: EventId = _as(Link, "to")
    basis: LinkBasis = _as(Link, "basis")
    note: str | None = _as(Link, "note")


class EpisodeRow(Row):
    meaning = "Chains of measures and answers that are told together"
    primary_key = ("episode_id",)

    episode_id: Key = _as(Episode, "id")
    title: str = _as(Episode, "title")
    summary: str = _as(Episode, "summary")


class TriggerRow(Row):
    meaning = "Events outside representation that set measures off"
    primary_key = ("trigger_id",)
    ordered = (("date", "date_last"),)

    trigger_id: Key = _as(Trigger, "id")
    date: datetime.date = _as(Trigger, "date", FIRST)
    date_last: datetime.date = LAST
    date_precision: Precision = PRECISION
    date_approximate: bool = APPROXIMATE
    title: str = _as(Trigger, "title")
    summary: str = _as(Trigger, "summary")


class ActorRow(Row):
    meaning = "States since 1945 and organisations, with the codes that join to other data"
    primary_key = ("actor_id",)
    references = {"continues": "actors"}

    actor_id: ActorId = _as(Actor, "id")
    name: str = _as(Actor, "name")
    kind: ActorKind = _as(Actor, "kind")
    iso3: str | None = _as(Actor, "iso3")
    iso2: str | None = _as(Actor, "iso2")
    cow: Code | None = _as(Actor, "cow")
    gw: Code | None = _as(Actor, "gw")
    wikidata: str | None = _as(Actor, "wikidata")
    starts: datetime.date | None = _as(Actor, "begins", FIRST, was="begins")
    starts_precision: Precision | None = _column(HOW_EXACT, was="begins_precision")
    starts_approximate: bool | None = APPROXIMATE
    ends: datetime.date | None = _as(Actor, "ends", ": last possible day")
    ends_precision: Precision | None = PRECISION
    ends_approximate: bool | None = APPROXIMATE
    continues: ActorId | None = _as(Actor, "continues")


class MembershipRow(Row):
    meaning = "When a state belonged to an organisation"
    primary_key = ("actor_id", "org", "starts")
    references = {"actor_id": "actors", "org": "actors"}

    actor_id: ActorId = Field(description="The state")
    org: ActorId = _as(Membership, "org")
    starts: datetime.date = _as(Membership, "begins", FIRST, was="begins")
    starts_precision: Precision = _column(HOW_EXACT, was="begins_precision")
    starts_approximate: bool = APPROXIMATE
    ends: datetime.date | None = _as(Membership, "ends", ": last possible day")
    ends_precision: Precision | None = PRECISION
    ends_approximate: bool | None = APPROXIMATE


class MissionRow(Row):
    meaning = "Posts and channels: whose, where, of what kind, and since when"
    primary_key = ("mission_id",)
    references = {"sender": "actors", "host": "actors", "country": "actors"}

    mission_id: Key = _as(Mission, "id")
    name: str = _as(Mission, "name")
    sender: ActorId = _as(Mission, "sender")
    host: ActorId = _as(Mission, "host")
    country: ActorId | None = _as(Mission, "country")
    city: str | None = _as(Mission, "city")
    kind: MissionKind = _as(Mission, "kind")
    opened: datetime.date | None = _as(Mission, "opened", FIRST)
    opened_precision: Precision | None = PRECISION
    opened_approximate: bool | None = APPROXIMATE
    closed: datetime.date | None = _as(Mission, "closed", ": last possible day")
    closed_precision: Precision | None = PRECISION
    closed_approximate: bool | None = APPROXIMATE
    note: str | None = _as(Mission, "note")


class CoverageRow(Row):
    meaning = "What was searched and how far: tells a zero from a blank"
    primary_key = ("coverage_id",)

    coverage_id: Key = _as(Coverage, "id")
    initiator: Party = _as(Coverage, "initiator")
    counterpart: Party = _as(Coverage, "counterpart")
    starts: datetime.date = _as(Coverage, "begins", was="begins")
    ends: datetime.date = _as(Coverage, "ends")
    measures: list[str] = _as(Coverage, "measures")
    status: CoverageStatus = _as(Coverage, "status")
    how: str = _as(Coverage, "how")
    searched: datetime.date = _as(Coverage, "searched")
    overviews: list[PublishedUrl] = _as(Coverage, "overviews")
    queries: list[str] = _as(Coverage, "queries")
    languages: list[Language] = _as(Coverage, "languages")
    note: str | None = _as(Coverage, "note")


class LeadRow(Row):
    meaning = "Measures known of and not yet verified: never to be counted as events"
    primary_key = ("lead_id",)
    references = {"initiator": "actors", "counterpart": "actors"}

    lead_id: Key = _as(Lead, "id")
    measure: Measure | None = _as(Lead, "measure")
    initiator: ActorId | None = _as(Lead, "initiator")
    counterpart: ActorId | None = _as(Lead, "counterpart")
    date: str | None = _as(Lead, "date", " (EDTF level 1)")
    what: str = _as(Lead, "what")
    searched: str = _as(Lead, "searched")


class MissionStatusRow(Row):
    meaning = "When each post and channel was open, suspended or closed, and what began and ended it"
    derived = True
    primary_key = ("mission_id", "step")
    references = {"mission_id": "missions", "began_by": "events", "ended_by": "events"}

    mission_id: Key = Field(description="The post or channel")
    step: int = Field(description="Place in the order of its intervals, from 1")
    status: MissionState = Field(description="Its state throughout the interval")
    starts: datetime.date | None = Field(
        description="First day: the first possible one, where the date is not exact; null if not known"
    )
    starts_precision: Precision | None = PRECISION
    starts_approximate: bool | None = APPROXIMATE
    ends: datetime.date | None = Field(
        description="Last day, the one before the next interval starts; null if it goes on"
    )
    ends_precision: Precision | None = PRECISION
    ends_approximate: bool | None = APPROXIMATE
    began_by: EventId | None = Field(description="The measure that began it; null if none is known")
    ended_by: EventId | None = Field(description="The measure that ended it; null if it goes on")


class StaffCeilingRow(Row):
    meaning = "Who limits whose staff, and to how many, from day to day"
    derived = True
    primary_key = ("initiator", "counterpart", "mission", "step")
    references = {"initiator": "actors", "counterpart": "actors", "event_id": "events"}

    initiator: ActorId = Field(description="Who sets the limit")
    counterpart: ActorId = Field(description="Whose staff is limited")
    mission: str = Field(description="The post, an id of missions; `all` if the limit names none")
    step: int = Field(description="Place in the order of the steps, from 1")
    rule: StepRule = Field(description="What kind of limit stands")
    ceiling: int | None = _column("The maximum; null if there is none or it is not known", "persons")
    scope: Scope | None = Field(description="Who counts towards the limit; null if there is none")
    starts: datetime.date | None = Field(
        description="First day: the first possible one, where the date is not exact; null if not known"
    )
    starts_precision: Precision | None = PRECISION
    starts_approximate: bool | None = APPROXIMATE
    ends: datetime.date | None = Field(description="Last day; null if the step goes on")
    ends_precision: Precision | None = PRECISION
    ends_approximate: bool | None = APPROXIMATE
    event_id: EventId | None = Field(description="The measure behind the step; null if none is known")


class RetaliationRow(Row):
    meaning = "Measures and their answers: how late, how many, and whether of the same kind"
    derived = True
    primary_key = ("event_id", "answer_id")
    references = {
        "event_id": "events",
        "answer_id": "events",
        "initiator": "actors",
        "counterpart": "actors",
    }

    event_id: EventId = Field(description="The measure that was answered")
    answer_id: EventId = Field(description="The answer")
    initiator: ActorId = Field(description="Who took the measure, and was answered")
    counterpart: ActorId = Field(description="Who answered")
    announced: datetime.date = Field(description="First possible day of the measure's announcement")
    answer_announced: datetime.date = Field(description="First possible day of the answer's")
    lag_days: int | None = _column(
        "Days from the one to the other; null where either day is not exact or is approximate", "days"
    )
    lag_low: int = _column("The fewest days that it can be", "days")
    lag_approximate: bool = Field(description="Whether either date is approximate (`~`), so that the bounds are too")
    lag_high: int = _column("The most days that it can be", "days")
    measure: Measure = Field(description="What was done")
    answer_measure: Measure = Field(description="What was done in answer")
    same_measure: bool = Field(description="Whether both are the same measure")
    persons: int | None = _column("How many people the measure concerned: best count", "persons")
    answer_persons: int | None = _column("How many people the answer concerned: best count", "persons")
    ratio: float | None = Field(
        description="answer_persons / persons; null unless both are expulsions with a count above zero "
        "and the answer is to this measure alone"
    )
    in_solidarity: bool = Field(
        description="Whether the measure was itself taken in support of another actor: a wave, "
        "to be told apart from two-sided quarrels"
    )


class DyadMonthRow(Row):
    meaning = "What is known of directed pairs, in the months with a measure or a state that changed"
    derived = True
    primary_key = ("initiator", "counterpart", "month")
    references = {"initiator": "actors", "counterpart": "actors"}

    initiator: ActorId = Field(description="Who acts")
    counterpart: ActorId = Field(description="Towards whom")
    month: datetime.date = Field(description="First day of the month; measures count by `announced`")
    measures: int | None = _column(f"Measures{KNOWN}", "measures")
    cuts: int | None = _column(f"Measures that cut ties{KNOWN}", "measures")
    restorations: int | None = _column(f"Measures that restore ties{KNOWN}", "measures")
    staff: int | None = _column(f"Measures of the group staff{KNOWN}", "measures")
    head_of_mission: int | None = _column(f"Measures of the group head_of_mission{KNOWN}", "measures")
    mission: int | None = _column(f"Measures of the group mission{KNOWN}", "measures")
    relations: int | None = _column(f"Measures of the group relations{KNOWN}", "measures")
    channel: int | None = _column(f"Measures of the group channel{KNOWN}", "measures")
    expulsions: int | None = _column(f"Expulsions{KNOWN}", "measures")
    expelled_known: int | None = _column(
        "People expelled, best counts of the expulsions whose size is known: a floor, not a total", "persons"
    )
    expelled_best: int | None = _column(f"People expelled, best counts{SIZE}", "persons")
    expelled_low: int | None = _column(f"People expelled, lowest counts{SIZE}", "persons")
    expelled_high: int | None = _column(f"People expelled, highest counts{SIZE}", "persons")
    relations_state: RelationsState | None = Field(
        description="The pair's relations at the month's end; null if no measure tells"
    )
    representation_state: RepresentationState | None = Field(
        description="The initiator's representation at the counterpart at the month's end; null if no measure tells"
    )


class CompletenessRow(Row):
    meaning = "How complete the records of a slice are, by a second search of someone who had not seen them"
    primary_key = ("slice_id", "kind")

    slice_id: Key = _as(SecondSearch, "id")
    kind: str = Field(description="A group of measures, `expulsion` alone, or `all`")
    starts: datetime.date = _as(SecondSearch, "begins")
    ends: datetime.date = _as(SecondSearch, "ends")
    searched: datetime.date = _as(SecondSearch, "searched")
    ours: int = _column("Records of the slice when the list was frozen", "records")
    theirs: int = _column("Measures in the list that are measures", "measures")
    in_both: int = _column("Measures of the list of which there was a record", "measures")
    estimate: float | None = _column(
        "How many there are, by Chapman's estimate (Seber 1982, pp. 59-60); null where both are none", "measures"
    )
    estimate_low: float | None = _column("Lower end of its 95 % interval (log-normal, Chao 1987)", "measures")
    estimate_high: float | None = _column("Upper end of its 95 % interval", "measures")
    share: float | None = Field(description="ours / estimate: how complete the records were")
    share_low: float | None = Field(description="ours / estimate_high")
    share_high: float | None = Field(description="ours / estimate_low")
    added: int = _column("Records of the slice that were made since, because of this search or not", "records")
    share_now: float | None = Field(
        description="(ours + added) / estimate, 1 at most: how complete they are now, as far as the lists can tell"
    )


class AgreementRow(Row):
    meaning = "How far a second coder, who had not seen the records, coded the same"
    primary_key = ("field",)

    field: str = Field(description="The field that was coded twice")
    level: Level = Field(description="How values are held to differ")
    codings: int = _column("Records coded twice", "records")
    given: int = _column("Of these, those for which at least one coder gave a value", "records")
    agree: int = _column("Of those, the ones on which both agree; grounds agree if they are the same set", "records")
    share: float | None = Field(description="agree / given")
    alpha: float | None = Field(
        description="Krippendorff's alpha (Krippendorff 2019, ch. 12) over values that both coders gave; "
        "null where they are fewer than ten or all the same"
    )
    alpha_low: float | None = Field(description="Lower end of its 95 % bootstrap interval")
    alpha_high: float | None = Field(description="Upper end of its 95 % bootstrap interval")


class WithdrawnRow(Row):
    meaning = "Records that were withdrawn, merged or split, and where they are told now"
    primary_key = ("event_id",)

    event_id: EventId = _as(Withdrawn, "id")
    withdrawn: datetime.date = _as(Withdrawn, "withdrawn")
    reason: str = _as(Withdrawn, "reason")
    now: list[EventId] = _as(Withdrawn, "now")


class ChangeRow(Row):
    meaning = "What changed from release to release, row by row and value by value"
    primary_key = ("version", "table_name", "row_key", "field")

    version: Version = _column("The release that made the change", was="release")
    table_name: str = _column("The table", was="table")
    row_key: str = _column("The primary key of the row, its parts joined by `|`", was="key")
    field: str = Field(description="The field; `*` for an added row as a whole")
    change_kind: ChangeKind = _column("What happened to the row or value", was="change")
    old_value: str | None = _column("The value until then, as in CSV", was="old")
    new_value: str | None = _column("The value from then on, as in CSV", was="new")
    reason: str | None = Field(description="Why, where a curator said so")


TABLES: dict[str, type[Row]] = {
    "events": EventRow,
    "event_sources": EventSourceRow,
    "event_values": EventValueRow,
    "sources": SourceRow,
    "publishers": PublisherRow,
    "links": LinkRow,
    "episodes": EpisodeRow,
    "triggers": TriggerRow,
    "actors": ActorRow,
    "memberships": MembershipRow,
    "missions": MissionRow,
    "coverage": CoverageRow,
    "leads": LeadRow,
    "mission_status": MissionStatusRow,
    "staff_ceilings": StaffCeilingRow,
    "retaliations": RetaliationRow,
    "dyad_months": DyadMonthRow,
    "completeness": CompletenessRow,
    "agreement": AgreementRow,
    "withdrawn": WithdrawnRow,
    "changes": ChangeRow,
}
