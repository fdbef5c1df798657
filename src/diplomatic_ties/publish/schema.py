"""What follows from the model and CITATION.cff: the contracts in ``schema/``, and what Zenodo reads."""

from pathlib import Path

from diplomatic_ties.model.contracts import event_json_schema
from diplomatic_ties.publish.citation import citation
from diplomatic_ties.publish.codebook import codebook
from diplomatic_ties.publish.files import to_json
from diplomatic_ties.publish.metadata import deposit
from diplomatic_ties.publish.package import descriptor


def contracts(checkout: Path) -> dict[Path, str]:
    """Return what each file in ``schema/``, and ``.zenodo.json``, must hold; no record has a part in it."""
    facts = citation(checkout)
    return {
        checkout / "schema" / "event.schema.json": to_json(event_json_schema()),
        checkout / "schema" / "datapackage.json": to_json(descriptor(facts)),
        checkout / "schema" / "codebook.md": codebook(facts),
        # Zenodo takes it before CITATION.cff, which cannot say that a release of a forge is no software.
        checkout / ".zenodo.json": to_json(deposit(facts)),
    }


def drifted(checkout: Path) -> list[Path]:
    """Return the contracts that are not what the model makes of them."""
    return [
        path
        for path, text in contracts(checkout).items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def write_contracts(checkout: Path) -> list[Path]:
    """Write the contracts that have drifted; return them."""
    paths = drifted(checkout)
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text(contracts(checkout)[path], encoding="utf-8")
    return paths
