"""Of undertakers who want one moment at once, one gets it; and no act is needed to keep it so."""

from __future__ import annotations

import pytest
from place import Place

pytestmark = pytest.mark.alone


def test_one_undertaker_gets_the_moment_and_the_database_keeps_a_crew_from_being_in_two_places(place: Place) -> None:
    by_act, past_every_act, kept = place.run("funerals.py").splitlines()
    assert by_act == "1 11"
    assert past_every_act == "1 11"
    assert kept == "1 10 10"
