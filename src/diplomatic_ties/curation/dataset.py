"""The dataset as a whole: every registry below a folder, each entry findable by its id."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from diplomatic_ties.curation.read import Fault, Marked, read_entry, read_list
from diplomatic_ties.model.fields import Entry
from diplomatic_ties.model.registries import REGISTRIES, Publisher, Registry

Model = TypeVar("Model", bound=Entry)
# Words for people that stand beside the registries.
PROSE = {"ACTORS.md"}


@dataclass
class Dataset:
    """All that curators wrote, as far as it could be read."""

    root: Path
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
            entries, found = _read(root, registry)
            dataset.put(registry.model, entries)
            faults += found
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


def _read(root: Path, registry: Registry) -> tuple[list[Marked[Entry]], list[Fault]]:
    place = root / registry.place
    if not place.exists():
        cure = "add it, if only with []" if not registry.folder else "add the folder"
        return [], [Fault(place, 1, 1, f"the registry {registry.name} is missing", cure, "files")]
    entries: list[Marked[Entry]] = []
    faults: list[Fault] = []
    for path in files(root, registry):
        if registry.lists:
            found, wrong = read_list(path, registry.model)
            entries += found
        else:
            entry, wrong = read_entry(path, registry.model)
            entries += [entry] if entry else []
        faults += wrong
    return entries, faults


def files(root: Path, registry: Registry) -> list[Path]:
    """The files of a registry, in their order."""
    place = root / registry.place
    return sorted(path for path in place.rglob("*") if path.is_file()) if registry.folder else [place]


def _strangers(root: Path) -> Iterator[Fault]:
    known = {registry.place.removesuffix("/") for registry in REGISTRIES} | PROSE
    for path in sorted(root.iterdir()) if root.is_dir() else []:
        if path.name not in known:
            yield Fault(path, 1, 1, "no registry has this name", f"use one of {', '.join(sorted(known))}", "files")
