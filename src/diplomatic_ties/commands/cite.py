"""``diplomatic-ties cite``: how to cite a version."""

import argparse
from typing import get_args

import diplomatic_ties as ties
from diplomatic_ties.citing import Style

HELP = "say how to cite this version, or an earlier one"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("style", nargs="?", choices=get_args(Style), default="apa")
    parser.add_argument("--vintage", metavar="VERSION", help="an earlier release")


def run(options: argparse.Namespace) -> int:
    """Print the citation."""
    print(ties.cite(options.style, vintage=options.vintage))
    return 0
