"""The table ``agreement``: how far a second coder coded the same as the record then said."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

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


def _alpha(pairs: list[tuple[Any, Any]], level: Level) -> Alpha:
    """Krippendorff's alpha of two coders and its 95 % interval over resampled records."""
    if len(pairs) < FEWEST or len({value for pair in pairs for value in pair}) < 2:
        return None, None, None
    # Slow to import, and only those who build need them.
    import krippendorff
    import numpy as np
    from scipy.stats import DegenerateDataWarning, bootstrap

    values = sorted({value for pair in pairs for value in pair})
    numbers = {value: value if level is Level.INTERVAL else place for place, value in enumerate(values)}
    scale: Literal["nominal", "interval"] = "interval" if level is Level.INTERVAL else "nominal"
    units = np.array([[numbers[one], numbers[other]] for one, other in pairs], dtype=float)

    def alpha(places: Any) -> float:
        sample = units[places].T
        # Where all are of one value chance agrees as well, and alpha has none.
        if (sample == sample[0, 0]).all():
            return float("nan")
        return float(krippendorff.alpha(sample, level_of_measurement=scale))

    places = np.arange(len(units))
    with warnings.catch_warnings():
        # Samples without an alpha are left out below.
        warnings.simplefilter("ignore", DegenerateDataWarning)
        found = bootstrap(
            (places,),
            alpha,
            n_resamples=RESAMPLES,
            vectorized=False,
            method="percentile",
            rng=np.random.default_rng(0),
        )
    low, high = np.nanpercentile(found.bootstrap_distribution, [2.5, 97.5])
    return round(alpha(places), DIGITS), round(float(low), DIGITS), round(float(high), DIGITS)
