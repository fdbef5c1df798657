"""LibreOffice imports every CSV: what then stands in the cells of the sheet is compared, type by type."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from diplomatic_ties.model.tables import TABLES
from tests.interop.conftest import Same
from tests.interop.neutral import Value, converted, lists_split, types_of

# What the import dialogue asks: comma, quote, UTF-8, from line 1; the columns; US English, quoted cells as they are,
# special numbers (which are true and false) recognised.
FILTER = "CSV:44,34,76,1,{columns},1033,false,true"
TEXT, STANDARD, YEAR_MONTH_DAY = 2, 1, 5
FORMATS = {"string": TEXT, "list": TEXT, "date": YEAR_MONTH_DAY}
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"


@pytest.fixture(scope="module")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that converts without a window, with a profile of its own."""
    command = shutil.which("soffice") or shutil.which("libreoffice")
    if not command:
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-calc-nogui)")
    profile = tmp_path_factory.mktemp("profile").as_uri()
    return [command, "--headless", f"-env:UserInstallation={profile}"]


def cell(element: ElementTree.Element) -> Value | dict[str, str]:
    """What a cell holds: a day as an object, so that text in its place does not pass for one."""
    match element.get(f"{OFFICE}value-type"):
        case "float":
            return float(element.get(f"{OFFICE}value", "nan"))
        case "boolean":
            return element.get(f"{OFFICE}boolean-value") == "true"
        case "date":
            return {"day": element.get(f"{OFFICE}date-value", "")}
        case "string":
            return "\n".join("".join(paragraph.itertext()) for paragraph in element.iter(PARAGRAPH))
    return None


def sheet(path: Path) -> Iterator[list[Value | dict[str, str]]]:
    """Yield the rows of a flat OpenDocument sheet, each as long as it is filled."""
    for row in ElementTree.parse(path).iter(f"{TABLE}table-row"):
        cells: list[Value | dict[str, str]] = []
        for element in row.iter(f"{TABLE}table-cell"):
            cells += [cell(element)] * int(element.get(f"{TABLE}number-columns-repeated", "1"))
        # Rows that are alike are written once.
        for _ in range(int(row.get(f"{TABLE}number-rows-repeated", "1")) if any(c is not None for c in cells) else 0):
            yield cells


def whole(number: Value) -> Value:
    """A sheet has but one kind of number; one that is not whole is left to differ."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


@pytest.mark.parametrize("name", TABLES)
def test_csv(soffice: list[str], built: Path, tmp_path: Path, name: str, same: Same) -> None:
    types = types_of(name)
    columns = "/".join(f"{place}/{FORMATS.get(type_, STANDARD)}" for place, type_ in enumerate(types.values(), 1))
    how = [f"--infilter={FILTER.format(columns=columns)}", "--convert-to", "fods", "--outdir", str(tmp_path)]
    subprocess.run([*soffice, *how, built / "csv" / f"{name}.csv"], check=True, capture_output=True)
    header, *lines = sheet(tmp_path / f"{name}.fods")
    assert header[: len(types)] == list(types)
    rows = [dict(zip(types, [*line, *[None] * len(types)][: len(types)], strict=True)) for line in lines]
    found = converted(name, lists_split(name, rows), {"date": lambda day: day["day"], "integer": whole})
    # It writes 15 digits.
    same("LibreOffice, CSV", name, found, digits=15)
