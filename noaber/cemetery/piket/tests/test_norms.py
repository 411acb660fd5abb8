"""A grave permit counts for its norm when the case is decided, in its eight weeks or after them."""

from datetime import timedelta

import pytest

from noaber.cases.actions import decide_case, register_case
from noaber.journal.models import CountedLine
from noaber.parties.clock import today

CODE = "ommen-twenterand-2024"


@pytest.mark.parametrize(("days", "met"), [(7, 1), (80, 0)])
def test_a_permit_for_a_monument_counts_for_bg_02(people, agreement, days, met):
    case = register_case(people["clerk"], CODE, "grafvergunning", today() - timedelta(days=days))
    decide_case(people["clerk"], CODE, case.number, "verleend")
    line = CountedLine.objects.get(municipality=agreement.client_id, measure="kpi", key="BG-02")
    assert (line.quantity, line.base, line.service) == (met, 1, 9)
