"""Rename every record whose file name no longer tells its facts (after a corrected date, say)."""

import argparse
from pathlib import Path

from diplomatic_ties.curation.read import read_dataset

DATASET = Path(__file__).parents[1] / "dataset"


def rename(root: Path) -> list[tuple[Path, Path]]:
    """Rename records below ``root``; return old and new paths. A record that cannot be read stays."""
    dataset, _ = read_dataset(root)
    moves = [(e.document.path, root / "events" / e.value.file_name) for e in dataset.events]
    moves = [(old, new) for old, new in moves if old != new]
    for old, new in moves:
        if new.exists():
            raise SystemExit(f"{old}: {new} is there already; two records have one id")
        new.parent.mkdir(exist_ok=True)
        old.rename(new)
    return moves


def main() -> None:
    """Rename the records below ``--dataset`` and print what was renamed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dataset", type=Path, default=DATASET)
    for old, new in rename(parser.parse_args().dataset):
        print(f"{old.name} -> {new.parent.name}/{new.name}")


if __name__ == "__main__":
    main()
