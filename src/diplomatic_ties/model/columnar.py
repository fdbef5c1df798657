"""What the model asks of a published table, checked a column at a time on Arrow.

The checks that Table Schema has words for, terms within lists, and values of a row that stand in order. A build holds
its tables against them, a table of someone else is held against them part by part.
"""

import difflib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from diplomatic_ties.model.contracts import Column

Values = Any  # pa.Array or pa.ChunkedArray, whose stubs know nothing of each other
SHOWN = 60
# So many terms are named; of more the nearest one is.
FEW = 8


class Breach(NamedTuple):
    """Values of a column that break a rule, by its kind: one of each, and what would be right."""

    kind: str
    values: Values
    problem: str
    cure: str


def shown(value: Any) -> str:
    """Return a value as a message shows it: quoted, and its beginning alone where it is long."""
    text = str(value)
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")


def distinct(values: Values) -> Values:
    """Return the values of a column, or the items of its lists, each once and no null."""
    each: Values = pc.unique(pc.list_flatten(values) if pa.types.is_list(values.type) else values)
    return each.drop_null()


def breaches_of(column: Column, values: Values) -> Iterator[Breach]:
    """Yield what the model says against ``distinct`` values of a column; what it says of keys is not among it."""
    if column.terms:
        wrong = values.filter(pc.invert(pc.is_in(values, pa.array(column.terms, values.type))))
        yield from _one_by_one("enum", wrong, "is none of its terms", column.terms)
    elif column.pattern and column.type in ("string", "list"):
        wrong = values.filter(pc.invert(pc.match_substring_regex(values, column.pattern)))
        yield from _if_any("pattern", wrong, f"does not fit {column.pattern}", "write what fits it")
    if column.minimum is not None:
        wrong = values.filter(pc.less(values, pa.scalar(column.minimum)))
        yield from _if_any("minimum", wrong, f"is less than {column.minimum}", f"write {column.minimum} or more")
    if column.maximum is not None:
        wrong = values.filter(pc.greater(values, pa.scalar(column.maximum)))
        yield from _if_any("maximum", wrong, f"is more than {column.maximum}", f"write {column.maximum} or less")


def is_checked(column: Column) -> bool:
    """Whether ``breaches_of`` can have anything to say of a column."""
    return bool(column.terms or column.pattern) or column.minimum is not None or column.maximum is not None


def _if_any(kind: str, wrong: Values, problem: str, cure: str) -> Iterator[Breach]:
    if len(wrong):
        yield Breach(kind, wrong, problem, cure)


def _one_by_one(kind: str, wrong: Values, problem: str, terms: tuple[str, ...]) -> Iterator[Breach]:
    """What would be right depends on the value, where a term is near it."""
    for place, value in enumerate(wrong.to_pylist()):
        near = difflib.get_close_matches(value[:SHOWN], terms, 1) if place < FEW else []
        cure = f"write {near[0]}" if near else f"write one of {', '.join(terms[:FEW])}"
        more = f" or {len(terms) - FEW} more, see the codebook" if not near and len(terms) > FEW else ""
        yield Breach(kind, wrong.slice(place, 1), problem, cure + more)


def unknown(values: Values, known: Values, target: str) -> Iterator[Breach]:
    """Yield the ``distinct`` values of a reference that are no keys of ``target``."""
    wrong = values.filter(pc.invert(pc.is_in(values, known)))
    yield from _if_any("reference", wrong, f"is no key of {target}", f"name one that {target} has")


def places(values: Values, wrong: Values) -> Values:
    """Return the places in a column at which a value, or an item of its list, is one of ``wrong``."""
    if pa.types.is_list(values.type):
        parents: Values = pc.list_parent_indices(values)
        return pc.unique(parents.filter(pc.is_in(pc.list_flatten(values), wrong)))
    return where_true(pc.is_in(values, wrong))


def where_true(mask: Values) -> Values:
    """Return the places at which ``mask`` is true."""
    return pc.indices_nonzero(mask)


def disorder(table: Any, names: tuple[str, ...]) -> Iterator[tuple[str, str, Values]]:
    """Yield two columns that should stand in order, and the places at which the second is less than the first.

    A null among them is passed over: the values on either side of it are compared.
    """
    for later in range(1, len(names)):
        high = table[names[later]]
        for earlier in range(later):
            between = [table[name] for name in names[earlier + 1 : later]]
            falls = pc.less(high, table[names[earlier]])
            for column in between:
                falls = pc.and_(falls, pc.is_null(column))
            found = where_true(falls)
            if len(found):
                yield names[earlier], names[later], found


def has_repeats(keys: pa.Table) -> bool:
    """Whether a row of ``keys``, the columns of a primary key, stands twice."""
    return bool(keys.group_by(keys.column_names).aggregate([]).num_rows < keys.num_rows)


def repeats(keys: pa.Table) -> Iterator[tuple[int, int]]:
    """Yield the place of each row of ``keys`` that stood before, and the first one at which it stood, in order."""
    if not has_repeats(keys):
        return
    names = keys.column_names
    counted = keys.append_column("place", pa.array(range(keys.num_rows), pa.int64()))
    groups = counted.group_by(names).aggregate([("place", "min"), ("place", "count")])
    twice = groups.filter(pc.greater(groups["place_count"], pa.scalar(1))).drop_columns(["place_count"])
    found = counted.join(twice, names, join_type="inner").sort_by("place")
    for batch in found.select(["place", "place_min"]).to_batches(1000):
        for place, first in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if place != first:
                yield place, first
