"""The site as files: a page for each thing, links that lead somewhere, nothing from outside, the same bytes."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import diplomatic_ties as ties
from diplomatic_ties.errors import BuildError
from diplomatic_ties.loader import DATA
from diplomatic_ties.publish.package import Package, build
from diplomatic_ties.site.published import Published
from diplomatic_ties.site.write import write_site
from diplomatic_ties.sums import mismatches, read_sums

LOADING = {"script": "src", "link": "href", "img": "src", "source": "src", "iframe": "src"}


class _Links(HTMLParser):
    """The places that a page leads to, and those that it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.led: list[str] = []
        self.loaded: list[str] = []
        self.titles = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.titles += tag == "h1"
        if tag == "a" and given.get("href"):
            self.led.append(str(given["href"]))
        place = given.get(LOADING.get(tag, ""))
        if place and given.get("rel") not in ("index", "search", "next", "prev", "canonical"):
            self.loaded.append(place)


def _pages(site: Path) -> Iterator[tuple[Path, _Links]]:
    for file in sorted(site.rglob("*.html")):
        links = _Links()
        links.feed(file.read_text(encoding="utf-8"))
        yield file, links


def test_each_thing_has_its_page(site: Path, tables: Published) -> None:
    wanted = {f"records/{id_}.html" for id_ in tables.by_id}
    wanted |= {f"countries/{id_}.html" for id_ in tables.by_actor}
    wanted |= {f"chronicle/{id_}.html" for id_ in tables.by_episode}
    first = ("nato-russia", "salisbury-poisoning-2018", "vrbetice-attribution-2021", "ukraine-invasion-2022")
    wanted |= {f"chronicle/{slug}.html" for slug in first}
    wanted |= {"index.html", "explorer.html", "completeness.html", "data.html", "guide/codebook.html", "guide/api.html"}
    there = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    assert wanted - there == set()


def test_links_lead_somewhere_and_nothing_is_loaded_from_outside(site: Path) -> None:
    dead, outside = [], []
    codebook = set(re.findall(r' id="([^"]+)"', (site / "guide" / "codebook.html").read_text(encoding="utf-8")))
    for file, links in _pages(site):
        defined = [urlsplit(place).fragment for place in links.led if "codebook.html#" in place]
        dead += [(file.name, name) for name in defined if name not in codebook]
        outside += [(file.name, place) for place in links.loaded if "//" in place]
        for place in links.led + links.loaded:
            path = unquote(urlsplit(place).path) if "://" not in place else ""
            if path and not (file.parent / path).exists():
                dead.append((file.relative_to(site).as_posix(), place))
    assert dead == []
    assert outside == []


def test_each_page_has_one_heading(site: Path) -> None:
    own = [(file, links.titles) for file, links in _pages(site) if "guide" not in file.parts]
    assert [file for file, titles in own if titles != 1] == []


def test_its_tables_are_those_that_are_served(site: Path) -> None:
    assert list(mismatches(site)) == []
    assert read_sums(site / "data") == read_sums(DATA)


def test_a_record_page_tells_each_value_and_page(site: Path) -> None:
    record = ties.event("ttxb86")
    text = (site / "records" / "ttxb86.html").read_text(encoding="utf-8")
    for source in record["sources"]:
        assert source["url"].replace("&", "&amp;") in text
    assert record["summary"].replace("'", "&#39;") in text
    assert all(
        f"records/{link['to_event_id']}.html" in text for link in record["links"] if link["event_id"] == "ttxb86"
    )
    assert "from 8 to" not in text, "the numbers agree"


def test_tutorials_tell_what_their_code_prints(site: Path) -> None:
    text = (site / "guide" / "tutorial-python.html").read_text(encoding="utf-8")
    assert f"{ties.load('events', vintage='0.2.0').num_rows}\n" in text
    sides = [{row["initiator"], row["counterpart"]} for row in ties.load("events").to_pylist()]
    of_both = sum(bool(pair & {"RUS", "SUN"}) for pair in sides)
    later = {row["continues"]: row["actor_id"] for row in ties.load("actors").to_pylist() if row["continues"]}
    assert f"{later} {of_both}\n" in unescape(text)
    sql = (site / "guide" / "tutorial-sql.html").read_text(encoding="utf-8")
    assert "expulsions" in sql
    assert "│" in sql


def test_the_log_of_changes_names_each_release(site: Path) -> None:
    text = (site / "guide" / "changes.html").read_text(encoding="utf-8")
    for version, day in ties.releases().items():
        assert f"{version}, {day}" in text


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BuildError, match="holds something else"):
        write_site(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_build_is_left_alone(tmp_path: Path, package: Package) -> None:
    build(package, tmp_path / "build")
    with pytest.raises(BuildError, match="holds something else"):
        write_site(tmp_path / "build")
    assert list(mismatches(tmp_path / "build")) == []


def test_an_id_that_was_withdrawn_has_its_page(site: Path, tables: Published) -> None:
    for gone in tables.withdrawn:
        text = (site / "records" / f"{gone['event_id']}.html").read_text(encoding="utf-8")
        assert f"Record {gone['event_id']} was withdrawn" in text
        assert all(f'href="{now}.html"' in text for now in gone["now"])


@pytest.mark.slow
def test_the_same_tables_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "7"}
    elsewhere |= {"PYTHONOPTIMIZE": "2", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "diplomatic_ties", "site", "--out", str(tmp_path / "site")]
    subprocess.run(command, env={**os.environ, **elsewhere}, check=True, capture_output=True)
    assert read_sums(tmp_path / "site") == read_sums(site)
