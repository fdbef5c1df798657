"""``diplomatic-ties validate``: check the dataset, or candidate records and tables of one's own."""

import argparse
import sys
from pathlib import Path

import diplomatic_ties as ties
from diplomatic_ties.commands.common import add_dataset, need_curation
from diplomatic_ties.errors import InvalidError

HELP = "check the dataset, or candidate records and tables of one's own"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "files", nargs="*", type=Path, help="candidate records (YAML) or tables (CSV, Parquet); default: the dataset"
    )
    parser.add_argument("--table", help="which table a CSV or Parquet file is; default: by its name, else events")
    parser.add_argument("--doubts", action="store_true", help="list also what a curator should look at again")
    add_dataset(parser)


def run(options: argparse.Namespace) -> int:
    """Print every fault as ``file:line:column: what is wrong; what would be right``, and doubts on request."""
    need_curation(None)
    from diplomatic_ties.curation.tables import is_table

    tables = [path for path in options.files if is_table(path)]
    if options.table and not tables:
        raise InvalidError("--table says which table a CSV or Parquet file is; name one")
    sound = [_table(path, options.table) for path in tables]
    if len(tables) < len(options.files) or not options.files:
        sound.append(_records(options, [path for path in options.files if path not in tables]))
    return 0 if all(sound) else 1


def _table(path: Path, table: str | None) -> bool:
    """Check a table; say whether it is sound."""
    from diplomatic_ties.curation.tables import check_table, table_of
    from diplomatic_ties.model.tables import TABLES

    name = table or table_of(path)
    if name not in TABLES:
        raise InvalidError(f"no table {name!r}; there are {', '.join(TABLES)}")
    found = check_table(path, name, lambda target: ties.load(target)[TABLES[target].primary_key[0]].combine_chunks())
    for fault in found.faults:
        # The name of a column that is none of ours may hold anything.
        column = fault.column if fault.column.isprintable() else repr(fault.column)
        print(f"{path}:{fault.row}:{column}: {fault.problem}; {fault.cure}", file=sys.stderr)
    more = found.total - len(found.faults)
    if more:
        print(f"and {more} more", file=sys.stderr)
    print(f"{path}: {found.rows} rows of {name}, {found.total} faults", file=sys.stderr)
    return not found.total


def _records(options: argparse.Namespace, files: list[Path]) -> bool:
    """Check the dataset, or candidate records; say whether all are sound."""
    alone = bool(files) and not options.dataset.is_dir()
    need_curation(None if alone else options.dataset)
    from diplomatic_ties.curation.check import doubts, validate, validate_candidates
    from diplomatic_ties.model.record import Event

    if files:
        faults = validate_candidates(files, None if alone else options.dataset)
        checked = f"{len(files)} candidate records" + (" (alone: no dataset here)" if alone else "")
    else:
        dataset, faults = validate(options.dataset)
        checked = f"{len(dataset.marked(Event))} records"
        if options.doubts:
            for doubt in doubts(dataset):
                print(doubt)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{checked}, {len(faults)} faults", file=sys.stderr)
    return not faults
