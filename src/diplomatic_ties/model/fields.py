"""The kinds of value that curators write, each with its own check and the words that editors show.

A key that names an entry of a registry says so (``RefersTo``), so that one rule finds every name that leads
nowhere.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)

from diplomatic_ties.model.edtf import PartialDate, in_range
from diplomatic_ties.model.text import checked_text
from diplomatic_ties.model.url import PATTERN as URL_PATTERN
from diplomatic_ties.model.url import checked_url

# Crockford's base 32, lower case: no i, l, o and u, which are read as digits or as words.
ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 6
# Longer than any note should be, and far from what a CSV reader takes in one cell.
LONGEST = 5_000
ANY = "any"
MEMBERS = "members:"


class Written(BaseModel):
    """Anything that a curator writes by hand."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(Written):
    """Anything written by hand that others refer to by its ``id``."""

    id: str


@dataclass(frozen=True)
class RefersTo:
    """Says that a value is the id of an entry in one of these registries.

    ``id_in`` takes the id out of a value that holds more than one; null where it names no entry.
    """

    registries: tuple[str, ...]
    id_in: Callable[[str], str | None] = lambda value: value


@dataclass(frozen=True)
class Past:
    """Says that a day cannot lie ahead of the one on which it is checked."""


# ISO 639-1, as its registration authority, Infoterm, lists them.
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka "
    "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng "
    "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su "
    "sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
LANGUAGES = frozenset(_CODES.split())


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(f"{text!r} is no language; write its ISO 639-1 code, such as en, ru or uk")
    return text


def _without_semicolon(query: str) -> str:
    if ";" in query:
        raise ValueError("the query has a semicolon; write a comma")
    return query


def _unparted_url(url: str) -> str:
    if ";" in url:
        raise ValueError("the address has a semicolon, which parts a list; write %3B")
    return url


def _script(letter: str) -> str:
    """The script of a letter, which begins its name: LATIN, CYRILLIC, CJK."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _of_one_script(name: str) -> str:
    """Letters of two scripts in one word are look-alikes, such as a Cyrillic one in TASS (Unicode TS 39, 5.1)."""
    for word in name.split():
        scripts = {_script(letter) for letter in word if letter.isalpha()}
        if len(scripts) > 1 and "LATIN" in scripts:
            raise ValueError(f"{word!r} has letters of {' and '.join(sorted(scripts))}; write it in one script")
    return name


def _latin(name: str) -> str:
    for letter in name:
        if letter.isalpha() and _script(letter) not in ("LATIN", "FEMININE", "MASCULINE"):
            raise ValueError(f"{name!r} has {letter!r} ({_script(letter)}); write the name in Latin letters")
    return name


def _day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(f"{value!r} is not a day; write it as 2021-10-18")
    if isinstance(value, int):
        raise ValueError(f"{value} is not a day; write it as 2021-10-18")
    if isinstance(value, str):
        in_range(int(value[:4]))
    return value


# A first letter keeps YAML from reading an id such as 123456 or 1e5000 as a number.
EventId = Annotated[
    str,
    StringConstraints(pattern=rf"^[{ID_ALPHABET[10:]}][{ID_ALPHABET}]{{{ID_LENGTH - 1}}}$"),
    Field(examples=["k7m2x9"]),
]
ActorId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$"), Field(examples=["RUS", "NATO"])]
Key = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
    Field(examples=["rus-nato", "salisbury-poisoning-2018"]),
]
Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST, strip_whitespace=True),
    AfterValidator(checked_text),
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
    Field(examples=["2021-10-18"]),
]
# A day on which something was done or was so already: it cannot lie ahead.
PastDay = Annotated[Day, Past()]
PastDate = Annotated[PartialDate, Past()]
Count = Annotated[StrictInt, Field(ge=0, le=100_000)]
# Codes of COW and Gleditsch-Ward have three digits; a country that neither knows may take four.
Code = Annotated[StrictInt, Field(ge=1, le=9_999)]
Url = Annotated[
    str,
    AfterValidator(checked_url),
    WithJsonSchema({"type": "string", "pattern": URL_PATTERN}),
    Field(examples=["https://www.nato.int/cps/en/natohq/opinions_187532.htm"]),
]
# One of several: in CSV a semicolon parts them.
ListedUrl = Annotated[Url, AfterValidator(_unparted_url)]
# As it is published: checked when it was read, and not for each row again.
PublishedUrl = Annotated[str, WithJsonSchema({"type": "string", "pattern": URL_PATTERN})]
Domain = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$"),
    Field(examples=["apnews.com"]),
]
Language = Annotated[str, AfterValidator(_language), Field(examples=["en", "ru"])]
Wikidata = Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$"), Field(examples=["Q159"])]

# Lists are joined by semicolons where they are published.
Query = Annotated[Text, AfterValidator(_without_semicolon)]
Name = Annotated[Text, AfterValidator(_of_one_script)]
LatinName = Annotated[Text, AfterValidator(_latin)]

ActorRef = Annotated[ActorId, RefersTo(("actors",))]
EventRef = Annotated[EventId, RefersTo(("events",))]
EventRefEver = Annotated[EventId, RefersTo(("events", "withdrawn"))]
MissionRef = Annotated[Key, RefersTo(("missions",))]
EpisodeRef = Annotated[Key, RefersTo(("episodes",))]
TriggerRef = Annotated[Key, RefersTo(("triggers",))]
PublisherRef = Annotated[Key, RefersTo(("publishers",))]


Place = tuple[str | int, ...]
Kind = TypeVar("Kind")


def marked_in(value: Written, kind: type[Kind], place: Place = ()) -> Iterator[tuple[Place, Kind, Any]]:
    """Yield where a written value has one that its model marks with a ``kind``, the mark, and the value itself."""
    bears: Any = kind
    for name, mark in _marks(type(value), bears):
        given = getattr(value, name)
        for inner, one in enumerate(given) if isinstance(given, list) else [(None, given)]:
            step = (*place, name) if inner is None else (*place, name, inner)
            if one is not None and mark is None:
                yield from marked_in(one, kind, step)
            elif one is not None and mark is not None:
                yield step, mark, one


@cache
def _marks(model: type[Written], kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a model that bear such a mark; null for those whose parts do."""
    found: list[tuple[str, Any]] = []
    for name, hint in get_type_hints(model, include_extras=True).items():
        if name in model.model_fields:
            parts = list(_parts(hint))
            marks = [part for part in parts if isinstance(part, kind)]
            if marks:
                found.append((name, marks[0]))
            elif any(isinstance(p, type) and issubclass(p, Written) and _marks(p, kind) for p in parts):
                found.append((name, None))
    return tuple(found)


def _parts(hint: Any) -> Iterator[Any]:
    """Yield the types and the annotations within a type, lists and unions opened."""
    if get_origin(hint) in (Annotated, Union, UnionType, list):
        for part in get_args(hint):
            yield from _parts(part)
    else:
        yield hint


def _party(text: str) -> str:
    if text != ANY and not re.fullmatch(rf"({MEMBERS})?[A-Z]{{2,8}}", text):
        raise ValueError(f"{text!r} is no party; write an actor's id, `{MEMBERS}EU` or `{ANY}`")
    return text


def _actor_in(party: str) -> str | None:
    return None if party == ANY else party.removeprefix(MEMBERS)


Party = Annotated[
    str,
    AfterValidator(_party),
    RefersTo(("actors",), _actor_in),
    Field(examples=["NATO", "members:EU", "any"]),
]
