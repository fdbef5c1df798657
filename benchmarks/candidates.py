"""Measure the check of a large table of someone else beside frictionless, and write the outcome into ``README.md``.

The table is made of rows of ``events``, drawn anew with ids of their own, so that every value is one that stands there
today. Each check is a process of its own, by turns in one run, and tells how long the check took, all that it imports
aside, and its peak memory. frictionless is given the beginning of the same CSV, enough to tell how many rows it checks
in a second, with the same schema, and with the order of values in a row, which Table Schema has no words for, left out.

    python -m benchmarks.candidates
"""

import argparse
import csv
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

import pyarrow as pa
import pyarrow.parquet as pq

import diplomatic_ties as ties
from benchmarks.run import CHECKOUT, MB, Taken, by_turns, machine, write
from diplomatic_ties.curation.tables import check_table
from diplomatic_ties.model.contracts import table_schema
from diplomatic_ties.model.fields import ID_ALPHABET, ID_LENGTH
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.publish.package import PROFILE
from diplomatic_ties.tabular import to_csv

BEGIN, END = "<!-- candidates begin -->", "<!-- candidates end -->"
TABLE = "events"
AT_ONCE = 50_000
# What is wanted: so many times the rows of frictionless in a second, in so much memory.
TIMES, MEMORY = 20, 1000 * MB
# Linux tells the peak in kibibytes, macOS in bytes.
UNIT = 1 if sys.platform == "darwin" else 1024


# --- the tables ------------------------------------------------------------------------------------------------------


def make(folder: Path, rows: int, beginning: int, seed: int = 0) -> None:
    """Write a table of ``rows`` as CSV and Parquet, its beginning as CSV, and the tables that it refers to."""
    chance = random.Random(seed)
    table = ties.load(TABLE)
    names, *texts = csv.reader(io.StringIO(to_csv(table), newline=""))
    with (
        (folder / "all.csv").open("w", encoding="utf-8", newline="") as file,
        pq.ParquetWriter(folder / "all.parquet", table.schema, compression="zstd") as parquet,
    ):
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(names)
        ids = _fresh_ids(chance)
        for start in range(0, rows, AT_ONCE):
            places = chance.choices(range(table.num_rows), k=min(AT_ONCE, rows - start))
            fresh = list(islice(ids, len(places)))
            drawn = table.take(pa.array(places))
            field = table.schema.field("event_id")
            parquet.write_table(drawn.set_column(names.index("event_id"), field, pa.array(fresh, field.type)))
            lines.writerows([id_, *texts[place][1:]] for id_, place in zip(fresh, places, strict=True))
    with (folder / "all.csv").open("rb") as file:
        (folder / f"{TABLE}.csv").write_bytes(b"".join(islice(file, beginning + 1)))
    for target in {*TABLES[TABLE].references.values()}:
        (folder / f"{target}.csv").write_text(to_csv(ties.load(target)), encoding="utf-8")


def _fresh_ids(chance: random.Random) -> Iterator[str]:
    taken: set[str] = set()
    while True:
        id_ = chance.choice(ID_ALPHABET[10:]) + "".join(chance.choices(ID_ALPHABET, k=ID_LENGTH - 1))
        if id_ not in taken:
            taken.add(id_)
            yield id_


# --- the checks, each in a process of its own ------------------------------------------------------------------------


def _ours(path: Path) -> int:
    found = check_table(path, TABLE, lambda name: ties.load(name)[TABLES[name].primary_key[0]].combine_chunks())
    if found.total:
        raise SystemExit(f"the resampled rows do not pass: {found.faults[0]}")
    return found.rows


def _frictionless(folder: Path) -> Callable[[], int]:
    import frictionless

    resources = [
        {
            "name": name,
            "type": "table",
            "path": f"{name}.csv",
            "format": "csv",
            "encoding": "utf-8",
            "schema": {k: v for k, v in table_schema(name).items() if name == TABLE or k != "foreignKeys"},
        }
        for name in (TABLE, *dict.fromkeys(TABLES[TABLE].references.values()))
    ]
    described = {"$schema": PROFILE, "name": "candidate", "resources": resources}
    package = frictionless.Package.from_descriptor(described, basepath=str(folder))

    def check() -> int:
        report = package.get_resource(TABLE).validate()
        if not report.valid:
            raise SystemExit(f"the resampled rows do not pass: {report}")
        return int(report.tasks[0].stats["rows"])

    return check


def task(name: str, folder: Path) -> None:
    """Do a check and print seconds, rows and peak memory."""
    work = _frictionless(folder) if name == "frictionless" else partial(_ours, folder / f"all.{name}")
    begin, processor = time.perf_counter(), time.process_time()
    rows = work()
    took = (time.perf_counter() - begin) / rows, (time.process_time() - processor) / rows
    print(json.dumps([*took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT]))


def _measured(name: str, folder: Path) -> Taken:
    """What a check took, by the row."""
    command = [sys.executable, "-m", "benchmarks.candidates", "--task", name, "--folder", str(folder)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT)
    return Taken(*json.loads(run.stdout))


# --- what is told of it ----------------------------------------------------------------------------------------------


def markdown(rows: int, beginning: int, rounds: int, taken: dict[str, Sequence[Taken]]) -> str:
    """The machine and the table, as Markdown."""
    theirs = taken["frictionless"]
    lines = [
        f"{machine()}, {time.strftime('%Y-%m-%d')}. Medians of {rounds} rounds; frictionless on the first "
        f"{beginning:,} rows, whose rows a second depend little on how many there are.",
        "",
        "| what | rows | rows a second | times frictionless | peak memory | wanted | met |",
        "|---|---|---|---|---|---|---|",
        f"| frictionless, CSV | {beginning:,} | {_rate(theirs)} |  | {_peak(theirs) / MB:,.0f} MB |  |  |",
    ]
    for form, name in (("csv", "CSV"), ("parquet", "Parquet")):
        ours = taken[form]
        times = median(b.seconds / a.seconds for a, b in zip(ours, theirs, strict=True))
        peak, wanted = _peak(ours), f"at least {TIMES} x, less than {MEMORY / MB:,.0f} MB"
        cells = [
            f"`diplomatic-ties validate`, {name}",
            f"{rows:,}",
            _rate(ours),
            f"{times:.0f} x",
            f"{peak / MB:,.0f} MB",
        ]
        lines.append(f"| {' | '.join(cells)} | {wanted} | {'yes' if times >= TIMES and peak < MEMORY else 'no'} |")
    return "\n".join(lines)


def _rate(taken: Sequence[Taken]) -> str:
    return f"{median(1 / one.seconds for one in taken):,.0f}"


def _peak(taken: Sequence[Taken]) -> int:
    return max(one.memory for one in taken)


def main() -> None:
    """Measure, print and write down."""
    parser = argparse.ArgumentParser(description="measure the check of a large table beside frictionless")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--beginning", type=int, default=20_000, help="how many of them frictionless is given")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--print", action="store_true", help="print the results and write nothing")
    parser.add_argument("--task", choices=("csv", "parquet", "frictionless"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        task(options.task, options.folder)
        return
    names = ("csv", "frictionless", "parquet")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        # In a process of its own: Linux counts the peak of the one that starts another to that one's.
        code = "import sys; from pathlib import Path; from benchmarks.candidates import make; "
        code += "make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))"
        arguments = [str(folder), str(options.rows), str(options.beginning)]
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, cwd=CHECKOUT)
        taken = by_turns(options.rounds, *(partial(_measured, name, folder) for name in names))
    text = markdown(options.rows, options.beginning, options.rounds, dict(zip(names, taken, strict=True)))
    print(text)
    if not options.print:
        write(text, BEGIN, END)


if __name__ == "__main__":
    main()
