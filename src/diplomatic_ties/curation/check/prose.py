"""Rules about words: what a summary counts is coded, for readers take its numbers for the record's."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from diplomatic_ties.curation.check.rules import dataset_rule
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import Fault, Marked
from diplomatic_ties.model.record import Event

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ONES += ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_ONES, 1)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_UNITS = {"S": 1, "H": 1, "D": 24, "W": 7 * 24}
# Years have four digits.
_NUMBER = rf"\d{{1,3}}|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[:9])}))?|{'|'.join(reversed(_ONES))}"
_PEOPLE = r"diplomats?|staff|employees?|attach\w+|officers?|people|persons?|members of (?:the|its)"
# Up to three words may stand between a number and what it counts: "six administrative and technical staff".
_COUNTED = re.compile(rf"\b({_NUMBER})(?: +[^\W\d]+){{0,3}}? +(?:{_PEOPLE})\b", re.IGNORECASE)
_TIMED = re.compile(rf"\b({_NUMBER}) +(hour|day|week|month)s? +to\b", re.IGNORECASE)


@dataset_rule
def what_a_summary_counts_is_coded(dataset: Dataset) -> Iterator[Fault]:
    linked = linked_with(dataset)
    for event in dataset.marked(Event):
        told = linked(event.value)
        numbers = {number for one in told for number in coded_people(one)}
        counts = list(people_in(event.value.summary))
        for count in counts:
            # The parts of a whole are coded if the whole is: six diplomats and two others, of eight.
            if count > 1 and count not in numbers and not any(count + other in numbers for other in counts):
                yield _uncoded(event, f"{count} people")
        terms = {term for one in told for term in _terms_of(one)}
        for term in terms_in(event.value.summary):
            if term not in terms:
                yield _uncoded(event, f"a term of {term}")


def _uncoded(event: Marked[Event], what: str) -> Fault:
    return event.fault(
        ("summary",),
        f"the summary tells of {what}, which no field of the record or of one linked with it holds",
        "code it, say it in coder_note, or take it out",
    )


def linked_with(dataset: Dataset) -> Callable[[Event], list[Event]]:
    """Return what gives a record together with those that it links and those that link it."""
    records = dataset.by_id(Event)
    linking: dict[str, list[Event]] = defaultdict(list)
    for record in records.values():
        for link in record.links:
            linking[link.to].append(record)

    def linked(record: Event) -> list[Event]:
        return [record, *(records[link.to] for link in record.links if link.to in records), *linking[record.id]]

    return linked


def people_in(text: str) -> Iterator[int]:
    """Yield the numbers of people in a text."""
    yield from map(_value, _COUNTED.findall(text))


def terms_in(text: str) -> Iterator[str]:
    """Yield the times to leave in a text: ``PT48H`` for 48 hours, days and weeks as hours too."""
    for number, unit in _TIMED.findall(text):
        yield _hours(_value(number), unit[0].upper())


def _value(number: str) -> int:
    return int(number) if number.isdigit() else sum(_WORDS[word] for word in number.lower().split("-"))


def _hours(number: int, unit: str) -> str:
    """A term in hours, so that two days are 48 of them, and at once is none; months stay, for they differ in length."""
    return f"P{number}M" if unit == "M" else f"PT{number * _UNITS[unit]}H"


def coded_people(event: Event) -> Iterator[int]:
    """Yield the numbers of people that pages say of a measure, limits among them."""
    for claims in (source.says for source in event.sources):
        yield from (n for n in (claims.persons, claims.ceiling_before, claims.ceiling_after) if n is not None)


def _terms_of(event: Event) -> Iterator[str]:
    for term in (event.term, *(source.says.term for source in event.sources)):
        if term:
            yield _hours(int(re.sub(r"\D", "", term)), term[-1])
