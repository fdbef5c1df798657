"""Rules about evidence: what pages say, and whose voices they are."""

from collections.abc import Iterator

from diplomatic_ties.curation.check.rules import dataset_rule, event_rule, record_rule
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import Fault, Location, Marked
from diplomatic_ties.model.edtf import not_before
from diplomatic_ties.model.evidence import grade, kind_of, origins
from diplomatic_ties.model.record import Event, Source
from diplomatic_ties.model.registries import Publisher
from diplomatic_ties.model.vocabulary import Evidence, SourceKind

# What must be told of a page in the same way wherever it stands.
FACTS = ("publisher", "via", "published", "language", "kind")
# The claims of a page, and where the record codes the same.
CODED: tuple[tuple[str, Location], ...] = (
    ("announced", ("announced",)),
    ("effective", ("effective",)),
    ("deadline", ("deadline",)),
    ("ceiling_before", ("ceiling", "before")),
    ("ceiling_after", ("ceiling", "after")),
)


@record_rule
def every_value_is_said(event: Marked[Event]) -> Iterator[Fault]:
    record = event.value
    claims = [source.says for source in record.sources]
    for claim, location in CODED:
        coded = _coded(record, claim)
        said = [value for says in claims if (value := getattr(says, claim)) is not None]
        if coded is not None and _exact(coded) not in map(_exact, said):
            yield event.fault(location, f"no source says {claim} {coded}", _choices(claim, said))
        elif coded is None and said:
            yield event.fault(
                location,
                f"{claim} is null, yet a source says {said[0]}",
                "code what is said, or mend the source's `says`",
            )
    if record.persons and record.persons.best not in record.said_persons:
        yield event.fault(
            ("persons", "best"),
            f"no source says {record.persons.best} {record.persons.scope}",
            _choices("persons", record.said_persons),
        )
    elif record.persons is None and record.said_persons:
        yield event.fault(
            ("persons",),
            f"persons is null, yet a source says {record.said_persons[0]}",
            "code what is said, or mend the source's `says`",
        )


def _coded(record: Event, claim: str) -> str | int | None:
    if claim.startswith("ceiling_"):
        limit: int | None = getattr(record.ceiling, claim.removeprefix("ceiling_"), None)
        return limit
    value: str | None = getattr(record, claim)
    return value


def _exact(value: str | int) -> str | int:
    """Two dates are the same claim if one of them is only marked as approximate."""
    return value.rstrip("~") if isinstance(value, str) else value


def _choices(claim: str, said: list[int] | list[str]) -> str:
    if not said:
        return f"add {claim} to the `says` of the source that gives it, or write null"
    return f"choose among {', '.join(str(value) for value in dict.fromkeys(said))}"


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
    if grade(record, publishers) is Evidence.C and record.coder_note is None:
        voices = ", ".join(sorted(origins(record, publishers))) or "none"
        yield event.fault(
            ("coder_note",),
            f"the record rests on one voice ({voices})",
            "add an independent source, or say in coder_note why there is none",
        )


@event_rule
def more_than_reference_works(event: Marked[Event], dataset: Dataset) -> Iterator[Fault]:
    sources, publishers = event.value.sources, dataset.by_id(Publisher)
    if _known(sources, dataset) and all(kind_of(source, publishers) is SourceKind.REFERENCE for source in sources):
        yield event.fault(("sources",), "only reference works support the record", "add a primary or press source")


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
    urls: set[str] = set()
    for number, source in enumerate(event.value.sources):
        if source.url in urls:
            yield event.fault(("sources", number, "url"), "the page stands twice", "merge what it says")
        urls.add(source.url)


@dataset_rule
def a_page_is_described_once(dataset: Dataset) -> Iterator[Fault]:
    first: dict[str, tuple[Source, str]] = {}
    for event in dataset.marked(Event):
        for number, source in enumerate(event.value.sources):
            same, record = first.setdefault(source.url, (source, event.value.id))
            for fact in FACTS:
                ours, theirs = getattr(source, fact), getattr(same, fact)
                if ours != theirs:
                    yield event.fault(
                        ("sources", number, fact),
                        f"{fact} is {ours} here and {theirs} for the same page in record {record}",
                        "look at the page and mend one of the two",
                    )
