"""``diplomatic-ties panel``: directed pairs by month, quarter or year."""

import argparse
from typing import get_args

import diplomatic_ties as ties
from diplomatic_ties.commands.common import add_output, write
from diplomatic_ties.rectangle import Freq

HELP = "write the panel of directed pairs by month, quarter or year"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("--freq", choices=get_args(Freq), default="month", help="default: month")
    parser.add_argument("--actors", nargs="+", metavar="ID", help="such as RUS USA, or `states`; default: all known")
    parser.add_argument("--start", metavar="DATE", help="a year, a month or a day")
    parser.add_argument("--end", metavar="DATE", help="a year, a month or a day")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Write the panel."""
    actors = "states" if options.actors == ["states"] else options.actors
    write(ties.panel(options.freq, actors=actors, start=options.start, end=options.end), options)
    return 0
