"""A release: whether it may be, what it writes into the checkout, and the folder that people download."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.errors import BuildError
from diplomatic_ties.model.citation import VERSION
from diplomatic_ties.publish.citation import citation
from diplomatic_ties.publish.files import ASIDE, BY_NAME, DESCRIPTOR, WHOLE, replacing, to_json, zipped
from diplomatic_ties.publish.history import History, Part, needed_part, read_history, write_history
from diplomatic_ties.publish.metadata import metadata
from diplomatic_ties.publish.package import (
    CODEBOOK,
    MEDIATYPES,
    Package,
    build,
    compile_package,
    descriptor,
)
from diplomatic_ties.publish.schema import write_contracts
from diplomatic_ties.publish.sqlite import write_sqlite
from diplomatic_ties.sums import sha256

PARTS: tuple[Part, ...] = ("major", "minor", "patch")
# What gives R users the tables with right types; it stands beside them.
R_LOADER = "r/diplomatic_ties.R"


class RefusedError(BuildError):
    """The release cannot be made; the message says why."""


def parts(version: str) -> tuple[int, int, int]:
    """Return the three numbers of a version."""
    if not re.fullmatch(VERSION, version):
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


def refuse_lesser(history: History, version: str, changes: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a version that promises less change than there is."""
    if not history.releases:
        return
    rises, needed = risen(history.versions[-1], version), needed_part(history, changes)
    if needed is None:
        raise RefusedError(f"nothing changed since {history.versions[-1]}; there is nothing to release")
    if PARTS.index(rises) > PARTS.index(needed):
        raise RefusedError(f"{version} is a {rises} release, yet what changed asks for a {needed} one")


def refuse_day(history: History, day: date) -> None:
    """Refuse a day of release before the last one, or one that has not come."""
    last = history.releases[-1] if history.releases else None
    if last and day.isoformat() < last["date"]:
        raise RefusedError(f"{day} lies before {last['date']}, the day of {last['version']}; choose a later one")
    if day > date.today():
        raise RefusedError(f"{day} lies ahead; a release bears the day on which it is made")


# What a release writes into the checkout, and so may find changed when it is run again.
OWN = ("releases", "schema", ".zenodo.json", "CITATION.cff", "CHANGELOG.md", "src/diplomatic_ties/__init__.py")


def refuse_unclean(checkout: Path) -> None:
    """Refuse a checkout in which something is not committed that a release does not write itself."""
    status = _git(checkout, "status", "--porcelain", "--untracked-files=all")
    changed = [line[3:] for line in status.splitlines() if not line[3:].startswith(OWN)]
    if changed:
        raise RefusedError(f"not committed: {', '.join(changed)}; commit or remove it first")


def _git(checkout: Path, *arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=checkout, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RefusedError(f"{checkout} is no git checkout ({run.stderr.strip()}); release from one")
    return run.stdout


def release(checkout: Path, version: str, day: date, out: Path) -> list[str]:
    """Release what the checkout holds as ``version`` of ``day``; return the names of the files in ``out``.

    All is made in a copy, and comes back only when it is whole. A version that is out already is written
    again, the same bytes, if what stands is what was released. Raises ``RefusedError`` where it cannot be
    released, ``BuildError`` where it does not come out right.
    """
    parts(version)
    finish(checkout)
    refuse_unclean(checkout)
    with tempfile.TemporaryDirectory() as scratch:
        staged = Path(scratch) / "checkout"
        _copy(checkout, staged)
        dataset, faults = validate(staged / "dataset")
        if faults:
            told = [str(fault).replace(f"{staged}/", "") for fault in faults]
            raise RefusedError("\n".join([*told, "mend the records first"]))
        package = compile_package(dataset, staged)
        if version in package.history.versions:
            if package.facts["version"] != version:
                raise RefusedError(f"{version} is out, and what stands now is not it; choose the next version")
        else:
            refuse_day(package.history, day)
            package = _prepare(staged, dataset, package, version, day)
        names = write_release(package, staged, out)
        write_back(staged, checkout)
    return names


def _copy(checkout: Path, staged: Path) -> None:
    """Copy what git knows of, and what a release wrote before that is not committed yet."""
    files = _git(checkout, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, files):
        if (checkout / name).is_file():
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(checkout / name, staged / name)


def write_back(staged: Path, checkout: Path) -> None:
    """Put what a release wrote into the checkout: all of it, even where the run is killed on the way.

    It is copied beside first, and only when that is whole, of which a file tells, is it moved into place; the
    next run goes on from there.
    """
    aside = checkout / ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    for name in OWN:
        source, target = staged / name, aside / "new" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            shutil.copy(source, target)
    (aside / WHOLE).touch()
    finish(checkout)


def finish(checkout: Path) -> None:
    """Go on with what a killed run was writing back: to its end if it was whole, else as if it had not begun."""
    aside = checkout / ASIDE
    if (aside / WHOLE).exists():
        for name in OWN:
            source, target = aside / "new" / name, checkout / name
            if not source.exists():
                continue  # moved already
            if target.is_dir():
                shutil.rmtree(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
    shutil.rmtree(aside, ignore_errors=True)


def _prepare(checkout: Path, dataset: Dataset, package: Package, version: str, day: date) -> Package:
    """Write what a new release adds to the checkout; return the package under its version."""
    history = package.history
    refuse_lesser(history, version, _since(package))
    set_version(checkout, version, day)
    package = compile_package(dataset, checkout)
    write_history(checkout / "releases", history, version, day.isoformat(), package.tables)
    log(checkout, package)
    write_contracts(checkout)
    return replace(package, history=read_history(checkout / "releases"))


def _since(package: Package) -> list[dict[str, Any]]:
    """The changes since the last release."""
    label = package.history.label(str(package.facts["version"]))
    return [change for change in package.tables["changes"].to_pylist() if change["version"] == label]


def develop(checkout: Path) -> str:
    """Go on after a release: set the version that comes next, marked as not released; return it."""
    finish(checkout)
    version = str(citation(checkout)["version"])
    if ".dev" in version:
        raise RefusedError(f"{version} is under way already; there is nothing to begin")
    major, minor, _ = parts(version)
    following = f"{major}.{minor + 1}.0.dev0"
    set_version(checkout, following, None)
    write_contracts(checkout)
    return following


def set_version(checkout: Path, version: str, day: date | None) -> None:
    """Write version and day where they stand: CITATION.cff and the package; no day if it is not released."""
    released = f"version: {version}\n" + (f"date-released: {day}\n" if day else "")
    for name, pattern, text in (
        ("CITATION.cff", r"^version: .*\n(date-released: .*\n)?", released),
        ("src/diplomatic_ties/__init__.py", r"^__version__ = .*\n", f'__version__ = "{version}"\n'),
    ):
        path = checkout / name
        before = path.read_text(encoding="utf-8")
        path.write_text(re.sub(pattern, text, before, flags=re.MULTILINE), encoding="utf-8")


def log(checkout: Path, package: Package) -> None:
    """Add what changed to CHANGELOG.md; an entry that is there keeps the words that people wrote."""
    version, changes = package.facts["version"], _since(package)
    path = checkout / "CHANGELOG.md"
    text = path.read_text(encoding="utf-8")
    counts: dict[str, Counter[str]] = {}
    for table, _, kind in sorted({(c["table_name"], c["row_key"], c["change_kind"]) for c in changes}):
        counts.setdefault(table, Counter())[kind] += 1
    before = package.history.contract.keys() or package.tables.keys()
    lines = [f"- New table `{name}`." for name in sorted(package.tables.keys() - before)]
    lines += [
        f"- `{table}`: {', '.join(f'{number} rows {kind}' for kind, number in sorted(found.items()))}."
        for table, found in counts.items()
    ]
    lines.append(f"- Value by value: `diplomatic-ties diff` or the table `changes`, version {version}.")
    entry = "### Data\n\n" + "\n".join(lines) + "\n\n"
    heading = f"## {version}\n"
    if heading in text:
        start = text.index(heading) + len(heading)
        end = text.find("\n## ", start) + 1 or len(text) + 1
        body = text[start:end].rstrip() + "\n\n"
        text = text[:start] + body + entry + text[end:]
    else:
        start = text.find("\n## ") + 1 or len(text)
        text = text[:start] + f"{heading}\n{entry}" + text[start:]
    path.write_text(text.rstrip() + "\n", encoding="utf-8")


def write_release(package: Package, checkout: Path, out: Path) -> list[str]:
    """Write the release folder of a package, whole or not at all; return the names in it."""
    name = f"diplomatic-ties-{package.facts['version']}"
    with replacing(out, BY_NAME) as fresh, tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch) / "package"
        build(package, built)
        refuse_invalid(built)
        shutil.copy(checkout / "CITATION.cff", fresh)
        (fresh / CODEBOOK).write_text(package.codebook, encoding="utf-8")
        shutil.copy(checkout / R_LOADER, fresh)
        beside = (checkout / "LICENSE-DATA", fresh / "CITATION.cff", fresh / CODEBOOK, checkout / R_LOADER)
        common = {path.name: path.read_bytes() for path in beside}
        for form in MEDIATYPES:
            described = to_json(descriptor(package.facts, form, f"{form}/")).encode()
            files = {f"{form}/{path.name}": path.read_bytes() for path in (built / form).iterdir()}
            archive = zipped(common | files | {DESCRIPTOR: described})
            (fresh / f"{name}-{form}.zip").write_bytes(archive)
        write_sqlite(package.tables, fresh / f"{name}.sqlite")
        csv_sha256 = sha256((fresh / f"{name}-csv.zip").read_bytes())
        for file, content in metadata(package.facts, package.tables, csv_sha256).items():
            (fresh / file).write_text(to_json(content), encoding="utf-8")
        _build_distributions(checkout, fresh)
    return sorted(path.name for path in out.iterdir())


def refuse_invalid(built: Path) -> None:
    """Refuse a Data Package that frictionless, which others read it with, finds at fault."""
    # Slow to import, and a build has its own check of the same contract.
    import frictionless

    report = frictionless.Package(str(built / DESCRIPTOR)).validate()
    problems = [
        f"{task.place}: row {getattr(error, 'row_number', '-')}: {error.message}"
        for task in report.tasks
        for error in task.errors
    ] + [error.message for error in report.errors]
    if problems:
        raise BuildError("\n".join(["what was written does not pass:", *problems]))


def _build_distributions(checkout: Path, out: Path) -> None:
    """Build wheel and sdist. Their files bear the earliest day of the zip format, not that of the build."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(checkout)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "315532800"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if run.returncode:
        raise BuildError(f"wheel and sdist could not be built:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
