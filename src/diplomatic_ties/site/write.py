"""The site as files: its pages from templates, the tables, the pictures' script, and the guide."""

import base64
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import diplomatic_ties as ties
from diplomatic_ties.loader import DATA
from diplomatic_ties.publish.files import TABLES, replacing
from diplomatic_ties.site.actors import actor
from diplomatic_ties.site.chronicle import chapters, stories, told
from diplomatic_ties.site.guide import write_guide
from diplomatic_ties.site.overview import completeness, overview
from diplomatic_ties.site.published import Published, Row, published
from diplomatic_ties.site.records import record

HERE = Path(__file__).parent
# What the pictures are drawn from; a page that was opened from disk reads them as scripts.
DRAWN = ("events", "actors", "missions", "mission_status", "staff_ceilings", "links", "episodes", "triggers")

Report = Callable[[str], None]


def write_site(out: Path, report: Report = lambda step: None) -> int:
    """Write the site of the tables that the loader serves to ``out``, whole or not at all.

    Return how many pages it has. Raises ``BuildError`` where ``out`` holds something that is no site.
    """
    tables = published()
    with replacing(out) as fresh:
        report("write the pages")
        shutil.copytree(HERE / "static", fresh / "static")
        _write_tables(fresh)
        pages = _Pages(fresh, {"version": tables.version, "citation": tables.citation})
        _write_pages(pages, tables)
        report("write the guide")
        write_guide(fresh / "guide", tables)
        return sum(1 for _ in fresh.rglob("*.html"))


@dataclass(frozen=True)
class _Pages:
    """A folder of pages, and what every page shows."""

    folder: Path
    common: Mapping[str, str]

    def write(self, place: str, template: str, pictures: bool = False, **shown: Any) -> None:
        root = "../" * place.count("/")
        shown |= {**self.common, "here": place, "root": root, "pictures": pictures}
        text = _template(template).render(shown)
        file = self.folder / place
        file.parent.mkdir(exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8", newline="\n")


@cache
def _template(name: str) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(HERE / "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["words"] = words
    return environment.get_template(f"{name}.html")


def words(term: object) -> str:
    """A term as people read it."""
    return str(term).replace("_", " ")


def _write_pages(pages: _Pages, tables: Published) -> None:
    told_at_length = stories(tables)
    pages.write("index.html", "index", pictures=True, **overview(tables, told_at_length))
    pages.write("explorer.html", "explorer", pictures=True)
    pages.write("completeness.html", "completeness", **completeness(tables))
    titles = ties.tables()
    rows = [(name, title, ties.load(name).num_rows) for name, title in titles.items()]
    pages.write("data.html", "data", tables=rows)
    for event in tables.events:
        pages.write(f"records/{event['event_id']}.html", "record", **record(event, tables))
    _write_actors(pages, tables)
    _write_chronicle(pages, tables)


def _write_actors(pages: _Pages, tables: Published) -> None:
    numbers = {id_: len(rows) for id_, rows in tables.by_actor.items()}
    pages.write("countries/index.html", "countries", actors=tables.partners(), numbers=numbers)
    for row in tables.partners():
        limits = any(event["ceiling_after"] is not None for event in tables.by_actor[row["actor_id"]])
        shown = actor(row, tables)
        pages.write(f"countries/{row['actor_id']}.html", "country", pictures=True, limits=limits, **shown)


def _write_chronicle(pages: _Pages, tables: Published) -> None:
    found = stories(tables)
    for story in found:
        view = "posts" if story.slug == "nato-russia" else "matrix"
        figures = [(story.asks, story.title), (f"{story.asks}&view={view}", f"{story.title}: {view}")]
        if story.slug == "nato-russia":
            figures.append((f"{story.asks}&view=ceilings", "Ceilings on the mission"))
        shown = {"title": story.title, "lead": story.lead, "figures": figures}
        told_ = list(chapters(story.events, tables))
        pages.write(f"chronicle/{story.slug}.html", "story", pictures=True, chapters=told_, **shown)
    by_year: dict[int, list[tuple[Row, int]]] = {}
    for id_, events in tables.by_episode.items():
        episode = tables.episodes[id_]
        by_year.setdefault(events[0]["announced"].year, []).append((episode, len(events)))
        figures = [(f"episode={id_}&view=chain", "The chain of measures and answers")]
        shown = {"title": episode["title"], "lead": f"{episode['summary']} {told(events)}"}
        told_ = list(chapters(events, tables))
        pages.write(f"chronicle/{id_}.html", "story", pictures=True, chapters=told_, figures=figures, **shown)
    years = sorted(by_year.items(), reverse=True)
    pages.write("chronicle/index.html", "chronicle", stories=found, years=years)


def _write_tables(site: Path) -> None:
    """Copy the published files; those that are drawn from also as scripts."""
    shutil.copytree(DATA, site / TABLES)
    scripts = site / "static" / "tables"
    scripts.mkdir()
    for name in DRAWN:
        text = base64.b64encode((DATA / f"{name}.parquet").read_bytes()).decode()
        script = f'(window.parquet??={{}})["{name}"]="{text}";\n'
        (scripts / f"{name}.js").write_text(script, encoding="utf-8")
