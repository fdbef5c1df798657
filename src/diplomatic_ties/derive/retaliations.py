"""The table ``retaliations``: who answered whom, each measure beside each of its answers."""

from collections import Counter
from collections.abc import Iterable, Iterator

from diplomatic_ties.model.tables import EventRow, LinkRow, RetaliationRow
from diplomatic_ties.model.vocabulary import LinkType, Measure


def retaliations(events: Iterable[EventRow], links: Iterable[LinkRow]) -> Iterator[RetaliationRow]:
    """Yield a row for each ``responds_to`` link: measure, answer, lag in days, counts and their ratio.

    The lag runs from announcement to announcement; where a day is not exact, ``lag_low`` and ``lag_high``
    bound it. No answer precedes what it answers, so no lag is below zero.
    """
    by_id = {event.event_id: event for event in events}
    related = list(links)
    answers = [link for link in related if link.link_type == LinkType.RESPONDS_TO]
    asked = Counter(link.event_id for link in answers)
    allied = {link.event_id for link in related if link.link_type == LinkType.SOLIDARITY_WITH}
    for link in answers:
        measure, answer = by_id[link.to_event_id], by_id[link.event_id]
        low = max(0, (answer.announced - measure.announced_last).days)
        high = (answer.announced_last - measure.announced).days
        approximate = bool(measure.announced_approximate or answer.announced_approximate)
        persons, answered = measure.persons_best, answer.persons_best
        comparable = measure.measure == answer.measure == Measure.EXPULSION and asked[answer.event_id] == 1
        yield RetaliationRow(
            event_id=measure.event_id,
            answer_id=answer.event_id,
            initiator=measure.initiator,
            counterpart=answer.initiator,
            announced=measure.announced,
            answer_announced=answer.announced,
            lag_days=low if low == high and not approximate else None,
            lag_low=low,
            lag_high=high,
            lag_approximate=approximate,
            measure=measure.measure,
            answer_measure=answer.measure,
            same_measure=measure.measure == answer.measure,
            persons=persons,
            answer_persons=answered,
            ratio=answered / persons if comparable and persons and answered else None,
            in_solidarity=measure.event_id in allied,
        )
