"""Make a release: check, decide the version, write the change log and the release folder.

    python scripts/release.py 0.2.0

It refuses a checkout with uncommitted changes, records at fault, contracts that have drifted, or a version
lower than what changed asks for (README, "Versions"). It writes ``releases/`` (committed: what the next
release is compared with), the version and day in ``CITATION.cff`` and ``__init__.py``, an entry in
``CHANGELOG.md``, and ``dist/<version>/``: zips of CSV and Parquet, a SQLite file with keys, the codebook,
citation metadata, wheel and sdist, and SHA256SUMS. Run again for the same version it writes the same bytes.
"""

import argparse
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from diplomatic_ties.curation.check import validate
from diplomatic_ties.publish.derive import tables
from diplomatic_ties.publish.history import (
    History,
    Part,
    described_tables,
    needed_part,
    read_history,
    write_history,
)
from diplomatic_ties.publish.package import BuildError
from diplomatic_ties.publish.release import write_release
from diplomatic_ties.tabular import to_csv

CHECKOUT = Path(__file__).parents[1]
PARTS: tuple[Part, ...] = ("major", "minor", "patch")


class RefusedError(Exception):
    """The release cannot be made; the message says why."""


def parts(version: str) -> tuple[int, int, int]:
    """Return the three numbers of a version."""
    if not re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", version):
        raise RefusedError(f"{version!r} is not a version; write it as 0.2.0")
    major, minor, patch = version.split(".")
    return int(major), int(minor), int(patch)


def risen(last: str, new: str) -> Part:
    """Return which part of the version rises from ``last`` to ``new``; the parts after it start at 0."""
    before, after = parts(last), parts(new)
    for place, part in enumerate(PARTS):
        if after[place] != before[place]:
            if after == (*before[:place], before[place] + 1, *(0,) * (2 - place)):
                return part
            break
    raise RefusedError(f"{new} does not follow {last}; raise one part by one and set those after it to 0")


def refuse_lesser(history: History, version: str, changes: list[dict[str, Any]]) -> None:
    """Refuse a version that promises less change than there is."""
    if not history.releases or version == history.versions[-1]:
        return
    rises, needed = risen(history.versions[-1], version), needed_part(history, changes)
    if needed is None:
        raise RefusedError(f"nothing changed since {history.versions[-1]}; there is nothing to release")
    if PARTS.index(rises) > PARTS.index(needed):
        raise RefusedError(f"{version} is a {rises} release, yet what changed asks for a {needed} one")


# What a release writes itself, and so may find changed when it is run again.
OWN = ("releases/", "CITATION.cff", "CHANGELOG.md", "schema/", "src/diplomatic_ties/__init__.py")


def refuse_unclean(checkout: Path) -> None:
    """Refuse a checkout in which something is not committed that a release does not write itself."""
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    status = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=True).stdout
    changed = [line[3:] for line in status.splitlines() if not line[3:].startswith(OWN)]
    if changed:
        raise RefusedError(f"not committed: {', '.join(changed)}; commit or remove it first")


def set_version(checkout: Path, version: str, day: str) -> None:
    """Write version and day where they stand: CITATION.cff and the package."""
    for name, pattern, text in (
        ("CITATION.cff", r"^version: .*$", f"version: {version}"),
        ("CITATION.cff", r"^date-released: .*$", f"date-released: {day}"),
        ("src/diplomatic_ties/__init__.py", r"^__version__ = .*$", f'__version__ = "{version}"'),
    ):
        path = checkout / name
        before = path.read_text(encoding="utf-8")
        path.write_text(re.sub(pattern, text, before, flags=re.MULTILINE), encoding="utf-8")


def log(checkout: Path, version: str, changes: list[dict[str, Any]], new_tables: set[str]) -> None:
    """Add what changed to CHANGELOG.md; an entry that is there keeps the words that people wrote."""
    path = checkout / "CHANGELOG.md"
    text = path.read_text(encoding="utf-8")
    counts: dict[str, Counter[str]] = {}
    for table, _, kind in sorted({(c["table"], c["key"], c["change"]) for c in changes}):
        counts.setdefault(table, Counter())[kind] += 1
    lines = [f"- New table `{name}`." for name in sorted(new_tables)]
    lines += [
        f"- `{table}`: {', '.join(f'{number} rows {kind}' for kind, number in sorted(found.items()))}."
        for table, found in counts.items()
    ]
    lines.append(f"- Value by value: `diplomatic-ties diff` or the table `changes`, release {version}.")
    data = "### Data\n\n" + "\n".join(lines) + "\n\n"
    if f"## {version}\n" not in text:
        text = re.sub(r"(?=^## )", f"## {version}\n\n", text, count=1, flags=re.MULTILINE)
    head, entry = text.split(f"## {version}\n", 1)
    if "### Data\n" not in entry.split("\n## ")[0]:
        words, *older = entry.split("\n## ", 1)
        entry = "\n## ".join([words.rstrip() + f"\n\n{data}".rstrip() + "\n", *older])
        path.write_text(f"{head}## {version}\n{entry}", encoding="utf-8")


def release(checkout: Path, version: str, day: str, out: Path) -> list[str]:
    """Make the release and return what was written to ``out``; raise ``RefusedError`` or ``BuildError``."""
    refuse_unclean(checkout)
    dataset, faults = validate(checkout / "dataset")
    if faults:
        raise RefusedError("\n".join([*map(str, faults), "mend the records first"]))
    history = read_history(checkout / "releases")
    derived = tables(dataset, version, history)
    label = history.label(version)
    changes = [change for change in derived["changes"].to_pylist() if change["release"] == label]
    if version in history.versions:
        if version != history.versions[-1] or changes:
            raise RefusedError(f"{version} is out, and what stands now is not it; choose the next version")
    else:
        refuse_lesser(history, version, changes)
        set_version(checkout, version, day)
        described = described_tables()
        csv = {name: to_csv(table) for name, table in derived.items()}
        write_history(
            checkout / "releases", history, {"version": version, "date": day, "tables": described}, csv
        )
        before = history.releases[-1]["tables"].keys() if history.releases else described.keys()
        log(checkout, version, changes, set(described) - set(before))
        subprocess.run([sys.executable, checkout / "scripts" / "schema.py"], check=True)
    return write_release(dataset, checkout, out)


def main(arguments: list[str] | None = None) -> int:
    """Read the version from the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("version", help="the version to release, such as 0.2.0")
    parser.add_argument("--date", default=None, help="the day of the release; default: today")
    parser.add_argument("--checkout", type=Path, default=CHECKOUT, help="default: this one")
    parser.add_argument("--out", type=Path, help="default: dist/<version> in the checkout")
    options = parser.parse_args(arguments)
    checkout = options.checkout.resolve()
    out = options.out or checkout / "dist" / options.version
    try:
        parts(options.version)
        day = options.date or date.today().isoformat()
        for name in release(checkout, options.version, day, out):
            print(name)
    except (RefusedError, BuildError) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
