"""Check every record and registry.

The same as `diplomatic-ties validate`, from any folder; `--help` tells the rest.
"""

import sys
from pathlib import Path

from diplomatic_ties.commands import main

CHECKOUT = Path(__file__).parents[1]

if __name__ == "__main__":
    sys.exit(main(["validate", "--dataset", str(CHECKOUT / "dataset"), *sys.argv[1:]]))
