"""``diplomatic-ties order``: sort the registries, each entry in its file."""

import argparse

from diplomatic_ties.commands.common import add_dataset, need_curation

HELP = "sort the registries, each entry in its file and place"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("--check", action="store_true", help="only say which files would change")
    add_dataset(parser)


def run(options: argparse.Namespace) -> int:
    """Sort, and print the files that changed; with ``--check`` return 1 if there is one."""
    need_curation(options.dataset)
    from diplomatic_ties.curation.files import order

    changed = order(options.dataset, write=not options.check)
    for path in changed:
        print(path)
    return 1 if options.check and changed else 0
