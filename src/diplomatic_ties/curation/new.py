"""Begin a record, or give one more pages: what is known already is filled in."""

import secrets
from datetime import date
from pathlib import Path

from diplomatic_ties.curation.dataset import Dataset, read_dataset
from diplomatic_ties.errors import InvalidError, UnknownError
from diplomatic_ties.model.edtf import interval
from diplomatic_ties.model.fields import ID_ALPHABET, ID_LENGTH
from diplomatic_ties.model.record import Event, Source
from diplomatic_ties.model.registries import REGISTRY_OF, Actor, Withdrawn
from diplomatic_ties.model.url import checked_url, page_key
from diplomatic_ties.model.vocabulary import Affects, Measure, Outcome

TEMPLATE = """\
# yaml-language-server: $schema=../../../schema/event.schema.json
id: {id}
measure: {measure}
initiator: {initiator}
counterpart: {counterpart}
affects: {affects}
instrument: {instrument}
mission: null
announced: {announced}
announced_by: null
effective: null
deadline: null
term: null
persons: null
{ceiling}grounds: [unstated]
trigger: null
episode: 
links: []
outcome: {outcome}
summary: >-
  
sources:
{sources}coder_note: null
"""
CEILING = "ceiling: {before: null, after: null, rule: maximum, scope: unstated}\n"
PAGE = """\
  - url: {url}
    publisher: {publisher}
    via: {via}
    published: {published}
    language: {language}
{kind}    accessed: {accessed}
    says: {says}
"""


def fresh_id(taken: set[str]) -> str:
    """Return a random id that no record has; it begins with a letter, so YAML reads it as text."""
    while True:
        rest = (secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH - 1))
        id_ = secrets.choice(ID_ALPHABET[10:]) + "".join(rest)
        if id_ not in taken:
            return id_


def new_event(
    root: Path,
    measure: Measure,
    initiator: str,
    counterpart: str,
    announced: str,
    pages: list[str],
    today: date,
) -> Path:
    """Write the beginning of a record below ``root`` and return its path.

    Raises ``InvalidError`` for a date or a pair that cannot be, ``UnknownError`` for an unknown actor.
    """
    try:
        interval(announced)
    except ValueError as error:
        raise InvalidError(str(error)) from None
    _refuse_no_addresses(pages)
    dataset, _ = read_dataset(root)
    for actor in (initiator, counterpart):
        if actor not in dataset.by_id(Actor):
            raise UnknownError(f"{actor} is not in {REGISTRY_OF[Actor].place}; add it first")
    if initiator == counterpart:
        raise InvalidError(f"{initiator} towards itself is no measure; name two sides")
    says = f"{{announced: {announced}}}"
    id_ = fresh_id({*dataset.by_id(Event), *dataset.by_id(Withdrawn)})
    day = announced.rstrip("~")
    name = f"{day}-{initiator}-{counterpart}-{measure}.{id_}.yaml".lower()
    path = root / REGISTRY_OF[Event].place / day[:4] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = TEMPLATE.format(
        id=id_,
        measure=measure,
        initiator=initiator,
        counterpart=counterpart,
        announced=announced,
        affects=measure.affects[0] if len(measure.affects) == 1 else Affects.COUNTERPART,
        instrument="unspecified" if measure is Measure.EXPULSION else "null",
        ceiling=CEILING if measure is Measure.STAFF_CEILING else "",
        outcome=Outcome.ORDERED,
        sources="".join(page(dataset, url, today, says) for url in pages or [""]),
    )
    path.write_text(text, encoding="utf-8")
    return path


def extend(root: Path, event_id: str, pages: list[str], today: date) -> Path:
    """Add pages to the record ``event_id``, each to be told what it says; return its path.

    Raises ``UnknownError`` where there is no such record, ``InvalidError`` for a page that it has.
    """
    _refuse_no_addresses(pages)
    dataset, _ = read_dataset(root)
    found = [event for event in dataset.marked(Event) if event.value.id == event_id]
    if not found:
        raise UnknownError(f"no record {event_id} in {root}, or it cannot be read; run validate")
    record, path = found[0].value, found[0].document.path
    for url in pages:
        if page_key(url) in {page_key(source.url) for source in record.sources}:
            raise InvalidError(f"{event_id} has {url} already")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    begin = next(place for place, line in enumerate(lines) if line.startswith("sources:"))
    end = next((n for n, line in enumerate(lines[begin + 1 :], begin + 1) if line[:1].isalpha()), len(lines))
    added = [page(dataset, url, today, "{}") for url in pages]
    path.write_text("".join([*lines[:end], *added, *lines[end:]]), encoding="utf-8")
    return path


def _refuse_no_addresses(pages: list[str]) -> None:
    for url in pages:
        try:
            checked_url(url)
        except ValueError as error:
            raise InvalidError(str(error)) from None


def page(dataset: Dataset, url: str, today: date, says: str) -> str:
    """Return a source as it is written: described as other records have it, else by its domain."""
    known: dict[str, Source] = {page_key(s.url): s for event in dataset.all(Event) for s in event.sources}
    source = known.get(page_key(url)) if url else None
    return PAGE.format(
        url=source.url if source else url,
        publisher=source.publisher if source else (url and dataset.publisher_of(url)) or "",
        via=(source and source.via) or "null",
        published=(source and source.published) or "null",
        language=source.language if source else "en",
        kind=f"    kind: {source.kind}\n" if source and source.kind else "",
        accessed=today,
        says=says,
    )
