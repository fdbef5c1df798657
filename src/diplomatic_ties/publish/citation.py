"""CITATION.cff, the one place where title, abstract, authors, version and date stand."""

from pathlib import Path
from typing import Any

from diplomatic_ties.curation.read import read_whole
from diplomatic_ties.errors import BuildError
from diplomatic_ties.model.citation import Citation

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"


def citation(checkout: Path) -> dict[str, Any]:
    """Read the facts of CITATION.cff; ``date-released`` is missing while the version is not released.

    Raises ``BuildError`` with every fault where one of the facts is missing or is none.
    """
    facts, faults = read_whole(checkout / "CITATION.cff", Citation)
    if facts is None or faults:
        raise BuildError("\n".join(str(fault) for fault in faults))
    return facts.model_dump(mode="json", by_alias=True, exclude_none=True)
