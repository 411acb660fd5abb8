"""The invoice of a month, composed from sums of journal lines: the worked year to the cent, grouping and tax."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.invoicing.month import MissingTaxRule, compose, issue
from noaber.invoicing.parts import Part, Sum, Sums
from noaber.invoicing.rules import MonthInvoice, lines_of
from noaber.invoicing.terms import CostTerms, TaxRule
from noaber.invoicing.tests.worked_books import (
    ALL_TAXED,
    CONTRACT,
    YEAR,
    Books,
    billing_terms,
    cost_terms,
    year_of,
)
from noaber.staffing.groups import Group, merge_small
from noaber.values import Clause, Euro, Line, Period, Term

CUMULATIVE = year_of(billing_terms())
MONTHLY = year_of(billing_terms(overhead_cumulative=False))


def amounts(invoice: MonthInvoice) -> dict[str, str]:
    kinds = {kind: Euro.sum(part.net for part in invoice.parts if part.kind == kind) for kind in ("wage", "cao")}
    kinds |= {kind: Euro.sum(p.net for p in invoice.parts if p.kind == kind) for kind in ("overhead", "training")}
    document = invoice.invoice
    return {kind: amount.plain for kind, amount in kinds.items()} | {
        "net": document.net.plain,
        "vat": document.vat_total.plain,
        "total": document.payable.plain,
    }


def row(wage: str, cao: str, overhead: str, net: str, vat: str, total: str) -> dict[str, str]:
    training = "800,00"
    return {
        "wage": wage, "cao": cao, "overhead": overhead, "training": training, "net": net, "vat": vat, "total": total
    }  # fmt: skip


OPENING = row("24.446,85", "0,00", "8.556,40", "33.803,25", "7.098,68", "40.901,93")
CLOSING = row("25.464,93", "0,00", "8.912,73", "35.177,66", "7.387,31", "42.564,97")
TABLE = {
    **dict.fromkeys(range(1, 9), OPENING),
    9: row("22.362,00", "637,50", "8.049,83", "31.849,33", "6.688,36", "38.537,69"),
    10: row("19.259,04", "0,00", "6.740,66", "26.799,70", "5.627,94", "32.427,64"),
    11: CLOSING,
    12: CLOSING,
}


@pytest.mark.parametrize("number", range(1, 13))
def test_the_worked_year_month_by_month_to_the_cent(number: int) -> None:
    assert amounts(MONTHLY[number - 1]) == TABLE[number]


@pytest.mark.parametrize(
    ("number", "cumulative"), [(8, "270426.00"), (9, "302275.33"), (10, "329075.03"), (12, "399430.35")]
)
def test_the_cumulative_net_of_the_worked_year(number: int, cumulative: str) -> None:
    assert Euro.sum(month.invoice.net for month in MONTHLY[:number]) == Euro.of(cumulative)


def sum_of(year: list[MonthInvoice], kind: str) -> Euro:
    return Euro.sum(part.net for month in year for part in month.parts if part.kind == kind)


@pytest.mark.parametrize(
    ("year", "overhead", "net"), [(MONTHLY, "101067.15", "399430.35"), (CUMULATIVE, "101067.12", "399430.32")]
)
def test_the_year_adds_up_by_either_way_of_rounding_overhead(year: list[MonthInvoice], overhead: str, net: str) -> None:
    assert sum_of(year, "wage") == Euro.of("288125.70") and sum_of(year, "cao") == Euro.of("637.50")
    assert sum_of(year, "overhead") == Euro.of(overhead) and sum_of(year, "training") == Euro.of(9600)
    assert Euro.sum(month.invoice.net for month in year) == Euro.of(net)
    assert Euro.sum(month.net_of(YEAR) for month in year) == Euro.of(net)


def test_the_tax_of_the_worked_year() -> None:
    assert Euro.sum(month.invoice.vat_total for month in MONTHLY) == Euro.of("83880.36")
    assert Euro.sum(month.invoice.payable for month in MONTHLY) == Euro.of("483310.71")


@pytest.mark.parametrize("number", range(1, 13))
def test_cumulative_overhead_is_never_off_by_more_than_the_rounding(number: int) -> None:
    so_far = CUMULATIVE[:number]
    base = Euro.sum(part.net for month in so_far for part in month.parts if part.kind in ("wage", "cao"))
    assert sum_of(so_far, "overhead") == base.part(Fraction(35, 100))


def test_lines_add_up_to_parts_and_every_line_has_clause_and_trace() -> None:
    for month in (*CUMULATIVE, *MONTHLY):
        lines = month.invoice.lines
        assert Euro.sum(line.net for line in lines) == Euro.sum(part.net for part in month.parts)
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        for line in lines:
            assert line.trace and line.trace.value == str(line.net) and line.trace.clause == line.clause


def test_the_september_invoice_reads_from_wages_to_training() -> None:
    lines = CUMULATIVE[8].invoice.lines
    assert [(line.kind, line.service, line.clause.number, line.about.code if line.about else "") for line in lines] == [
        ("wage", 1, "4.10", "2026-09"),
        ("wage", 2, "4.10", "2026-09"),
        ("wage", 3, "4.10", "2026-09"),
        ("wage", 5, "4.10", "2026-09"),
        ("wage", 8, "4.10", "2026-09"),
        ("wage", 0, "4.10", "2026-09"),
        ("cao", 0, "4.3", "2026-07"),
        ("cao", 0, "4.3", "2026-08"),
        ("overhead", 0, "3.4", "2026-09"),
        ("training", 0, "4.2", "2026-09"),
    ]
    assert [line.net for line in lines if line.kind == "cao"] == [Euro.of("318.75")] * 2
    assert lines[0].trace and lines[0].trace.lines == "measure=wage&period=2026-09&service=1&key=2026-09"
    assert lines[5].trace and not lines[5].trace.lines and "(4, 6, 7, 9 en 10)" in lines[5].description
    assert lines[0].cost_centre == "KP1" and not lines[5].cost_centre


def test_a_rerun_gives_equal_values() -> None:
    assert year_of(billing_terms()) == CUMULATIVE


def test_the_order_of_imports_and_of_sums_does_not_matter() -> None:
    first, second = Books(), Books()
    for number in (1, 2, 3):
        first.import_payroll(YEAR, number)
    for number in (3, 1, 2):
        second.import_payroll(YEAR, number)
    now, earlier = second.sums(Period.month(YEAR, 3))
    turned = compose(
        Period.month(YEAR, 3), now[::-1], earlier[::-1], cost_terms, second.billing, second.taxes, CONTRACT
    )
    assert first.compose(YEAR, 3) == second.compose(YEAR, 3) == turned


def test_a_month_without_payroll_is_a_concept() -> None:
    assert Books().compose(YEAR, 1).concept and not CUMULATIVE[0].concept


def test_issuing_gives_number_day_and_due_day() -> None:
    books = Books()
    books.import_payroll(YEAR, 1)
    issued = issue(books.compose(YEAR, 1), "F1", date(2026, 2, 10), books.billing, "root").invoice
    assert (issued.number, issued.issued, issued.due, issued.checkpoint) == (
        "F1", date(2026, 2, 10), date(2026, 3, 12), "root"
    )  # fmt: skip


def test_what_is_issued_is_booked_in_full() -> None:
    booked = lines_of(CUMULATIVE[8])
    assert sum(line.quantity for line in booked if line.measure == "billed.net") == CUMULATIVE[8].invoice.net.cents
    per_measure = {
        measure: sum(line.quantity for line in booked if line.measure == measure)
        for measure in ("billed.overhead", "billed.training")
    }
    assert per_measure == {"billed.overhead": sum_of(CUMULATIVE[8:9], "overhead").cents, "billed.training": 80000}
    assert {line.day for line in booked} == {date(2026, 9, 30)}
    assert {line.key for line in booked} == {"2026-07", "2026-08", "2026-09"}


def part(kind: str, service: int, about: int, persons: int, cents: int = 100) -> Part:
    return Part(kind, service, Period.month(YEAR, about), Euro(cents), Clause("test-2026", "4.10"), persons)


@pytest.mark.parametrize(
    ("persons", "shown"),
    [
        ([3, 3], [{1}, {2}]),
        ([2, 3], [{1, 2}]),
        ([2, 3, 3], [{2}, {1, 3}]),
        ([2, 4, 3], [{2}, {1, 3}]),
        ([2, 2, 2], [{1, 2, 3}]),
        ([1, 2, 5, 4], [{3}, {1, 2, 4}]),
        ([1], [{1}]),
        ([], []),
    ],
)
def test_fewer_than_three_people_are_merged(persons: list[int], shown: list[set[int]]) -> None:
    groups = [Group((part("wage", service, 1, count),)) for service, count in enumerate(persons, start=1)]
    assert [set(group.services) for group in merge_small(groups, 3)] == shown


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(-1000, 1000)), max_size=10), st.integers(1, 5))
def test_merging_keeps_the_total_and_shows_nobody_alone(rows: list[tuple[int, int]], minimum: int) -> None:
    groups = [Group((part("wage", place, 1, count, cents),)) for place, (count, cents) in enumerate(rows, start=1)]
    shown = merge_small(groups, minimum)
    assert Euro.sum(group.net for group in shown) == Euro.sum(group.net for group in groups)
    assert len(shown) <= 1 or all(group.persons >= minimum for group in shown)


def sums(month: int, *rows: tuple[str, int, str, int, int]) -> Sums:
    booked = Period.month(YEAR, month).code
    return tuple(Sum(measure, service, key, booked, cents, persons) for measure, service, key, cents, persons in rows)


def composed(now: Sums, month: int = 9, earlier: Sums = (), taxes: tuple[TaxRule, ...] = ALL_TAXED) -> MonthInvoice:
    return compose(Period.month(YEAR, month), now, earlier, cost_terms, billing_terms(), taxes, CONTRACT)


SERVICES = (("wage", 1, "2026-09", 500_000, 4), ("wage", 2, "2026-09", 300_000, 3))


def test_the_correction_of_one_person_goes_into_the_wages() -> None:
    lines = composed(sums(9, *SERVICES, ("revaluation", 1, "2026-08", 50_000, 1))).invoice.lines
    wages = [(line.service, line.net, line.kind) for line in lines if line.kind in ("wage", "revaluation")]
    assert wages == [(1, Euro(500_000), "wage"), (0, Euro(350_000), "wage")]
    assert "correcties over eerdere maanden" in lines[1].description


def test_a_small_correction_joins_a_large_one_before_the_wages() -> None:
    now = sums(9, *SERVICES, ("revaluation", 1, "2026-08", 50_000, 1), ("cao", 1, "2026-07", 40_000, 3))
    lines = composed(now).invoice.lines
    assert [(line.service, line.net) for line in lines[:3]] == [
        (1, Euro(500_000)), (2, Euro(300_000)), (0, Euro(90_000))
    ]  # fmt: skip
    assert lines[2].description == "Correcties loonkosten over juli 2026 en augustus 2026"


def test_late_wages_are_a_correction_of_their_month() -> None:
    line = composed(sums(9, *SERVICES, ("wage", 1, "2026-08", 70_000, 3))).invoice.lines[2]
    assert (line.kind, line.net, line.about) == ("wage", Euro(70_000), Period.month(YEAR, 8))


def test_extra_work_and_calamities_are_charged_as_agreed_without_overhead() -> None:
    now = sums(9, *SERVICES, ("extra", 8, "MW-2026-01", 123_456, 0), ("calamity", 9, "CAL-2026-01", 2_400_000, 0))
    extra, calamity = composed(now).invoice.lines[-2:]
    assert (extra.net, extra.clause.number, extra.service) == (Euro(123_456), "3.6", 8)
    assert (calamity.net, calamity.clause.number) == (Euro(2_400_000), "3.7")
    assert "MW-2026-01" in extra.description
    plain = composed(sums(9, *SERVICES))
    assert sum_of([composed(now)], "overhead") == sum_of([plain], "overhead") == Euro(280_000)


def test_a_sum_with_a_clause_of_its_own_is_charged_under_it() -> None:
    own = Sum("extra", 8, "OSV-2026", "2026-09", 10_000, 0, "4.6")
    assert composed((*sums(9, *SERVICES), own)).invoice.lines[-1].clause == Clause("test-2026", "4.6")


EXEMPT = TaxRule(2, Period(date(2020, 1, 1)), "E", Decimal(0), "vrijgesteld")


def test_overhead_and_training_follow_the_tax_of_the_services() -> None:
    invoice = composed(sums(9, *SERVICES), taxes=(*ALL_TAXED, EXEMPT)).invoice
    assert [(group.category, group.net.plain, group.vat.plain) for group in invoice.vat] == [
        ("S", "11.250,00", "2.362,50"),
        ("E", "6.750,00", "0,00"),
    ]
    assert [line.net.plain for line in invoice.lines if line.kind == "overhead"] == ["1.750,00", "1.050,00"]
    assert all(line.trace and line.trace.value == str(line.net) for line in invoice.lines)


def test_tax_is_rounded_once_on_the_sum() -> None:
    now = sums(9, *(("extra", service, "MW", 2, 0) for service in range(1, 11)))
    invoice = compose(
        Period.month(YEAR, 9),
        now,
        (),
        lambda day: cost_terms(day, training=Euro()),
        billing_terms(),
        ALL_TAXED,
        CONTRACT,
    ).invoice
    assert invoice.net == Euro(20) and invoice.vat_total == Euro(4)


def test_a_correction_about_an_earlier_year_keeps_its_year_tax_and_overhead() -> None:
    then = TaxRule(0, Period(date(2025, 1, 1), date(2025, 12, 31)), "S", Decimal(9))
    since = TaxRule(0, Period(date(2026, 1, 1)), "S", Decimal(21))
    earlier = (
        Sum("wage", 1, "2025-12", "2025-12", 100_001, 3),
        Sum("billed.overhead", 1, "2025-12", "2025-12", 35_000),
    )
    now = sums(1, ("wage", 1, "2026-01", 200_000, 3), ("cao", 1, "2025-12", 10_000, 3))
    invoice = composed(now, month=1, earlier=earlier, taxes=(then, since))
    assert invoice.net_of(2025) == Euro(10_000 + 3_500) and invoice.net_of(2026) == Euro(200_000 + 70_000 + 80_000)
    assert {group.percent: group.net.cents for group in invoice.invoice.vat} == {21: 350_000, 9: 13_500}


def test_a_new_overhead_percentage_counts_from_its_day() -> None:
    def changed(day: date) -> CostTerms:
        percent = Term(Fraction(40, 100), Clause("test-2026", "3.4"), date(YEAR, 7, 1))
        return cost_terms(day) if day < percent.since else replace(cost_terms(day), overhead_percent=percent)

    earlier = (
        Sum("wage", 1, "2026-06", "2026-06", 1_000_000, 3),
        Sum("billed.overhead", 1, "2026-06", "2026-06", 350_000),
    )
    now = sums(7, ("wage", 1, "2026-07", 1_000_000, 3), ("cao", 1, "2026-06", 10_000, 3))
    invoice = compose(Period.month(YEAR, 7), now, earlier, changed, billing_terms(), ALL_TAXED, CONTRACT)
    assert [line.net.cents for line in invoice.invoice.lines if line.kind == "overhead"] == [3_500, 400_000]


def test_training_is_settled_on_what_was_paid() -> None:
    books = Books()
    for number in range(1, 13):
        books.invoice(YEAR, number)
    books.lines.append(Line("training", date(2027, 1, 31), 742_550, "cents", key=str(YEAR)))
    books.import_payroll(2027, 1)
    january = books.compose(2027, 1)
    settled = [line for line in january.invoice.lines if line.kind == "training"]
    assert [(line.net.plain, line.about.code if line.about else "") for line in settled] == [
        ("800,00", "2027-01"), ("-2.174,50", "2026-12")
    ]  # fmt: skip
    assert january.net_of(YEAR) == Euro.of("-2174.50")
    assert Euro.of("-2174.50").part(Fraction(21, 100)) == Euro.of("-456.65")


def test_a_missing_tax_rule_is_never_guessed() -> None:
    with pytest.raises(MissingTaxRule):
        composed(sums(9, *SERVICES), taxes=(EXEMPT,))


wages = st.lists(
    st.tuples(
        st.sampled_from(["wage", "cao", "revaluation"]),
        st.integers(1, 10),
        st.sampled_from(["2026-06", "2026-07", "2026-08", "2026-09"]),
        st.integers(-50_000, 2_000_000),
        st.integers(1, 6),
    ),
    max_size=12,
    unique_by=lambda one: one[:3],
)


@settings(max_examples=60)
@given(wages, st.booleans())
def test_lines_parts_tax_and_bookings_always_agree(rows: list[tuple[str, int, str, int, int]], exempt: bool) -> None:
    now = sums(9, *rows)
    month = composed(now, taxes=(*ALL_TAXED, EXEMPT) if exempt else ALL_TAXED)
    document = month.invoice
    wage_cents = sum(one.cents for one in now)
    assert sum_of([month], "overhead") == Euro(wage_cents).part(Fraction(35, 100))
    assert sum_of([month], "training") == Euro.of(7200)
    assert document.net == Euro.sum(one.net for one in month.parts) == Euro.sum(group.net for group in document.vat)
    assert document.net.cents == wage_cents + sum_of([month], "overhead").cents + 720_000
    for group in document.vat:
        own = [line.net for line in document.lines if line.vat_category == group.category]
        assert Euro.sum(own) == group.net and group.vat == group.net.part(group.percent / 100)
    booked = lines_of(replace(month, invoice=replace(document, number="F1")))
    assert sum(line.quantity for line in booked if line.measure == "billed.net") == document.net.cents
    assert composed(now[::-1], taxes=(*ALL_TAXED, EXEMPT) if exempt else ALL_TAXED) == month
