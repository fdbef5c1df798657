"""The site as files: its pages from templates, the tables, the pictures' script, and the guide."""

import base64
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import diplomatic_ties as ties
from diplomatic_ties.dates import dated
from diplomatic_ties.loader import DATA
from diplomatic_ties.model.vocabulary import Evidence, Measure
from diplomatic_ties.publish.files import BY_TABLES, TABLES, replacing
from diplomatic_ties.site.actors import actor
from diplomatic_ties.site.chronicle import Story, centre_of, chapters, partners, stories, told
from diplomatic_ties.site.guide import write_guide
from diplomatic_ties.site.overview import completeness, overview
from diplomatic_ties.site.published import Published, Row, published
from diplomatic_ties.site.records import record
from diplomatic_ties.site.wording import count, lasting, words

HERE = Path(__file__).parent
# What the pictures are drawn from; a page that was opened from disk reads them as scripts.
DRAWN = ("events", "actors", "missions", "mission_status", "staff_ceilings", "links", "episodes", "triggers")

Report = Callable[[str], None]


def write_site(out: Path, report: Report = lambda step: None) -> int:
    """Write the site of the tables that the loader serves to ``out``, whole or not at all.

    Return how many pages it has. Raises ``BuildError`` where ``out`` holds something that is no site.
    """
    tables = published()
    with replacing(out, BY_TABLES) as fresh:
        report("write the pages")
        shutil.copytree(HERE / "static", fresh / "static")
        _write_tables(fresh)
        common = {"version": tables.version, "citation": tables.citation, "since": tables.since, "short": tables.short}
        told_at_length = stories(tables)
        _write_stories(fresh, told_at_length)
        _write_pages(_Pages(fresh, common), tables, told_at_length)
        report("write the guide")
        write_guide(fresh / "guide", tables)
        return sum(1 for _ in fresh.rglob("*.html"))


@dataclass(frozen=True)
class _Pages:
    """A folder of pages, and what every page shows."""

    folder: Path
    common: Mapping[str, Any]

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
    environment.filters |= {"words": words, "count": count, "lasting": lasting, "date": dated}
    environment.globals |= {"definitions": {str(term): term.definition for term in (*Measure, *Evidence)}}
    return environment.get_template(f"{name}.html")


def _write_pages(pages: _Pages, tables: Published, told_at_length: list[Story]) -> None:
    pages.write("index.html", "index", pictures=True, **overview(tables, told_at_length))
    pages.write("explorer.html", "explorer", pictures=True)
    pages.write("completeness.html", "completeness", **completeness(tables))
    titles = ties.tables()
    rows = [(name, title, ties.load(name).num_rows) for name, title in titles.items()]
    pages.write("data.html", "data", tables=rows, bibtex=ties.cite("bibtex"))
    for event in tables.events:
        shown = record(event, tables, told_at_length)
        pages.write(f"records/{event['event_id']}.html", "record", **shown)
    for gone in tables.withdrawn:
        pages.write(f"records/{gone['event_id']}.html", "withdrawn", gone=gone)
    _write_actors(pages, tables)
    _write_chronicle(pages, tables, told_at_length)


def _write_actors(pages: _Pages, tables: Published) -> None:
    numbers = {id_: len(rows) for id_, rows in tables.by_actor.items()}
    pages.write("countries/index.html", "countries", actors=tables.partners(), numbers=numbers)
    for row in tables.partners():
        pages.write(f"countries/{row['actor_id']}.html", "country", pictures=True, **actor(row, tables))


def _write_chronicle(pages: _Pages, tables: Published, told_at_length: list[Story]) -> None:
    for story in told_at_length:
        figures = [(f"{story.asks}{'' if story.pair else '&size=persons'}", f"{story.title}: in time")]
        figures += [(f"{story.asks}&view=posts", "Posts and channels")] if story.pair else []
        shown: dict[str, Any] = {"title": story.title, "lead": story.lead, "figures": figures}
        shown |= {"chapters": list(chapters(story.events, tables)), "partners": partners(story, tables)}
        shown |= {"centre": centre_of(story.events), "limits": tables.limits(story.events) if story.pair else []}
        pages.write(f"chronicle/{story.slug}.html", "story", pictures=True, **shown)
    by_year: dict[int, list[tuple[Row, int]]] = {}
    for id_, events in tables.by_episode.items():
        episode = tables.episodes[id_]
        by_year.setdefault(events[0]["announced"].year, []).append((episode, len(events)))
        figures = [(f"episode={id_}&view=chain", "The chain of measures and answers")] if len(events) > 1 else []
        shown = {"title": episode["title"], "lead": f"{episode['summary']} {told(events)}", "partners": []}
        shown |= {"figures": figures, "limits": tables.limits(events), "centre": centre_of(events)}
        shown |= {"chapters": list(chapters(events, tables))}
        pages.write(f"chronicle/{id_}.html", "story", pictures=True, **shown)
    years = sorted(by_year.items(), reverse=True)
    pages.write("chronicle/index.html", "chronicle", stories=told_at_length, years=years)


def _write_tables(site: Path) -> None:
    """Copy the published files; those that are drawn from also as scripts."""
    shutil.copytree(DATA, site / TABLES)
    scripts = site / "static" / "tables"
    scripts.mkdir()
    for name in DRAWN:
        text = base64.b64encode((DATA / f"{name}.parquet").read_bytes()).decode()
        script = f'(window.parquet??={{}})["{name}"]="{text}";\n'
        (scripts / f"{name}.js").write_text(script, encoding="utf-8")


def _write_stories(site: Path, told_at_length: list[Story]) -> None:
    """Which measures a trigger moved, for the filter of the explorer: the rule stands in ``chronicle.moved`` alone."""
    held = {
        story.slug: {"title": story.title, "ids": [row["event_id"] for row in story.events]} for story in told_at_length
    }
    text = json.dumps(held, ensure_ascii=False)
    (site / "static" / "tables" / "stories.js").write_text(f"window.stories={text};\n", encoding="utf-8")
