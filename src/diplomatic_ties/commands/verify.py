"""``diplomatic-ties verify``: hold files against the sums that were written with them."""

import argparse
from pathlib import Path

from diplomatic_ties.errors import DamagedError
from diplomatic_ties.loader import DATA
from diplomatic_ties.sums import AGAIN, SUMS, mismatches, read_sums

HELP = "check that a build, a release or the installed data are whole and unchanged"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("folder", nargs="?", type=Path, default=DATA, help="default: the data of the package")


def run(options: argparse.Namespace) -> int:
    """Print how many files are as they were written, or raise with each that is not."""
    problems = list(mismatches(options.folder))
    if problems:
        raise DamagedError("\n".join([*problems, f"{options.folder} is not what {SUMS} says; {AGAIN}"]))
    print(f"{options.folder}: {len(read_sums(options.folder))} files, all as they were written")
    return 0
