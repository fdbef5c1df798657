"""What ``fuzz/run.py`` found, tried again; and whether what it holds readers to can fail."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatic_ties.curation import read
from diplomatic_ties.model import url
from fuzz import targets
from tests.conftest import CHECKOUT

FOUND = sorted((CHECKOUT / "tests" / "found").glob("*/*"))


@pytest.mark.parametrize("path", [pytest.param(path, id=f"{path.parent.name}: {path.name}") for path in FOUND])
def test_what_was_found_holds(path: Path) -> None:
    targets.TARGETS[path.parent.name](path.read_bytes())


def test_all_that_was_found_is_of_a_target() -> None:
    assert {path.parent.name for path in FOUND} <= targets.TARGETS.keys()


@pytest.mark.parametrize("target", targets.TARGETS)
@given(content=st.binary(max_size=60) | st.text(max_size=30).map(str.encode))
@settings(max_examples=60, deadline=None)
def test_any_bytes_hold(target: str, content: bytes) -> None:
    targets.TARGETS[target](content)


def test_a_reader_that_breaks_down_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "_CONSTANTS", None)
    with pytest.raises(TypeError):
        targets.read(b"a: b\n")


def test_a_page_with_two_keys_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = url.page_key
    monkeypatch.setattr(targets, "page_key", lambda text: keys(text) + text[-1])
    with pytest.raises(AssertionError):
        targets.url(b"https://www.example.org/page")
