"""Over which quarters a norm is judged, and what a report says where it cannot judge."""

from dataclasses import replace
from datetime import date

import pytest

from noaber.reporting.definitions import Remark, Sum
from noaber.reporting.figures import Tally, window
from noaber.reporting.indicators import measure_kpi, quarters_of
from noaber.reporting.norms import Status
from noaber.reporting.tests import example_report as example
from noaber.values import Period


def measured(kpi, sums, period="2026-Q2", since=date(2024, 1, 1), remarks=(), minimum=5):
    tally = Tally(sums, window(Period.parse(period)))
    return measure_kpi(tally, example.head(period, since=since), kpi, example.terms(minimum), remarks)


def hits(quarter, quantity, base):
    return Sum(quarter, 1, "kpi", "X", quantity, base, base)


KPI = example.kpi("X", "Voorbeeld", "90", "5")


@pytest.mark.parametrize(
    ("period", "quarter", "first", "interim"),
    [
        ("kwartaal", 1, 1, False),
        ("kwartaal", 4, 4, False),
        ("per verkiezing", 3, 3, False),
        ("halfjaar", 1, 1, True),
        ("halfjaar", 2, 1, False),
        ("halfjaar", 3, 3, True),
        ("halfjaar", 4, 3, False),
        ("jaar", 1, 1, True),
        ("jaar", 3, 1, True),
        ("jaar", 4, 1, False),
    ],
)
def test_a_norm_is_judged_over_its_own_period_as_far_as_it_has_gone(period, quarter, first, interim):
    quarters, goes_on = quarters_of(replace(KPI, period=period), window(Period.quarter(2026, quarter)))
    assert quarters == tuple(f"2026-Q{number}" for number in range(first, quarter + 1))
    assert goes_on is interim


def test_a_period_that_nobody_knows_is_a_fault_of_the_agreement():
    with pytest.raises(ValueError, match="Kies kwartaal"):
        quarters_of(replace(KPI, period="maand"), window(Period.parse("2026-Q2")))


def test_a_norm_per_half_year_adds_its_quarters_and_opens_the_lines_of_the_half():
    row = measured(replace(KPI, period="halfjaar"), [hits("2026-Q1", 4, 5), hits("2026-Q2", 5, 5)])
    assert row.outcome is not None and row.outcome.result is not None
    assert (row.outcome.hits.number, row.outcome.base.number, row.status) == (9, 10, Status.MET)
    assert "period=2026-H1" in row.outcome.hits.trace.lines
    assert [point and point.status for point in row.trend[-2:]] == [Status.MISSED, Status.MET]


@pytest.mark.parametrize(("minimum", "status"), [(5, Status.MET), (6, Status.TOO_FEW)])
def test_from_the_minimum_of_observations_on_there_is_a_judgement(minimum, status):
    row = measured(KPI, [hits("2026-Q2", 5, 5)], minimum=minimum)
    assert row.status is status
    assert row.outcome is not None and (row.outcome.result is None) is (status is Status.TOO_FEW)
    assert ("vanaf 6 waarnemingen" in row.note) is (status is Status.TOO_FEW)


@pytest.mark.parametrize(("answers", "shown"), [(20, "160"), (19, "–")])
def test_the_sum_behind_an_average_of_too_few_is_not_shown(answers, shown):
    grade = replace(KPI, unit="cijfer 1-10", minimum=20)
    row = measured(grade, [hits("2026-Q2", 8 * answers, answers)])
    assert row.outcome is not None and row.trend[-1] is not None
    assert row.outcome.ratio.value == f"{shown} / {answers}"
    assert (row.outcome.hits.trace.lines == "") is (shown == "–")
    assert row.trend[-1].hits.value == shown


def test_what_nothing_measures_names_where_the_facts_are_and_has_no_line():
    row = measured(replace(KPI, measured_by="", source="enquête"), [])
    assert row.status is Status.NOT_MEASURED and row.outcome is None and set(row.trend) == {None}
    assert "enquête" in row.note


def test_quarters_before_the_journal_began_are_no_points_of_the_line():
    row = measured(KPI, [hits("2026-Q2", 5, 5)], since=date(2026, 1, 1))
    assert [point is None for point in row.trend] == [True] * 6 + [False] * 2


@pytest.mark.parametrize(
    ("remark", "handled"),
    [
        (Remark("Ziekte.", "Inhuren", "teamleider", kpi="X"), True),
        (Remark("Ziekte.", "Inhuren", "", kpi="X"), False),
        (Remark("Ziekte.", "", "teamleider", kpi="X"), False),
        (Remark("Ziekte.", "Inhuren", "teamleider", kpi="Y"), False),
    ],
)
def test_a_norm_is_handled_when_it_has_an_action_with_an_owner(remark, handled):
    assert measured(KPI, [hits("2026-Q2", 0, 5)], remarks=(remark,)).handled is handled


def test_the_ratio_opens_both_of_its_numbers():
    row = measured(KPI, [hits("2026-Q2", 4, 5)])
    assert row.outcome is not None
    assert row.outcome.ratio.value == "4 / 5" and [part.value for part in row.outcome.ratio.inputs] == ["4", "5"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ((), ""),
        (("X:urgent",), "Buiten de telling: 3 met spoed."),
        (("X:urgent", "X:cancelled"), "Buiten de telling: 3 aanvraag vervallen, 3 met spoed."),
        (("XY:urgent", "Y:urgent"), ""),
    ],
)
def test_what_a_norm_leaves_out_is_counted_by_its_reason_and_stays_out_of_the_denominator(keys, said):
    left_out = [Sum("2026-Q2", 1, "kpi.excluded", key, 3, 0, 3) for key in keys]
    row = measured(KPI, [hits("2026-Q2", 5, 5), *left_out])
    assert row.outcome is not None and row.outcome.base.number == 5
    assert row.note == said and bool(row.excluded) is bool(said)
    assert all("measure=kpi.excluded" in figure.trace.lines for figure in row.excluded)
