"""``diplomatic-ties build``: check the dataset and write the Data Package of all tables."""

import argparse
from pathlib import Path

from diplomatic_ties.commands.common import add_dataset, need_curation, progress
from diplomatic_ties.errors import BuildError, InvalidError
from diplomatic_ties.loader import DATA

HELP = "check the dataset and write the Data Package of all tables"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("--out", type=Path, default=Path("build"), help="the folder; default: build")
    add_dataset(parser)


def run(options: argparse.Namespace) -> int:
    """Write the folder, whole or not at all; in a checkout let the loader serve what was built."""
    need_curation(options.dataset)
    if options.out.resolve().is_relative_to(options.dataset.resolve()):
        raise InvalidError(f"{options.out} is in the dataset; choose a folder outside it")
    from diplomatic_ties.curation.check import validate
    from diplomatic_ties.publish.package import build, compile_package, write_data

    progress("check the records")
    dataset, faults = validate(options.dataset)
    if faults:
        raise BuildError("\n".join([*map(str, faults), f"nothing was written; mend the {len(faults)} faults first"]))
    checkout = options.dataset.resolve().parent
    progress("derive the tables")
    package = compile_package(dataset, checkout)
    # What was curated stands in the tables now, and takes as much room again.
    del dataset
    build(package, options.out, progress)
    if DATA.is_relative_to(checkout):
        write_data(package, DATA)
    rows = {name: table.num_rows for name, table in package.tables.items()}
    total = sum(rows.values())
    print(f"{options.out}: {len(rows)} tables, {total:,} rows, {rows['events']:,} of them events")
    return 0
