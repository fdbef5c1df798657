"""How to cite a version, in the forms that reference managers read."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

Style = Literal["apa", "bibtex", "ris", "csl-json"]


class Cited(NamedTuple):
    """What a citation tells; ``after`` is the last release before a version that is not released."""

    authors: Sequence[str]
    title: str
    version: str
    released: str
    doi: str | None
    after: str | None

    @property
    def year(self) -> str:
        """The year of the release."""
        return self.released[:4]

    @property
    def note(self) -> str:
        """What kind of thing it is, and that it is not released where it is not."""
        return f"Data set, not released; follows version {self.after}" if self.after else "Data set"


def apa(cited: Cited) -> str:
    """APA, 7th edition, for data sets (10.9)."""
    end = f" https://doi.org/{cited.doi}" if cited.doi else ""
    version = f"(Version {cited.version}) [{cited.note}]."
    return f"{' & '.join(cited.authors)} ({cited.year}). {cited.title} {version}{end}"


def bibtex(cited: Cited) -> str:
    """BibTeX; double braces keep a corporate author and the title's capitals as they are."""
    fields = {
        "author": " and ".join(f"{{{author}}}" for author in cited.authors),
        "title": f"{{{cited.title}}}",
        "year": cited.year,
        "version": cited.version,
        "note": cited.note,
    } | ({"doi": cited.doi} if cited.doi else {})
    key = "diplomatic_ties_" + "".join(c if c.isalnum() else "_" for c in cited.version)
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}\n}}"


def ris(cited: Cited) -> str:
    """RIS, as EndNote and Zotero read it."""
    lines = [
        "TY  - DATA",
        *(f"AU  - {author}" for author in cited.authors),
        f"TI  - {cited.title}",
        f"PY  - {cited.year}",
        f"DA  - {cited.released.replace('-', '/')}",
        f"ET  - {cited.version}",
        *([f"N1  - {cited.note}"] if cited.after else []),
        *([f"DO  - {cited.doi}"] if cited.doi else []),
        "ER  - ",
    ]
    return "\n".join(lines)


def csl_json(cited: Cited) -> str:
    """CSL-JSON 1.0."""
    item: dict[str, Any] = {
        "id": f"diplomatic-ties-{cited.version}",
        "type": "dataset",
        "title": cited.title,
        "author": [{"literal": author} for author in cited.authors],
        "issued": {"date-parts": [[int(part) for part in cited.released.split("-")]]},
        "version": cited.version,
    }
    item |= {"note": cited.note} if cited.after else {}
    item |= {"DOI": cited.doi} if cited.doi else {}
    return json.dumps([item], indent=2, ensure_ascii=False)


STYLES: Mapping[Style, Callable[[Cited], str]] = {
    "apa": apa,
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
}
