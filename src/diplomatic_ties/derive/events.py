"""The tables ``events`` and ``links``: a row a record, a row a relation."""

from collections.abc import Iterable, Iterator, Mapping

from diplomatic_ties.derive.dates import days
from diplomatic_ties.model.evidence import Publishers, grade, origins
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Actor
from diplomatic_ties.model.tables import EventRow, LinkRow
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
            **days("announced", event.announced),
            announced_edtf=event.announced,
            **days("effective", event.effective),
            effective_edtf=event.effective,
            **days("deadline", event.deadline),
            persons_best=persons and persons.best,
            persons_low=min(event.said_persons) if persons else None,
            persons_high=max(event.said_persons) if persons else None,
            persons_scope=persons and persons.scope,
            ceiling_before=ceiling and ceiling.before,
            ceiling_after=ceiling and ceiling.after,
            ceiling_rule=ceiling and ceiling.rule,
            ceiling_scope=ceiling and ceiling.scope,
            grounds=event.grounds,
            trigger_id=event.trigger,
            episode_id=event.episode,
            outcome=event.outcome,
            evidence=grade(event, publishers),
            n_sources=len(event.sources),
            n_independent=len(origins(event, publishers)),
            cameo=event.measure.cameo,
            plover=event.measure.plover,
            summary=event.summary,
            coder_note=event.coder_note,
            first_release=UNRELEASED,
            last_changed_release=UNRELEASED,
        )


def links(records: Iterable[Event]) -> Iterator[LinkRow]:
    """Yield a row a relation of one record to another."""
    for event in records:
        for link in event.links:
            yield LinkRow(event_id=event.id, link_type=link.type, to_event_id=link.to, note=link.note)
