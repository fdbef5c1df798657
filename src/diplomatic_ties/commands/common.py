"""What several verbs share."""

import argparse
import json
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from diplomatic_ties.errors import InvalidError, MissingError
from diplomatic_ties.tabular import to_csv

FORMATS = ("csv", "json", "parquet")
# What an extra brings, by the module that shows whether it is there.
EXTRAS = {
    "curate": {
        "filelock": "filelock",
        "pydantic": "pydantic",
        "yaml": "pyyaml",
        "krippendorff": "krippendorff",
        "scipy": "scipy",
    },
    "site": {
        "jinja2": "jinja2",
        "sphinx": "sphinx",
        "furo": "furo",
        "myst_parser": "myst-parser",
        "duckdb": "duckdb",
        "filelock": "filelock",
        "pandas": "pandas",
        "pydantic": "pydantic",
    },
}


def add_dataset(parser: argparse.ArgumentParser) -> None:
    """Let the verb be told where the dataset is."""
    parser.add_argument("--dataset", type=Path, default=Path("dataset"), help="default: dataset")


def need_curation(dataset: Path | None) -> None:
    """Say what is missing to check and build a dataset."""
    if dataset and not dataset.is_dir():
        raise InvalidError(f"no dataset in {dataset}; run in a checkout, or name it with --dataset")
    need("curate")


def need(extra: str) -> None:
    """Say what is missing of an extra, and how to get it."""
    for module, name in EXTRAS[extra].items():
        if not find_spec(module):
            raise MissingError(f"{name} is not installed; pip install 'diplomatic-ties[{extra}]'")


def progress(step: str) -> None:
    """Tell someone who watches what is being done."""
    if sys.stderr.isatty():
        print(f"  {step} ...", file=sys.stderr)


def add_output(parser: argparse.ArgumentParser) -> None:
    """Let the verb be told what to write, and where."""
    parser.add_argument("--format", choices=FORMATS, help="default: by the name of --out, else csv")
    parser.add_argument("--out", type=Path, help="the file to write; default: standard output")


def write(table: pa.Table, options: argparse.Namespace) -> None:
    """Write a table as the options of ``add_output`` say."""
    suffix = options.out.suffix.removeprefix(".").lower() if options.out else ""
    if options.out and not options.format and suffix not in FORMATS:
        raise InvalidError(f"{options.out} ends in no format; name it .csv, .json or .parquet, or add --format")
    format_ = options.format or suffix or "csv"
    if format_ == "parquet":
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        content = sink.getvalue().to_pybytes()
    elif format_ == "json":
        content = to_json(table.to_pylist()).encode()
    else:
        content = to_csv(table).encode()
    if options.out:
        # Aside first: a disk that is full must not cost what was there.
        aside = options.out.with_name(f".{options.out.name}.part")
        try:
            aside.write_bytes(content)
            os.replace(aside, options.out)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(options.out)) from error
        finally:
            # What keeps it from being written may keep it from being looked for.
            with suppress(OSError):
                aside.unlink(missing_ok=True)
    else:
        sys.stdout.buffer.write(content)


def to_json(content: Any) -> str:
    """Return ``content`` as JSON for people and programs: days as text."""
    return json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n"
