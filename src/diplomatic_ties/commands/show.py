"""``diplomatic-ties show``: one record with its sources and links."""

import argparse

import diplomatic_ties as ties
from diplomatic_ties.commands.common import to_json

HELP = "show one record with its sources and links"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("event_id", help="six characters, such as k7m2x9")


def run(options: argparse.Namespace) -> int:
    """Print the record as JSON."""
    print(to_json(ties.event(options.event_id)), end="")
    return 0
