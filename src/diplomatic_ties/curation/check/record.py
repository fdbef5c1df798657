"""Rules about a record alone: fields that must agree with one another."""

import unicodedata
from collections.abc import Iterator

from diplomatic_ties.curation.check.rules import record_rule
from diplomatic_ties.curation.read import Fault, Marked
from diplomatic_ties.model.edtf import not_before
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.vocabulary import CeilingRule, Measure


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
    if is_ceiling and ceiling is None:
        yield event.fault(("measure",), "a staff_ceiling has no `ceiling`", "add before, after, rule and scope")
    if not is_ceiling and ceiling is not None:
        yield event.fault(("ceiling",), f"{event.value.measure} has a ceiling", "make it a record of its own")
    if ceiling and ceiling.rule is CeilingRule.LIFTED and ceiling.after is not None:
        yield event.fault(("ceiling", "after"), "a lifted limit has an `after`", "write null, or rule: maximum")
    if ceiling and ceiling.rule is CeilingRule.MAXIMUM and ceiling.after is None and not event.value.coder_note:
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
def text_is_composed(event: Marked[Event]) -> Iterator[Fault]:
    for name in ("summary", "coder_note"):
        text = getattr(event.value, name) or ""
        if unicodedata.normalize("NFC", text) != text:
            yield event.fault((name,), f"{name} has decomposed characters", "normalise it to NFC")
