"""Check a dataset: small rules, each a function that yields faults, all of them run every time."""

from pathlib import Path

from diplomatic_ties.curation.check import dataset as _dataset
from diplomatic_ties.curation.check import evidence as _evidence
from diplomatic_ties.curation.check import prose as _prose
from diplomatic_ties.curation.check import record as _record
from diplomatic_ties.curation.check import references as _references
from diplomatic_ties.curation.check import registries as _registries
from diplomatic_ties.curation.check.doubts import doubts
from diplomatic_ties.curation.check.rules import check, check_alone
from diplomatic_ties.curation.dataset import Dataset, no_collection, read_dataset
from diplomatic_ties.curation.read import Fault, read_entry
from diplomatic_ties.model.record import Event

# Each registers its rules when it is read.
RULES = (_record, _evidence, _references, _registries, _dataset, _prose)
__all__ = ["RULES", "check", "doubts", "validate", "validate_candidates"]


@no_collection()
def validate(root: Path) -> tuple[Dataset, list[Fault]]:
    """Read and check the dataset below ``root``; the faults come in the order of the files."""
    dataset, faults = read_dataset(root)
    return dataset, sorted([*faults, *check(dataset)])


def validate_candidates(paths: list[Path], root: Path | None) -> list[Fault]:
    """Check candidate records as if they stood in the dataset below ``root``; alone, where that is null.

    Names of files are not checked. A candidate with the id of a record takes that record's place.
    """
    candidates, faults = [], []
    for path in paths:
        read = read_entry(path, Event)
        candidates += read.entries
        faults += read.faults
    if root is None:
        return sorted([*faults, *(fault for event in candidates for fault in check_alone(event))])
    dataset, _ = read_dataset(root)
    ids = {event.value.id for event in candidates}
    kept = [event for event in dataset.marked(Event) if event.value.id not in ids]
    dataset.put(Event, kept + candidates)
    return sorted([*faults, *(fault for fault in check(dataset) if fault.path in set(paths))])
