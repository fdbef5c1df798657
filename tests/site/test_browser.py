"""The site in a real browser: what a visitor does first, by pointer, keyboard and address."""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import diplomatic_ties as ties
from diplomatic_ties.site.chronicle import stories
from diplomatic_ties.site.published import Published

SHOTS = Path(__file__).parents[2] / "web" / "screenshots"
TRANSFER = 2_500_000
# Of each kind of page one, by its place.
KINDS = (
    "index.html",
    "explorer.html",
    "explorer.html#view=map",
    "completeness.html",
    "data.html",
    "chronicle/index.html",
    "chronicle/nato-russia.html",
    "countries/index.html",
    "countries/USA.html",
    "records/ttxb86.html",
    "guide/tutorial-python.html",
    "guide/codebook.html",
)


def _open(page: Any, place: str) -> None:
    page.goto(place)
    page.wait_for_selector("body.drawn")


def _seen(page: Any, place: str) -> None:
    """Open a page and wait for its pictures, if it has any."""
    page.goto(place)
    if page.locator("script[src*='site.js']").count():
        page.wait_for_selector("body.drawn")


def _status(page: Any) -> str:
    return str(page.inner_text("[role=status]"))


def test_the_first_page_leads_to_the_waves_and_to_a_record_in_two_clicks(page: Any, address: str) -> None:
    _open(page, address)
    page.click("text=Poisoning in Salisbury")
    page.wait_for_selector("body.drawn")
    page.click(".when >> nth=0")
    assert "/records/" in page.url
    assert page.inner_text("h2 >> nth=0") == "Value by value: who says so, who differs"


def test_filters_and_address_tell_the_same(page: Any, address: str) -> None:
    events = ties.load("events").to_pylist()
    _open(page, f"{address}explorer.html")
    assert _status(page) == f"{len(events):,} measures of {len(events):,}"
    page.select_option("#actor", "NOR")
    page.select_option("#measure", "expulsion")
    page.fill("#from", "2022")
    page.wait_for_url("**#actor=NOR&measure=expulsion&from=2022")
    wanted = [
        row
        for row in events
        if "NOR" in (row["initiator"], row["counterpart"])
        and row["measure"] == "expulsion"
        and str(row["announced"]) >= "2022"
    ]
    assert _status(page).startswith(f"{len(wanted)} measure")
    assert page.locator(".results tbody tr").count() == len(wanted)
    page.reload()
    page.wait_for_selector("body.drawn")
    assert page.input_value("#actor") == "NOR"
    assert page.input_value("#from") == "2022"
    assert _status(page).startswith(f"{len(wanted)} measure")
    page.click("button:text-is('Clear')")
    page.wait_for_function(
        "document.querySelector('[role=status]').textContent.startsWith('" + f"{len(events):,}" + "')"
    )


def test_search_finds_a_record_by_its_words_and_by_its_id(page: Any, address: str) -> None:
    _open(page, address)
    page.fill("#q", "ttxb86")
    page.press("#q", "Enter")
    page.wait_for_selector(".results tbody tr")
    assert _status(page).startswith("1 measure of")
    page.click(".results a")
    assert page.url.endswith("records/ttxb86.html")


def test_the_search_that_is_proposed_finds_something(page: Any, address: str) -> None:
    _open(page, address)
    proposed = page.get_attribute("#q", "placeholder")
    page.fill("#q", proposed)
    page.press("#q", "Enter")
    page.wait_for_selector(".results tbody tr")
    assert "Denmark" in page.inner_text(".results tbody tr >> nth=0")


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("Vrbetice", "Czechia"),
        ("vrbětice", "Czechia"),
        ("UK expelled 2018", "United Kingdom"),
        ("Salisbury Germany", "Germany"),
        ("October 2021 NATO", "NATO"),
    ],
)
def test_search_knows_what_people_remember(page: Any, address: str, asked: str, wanted: str) -> None:
    _open(page, f"{address}explorer.html#q={asked}")
    rows = page.locator(".results tbody tr")
    assert rows.count() > 0
    assert any(wanted in text or wanted == "NATO" for text in rows.all_inner_texts())


def test_a_word_that_nothing_has_is_left_out_and_told(page: Any, address: str) -> None:
    _open(page, f"{address}explorer.html#q=qqqq Denmark 2022")
    assert "“qqqq” stands in no measure and is left out" in _status(page)
    assert not _status(page).startswith("0 ")


def test_what_is_not_known_is_told(page: Any, address: str) -> None:
    _open(page, f"{address}explorer.html#actor=NOPE&from=2022-4")
    assert "nothing is known as actor “NOPE”" in _status(page)
    assert page.is_disabled("[data-download=csv]")
    page.fill("#from", "2022-4")
    assert not page.evaluate("document.querySelector('#from').checkValidity()")


def test_the_selection_can_be_sorted(page: Any, address: str) -> None:
    _open(page, f"{address}explorer.html#trigger=salisbury-poisoning-2018&measure=expulsion")
    page.click(".results th >> text=People")
    people = [int(text) for text in page.locator(".results td.number").all_inner_texts()[:10]]
    assert people == sorted(people, reverse=True)
    assert people[0] == 60
    assert page.locator(".results th >> nth=3").get_attribute("aria-sort") == "descending"
    page.click(".results th >> text=People")
    people = [int(text or -1) for text in page.locator(".results td.number").all_inner_texts()[:10]]
    assert people == sorted(people)


def test_a_step_back_undoes_a_filter(page: Any, address: str) -> None:
    _open(page, f"{address}explorer.html")
    whole = _status(page)
    page.select_option("#actor", "NOR")
    page.wait_for_url("**#actor=NOR")
    page.go_back()
    page.wait_for_function(f"document.querySelector('[role=status]').textContent === '{whole}'")
    assert page.input_value("#actor") == ""


@pytest.mark.parametrize("trigger", ["salisbury-poisoning-2018", "vrbetice-attribution-2021"])
def test_a_wave_is_the_same_in_the_explorer_and_in_its_story(
    page: Any, address: str, tables: Published, trigger: str
) -> None:
    story = next(story for story in stories(tables) if story.slug == trigger)
    _open(page, f"{address}explorer.html#trigger={trigger}")
    assert _status(page).startswith(f"{len(story.events)} measures of")


@pytest.mark.parametrize("view", ["timeline", "matrix", "chain", "posts", "ceilings", "map"])
def test_each_view_draws_and_is_told_in_words(page: Any, address: str, view: str) -> None:
    _open(page, f"{address}explorer.html#actor=CZE")
    page.click(f"[data-view={view}]")
    page.wait_for_selector(f"[data-view={view}][aria-pressed=true]")
    page.wait_for_selector("figure svg >> nth=0")
    told = page.inner_text("figure .told")
    assert any(letter.isdigit() for letter in told), told
    marks = page.locator("figure svg >> css=rect, circle, path[d]").count()
    assert marks > 1


def test_the_timeline_opens_a_record(page: Any, address: str) -> None:
    _open(page, f"{address}explorer.html#q=ttxb86")
    page.locator("figure svg a").first.click()
    page.wait_for_url("**/records/ttxb86.html")


def test_a_cell_of_the_matrix_shows_its_measures(page: Any, address: str) -> None:
    _open(page, f"{address}explorer.html#from=2022&view=matrix")
    number = int(page.locator("figure svg g[aria-label=text] text").first.text_content() or 0)
    page.locator("figure svg g[aria-label=cell] a").first.click()
    page.wait_for_selector("[data-view=timeline][aria-pressed=true]")
    assert page.input_value("#from") == "2022"
    assert page.input_value("#group")
    assert int(_status(page).split()[0]) == number > 0


def test_columns_of_a_matrix_without_a_middle_have_room(page: Any, address: str) -> None:
    # Of these years half the measures are of the Soviet Union, half of Russia.
    _open(page, f"{address}explorer.html#from=1989&to=1994&view=matrix")
    assert "columns with most" in page.inner_text("figure .told")
    cells = page.locator("figure svg g[aria-label=cell] rect")
    assert cells.count() > 1
    assert min(cells.nth(n).bounding_box()["width"] for n in range(cells.count())) > 15


@pytest.mark.parametrize("view", ["posts", "ceilings"])
def test_a_state_opens_the_record_that_began_it(page: Any, address: str, view: str) -> None:
    _open(page, f"{address}explorer.html#actor=NATO&other=RUS&view={view}")
    began = {row["began_by"] for row in ties.load("mission_status").to_pylist()}
    began |= {row["event_id"] for row in ties.load("staff_ceilings").to_pylist()}
    page.locator("figure svg a").first.click()
    page.wait_for_url("**/records/*.html")
    assert page.url.split("/")[-1].removesuffix(".html") in began


def test_posts_of_nato_and_russia_stand_as_the_table_has_them(page: Any, address: str) -> None:
    posts = {row["mission_id"]: row for row in ties.load("missions").to_pylist()}
    last = {row["mission_id"]: row["status"] for row in ties.load("mission_status").to_pylist()}
    mine = [id_ for id_ in last if {posts[id_]["sender"], posts[id_]["host"]} == {"NATO", "RUS"}]
    states = Counter(last[id_] for id_ in mine)
    _open(page, f"{address}explorer.html#actor=NATO&other=RUS&view=posts")
    wanted = ", ".join(f"{states[state]} {state}" for state in ("open", "suspended", "closed"))
    assert wanted in page.inner_text("figure .told")


def test_the_selection_can_be_taken_away(page: Any, address: str, tmp_path: Path) -> None:
    _open(page, f"{address}explorer.html#actor=NATO&group=staff")
    wanted = {
        row["event_id"]: row
        for row in ties.load("events").to_pylist()
        if "NATO" in (row["initiator"], row["counterpart"]) and row["measure_group"] == "staff"
    }
    taken = {}
    for format_ in ("csv", "parquet", "json"):
        with page.expect_download() as download:
            page.click(f"[data-download={format_}]")
        taken[format_] = tmp_path / f"selection.{format_}"
        download.value.save_as(taken[format_])
    lines = taken["csv"].read_text(encoding="utf-8").split("\n")
    assert lines[0] == f"# {ties.cite('apa')}"
    assert lines[1] == "# Selection: actor=NATO&group=staff"
    import pandas

    frame = pandas.read_csv(taken["csv"], skiprows=2)
    assert set(frame["event_id"]) == wanted.keys()
    table = pq.read_table(taken["parquet"])
    assert table.schema.metadata[b"query"] == b"actor=NATO&group=staff"
    assert table.schema.metadata[b"citation"].decode() == ties.cite("apa")
    for row in table.to_pylist():
        for name, value in wanted[row["event_id"]].items():
            told = ";".join(value) if isinstance(value, list) else value
            assert row[name] == told, name
    content = json.loads(taken["json"].read_text(encoding="utf-8"))
    assert content["citation"] == ties.cite("apa")
    assert {row["event_id"]: row["announced"] for row in content["measures"]} == {
        id_: str(row["announced"]) for id_, row in wanted.items()
    }


def test_it_opens_from_disk_without_any_network(page: Any, site: Path) -> None:
    page.context.set_offline(True)
    _open(page, (site / "explorer.html").as_uri() + "#actor=NATO&other=RUS")
    number = _status(page)
    assert number.split()[0].isdigit()
    assert not number.startswith("0 ")
    page.reload()
    page.wait_for_selector("body.drawn")
    assert _status(page) == number
    page.click("[data-view=map]")
    page.wait_for_selector("figure svg path")
    _open(page, (site / "index.html").as_uri())
    page.click(".chips a >> nth=0")
    page.wait_for_selector("body.drawn")
    assert page.inner_text("h1") == "NATO and Russia"


def test_the_explorer_can_be_worked_by_keyboard(page: Any, address: str) -> None:
    _open(page, f"{address}explorer.html#q=ttxb86")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("document.activeElement.id || document.activeElement.textContent.trim().slice(0, 20)")
        )
        if page.evaluate("document.activeElement.matches('.results a')"):
            break
    assert [name for name in seen if name in ("q", "actor", "other")] == ["q", "actor", "other"]
    assert "Map" in seen
    assert "CSV" in seen
    assert "Announced ↓" in seen
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/ttxb86.html")


@pytest.mark.parametrize("place", KINDS)
def test_nothing_runs_off_a_narrow_screen(page: Any, address: str, place: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    _seen(page, address + place)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", KINDS)
def test_no_serious_fault_for_those_who_cannot_see_or_point(page: Any, address: str, place: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    _seen(page, address + place)
    found = Axe().run(page).response["violations"]
    serious = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    assert [(fault["id"], fault["nodes"][0]["html"][:150]) for fault in serious] == []


def test_the_first_view_is_small(page: Any, address: str) -> None:
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
    _open(page, address)
    assert 0 < sum(sizes) < TRANSFER


def test_a_record_can_be_printed(page: Any, address: str) -> None:
    page.goto(f"{address}records/ttxb86.html")
    page.emulate_media(media="print")
    assert not page.is_visible("header")
    assert page.is_visible("text=Cite this record")


def test_pages_can_be_read_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}chronicle/nato-russia.html")
    assert page.locator("p.measure").count() > 50
    context.close()


@pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="SCREENSHOTS=1 takes those of README anew")
@pytest.mark.parametrize(("name", "place"), [("first", ""), ("matrix", "explorer.html#view=matrix")])
def test_screenshots(page: Any, address: str, name: str, place: str) -> None:
    _open(page, address + place)
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")
