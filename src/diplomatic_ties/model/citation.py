"""What the project needs of CITATION.cff (Citation File Format 1.2.0), which has more."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo

from diplomatic_ties.model.fields import Day, Text

VERSION = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
DEVELOPMENT = rf"^{VERSION}(\.dev0)?$"
# As the DOI Handbook (2.2) writes them, without the address of a resolver.
DOI = r"10\.[0-9]{4,9}(\.[0-9]+)*/[!-~]+"


def _version(text: str) -> str:
    if not re.fullmatch(DEVELOPMENT, text):
        raise ValueError(f"{text!r} is not a version; write it as 0.2.0, or 0.2.0.dev0 before it is released")
    return text


def _doi(text: str) -> str:
    if not re.fullmatch(DOI, text):
        raise ValueError(f"{text!r} is not a DOI; write it as 10.5281/zenodo.1234567")
    return text


def _of_release(day: date, info: ValidationInfo) -> date:
    if ".dev" in info.data.get("version", ""):
        raise ValueError(
            f"{day} stands beside a version that is not released; remove it, or write the version of {day}"
        )
    if day > date.today():
        raise ValueError(f"{day} lies ahead; a release bears the day on which it was made")
    return day


class Author(BaseModel):
    """Who is to be cited: the project, or a person by one name."""

    name: Text = Field(description="The name as it is cited")


class Citation(BaseModel):
    """The facts by which a version is cited."""

    model_config = ConfigDict(extra="ignore")

    title: Text = Field(description="The title as it is cited")
    abstract: Text = Field(description="What the data are")
    authors: list[Author] = Field(min_length=1, description="Who is to be cited")
    version: Annotated[str, AfterValidator(_version)] = Field(description="The version that stands here")
    released: Annotated[Day, AfterValidator(_of_release)] | None = Field(
        default=None, alias="date-released", description="The day of its release"
    )
    keywords: list[Text] = Field(min_length=1, description="Words to find it by")
    doi: Annotated[Text, AfterValidator(_doi)] | None = Field(default=None, description="The DOI, once one is minted")
