"""Rules about a record alone: fields that must agree with one another."""

from collections.abc import Iterator

from diplomatic_ties.curation.check.rules import record_rule
from diplomatic_ties.curation.read import Fault, Marked
from diplomatic_ties.model.edtf import not_before
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.vocabulary import CeilingRule, Ground, LinkBasis, Measure, Waiver

# Measures for which a time to leave or to close may be set.
TIMED = (
    Measure.EXPULSION,
    Measure.STAFF_CEILING,
    Measure.MISSION_CLOSURE,
    Measure.LOCAL_STAFF_LIMIT,
    Measure.PROPERTY_MEASURE,
)


@record_rule
def instrument_is_of_expulsions(event: Marked[Event]) -> Iterator[Fault]:
    expulsion = event.value.measure is Measure.EXPULSION
    if expulsion and event.value.instrument is None:
        yield event.fault(("instrument",), "an expulsion has no instrument", "write `unspecified` if none is said")
    if not expulsion and event.value.instrument is not None:
        yield event.fault(("instrument",), f"{event.value.measure} has no instrument", "write null")


@record_rule
def ceiling_is_of_staff_ceilings(event: Marked[Event]) -> Iterator[Fault]:
    is_ceiling = event.value.measure is Measure.STAFF_CEILING
    ceiling = event.value.ceiling
    limits = is_ceiling or event.value.measure is Measure.LOCAL_STAFF_LIMIT
    if is_ceiling and ceiling is None:
        yield event.fault(("measure",), "a staff_ceiling has no `ceiling`", "add before, after, rule and scope")
    if not limits and ceiling is not None:
        yield event.fault(("ceiling",), f"{event.value.measure} has a ceiling", "make it a record of its own")
    if ceiling and ceiling.rule is CeilingRule.LIFTED and ceiling.after is not None:
        yield event.fault(("ceiling", "after"), "a lifted limit has an `after`", "write null, or rule: maximum")
    unnumbered = ceiling and ceiling.rule is CeilingRule.MAXIMUM and ceiling.after is None
    if unnumbered and Waiver.CEILING_NUMBER not in event.value.waives:
        yield event.fault(
            ("ceiling", "after"),
            "a maximum has no number",
            "give the number in `after`, write rule: parity, or waive ceiling_number and say in coder_note why",
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


@record_rule
def days_follow_one_another(event: Marked[Event]) -> Iterator[Fault]:
    record = event.value
    for name in ("effective", "deadline"):
        later = getattr(record, name)
        early = later and not not_before(later, record.announced)
        if early and Waiver.DATE_ORDER not in record.waives:
            yield event.fault(
                (name,),
                f"{name} {later} lies before announced {record.announced}",
                "mend one of the two, or waive date_order and say in coder_note why it was kept from the public",
            )


@record_rule
def waivers_say_why(event: Marked[Event]) -> Iterator[Fault]:
    record = event.value
    for place, waiver in enumerate(record.waives):
        if record.waives.index(waiver) < place:
            yield event.fault(("waives", place), f"{waiver} stands twice", "remove one of the two")
    if record.waives and record.coder_note is None:
        yield event.fault(("waives",), "a rule is waived with no reason", "say in coder_note why")


@record_rule
def terms_are_of_expulsions(event: Marked[Event]) -> Iterator[Fault]:
    record = event.value
    if record.term and record.measure not in TIMED:
        yield event.fault(("term",), f"{record.measure} has no term to leave", "write null")


@record_rule
def grounds_stand_once(event: Marked[Event]) -> Iterator[Fault]:
    grounds = event.value.grounds
    for place, ground in enumerate(grounds):
        if ground in grounds[:place]:
            yield event.fault(("grounds", place), f"{ground} stands twice", "remove one of the two")
    if Ground.UNSTATED in grounds and len(grounds) > 1:
        yield event.fault(("grounds",), "`unstated` stands beside a ground", "remove one of the two")


@record_rule
def inferred_links_have_a_note(event: Marked[Event]) -> Iterator[Fault]:
    for place, link in enumerate(event.value.links):
        if link.basis is LinkBasis.INFERRED and link.note is None:
            yield event.fault(("links", place), "an inferred link has no note", "say in its note what it rests on")


@record_rule
def limits_change_something(event: Marked[Event]) -> Iterator[Fault]:
    ceiling = event.value.ceiling
    if ceiling and ceiling.before is not None and ceiling.before == ceiling.after:
        yield event.fault(
            ("ceiling", "after"),
            f"the limit is {ceiling.after} before and after",
            "mend one of the two; null if no page says what it was before",
        )


@record_rule
def expulsions_are_of_someone(event: Marked[Event]) -> Iterator[Fault]:
    persons = event.value.persons
    if event.value.measure is Measure.EXPULSION and persons and persons.best == 0:
        yield event.fault(("persons", "best"), "no one is expelled", "write how many, or persons: null")


@record_rule
def pages_say_what_the_measure_has(event: Marked[Event]) -> Iterator[Fault]:
    record = event.value
    limited = record.measure in (Measure.STAFF_CEILING, Measure.LOCAL_STAFF_LIMIT)
    has = {
        "ceiling_before": limited,
        "ceiling_after": limited,
        "instrument": record.measure is Measure.EXPULSION,
        "term": record.measure in TIMED,
        "persons_scope": record.persons is not None,
        "persons_bound": record.persons is not None,
    }
    for place, source in enumerate(record.sources):
        for name, fits in has.items():
            # Where a page counts people, that none are coded is told already.
            counts = name.startswith("persons") and source.says.persons is not None
            if not fits and not counts and getattr(source.says, name) is not None:
                whose = "a record without persons" if name.startswith("persons") else f"a {record.measure}"
                yield event.fault(
                    ("sources", place, "says", name),
                    f"the page says {name}, which {whose} has not",
                    "take it out, or mend the record",
                )
