"""Money adds up to the cent, and no row or difference of rows shows what few people earn."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.reporting.definitions import BudgetRow, Definitions, ServiceRow, Sum
from noaber.reporting.figures import Tally, window
from noaber.reporting.finance import Finance, overview
from noaber.reporting.kept_back import groups_apart, kinds_apart
from noaber.reporting.tests import example_report as example
from noaber.values import Euro, Period

Q2, Q4 = window(Period.parse("2026-Q2")), window(Period.parse("2026-Q4"))
MANY = (9,) * 10


def wages(*persons: int, quarter: str = "2026-Q2", kind: str = "wage", cents: int = 100_000) -> list[Sum]:
    return [
        Sum(quarter, service, kind, "", cents + service, 3 * number, 3, number)
        for service, number in enumerate(persons, 1)
        if number
    ]


def money(sums: list[Sum], quarters: tuple[str, ...] = Q2, definitions: Definitions = example.DEFINITIONS) -> Finance:
    found = overview(Tally(sums, quarters), definitions)
    assert found is not None
    return found


def rows(finance: Finance) -> dict[str, str]:
    return {cost.name: cost.actual.value for cost in finance.costs}


@pytest.mark.parametrize(("period", "shown"), [("2026-Q1", False), ("2026-Q2", True), ("2026-Q3", False)])
def test_there_is_an_overview_at_the_end_of_each_half_year_only(period, shown):
    assert (overview(Tally([], window(Period.parse(period))), example.DEFINITIONS) is not None) is shown


def test_a_half_year_counts_two_quarters_and_the_year_so_far_up_to_four():
    sums = [row for number in (1, 2, 3, 4) for row in wages(*MANY, quarter=f"2026-Q{number}", cents=10**number)]
    cost = money(sums, Q4).costs[0]
    assert cost.actual.number == Decimal(10 * (1_000 + 10_000) + 2 * 55) / 100
    assert cost.year_actual.number == Decimal(10 * 11_110 + 4 * 55) / 100


def test_costs_add_up_to_the_total_and_groups_to_the_same_wages():
    finance = example.report().finance
    assert finance is not None
    parts = [Euro.of(Decimal(cost.actual.number)) for cost in (*finance.costs, *finance.additional)]
    assert Euro.sum(parts) == Euro.of(Decimal(finance.total.number))
    staff = Euro.sum(Euro.of(Decimal(group.staff.number)) for group in finance.groups)
    assert staff == Euro.sum(Euro.of(Decimal(cost.actual.number)) for cost in finance.costs[:3])
    assert finance.total.number - finance.billed.number == finance.unbilled.number


def test_a_raise_lifts_the_maximum_by_what_it_costs_and_other_costs_do_not():
    finance = example.report().finance
    assert finance is not None
    by = {cost.name: cost for cost in finance.costs}
    cao, overhead = by["Effect van de cao"], by["Overhead"]
    assert cao.budget is not None and cao.budget.number == cao.actual.number > 0
    assert overhead.budget is not None and overhead.budget.number == Decimal("72187.50")


def test_a_kind_of_cost_without_a_budget_has_no_share_of_it():
    extra = money([])
    assert [cost.budget for cost in extra.additional] == [None, None]
    assert extra.costs[2].used is None, "of a maximum of nothing there is no share"


@pytest.mark.parametrize(("persons", "own"), [(2, False), (3, True), (0, True)])
def test_a_raise_of_fewer_people_than_the_minimum_has_no_row_of_its_own(persons, own):
    sums = wages(*MANY) + wages(*MANY, kind="cao") + wages(persons, kind="revaluation")
    assert ("Herwaardering van functies" in rows(money(sums))) is own
    if not own:
        assert rows(money(sums))["Effect van de cao en herwaardering van functies"] == "€\u00a011.000,56"


def test_where_no_raise_is_of_enough_people_everything_stands_together_and_no_maximum_tells_it():
    finance = money(wages(*MANY) + wages(1, kind="revaluation"))
    (first, *_) = finance.costs
    assert first.name == "Loonkosten, effect van de cao en herwaardering van functies"
    assert first.budget is None and first.left is None and first.used is None
    assert finance.regular.budget is None and finance.regular.used is None
    assert finance.note


def test_what_was_kept_back_earlier_in_the_year_stays_kept_back_in_its_second_half():
    sums = wages(*MANY, quarter="2026-Q4") + wages(1, quarter="2026-Q1", kind="revaluation")
    assert "Herwaardering van functies" not in rows(money(sums, Q4))


def test_groups_of_enough_people_stand_apart_and_nothing_is_said_of_merging():
    finance = money(wages(*MANY))
    assert [group.name for group in finance.groups] == [
        "Burgerzaken",
        "Verkiezingen",
        "Begraafplaatsadministratie",
        "Informatievoorziening",
    ]
    assert finance.note == ""


@pytest.mark.parametrize(("persons", "together"), [(3, False), (2, True), (1, True)])
def test_a_group_of_fewer_people_than_the_minimum_stands_with_the_one_that_would_give_it_away(persons, together):
    finance = money(wages(9, 9, 9, 9, 9, 9, 9, 5, persons, 9))
    merged = [group for group in finance.groups if len(group.names) > 1]
    assert bool(merged) is together
    if together:
        assert merged[0].names == ("Verkiezingen", "Begraafplaatsadministratie"), "the smallest other goes along"


def test_small_services_within_one_group_do_not_merge_the_groups():
    finance = money(wages(9, 9, 9, 1, 3, 9, 9, 9, 9, 9))
    assert all(len(group.names) == 1 for group in finance.groups)


GROUPS = {"A": [1, 2, 3], "B": [4], "C": [5], "D": [6, 7]}


@settings(max_examples=200)
@given(st.lists(st.integers(0, 5), min_size=7, max_size=7), st.integers(1, 4))
def test_no_row_leaves_less_than_enough_people_when_what_invoices_show_is_taken_from_it(persons, minimum):
    tally = Tally(wages(*persons), Q2)
    apart = groups_apart(tally, GROUPS, ("2026-Q2",), minimum)
    assert sorted(name for names in apart for name in names) == sorted(GROUPS)
    small = [service for service, number in enumerate(persons, 1) if 0 < number < minimum]
    if not small:
        assert all(len(names) == 1 for names in apart)
        return
    holding = [names for names in apart if set(small) & {one for name in names for one in GROUPS[name]}]
    assert len(holding) == 1, "what is kept back lies in one row"
    inside = [persons[service - 1] for name in holding[0] for service in GROUPS[name] if persons[service - 1]]
    if any(number >= minimum for number in persons):
        assert max(inside) >= minimum, "with somebody beside it"


@settings(max_examples=200)
@given(st.integers(0, 5), st.integers(0, 5), st.integers(1, 4))
def test_every_kind_of_wages_has_one_row_and_none_of_too_few_people(cao, revaluation, minimum):
    tally = Tally(wages(*MANY) + wages(cao, kind="cao") + wages(revaluation, kind="revaluation"), Q2)
    kinds = kinds_apart(tally, ("2026-Q2",), minimum)
    assert sorted(kind for row in kinds for kind in row) == ["cao", "revaluation", "wage"]
    behind = {"wage": 9, "cao": cao, "revaluation": revaluation}
    for row in kinds:
        most = max(behind[kind] for kind in row)
        assert most >= minimum or most == 0


def test_what_belongs_to_no_service_of_the_agreement_has_a_row_so_that_groups_add_up():
    finance = money([*wages(*MANY), Sum("2026-Q2", 0, "extra", "x", 500, 0, 1)])
    assert finance.groups[-1].name == "Niet per dienst" and finance.groups[-1].total.number == Decimal("5.00")


def test_a_service_without_a_group_is_a_group_of_its_own():
    bare = replace(
        example.DEFINITIONS,
        services=(ServiceRow(1, "Balie", example.clause("3.1")),),
        budgets=(BudgetRow("wage", example.clause("4.2"), Euro.of("10")),),
    )
    assert [group.name for group in money(wages(9), definitions=bare).groups] == ["Balie"]
