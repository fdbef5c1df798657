"""The codebook: what everything means, in Markdown, from the model; a release adds its figures."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

import pyarrow as pa

from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.model import vocabulary
from diplomatic_ties.model.contracts import Column, columns
from diplomatic_ties.model.registries import Publisher
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.model.vocabulary import Defined, Measure
from diplomatic_ties.publish.reconciliation import reconciled

WORDS = Path(__file__).with_name("codebook.md")
LATER = "The figures of a release stand in its own codebook, and `{command}` prints today's."


def codebook(
    facts: Mapping[str, Any], dataset: Dataset | None = None, tables: Mapping[str, pa.Table] | None = None
) -> str:
    """Return the codebook; with a dataset and its tables, with their figures.

    The one that is committed has none, so that no new record touches it.
    """
    return Template(WORDS.read_text(encoding="utf-8")).substitute(
        version=facts["version"],
        evidence=_terms(vocabulary.Evidence),
        measures=_measures(),
        terms="\n\n".join(_vocabularies()),
        tables="\n\n".join(_tables()),
        reconciliation=reconciliation(dataset) if dataset else LATER.format(command="diplomatic-ties totals"),
        completeness=completeness(tables["completeness"])
        if tables
        else LATER.format(command="diplomatic-ties export completeness"),
        agreement=agreement(tables["agreement"])
        if tables
        else LATER.format(command="diplomatic-ties export agreement"),
    )


def reconciliation(dataset: Dataset) -> str:
    """Return the published totals beside the sums of the records, as a Markdown table."""
    names = dataset.by_id(Publisher)
    rows = [
        [
            total.persons,
            f"[{names[total.via or total.publisher].name}]({total.url})",
            total.what,
            found.records,
            found.best,
            str(found.low) if found.low == found.high else f"{found.low}-{found.high}",
            total.why,
        ]
        for total, found in reconciled(dataset)
    ]
    return _table(["published", "by", "counts", "records", "sum", "low-high", "why"], rows)


def agreement(table: pa.Table) -> str:
    """Return the table ``agreement`` in Markdown."""
    rows = [
        [
            f"`{row['field']}`",
            row["agree"],
            row["given"],
            "-" if row["share"] is None else f"{row['share']:.0%}",
            "-" if row["alpha"] is None else f"{row['alpha']:.2f} ({row['alpha_low']:.2f} to {row['alpha_high']:.2f})",
        ]
        for row in table.to_pylist()
    ]
    return _table(["field", "agree", "of", "share", "alpha (95 %)"], rows)


def completeness(table: pa.Table) -> str:
    """Return the table ``completeness`` in Markdown, without the kinds of which neither list has any."""
    rows = [
        [
            f"`{row['slice_id']}`",
            f"`{row['kind']}`",
            row["ours"],
            row["theirs"],
            row["in_both"],
            f"{row['estimate']:.0f} ({row['estimate_low']:.0f} to {row['estimate_high']:.0f})",
            f"{row['share']:.0%}",
            f"{row['share_now']:.0%}",
        ]
        for row in table.to_pylist()
        if row["estimate"]
    ]
    return _table(["slice", "kind", "ours", "theirs", "both", "estimate (95 %)", "complete then", "now"], rows)


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
        ordered = "; ".join(" ≤ ".join(f"`{column}`" for column in columns_) for columns_ in row.ordered)
        order = f" In a row, where given: {ordered}." if ordered else ""
        yield f"### {name}\n\n{row.meaning}. Key: {key}.{order}\n\n{fields}"


def _meaning(column: Column, target: str | None) -> str:
    unit = f"; in {column.unit}" if column.unit else ""
    bounds = f"; from {column.minimum} to {column.maximum}" if None not in (column.minimum, column.maximum) else ""
    return f"{column.description}{unit}{bounds}" + (f"; key of `{target}`" if target else "")
