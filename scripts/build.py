"""Write the Data Package of all tables; the same as ``diplomatic-ties build``, from any folder."""

import sys
from pathlib import Path

from diplomatic_ties.cli import main

DATASET = Path(__file__).parents[1] / "dataset"

if __name__ == "__main__":
    sys.exit(main(["build", "--dataset", str(DATASET), *sys.argv[1:]]))
