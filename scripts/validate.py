"""Check every record and registry; the same as ``diplomatic-ties validate``, from any folder.

Prints each fault as ``file:line:column: what is wrong; what would be right``. Exit 1 if there is one.
"""

import sys
from pathlib import Path

from diplomatic_ties.cli import main

DATASET = Path(__file__).parents[1] / "dataset"

if __name__ == "__main__":
    sys.exit(main(["validate", "--dataset", str(DATASET), *sys.argv[1:]]))
