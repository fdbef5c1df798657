"""Addresses of pages: read by the parser of the WHATWG URL Standard that pydantic brings, one page one key."""

import re
from functools import cache
from ipaddress import ip_address
from urllib.parse import unquote

from pydantic_core import Url, ValidationError

from diplomatic_ties.model.text import checked_text

# What editors check as one types; the parser knows more.
PATTERN = r"^https?://[^\s/@]+\.[^\s/@]+(/\S*)?$"
SCHEMES = {"http": 80, "https": 443}
# Top-level names that no site on the internet has (RFC 6761, RFC 6762, RFC 8375); `example` is for tests.
LOCAL = ("arpa", "internal", "invalid", "local", "localhost", "onion", "test")
# Never in an address as browsers send it; where it stands, it is markup or a slip.
STRANGE = re.compile(r"[\s<>\"`{}|\\^]|javascript:", re.IGNORECASE)
# What only tells how a reader came to a page.
TRACKING = re.compile(r"utm_.*|fbclid|gclid|yclid|dclid|msclkid|mc_[ce]id|igshid|_openstat|xtor", re.IGNORECASE)


def checked_url(text: str) -> str:
    """Return ``text``; ``ValueError`` with the cure where it is no address of a public page."""
    if found := STRANGE.search(text):
        raise ValueError(f"the address has {found.group()!r}; write it percent-encoded, as a browser shows it")
    checked_text(text)
    try:
        parsed = Url(text)
    except ValidationError as error:
        what = error.errors()[0]["msg"].removeprefix("Input should be a valid URL, ")
        raise ValueError(f"{text!r} is no address ({what}); write it as https://www.example.org/page") from None
    if parsed.scheme not in SCHEMES:
        raise ValueError(f"{text!r} is no address of a page; write it as https://www.example.org/page")
    site, named = _site(parsed), re.split(r"[/?#]", text.partition("://")[2], maxsplit=1)[0]
    if not _public(parsed.host or ""):
        raise ValueError(f"{named!r} is no public site; name the site that people can reach")
    if named != site:
        raise ValueError(f"the site is written as {named!r}; write {site}")
    return text


def _site(parsed: Url) -> str:
    """Host and port, the port only where it is not that of the scheme."""
    host = (parsed.host or "").rstrip(".")
    return host if parsed.port == SCHEMES[parsed.scheme] else f"{host}:{parsed.port}"


def _public(host: str) -> bool:
    """Whether a host may be a site on the internet: a name below a top-level domain, or a public number."""
    try:
        return ip_address(host.strip("[]")).is_global
    except ValueError:
        labels = host.rstrip(".").split(".")
        return len(labels) > 1 and all(labels) and labels[-1] not in LOCAL


@cache
def page_key(url: str) -> str:
    """Return what all addresses of a page share: no scheme, ``www.``, tracking, fragment or last slash, decoded."""
    parsed = Url(url)
    pairs = [pair for pair in (parsed.query or "").split("&") if pair and not _tracks(pair)]
    path = unquote(parsed.path or "").rstrip("/")
    return f"{_site(parsed).removeprefix('www.')}{path}" + (f"?{unquote('&'.join(pairs))}" if pairs else "")


def _tracks(pair: str) -> bool:
    return TRACKING.fullmatch(pair.partition("=")[0]) is not None
