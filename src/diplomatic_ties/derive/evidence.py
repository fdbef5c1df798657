"""The tables ``event_sources``, ``event_values``, ``sources`` and ``publishers``: what was read, and whose it is."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from diplomatic_ties.derive.dates import beginning
from diplomatic_ties.model.evidence import HAPPENED, Support, coded_values, grade, kind_of, said, support, voices
from diplomatic_ties.model.record import Event, Source
from diplomatic_ties.model.registries import Publisher
from diplomatic_ties.model.tables import EventSourceRow, EventValueRow, PublisherRow, SourceRow


@cache
def source_id(url: str) -> str:
    """Return the key of a page: the same for the same address, in every release."""
    return hashlib.sha256(url.encode()).hexdigest()[:10]


def event_sources(records: Iterable[Event]) -> Iterator[EventSourceRow]:
    """Yield what each page says of each record."""
    for event in records:
        for source in event.sources:
            claims = source.says.model_dump(exclude={"grounds", "links"})
            yield EventSourceRow(
                event_id=event.id,
                source_id=source_id(source.url),
                **claims,
                grounds=source.says.grounds or [],
                links=[str(link) for link in said(source.says, "links")],
            )


def event_values(records: Iterable[Event], publishers: Mapping[str, Publisher]) -> Iterator[EventValueRow]:
    """Yield each coded value with the pages that say it and those that differ."""
    for event in records:
        told = [(HAPPENED, str(event.measure), Support(event.sources, []))]
        told += [(value.field, str(value.value), support(event, value)) for value in coded_values(event)]
        for field, value, (says, differs) in told:
            yield EventValueRow(
                event_id=event.id,
                field=field,
                value=value,
                pages=len(says),
                n_voices=len(voices(says, publishers)),
                differing=len(differs),
                differing_voices=len(voices(differs, publishers)),
                grade=grade(says, publishers),
                said_by=[source_id(source.url) for source in says],
                differs=[source_id(source.url) for source in differs],
            )


def sources(records: Iterable[Event], publishers: Mapping[str, Publisher]) -> Iterator[SourceRow]:
    """Yield a row a page; all records describe it alike."""
    pages: dict[str, Source] = {}
    accessed: dict[str, date] = {}
    for event in records:
        for source in event.sources:
            pages[source.url] = source
            accessed[source.url] = max(source.accessed, accessed.get(source.url, source.accessed))
    for url, page in pages.items():
        yield SourceRow(
            source_id=source_id(url),
            url=url,
            publisher_id=page.publisher,
            publisher=publishers[page.publisher].name,
            via_id=page.via,
            via=publishers[page.via].name if page.via else None,
            **beginning("published", page.published),
            language=page.language,
            kind=kind_of(page, publishers),
            accessed=accessed[url],
        )


def publishers(records: Iterable[Event], registry: Iterable[Publisher]) -> Iterator[PublisherRow]:
    """Yield a row a publisher, with how many pages and records rest on it."""
    own: dict[str, str] = {}
    reprints: dict[str, str | None] = {}
    resting: set[tuple[str, str]] = set()
    for event in records:
        for source in event.sources:
            own[source.url], reprints[source.url] = source.publisher, source.via
            resting |= {(p, event.id) for p in (source.publisher, source.via) if p}
    pages, pages_via = Counter(own.values()), Counter(reprints.values())
    records_of = Counter(publisher for publisher, _ in resting)
    for publisher in registry:
        yield PublisherRow(
            publisher_id=publisher.id,
            **publisher.model_dump(exclude={"id"}),
            pages=pages[publisher.id],
            pages_via=pages_via[publisher.id],
            records=records_of[publisher.id],
        )
