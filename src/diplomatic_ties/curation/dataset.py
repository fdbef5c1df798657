"""The dataset as a whole: every registry below a folder, each entry findable by its id."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from diplomatic_ties.curation.read import Fault, Marked, Read, read_entry, read_list
from diplomatic_ties.model.fields import Entry
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import REGISTRIES, Publisher, Registry

Model = TypeVar("Model", bound=Entry)
# Words for people that stand beside the registries.
PROSE = {"ACTORS.md"}
_MODELS = {registry.name: registry.model for registry in REGISTRIES}


@dataclass
class Dataset:
    """All that curators wrote, as far as it could be read."""

    root: Path
    today: date = field(default_factory=date.today)
    # Ids of entries that are there and could not be read, by registry; null where that cannot be told.
    unread: dict[str, set[str] | None] = field(default_factory=dict)
    _entries: dict[type[Entry], list[Marked[Any]]] = field(default_factory=dict)
    _found: dict[type[Entry], dict[str, Any]] = field(default_factory=dict)
    _domains: dict[str, str] | None = None

    def marked(self, model: type[Model]) -> list[Marked[Model]]:
        """The entries of a model with their places, in the order of the files."""
        return self._entries.get(model, [])

    def all(self, model: type[Model]) -> list[Model]:
        """The entries of a model, in the order of the files."""
        return [entry.value for entry in self.marked(model)]

    def by_id(self, model: type[Model]) -> dict[str, Model]:
        """The entries of a model by their ids."""
        if model not in self._found:
            self._found[model] = {entry.id: entry for entry in self.all(model)}
        return self._found[model]

    def publisher_of(self, url: str) -> str | None:
        """The id of the publisher that has the domain of ``url``, or one above it."""
        if self._domains is None:
            self._domains = {domain: p.id for p in self.all(Publisher) for domain in p.domains}
        host = (urlsplit(url).hostname or "").rstrip(".")
        while host and host not in self._domains:
            host = host.partition(".")[2]
        return self._domains.get(host)

    def may_have(self, registry: str, id_: str) -> bool:
        """Whether a registry has an entry, or may have it where it could not be read; its own fault tells that."""
        unread = self.unread.get(registry, set())
        return unread is None or id_ in unread or id_ in self.by_id(_MODELS[registry])

    def put(self, model: type[Model], entries: list[Marked[Model]]) -> None:
        """Set the entries of a model."""
        self._entries[model] = entries
        self._found.pop(model, None)
        self._domains = None


def read_dataset(root: Path) -> tuple[Dataset, list[Fault]]:
    """Read everything below ``root``; what cannot be read is a fault and left out."""
    dataset, faults = Dataset(root), []
    with no_collection():
        for registry in REGISTRIES:
            read = _read(root, registry)
            dataset.put(registry.model, read.entries)
            dataset.unread[registry.name] = read.unread
            faults += read.faults
    return dataset, faults + list(_strangers(root))


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector from going through records and rows: they are many, and no circles are among them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(root: Path, registry: Registry) -> Read[Entry]:
    place = root / registry.place
    if not place.exists():
        cure = "add it, if only with []" if not registry.folder else "add the folder"
        return Read([], [Fault(place, 1, 1, f"the registry {registry.name} is missing", cure, "files")], None)
    whole: Read[Entry] = Read([], list(_no_files(root, registry)), set())
    for path in files(root, registry):
        whole.add(read_list(path, registry.model) if registry.lists else read_entry(path, registry.model))
    if registry.model is Event and not whole.entries and not whole.faults:
        whole.faults.append(Fault(place, 1, 1, "there is no record", "take the dataset from the repository", "files"))
    return whole


def files(root: Path, registry: Registry) -> list[Path]:
    """The files of a registry, in their order; no link is followed."""
    place = root / registry.place
    if not registry.folder:
        return [place] if _is_file(place) else []
    return sorted(path for path in _below(place) if _is_file(path))


def _below(folder: Path) -> Iterator[Path]:
    """All that is in a folder and the folders in it, but for those that are links."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in folder.iterdir():
        yield path
        yield from _below(path)


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _no_files(root: Path, registry: Registry) -> Iterator[Fault]:
    """What stands among the files of a registry and is none: links, pipes, folders where no folder is meant."""
    place = root / registry.place
    for path in [place, *_below(place)]:
        nested = path.is_dir() and path != place and (registry.model is not Event or path.parent != place)
        if path.is_symlink():
            yield Fault(path, 1, 1, "this is a link, and none is followed", "put the file itself here", "files")
        elif path.is_dir() == (path == place and not registry.folder) and (path.is_dir() or not path.is_file()):
            yield Fault(path, 1, 1, "this is no file", "put a file here, or remove it", "files")
        elif nested:
            yield Fault(path, 1, 1, "no folder belongs here", f"put its files into {registry.place}", "files")


def _strangers(root: Path) -> Iterator[Fault]:
    known = {registry.place.removesuffix("/") for registry in REGISTRIES} | PROSE
    for path in sorted(root.iterdir()) if root.is_dir() else []:
        if path.name not in known:
            stems = {name.removesuffix(".yaml"): name for name in known}
            near = get_close_matches(path.name.removesuffix(".yaml"), stems, 1)
            cure = f"did you mean {stems[near[0]]}?" if near else f"use one of {', '.join(sorted(known))}"
            yield Fault(path, 1, 1, "no registry has this name", cure, "files")
