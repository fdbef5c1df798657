"""The one table of registries, and what hangs on it."""

from collections.abc import Iterator
from typing import Any

import pytest

from diplomatic_ties.curation.dataset import Dataset, files
from diplomatic_ties.model import record, registries
from diplomatic_ties.model.fields import Entry, RefersTo, Written
from diplomatic_ties.model.registries import REGISTRIES, REGISTRY_OF, Episode, Registry
from diplomatic_ties.model.tables import TABLES
from tests.conftest import CHECKOUT

NAMES = [registry.name for registry in REGISTRIES]


def models() -> set[type[Entry]]:
    """What is written by hand and has an id."""
    return {
        model
        for module in (record, registries)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, Entry) and model is not Entry
    }


def references(model: type[Written]) -> Iterator[RefersTo]:
    """What the fields of a model, and of the models within it, refer to."""

    def within(annotation: Any) -> Iterator[RefersTo]:
        for part in (annotation, *getattr(annotation, "__metadata__", ())):
            if isinstance(part, RefersTo):
                yield part
        for part in getattr(annotation, "__args__", ()):
            yield from within(part)
        if isinstance(annotation, type) and issubclass(annotation, Written):
            yield from references(annotation)

    for field in model.model_fields.values():
        yield from within(field.annotation)
        yield from (part for part in field.metadata if isinstance(part, RefersTo))


def test_every_model_has_a_registry() -> None:
    assert models() == REGISTRY_OF.keys()
    assert len(REGISTRY_OF) == len(REGISTRIES)
    assert len(set(NAMES)) == len({registry.noun for registry in REGISTRIES}) == len(REGISTRIES)


@pytest.mark.parametrize("registry", REGISTRIES, ids=NAMES)
def test_a_registry_stands_where_the_table_says(registry: Registry, dataset: Dataset) -> None:
    place = CHECKOUT / "dataset" / registry.place
    assert place.is_dir() == registry.folder == registry.place.endswith("/")
    assert place.exists()
    there = set(files(dataset.root, registry))
    for entry in dataset.marked(registry.model):
        path = entry.document.path
        assert path in there
        if registry.file:
            assert path == place / registry.file(entry.value)
        assert (entry.location == ()) == (not registry.lists)


@pytest.mark.parametrize("registry", REGISTRIES, ids=NAMES)
def test_what_is_referred_to_is_a_registry(registry: Registry) -> None:
    named = {name for reference in references(registry.model) for name in reference.registries}
    assert named <= set(NAMES)


def test_references_are_found_within_fields() -> None:
    named = {name for reference in references(record.Event) for name in reference.registries}
    assert named == {"actors", "episodes", "events", "missions", "publishers", "triggers"}


def test_a_registry_of_many_hands_is_a_folder() -> None:
    folders = {registry.name for registry in REGISTRIES if registry.folder}
    assert folders >= {"events", "missions", "publishers", "episodes", "coverage", "leads", "second_codings"}


@pytest.mark.parametrize(
    ("id_", "file"),
    [("nato-russia-2021", "2021.yaml"), ("gru-2018-and-2019", "2018.yaml"), ("cold-peace", "undated.yaml")],
)
def test_an_episode_stands_in_the_file_of_its_first_year(id_: str, file: str) -> None:
    place = REGISTRY_OF[Episode].file
    assert place
    assert place(Episode(id=id_, title="Title", summary="Summary")) == file


@pytest.mark.parametrize("name", TABLES)
def test_a_published_table_has_a_key_that_cannot_be_null(name: str) -> None:
    row = TABLES[name]
    assert row.primary_key
    assert len(set(row.primary_key)) == len(row.primary_key)
    assert all(row.model_fields[column].is_required() for column in row.primary_key)
    assert all(len(TABLES[target].primary_key) == 1 for target in row.references.values())
    assert row.meaning
