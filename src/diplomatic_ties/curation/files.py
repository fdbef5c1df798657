"""Put files in order: records named by their facts, registry entries in their file and place."""

from collections import defaultdict
from pathlib import Path

from diplomatic_ties.curation.dataset import files, read_dataset
from diplomatic_ties.curation.read import Fault, Marked, read_list
from diplomatic_ties.errors import InvalidError
from diplomatic_ties.model.fields import Entry
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import REGISTRIES, REGISTRY_OF, Registry


def rename(root: Path) -> list[tuple[Path, Path]]:
    """Rename records below ``root``; return old and new paths. A record that cannot be read stays.

    Raises ``InvalidError``, and renames nothing, where two records would have one name, or where a file
    that cannot be read has the name of another.
    """
    dataset, _ = read_dataset(root)
    folder = root / REGISTRY_OF[Event].place
    targets = [(event.document.path, folder / event.value.file_name) for event in dataset.marked(Event)]
    taken: dict[Path, Path] = {}
    for old, new in targets:
        if new in taken:
            raise InvalidError(f"{old} and {taken[new]} have one id; nothing was renamed")
        taken[new] = old
    moves = [(old, new) for old, new in targets if old != new]
    leaving = {old for old, _ in moves}
    for old, new in moves:
        if new.exists() and new not in leaving and not new.samefile(old):
            raise InvalidError(f"{new} is in the way of {old}; nothing was renamed")
    # By way of names of their own, for two may trade places.
    for old, _ in moves:
        old.rename(_aside(old))
    for old, new in moves:
        new.parent.mkdir(exist_ok=True)
        _aside(old).rename(new)
    return moves


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.moving")


def order(root: Path, *, write: bool = True) -> list[Path]:
    """Sort the registries below ``root``, each entry in its file; return the files that are, or would be, other.

    Entries keep their text, and the comments above them. Raises ``InvalidError``, and changes nothing, where
    a file cannot be read.
    """
    wanted: dict[Path, str] = {}
    faults: list[Fault] = []
    for registry in REGISTRIES:
        if registry.lists:
            wanted |= _ordered(root, registry, faults)
    if faults:
        raise InvalidError("\n".join([*map(str, sorted(faults)), "nothing was sorted; mend these first"]))
    changed = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in changed if write else []:
        if wanted[path]:
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
    return changed


def _ordered(root: Path, registry: Registry, faults: list[Fault]) -> dict[Path, str]:
    """What each file of a registry must hold; nothing where all its entries belong elsewhere."""
    heads: dict[Path, str] = {}
    blocks: dict[Path, list[tuple[str, str]]] = defaultdict(list)
    for path in files(root, registry):
        if not path.exists():
            continue
        read = read_list(path, registry.model)
        faults += read.faults
        heads[path], texts = _split(path, read.entries)
        for entry, text in zip(read.entries, texts, strict=True):
            home = root / registry.place / registry.file(entry.value) if registry.file else path
            blocks[home].append((entry.value.id, text))
    return {
        path: heads.get(path, "") + "".join(text for _, text in sorted(blocks[path])) if blocks[path] else ""
        for path in {*heads, *blocks}
        if blocks[path] or registry.file
    }


def _split(path: Path, entries: list[Marked[Entry]]) -> tuple[str, list[str]]:
    """The lines before the first entry, and those of each entry with the comments above it."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    if not entries:
        return "".join(lines), []
    starts = [entry.document.marks[entry.location][0] - 1 for entry in entries]
    for place, start in enumerate(starts[1:], 1):
        while lines[start - 1].startswith("#"):
            start -= 1
        starts[place] = start
    texts = ["".join(lines[one:other]) for one, other in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return "".join(lines[: starts[0]]), [text.rstrip("\n") + "\n" for text in texts]
