import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.dataset import Dataset, files, read_dataset
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import REGISTRIES, REGISTRY_OF, Actor, Publisher


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda registry: str(registry.name))
def test_every_registry_is_read_from_its_place(small: Path, registry: object) -> None:
    (found,) = [other for other in REGISTRIES if other is registry]
    dataset, faults = read_dataset(small)
    assert faults == []
    paths = {entry.document.path for entry in dataset.marked(found.model)}
    assert paths <= set(files(small, found))
    assert all(path.is_relative_to(small / found.place) for path in paths)


@pytest.mark.parametrize("name", ["missions", "triggers"])
def test_a_registry_that_is_missing_is_told(small: Path, name: str) -> None:
    (registry,) = [registry for registry in REGISTRIES if registry.name == name]
    if registry.folder:
        shutil.rmtree(small / registry.place)
    else:
        (small / registry.place).unlink()
    _, (fault,) = read_dataset(small)
    assert fault.problem == f"the registry {name} is missing"
    assert ("folder" in fault.cure) == registry.folder


def test_what_no_registry_has_is_told(small: Path) -> None:
    (small / "mission.yaml").write_text("[]\n", encoding="utf-8")
    (small / "ACTORS.md").write_text("For people.\n", encoding="utf-8")
    _, (fault,) = read_dataset(small)
    assert (fault.path.name, fault.problem) == ("mission.yaml", "no registry has this name")


def test_what_cannot_be_read_is_left_out_and_told(small: Path, expulsion_record: Path) -> None:
    expulsion_record.write_text("a: [\n", encoding="utf-8")
    dataset, faults = read_dataset(small)
    assert {fault.path for fault in faults} == {expulsion_record}
    assert expulsion_record not in {entry.document.path for entry in dataset.marked(Event)}
    assert dataset.all(Event)


@pytest.mark.parametrize("name", ["events", "publishers", "actors"])
def test_a_registry_that_is_missing_is_told_once_whatever_names_it(small: Path, name: str) -> None:
    (registry,) = [registry for registry in REGISTRIES if registry.name == name]
    place = small / registry.place
    place.rename(small.parent / "elsewhere")
    _, faults = validate(small)
    assert [(fault.path, fault.problem) for fault in faults] == [(place, f"the registry {name} is missing")]


def test_a_dataset_with_no_record_is_none(tmp_path: Path) -> None:
    for registry in REGISTRIES:
        if registry.folder:
            (tmp_path / registry.place).mkdir()
        else:
            (tmp_path / registry.place).write_text("[]\n", encoding="utf-8")
    _, (fault,) = validate(tmp_path)
    assert (fault.path, fault.problem) == (tmp_path / "events", "there is no record")


def link(place: Path, target: Path) -> Path:
    place.symlink_to(target)
    return place


def pipe(place: Path) -> Path:
    os.mkfifo(place)
    return place


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        pytest.param(lambda root, out: link(root / "events/2021/a.yaml", out / "a.yaml"), "a link", id="a record"),
        pytest.param(lambda root, out: link(root / "events/2020", out / "2020"), "a link", id="a year of records"),
        pytest.param(lambda root, out: link(root / "events/2021/b.yaml", out / "nowhere"), "a link", id="to nothing"),
        pytest.param(lambda root, out: link(root / "leads/zz.yaml", out / "a.yaml"), "a link", id="a file of leads"),
        pytest.param(lambda root, out: pipe(root / "events/2021/c.yaml"), "no file", id="a pipe"),
        pytest.param(lambda root, out: pipe(root / "leads/zz.yaml"), "no file", id="a pipe of leads"),
    ],
)
def test_nothing_is_followed_out_of_the_dataset(
    small: Path, expulsion_record: Path, tmp_path: Path, make: Callable[[Path, Path], Path], problem: str
) -> None:
    (tmp_path / "2020").mkdir()
    shutil.copy(expulsion_record, tmp_path / "a.yaml")
    shutil.copy(expulsion_record, tmp_path / "2020/a.yaml")
    place = make(small, tmp_path)
    dataset, faults = validate(small)
    assert [(fault.path, problem in fault.problem) for fault in faults] == [(place, True)]
    assert len(dataset.all(Event)) == len(dataset.by_id(Event))


def test_a_registry_in_one_file_is_no_link(small: Path, tmp_path: Path) -> None:
    (small / "triggers.yaml").rename(tmp_path / "triggers.yaml")
    (small / "triggers.yaml").symlink_to(tmp_path / "triggers.yaml")
    faults = validate(small)[1]
    assert {fault.problem for fault in faults if fault.path.name == "triggers.yaml"} == {
        "this is a link, and none is followed"
    }


def test_entries_are_found_by_their_ids(dataset: Dataset) -> None:
    actors = dataset.by_id(Actor)
    assert actors["RUS"].name == "Russia"
    assert list(actors.values()) == dataset.all(Actor)


def test_what_was_put_is_found_anew(small: Path) -> None:
    dataset, _ = read_dataset(small)
    assert "RUS" in dataset.by_id(Actor)
    assert dataset.publisher_of("https://www.nato.int/") == "nato"
    dataset.put(Actor, [entry for entry in dataset.marked(Actor) if entry.value.id != "RUS"])
    dataset.put(Publisher, [])
    assert "RUS" not in dataset.by_id(Actor)
    assert dataset.publisher_of("https://www.nato.int/") is None


def test_every_page_that_has_a_known_domain_has_its_publisher(dataset: Dataset) -> None:
    """The domains of publishers are their own: pages below them lead to them, or to one named in their place."""
    hosts = {domain: publisher.id for publisher in dataset.all(Publisher) for domain in publisher.domains}
    for domain, publisher in hosts.items():
        assert dataset.publisher_of(f"https://{domain}/page") == publisher
        assert dataset.publisher_of(f"https://sub.sub.{domain}.:8080/") == publisher
    assert dataset.publisher_of("https://no-such-domain.example/") is None
    assert dataset.publisher_of("not a url") is None


def test_the_table_of_registries_tells_the_place_of_each() -> None:
    assert REGISTRY_OF[Event].place == "events/"
    assert REGISTRY_OF[Actor].place == "actors.yaml"
