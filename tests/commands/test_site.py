"""``site`` and ``browse``: written once for the same tables, opened from where it is kept."""

import importlib.util
import webbrowser
from pathlib import Path

import pytest

from diplomatic_ties.commands import browse, main


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What a browser was asked to open."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    asked: list[str] = []
    monkeypatch.setattr(webbrowser, "open", asked.append)
    return asked


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where a site was written; a page stands for it."""
    folders: list[Path] = []

    def write(out: Path, report: object = None) -> int:
        out.mkdir(parents=True)
        (out / "index.html").write_text("<h1>A site</h1>")
        folders.append(out)
        return 1

    monkeypatch.setattr("diplomatic_ties.site.write.write_site", write)
    return folders


def test_browse_writes_once_and_opens(
    opened: list[str], written: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["browse"]) == 0
    assert main(["browse"]) == 0
    assert written == [browse.kept()]
    assert browse.kept().is_relative_to(tmp_path)
    assert opened == [(browse.kept() / "index.html").as_uri()] * 2
    assert capsys.readouterr().out.count("the site is written, once") == 1


def test_browse_can_tell_where_it_is_and_open_nothing(opened: list[str], written: list[Path]) -> None:
    assert main(["browse", "--no-open"]) == 0
    assert opened == []
    assert len(written) == 1


def test_another_build_of_the_tables_has_a_site_of_its_own(
    opened: list[str], written: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    main(["browse"])
    (tmp_path / "SHA256SUMS").write_text("0" * 64 + "  events.parquet\n")
    monkeypatch.setattr(browse, "DATA", tmp_path)
    main(["browse"])
    assert len(set(written)) == 2


@pytest.mark.parametrize("verb", ["site", "browse"])
@pytest.mark.parametrize("missing", ["sphinx", "jinja2"])
def test_it_says_how_to_get_it(
    verb: str, missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = importlib.util.find_spec
    found = "diplomatic_ties.commands.common.find_spec"
    monkeypatch.setattr(found, lambda name: None if name == missing else there(name))
    assert main([verb]) == 1
    told = capsys.readouterr().err
    assert f"{missing} is not installed; pip install 'diplomatic-ties[site]'" in told


def test_site_says_what_it_wrote(written: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["site", "--out", str(tmp_path / "site")]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'site'}: 1 pages; open {tmp_path / 'site' / 'index.html'}\n"
