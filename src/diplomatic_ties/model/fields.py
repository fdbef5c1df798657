"""The kinds of value that curators write, each with its own check and the words that editors show.

A key that names an entry of a registry says so (``RefersTo``), so that one rule finds every name that leads
nowhere.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

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

# Crockford's base 32, lower case: no i, l, o and u, which are read as digits or as words.
ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 6
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


def _day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(f"{value!r} is not a day; write it as 2021-10-18")
    if isinstance(value, int):
        raise ValueError(f"{value} is not a day; write it as 2021-10-18")
    return value


def _single_line(text: str) -> str:
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError("the text has a line break or a control character; write it as one line")
    return text


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
    StringConstraints(min_length=1, strip_whitespace=True),
    AfterValidator(_single_line),
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
    Field(examples=["2021-10-18"]),
]
Count = Annotated[StrictInt, Field(ge=0, le=100_000)]
Url = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$"),
    Field(examples=["https://www.nato.int/cps/en/natohq/opinions_187532.htm"]),
]
Domain = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$"),
    Field(examples=["apnews.com"]),
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$"), Field(examples=["en", "ru"])]
Wikidata = Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$"), Field(examples=["Q159"])]

ActorRef = Annotated[ActorId, RefersTo(("actors",))]
EventRef = Annotated[EventId, RefersTo(("events",))]
EventRefEver = Annotated[EventId, RefersTo(("events", "withdrawn"))]
MissionRef = Annotated[Key, RefersTo(("missions",))]
EpisodeRef = Annotated[Key, RefersTo(("episodes",))]
TriggerRef = Annotated[Key, RefersTo(("triggers",))]
PublisherRef = Annotated[Key, RefersTo(("publishers",))]


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
