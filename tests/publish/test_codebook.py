import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import diplomatic_ties as ties
from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.derive.arrow import table_of
from diplomatic_ties.model.contracts import arrow_schema, columns
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Total
from diplomatic_ties.model.tables import TABLES, CoverageRow
from diplomatic_ties.model.vocabulary import Measure
from diplomatic_ties.publish.citation import citation
from diplomatic_ties.publish.codebook import WORDS, agreement, codebook, reconciliation
from diplomatic_ties.publish.package import Package
from diplomatic_ties.publish.reconciliation import Sum, reconciled
from diplomatic_ties.publish.schema import contracts, drifted, write_contracts
from diplomatic_ties.sums import write_sums
from tests.conftest import CHECKOUT
from tests.derive.rows import searched

Serve = Callable[[Path], None]
ZEROS = WORDS.read_text(encoding="utf-8").split("## Zeros and blanks")[1].split("## ")[0]
QUERY: str = re.findall(r"```sql\n(.*?)```", ZEROS, re.DOTALL)[0]
ACTORS = "('RUS', 'NOR', 'EST', 'LVA', 'NATO')"
MONTHS = "date '2018-01-01', date '2022-12-01'"


def asked(actors: Sequence[str], first: str, last: str) -> str:
    """The documented query, for other actors and months."""
    assert QUERY.count(ACTORS) == 2
    assert QUERY.count(MONTHS) == 1
    these = "(" + ", ".join(f"'{id_}'" for id_ in actors) + ")"
    return QUERY.replace(ACTORS, these).replace(MONTHS, f"date '{first}-01', date '{last}-01'")


def answer(sql: str, folder: Path) -> list[dict[str, Any]]:
    connection = duckdb.connect()
    found = connection.execute(sql.replace("build/parquet/", f"{folder}/"))
    names = [column[0] for column in found.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    connection.close()
    return rows


# What a search would have to be for zeros to stand: of members while they belong, of all, in two halves of a month,
# of one group alone, of groups one by one, and with a gap.
SEARCHED: dict[str, list[CoverageRow]] = {
    "as it stands": [],
    "members": [searched("members:EU", "RUS", starts=date(2019, 6, 1), ends=date(2021, 2, 10))],
    "members on both sides": [searched("members:NATO", "members:EU", starts=date(2018, 1, 1), ends=date(2022, 12, 31))],
    "any": [searched("any", "NOR", starts=date(2020, 1, 15), ends=date(2020, 12, 31))],
    "any of any": [searched("any", "any", starts=date(1991, 1, 1), ends=date(1992, 6, 30))],
    "two halves": [
        searched("RUS", "NOR", starts=date(2021, 10, 1), ends=date(2021, 10, 14)),
        searched("RUS", "NOR", starts=date(2021, 10, 15), ends=date(2021, 10, 31)),
    ],
    "two halves and a gap": [
        searched("RUS", "NOR", starts=date(2021, 10, 1), ends=date(2021, 10, 14)),
        searched("RUS", "NOR", starts=date(2021, 10, 16), ends=date(2021, 11, 30)),
    ],
    "one group": [searched("RUS", "EST", starts=date(2018, 1, 1), ends=date(2022, 12, 31), measures=["staff"])],
    "another group": [searched("RUS", "EST", starts=date(2018, 1, 1), ends=date(2022, 12, 31), measures=["mission"])],
    "one by one": [
        searched("RUS", "LVA", starts=date(2018, 1, 1), ends=date(2018 + n, 12, 31), measures=[group])
        for n, group in enumerate(("staff", "head_of_mission", "mission", "relations", "channel"))
    ],
    "one kind of measure": [searched("RUS", "LVA", measures=["expulsion"])],
}


def with_searches(data: Path, more: list[CoverageRow], folder: Path, *, beside: bool = True) -> Path:
    """A copy of the data with these searches, ``beside`` those that there are or in their place."""
    shutil.copytree(data, folder)
    numbered = [row.model_copy(update={"coverage_id": f"zz-{number}"}) for number, row in enumerate(more)]
    path = folder / "coverage.parquet"
    there = [pq.ParquetFile(path).read()] if beside else []
    pq.write_table(pa.concat_tables([*there, table_of("coverage", numbered)]), path)
    write_sums(folder)
    return folder


NEIGHBOURS = (["RUS", "NOR", "EST", "LVA", "NATO"], "2018-01", "2022-12")
# One state follows another, two states belong to the EU for a part of the time.
FOLLOWING = (["SUN", "RUS", "DEU", "NATO", "LTU"], "1991-01", "1992-06")
JOINED = (["GBR", "RUS", "USA", "CZE"], "2018-01", "2021-12")


@pytest.mark.parametrize(
    ("search", "actors", "first", "last"),
    [
        *((search, *NEIGHBOURS) for search in SEARCHED),
        *((search, *FOLLOWING) for search in ("as it stands", "any of any")),
        *((search, *JOINED) for search in ("members", "members on both sides")),
    ],
)
def test_the_documented_query_gives_the_panel(
    data: Path, serve: Serve, tmp_path: Path, search: str, actors: list[str], first: str, last: str
) -> None:
    folder = with_searches(data, SEARCHED[search], tmp_path / "data")
    serve(folder)
    panel = ties.panel(actors=actors, start=first, end=last).to_pylist()
    told = answer(asked(actors, first, last), folder)
    assert len(told) == len(panel) > 0
    for row, cell in zip(told, panel, strict=True):
        assert row == {
            "initiator": cell["initiator"],
            "counterpart": cell["counterpart"],
            "month": cell["period"],
            "searched": cell["search"] in ("searched", "exhaustive"),
            "known": cell["known"],
            "measures": cell["measures"],
            "staff": cell["staff"],
            "expelled_best": cell["expelled_best"],
        }


def test_the_documented_query_runs_as_it_stands_on_a_build(
    built: Path, data: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(data)
    monkeypatch.chdir(built.parent)
    assert built.name == "build"
    rows = duckdb.connect().execute(QUERY).fetchall()
    panel = ties.panel(actors=["RUS", "NOR", "EST", "LVA", "NATO"], start="2018", end="2022")
    assert [row[:3] for row in rows] == [
        (row["initiator"], row["counterpart"], row["period"]) for row in panel.to_pylist()
    ]


def test_the_searches_of_the_comparison_make_zeros(data: Path, serve: Serve, tmp_path: Path) -> None:
    """Without zeros the comparison would hold nothing against each other."""
    serve(data)
    zeros = {}
    for name, rows in SEARCHED.items():
        serve(with_searches(data, rows, tmp_path / name, beside=False))
        panel = ties.panel(actors=["RUS", "NOR", "EST", "LVA", "NATO"], start="2018", end="2022").to_pylist()
        zeros[name] = sum(row["measures"] == 0 or row["staff"] == 0 for row in panel)
    assert {name for name, number in zeros.items() if number} == {
        "members",
        "members on both sides",
        "any",
        "two halves",
        "two halves and a gap",
        "one group",
        "one by one",
    }


def test_the_codebook_defines_every_term_and_field(dataset: Dataset, tables: Mapping[str, pa.Table]) -> None:
    text = codebook(citation(CHECKOUT), dataset, tables)
    for measure in Measure:
        assert f"| `{measure}` | {measure.definition} |" in text
    for name in TABLES:
        section = text.split(f"### {name}\n")[1].split("### ")[0]
        for column in columns(name):
            assert f"| `{column.name}` | {column.type} |" in section
    for row in tables["completeness"].to_pylist():
        told = f"| `{row['slice_id']}` | `{row['kind']}` | {row['ours']} | {row['theirs']} | {row['in_both']} |"
        assert (told in text) == bool(row["estimate"])
    for row in tables["agreement"].to_pylist():
        assert f"| `{row['field']}` | {row['agree']} | {row['given']} |" in text
    for total in dataset.all(Total):
        assert total.why.replace("|", "\\|") in text


def test_a_published_total_is_held_against_the_expulsions_that_it_counts(
    dataset: Dataset, tables: Mapping[str, pa.Table]
) -> None:
    expulsions = [row for row in tables["events"].to_pylist() if row["measure"] == "expulsion"]
    assert [total for total, _ in reconciled(dataset)] == dataset.all(Total) != []
    for total, found in reconciled(dataset):
        counted = [
            row
            for row in expulsions
            if row["counterpart"] == total.counterpart
            and row["initiator"] not in total.without
            and total.begins <= row["announced"] <= total.ends
        ]
        assert found.records == len(counted)
        assert found.best == sum(row["persons_best"] or 0 for row in counted)
        assert found.low <= found.best <= found.high


def test_a_sum_that_pages_put_differently_is_told_with_its_bounds(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = dataset.all(Total)[0]
    sums = [(total, Sum(records=2, best=8, low=8, high=8)), (total, Sum(records=3, best=9, low=7, high=12))]
    monkeypatch.setattr("diplomatic_ties.publish.codebook.reconciled", lambda _: sums)
    one, other = reconciliation(dataset).splitlines()[2:]
    assert "| 2 | 8 | 8 |" in one
    assert "| 3 | 9 | 7-12 |" in other


def test_agreement_that_tells_nothing_is_a_dash() -> None:
    blank = dict.fromkeys(arrow_schema("agreement").names)
    known = {"field": "persons", "given": 8, "agree": 7, "share": 0.88}
    alpha = {"field": "grounds", "given": 20, "agree": 15, "share": 0.75, "alpha": 0.6}
    rows = [
        blank | {"field": "term", "given": 0, "agree": 0},
        blank | known,
        blank | alpha | {"alpha_low": 0.45, "alpha_high": 0.8},
    ]
    assert agreement(pa.Table.from_pylist(rows, schema=arrow_schema("agreement"))).splitlines()[2:] == [
        "| `term` | 0 | 0 | - | - |",
        "| `persons` | 7 | 8 | 88% | - |",
        "| `grounds` | 15 | 20 | 75% | 0.60 (0.45 to 0.80) |",
    ]


def test_the_committed_contracts_follow_from_the_model() -> None:
    assert [str(path) for path in drifted(CHECKOUT)] == []


def test_a_contract_that_drifted_is_written_again(small: Path) -> None:
    checkout = small.parent
    assert set(write_contracts(checkout)) == set(contracts(checkout))
    assert drifted(checkout) == []
    path = checkout / "schema" / "codebook.md"
    for text in ("", "old", "\U0010ffff"):
        path.write_text(text, encoding="utf-8")
        assert drifted(checkout) == write_contracts(checkout) == [path]
        assert drifted(checkout) == []


def test_one_more_record_changes_nothing_in_the_contracts(
    small: Path, expulsion_record: Path, ceiling_record: Path, edit: Callable[[Path, str, str], None]
) -> None:
    checkout = small.parent
    write_contracts(checkout)
    before = contracts(checkout)
    text = expulsion_record.read_text(encoding="utf-8")
    (id_,) = re.findall(r"^id: (\w+)$", text, re.MULTILINE)
    more = text.replace(f"id: {id_}", "id: zzzzzz").replace("grounds:", f"distinct_from: [{id_}]\ngrounds:", 1)
    expulsion_record.with_name(expulsion_record.name.replace(id_, "zzzzzz")).write_text(more, encoding="utf-8")
    # Another measure of one decision is told from both sides.
    link = f"  - {{type: same_decision, to: {id_}}}\n"
    edit(ceiling_record, link, link + link.replace(id_, "zzzzzz"))
    dataset, faults = validate(small)
    assert [str(fault) for fault in faults] == []
    assert "zzzzzz" in {entry.value.id for entry in dataset.marked(Event)}
    assert contracts(checkout) == before
    assert drifted(checkout) == []


def test_the_committed_codebook_has_no_figure_of_the_records(package: Package, dataset: Dataset) -> None:
    plain = codebook(package.facts)
    assert plain != codebook(package.facts, dataset, package.tables)
    for total in dataset.all(Total):
        assert total.url not in plain
    assert "prints today's" in plain
