from datetime import date

import pytest

from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.model.evidence import grade, kind_of, origins
from diplomatic_ties.model.record import Event, Source
from diplomatic_ties.model.registries import Publisher

# Of each kind one or two, as the registry of publishers has them.
KINDS = {
    "nato": ("organisation", None),
    "reuters": ("agency", None),
    "bbc": ("broadcaster", None),
    "a": ("press", None),
    "b": ("press", None),
    "tass": ("state_media", "RUS"),
    "ria": ("state_media", "RUS"),
    "xinhua": ("state_media", "CHN"),
    "wikipedia": ("reference", None),
}
PUBLISHERS = {
    id_: Publisher.model_validate(
        {"id": id_, "name": id_, "also": [], "kind": kind, "country": None, "state": state}
        | {"wikidata": None, "domains": [], "note": None}
    )
    for id_, (kind, state) in KINDS.items()
}


def source(publisher: str, via: str | None = None, kind: str | None = None) -> dict[str, object]:
    return {
        "url": f"https://example.org/{publisher}",
        "publisher": publisher,
        "via": via,
        "published": None,
        "language": "en",
        "kind": kind,
        "accessed": date(2026, 11, 24),
        "says": {"announced": "2021-10-06"},
    }


@pytest.mark.parametrize(
    ("sources", "expected", "voices"),
    [
        ([source("nato"), source("reuters")], "A", 2),
        ([source("nato"), source("tass")], "B", 2),
        ([source("reuters"), source("bbc")], "B", 2),
        ([source("a", "reuters"), source("b", "reuters"), source("reuters")], "C", 1),
        ([source("tass"), source("ria")], "C", 1),
        ([source("tass"), source("xinhua")], "B", 2),
        ([source("a", "tass"), source("ria")], "C", 1),
        ([source("nato"), source("a", "nato")], "C", 1),
        ([source("bbc"), source("wikipedia")], "C", 1),
        ([source("nato")], "C", 1),
        # A government's statement on someone else's site is official all the same.
        ([source("a", kind="official"), source("bbc")], "A", 2),
    ],
)
def test_evidence_follows_from_the_sources(
    events: list[Event], sources: list[dict[str, object]], expected: str, voices: int
) -> None:
    event = Event.model_validate(events[0].model_dump() | {"sources": sources})
    assert (grade(event, PUBLISHERS), len(origins(event, PUBLISHERS))) == (expected, voices)


def test_a_page_is_what_its_publishers_pages_are_where_it_does_not_say_otherwise() -> None:
    assert kind_of(Source.model_validate(source("nato")), PUBLISHERS) == "official"
    assert kind_of(Source.model_validate(source("a", kind="official")), PUBLISHERS) == "official"


def test_every_source_has_a_voice_or_is_a_reference_work(dataset: Dataset, events: list[Event]) -> None:
    publishers = dataset.by_id(Publisher)
    for event in events:
        kinds = {kind_of(page, publishers) for page in event.sources}
        assert bool(origins(event, publishers)) == (kinds != {"reference"})
