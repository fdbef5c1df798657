"""The console command: what the loader does, from a shell, and the curator's validate and build."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

import pyarrow as pa
import pyarrow.parquet as pq

import diplomatic_ties as dt
from diplomatic_ties.loader import DATA, Style
from diplomatic_ties.tabular import UNRELEASED, to_csv

FORMATS = ("csv", "json", "parquet")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 1 where something was wrong, told on standard error."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyError as error:
        return _fail(str(error.args[0]))
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except (ImportError, OSError, ValueError) as error:
        return _fail(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("diplomatic-ties", description=(dt.__doc__ or "").splitlines()[0])
    parser.add_argument("--version", action="version", version=dt.__version__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Any, help_: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help_, description=help_)
        sub.set_defaults(run=run)
        return sub

    info = command("info", _info, "list the tables, or the fields of one")
    info.add_argument("table", nargs="?", help="a table, to list its fields")

    export = command("export", _export, "write a table as CSV, JSON or Parquet")
    export.add_argument("table")
    export.add_argument("--format", choices=FORMATS, help="default: by the name of --out, else csv")
    export.add_argument("--vintage", metavar="VERSION", help="the table as that release had it")
    export.add_argument("--out", type=Path, help="the file to write; default: standard output")

    show = command("show", _show, "show one record with its sources and links")
    show.add_argument("event_id", help="six characters, such as k7m2x9")

    cite = command("cite", _cite, "say how to cite this version")
    cite.add_argument("style", nargs="?", choices=get_args(Style), default="apa")

    diff = command("diff", _diff, "say what changed from one release to a later one")
    diff.add_argument("older", help="a released version, such as 0.1.0")
    diff.add_argument("newer", help="a released version, or `unreleased`")
    diff.add_argument("--json", action="store_true", help="the changes as JSON")

    validate = command("validate", _validate, "check the dataset, or candidate records of one's own")
    validate.add_argument("files", nargs="*", type=Path, help="candidate records; default: the dataset")
    _add_dataset(validate)

    build = command("build", _build, "check the dataset and write the Data Package of all tables")
    build.add_argument("--out", type=Path, default=Path("build"), help="the folder; default: build")
    _add_dataset(build)
    return parser


def _add_dataset(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dataset", type=Path, default=Path("dataset"), help="default: dataset")


def _fail(message: str) -> int:
    print(f"diplomatic-ties: {message}", file=sys.stderr)
    return 1


def _info(options: argparse.Namespace) -> int:
    if options.table:
        for field in dt.describe(options.table).to_pylist():
            unit = f" [{field['unit']}]" if field["unit"] else ""
            print(f"{field['field']:22} {field['type']:8} {field['definition']}{unit}")
        return 0
    print(f"Diplomatic Ties {dt.__version__}")
    for name, meaning in dt.tables().items():
        rows = pq.read_metadata(dt.path(name)).num_rows
        print(f"{name:15} {rows:7,}  {meaning}")
    return 0


def _export(options: argparse.Namespace) -> int:
    table = dt.load(options.table, vintage=options.vintage)
    suffix = options.out.suffix.removeprefix(".") if options.out else ""
    format_ = options.format or (suffix if suffix in FORMATS else "csv")
    if format_ == "parquet":
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        content = sink.getvalue().to_pybytes()
    elif format_ == "json":
        content = _json(table.to_pylist()).encode()
    else:
        content = to_csv(table).encode()
    if options.out:
        options.out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    return 0


def _json(content: Any) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n"


def _show(options: argparse.Namespace) -> int:
    print(_json(dt.event(options.event_id)), end="")
    return 0


def _cite(options: argparse.Namespace) -> int:
    print(dt.cite(options.style))
    return 0


def _diff(options: argparse.Namespace) -> int:
    versions = [*dt.releases(), UNRELEASED]
    for version in (options.older, options.newer):
        if version not in versions:
            raise ValueError(f"no release {version!r}; there are {', '.join(versions)}")
    older, newer = versions.index(options.older), versions.index(options.newer)
    if older > newer:
        raise ValueError(f"{options.older} is not older than {options.newer}; turn the two round")
    between = versions[older + 1 : newer + 1]
    changes = [change for change in dt.load("changes").to_pylist() if change["release"] in between]
    print(_json(changes), end="") if options.json else _print_changes(changes)
    return 0


def _print_changes(changes: list[dict[str, Any]]) -> None:
    for table, found in groupby(changes, key=lambda change: (change["release"], change["table"])):
        rows = [(key, list(group)) for key, group in groupby(found, key=lambda change: change["key"])]
        counts = Counter(group[0]["change"] for _, group in rows)
        print(f"{table[0]} {table[1]}: " + ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())))
        for key, group in rows:
            if group[0]["change"] != "changed":
                print(f"  {key} {group[0]['change']}")
                continue
            for change in group:
                reason = f" ({change['reason']})" if change["reason"] else ""
                print(f"  {key} {change['field']}: {change['old'] or '-'} -> {change['new'] or '-'}{reason}")


def _validate(options: argparse.Namespace) -> int:
    alone = bool(options.files) and not options.dataset.is_dir()
    _need_curation(None if alone else options.dataset)
    from diplomatic_ties.curation.check import validate, validate_candidates

    if options.files:
        faults = validate_candidates(options.files, None if alone else options.dataset)
        checked = f"{len(options.files)} candidate records" + (" (alone: no dataset here)" if alone else "")
    else:
        dataset, faults = validate(options.dataset)
        checked = f"{len(dataset.events)} records"
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{checked}, {len(faults)} faults", file=sys.stderr)
    return 1 if faults else 0


def _build(options: argparse.Namespace) -> int:
    _need_curation(options.dataset)
    from diplomatic_ties.curation.check import validate
    from diplomatic_ties.publish.package import BuildError, build, compile_package, write_data

    _progress("check the records")
    dataset, faults = validate(options.dataset)
    if faults:
        for fault in faults:
            print(fault, file=sys.stderr)
        return _fail(f"nothing was written; mend the {len(faults)} faults first")
    checkout = options.dataset.resolve().parent
    try:
        _progress("derive the tables")
        package = compile_package(dataset, checkout)
        build(package, options.out, _progress)
    except BuildError as error:
        return _fail(f"nothing was written; {error}")
    if DATA.is_relative_to(checkout):
        # The package runs from this checkout: let the loader serve what was just built.
        write_data(package, DATA)
    rows = {name: table.num_rows for name, table in package.tables.items()}
    total = sum(rows.values())
    print(f"{options.out}: {len(rows)} tables, {total:,} rows, {rows['events']:,} of them events")
    return 0


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        print(f"  {step} ...", file=sys.stderr)


def _need_curation(dataset: Path | None) -> None:
    if dataset and not dataset.is_dir():
        raise FileNotFoundError(f"no dataset in {dataset}; run in a checkout, or name it with --dataset")
    missing = [name for name in ("pydantic", "yaml", "frictionless") if not find_spec(name)]
    if missing:
        raise ImportError(f"{missing[0]} is not installed; pip install 'diplomatic-ties[curate]'")


if __name__ == "__main__":
    sys.exit(main())
