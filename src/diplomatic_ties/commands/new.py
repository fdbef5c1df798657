"""``diplomatic-ties new``: begin a record."""

import argparse
from datetime import date

from diplomatic_ties.commands.common import add_dataset, need_curation
from diplomatic_ties.errors import InvalidError

HELP = "begin a record: a fresh id, the right file name, every field in its place"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("measure", help="a term of the codebook, such as expulsion")
    parser.add_argument("initiator", type=str.upper, help="an id of actors, such as NATO")
    parser.add_argument("counterpart", type=str.upper, help="an id of actors, such as RUS")
    parser.add_argument("announced", help="2021-10-06, 2021-10 or 2021")
    parser.add_argument("--page", action="append", default=[], metavar="URL", help="a page that was read")
    add_dataset(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file and print its path."""
    need_curation(options.dataset)
    from diplomatic_ties.curation.new import new_event
    from diplomatic_ties.curation.read import suggest
    from diplomatic_ties.model.vocabulary import Measure

    if options.measure not in list(Measure):
        raise InvalidError(f"no measure {options.measure!r}; {suggest(options.measure, list(Measure))}")
    facts = (options.initiator, options.counterpart, options.announced, options.page)
    measure = next(measure for measure in Measure if measure == options.measure)
    print(new_event(options.dataset, measure, *facts, date.today()))
    return 0
