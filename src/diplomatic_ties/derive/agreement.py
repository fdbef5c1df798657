"""The table ``agreement``: how far a second coder coded the same as the record then said."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diplomatic_ties.model.edtf import interval
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Coding, SecondCoding, coded
from diplomatic_ties.model.tables import AgreementRow
from diplomatic_ties.model.vocabulary import Level

DAYS = {"announced", "effective", "deadline"}
COUNTS = {"persons", "ceiling_before", "ceiling_after"}
# Fewer pairs of values tell nothing of agreement beyond chance.
FEWEST = 10
RESAMPLES = 499
DIGITS = 2


def agreement(records: Mapping[str, Event], second_codings: Iterable[SecondCoding]) -> Iterator[AgreementRow]:
    """Yield a row a field.

    The first coding counts as it was when the second was made: a value settled afterwards does not. A field
    that neither coder gave says nothing, and does not count as agreement.
    """
    codings = list(second_codings)
    for field in Coding.model_fields:
        level = Level.INTERVAL if field in COUNTS else Level.NOMINAL
        pairs = [_pair(records[second.id], second, field) for second in codings]
        given = [pair for pair in pairs if pair != (None, None)]
        agree = sum(one == other for one, other in given)
        both = [(one, other) for one, other in given if one is not None and other is not None]
        alpha, low, high = _alpha(both, level)
        yield AgreementRow(
            field=field,
            level=level,
            codings=len(pairs),
            given=len(given),
            agree=agree,
            share=round(agree / len(given), DIGITS) if given else None,
            alpha=alpha,
            alpha_low=low,
            alpha_high=high,
        )


def _pair(event: Event, second: SecondCoding, field: str) -> tuple[Any, Any]:
    settled = {settlement.field: settlement.first for settlement in second.settled}
    first = settled.get(field, coded(event)[field])
    return _comparable(field, first), _comparable(field, getattr(second.coding, field))


def _comparable(field: str, value: Any) -> Any:
    """A value in the form in which it is compared: days as numbers, grounds as a set in order."""
    if value is None:
        return None
    if field in DAYS:
        return interval(str(value)).first.toordinal()
    if field in COUNTS:
        return value
    return ";".join(sorted(value)) if isinstance(value, list) else str(value)


Alpha = tuple[float | None, float | None, float | None]
Units = NDArray[np.int64]


def _alpha(pairs: list[tuple[Any, Any]], level: Level) -> Alpha:
    """Krippendorff's alpha of two coders and its 95 % interval over resampled records."""
    values = sorted({value for pair in pairs for value in pair})
    if len(pairs) < FEWEST or len(values) < 2:
        return None, None, None
    numbers = {value: value if level is Level.INTERVAL else place for place, value in enumerate(values)}
    units = np.array([[numbers[one], numbers[other]] for one, other in pairs])
    alpha = _of_interval if level is Level.INTERVAL else _of_nominal
    chance = np.random.default_rng(0)
    drawn = (chance.integers(len(units), size=len(units)) for _ in range(RESAMPLES))
    # A sample in which all are of one value has no alpha, for there chance agrees as well.
    low, high = np.nanpercentile([alpha(units[sample]) for sample in drawn], [2.5, 97.5])
    return round(alpha(units), DIGITS), round(float(low), DIGITS), round(float(high), DIGITS)


# After Krippendorff (2011), "Computing Krippendorff's alpha-reliability", for two coders and no missing values.
# There all is sums over records, so that a sample costs what it has records, however many values they take.


def _of_nominal(units: Units) -> float:
    """Alpha of values that are equal or not, numbered from 0; a row a record, a column a coder."""
    times = np.bincount(units.ravel())
    within = 2 * np.count_nonzero(units[:, 0] != units[:, 1])
    return _alpha_from(within, units.size**2 - (times**2).sum(), units.size)


def _of_interval(units: Units) -> float:
    """Alpha of numbers, whose differences count by their squares; a row a record, a column a coder."""
    within = 2 * ((units[:, 0] - units[:, 1]) ** 2).sum()
    return _alpha_from(within, 2 * (units.size * (units**2).sum() - units.sum() ** 2), units.size)


def _alpha_from(within: Any, among: Any, values: int) -> float:
    """Alpha from the differences within the records and those among all values."""
    return float(1 - (values - 1) * within / among) if among else math.nan
