"""``diplomatic-ties info``: the tables, or the fields of one."""

import argparse

import diplomatic_ties as ties

HELP = "list the tables, or the fields of one"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("table", nargs="?", help="a table, to list its fields")


def run(options: argparse.Namespace) -> int:
    """Print a line a table, or a line a field."""
    if options.table:
        for field in ties.describe(options.table).to_pylist():
            unit = f" [{field['unit']}]" if field["unit"] else ""
            print(f"{field['field']:22} {field['type']:8} {field['definition']}{unit}")
        return 0
    print(f"Diplomatic Ties {ties.__version__}")
    for name, meaning in ties.tables().items():
        # Read and held against its sum, as it is when it is loaded.
        print(f"{name:15} {ties.load(name).num_rows:7,}  {meaning}")
    return 0
