"""``diplomatic-ties browse``: open the site of the installed tables, which is written once for each build of them."""

import argparse
import os
import webbrowser
from pathlib import Path

from diplomatic_ties.commands.common import need
from diplomatic_ties.loader import DATA
from diplomatic_ties.sums import SUMS, sha256

HELP = "open the site: explorer, chronicle, countries, records and guide"
# So much of a sum tells one build of the tables from another.
DIGITS = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("--no-open", action="store_true", help="write it, and say where it is")


def run(options: argparse.Namespace) -> int:
    """Write the site if these tables have none yet, and open it."""
    need("site")
    from diplomatic_ties.site.write import write_site

    first = kept() / "index.html"
    if not first.exists():
        print("the site is written, once for these tables ...")
        write_site(first.parent)
    print(first)
    if not options.no_open:
        webbrowser.open(first.as_uri())
    return 0


def kept() -> Path:
    """Where the site of the installed tables is kept: in the user's cache (XDG base directories)."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # A relative path is to be ignored.
    cache = named if named.is_absolute() else Path.home() / ".cache"
    return cache / "diplomatic-ties" / f"site-{sha256((DATA / SUMS).read_bytes())[:DIGITS]}"
