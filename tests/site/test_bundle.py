"""The script of the site is what its sources and lock file give."""

import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
STATIC = CHECKOUT / "src" / "diplomatic_ties" / "site" / "static"
MADE = ("site.js", "world.js", "LICENCES.txt")


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with what they need installed."""
    if not shutil.which("npm"):
        pytest.skip("npm is not installed")
    copy = tmp_path_factory.mktemp("web") / "web"
    shutil.copytree(CHECKOUT / "web", copy, ignore=shutil.ignore_patterns("node_modules", "screenshots"))
    installed = subprocess.run(["npm", "ci", "--no-audit"], cwd=copy, capture_output=True, text=True, check=False)
    if installed.returncode:
        pytest.skip(f"npm cannot install what the script needs: {installed.stderr[-200:]}")
    return copy


def test_it_is_of_the_right_types(web: Path) -> None:
    checked = subprocess.run(["npm", "run", "check"], cwd=web, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_it_is_built_from_its_sources(web: Path, tmp_path: Path) -> None:
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=web, check=True, capture_output=True)
    stale = [name for name in MADE if (tmp_path / name).read_bytes() != (STATIC / name).read_bytes()]
    assert stale == [], "run `npm ci && npm run build` in web/"
