from diplomatic_ties.curation.read import Dataset
from diplomatic_ties.model.contracts import columns
from diplomatic_ties.model.record import Coding
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.model.vocabulary import Measure
from diplomatic_ties.publish.codebook import agreement, codebook
from diplomatic_ties.publish.package import citation
from tests.conftest import CHECKOUT


def test_the_codebook_defines_every_term_and_field(dataset: Dataset) -> None:
    text = codebook(dataset, citation(CHECKOUT))
    for measure in Measure:
        assert f"| `{measure}` | {measure.definition} |" in text
    for name in TABLES:
        section = text.split(f"### {name}\n")[1].split("### ")[0]
        for column in columns(name):
            assert f"| `{column.name}` | {column.type} |" in section


def test_agreement_is_counted_field_by_field(dataset: Dataset) -> None:
    counted = agreement(dataset)
    assert list(counted) == list(Coding.model_fields)
    assert {of for _, of in counted.values()} == {len(dataset.second_codings)}
    events = {event.value.id: event.value for event in dataset.events}
    agree = 0
    for second in dataset.second_codings:
        settled = {s.field: s.first for s in second.value.settled}
        agree += settled.get("announced", events[second.value.id].announced) == second.value.coding.announced
    assert counted["announced"][0] == agree
