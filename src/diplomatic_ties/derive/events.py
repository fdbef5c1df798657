"""The tables ``events`` and ``links``: a row a record, a row a relation."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from diplomatic_ties.derive.dates import days
from diplomatic_ties.model.edtf import interval
from diplomatic_ties.model.evidence import Publishers, record_grade, voices
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Actor
from diplomatic_ties.model.tables import EventRow, LinkRow
from diplomatic_ties.model.term import ends
from diplomatic_ties.model.vocabulary import DeadlineBasis
from diplomatic_ties.tabular import UNRELEASED


def events(records: Iterable[Event], actors: Mapping[str, Actor], publishers: Publishers) -> Iterator[EventRow]:
    """Yield a row a record; which releases had it is told when it is compared with them."""
    for event in records:
        initiator, counterpart = actors[event.initiator], actors[event.counterpart]
        persons, ceiling = event.persons, event.ceiling
        yield EventRow(
            event_id=event.id,
            measure=event.measure,
            measure_group=event.measure.group,
            direction=event.direction,
            initiator=event.initiator,
            initiator_name=initiator.name,
            initiator_cow=initiator.cow,
            initiator_gw=initiator.gw,
            counterpart=event.counterpart,
            counterpart_name=counterpart.name,
            counterpart_cow=counterpart.cow,
            counterpart_gw=counterpart.gw,
            affects=event.affects,
            instrument=event.instrument,
            mission_id=event.mission,
            **days("notified", event.notified),
            **days("announced", event.announced),
            announced_edtf=event.announced,
            announced_by=event.announced_by,
            **days("effective", event.effective),
            effective_edtf=event.effective,
            **_deadline(event),
            term=event.term,
            persons_best=persons and persons.best,
            persons_low=min(event.said_persons) if persons else None,
            persons_high=max(event.said_persons) if persons else None,
            persons_scope=persons and persons.scope,
            persons_bound=persons and persons.bound,
            ceiling_before=ceiling and ceiling.before,
            ceiling_after=ceiling and ceiling.after,
            ceiling_rule=ceiling and ceiling.rule,
            ceiling_scope=ceiling and ceiling.scope,
            grounds=event.grounds,
            trigger_id=event.trigger,
            episode_id=event.episode,
            outcome=event.outcome,
            evidence=record_grade(event, publishers),
            n_sources=len(event.sources),
            n_independent=len(voices(event.sources, publishers)),
            cameo=event.measure.cameo,
            plover=event.measure.plover,
            summary=event.summary,
            coder_note=event.coder_note,
            waives=event.waives,
            last_checked=event.last_checked,
            first_release=UNRELEASED,
            last_changed_release=UNRELEASED,
        )


def _deadline(event: Event) -> dict[str, Any]:
    """The last day to leave: the one that a source names, else the one that follows from the term."""
    if event.deadline or not event.term:
        return days("deadline", event.deadline) | {"deadline_basis": event.deadline and DeadlineBasis.STATED}
    start = interval(event.notified or event.announced)
    if start.first != start.last:
        return days("deadline", None) | {"deadline_basis": None}
    last = f"{ends(start.last, event.term)}{'~' if start.approximate else ''}"
    return days("deadline", last) | {"deadline_basis": DeadlineBasis.TERM}


def links(records: Iterable[Event]) -> Iterator[LinkRow]:
    """Yield a row a relation of one record to another."""
    for event in records:
        for link in event.links:
            yield LinkRow(event_id=event.id, link_type=link.type, to_event_id=link.to, basis=link.basis, note=link.note)
