"""``diplomatic-ties diff``: what changed from one release to a later one."""

import argparse
from collections import Counter
from itertools import groupby
from typing import Any

import diplomatic_ties as ties
from diplomatic_ties.commands.common import to_json

HELP = "say what changed from one release to a later one"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("older", help="a released version, such as 0.1.0")
    parser.add_argument("newer", help="a released version, or `unreleased`")
    parser.add_argument("--json", action="store_true", help="the changes as JSON")


def run(options: argparse.Namespace) -> int:
    """Print the changes, row by row and value by value."""
    changes = ties.diff(options.older, options.newer).to_pylist()
    print(to_json(changes), end="") if options.json else _print(changes)
    return 0


def _print(changes: list[dict[str, Any]]) -> None:
    for (version, table), found in groupby(changes, key=lambda c: (c["version"], c["table_name"])):
        rows = [(key, list(group)) for key, group in groupby(found, key=lambda change: change["row_key"])]
        counts = Counter(group[0]["change_kind"] for _, group in rows)
        print(f"{version} {table}: " + ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())))
        for key, group in rows:
            if group[0]["change_kind"] != "changed":
                print(f"  {key} {group[0]['change_kind']}")
                continue
            for change in group:
                reason = f" ({change['reason']})" if change["reason"] else ""
                values = f"{change['old_value'] or '-'} -> {change['new_value'] or '-'}"
                print(f"  {key} {change['field']}: {values}{reason}")
