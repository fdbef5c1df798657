import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.model.url import checked_url, page_key

WORD = st.text("abcdefghij0123456789-", min_size=1, max_size=8).filter(lambda word: word.strip("-") == word)
PAGES = st.builds("https://{}.example/{}/{}".format, WORD, WORD, WORD)


@given(PAGES, st.sampled_from(["?utm_source=x", "#top", "/", "?fbclid=1&utm_medium=rss", "?"]))
def test_all_addresses_of_a_page_have_one_key(url: str, more: str) -> None:
    assert page_key(checked_url(url)) == page_key(checked_url(url + more))
    assert page_key(url) == page_key(url.replace("https://", "http://www."))


@given(PAGES, PAGES)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    assert (page_key(one) == page_key(other)) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/p?id=1", "https://a.example/p?id=2"),
        ("https://a.example/P", "https://a.example/p"),
        ("https://a.example:8080/p", "https://a.example/p"),
        ("https://m.a.example/p", "https://a.example/p"),
    ],
)
def test_what_may_be_two_pages_has_two_keys(one: str, other: str) -> None:
    assert page_key(one) != page_key(other)


def test_an_address_may_be_percent_encoded_or_not() -> None:
    assert page_key("https://a.example/%D1%81%d0%BB") == page_key("https://a.example/\u0441\u043b")


@given(st.text(max_size=40))
def test_no_address_ends_in_another_error(text: str) -> None:
    for url in (text, f"https://{text}", f"https://a.example/{text}"):
        problem = "none; it passes"
        try:
            page_key(checked_url(url))
        except ValueError as error:
            problem = str(error)
        assert "; " in problem
