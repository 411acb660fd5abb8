"""May a month be composed, may it be issued, and what is the most that a year may cost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.invoicing.invoice import Invoice, Party
from noaber.invoicing.parts import Part, Sum, Sums, percent_text, sums_of
from noaber.invoicing.rules import Ceiling, MonthInvoice, adjusted_maximum, lines_of, may_compose, may_issue
from noaber.invoicing.terms import BillingTerms, CostTerms, TaxRule, tax_rule
from noaber.staffing import worked_year
from noaber.staffing.wage import PriceEffects, price_effects
from noaber.values import Clause, Decision, Euro, Granted, Line, Period, Refused, Term, Trace

YEAR = 2026
SEPTEMBER = Period.month(YEAR, 9)


def term(value: Any, number: str) -> Term[Any]:
    return Term(value, Clause("test-2026", number))


COST = CostTerms(
    maximum_wages=term(Euro.of("293362.20"), "4.2"),
    overhead_percent=term(Fraction(35, 100), "3.4"),
    training=term(Euro.of(9600), "4.2"),
    maximum=term(Euro.of("405638.97"), "4.2"),
)
BILLING = BillingTerms(
    addendum=term(True, "4.2"),
    actual_wages=term(True, "4.10"),
    cao_raises_maximum=term(True, "4.3"),
    revaluation_raises_maximum=term(True, "4.4"),
    overhead_on_corrections=term(True, "3.4"),
    overhead_cumulative=term(True, "3.4"),
    extra_by_addendum=term(True, "3.6"),
    calamity_by_agreement=term(True, "3.7"),
    tax_decided_by=term("de controller", "4.11"),
    ceiling_percent=term(Fraction(1), "4.8"),
    minimum_persons=term(3, "7.5"),
    payment_days=term(30, "4.10"),
)
EFFECTS = PriceEffects(Euro.of("1912.50"), Euro.of("2797.32"))


def part(kind: str = "wage", service: int = 1, month: int = 9, cents: int = 100, reference: str = "") -> Part:
    about = Period.month(YEAR, month)
    return Part(kind, service, about, Euro(cents), Clause("test-2026", "4.10"), 3, reference)


def tax(service: int = 0, category: str = "S", since: date = date(YEAR, 1, 1), until: date | None = None) -> TaxRule:
    return TaxRule(service, Period(since, until), category, Decimal(21))


def test_the_addendum_of_the_worked_year_adds_up() -> None:
    assert COST.maximum_overhead == Euro.of("102676.77") and COST.adds_up


def composed(
    cost: CostTerms | None = COST,
    billing: BillingTerms = BILLING,
    parts: tuple[Part, ...] = (part(),),
    taxes: tuple[TaxRule, ...] = (tax(),),
    payroll: bool = True,
) -> Decision:
    return may_compose(SEPTEMBER, cost, billing, parts, taxes, payroll)


LESS = replace(COST, maximum=term(Euro.of("405638.96"), "4.2"))
FREE = replace(BILLING, extra_by_addendum=term(False, "3.6"), actual_wages=term(False, "4.10"))


@pytest.mark.parametrize(
    ("decision", "code", "clause", "granted"),
    [
        (composed(), "compose", "4.10", True),
        (composed(payroll=False), "concept-only", "4.10", True),
        (composed(payroll=False, billing=FREE), "compose", "4.10", True),
        (composed(cost=None), "no-addendum", "4.2", False),
        (composed(cost=LESS), "addendum-differs", "4.2", False),
        (composed(parts=(part("extra"),)), "extra-without-agreement", "3.6", False),
        (composed(parts=(part("extra", reference="MW-1"),)), "compose", "4.10", True),
        (composed(parts=(part("extra"),), billing=FREE), "compose", "4.10", True),
        (composed(parts=(part("calamity"),)), "calamity-without-agreement", "3.7", False),
        (composed(parts=(part("calamity", reference="C-1"),)), "compose", "4.10", True),
        (composed(taxes=()), "no-tax-rule", "4.11", False),
        (composed(taxes=(), parts=(), payroll=False), "no-tax-rule", "4.11", False),
        (composed(taxes=(tax(2),)), "no-tax-rule", "4.11", False),
        (composed(taxes=(tax(1),)), "compose", "4.10", True),
        (composed(taxes=(tax(since=date(YEAR, 9, 1)),)), "compose", "4.10", True),
        (composed(taxes=(tax(since=date(YEAR, 9, 2)),)), "no-tax-rule", "4.11", False),
        (composed(taxes=(tax(until=date(YEAR, 9, 30)),)), "compose", "4.10", True),
        (composed(taxes=(tax(until=date(YEAR, 9, 29)),)), "no-tax-rule", "4.11", False),
        (composed(taxes=(tax(since=date(YEAR, 9, 1)),), parts=(part(month=8),)), "no-tax-rule", "4.11", False),
        (composed(taxes=(tax(), tax(2, "O")), parts=(part(), part(service=2))), "outside-tax-mixed", "4.11", False),
        (composed(taxes=(tax(), tax(2, "E")), parts=(part(), part(service=2))), "compose", "4.10", True),
        (composed(taxes=(tax(0, "O"),)), "compose", "4.10", True),
    ],
)
def test_a_month_is_composed_only_with_addendum_agreements_and_tax(
    decision: Decision, code: str, clause: str, granted: bool
) -> None:
    assert (decision.code, decision.clause.number, isinstance(decision, Granted)) == (code, clause, granted)


def test_a_refusal_says_what_to_do() -> None:
    refusals = [composed(cost=None), composed(cost=LESS), composed(taxes=()), composed(parts=(part("extra"),))]
    assert all(isinstance(one, Refused) and one.cure for one in refusals)


def test_every_missing_tax_rule_is_named() -> None:
    decision = composed(taxes=(), parts=(part(service=4), part(service=9, month=8)))
    assert "dienst 9 in augustus 2026, dienst 4 in september 2026" in decision.text


def test_the_own_rule_of_a_service_goes_before_the_general_one() -> None:
    rules = (tax(0), tax(9, "E"), tax(9, "O", until=date(YEAR, 6, 30)))
    assert [found.category for n in (8, 9) if (found := tax_rule(rules, n, SEPTEMBER))] == ["S", "E"]


def test_the_adjusted_maximum_of_the_worked_year() -> None:
    cao_only = adjusted_maximum(COST, BILLING, PriceEffects(EFFECTS.cao, Euro()), Euro())
    assert cao_only.amount == Euro.of("408220.85")
    both = adjusted_maximum(COST, BILLING, EFFECTS, Euro())
    assert both.amount == Euro.of("411997.23")
    assert [step.value for step in both.trace.inputs][:5] == [
        str(Euro.of(value)) for value in ("405638.97", "1912.50", "669.38", "2797.32", "979.06")
    ]
    realised = Euro.of("399430.35")
    assert round(Decimal(realised.cents) / both.amount.cents * 100, 1) == Decimal("96.9")


def test_the_effects_of_the_worked_year_come_from_its_formation() -> None:
    budgeted, in_force = (worked_year.opening_table(YEAR),), worked_year.tables_known(YEAR, 12)
    changes = worked_year.revaluations(YEAR)
    agreed = worked_year.agreed_formation(YEAR)
    assert price_effects(agreed, YEAR, budgeted, in_force, changes, worked_year.PARAMETERS) == EFFECTS


def test_an_agreement_may_keep_the_maximum_as_it_is() -> None:
    fixed = replace(BILLING, cao_raises_maximum=term(False, "4.3"), revaluation_raises_maximum=term(False, "4.4"))
    assert adjusted_maximum(COST, fixed, EFFECTS, Euro()).amount == COST.maximum.value
    assert adjusted_maximum(COST, fixed, EFFECTS, Euro(1)).amount == COST.maximum.value + Euro(1)


PARTY = Party("Gemeente (fictief)", "0" * 20, "0" * 8, "Straat 1", "1234 AB", "Plaats")


def draft(*parts: Part, concept: bool = False, number: str = "") -> MonthInvoice:
    return MonthInvoice(Invoice("test-2026", "Test", SEPTEMBER, PARTY, PARTY, (), (), number), parts, concept)


def billed(booked: str, cents: int, key: str = "") -> Sum:
    return Sum("billed.net", 1, key or booked, booked, cents)


def issued(
    invoice: MonthInvoice,
    journal: Sums = (),
    most: int = 1000,
    billing: BillingTerms = BILLING,
    day: date = date(YEAR, 10, 8),
) -> Decision:
    ceiling = Ceiling(Euro(most), Trace("maximum", str(Euro(most))))
    return may_issue(invoice, journal, {YEAR: ceiling, YEAR - 1: ceiling}, billing, day)


@pytest.mark.parametrize(("day", "code"), [(date(YEAR, 9, 30), "month-goes-on"), (date(YEAR, 10, 1), "issue")])
def test_an_invoice_waits_for_the_last_day_of_its_month_so_that_nothing_is_charged_behind_it(day: date, code: str):
    assert issued(draft(), day=day).code == code


AUGUST = (billed("2026-08", 900),)
OPEN = (Sum("wage", 1, "2026-08", "2026-08", 100, 3),)
HALF = replace(BILLING, ceiling_percent=term(Fraction(1, 2), "4.8"))


@pytest.mark.parametrize(
    ("decision", "code", "clause"),
    [
        (issued(draft(part(cents=1000))), "issue", "4.10"),
        (issued(draft(part(cents=1001))), "above-maximum", "4.8"),
        (issued(draft(part(cents=100)), AUGUST), "issue", "4.10"),
        (issued(draft(part(cents=101)), AUGUST), "above-maximum", "4.8"),
        (issued(draft(part(cents=500)), billing=HALF), "issue", "4.10"),
        (issued(draft(part(cents=501)), billing=HALF), "above-maximum", "4.8"),
        (issued(draft(part(cents=1000)), (billed("2025-12", 900),)), "issue", "4.10"),
        (issued(draft(part(cents=101)), (billed("2026-01", 900, "2025-12"),)), "issue", "4.10"),
        (issued(draft(part(), concept=True)), "no-payroll", "4.10"),
        (issued(draft(part()), (billed("2026-09", 1),)), "already-issued", "4.10"),
        (issued(draft(part()), (billed("2026-10", 1),)), "already-issued", "4.10"),
        (issued(draft(part()), OPEN), "earlier-month-open", "4.10"),
        (issued(draft(part(cents=100)), OPEN + AUGUST), "issue", "4.10"),
        (issued(draft(part()), (Sum("wage", 1, "2026-09", "2026-09", 100, 3),)), "issue", "4.10"),
    ],
)
def test_an_invoice_goes_out_once_in_order_and_under_the_maximum(decision: Decision, code: str, clause: str) -> None:
    assert (decision.code, decision.clause.number) == (code, clause)


def test_an_invoice_about_two_years_is_held_to_both_maxima() -> None:
    last_year = replace(part(cents=200), about=Period.month(YEAR - 1, 12))
    decision = issued(draft(part(cents=1000), last_year), (billed("2025-12", 801),))
    assert decision.code == "above-maximum" and "2025" in decision.text


def test_a_held_invoice_names_the_amounts_and_asks_for_consultation() -> None:
    decision = issued(draft(part(cents=101)), AUGUST)
    assert isinstance(decision, Refused) and "Overleg" in decision.cure
    for amount in (Euro(1001), Euro(1000), Euro(1)):
        assert str(amount) in decision.text


def test_what_is_booked_at_issue_names_service_month_people_and_clause() -> None:
    parts = (part(cents=700), part("cao", 1, 8, 50), part("overhead", 1, 9, 245), part("training", 2, 9, 80))
    assert [
        (line.measure, line.service, line.key, line.quantity, line.base, line.clause)
        for line in lines_of(draft(*parts, number="F1"))
    ] == [
        ("billed.net", 1, "2026-08", 50, 3, ""),
        ("billed.net", 1, "2026-09", 945, 3, ""),
        ("billed.net", 2, "2026-09", 80, 3, ""),
        ("billed.overhead", 1, "2026-09", 245, 3, "4.10"),
        ("billed.training", 2, "2026-09", 80, 3, "4.10"),
    ]


def test_a_concept_is_never_booked() -> None:
    with pytest.raises(AssertionError):
        lines_of(draft(part()))


lines = st.builds(
    Line,
    st.sampled_from(["wage", "cao"]),
    st.dates(date(2026, 1, 1), date(2026, 3, 31)),
    st.integers(-1000, 1000),
    st.sampled_from(["cents", "count"]),
    st.integers(0, 3),
    st.just("2026-01"),
    st.integers(0, 6),
)


@given(st.lists(lines, max_size=20), st.randoms())
def test_sums_lose_no_cent_and_do_not_depend_on_the_order(rows: list[Line], random: Any) -> None:
    sums = sums_of(rows)
    assert sum(one.cents for one in sums) == sum(line.quantity for line in rows if line.unit == "cents")
    turned = rows[:]
    random.shuffle(turned)
    assert sums_of(turned) == sums
    assert len({(one.measure, one.service, one.key, one.booked, one.clause) for one in sums}) == len(sums)


def test_a_sum_counts_the_people_of_the_payroll_that_was_not_taken_back() -> None:
    imports = ((1000, 4), (-1000, -4), (700, 2))
    rows = [Line("wage", date(2026, 1, 31), cents, "cents", 1, "2026-01", base) for cents, base in imports]
    assert sums_of(rows) == (Sum("wage", 1, "2026-01", "2026-01", 700, 2),)


@pytest.mark.parametrize(
    ("share", "text"),
    [(Fraction(35, 100), "35\u00a0%"), (Fraction("0.1705"), "17,05\u00a0%"), (Fraction(1), "100\u00a0%")],
)
def test_a_percentage_is_written_as_people_read_it(share: Fraction, text: str) -> None:
    assert percent_text(share) == text
