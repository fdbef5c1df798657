"""Whose voice stands behind a page, and how good the evidence of a record is; computed, never typed."""

from collections.abc import Mapping

from diplomatic_ties.model.record import Event, Source
from diplomatic_ties.model.registries import Publisher
from diplomatic_ties.model.vocabulary import Evidence, PublisherKind, SourceKind

Publishers = Mapping[str, Publisher]
STATE_MEDIA = "state media of "


def kind_of(source: Source, publishers: Publishers) -> SourceKind:
    """What a page is: what it says itself, else what its publisher's pages are."""
    return source.kind or publishers[source.publisher].kind.pages


def origin(source: Source, publishers: Publishers) -> str:
    """Who stands behind the words: a reprint and its original are one, as are all media of one state."""
    first = publishers[source.via or source.publisher]
    return f"{STATE_MEDIA}{first.state}" if first.kind is PublisherKind.STATE_MEDIA else first.id


def origins(event: Event, publishers: Publishers) -> frozenset[str]:
    """The independent voices behind a record; reference works only support others."""
    return frozenset(
        origin(source, publishers)
        for source in event.sources
        if kind_of(source, publishers) is not SourceKind.REFERENCE
    )


def grade(event: Event, publishers: Publishers) -> Evidence:
    """The grade of a record's evidence."""
    voices = origins(event, publishers)
    official = {
        origin(source, publishers) for source in event.sources if kind_of(source, publishers) is SourceKind.OFFICIAL
    }
    independent = {voice for voice in voices - official if not voice.startswith(STATE_MEDIA)}
    if official and independent:
        return Evidence.A
    return Evidence.B if len(voices) > 1 else Evidence.C
