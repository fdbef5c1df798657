"""``diplomatic-ties export``: a table as CSV, JSON or Parquet."""

import argparse

import diplomatic_ties as ties
from diplomatic_ties.commands.common import add_output, write

HELP = "write a table as CSV, JSON or Parquet"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("table")
    parser.add_argument("--vintage", metavar="VERSION", help="the table as that release had it")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Write the table."""
    write(ties.load(options.table, vintage=options.vintage), options)
    return 0
