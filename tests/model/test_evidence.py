from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from diplomatic_ties.curation.dataset import Dataset
from diplomatic_ties.model.evidence import (
    Value,
    coded_values,
    grade,
    kind_of,
    origin,
    record_grade,
    said,
    support,
    voices,
)
from diplomatic_ties.model.record import Claims, Event, Source
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
    "aggregator": ("aggregator", None),
    "translator": ("translation_site", None),
    "telegram": ("platform", None),
    "blog": ("blog", None),
}
RELAYS = ("aggregator", "translator", "telegram", "blog")
PUBLISHERS = {
    id_: Publisher.model_validate(
        {"id": id_, "name": id_, "also": [], "kind": kind, "country": None, "state": state}
        | {"wikidata": None, "domains": [], "note": None}
    )
    for id_, (kind, state) in KINDS.items()
}
DAY = "2021-10-06"


def source(publisher: str, via: str | None = None, kind: str | None = None, **says: Any) -> dict[str, Any]:
    return {
        "url": f"https://example.org/{publisher}",
        "publisher": publisher,
        "via": via,
        "published": None,
        "language": "en",
        "kind": kind,
        "accessed": date(2026, 11, 24),
        "says": says or {"announced": DAY},
    }


def page(publisher: str, via: str | None = None, kind: str | None = None, **says: Any) -> Source:
    return Source.model_validate(source(publisher, via, kind, **says))


def urls(pages: list[Source]) -> list[str]:
    return [found.publisher for found in pages]


Coded = Callable[..., Event]


@pytest.fixture
def coded(events: list[Event]) -> Coded:
    """An expulsion announced on one day, with nothing else coded but what is given."""
    plain = next(event for event in events if event.measure == "expulsion").model_dump()
    bare = dict.fromkeys(("announced_by", "notified", "effective", "deadline", "term", "persons", "ceiling"))
    bare |= {"announced": DAY, "instrument": "unspecified", "outcome": "ordered", "grounds": ["unstated"], "links": []}
    return lambda *sources, **values: Event.model_validate(plain | bare | {"sources": list(sources)} | values)


@pytest.mark.parametrize(
    ("sources", "expected", "number"),
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
        # Who passes on what others say adds nothing to them.
        *([([source("bbc"), source(relay)], "C", 1) for relay in RELAYS]),
        ([source("nato"), source("telegram")], "C", 1),
        # The words are the agency's, wherever they are read.
        ([source("bbc"), source("aggregator", "reuters")], "B", 2),
        ([source("reuters"), source("aggregator", "reuters")], "C", 1),
        ([source("a", "telegram"), source("bbc")], "C", 1),
        ([source("telegram", kind="official"), source("bbc")], "A", 2),
    ],
)
def test_evidence_follows_from_the_sources(
    coded: Coded, sources: list[dict[str, Any]], expected: str, number: int
) -> None:
    event = coded(*sources)
    assert (grade(event.sources, PUBLISHERS), len(voices(event.sources, PUBLISHERS))) == (expected, number)
    assert record_grade(event, PUBLISHERS) == expected


@pytest.mark.parametrize(
    ("read", "voice"),
    [
        (page("bbc"), "bbc"),
        (page("a", "reuters"), "reuters"),
        (page("tass"), "state media of RUS"),
        (page("a", "ria"), "state media of RUS"),
        (page("xinhua"), "state media of CHN"),
        *((page(relay), None) for relay in RELAYS),
        *((page(relay, "reuters"), "reuters") for relay in RELAYS),
        (page("a", "aggregator"), None),
        (page("a", "wikipedia"), None),
        (page("wikipedia"), None),
        (page("wikipedia", "reuters"), None),
        (page("a", kind="reference"), None),
        (page("a", kind="relay"), None),
        (page("a", "reuters", kind="relay"), "reuters"),
        (page("blog", kind="scholarly"), "blog"),
    ],
)
def test_a_page_has_the_voice_of_who_stands_behind_its_words(read: Source, voice: str | None) -> None:
    assert origin(read, PUBLISHERS) == voice
    assert voices([read], PUBLISHERS) == ({voice} if voice else set())


def test_pages_with_no_voice_have_no_grade() -> None:
    assert grade([], PUBLISHERS) is None
    assert grade([page("wikipedia"), *map(page, RELAYS)], PUBLISHERS) is None
    assert grade([page("wikipedia"), page("bbc")], PUBLISHERS) == "C"


def test_a_page_is_what_its_publishers_pages_are_where_it_does_not_say_otherwise() -> None:
    assert kind_of(page("nato"), PUBLISHERS) == "official"
    assert kind_of(page("a", kind="official"), PUBLISHERS) == "official"
    assert {kind_of(page(relay), PUBLISHERS) for relay in RELAYS} == {"relay"}


def test_what_says_that_nothing_is_known_needs_no_page(coded: Coded) -> None:
    event = coded(source("bbc"))
    assert list(coded_values(event)) == [Value("announced", DAY, ("announced",))]
    counted = coded(source("bbc"), persons={"best": 8, "scope": "unstated", "bound": "exact"})
    assert [value.field for value in coded_values(counted)] == ["announced", "persons"]


def test_every_value_that_is_coded_is_to_be_said(coded: Coded) -> None:
    link = {"to": "aaaaaa", "basis": "said"}
    event = coded(
        source("bbc"),
        announced_by="third",
        notified="2021-10-05",
        effective="../2021-10-31",
        deadline="2021-10-31",
        term="P7D",
        instrument="persona_non_grata",
        outcome="partly",
        persons={"best": 0, "scope": "diplomats", "bound": "at_least"},
        ceiling={"before": 20, "after": 0, "rule": "maximum", "scope": "all_staff"},
        grounds=["espionage", "retaliation"],
        links=[
            link | {"type": "responds_to"},
            link | {"type": "solidarity_with"},
            link | {"type": "reverses"},
            # What the decision alone tells, and what no page says.
            link | {"type": "same_decision"},
            link | {"type": "extends"},
            link | {"type": "responds_to", "to": "bbbbbb", "basis": "inferred", "note": "A week later"},
        ],
    )
    values = list(coded_values(event))
    assert {(value.field, value.value) for value in values} == {
        ("announced", DAY),
        ("announced_by", "third"),
        ("notified", "2021-10-05"),
        ("effective", "../2021-10-31"),
        ("deadline", "2021-10-31"),
        ("term", "P7D"),
        ("instrument", "persona_non_grata"),
        ("outcome", "partly"),
        ("persons", 0),
        ("persons_scope", "diplomats"),
        ("persons_bound", "at_least"),
        ("ceiling_before", 20),
        ("ceiling_after", 0),
        ("grounds", "espionage"),
        ("grounds", "retaliation"),
        ("links", "responds_to aaaaaa"),
        ("links", "solidarity_with aaaaaa"),
        ("links", "reverses aaaaaa"),
    }
    # Each is told by the name that pages have for it, and by its place in the record.
    assert {value.field for value in values} == set(Claims.model_fields)
    dumped = event.model_dump()
    for value in values:
        found: Any = dumped
        for step in value.location:
            found = found[step]
        assert (f"{found['type']} {found['to']}" if value.field == "links" else found) == value.value


def test_a_page_says_its_values_in_the_form_in_which_they_are_coded() -> None:
    claims = Claims.model_validate(
        {
            "persons": 0,
            "grounds": ["espionage", "security"],
            "links": [{"type": "responds_to", "to": "aaaaaa"}, {"type": "reverses", "to": "bbbbbb"}],
        }
    )
    assert said(claims, "persons") == [0]
    assert said(claims, "grounds") == ["espionage", "security"]
    assert said(claims, "links") == ["responds_to aaaaaa", "reverses bbbbbb"]
    assert said(claims, "announced") == said(Claims(announced=DAY), "links") == []


def test_pages_say_a_value_or_another_or_nothing_of_it(coded: Coded) -> None:
    event = coded(
        source("nato", announced=DAY),
        source("bbc", announced="2021-10-06~"),
        source("a", announced="2021-10-07"),
        source("b", term="P7D"),
    )
    found = support(event, Value("announced", DAY, ("announced",)))
    assert (urls(found.says), urls(found.differs)) == (["nato", "bbc"], ["a"])


def test_who_counts_other_people_neither_says_nor_disputes_a_count(coded: Coded) -> None:
    event = coded(
        source("nato", persons=8),
        source("bbc", persons=8, persons_scope="diplomats"),
        source("a", persons=8, persons_scope="all_staff"),
        source("b", persons=11, persons_scope="all_staff"),
        source("reuters", persons=9, persons_scope="diplomats"),
        source("xinhua", persons=7),
        persons={"best": 8, "scope": "diplomats"},
    )
    values = {value.field: support(event, value) for value in coded_values(event)}
    assert urls(values["persons"].says) == ["nato", "bbc"]
    assert urls(values["persons"].differs) == ["reuters", "xinhua"]
    assert urls(values["persons_scope"].says) == ["bbc", "reuters"]
    assert urls(values["persons_scope"].differs) == ["a", "b"]


def test_another_ground_or_link_is_no_other_answer(coded: Coded) -> None:
    event = coded(
        source("nato", grounds=["espionage"], links=[{"type": "responds_to", "to": "aaaaaa"}]),
        source("bbc", grounds=["security"], links=[{"type": "responds_to", "to": "bbbbbb"}]),
        grounds=["espionage", "security"],
        links=[{"type": "responds_to", "to": "aaaaaa"}, {"type": "responds_to", "to": "bbbbbb"}],
    )
    found = {value.value: support(event, value) for value in coded_values(event) if value.field in ("grounds", "links")}
    assert {value: urls(pages.says) for value, pages in found.items()} == {
        "espionage": ["nato"],
        "security": ["bbc"],
        "responds_to aaaaaa": ["nato"],
        "responds_to bbbbbb": ["bbc"],
    }
    assert [pages.differs for pages in found.values()] == [[], [], [], []]


EIGHT = {"best": 8, "scope": "unstated"}
LIMIT = {"before": 20, "after": 10, "rule": "maximum", "scope": "all_staff"}


@pytest.mark.parametrize(
    ("sources", "values", "expected"),
    [
        # A record is as good as what is worst said at its core.
        ([source("nato", announced=DAY, persons=8), source("bbc", announced=DAY, persons=8)], {"persons": EIGHT}, "A"),
        ([source("nato", announced=DAY, persons=8), source("bbc", announced=DAY)], {"persons": EIGHT}, "C"),
        (
            [
                source("nato", announced=DAY),
                source("bbc", announced=DAY, persons=8),
                source("reuters", announced=DAY, persons=8),
            ],
            {"persons": EIGHT},
            "B",
        ),
        ([source("nato", announced=DAY), source("bbc", announced="2021-10-07")], {}, "C"),
        ([source("nato", announced=DAY), source("bbc", term="P7D")], {}, "C"),
        # A value that no voice says weighs no less than one that a single voice says.
        ([source("nato", announced=DAY), source("bbc", announced=DAY)], {"persons": EIGHT}, "C"),
        (
            [
                source("nato", announced=DAY, ceiling_before=20, ceiling_after=10),
                source("bbc", announced=DAY, ceiling_after=10),
            ],
            {"ceiling": LIMIT},
            "C",
        ),
        (
            [
                source("nato", announced=DAY, ceiling_before=20, ceiling_after=10),
                source("bbc", announced=DAY, ceiling_before=20, ceiling_after=10),
            ],
            {"ceiling": LIMIT},
            "A",
        ),
        # What is not at its core does not weigh.
        (
            [source("nato", announced=DAY, term="P7D", grounds=["espionage"]), source("bbc", announced=DAY)],
            {"term": "P7D", "grounds": ["espionage"], "outcome": "carried_out", "instrument": "persona_non_grata"},
            "A",
        ),
    ],
)
def test_the_grade_of_a_record_is_that_of_its_weakest_core_value(
    coded: Coded, sources: list[dict[str, Any]], values: dict[str, Any], expected: str
) -> None:
    assert record_grade(coded(*sources, **values), PUBLISHERS) == expected


def test_no_record_is_better_than_a_value_at_its_core(dataset: Dataset, events: list[Event]) -> None:
    publishers = dataset.by_id(Publisher)
    for event in events:
        graded = record_grade(event, publishers)
        assert graded >= (grade(event.sources, publishers) or "C")
        for value in coded_values(event):
            if value.field in ("announced", "persons", "ceiling_before", "ceiling_after"):
                assert graded >= (grade(support(event, value).says, publishers) or "C"), (event.file_name, value)


def test_every_page_with_a_voice_of_its_own_has_one(dataset: Dataset, events: list[Event]) -> None:
    publishers = dataset.by_id(Publisher)
    for event in events:
        for read in event.sources:
            kind = kind_of(read, publishers)
            behind = publishers[read.via].kind.pages if read.via else kind
            silent = kind == "reference" or behind in ("relay", "reference")
            assert (origin(read, publishers) is None) == silent, read.url
