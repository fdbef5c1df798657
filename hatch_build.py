"""Build hook: the wheel, the sdist and an editable install carry the Parquet of all tables.

It runs from a checkout or from an sdist, which both hold the records, so nothing built is committed.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataBuildHook(BuildHookInterface[Any]):
    """Compiles the records into ``src/diplomatic_ties/data`` before the files are packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Check the records and write the tables; stop the build if a record is at fault."""
        checkout = Path(self.root)
        sys.path.insert(0, str(checkout / "src"))
        from diplomatic_ties.curation.check import validate
        from diplomatic_ties.publish.package import compile_package, write_data

        dataset, faults = validate(checkout / "dataset")
        if faults:
            raise SystemExit("\n".join(str(fault) for fault in faults))
        data = checkout / "src" / "diplomatic_ties" / "data"
        write_data(compile_package(dataset, checkout), data)
