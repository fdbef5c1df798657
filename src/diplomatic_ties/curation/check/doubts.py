"""What a curator should look at again: no fault, for a page or a note may be right as it stands.

Doubts are listed by ``diplomatic-ties validate --doubts``, and keep nothing from being built.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

from diplomatic_ties.curation.check.evidence import LATE
from diplomatic_ties.curation.check.prose import coded_people, linked_with, people_in
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import Fault
from diplomatic_ties.model.edtf import interval
from diplomatic_ties.model.evidence import kind_of, origin
from diplomatic_ties.model.fields import ID_ALPHABET, ID_LENGTH
from diplomatic_ties.model.record import Event, Source
from diplomatic_ties.model.registries import Publisher
from diplomatic_ties.model.vocabulary import SourceKind

# Pages that agree in fewer values than these are alike by chance.
ALIKE = 4
ID = rf"\b[{ID_ALPHABET[10:]}][{ID_ALPHABET}]{{{ID_LENGTH - 1}}}\b"


def doubts(dataset: Dataset) -> list[Fault]:
    """Return what is to be looked at again in a dataset that could be read, in the order of the files."""
    found = [replace(doubt, rule=of.__name__) for of in DOUBTS for doubt in of(dataset)]
    return sorted(found)


def pages_may_be_one_text(dataset: Dataset) -> Iterator[Fault]:
    """Two voices of one day that say the same, value for value: one may copy the other, credited or not."""
    publishers = dataset.by_id(Publisher)
    for event in dataset.marked(Event):
        pages = list(enumerate(event.value.sources))
        for (_, one), (place, other) in combinations(pages, 2):
            if _independent(one, other, dataset) and one.published == other.published and _alike(one, other):
                yield event.fault(
                    ("sources", place),
                    f"says the same as the page of {publishers[one.publisher].name} of that day, value for value",
                    "read the two texts side by side, and name in `via` whom one of them copies",
                )


def _independent(one: Source, other: Source, dataset: Dataset) -> bool:
    """Whether two pages count as two voices, none of them that of a party."""
    publishers = dataset.by_id(Publisher)
    if not {one.publisher, other.publisher} <= publishers.keys():
        return False
    origins = {origin(page, publishers) for page in (one, other)}
    kinds = {kind_of(page, publishers) for page in (one, other)}
    return None not in origins and len(origins) == 2 and SourceKind.OFFICIAL not in kinds


def _alike(one: Source, other: Source) -> bool:
    said = one.says.model_dump(exclude_none=True)
    return one.published is not None and len(said) >= ALIKE and said == other.says.model_dump(exclude_none=True)


def a_note_counts_what_is_not_coded(dataset: Dataset) -> Iterator[Fault]:
    """A number of people in a note that no field holds: what is known is coded, not footnoted."""
    linked = linked_with(dataset)
    for event in dataset.marked(Event):
        coded = {number for one in linked(event.value) for number in coded_people(one)}
        for count in dict.fromkeys(people_in(event.value.coder_note or "")):
            if count > 1 and count not in coded:
                yield event.fault(
                    ("coder_note",),
                    f"the note tells of {count} people, which no field of the record or of one linked with it holds",
                    "code it, with who says it; or let it be, if it counts something else",
                )


def a_later_page_tells_who_made_it_public(dataset: Dataset) -> Iterator[Fault]:
    """Pages that look back seldom say who spoke first; what they know of it is often read into them."""
    for event in dataset.marked(Event):
        last = interval(event.value.announced).last + LATE
        for place, source in enumerate(event.value.sources):
            if source.says.announced_by and source.published and interval(source.published).first > last:
                yield event.fault(
                    ("sources", place, "says", "announced_by"),
                    f"a page of {source.published} is to say who made it public on {event.value.announced}",
                    "look whether the page says so; if not, take it out, and name a page of the day",
                )


def a_note_names_a_record_that_is_not_linked(dataset: Dataset) -> Iterator[Fault]:
    """What a note tells of another record may be a link, or an answer that it lacks."""
    records, linked = dataset.by_id(Event), linked_with(dataset)
    for event in dataset.marked(Event):
        record = event.value
        known = {*record.distinct_from, *(one.id for one in linked(record))}
        for id_ in dict.fromkeys(re.findall(ID, record.coder_note or "")):
            if id_ in records and id_ not in known:
                yield event.fault(
                    ("coder_note",),
                    f"the note names {id_}, to which there is no link",
                    "link it if it is answered, joined, taken back or of one decision; else let it be",
                )


DOUBTS: tuple[Callable[[Dataset], Iterator[Fault]], ...] = (
    pages_may_be_one_text,
    a_note_counts_what_is_not_coded,
    a_later_page_tells_who_made_it_public,
    a_note_names_a_record_that_is_not_linked,
)
