"""Rules about evidence: what pages say, and whose voices they are."""

from collections.abc import Iterator
from datetime import timedelta

from diplomatic_ties.curation.check.record import TIMED
from diplomatic_ties.curation.check.rules import dataset_rule, event_rule, record_rule
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import Fault, Location, Marked
from diplomatic_ties.model.edtf import interval, not_before
from diplomatic_ties.model.evidence import (
    BLANKS,
    coded_values,
    exact,
    kind_of,
    record_grade,
    said,
    support,
    voices,
)
from diplomatic_ties.model.record import Event, Source
from diplomatic_ties.model.registries import Publisher
from diplomatic_ties.model.url import page_key
from diplomatic_ties.model.vocabulary import Bound, Evidence, Instrument, Measure, Outcome, SourceKind, Waiver

# What must be told of a page in the same way wherever it stands.
FACTS = ("publisher", "via", "published", "language", "kind")
# From so many days after the announcement on, a page looks back.
LATE = timedelta(days=14)
# What needed a page before every value did; a record that was not held against its pages since keeps to it.
OF_OLD = ("announced", "effective", "deadline", "persons", "ceiling_before", "ceiling_after")


@event_rule
def every_value_is_said(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    record = event.value
    if not _known(record.sources, dataset) or _references_alone(record.sources, dataset):
        return
    publishers = dataset.by_id(Publisher)
    for value in coded_values(record):
        if record.last_checked is None and value.field not in OF_OLD:
            continue
        says = support(record, value).says
        if all(kind_of(source, publishers) is SourceKind.REFERENCE for source in says):
            choices = [found for source in record.sources for found in said(source.says, value.field)]
            # The value itself is said where a reference work says it, or a page that counts other people.
            others = [found for found in choices if exact(found) != exact(value.value)]
            who = "only reference works say" if says else "no source says"
            yield event.fault(value.location, f"{who} {value.field} {value.value}", _choices(value.field, others))


@record_rule
def what_is_said_is_coded(event: Marked[Event]) -> Iterator[Fault]:
    record = event.value
    for name in ("notified", "announced_by", "effective", "deadline", "term", "instrument"):
        found = [value for source in record.sources for value in said(source.says, name) if value not in BLANKS]
        if getattr(record, name) in (None, Instrument.UNSPECIFIED) and found and _has(record, name):
            yield _uncoded(event, (name,), name, found)
    if record.persons is None:
        found = [value for source in record.sources for value in said(source.says, "persons")]
        if found:
            yield _uncoded(event, ("persons",), "persons", found)
    for name in ("before", "after"):
        found = [value for source in record.sources for value in said(source.says, f"ceiling_{name}")]
        if record.ceiling and getattr(record.ceiling, name) is None and found:
            yield _uncoded(event, ("ceiling", name), f"ceiling_{name}", found)
    grounds = dict.fromkeys(ground for source in record.sources for ground in source.says.grounds or ())
    # Where a coded one is not said, that is told, and this is what to choose from.
    if grounds.keys() >= set(record.grounds) - set(BLANKS):
        for ground in grounds:
            if ground not in (*record.grounds, *BLANKS):
                yield _uncoded(event, ("grounds",), "a ground", [ground])


@record_rule
def more_than_eight_is_not_eight(event: Marked[Event]) -> Iterator[Fault]:
    persons = event.value.persons
    if persons is None or persons.bound is not Bound.EXACT:
        return
    bounds = [
        claims.persons_bound or Bound.EXACT
        for claims in (source.says for source in event.value.sources)
        if claims.persons == persons.best and claims.persons_scope in (None, persons.scope)
    ]
    if bounds and Bound.EXACT not in bounds:
        yield event.fault(
            ("persons",),
            f"{persons.best} is coded as exact, yet every source that gives it says {bounds[0]}",
            f"write bound: {bounds[0]}",
        )


def _has(record: Event, name: str) -> bool:
    """Whether the measure has such a value; where it has not, another rule tells it of the page."""
    return {"instrument": record.measure is Measure.EXPULSION, "term": record.measure in TIMED}.get(name, True)


def _uncoded(event: Marked[Event], location: Location, name: str, found: list[str | int]) -> Fault:
    cure = "code what is said, or mend the source's `says`"
    claim = "grounds" if location == ("grounds",) else name
    if (*event.location, *location) not in event.document.marks:
        # Not even null stands in the record, so the page that says it is pointed at.
        sayer = next(n for n, source in enumerate(event.value.sources) if found[0] in said(source.says, claim))
        location = ("sources", sayer, "says", claim)
    return event.fault(location, f"{name} is not coded, yet a source says {found[0]}", cure)


def _choices(claim: str, found: list[str | int]) -> str:
    if not found:
        return f"add {claim} to the `says` of the source that gives it, or take the value out"
    return f"choose among {', '.join(str(value) for value in dict.fromkeys(found))}"


@record_rule
def orders_are_not_departures(event: Marked[Event]) -> Iterator[Fault]:
    record = event.value
    if record.measure is not Measure.EXPULSION or Waiver.SAME_DAY_OUTCOME in record.waives:
        return
    for place, source in enumerate(record.sources):
        left = source.says.outcome is Outcome.CARRIED_OUT
        if left and source.published and _same_day(source.published, record.announced):
            yield event.fault(
                ("sources", place, "says", "outcome"),
                f"a page of the day of the announcement ({source.published}) is to show that they left",
                "remove it, or waive same_day_outcome if the page says so",
            )


def _same_day(one: str, other: str) -> bool:
    one_day, other_day = interval(one), interval(other)
    return one_day.precision == other_day.precision == "day" and one_day.first == other_day.first


@record_rule
def pages_of_the_day_come_first(event: Marked[Event]) -> Iterator[Fault]:
    record = event.value
    dated = [interval(source.published).first for source in record.sources if source.published]
    late = len(dated) == len(record.sources) and min(dated) > interval(record.announced).last + LATE
    if late and Waiver.LATE_PAGES not in record.waives:
        yield event.fault(
            ("sources",),
            f"all pages are of more than {LATE.days} days after {record.announced}",
            "add a page of those days, or waive late_pages and say in coder_note what was searched",
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
        if announced and not source.published and not not_before(str(source.accessed), announced):
            yield event.fault(
                ("sources", number, "says", "announced"),
                f"a page read on {source.accessed} cannot say what was announced {announced}",
                "mend one of the two",
            )
        if source.published and announced and not not_before(source.published, announced):
            yield event.fault(
                ("sources", number, "says", "announced"),
                f"a page of {source.published} cannot say what was announced {announced}",
                "mend one of the two",
            )


@event_rule
def one_voice_needs_a_note(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    record, publishers = event.value, dataset.by_id(Publisher)
    if not _known(record.sources, dataset):
        return
    if record_grade(record, publishers) is Evidence.C and record.coder_note is None:
        found = ", ".join(sorted(voices(record.sources, publishers))) or "none"
        yield event.fault(
            ("coder_note",),
            f"the record, or a value at its core, rests on one voice (all of its voices: {found})",
            "add an independent source, or say in coder_note why there is none",
        )


@event_rule
def more_than_reference_works(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    sources = event.value.sources
    if _known(sources, dataset) and _references_alone(sources, dataset):
        yield event.fault(("sources",), "only reference works support the record", "add a primary or press source")


def _references_alone(sources: list[Source], dataset: Dataset) -> bool:
    """Whether all pages are reference works, of which a rule of its own tells."""
    publishers = dataset.by_id(Publisher)
    return all(kind_of(source, publishers) is SourceKind.REFERENCE for source in sources)


def _known(sources: list[Source], dataset: Dataset) -> bool:
    """Whether all publishers are in the registry; where one is not, another rule tells it."""
    publishers = dataset.by_id(Publisher)
    return all({source.publisher, source.via or source.publisher} <= publishers.keys() for source in sources)


@event_rule
def pages_are_of_the_owner_of_their_domain(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    for number, source in enumerate(event.value.sources):
        owner = dataset.publisher_of(source.url)
        if owner and owner != source.publisher and source.publisher in dataset.by_id(Publisher):
            yield event.fault(
                ("sources", number, "publisher"),
                f"the domain is {owner}'s, yet the publisher is {source.publisher}",
                f"write publisher: {owner}, and whom it reprints in `via`; or mend the domains of {owner}",
            )


@event_rule
def only_differences_from_the_publisher_are_said(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    publishers = dataset.by_id(Publisher)
    for number, source in enumerate(event.value.sources):
        publisher = publishers.get(source.publisher)
        if publisher and source.kind is publisher.kind.pages:
            yield event.fault(
                ("sources", number, "kind"),
                f"{source.kind} follows from {publisher.id}, a {publisher.kind}",
                "remove the line",
            )


@record_rule
def no_source_stands_twice(event: Marked[Event]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for number, source in enumerate(event.value.sources):
        same = first.setdefault(page_key(source.url), source.url)
        if same is not source.url:
            also = "" if same == source.url else f" (also as {same})"
            yield event.fault(("sources", number, "url"), f"the page stands twice{also}", "merge what it says")


@dataset_rule
def a_page_is_described_once(dataset: Dataset) -> Iterator[Fault]:
    first: dict[str, tuple[Source, str]] = {}
    for event in dataset.marked(Event):
        for number, source in enumerate(event.value.sources):
            same, record = first.setdefault(page_key(source.url), (source, event.value.id))
            if same.url != source.url and record != event.value.id:
                yield event.fault(
                    ("sources", number, "url"),
                    f"the page has another address in record {record}",
                    f"write {same.url} in both, or this one",
                )
            for fact in FACTS:
                ours, theirs = getattr(source, fact), getattr(same, fact)
                if ours != theirs:
                    yield event.fault(
                        ("sources", number, fact),
                        f"{fact} is {ours} here and {theirs} for the same page in record {record}",
                        "look at the page and mend one of the two",
                    )
