"""Generate the contracts in ``schema/`` from the model: JSON Schema, datapackage.json and codebook.

Run it after a change of the model, of CITATION.cff or of the second codings, and commit what it writes;
``--check`` only says whether it would change anything.
"""

import sys
from pathlib import Path

from diplomatic_ties.curation.read import read_dataset
from diplomatic_ties.model.contracts import event_json_schema
from diplomatic_ties.publish.codebook import codebook
from diplomatic_ties.publish.history import History
from diplomatic_ties.publish.package import citation, descriptor, to_json

CHECKOUT = Path(__file__).parents[1]


def contracts(checkout: Path) -> dict[Path, str]:
    """Return what each file in ``schema/`` must hold."""
    facts = citation(checkout)
    dataset, faults = read_dataset(checkout / "dataset")
    if faults:
        raise SystemExit("\n".join(str(fault) for fault in faults))
    return {
        checkout / "schema" / "event.schema.json": to_json(event_json_schema()),
        checkout / "schema" / "datapackage.json": to_json(descriptor(facts, History())),
        checkout / "schema" / "codebook.md": codebook(dataset, facts),
    }


def main(arguments: list[str]) -> int:
    """Write the contracts, or with ``--check`` name those that have drifted; return the exit code."""
    drifted = 0
    for path, text in contracts(CHECKOUT).items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        drifted = 1
        print(f"{path.relative_to(CHECKOUT)}: has drifted from the model; run scripts/schema.py")
        if "--check" not in arguments:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return drifted if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
