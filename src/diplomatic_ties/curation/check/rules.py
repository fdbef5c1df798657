"""How a rule is written: a small function that yields faults, registered by what it is about.

To add a rule, write a function in the file of its kind and decorate it; a broken record that it alone
refuses goes into ``tests/curation/broken.py``. The name of the function is the name of the rule.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import Fault, Marked
from diplomatic_ties.model.record import Event

RecordRule = Callable[[Marked[Event]], Iterator[Fault]]
EventRule = Callable[[Marked[Event], Dataset], Iterator[Fault]]
DatasetRule = Callable[[Dataset], Iterator[Fault]]
RECORD_RULES: list[RecordRule] = []
EVENT_RULES: list[EventRule] = []
DATASET_RULES: list[DatasetRule] = []


def record_rule(rule: RecordRule) -> RecordRule:
    """Register a rule about a record alone."""
    RECORD_RULES.append(rule)
    return rule


def event_rule(rule: EventRule) -> EventRule:
    """Register a rule about a record and what it refers to."""
    EVENT_RULES.append(rule)
    return rule


def dataset_rule(rule: DatasetRule) -> DatasetRule:
    """Register a rule about the whole dataset."""
    DATASET_RULES.append(rule)
    return rule


def check_alone(event: Marked[Event]) -> Iterator[Fault]:
    """Yield what the rules about a record alone find."""
    for rule in RECORD_RULES:
        yield from _named(rule, rule(event))


def check(dataset: Dataset) -> Iterator[Fault]:
    """Yield what all rules find in a dataset that could be read."""
    for whole in DATASET_RULES:
        yield from _named(whole, whole(dataset))
    for event in dataset.marked(Event):
        yield from check_alone(event)
        for rule in EVENT_RULES:
            yield from _named(rule, rule(event, dataset))


def _named(rule: Callable[..., Iterator[Fault]], faults: Iterator[Fault]) -> Iterator[Fault]:
    for fault in faults:
        yield replace(fault, rule=rule.__name__)
