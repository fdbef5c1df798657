"""Begin a record: a file with a fresh id, the right name, and every field in its place.

The same as `diplomatic-ties new`, from any folder; `--help` tells the rest.
"""

import sys
from pathlib import Path

from diplomatic_ties.commands import main

CHECKOUT = Path(__file__).parents[1]

if __name__ == "__main__":
    sys.exit(main(["new", "--dataset", str(CHECKOUT / "dataset"), *sys.argv[1:]]))
