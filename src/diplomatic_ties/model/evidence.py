"""Whose voice stands behind a page, which pages say a value, and how good its evidence is; never typed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from diplomatic_ties.model.record import Claims, Event, Source
from diplomatic_ties.model.registries import Publisher
from diplomatic_ties.model.vocabulary import (
    Bound,
    Evidence,
    Ground,
    Instrument,
    LinkBasis,
    LinkType,
    Outcome,
    PublisherKind,
    Scope,
    SourceKind,
)

Publishers = Mapping[str, Publisher]
STATE_MEDIA = "state media of "
HAPPENED = "happened"
# The values on which the grade of a record rests, besides that it happened.
CORE = ("announced", "persons", "ceiling_before", "ceiling_after")
# Relations that claim something of the world, and not of the decision alone.
CLAIMED = (LinkType.RESPONDS_TO, LinkType.SOLIDARITY_WITH, LinkType.REVERSES)
# Values that say that nothing is known, and so need no page.
BLANKS = (Instrument.UNSPECIFIED, Ground.UNSTATED, Outcome.ORDERED, Scope.UNSTATED, Bound.EXACT)


class Value(NamedTuple):
    """A coded value: its field by the name that it has in ``says``, and where it stands in the record."""

    field: str
    value: str | int
    location: tuple[str | int, ...]


class Support(NamedTuple):
    """The pages that say a value, and those that say another one."""

    says: list[Source]
    differs: list[Source]


def kind_of(source: Source, publishers: Publishers) -> SourceKind:
    """What a page is: what it says itself, else what its publisher's pages are."""
    return source.kind or publishers[source.publisher].kind.pages


def origin(source: Source, publishers: Publishers) -> str | None:
    """Who stands behind the words: a reprint and its original are one, as are all media of one state.

    Null where no one does: those who pass on what others say have no voice of their own, and reference
    works only support others.
    """
    kind = kind_of(source, publishers)
    if kind is SourceKind.REFERENCE or (kind is SourceKind.RELAY and source.via is None):
        return None
    first = publishers[source.via or source.publisher]
    if first.kind.pages in (SourceKind.RELAY, SourceKind.REFERENCE) and source.kind is None:
        return None
    return f"{STATE_MEDIA}{first.state}" if first.kind is PublisherKind.STATE_MEDIA else first.id


def voices(sources: Iterable[Source], publishers: Publishers) -> frozenset[str]:
    """The independent voices behind pages."""
    return frozenset(voice for source in sources if (voice := origin(source, publishers)))


def grade(sources: Sequence[Source], publishers: Publishers) -> Evidence | None:
    """The grade of what these pages say together; null if none of them has a voice."""
    found = voices(sources, publishers)
    official = voices((s for s in sources if kind_of(s, publishers) is SourceKind.OFFICIAL), publishers)
    independent = {voice for voice in found - official if not voice.startswith(STATE_MEDIA)}
    if official and independent:
        return Evidence.A
    if len(found) > 1:
        return Evidence.B
    return Evidence.C if found else None


def record_grade(event: Event, publishers: Publishers) -> Evidence:
    """The grade of a record: that of the weakest of its core values, and of that it happened."""
    core = [value for value in coded_values(event) if value.field in CORE]
    grades = [grade(event.sources, publishers)]
    grades += [grade(support(event, value).says, publishers) for value in core]
    return max((found or Evidence.C for found in grades), key=list(Evidence).index)


def coded_values(event: Event) -> Iterator[Value]:
    """Yield each value that a page must say: all that are coded, but for those that say that nothing is known."""
    for value in _all_values(event):
        if value.value not in BLANKS:
            yield value


def _all_values(event: Event) -> Iterator[Value]:
    for name in ("announced", "announced_by", "notified", "effective", "deadline", "term", "instrument", "outcome"):
        coded = getattr(event, name)
        if coded is not None:
            yield Value(name, coded, (name,))
    if event.persons:
        yield Value("persons", event.persons.best, ("persons", "best"))
        yield Value("persons_scope", event.persons.scope, ("persons", "scope"))
        yield Value("persons_bound", event.persons.bound, ("persons", "bound"))
    for name in ("before", "after"):
        limit = getattr(event.ceiling, name, None)
        if limit is not None:
            yield Value(f"ceiling_{name}", limit, ("ceiling", name))
    for place, ground in enumerate(event.grounds):
        yield Value("grounds", ground, ("grounds", place))
    for place, link in enumerate(event.links):
        if link.type in CLAIMED and link.basis is LinkBasis.SAID:
            yield Value("links", f"{link.type} {link.to}", ("links", place))


def said(claims: Claims, field: str) -> list[str | int]:
    """The values that a page says of a field, in the form of ``Value``."""
    found = getattr(claims, field)
    if found is None:
        return []
    if field == "links":
        return [f"{link.type} {link.to}" for link in claims.links or ()]
    return list(found) if isinstance(found, list) else [found]


def support(event: Event, value: Value) -> Support:
    """The pages of a record that say a value, and those that say another one in its place."""
    says, differs = [], []
    for source in event.sources:
        found = said(source.says, value.field)
        if value.field == "persons" and event.persons and source.says.persons_scope not in (None, event.persons.scope):
            found = []  # the page counts other people
        if exact(value.value) in map(exact, found):
            says.append(source)
        elif found and value.field not in ("grounds", "links"):
            differs.append(source)
    return Support(says, differs)


def exact(value: str | int) -> str | int:
    """Two dates are the same claim if one of them is only marked as approximate."""
    return value.rstrip("~") if isinstance(value, str) else value
