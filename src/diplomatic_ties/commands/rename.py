"""``diplomatic-ties rename``: name the files of records by their facts."""

import argparse

from diplomatic_ties.commands.common import add_dataset, need_curation

HELP = "rename records whose file name no longer tells their facts"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    add_dataset(parser)


def run(options: argparse.Namespace) -> int:
    """Rename the files and print what was renamed."""
    need_curation(options.dataset)
    from diplomatic_ties.curation.files import rename

    for old, new in rename(options.dataset):
        print(f"{old.name} -> {new.parent.name}/{new.name}")
    return 0
