import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.model.text import FORMULA, checked_text


@given(st.text(max_size=40))
def test_what_passes_is_plain(text: str) -> None:
    problem = None
    try:
        checked_text(text)
    except ValueError as error:
        problem = str(error)
    if problem is not None:
        assert "; " in problem
        return
    assert text.isprintable()
    assert unicodedata.normalize("NFC", text) == text
    assert text[:1] not in FORMULA or not text
    assert "  " not in text
    assert "<script" not in text


@given(
    st.text(st.sampled_from("abcäöéžкий (),.;:%-–„“’1234567890 "), max_size=40).map(
        lambda t: "W " + " ".join(t.split())
    )
)
def test_plain_words_pass(text: str) -> None:
    assert checked_text(text.strip()) == text.strip()


def test_what_is_wrong_is_named_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"RIGHT-TO-LEFT OVERRIDE \(U\+202E\) at character 4; take it out"):
        checked_text("abc\u202e")
