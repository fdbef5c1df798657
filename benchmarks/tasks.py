"""What is measured, each in a process of its own: ``python -m benchmarks.tasks <task> <folder>``.

A task is given the folder that ``prepare`` filled, with records, releases and a package that carries their tables, and
prints how many seconds its work took, all that it imports aside, of how much time of a processor, and the peak memory
of the process.
"""

import json
import resource
import shutil
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

import diplomatic_ties as ties
from benchmarks.resample import CHECKOUT, checkout
from diplomatic_ties import derive
from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.dataset import read_dataset
from diplomatic_ties.publish.package import build, compile_package, write_data

# How many records are looked up.
LOOKED_UP = 200
# Linux tells the peak in kibibytes, macOS in bytes.
UNIT = 1 if sys.platform == "darwin" else 1024


# Seconds by the clock, and of a processor.
Seconds = tuple[float, float]


def _timed(work: Callable[[], object]) -> Seconds:
    begin, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begin, time.process_time() - processor


def prepare(folder: Path, times: str) -> Seconds:
    """Write records so many times, releases and a package that carries their tables."""

    def work() -> None:
        checkout(folder, int(times))
        dataset, _ = read_dataset(folder / "dataset")
        package = folder / "package" / "diplomatic_ties"
        ignored = shutil.ignore_patterns("data", "__pycache__")
        shutil.copytree(CHECKOUT / "src" / "diplomatic_ties", package, ignore=ignored)
        write_data(compile_package(dataset, folder), package / "data")

    return _timed(work)


def _validate(folder: Path) -> Seconds:
    def work() -> None:
        _, faults = validate(folder / "dataset")
        if faults:
            raise SystemExit(f"the resampled records do not pass: {faults[0]}")

    return _timed(work)


def _yaml(folder: Path) -> Seconds:
    def work() -> None:
        for path in sorted((folder / "dataset").rglob("*.yaml")):
            yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

    return _timed(work)


def _derive(folder: Path) -> Seconds:
    dataset, _ = read_dataset(folder / "dataset")
    return _timed(lambda: derive.derived(derive.curated(dataset)))


def _build(folder: Path) -> Seconds:
    def work() -> None:
        build(compile_package(validate(folder / "dataset")[0], folder), folder / "build")

    return _timed(work)


def _event(folder: Path) -> Seconds:
    """One call after the first."""
    ids = [row["event_id"] for row in ties.load("events").select(["event_id"]).to_pylist()]
    ids = ids[:: len(ids) // LOOKED_UP]
    ties.event(ids[0])
    took, processor = _timed(lambda: [ties.event(id_) for id_ in ids])
    return took / len(ids), processor / len(ids)


def _panel(folder: Path) -> Seconds:
    return _timed(lambda: ties.panel(actors="states", start="1991"))


def _site(folder: Path) -> Seconds:
    from diplomatic_ties.site.write import write_site

    return _timed(lambda: write_site(folder / "site"))


def _view(folder: Path) -> Seconds:
    """The first page of the site from a plain server, to its last picture, in a browser that knows nothing of it."""
    from playwright.sync_api import sync_playwright

    handler = partial(_Silent, directory=str(folder / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 900})

        def look() -> None:
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            page.wait_for_selector("body.drawn")

        seconds = _timed(look)
        browser.close()
        server.shutdown()
    return seconds


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing."""


TASKS: dict[str, Callable[..., Seconds]] = {
    "prepare": prepare,
    "validate": _validate,
    "yaml": _yaml,
    "derive": _derive,
    "build": _build,
    "event": _event,
    "panel": _panel,
    "site": _site,
    "view": _view,
}


if __name__ == "__main__":
    name, folder, *arguments = sys.argv[1:]
    taken = TASKS[name](Path(folder), *arguments)
    print(json.dumps([*taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT]))
