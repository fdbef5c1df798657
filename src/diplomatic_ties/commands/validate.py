"""``diplomatic-ties validate``: check the dataset, or candidate records of one's own."""

import argparse
import sys
from pathlib import Path

from diplomatic_ties.commands.common import add_dataset, need_curation

HELP = "check the dataset, or candidate records of one's own"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("files", nargs="*", type=Path, help="candidate records; default: the dataset")
    parser.add_argument("--doubts", action="store_true", help="list also what a curator should look at again")
    add_dataset(parser)


def run(options: argparse.Namespace) -> int:
    """Print every fault as ``file:line:column: what is wrong; what would be right``, and doubts on request."""
    alone = bool(options.files) and not options.dataset.is_dir()
    need_curation(None if alone else options.dataset)
    from diplomatic_ties.curation.check import doubts, validate, validate_candidates
    from diplomatic_ties.model.record import Event

    if options.files:
        faults = validate_candidates(options.files, None if alone else options.dataset)
        checked = f"{len(options.files)} candidate records" + (" (alone: no dataset here)" if alone else "")
    else:
        dataset, faults = validate(options.dataset)
        checked = f"{len(dataset.marked(Event))} records"
        if options.doubts:
            for doubt in doubts(dataset):
                print(doubt)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{checked}, {len(faults)} faults", file=sys.stderr)
    return 1 if faults else 0
