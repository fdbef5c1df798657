"""CITATION.cff, the one place where title, abstract, authors, version and date stand."""

from pathlib import Path
from typing import Any

from diplomatic_ties.curation.read import read_document
from diplomatic_ties.errors import BuildError

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"


def citation(checkout: Path) -> dict[str, Any]:
    """Read the facts of CITATION.cff; ``date-released`` is missing while the version is not released."""
    document, faults = read_document(checkout / "CITATION.cff")
    if document is None or faults:
        raise BuildError("\n".join(str(fault) for fault in faults))
    facts: dict[str, Any] = document.content
    return facts
