"""The guide: tutorials that are run as it is written, the API, the codebook and the log of changes, by Sphinx."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from diplomatic_ties.errors import BuildError
from diplomatic_ties.loader import DATA
from diplomatic_ties.site.published import Published
from diplomatic_ties.site.tutorials import executed
from diplomatic_ties.site.wording import words

SOURCES = Path(__file__).parent / "guide"
# Corrections of values come with a reason; so many of a release are named.
NAMED = 200


def write_guide(out: Path, tables: Published) -> None:
    """Write the guide to ``out``; raise ``BuildError`` where Sphinx warns."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        shutil.copytree(SOURCES, source)
        codebook = (DATA / "codebook.md").read_text(encoding="utf-8")
        (source / "codebook.md").write_text(anchored(codebook), encoding="utf-8")
        shutil.copy(SOURCES.parent / "static" / "icon.svg", source)
        for page in sorted(source.glob("tutorial-*.md")):
            page.write_text(executed(page.read_text(encoding="utf-8")), encoding="utf-8")
        (source / "changes.md").write_text("\n".join(_changes(tables)), encoding="utf-8")
        _sphinx(source, Path(scratch) / "doctrees", out, tables.version)


def anchored(codebook: str) -> str:
    """Give each field and term of the codebook a place of its own: ``events.persons_best``, ``outcome.ordered``."""
    lines, heading = [], ""
    for line in codebook.splitlines():
        if line.startswith("### "):
            heading = line.removeprefix("### ").lower()
        elif line.startswith("## "):
            heading = ""
        found = re.match(r"\| `(\w+)` \|", line)
        if heading and found:
            line = line.replace("| `", f'| <span id="{heading}.{found[1]}"></span>`', 1)
        lines.append(line)
    return "\n".join(lines) + "\n"


def _sphinx(source: Path, doctrees: Path, out: Path, version: str) -> None:
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
    facts = ["-D", f"release={version}", "-D", f"version={version}"]
    places = ["-d", str(doctrees), str(source), str(out)]
    # The API is told from docstrings, which -OO leaves out.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONOPTIMIZE"}
    environment |= {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [*command, *facts, *places], capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )
    if done.returncode:
        raise BuildError(f"the guide does not come out right:\n{done.stderr}")
    # What only a later run of Sphinx would need.
    shutil.rmtree(out / "_sources", ignore_errors=True)
    for left in (".buildinfo", "objects.inv"):
        (out / left).unlink(missing_ok=True)


def _changes(tables: Published) -> Iterator[str]:
    """The log of changes, newest release first, in Markdown."""
    yield "# What changed, release by release"
    yield ""
    yield "The table `changes` has every value; this page has the sums, and the corrections with their reasons."
    versions = [("unreleased", None), *reversed(tables.releases.items())]
    for version, day in versions:
        rows = [row for row in tables.changes if row["version"] == version]
        if not rows and day is None:
            continue
        yield f"\n## {version}{f', {day}' if day else ''}\n"
        kinds = {(row["table_name"], row["row_key"], row["change_kind"]) for row in rows}
        counted = Counter((table, kind) for table, _, kind in kinds)
        for (table, kind), number in sorted(counted.items()):
            if table == "events":
                yield f"- {number} records {kind}"
        reasons = [row for row in rows if row["table_name"] == "events" and row["reason"]]
        told = sorted({(row["row_key"], row["field"] or "", row["reason"]) for row in reasons})
        if told:
            yield "\n| record | field | why |\n| --- | --- | --- |"
        for id_, field, reason in told[:NAMED]:
            reason = reason.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
            yield f"| [`{id_}`](../records/{id_}.html) | {words(field)} | {reason} |"
        if len(told) > NAMED:
            yield f"\nand {len(told) - NAMED} more."
