"""The table ``completeness``: what a second search found beside what the records had, and how many there may be."""

import math
from collections.abc import Iterable, Iterator, Mapping
from statistics import NormalDist
from typing import NamedTuple

from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Found, SecondSearch
from diplomatic_ties.model.tables import CompletenessRow
from diplomatic_ties.model.vocabulary import Group, Measure

# The normal quantile of a 95 % interval.
Z = NormalDist().inv_cdf(0.975)
DIGITS = 3
# What is counted apart.
KINDS: Mapping[str, frozenset[Measure]] = {
    **{str(group): frozenset(measure for measure in Measure if measure.group is group) for group in Group},
    str(Measure.EXPULSION): frozenset({Measure.EXPULSION}),
    "all": frozenset(Measure),
}


class Estimate(NamedTuple):
    """How many there are of something, and the 95 % interval of that."""

    best: float
    low: float
    high: float


def completeness(records: Mapping[str, Event], searches: Iterable[SecondSearch]) -> Iterator[CompletenessRow]:
    """Yield a row for each slice and kind of measure.

    A measure of the list is one of ours if its record stood there before the search. What the list tells
    twice, from both sides of a joint act, is one; what proved to be no measure is none.
    """
    for search in searches:
        held = {id_: records[id_].measure for id_ in search.held if id_ in records}
        here = [event.measure for event in records.values() if search.holds(event)]
        found = _measures(search.found, records)
        for kind, measures in KINDS.items():
            ours = sum(measure in measures for measure in held.values())
            theirs = {key for key, measure in found.items() if measure in measures}
            both = len(theirs & held.keys())
            estimate = chapman(ours, len(theirs), both) if ours or theirs else None
            now = sum(measure in measures for measure in here)
            yield CompletenessRow(
                slice_id=search.id,
                kind=kind,
                starts=search.begins,
                ends=search.ends,
                searched=search.searched,
                ours=ours,
                theirs=len(theirs),
                in_both=both,
                **_rounded("estimate", estimate),
                share=_share(ours, estimate and estimate.best),
                share_low=_share(ours, estimate and estimate.high),
                share_high=_share(ours, estimate and estimate.low),
                added=now - ours,
                share_now=_share(now, estimate and max(estimate.best, now)),
            )


def _measures(found: Iterable[Found], records: Mapping[str, Event]) -> dict[str, Measure]:
    """The measures of a list, by record where there is one; of a record the measure is that of the record."""
    measures: dict[str, Measure] = {}
    for item in found:
        if item.excluded is None:
            record = records.get(item.record or "")
            measures[record.id if record else f"no. {item.no}"] = record.measure if record else item.measure
    return measures


def chapman(ours: int, theirs: int, both: int) -> Estimate:
    """Return how many there are, from two lists made apart and what is in both.

    Chapman's estimator and its variance (Seber 1982, The Estimation of Animal Abundance, pp. 59-60); the interval is
    the log-normal one of Chao (1987, Biometrics 43), which is never below what was seen.
    """
    best = (ours + 1) * (theirs + 1) / (both + 1) - 1
    seen = ours + theirs - both
    unseen = best - seen
    if unseen <= 0:
        return Estimate(best, seen, best)
    variance = (ours + 1) * (theirs + 1) * (ours - both) * (theirs - both) / ((both + 1) ** 2 * (both + 2))
    spread = math.exp(Z * math.sqrt(math.log1p(variance / unseen**2)))
    return Estimate(best, seen + unseen / spread, seen + unseen * spread)


def _rounded(name: str, estimate: Estimate | None) -> dict[str, float | None]:
    if estimate is None:
        return {name: None, f"{name}_low": None, f"{name}_high": None}
    best, low, high = (round(number, 1) for number in estimate)
    return {name: best, f"{name}_low": low, f"{name}_high": high}


def _share(part: int, whole: float | None) -> float | None:
    return round(part / whole, DIGITS) if whole else None
