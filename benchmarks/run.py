"""Measure what the project takes beside what it is compared to, and write the outcome into ``README.md``.

Each measurement is a fresh process (``tasks.py``), so that none finds warm what another left, and peak memory
(``ru_maxrss``) is its own; Linux counts that of the process that starts it too, so this one imports next to nothing.
What is compared runs by turns, round after round: a machine that others use as well slows both sides of a round
alike, and a ratio is the median of the ratios within each round. A time is told as the best of the rounds, with the
median behind it: what else goes on can only add, so the best is held against what is wanted. Sizes are multiples of
today's records, made by ``resample.py`` in a temporary folder; how the time of a processor grows is told by the
exponent between 10 and 100 times (1 where ten times the records take ten times as long).

    python -m benchmarks.run --times 1 10 100
"""

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

README = Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- results begin -->", "<!-- results end -->"
CHECKOUT = README.parent.parent
MB = 1_000_000
# What is compared: a whole process, from its start to its end.
LOAD = 'import diplomatic_ties as ties; ties.load("events")'
READ_TABLE = "import pyarrow.parquet as pq; pq.read_table({file!r})"
PARQUET_FILE = "import pyarrow.parquet as pq; pq.ParquetFile({file!r}).read()"


class Taken(NamedTuple):
    """What a process took: seconds by the clock and of a processor, and peak memory in bytes."""

    seconds: float
    processor: float = 0
    memory: int = 0


class Line(NamedTuple):
    """A line of the table: what, how many times today's records, what it took, what is wanted and whether it is met."""

    what: str
    times: str
    took: str
    wanted: str = ""
    met: bool | None = None


# --- how it is measured ----------------------------------------------------------------------------------------------


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _installed(folder: Path) -> dict[str, str]:
    """The environment in which the package is imported from ``folder``, with the tables of its records."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (folder / "package", CHECKOUT / "src")))}


def task(name: str, folder: Path, *arguments: str) -> Taken:
    """Do a task of ``tasks.py`` in a process of its own, which measures the work without what it imports for it."""
    command = [sys.executable, "-m", "benchmarks.tasks", name, str(folder), *arguments]
    environment = _installed(folder)
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT, env=environment)
    return Taken(*json.loads(run.stdout))


def process(code: str, folder: Path) -> Taken:
    """Run code in a process of its own, and measure the process from its start to its end."""
    command = [sys.executable, "-c", code]
    return Taken(_timed(lambda: subprocess.run(command, check=True, env=_installed(folder))))


def by_turns(rounds: int, *works: Callable[[], Taken]) -> list[list[Taken]]:
    """What each took in each round."""
    return [list(taken) for taken in zip(*([work() for work in works] for _ in range(rounds)), strict=True)]


def best(taken: Sequence[Taken]) -> float:
    """The shortest time."""
    return min(one.seconds for one in taken)


def growing(taken: Sequence[Taken]) -> float:
    """The time of which the growth is told: of a processor, where it is known, since nobody else adds to it."""
    return min(one.processor or one.seconds for one in taken)


def ratio(taken: Sequence[Taken], others: Sequence[Taken]) -> float:
    """The median of how many times as long the one took as the other in the same round."""
    return median(one.seconds / other.seconds for one, other in zip(taken, others, strict=True))


# --- the comparisons -------------------------------------------------------------------------------------------------


class Size(NamedTuple):
    """A folder with the records so many times, and how often to measure there."""

    folder: Path
    times: int
    rounds: int


class Most(NamedTuple):
    """What a task is to take at most, in seconds and bytes."""

    seconds: float
    memory: int | None = None


class Limit(NamedTuple):
    """What a task is called, and its limits where the records are so many times today's."""

    what: str
    most: Mapping[int, Most]


LIMITS = {
    "derive": Limit("derive", {10: Most(3)}),
    "build": Limit("build", {10: Most(15, 500 * MB)}),
    "event": Limit("`ties.event(id)` after the first", {1: Most(0.002)}),
    "panel": Limit('`ties.panel(actors="states", start="1991")`', {1: Most(20, 3000 * MB)}),
    "site": Limit("site", {1: Most(20), 10: Most(120)}),
    "view": Limit("first view of the site in a fresh browser", {1: Most(1.5), 10: Most(1.5)}),
}
# What grows with the records, and by which exponent at most.
GROWING, EXPONENT = ("load", "validate", "derive", "build"), 1.1
# Reading alone is what loading is compared to: with and without what `pq.read_table` imports beside it.
LOADERS = {"pq.read_table(file)": (READ_TABLE, 0.5), "pq.ParquetFile(file).read()": (PARQUET_FILE, 1.15)}
TIMES_YAML = 2
WHEEL = 0.6 * MB
# How many times as often a blink is measured.
MORE = 4


def loading(size: Size) -> tuple[list[Line], float]:
    """The process of someone who loads a table, beside one that reads its file with pyarrow alone."""
    file = str(size.folder / "package" / "diplomatic_ties" / "data" / "events.parquet")
    codes = (LOAD, *(code.format(file=file) for code, _ in LOADERS.values()))
    # The first start compiles what is imported.
    process(LOAD, size.folder)
    ours, *others = by_turns(MORE * size.rounds, *(partial(process, code, size.folder) for code in codes))
    lines = [_line('process with `ties.load("events")`', size, _times(ours))]
    for (name, (_, most)), other in zip(LOADERS.items(), others, strict=True):
        lines.append(_beside(f"… beside one with `{name}`", size, ours, other, most))
    return lines, growing(ours)


def validating(size: Size) -> tuple[list[Line], float]:
    """Reading and checking all records, beside parsing the same files."""
    ours, bare = by_turns(size.rounds, partial(task, "validate", size.folder), partial(task, "yaml", size.folder))
    lines = [
        _line("validate", size, _with_memory(ours)),
        _beside("… beside `yaml.load(text, Loader=CSafeLoader)`", size, ours, bare, TIMES_YAML),
    ]
    return lines, growing(ours)


def working(name: str, size: Size) -> tuple[list[Line], float]:
    """A task by itself, against its limit."""
    limit = LIMITS[name]
    (ours,) = by_turns(size.rounds, partial(task, name, size.folder))
    most = limit.most.get(size.times)
    if not most:
        return [_line(limit.what, size, _with_memory(ours))], growing(ours)
    wanted = _told(most.seconds) + (f", {_megabytes(most.memory)}" if most.memory else "")
    met = best(ours) <= most.seconds and _most(ours) <= (most.memory or math.inf)
    return [_line(limit.what, size, _with_memory(ours), f"at most {wanted}", met)], growing(ours)


def _line(what: str, size: Size, took: str, wanted: str = "", met: bool | None = None) -> Line:
    return Line(what, str(size.times), took, wanted, met)


def _beside(what: str, size: Size, ours: Sequence[Taken], others: Sequence[Taken], most: float) -> Line:
    found = ratio(ours, others)
    return _line(what, size, f"{found:.2f} x {_times(others)}", f"at most {most} x", found <= most)


def _with_memory(taken: Sequence[Taken]) -> str:
    return f"{_times(taken)}, {_megabytes(_most(taken))}"


def _most(taken: Sequence[Taken]) -> int:
    return max(one.memory for one in taken)


def _megabytes(memory: int) -> str:
    return f"{memory / MB:,.0f} MB"


def _times(taken: Sequence[Taken]) -> str:
    return f"{_told(best(taken))} ({_told(median(one.seconds for one in taken))})"


def _told(duration: float) -> str:
    return f"{duration * 1000:.2g} ms" if duration < 0.01 else f"{duration:.3g} s"


def wheel() -> Line:
    """The size of the wheel of today's records."""
    with tempfile.TemporaryDirectory() as scratch:
        copy, out = Path(scratch) / "checkout", Path(scratch) / "out"
        shutil.copytree(
            CHECKOUT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "data", "build", "dist", "node_modules")
        )
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(copy)]
        subprocess.run(command, check=True, capture_output=True)
        (file,) = out.glob("*.whl")
        size = file.stat().st_size
    return Line("wheel", "1", f"{size / MB:.2f} MB", f"less than {WHEEL / MB} MB", size < WHEEL)


def growth(found: Mapping[tuple[str, int], float]) -> Iterator[Line]:
    """How the time of each grows from 10 to 100 times."""
    for name in GROWING:
        if (name, 10) in found and (name, 100) in found:
            exponent = math.log10(found[name, 100] / found[name, 10])
            met = exponent <= EXPONENT
            yield Line(f"growth of {name}", "10 to 100", f"exponent {exponent:.2f}", f"at most {EXPONENT}", met)


def _rounds(times: int, rounds: int) -> int:
    """How often to measure: what takes minutes less often."""
    return rounds if times < 100 else max(1, rounds // 2)


def measure(all_times: Sequence[int], rounds: int, scratch: Path) -> list[Line]:
    """Measure everything at each multiple of today's records."""
    lines: list[Line] = []
    found: dict[tuple[str, int], float] = {}
    for times in all_times:
        size = Size(scratch / f"times-{times}", times, _rounds(times, rounds))
        print(f"{times} times: make the records", file=sys.stderr)
        task("prepare", size.folder, str(times))
        works = {"load": loading, "validate": validating} | {name: partial(working, name) for name in LIMITS}
        for name, work in works.items():
            print(f"{times} times: {name}", file=sys.stderr)
            more, found[name, times] = work(size)
            print(*(f"  {line.what}: {line.took}" for line in more), sep="\n", file=sys.stderr)
            lines += more
        shutil.rmtree(size.folder)
    return [*lines, wheel(), *growth(found)]


# --- what is told of it ----------------------------------------------------------------------------------------------


def machine() -> str:
    """What the measurements ran on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB of memory, {platform.system()}, "
        f"Python {platform.python_version()}, pyarrow {version('pyarrow')}"
    )


_MET: dict[bool | None, str] = {True: "yes", False: "no", None: ""}


def markdown(lines: Sequence[Line], all_times: Sequence[int], rounds: int) -> str:
    """The machine and the table, as Markdown."""
    records = sum(1 for _ in (CHECKOUT / "dataset" / "events").rglob("*.yaml"))
    sizes = ", ".join(f"{times * records:,} records at {times}" for times in all_times)
    rows = [f"| {line.what} | {line.times} | {line.took} | {line.wanted} | {_MET[line.met]} |" for line in lines]
    return "\n".join(
        [
            f"{machine()}, {time.strftime('%Y-%m-%d')}. {sizes} times. Times are the best of {rounds} "
            f"rounds ({rounds * MORE} for loading, {_rounds(100, rounds)} from 100 times on), the median in brackets.",
            "",
            "| what | times today's records | took | wanted | met |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )


def write(text: str, begin: str = BEGIN, end: str = END) -> None:
    """Put the results between their marks in ``README.md``."""
    before, _, rest = README.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    README.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def main() -> None:
    """Measure, print and write down."""
    parser = argparse.ArgumentParser(description="measure the project beside what it is compared to")
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10], help="multiples of today's records")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured; default: 5")
    parser.add_argument("--print", action="store_true", help="print the results and write nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        lines = measure(options.times, options.rounds, Path(scratch))
    text = markdown(lines, options.times, options.rounds)
    print(text)
    if not options.print:
        write(text)


if __name__ == "__main__":
    main()
