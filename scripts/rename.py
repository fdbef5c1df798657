"""Rename every record whose file name no longer tells its facts.

The same as `diplomatic-ties rename`, from any folder; `--help` tells the rest.
"""

import sys
from pathlib import Path

from diplomatic_ties.commands import main

CHECKOUT = Path(__file__).parents[1]

if __name__ == "__main__":
    sys.exit(main(["rename", "--dataset", str(CHECKOUT / "dataset"), *sys.argv[1:]]))
