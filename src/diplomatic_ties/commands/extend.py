"""``diplomatic-ties extend``: give a record more pages."""

import argparse
from datetime import date

from diplomatic_ties.commands.common import add_dataset, need_curation

HELP = "add pages to a record; a page that is known already is filled in"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("event_id", help="the id of the record")
    parser.add_argument("page", nargs="+", metavar="URL", help="a page that was read")
    add_dataset(parser)


def run(options: argparse.Namespace) -> int:
    """Write the pages into the record and print its path; what they say is for the curator to fill in."""
    need_curation(options.dataset)
    from diplomatic_ties.curation.new import extend

    print(extend(options.dataset, options.event_id, options.page, date.today()))
    return 0
