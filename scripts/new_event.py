"""Begin a record: a file with a fresh id, the right name, and every field in its place.

    python scripts/new_event.py expulsion NATO RUS 2021-10-06

Ids are random among 668 million, so that people who work at the same time do not collide; one that the
dataset has already is not given again.
"""

import argparse
import secrets
import sys
from pathlib import Path

from diplomatic_ties.curation.read import read_dataset
from diplomatic_ties.model.edtf import interval
from diplomatic_ties.model.record import ID_ALPHABET
from diplomatic_ties.model.vocabulary import Affects, Measure

DATASET = Path(__file__).parents[1] / "dataset"

TEMPLATE = """\
# yaml-language-server: $schema=../../../schema/event.schema.json
id: {id}
measure: {measure}
initiator: {initiator}
counterpart: {counterpart}
affects: {affects}
instrument: {instrument}
mission: null
announced: {announced}
effective: null
deadline: null
persons: null
{ceiling}grounds: [unstated]
trigger: null
episode: 
links: []
outcome: unknown
summary: >-
  
sources:
  - url: 
    publisher: 
    via: null
    published: null
    language: en
    kind: press
    accessed: 
    says: {{announced: {announced}}}
coder_note: null
"""
CEILING = "ceiling: {before: null, after: null, rule: maximum, scope: unstated}\n"


def fresh_id(taken: set[str]) -> str:
    """Return a random id that no record has; it begins with a letter, so YAML reads it as text."""
    while True:
        id_ = secrets.choice(ID_ALPHABET[10:]) + "".join(secrets.choice(ID_ALPHABET) for _ in range(5))
        if id_ not in taken:
            return id_


def new_event(root: Path, measure: Measure, initiator: str, counterpart: str, announced: str) -> Path:
    """Write the beginning of a record below ``root`` and return its path."""
    folder = root / "events" / announced[:4]
    taken = {path.name.split(".")[-2] for path in root.glob("events/*/*.yaml")}
    id_ = fresh_id(taken)
    name = f"{announced.rstrip('~')}-{initiator.lower()}-{counterpart.lower()}-{measure}.{id_}.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    text = TEMPLATE.format(
        id=id_,
        measure=measure,
        initiator=initiator,
        counterpart=counterpart,
        announced=announced,
        affects=measure.affects[0] if len(measure.affects) == 1 else Affects.COUNTERPART,
        instrument="unspecified" if measure is Measure.EXPULSION else "null",
        ceiling=CEILING if measure is Measure.STAFF_CEILING else "",
    )
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def main(arguments: list[str] | None = None) -> None:
    """Read the facts from the command line and print the path of the new file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("measure", choices=list(Measure), metavar="measure", type=str)
    parser.add_argument("initiator", type=str.upper, help="an id of actors.yaml")
    parser.add_argument("counterpart", type=str.upper, help="an id of actors.yaml")
    parser.add_argument("announced", help="2021-10-06, 2021-10 or 2021")
    parser.add_argument("--dataset", type=Path, default=DATASET)
    options = parser.parse_args(arguments)
    try:
        interval(options.announced)
    except ValueError as error:
        parser.error(str(error))
    known = {actor.value.id for actor in read_dataset(options.dataset)[0].actors}
    for actor in (options.initiator, options.counterpart):
        if actor not in known:
            parser.error(f"{actor} is not in actors.yaml; add it first")
    measure = next(measure for measure in Measure if measure == options.measure)
    print(new_event(options.dataset, measure, options.initiator, options.counterpart, options.announced))


if __name__ == "__main__":
    main(sys.argv[1:])
