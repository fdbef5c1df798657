"""``diplomatic-ties release``: check, decide the version, write change log and release folder."""

import argparse
from datetime import date
from pathlib import Path

from diplomatic_ties.commands.common import need_curation
from diplomatic_ties.errors import InvalidError

HELP = "make a release, or go on after one"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    version = parser.add_mutually_exclusive_group(required=True)
    version.add_argument("version", nargs="?", help="the version to release, such as 0.2.0")
    version.add_argument("--next", action="store_true", help="go on: set the version after the one released")
    parser.add_argument("--date", default=None, help="the day of the release; default: today")
    parser.add_argument("--checkout", type=Path, default=Path(), help="default: this folder")
    parser.add_argument("--out", type=Path, help="default: dist/<version> in the checkout")


def run(options: argparse.Namespace) -> int:
    """Write the release and print the names of its files, or the version that is next."""
    checkout = options.checkout.resolve()
    need_curation(checkout / "dataset")
    from diplomatic_ties.publish.release import develop, release

    if options.next:
        print(develop(checkout))
        return 0
    out = options.out or checkout / "dist" / options.version
    for name in release(checkout, options.version, _day(options.date), out):
        print(name)
    return 0


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise InvalidError(f"{text!r} is not a day; write it as 2026-12-01") from None
