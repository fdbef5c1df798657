"""Make a release: check, decide the version, write the change log and the release folder.

The same as `diplomatic-ties release`, from any folder; `--help` tells the rest.
"""

import sys
from pathlib import Path

from diplomatic_ties.commands import main

CHECKOUT = Path(__file__).parents[1]

if __name__ == "__main__":
    sys.exit(main(["release", "--checkout", str(CHECKOUT), *sys.argv[1:]]))
