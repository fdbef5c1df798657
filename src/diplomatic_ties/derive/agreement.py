"""The table ``agreement``: how far a second coder coded the same as the record then said."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from diplomatic_ties.model.edtf import interval
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Coding, SecondCoding, coded
from diplomatic_ties.model.tables import AgreementRow
from diplomatic_ties.model.vocabulary import Level

DAYS = {"notified", "announced", "effective", "deadline"}
COUNTS = {"persons", "ceiling_before", "ceiling_after"}
# Fewer pairs of values tell nothing of agreement beyond chance.
FEWEST = 10
RESAMPLES = 499
DIGITS = 2


def agreement(records: Mapping[str, Event], second_codings: Iterable[SecondCoding]) -> Iterator[AgreementRow]:
    """Yield a row a field.

    The first coding counts as it was when the second was made: a value settled afterwards does not. A field
    that neither coder gave says nothing, and does not count as agreement; one that the second was not asked
    for is no pair of codings.
    """
    codings = list(second_codings)
    for field in Coding.model_fields:
        level = Level.INTERVAL if field in COUNTS else Level.NOMINAL
        pairs = [
            _pair(records[second.id], second, field) for second in codings if field in second.coding.model_fields_set
        ]
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
    """A value in the form in which it is compared: dates as the days that they may mean, grounds as a set in order."""
    if value is None:
        return None
    if field in DAYS:
        days = interval(str(value))
        return f"{days.first}/{days.last}"
    if field in COUNTS:
        return value
    return ";".join(sorted(value)) if isinstance(value, list) else str(value)


Alpha = tuple[float | None, float | None, float | None]


def _alpha(pairs: list[tuple[Any, Any]], level: Level) -> Alpha:
    """Krippendorff's alpha of two coders and its 95 % interval over resampled records."""
    values = sorted({value for pair in pairs for value in pair})
    if len(pairs) < FEWEST or len(values) < 2:
        return None, None, None
    # Slow to import, and only those who build need them.
    import krippendorff
    import numpy as np
    from scipy.stats import DegenerateDataWarning, bootstrap

    interval_scaled = level is Level.INTERVAL
    numbers = {value: value if interval_scaled else place for place, value in enumerate(values)}
    units = np.array([[numbers[one], numbers[other]] for one, other in pairs])
    scale: Literal["nominal", "interval"] = "interval" if interval_scaled else "nominal"
    alpha = float(krippendorff.alpha(units.T, level_of_measurement=scale))
    places = np.arange(len(units))
    with warnings.catch_warnings():
        # A sample in which all are of one value has no alpha, for there chance agrees as well; it is left out.
        warnings.simplefilter("ignore", DegenerateDataWarning)
        found = bootstrap(
            (places,),
            lambda sample: alpha_of_two(units[sample], scale),
            n_resamples=RESAMPLES,
            vectorized=False,
            method="percentile",
            rng=np.random.default_rng(0),
        )
    low, high = np.nanpercentile(found.bootstrap_distribution, [2.5, 97.5])
    return round(alpha, DIGITS), round(float(low), DIGITS), round(float(high), DIGITS)


def alpha_of_two(units: Any, scale: Literal["nominal", "interval"]) -> float:
    """Alpha of two coders who gave all values: sums over records, where the library's grows with the values squared.

    ``units`` has a row a record and a column a coder; nominal values are numbered from 0. After Krippendorff
    (2011), "Computing Krippendorff's alpha-reliability", sections C and D. NaN where all values are the same.
    """
    import numpy as np

    if scale == "nominal":
        within = 2 * np.count_nonzero(units[:, 0] != units[:, 1])
        among = units.size**2 - (np.bincount(units.ravel()) ** 2).sum()
    else:
        within = 2 * ((units[:, 0] - units[:, 1]) ** 2).sum()
        among = 2 * (units.size * (units**2).sum() - units.sum() ** 2)
    return float(1 - (units.size - 1) * within / among) if among else float("nan")
