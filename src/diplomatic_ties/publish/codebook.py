"""The codebook: what everything means, in Markdown, from the model and the second codings."""

from collections.abc import Iterable, Iterator
from itertools import repeat
from pathlib import Path
from string import Template
from typing import Any

from diplomatic_ties.curation.read import Dataset, Marked
from diplomatic_ties.model import vocabulary
from diplomatic_ties.model.contracts import Column, columns
from diplomatic_ties.model.edtf import interval
from diplomatic_ties.model.record import Coding, Event, SecondCoding, Total
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.model.vocabulary import Defined, Measure

WORDS = Path(__file__).with_name("codebook.md")


def codebook(dataset: Dataset, facts: dict[str, Any]) -> str:
    """Return the codebook of a dataset; ``facts`` are those of CITATION.cff."""
    return Template(WORDS.read_text(encoding="utf-8")).substitute(
        version=facts["version"],
        evidence=_terms(vocabulary.Evidence),
        measures=_measures(),
        terms="\n\n".join(_vocabularies()),
        tables="\n\n".join(_tables()),
        reconciliation=_table(
            ["published", "by", "counts", "records", "sum", "low-high", "why"],
            map(_reconciled, dataset.totals, repeat(dataset)),
        ),
        records=len(dataset.events),
        coded_twice=len(dataset.second_codings),
        agreement=_table(
            ["field", "agree", "of", "share"],
            (
                [f"`{field}`", agree, of, f"{agree / of:.0%}" if of else "-"]
                for field, (agree, of) in agreement(dataset).items()
            ),
        ),
    )


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _table(head: list[str], rows: Iterable[Iterable[object]]) -> str:
    return "\n".join([_row(head), _row("---" for _ in head), *(_row(row) for row in rows)])


def _terms(terms: type[Defined]) -> str:
    return _table(["term", "definition"], ([f"`{term}`", term.definition] for term in terms))


def _measures() -> str:
    return _table(
        ["group", "measure", "definition", "direction", "affects", "reverses", "articles", "CAMEO", "PLOVER"],
        (
            [
                m.group,
                f"`{m}`",
                m.definition,
                m.direction,
                ", ".join(m.affects),
                ", ".join(other for other in Measure if other in m.reversible) or "-",
                m.article or "-",
                m.cameo,
                m.plover,
            ]
            for m in Measure
        ),
    )


def _vocabularies() -> Iterator[str]:
    for terms in vars(vocabulary).values():
        if (
            isinstance(terms, type)
            and issubclass(terms, Defined)
            and terms not in (Defined, vocabulary.Term, Measure, vocabulary.Evidence)
        ):
            yield f"### {terms.__name__}\n\n{_terms(terms)}"


def _tables() -> Iterator[str]:
    for name, row in TABLES.items():
        key = ", ".join(f"`{column}`" for column in row.primary_key)
        fields = _table(
            ["field", "type", "null", "meaning"],
            (
                [f"`{c.name}`", c.type, "yes" if c.nullable else "", _meaning(c, row.references.get(c.name))]
                for c in columns(name)
            ),
        )
        yield f"### {name}\n\n{row.__doc__}. Key: {key}.\n\n{fields}"


def _meaning(column: Column, target: str | None) -> str:
    unit = f"; in {column.unit}" if column.unit else ""
    return f"{column.description}{unit}" + (f"; key of `{target}`" if target else "")


def _reconciled(total: Marked[Total], dataset: Dataset) -> list[object]:
    published = total.value
    counted = [event for event in (e.value for e in dataset.events) if _counts(event, published)]
    best, low, high = (
        sum(pick(event) for event in counted if event.persons)
        for pick in (_best, lambda event: min(event.said_persons), lambda event: max(event.said_persons))
    )
    source = f"[{published.publisher}]({published.url})"
    bounds = f"{low}-{high}" if low != high else str(low)
    return [published.persons, source, published.what, len(counted), best, bounds, published.why]


def _best(event: Event) -> int:
    return event.persons.best if event.persons else 0


def _counts(event: Event, total: Total) -> bool:
    """Whether a published total counts an expulsion, by whom and when it was announced."""
    return (
        event.measure is Measure.EXPULSION
        and event.counterpart == total.counterpart
        and event.initiator not in total.without
        and total.begins <= interval(event.announced).first <= total.ends
    )


def agreement(dataset: Dataset) -> dict[str, tuple[int, int]]:
    """Return, for each field coded twice, how many records agree and how many were coded twice.

    The first coding counts as it was when the second was made: a value settled afterwards does not.
    """
    events = {event.value.id: event.value for event in dataset.events}
    pairs = [(events[c.value.id], c.value) for c in dataset.second_codings]
    return {
        field: (sum(_agree(event, second, field) for event, second in pairs), len(pairs))
        for field in Coding.model_fields
    }


def _agree(event: Event, second: SecondCoding, field: str) -> bool:
    settled = {settlement.field: settlement.first for settlement in second.settled}
    first = settled.get(field, event.coded[field])
    again = getattr(second.coding, field)
    return set(first) == set(again) if field == "grounds" else bool(first == again)
