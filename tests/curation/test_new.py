from datetime import date
from pathlib import Path

import pytest

from diplomatic_ties.curation.dataset import Dataset, read_dataset
from diplomatic_ties.curation.new import fresh_id, new_event, page
from diplomatic_ties.curation.read import read_entry
from diplomatic_ties.model.fields import ID_ALPHABET
from diplomatic_ties.model.record import Event
from diplomatic_ties.model.registries import Withdrawn
from diplomatic_ties.model.vocabulary import Measure

TODAY = date(2026, 11, 25)


def test_an_id_is_never_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("aaaaaa" + "aaaaaa" + "bbbbbb")
    monkeypatch.setattr("secrets.choice", lambda letters: next(drawn))
    assert fresh_id({"aaaaaa"}) == "bbbbbb"


def test_an_id_reads_as_text() -> None:
    for _ in range(200):
        id_ = fresh_id(set())
        assert len(id_) == 6
        assert set(id_) <= set(ID_ALPHABET)
        assert id_[0].isalpha()


@pytest.mark.parametrize("measure", Measure)
def test_a_record_of_any_measure_can_be_begun(small: Path, measure: Measure) -> None:
    path = new_event(small, measure, "NATO", "RUS", "2021-10-06", [], TODAY)
    told = {fault.problem.split("`")[1] for fault in read_entry(path, Event).faults}
    assert told == {"episode", "summary", "sources.0.url", "sources.0.publisher"}


def test_the_id_of_a_tombstone_is_taken(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (small / "withdrawn.yaml").write_text(
        "- {id: aaaaaa, withdrawn: 2026-11-25, reason: It was wrong, now: []}\n", encoding="utf-8"
    )
    assert read_dataset(small)[0].all(Withdrawn)
    drawn = iter("aaaaaa" + "bbbbbb")
    monkeypatch.setattr("secrets.choice", lambda letters: next(drawn))
    path = new_event(small, Measure.RECALL, "NATO", "RUS", "2021", [], TODAY)
    assert path == small / "events" / "2021" / "2021-nato-rus-recall.bbbbbb.yaml"


def test_a_page_keeps_a_kind_of_its_own(dataset: Dataset) -> None:
    sources = [source for event in dataset.all(Event) for source in event.sources]
    source = next(source for source in sources if source.kind)
    assert f"    kind: {source.kind}\n" in page(dataset, source.url, TODAY, "{}")
    plain = next(source for source in sources if not source.kind)
    assert "    kind:" not in page(dataset, plain.url, TODAY, "{}")
