"""What tests share: the checkout, its records, and a small copy of them that a test may break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from diplomatic_ties.publish.derive import tables as derive_tables

import diplomatic_ties as dt
from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.read import Dataset, Fault
from diplomatic_ties.model.record import Event
from diplomatic_ties.publish.history import read_history

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def checked() -> tuple[Dataset, list[Fault]]:
    return validate(CHECKOUT / "dataset")


@pytest.fixture(scope="session")
def dataset(checked: tuple[Dataset, list[Fault]]) -> Dataset:
    return checked[0]


@pytest.fixture(scope="session")
def events(dataset: Dataset) -> list[Event]:
    return [event.value for event in dataset.events]


@pytest.fixture(scope="session")
def tables(dataset: Dataset) -> dict[str, pa.Table]:
    return derive_tables(dataset, dt.__version__, read_history(CHECKOUT / "releases"))


@pytest.fixture
def small(tmp_path: Path, dataset: Dataset) -> Path:
    """A checkout with all registries and the records of October 2021 and what they build on."""
    root = tmp_path / "checkout" / "dataset"
    (root / "second_codings").mkdir(parents=True)
    for registry in (CHECKOUT / "dataset").glob("*.yaml"):
        shutil.copy(registry, root)
    for name in ("corrections", "withdrawn"):  # they name records that are not copied
        (root / f"{name}.yaml").write_text("[]\n", encoding="utf-8")
    shutil.copy(CHECKOUT / "CITATION.cff", root.parent)
    by_id = {event.value.id: event for event in dataset.events}
    wanted = [e.value.id for e in dataset.events if e.value.episode == "nato-russia-2021"]
    for id_ in wanted:
        wanted += [link.to for link in by_id[id_].value.links if link.to not in wanted]
        target = root / "events" / by_id[id_].value.file_name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(by_id[id_].document.path, target)
    return root


@pytest.fixture
def ceiling_record(small: Path) -> Path:
    """NATO's cut of the ceiling from 20 to 10, of 6 October 2021."""
    (path,) = small.glob("events/2021/2021-10-06-nato-rus-staff_ceiling.*.yaml")
    return path


@pytest.fixture
def expulsion_record(small: Path) -> Path:
    """NATO's withdrawal of eight accreditations, of 6 October 2021."""
    (path,) = small.glob("events/2021/2021-10-06-nato-rus-expulsion.*.yaml")
    return path


@pytest.fixture
def edit() -> Callable[[Path, str, str], None]:
    """Replace text that must be there in a file."""

    def replace(path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
