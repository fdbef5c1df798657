"""The tables ``event_sources``, ``sources`` and ``publishers``: what was read, and whose it is."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from diplomatic_ties.derive.dates import beginning
from diplomatic_ties.model.evidence import kind_of
from diplomatic_ties.model.record import Event, Source
from diplomatic_ties.model.registries import Publisher
from diplomatic_ties.model.tables import EventSourceRow, PublisherRow, SourceRow


def source_id(url: str) -> str:
    """Return the key of a page: the same for the same address, in every release."""
    return hashlib.sha256(url.encode()).hexdigest()[:10]


def event_sources(records: Iterable[Event]) -> Iterator[EventSourceRow]:
    """Yield what each page says of each record."""
    for event in records:
        for source in event.sources:
            yield EventSourceRow(event_id=event.id, source_id=source_id(source.url), **source.says.model_dump())


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
