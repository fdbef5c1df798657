"""Write the Data Package of all tables.

The same as `diplomatic-ties build`, from any folder; `--help` tells the rest.
"""

import sys
from pathlib import Path

from diplomatic_ties.commands import main

CHECKOUT = Path(__file__).parents[1]

if __name__ == "__main__":
    sys.exit(main(["build", "--dataset", str(CHECKOUT / "dataset"), *sys.argv[1:]]))
