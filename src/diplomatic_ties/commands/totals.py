"""``diplomatic-ties totals``: published totals beside the sums of the records."""

import argparse

from diplomatic_ties.commands.common import add_dataset, need_curation
from diplomatic_ties.errors import InvalidError

HELP = "print published totals beside the sums of the records"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_dataset(parser)


def run(options: argparse.Namespace) -> int:
    """Print a Markdown table."""
    need_curation(options.dataset)
    from diplomatic_ties.curation.check import validate
    from diplomatic_ties.publish.codebook import reconciliation

    dataset, faults = validate(options.dataset)
    if faults:
        raise InvalidError("\n".join([*map(str, faults), "mend the records first"]))
    print(reconciliation(dataset))
    return 0
