"""Doubts are told of what may be wrong, and of nothing that is plainly right."""

from pathlib import Path

import pytest

from diplomatic_ties.curation.check import doubts, validate
from diplomatic_ties.curation.check.doubts import DOUBTS
from tests.curation.broken import DAY, A, Edit, Sound, answer, held, linked, page, record

LONG = ", persons: 3, persons_scope: diplomats, instrument: persona_non_grata, grounds: [espionage]"
SHORT = ", persons: 3, grounds: [espionage]"


def told(small: Path, case: Sound) -> list[tuple[str, str]]:
    """The doubts about the record ``zzaaaa`` of a sound dataset: their rules, and what they say."""
    case.apply(small)
    dataset, faults = validate(small)
    assert not faults
    return [(doubt.rule, doubt.problem) for doubt in doubts(dataset) if ".zzaaaa." in doubt.path.name]


def sound(added: dict[str, str | bytes], *edits: Edit) -> Sound:
    return Sound("files", "a case of doubt", added=added, edits=edits)


def test_two_voices_that_say_the_same_are_told(small: Path) -> None:
    found = told(small, sound(record("zzaaaa", says=LONG, publishers="herald wire")))
    assert [rule for rule, _ in found] == ["pages_may_be_one_text"]
    assert "says the same as the page of" in found[0][1]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(sound(record("zzaaaa", says=LONG, publishers="ministry wire")), id="one is a party's"),
        pytest.param(sound(record("zzaaaa", says=SHORT, publishers="herald wire")), id="they say little"),
        pytest.param(
            sound(
                record("zzaaaa", says=LONG, publishers="herald wire"),
                Edit(A, page("wire", "zzaaaa", DAY, LONG), page("wire", "zzaaaa", DAY, SHORT)),
            ),
            id="one says less",
        ),
        pytest.param(
            sound(
                record("zzaaaa", says=LONG, publishers="herald wire"),
                Edit(
                    A,
                    "zz-wire\n    via: null\n    published: 2010-03-10",
                    "zz-wire\n    via: null\n    published: 2010-03-11",
                ),
            ),
            id="of two days",
        ),
        pytest.param(
            sound(
                record("zzaaaa", says=LONG, publishers="herald wire ministry"),
                Edit(A, "publisher: zz-herald\n    via: null", "publisher: zz-herald\n    via: zz-wire"),
            ),
            id="told as one already",
        ),
    ],
)
def test_pages_that_are_known_to_be_two_or_one_are_no_doubt(small: Path, case: Sound) -> None:
    assert told(small, case) == []


def test_a_note_that_counts_more_than_the_fields_is_told(small: Path) -> None:
    found = told(small, sound(held("zzaaaa", coder_note="By other counts 17 diplomats and 17 staff, or one diplomat")))
    assert found == [
        (
            "a_note_counts_what_is_not_coded",
            "the note tells of 17 people, which no field of the record or of one linked with it holds",
        )
    ]


def test_a_note_may_count_what_is_coded_or_linked(small: Path) -> None:
    more = answer("zzbbbb", persons="{best: 5, scope: diplomats}", says=", persons: 5", links=linked("responds_to"))
    assert told(small, sound(record("zzaaaa", coder_note="Three diplomats; five diplomats in answer") | more)) == []


@pytest.mark.parametrize(("published", "doubted"), [("2010-03-24", False), ("2010-03-25", True), ("null", False)])
def test_a_later_page_that_tells_who_made_it_public_is_told(small: Path, published: str, doubted: bool) -> None:
    said = record("zzaaaa", says=", persons: 3, announced_by: initiator", announced_by="initiator")
    found = told(
        small,
        sound(
            said,
            Edit(
                A,
                "zz-wire\n    via: null\n    published: 2010-03-10",
                f"zz-wire\n    via: null\n    published: {published}",
            ),
        ),
    )
    assert [rule for rule, _ in found] == ["a_later_page_tells_who_made_it_public"] * doubted


def test_a_note_that_names_a_record_without_a_link_is_told(small: Path) -> None:
    of_two = record("zzaaaa", coder_note="As in zzbbbb; zzcccc is no record") | answer("zzbbbb")
    found = told(small, sound(of_two))
    assert found == [("a_note_names_a_record_that_is_not_linked", "the note names zzbbbb, to which there is no link")]


def test_a_note_may_name_what_is_linked(small: Path) -> None:
    of_two = record("zzbbbb") | answer("zzaaaa", coder_note="Answers zzbbbb", links=linked("responds_to", "zzbbbb"))
    assert told(small, sound(of_two)) == []


def test_a_note_may_name_what_links_it(small: Path) -> None:
    of_two = record("zzaaaa", coder_note="Answered by zzbbbb") | answer("zzbbbb", links=linked("responds_to"))
    assert told(small, sound(of_two)) == []


def test_every_doubt_is_tried() -> None:
    assert {of.__name__ for of in DOUBTS} == {
        "pages_may_be_one_text",
        "a_note_counts_what_is_not_coded",
        "a_later_page_tells_who_made_it_public",
        "a_note_names_a_record_that_is_not_linked",
    }
