"""What the project needs of CITATION.cff (Citation File Format 1.2.0), which has more."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from diplomatic_ties.model.fields import PastDay, Text

VERSION = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
DEVELOPMENT = rf"^{VERSION}(\.dev0)?$"


def _version(text: str) -> str:
    if not re.fullmatch(DEVELOPMENT, text):
        raise ValueError(f"{text!r} is not a version; write it as 0.2.0, or 0.2.0.dev0 before it is released")
    return text


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
    released: PastDay | None = Field(default=None, alias="date-released", description="The day of its release")
    keywords: list[Text] = Field(min_length=1, description="Words to find it by")
    doi: Text | None = Field(default=None, description="The DOI, once one is minted")
