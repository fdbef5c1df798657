import pytest

from diplomatic_ties.model.vocabulary import Direction, Group, Measure

DESIGN = {
    Group.STAFF: (
        "expulsion accreditation_refusal staff_ceiling staff_withdrawal movement_restriction local_staff_ban"
    ),
    Group.HEAD: "recall_consultations recall ambassador_return",
    Group.MISSION: "mission_closure mission_suspension mission_reopening mission_opening property_measure",
    Group.RELATIONS: "relations_severed relations_downgraded relations_upgraded relations_restored",
    Group.CHANNEL: (
        "cooperation_suspended cooperation_resumed agreement_signed agreement_terminated channel_designated"
    ),
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
