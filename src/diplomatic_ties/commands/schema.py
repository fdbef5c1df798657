"""``diplomatic-ties schema``: the contracts that follow from the model."""

import argparse
from pathlib import Path

from diplomatic_ties.commands.common import need_curation

HELP = "write the contracts in schema/ from the model"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("--check", action="store_true", help="only say which have drifted")
    parser.add_argument("--checkout", type=Path, default=Path(), help="default: this folder")


def run(options: argparse.Namespace) -> int:
    """Write what has drifted and print it; with ``--check`` return 1 if there is any."""
    need_curation(options.checkout / "dataset")
    from diplomatic_ties.publish.schema import drifted, write_contracts

    paths = drifted(options.checkout) if options.check else write_contracts(options.checkout)
    for path in paths:
        print(f"{path}: has drifted from the model; run `diplomatic-ties schema`" if options.check else path)
    return 1 if options.check and paths else 0
