import math
import random
from types import SimpleNamespace
from typing import Literal

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.derive.agreement import agreement, alpha_of_two
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Coding, SecondCoding, coded
from diplomatic_ties.model.tables import AgreementRow
from diplomatic_ties.model.vocabulary import Instrument

NUMBERS = st.lists(st.tuples(st.none() | st.integers(1, 40), st.none() | st.integers(1, 40)), max_size=25)
# Two observers of Krippendorff (2011), "Computing Krippendorff's alpha-reliability": binary data (section A),
# where alpha is 0.095, and nominal data (section B), where it is 0.692.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")


def second_coding(id_: str, coding: Coding, *settled: dict[str, str]) -> SecondCoding:
    plain = {"coded": "2026-11-24", "pages": ["https://example.org/"]}
    return SecondCoding.model_validate(plain | {"id": id_, "coding": coding, "settled": settled})


def told(record: Event, number: int, **values: object) -> tuple[Event, SecondCoding]:
    """A record and a second coding of it that agrees but for these values; `first` is the record's own."""
    first = values.pop("first", None)
    id_ = f"a{number:05}"
    event = Event.model_validate(record.model_dump() | {"id": id_, "persons": None, "instrument": first})
    coding = Coding.model_validate(coded(event) | values)
    return event, second_coding(id_, coding)


def of(field: str, pairs: list[tuple[Event, SecondCoding]]) -> AgreementRow:
    rows = agreement({event.id: event for event, _ in pairs}, [second for _, second in pairs])
    return next(row for row in rows if row.field == field)


@pytest.fixture(scope="module")
def record(events: list[Event]) -> Event:
    return next(event for event in events if event.measure == "expulsion")


def sized(record: Event, pairs: list[tuple[int | None, int | None]]) -> list[tuple[Event, SecondCoding]]:
    """Records and second codings with these numbers of people."""
    found = []
    for number, (one, other) in enumerate(pairs):
        event, second = told(record, number, persons=other, persons_scope="diplomats")
        persons = {"best": one, "scope": "diplomats"} if one is not None else None
        found.append((Event.model_validate(event.model_dump() | {"persons": persons}), second))
    return found


def test_what_neither_gave_does_not_count(record: Event) -> None:
    row = of("persons", sized(record, [(None, None)] * 5 + [(8, 8), (8, None), (None, 8), (8, 9)]))
    assert (row.codings, row.given, row.agree, row.share) == (9, 4, 1, 0.25)
    row = of("persons", sized(record, [(None, None)] * 5))
    assert (row.given, row.agree, row.share, row.alpha) == (0, 0, None, None)


@pytest.mark.parametrize(("coders", "alpha"), [(BINARY, 0.10), (NOMINAL, 0.69)])
def test_alpha_is_that_of_the_textbook(record: Event, coders: tuple[str, str], alpha: float) -> None:
    terms = dict(zip(sorted(set("".join(coders))), Instrument, strict=False))
    pairs = [
        told(record, number, first=terms[one], instrument=terms[other])
        for number, (one, other) in enumerate(zip(*coders, strict=True))
    ]
    row = of("instrument", pairs)
    assert (row.level, row.alpha) == ("nominal", alpha)
    assert row.agree == sum(one == other for one, other in zip(*coders, strict=True))


def test_alpha_of_numbers_weighs_how_far_they_lie_apart(record: Event) -> None:
    numbers = [(n, n) for n in range(1, 12)]
    near, far = of("persons", sized(record, [*numbers, (1, 4)])), of("persons", sized(record, [*numbers, (1, 40)]))
    assert near.agree == far.agree
    assert near.alpha is not None
    assert far.alpha is not None
    assert 1 > near.alpha > far.alpha


def test_where_all_values_are_the_same_alpha_has_none(record: Event) -> None:
    row = of("persons", sized(record, [(8, 8)] * 12))
    assert (row.share, row.alpha, row.alpha_low, row.alpha_high) == (1.0, None, None, None)


def test_few_values_tell_nothing_beyond_chance(record: Event) -> None:
    row = of("persons", sized(record, [(n, n) for n in range(9)]))
    assert (row.share, row.alpha) == (1.0, None)
    row = of("persons", sized(record, [(n, n) for n in range(10)]))
    assert row.alpha == row.alpha_low == row.alpha_high == 1.0


def test_the_interval_holds_alpha_and_is_the_same_each_time(record: Event) -> None:
    chance = random.Random(0)
    pairs = sized(record, [(n % 5, n % 5 if chance.random() < 0.8 else 0) for n in range(40)])
    row = of("persons", pairs)
    assert row == of("persons", pairs)
    assert row.alpha_low is not None
    assert row.alpha is not None
    assert row.alpha_high is not None
    assert row.alpha_low < row.alpha < row.alpha_high


def test_the_interval_leaves_out_the_outermost_of_forty_on_either_side(
    record: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = SimpleNamespace(bootstrap_distribution=np.append(np.linspace(0, 100, 1001), math.nan))
    monkeypatch.setattr("scipy.stats.bootstrap", lambda *_, **__: drawn)
    row = of("persons", sized(record, [(n, n) for n in range(10)]))
    assert (row.alpha_low, row.alpha_high) == (2.5, 97.5)


def test_a_settled_value_counts_as_it_was_first_coded(record: Event) -> None:
    event, second = told(record, 0, first="unspecified", instrument="unspecified")
    assert of("instrument", [(event, second)]).agree == 1
    settlement = {"field": "instrument", "first": "persona_non_grata", "reason": "A page said so"}
    settled = second_coding(event.id, second.coding, settlement)
    assert of("instrument", [(event, settled)]).agree == 0


def test_grounds_agree_in_any_order_and_days_in_any_writing(record: Event) -> None:
    changed = {"id": "aaaaaa", "grounds": ["espionage", "retaliation"], "announced": "2018-03"}
    one = Event.model_validate(record.model_dump() | changed)
    coding = Coding.model_validate(coded(one) | {"grounds": ["retaliation", "espionage"], "announced": "2018-03~"})
    second = second_coding("aaaaaa", coding)
    assert of("grounds", [(one, second)]).agree == 1
    assert of("announced", [(one, second)]).agree == 1


def test_days_agree_where_they_may_mean_the_same_days(record: Event) -> None:
    for first, other, agree in [
        ("2018-03", "2018-03-01", 0),
        ("../2018-03-26", "../2018-03-27", 0),
        ("../2018-03-26", "2018-03-26", 0),
        ("2018-03-26/..", "2018-03-26/..", 1),
    ]:
        one = Event.model_validate(record.model_dump() | {"id": "aaaaaa", "effective": first})
        coding = Coding.model_validate(coded(one) | {"effective": other})
        assert of("effective", [(one, second_coding("aaaaaa", coding))]).agree == agree


def test_what_was_not_asked_for_is_no_pair_of_codings(record: Event) -> None:
    event, _ = told(record, 0)
    values = coded(event)
    asked = second_coding(event.id, Coding.model_validate(values))
    silent = second_coding(event.id, Coding.model_validate({k: v for k, v in values.items() if k != "outcome"}))
    assert of("outcome", [(event, asked), (event, silent)]).codings == 1
    assert of("measure", [(event, asked), (event, silent)]).codings == 2


@given(NUMBERS)
def test_shares_are_of_what_was_given(events: list[Event], numbers: list[tuple[int | None, int | None]]) -> None:
    row = of("persons", sized(events[0], numbers))
    assert row.codings == len(numbers)
    assert row.given == sum(pair != (None, None) for pair in numbers)
    assert 0 <= row.agree <= row.given
    assert row.alpha is None or row.alpha <= 1


def test_agreement_is_counted_field_by_field(dataset: Dataset) -> None:
    seconds = dataset.all(SecondCoding)
    rows = list(agreement(dataset.by_id(Event), seconds))
    assert [row.field for row in rows] == list(Coding.model_fields)
    for row in rows:
        assert row.codings == sum(row.field in second.coding.model_fields_set for second in seconds)
    events = dataset.by_id(Event)
    agree = 0
    for second in seconds:
        settled = {s.field: s.first for s in second.settled}
        agree += settled.get("announced", events[second.id].announced) == second.coding.announced
    assert next(row for row in rows if row.field == "announced").agree == agree


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=40))
def test_alpha_of_a_sample_is_that_of_the_library(pairs: list[tuple[int, int]]) -> None:
    units = np.array(pairs)
    if len(np.unique(units)) < 2:
        assert math.isnan(alpha_of_two(units, "nominal"))
        return
    scales: tuple[Literal["nominal", "interval"], ...] = ("nominal", "interval")
    for scale in scales:
        alpha = krippendorff.alpha(units.T, level_of_measurement=scale)
        assert alpha_of_two(units, scale) == pytest.approx(float(alpha))
