import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

import diplomatic_ties as ties
from diplomatic_ties.citing import STYLES, Cited, Style
from diplomatic_ties.publish.citation import citation
from diplomatic_ties.publish.package import Package, write_data
from tests.conftest import CHECKOUT

Serve = Callable[[Path], None]
DOI = "10.5281/zenodo.1234567"
ALL: tuple[Style, ...] = get_args(Style)


@pytest.fixture
def bearing(package: Package, serve: Serve, tmp_path: Path) -> Callable[..., None]:
    """Serve the data as if CITATION.cff said these facts."""

    def served(**facts: str) -> None:
        kept = {name: value for name, value in package.facts.items() if name != "date-released"}
        write_data(Package(kept | facts, package.history, package.tables, package.codebook), tmp_path / "data")
        serve(tmp_path / "data")

    return served


def test_every_style_has_a_writer() -> None:
    assert set(STYLES) == set(ALL)


@pytest.mark.parametrize("style", ALL)
def test_a_release_is_cited_with_its_year_version_and_doi(bearing: Callable[..., None], style: Style) -> None:
    bearing(version="9.8.7", doi=DOI, **{"date-released": "2031-02-03"})
    text = ties.cite(style)
    title = json.loads(ties.cite("csl-json"))[0]["title"]
    for part in (title, "9.8.7", "2031", DOI, "Diplomatic Ties contributors"):
        assert part in text
    assert "not released" not in text


@pytest.mark.parametrize("style", ALL)
def test_what_is_not_released_says_so_and_has_no_doi(bearing: Callable[..., None], style: Style) -> None:
    bearing(version="9.8.7.dev0", doi=DOI)
    text = ties.cite(style)
    last = list(ties.releases())[-1]
    assert "9.8.7.dev0" in text
    assert f"not released; follows version {last}" in text
    assert DOI not in text


@pytest.mark.parametrize("style", ALL)
def test_an_earlier_release_is_cited_as_it_was(bearing: Callable[..., None], style: Style) -> None:
    bearing(version="9.8.7", doi=DOI, **{"date-released": "2031-02-03"})
    text = ties.cite(style, vintage="0.1.0")
    assert "0.1.0" in text
    assert ties.releases()["0.1.0"][:4] in text
    # The DOI is that of the newest release.
    assert DOI not in text
    assert "not released" not in text
    with pytest.raises(ValueError, match=r"no release '0\.0\.1'"):
        ties.cite(style, vintage="0.0.1")


@pytest.mark.usefixtures("served")
def test_what_stands_is_cited_by_the_facts_of_the_checkout(package: Package) -> None:
    facts = citation(CHECKOUT)
    text = ties.cite()
    assert text == ties.cite("apa")
    assert facts["title"] in text
    assert str(package.facts["version"]) in text
    assert ("not released" in text) == ("date-released" not in facts)


CITED = Cited(["One Office", "Two"], "A title", "1.2.3", "2031-02-03", DOI, None)


def test_apa_is_the_seventh_edition() -> None:
    assert STYLES["apa"](CITED) == (
        f"One Office & Two (2031). A title (Version 1.2.3) [Data set]. https://doi.org/{DOI}"
    )


def test_bibtex_keeps_authors_and_capitals() -> None:
    text = STYLES["bibtex"](CITED)
    assert text.startswith("@misc{diplomatic_ties_1_2_3,\n")
    assert text.count("{") == text.count("}")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", text, re.MULTILINE))
    assert fields["author"] == "{One Office} and {Two}"
    assert fields["title"] == "{A title}"
    assert (fields["year"], fields["version"], fields["doi"]) == ("2031", "1.2.3", DOI)


def test_ris_has_a_line_a_fact() -> None:
    lines = [tuple(line.split("  - ", 1)) for line in STYLES["ris"](CITED).splitlines()]
    assert lines == [
        ("TY", "DATA"),
        ("AU", "One Office"),
        ("AU", "Two"),
        ("TI", "A title"),
        ("PY", "2031"),
        ("DA", "2031/02/03"),
        ("ET", "1.2.3"),
        ("DO", DOI),
        ("ER", ""),
    ]


def test_csl_json_is_an_item_of_a_dataset() -> None:
    (item,) = json.loads(STYLES["csl-json"](CITED))
    wanted: dict[str, Any] = {
        "id": "diplomatic-ties-1.2.3",
        "type": "dataset",
        "title": "A title",
        "author": [{"literal": "One Office"}, {"literal": "Two"}],
        "issued": {"date-parts": [[2031, 2, 3]]},
        "version": "1.2.3",
        "DOI": DOI,
    }
    assert item == wanted
