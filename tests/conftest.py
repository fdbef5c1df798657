"""What tests share: the checkout, its records and tables, and a small copy that a test may break."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pytest

from diplomatic_ties import loader
from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.check.references import names_in
from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.curation.read import Fault
from diplomatic_ties.model.fields import Written
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import (
    REGISTRIES,
    REGISTRY_OF,
    Correction,
    SecondCoding,
    SecondSearch,
    Total,
    Withdrawn,
)
from diplomatic_ties.publish.package import Package, build, compile_package, write_data

CHECKOUT = Path(__file__).parents[1]
# So many files of a registry that nothing names.
UNNAMED = 3
# They name records that the small copy does not have.
LEFT_OUT = {REGISTRY_OF[model].name for model in (Event, SecondCoding, SecondSearch, Correction, Withdrawn)}


@pytest.fixture(scope="session")
def checked() -> tuple[Dataset, list[Fault]]:
    """The dataset as it stands, and its faults."""
    return validate(CHECKOUT / "dataset")


@pytest.fixture(scope="session")
def dataset(checked: tuple[Dataset, list[Fault]]) -> Dataset:
    """The dataset as it stands."""
    return checked[0]


@pytest.fixture(scope="session")
def events(dataset: Dataset) -> list[Event]:
    """The records as they stand."""
    return dataset.all(Event)


@pytest.fixture(scope="session")
def package(dataset: Dataset) -> Package:
    """What would be published now."""
    return compile_package(dataset, CHECKOUT)


@pytest.fixture(scope="session")
def tables(package: Package) -> Mapping[str, pa.Table]:
    """The tables that would be published now."""
    return package.tables


@pytest.fixture(scope="session")
def built(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a build of the records as they stand writes; to be read, not changed."""
    out = tmp_path_factory.mktemp("built") / "build"
    build(package, out)
    return out


@pytest.fixture(scope="session")
def data(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the installed package would carry of the records as they stand; to be read, not changed."""
    folder = tmp_path_factory.mktemp("data") / "data"
    write_data(package, folder)
    return folder


@pytest.fixture(scope="session")
def rscript() -> str:
    """R's command, where R is installed with what ``r/diplomatic_ties.R`` needs."""
    command = shutil.which("Rscript")
    if not command:
        pytest.skip("R is not installed (Debian: r-base-core r-cran-jsonlite r-cran-readr r-cran-rsqlite)")
    if subprocess.run([command, "-e", "jsonlite::toJSON(1)"], capture_output=True, check=False).returncode:
        pytest.skip("the R package jsonlite is not installed (Debian: r-cran-jsonlite)")
    return command


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Let the loader serve the data of a folder."""
    return lambda folder: monkeypatch.setattr(loader, "DATA", folder)


@pytest.fixture
def served(data: Path, serve: Callable[[Path], None]) -> None:
    """Let the loader serve the records as they stand, whatever was installed last."""
    serve(data)


def small_copy(dataset: Dataset, root: Path) -> Path:
    """Copy the records of October 2021 and what they build on to ``root``, with the registries that they name.

    Of a registry in many files those come along in which something stands that is named, and the first ones of
    what nothing names.
    """
    records = {event.value.id: event for event in dataset.marked(Event)}
    wanted = [id_ for id_, event in records.items() if event.value.episode == "nato-russia-2021"]
    for id_ in wanted:
        wanted += [link.to for link in records[id_].value.links if link.to not in wanted]
    kept: set[Path] = {records[id_].document.path for id_ in wanted}
    named = {
        id_ for entry in [*(records[id_] for id_ in wanted), *dataset.marked(Total)] for id_ in _named(entry.value)
    }
    for registry in REGISTRIES:
        folder = root / registry.place if registry.folder else root
        folder.mkdir(parents=True, exist_ok=True)
        if registry.name in LEFT_OUT and not registry.folder:
            (root / registry.place).write_text("[]\n", encoding="utf-8")
        elif registry.name not in LEFT_OUT:
            entries = dataset.marked(registry.model)
            paths = sorted({entry.document.path for entry in entries})
            holding = {entry.document.path for entry in entries if entry.value.id in named}
            kept |= holding or set(paths[:UNNAMED])
    for path in kept:
        target = root / path.relative_to(CHECKOUT / "dataset")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    shutil.copy(CHECKOUT / "CITATION.cff", root.parent)
    return root


def _named(entry: Written) -> set[str]:
    return {id_ for _, _, id_ in names_in(entry)}


@pytest.fixture
def small(tmp_path: Path, dataset: Dataset) -> Path:
    """The dataset of a checkout, small, that a test may break."""
    return small_copy(dataset, tmp_path / "checkout" / "dataset")


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
