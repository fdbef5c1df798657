"""``diplomatic-ties site``: write the static site of the installed tables."""

import argparse
from pathlib import Path

from diplomatic_ties.commands.common import need, progress

HELP = "write the static site: explorer, chronicle, countries, records and guide"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("--out", type=Path, default=Path("build/site"), help="the folder; default: build/site")


def run(options: argparse.Namespace) -> int:
    """Write the site, whole or not at all."""
    need("site")
    from diplomatic_ties.site.write import write_site

    pages = write_site(options.out, progress)
    print(f"{options.out}: {pages:,} pages; open {options.out / 'index.html'}")
    return 0
