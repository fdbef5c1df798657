import pytest

from diplomatic_ties.model.evidence import BLANKS
from diplomatic_ties.model.vocabulary import (
    AnnouncedBy,
    Bound,
    DeadlineBasis,
    Defined,
    Direction,
    Ground,
    Group,
    Instrument,
    LinkBasis,
    Measure,
    Outcome,
    Scope,
    Waiver,
)

DESIGN = {
    Group.STAFF: (
        "expulsion accreditation_refusal staff_ceiling staff_withdrawal movement_restriction local_staff_limit"
    ),
    Group.HEAD: "recall_consultations recall ambassador_return",
    Group.MISSION: "mission_closure mission_suspension mission_reopening mission_opening property_measure",
    Group.RELATIONS: "relations_severed relations_downgraded relations_upgraded relations_restored",
    Group.CHANNEL: ("cooperation_suspended cooperation_resumed agreement_made agreement_terminated channel_designated"),
}


@pytest.mark.parametrize("group", Group)
def test_the_groups_hold_the_measures_of_the_contract(group: Group) -> None:
    assert [measure for measure in Measure if measure.group is group] == DESIGN[group].split()


@pytest.mark.parametrize("measure", Measure)
def test_what_reverses_restores_and_what_is_reversed_cuts(measure: Measure) -> None:
    for other in measure.reversible:
        assert other.direction is Direction.CUT
        assert measure.direction is Direction.RESTORE or measure in other.reversible


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_has_its_codes(measure: Measure) -> None:
    assert measure.definition
    assert measure.affects
    assert measure.cameo.isdigit()
    assert measure.plover.split("-")[0] in {"SANCTION", "COERCE", "SUPPORT"}
    # CAMEO's root 05 is diplomatic cooperation, its roots above 10 are conflict.
    assert measure.cameo.startswith("05") == (measure.direction is Direction.RESTORE)


# Lists that records choose from since every value is said.
LISTS: dict[type[Defined], str] = {
    Outcome: "ordered carried_out partly rescinded",
    AnnouncedBy: "initiator counterpart third",
    Bound: "exact at_least at_most about",
    LinkBasis: "said inferred",
    DeadlineBasis: "stated term",
    Waiver: "date_order ceiling_chain ceiling_number late_pages retaliation_link same_day_outcome",
}


@pytest.mark.parametrize("terms", LISTS, ids=lambda terms: terms.__name__)
def test_lists_hold_the_terms_of_the_contract(terms: type[Defined]) -> None:
    assert list(terms) == LISTS[terms].split()
    definitions = [term.definition for term in terms]
    assert all(definitions)
    assert len(set(definitions)) == len(definitions)


def test_grounds_of_their_own_are_not_called_something_else() -> None:
    assert {"reciprocity", "refused_cooperation", "want_of_staff", "unstated"} <= set(Ground)


def test_no_term_of_one_list_is_taken_for_the_blank_of_another() -> None:
    """Values that need no page are compared as words, so a word must not mean something known elsewhere."""
    for blank in BLANKS:
        for terms in (Outcome, Bound, Ground, AnnouncedBy, Instrument, Scope):
            assert blank not in set(terms) or blank in {term for term in BLANKS if type(term) is terms}
