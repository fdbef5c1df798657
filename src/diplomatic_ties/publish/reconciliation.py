"""Totals that press and ministries published, beside the sums of the records that they count."""

from collections.abc import Iterator
from typing import NamedTuple

from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.model.edtf import interval
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Total
from diplomatic_ties.model.vocabulary import Measure


class Sum(NamedTuple):
    """What the records make of a total: how many there are, and their people."""

    records: int
    best: int
    low: int
    high: int


def reconciled(dataset: Dataset) -> Iterator[tuple[Total, Sum]]:
    """Yield each published total with the sum of the expulsions that it counts."""
    for total in dataset.all(Total):
        counted = [event for event in dataset.all(Event) if _counts(event, total)]
        sized = [event for event in counted if event.persons]
        yield (
            total,
            Sum(
                records=len(counted),
                best=sum(event.persons.best for event in sized if event.persons),
                low=sum(min(event.said_persons) for event in sized),
                high=sum(max(event.said_persons) for event in sized),
            ),
        )


def _counts(event: Event, total: Total) -> bool:
    """Whether a published total counts an expulsion, by whom and when it was announced."""
    return (
        event.measure is Measure.EXPULSION
        and event.counterpart == total.counterpart
        and event.initiator not in total.without
        and total.begins <= interval(event.announced).first <= total.ends
    )
