from pathlib import Path

import pytest
import yaml

from diplomatic_ties.errors import BuildError
from diplomatic_ties.publish.citation import citation
from tests.conftest import CHECKOUT

TEXT = (CHECKOUT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_facts_are_those_that_stand_there() -> None:
    facts, written = citation(CHECKOUT), yaml.safe_load(TEXT)
    for name in ("title", "abstract", "authors", "version", "keywords"):
        assert facts[name] == written[name]


@pytest.mark.parametrize("text", [None, "title: [Ties\n", f"{TEXT}title: Other\n"], ids=["missing", "open", "twice"])
def test_a_citation_that_cannot_be_read_is_told(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"CITATION\.cff"):
        citation(tmp_path)
