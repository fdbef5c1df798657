"""The terms of the dataset, each with its definition.

Terms are those of the Vienna Conventions on Diplomatic Relations (VCDR, 1961) and on Consular Relations
(VCCR, 1963) and of diplomatic practice. CAMEO and PLOVER codes are mapped by hand: CAMEO 161 covers both a
broken relation and an expelled attaché, which PLOVER divides between the modes ``expel``, ``withdraw`` and
``discontinue`` of SANCTION, so neither scheme can be computed from the other. PLOVER names follow the
authors' CAMEO-to-PLOVER conversion table of September 2021.
"""

from enum import StrEnum
from typing import Any, Self

from pydantic import GetJsonSchemaHandler


class Defined(StrEnum):
    """A closed list of terms, each with a ``definition`` that editors show beside it."""

    definition: str

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core_schema)
        definitions = [member.definition for member in cls]
        return schema | {"enumDescriptions": definitions, "markdownEnumDescriptions": definitions}


class Term(Defined):
    """A closed list of plain terms."""

    def __new__(cls, value: str, definition: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.definition = definition
        return member


class Group(Term):
    STAFF = "staff", "Who and how many may serve at the counterpart's or the own missions"
    HEAD = "head_of_mission", "The presence of the head of mission"
    MISSION = "mission", "A post: its existence, its work, its premises"
    RELATIONS = "relations", "The level of relations as a whole"
    CHANNEL = "channel", "Organised cooperation, dialogue and its frameworks"


class Direction(Term):
    CUT = "cut", "Ties are cut, shrunk or made harder"
    RESTORE = "restore", "Ties are opened, restored, widened or kept open by another way"


class Affects(Term):
    INITIATOR = "initiator", "The initiator's own representation changes"
    COUNTERPART = "counterpart", "The counterpart's representation changes"
    BOTH = "both", "Representation or a channel of both sides changes"


class Measure(Defined):
    """What is done: one term a decision."""

    group: Group
    direction: Direction
    affects: tuple[Affects, ...]
    article: str | None
    cameo: str
    plover: str

    def __new__(
        cls,
        value: str,
        group: Group,
        direction: Direction,
        affects: tuple[Affects, ...],
        definition: str,
        article: str | None,
        cameo: str,
        plover: str,
    ) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.group, member.direction, member.affects = group, direction, affects
        member.definition, member.article = definition, article
        member.cameo, member.plover = cameo, plover
        return member

    EXPULSION = (
        "expulsion", Group.STAFF, Direction.CUT, (Affects.COUNTERPART,),
        "The host requires members of a mission to leave",
        "VCDR 9, VCCR 23", "161", "SANCTION-expel",
    )  # fmt: skip
    ACCREDITATION_REFUSAL = (
        "accreditation_refusal", Group.STAFF, Direction.CUT, (Affects.COUNTERPART,),
        "The host refuses accreditation, agrément or visas to incoming staff",
        "VCDR 4, 7, 9; VCCR 12, 23", "161", "SANCTION",
    )  # fmt: skip
    STAFF_CEILING = (
        "staff_ceiling", Group.STAFF, Direction.CUT, (Affects.COUNTERPART,),
        "The host sets, changes or lifts a maximum or a parity rule for the size of a mission",
        "VCDR 11, VCCR 20", "161", "SANCTION",
    )  # fmt: skip
    STAFF_WITHDRAWAL = (
        "staff_withdrawal", Group.STAFF, Direction.CUT, (Affects.INITIATOR,),
        "The sender pulls out its own staff as an act towards the host",
        "VCDR 43, VCCR 25", "161", "SANCTION-withdraw",
    )  # fmt: skip
    MOVEMENT_RESTRICTION = (
        "movement_restriction", Group.STAFF, Direction.CUT, (Affects.COUNTERPART,),
        "The host limits the travel or the access of the counterpart's staff",
        "VCDR 26, VCCR 34", "160", "SANCTION",
    )  # fmt: skip
    LOCAL_STAFF_LIMIT = (
        "local_staff_limit", Group.STAFF, Direction.CUT, (Affects.COUNTERPART,),
        "The host limits the number of local staff that the counterpart's missions hire, to none where it bans them",
        "VCDR 8, VCCR 22", "160", "SANCTION",
    )  # fmt: skip
    RECALL_CONSULTATIONS = (
        "recall_consultations", Group.HEAD, Direction.CUT, (Affects.INITIATOR,),
        "The sender calls its head of mission home for consultations",
        "VCDR 19", "161", "SANCTION-withdraw",
    )  # fmt: skip
    RECALL = (
        "recall", Group.HEAD, Direction.CUT, (Affects.INITIATOR,),
        "The sender withdraws its head of mission with no return announced",
        "VCDR 19, 43", "161", "SANCTION-withdraw",
    )  # fmt: skip
    AMBASSADOR_RETURN = (
        "ambassador_return", Group.HEAD, Direction.RESTORE, (Affects.INITIATOR,),
        "The head of mission goes back, or a new one is sent after a gap",
        "VCDR 4, 13", "050", "SUPPORT",
    )  # fmt: skip
    MISSION_CLOSURE = (
        "mission_closure", Group.MISSION, Direction.CUT, tuple(Affects),
        "A post is closed, by its sender or on the host's order",
        "VCDR 45, VCCR 4, 27", "161", "SANCTION-withdraw",
    )  # fmt: skip
    MISSION_SUSPENSION = (
        "mission_suspension", Group.MISSION, Direction.CUT, tuple(Affects),
        "A post's work is suspended, by its sender or on the host's order",
        "VCDR 45, VCCR 27", "161", "SANCTION-withdraw",
    )  # fmt: skip
    MISSION_REOPENING = (
        "mission_reopening", Group.MISSION, Direction.RESTORE, tuple(Affects),
        "A suspended or closed post resumes its work",
        "VCDR 2, VCCR 4", "050", "SUPPORT",
    )  # fmt: skip
    MISSION_OPENING = (
        "mission_opening", Group.MISSION, Direction.RESTORE, tuple(Affects),
        "A post is set up",
        "VCDR 2, VCCR 4", "050", "SUPPORT",
    )  # fmt: skip
    PROPERTY_MEASURE = (
        "property_measure", Group.MISSION, Direction.CUT, (Affects.COUNTERPART,),
        "Premises are closed to the counterpart, seized, or handed back",
        "VCDR 22, 45; VCCR 27, 31", "171", "COERCE-confiscate",
    )  # fmt: skip
    RELATIONS_SEVERED = (
        "relations_severed", Group.RELATIONS, Direction.CUT, (Affects.BOTH,),
        "Diplomatic relations are broken off",
        "VCDR 45", "161", "SANCTION-discontinue",
    )  # fmt: skip
    RELATIONS_DOWNGRADED = (
        "relations_downgraded", Group.RELATIONS, Direction.CUT, (Affects.BOTH,),
        "The level of relations is lowered, for example from ambassadors to chargés d'affaires",
        "VCDR 14, 15", "161", "SANCTION-discontinue",
    )  # fmt: skip
    RELATIONS_UPGRADED = (
        "relations_upgraded", Group.RELATIONS, Direction.RESTORE, (Affects.BOTH,),
        "The level of relations is raised",
        "VCDR 14, 15", "050", "SUPPORT",
    )  # fmt: skip
    RELATIONS_RESTORED = (
        "relations_restored", Group.RELATIONS, Direction.RESTORE, (Affects.BOTH,),
        "Diplomatic relations are established or resumed",
        "VCDR 2", "050", "SUPPORT",
    )  # fmt: skip
    COOPERATION_SUSPENDED = (
        "cooperation_suspended", Group.CHANNEL, Direction.CUT, tuple(Affects),
        "Organised cooperation or dialogue is stopped",
        None, "160", "SANCTION-discontinue",
    )  # fmt: skip
    COOPERATION_RESUMED = (
        "cooperation_resumed", Group.CHANNEL, Direction.RESTORE, tuple(Affects),
        "Organised cooperation or dialogue is begun or resumed",
        None, "050", "SUPPORT",
    )  # fmt: skip
    AGREEMENT_MADE = (
        "agreement_made", Group.CHANNEL, Direction.RESTORE, tuple(Affects),
        "A framework for ties as a whole, for standing talks or for representation is made: signed, adopted or agreed; "
        "an agreement on one field alone, such as defence or culture, is none",
        None, "057", "SUPPORT",
    )  # fmt: skip
    AGREEMENT_TERMINATED = (
        "agreement_terminated", Group.CHANNEL, Direction.CUT, tuple(Affects),
        "A framework for ties, or an agreement on one field, is ended as an act towards the other side",
        None, "160", "SANCTION-discontinue",
    )  # fmt: skip
    CHANNEL_DESIGNATED = (
        "channel_designated", Group.CHANNEL, Direction.RESTORE, tuple(Affects),
        "A fallback channel is named for what contacts remain",
        "VCDR 45, 46; VCCR 8", "050", "SUPPORT",
    )  # fmt: skip

    @property
    def begins(self) -> bool:
        """Whether this measure can be the first that is known of a post or channel."""
        return self in {Measure.MISSION_OPENING, Measure.AGREEMENT_MADE, Measure.COOPERATION_RESUMED}

    @property
    def liftable(self) -> bool:
        """Whether a later measure of the same kind may lift this one (``lifts: true``)."""
        return self in {
            Measure.ACCREDITATION_REFUSAL,
            Measure.MOVEMENT_RESTRICTION,
            Measure.LOCAL_STAFF_LIMIT,
            Measure.PROPERTY_MEASURE,
        }

    @property
    def reversible(self) -> frozenset["Measure"]:
        """The measures that this one can reverse."""
        if self.liftable or self is Measure.STAFF_CEILING:
            return frozenset({self})
        return _REVERSES.get(self, frozenset())


_REVERSES = {
    Measure.MISSION_REOPENING: frozenset({Measure.MISSION_SUSPENSION, Measure.MISSION_CLOSURE}),
    Measure.MISSION_OPENING: frozenset({Measure.MISSION_CLOSURE}),
    Measure.AMBASSADOR_RETURN: frozenset({Measure.RECALL, Measure.RECALL_CONSULTATIONS}),
    Measure.COOPERATION_RESUMED: frozenset({Measure.COOPERATION_SUSPENDED}),
    Measure.RELATIONS_RESTORED: frozenset({Measure.RELATIONS_SEVERED, Measure.RELATIONS_DOWNGRADED}),
    Measure.RELATIONS_UPGRADED: frozenset({Measure.RELATIONS_DOWNGRADED}),
    Measure.AGREEMENT_MADE: frozenset({Measure.AGREEMENT_TERMINATED}),
}


class Instrument(Term):
    PERSONA_NON_GRATA = "persona_non_grata", "Declared persona non grata or not acceptable"
    ACCREDITATION_WITHDRAWN = "accreditation_withdrawn", "Accreditation taken back"
    ASKED_TO_LEAVE = "asked_to_leave", "Asked to leave with no formal declaration"
    VISA_NOT_RENEWED = "visa_not_renewed", "Visa or accreditation left to run out"
    UNSPECIFIED = "unspecified", "No source names the legal form"


class Scope(Term):
    DIPLOMATS = "diplomats", "Members of the diplomatic staff (VCDR 1 d)"
    ACCREDITED_STAFF = "accredited_staff", "Staff accredited to the host, of whatever rank"
    ALL_STAFF = "all_staff", "All staff, technical, administrative and service staff included"
    ATTACHES = "attaches", "Defence and other attachés"
    HEAD_OF_MISSION = "head_of_mission", "The head of mission alone"
    UNSTATED = "unstated", "Sources do not say who is counted"


class CeilingRule(Term):
    MAXIMUM = "maximum", "From now on at most `after` persons"
    PARITY = "parity", "As many as the initiator has on the other side"
    LIFTED = "lifted", "The limit no longer stands"


# What measures were called in releases before 0.4.0.
FORMER_MEASURES: dict[str, Measure] = {
    "agreement_signed": Measure.AGREEMENT_MADE,
    "local_staff_ban": Measure.LOCAL_STAFF_LIMIT,
}


class Ground(Term):
    ESPIONAGE = "espionage", "Spying by the mission's staff"
    INCOMPATIBLE_ACTIVITIES = "incompatible_activities", "Acts incompatible with their status"
    INTERFERENCE = "interference", "Meddling in elections or internal affairs"
    HOSTILE_ACT = "hostile_act", "Poisoning, sabotage, killing or attack on own soil"
    USE_OF_FORCE = "use_of_force", "War, invasion, annexation or bombing of others"
    RETALIATION = "retaliation", "An answer to a measure of the counterpart"
    SOLIDARITY = "solidarity", "Support of a third actor that the counterpart has wronged"
    PARITY = "parity", "Numbers or rules made equal on both sides"
    RECIPROCITY = "reciprocity", "The principle of reciprocity, as the initiator names it"
    BREACH_OF_AGREEMENT = "breach_of_agreement", "A treaty or understanding held to be broken"
    HUMAN_RIGHTS = "human_rights", "Repression or abuses in the counterpart's country"
    RECOGNITION = "recognition", "Recognition of a territory or government"
    OFFENSIVE_CONDUCT = "offensive_conduct", "Offending words or conduct, attacks on symbols"
    SECURITY = "security", "National or headquarters security, not further explained"
    REFUSED_COOPERATION = "refused_cooperation", "The counterpart refused to help or to answer, as in an inquiry"
    WANT_OF_STAFF = "want_of_staff", "The post was left without the staff that it needs"
    LOSS_OF_PURPOSE = "loss_of_purpose", "The channel or post no longer serves its purpose"
    NORMALISATION = "normalisation", "Relations are to be brought back to normal"
    COOPERATION = "cooperation", "New or deeper ties are wanted"
    OTHER = "other", "The initiator gave a ground for which there is no term; the note tells it"
    UNSTATED = "unstated", "The initiator gave no ground"


class LinkType(Term):
    RESPONDS_TO = "responds_to", "An answer to a measure of the counterpart"
    SOLIDARITY_WITH = "solidarity_with", "Taken in support of another actor's measure"
    REVERSES = "reverses", "Takes back, in whole or part, what that measure did"
    EXTENDS = "extends", "Goes further on the initiator's own earlier measure"
    SAME_DECISION = "same_decision", "Another measure of the same decision"


class LinkBasis(Term):
    SAID = "said", "A page says so"
    INFERRED = "inferred", "No page says so; the link's note tells what it rests on"


class Outcome(Term):
    ORDERED = "ordered", "Announced or ordered: all that pages tell"
    CARRIED_OUT = "carried_out", "Carried out, as a page says"
    PARTLY = "partly", "Carried out in part, as a page says"
    RESCINDED = "rescinded", "Taken back before it took effect, as a page says"


class AnnouncedBy(Term):
    INITIATOR = "initiator", "The initiator made it public"
    COUNTERPART = "counterpart", "The counterpart made it public"
    THIRD = "third", "Someone else made it public: media, a third government"


class Bound(Term):
    EXACT = "exact", "So many"
    AT_LEAST = "at_least", "So many or more"
    AT_MOST = "at_most", "So many or fewer"
    ABOUT = "about", "About so many"


class DeadlineBasis(Term):
    STATED = "stated", "A page names the day"
    TERM = "term", "It follows from the term given, counted from the day it was notified or announced"


class Waiver(Term):
    """A rule that a record may set aside, with its coder_note saying why."""

    DATE_ORDER = "date_order", "It took effect before it was announced"
    CEILING_CHAIN = "ceiling_chain", "The limit before is not the one that the last measure left"
    CEILING_NUMBER = "ceiling_number", "A maximum was set, and no page gives its number"
    LATE_PAGES = "late_pages", "No page of the two weeks after the announcement was found"
    RETALIATION_LINK = "retaliation_link", "It is called an answer, and what it answers has no record"
    SAME_DAY_OUTCOME = "same_day_outcome", "A page of the day of the announcement tells that it was carried out"


class SourceKind(Term):
    OFFICIAL = "official", "A government's or organisation's own document or site"
    WIRE = "wire", "A news agency on its own site"
    PRESS = "press", "Newspapers, broadcasters, magazines; reprints of a wire, named in `via`"
    STATE_MEDIA = "state_media", "Media owned by a state, usable for that state's acts and claims"
    SCHOLARLY = "scholarly", "Journals, books, research institutes"
    REFERENCE = "reference", "Encyclopaedias and other collected works, in support only"
    RELAY = "relay", "Aggregators, translation sites, platforms and blogs: they pass on what others say"


class PublisherKind(Defined):
    """What sort of publisher it is, and so what its pages are (``pages``) where they do not say otherwise."""

    pages: SourceKind

    def __new__(cls, value: str, pages: SourceKind, definition: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.pages, member.definition = pages, definition
        return member

    GOVERNMENT = "government", SourceKind.OFFICIAL, "A government, ministry, parliament or embassy"
    ORGANISATION = "organisation", SourceKind.OFFICIAL, "An international organisation or forum"
    AGENCY = "agency", SourceKind.WIRE, "A news agency that no government directs"
    PRESS = (
        "press",
        SourceKind.PRESS,
        "A newspaper, magazine or news site with an editorial office of its own",
    )
    BROADCASTER = "broadcaster", SourceKind.PRESS, "Radio or television that no government directs"
    STATE_MEDIA = "state_media", SourceKind.STATE_MEDIA, "Media that a government owns and directs"
    RESEARCH = "research", SourceKind.SCHOLARLY, "A research institute or a scholarly journal"
    REFERENCE = "reference", SourceKind.REFERENCE, "An encyclopaedia, a collection of documents, a chronology"
    AGGREGATOR = "aggregator", SourceKind.RELAY, "A site that republishes or collects what others wrote"
    TRANSLATION_SITE = (
        "translation_site",
        SourceKind.RELAY,
        "A site that translates others' articles by machine",
    )
    PLATFORM = "platform", SourceKind.RELAY, "A host of what users or channels write"
    BLOG = "blog", SourceKind.RELAY, "A personal site, or one with no visible editorial office"


class MissionKind(Term):
    EMBASSY = "embassy", "A diplomatic mission headed by an ambassador or chargé (VCDR 3, 14)"
    CONSULATE_GENERAL = "consulate_general", "A consular post of the first class (VCCR 9)"
    CONSULATE = "consulate", "A consular post (VCCR 9)"
    CONSULAR_SECTION = "consular_section", "The part of an embassy that does consular work (VCDR 3, 2)"
    HONORARY_CONSULATE = "honorary_consulate", "A post headed by an honorary officer (VCCR 58)"
    PERMANENT_MISSION = "permanent_mission", "A state's mission to an organisation"
    DELEGATION = "delegation", "An organisation's mission to a state"
    LIAISON_MISSION = "liaison_mission", "A liaison office or military liaison mission"
    INFORMATION_OFFICE = "information_office", "An information or documentation office"
    MILITARY_MISSION = "military_mission", "A military representative's office"
    TRADE_MISSION = "trade_mission", "A trade representation"
    CULTURAL_CENTRE = "cultural_centre", "A cultural institute or centre"
    BRANCH_OFFICE = "branch_office", "An office of an embassy in another city (VCDR 12)"
    COUNCIL = "council", "A standing forum of both sides: a channel, not a post"
    HOTLINE = "hotline", "A standing line of communication: a channel, not a post"
    OTHER = "other", "Any other channel or framework"


CHANNELS = frozenset({MissionKind.COUNCIL, MissionKind.HOTLINE, MissionKind.OTHER})


class ActorKind(Term):
    STATE = "state", "A state or state-like territory with relations of its own"
    ORGANISATION = "organisation", "An international organisation"


class CoverageStatus(Term):
    EXHAUSTIVE = (
        "exhaustive",
        "Searched by the protocol twice, by people who did not see each other's list, and the lists compared",
    )
    SEARCHED = "searched", "Searched by the protocol; a pair and month with no event is a zero"
    PARTIAL = "partial", "Searched in part; a missing event says nothing"
    NOT_SEARCHED = "not_searched", "Known not to have been searched"


class MissionState(Term):
    OPEN = "open", "The post works; the channel is used"
    SUSPENDED = "suspended", "Its work is suspended, by either side"
    CLOSED = "closed", "It is closed; the framework is ended"


class StepRule(Term):
    NONE = "none", "No limit is known of"
    MAXIMUM = "maximum", "At most `ceiling` persons"
    PARITY = "parity", "As many as the one who limits has on the other side"
    LIFTED = "lifted", "The limit was taken back"
    SUSPENDED = "suspended", "The post is suspended or closed, so that the limit binds no one"


class RelationsState(Term):
    FULL = "full", "Relations were restored or raised by a measure of the dataset"
    DOWNGRADED = "downgraded", "Relations were lowered"
    SEVERED = "severed", "Relations are broken off"


class RepresentationState(Term):
    AMBASSADOR = "ambassador", "A head of mission was sent back or sent anew"
    RECALLED = "recalled", "The head of mission was called home or made to leave"
    OPEN = "open", "The embassy or permanent mission was set up or works again"
    SUSPENDED = "suspended", "The embassy or permanent mission is suspended"
    CLOSED = "closed", "The embassy or permanent mission is closed"


class ChangeKind(Term):
    ADDED = "added", "The row is new; `field` is `*`, `old` and `new` are null"
    REMOVED = "removed", "The row is gone; one change a field, with what it was in `old`"
    CHANGED = "changed", "A value of the row is another one"


class Level(Term):
    NOMINAL = "nominal", "Values are the same or not"
    INTERVAL = "interval", "Values differ by how far they lie apart"


class Precision(Term):
    DAY = "day", "The day is known"
    MONTH = "month", "The month is known"
    YEAR = "year", "The year is known"


class Evidence(Term):
    A = "A", "An official document and an independent voice that no state directs"
    B = "B", "Two independent voices"
    C = "C", "One voice; `coder_note` says why"
