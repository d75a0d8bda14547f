"""What a kind of activity may not say of itself."""

from dataclasses import replace
from enum import StrEnum

import pytest

from folkmoot.activities.registry import PhaseKind, kinds


class Act(StrEnum):
    SING = "sing"
    DANCE = "dance"


def declared(*acts):
    phase = PhaseKind("party", "Party", "People sing.", frozenset(acts))
    return replace(kinds()[0], key="party", acts=Act, phases=(phase,))


def test_a_kind_has_acts_of_its_own():
    assert set(declared(*Act).acts) == {"sing", "dance"}


def test_a_phase_permits_no_act_that_its_kind_does_not_know():
    with pytest.raises(ValueError, match="not among its acts"):
        declared(*Act, "vote")


def test_an_act_that_no_phase_permits_is_refused():
    with pytest.raises(ValueError, match="no phase of “party” permits: dance"):
        declared(Act.SING)
