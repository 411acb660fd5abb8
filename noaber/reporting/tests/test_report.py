"""A report is a pure function of sums: parts add up, files say the same, and twice drawn is the same to the byte."""

import io
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.reporting.counts import pro_rata
from noaber.reporting.definitions import Sum
from noaber.reporting.document import write_pdf
from noaber.reporting.figures import window
from noaber.reporting.finance import half_of
from noaber.reporting.norms import Status
from noaber.reporting.report import compose
from noaber.reporting.spreadsheet import write_csv, write_xlsx
from noaber.reporting.tests import example_report as example
from noaber.values import Euro, Period


def composed(sums, period="2026-Q2"):
    return compose(example.head(period), sums, example.DEFINITIONS, example.terms(), example.REMARKS)


SUMS = st.builds(
    Sum,
    st.sampled_from(window(Period.parse("2026-Q2"))),
    st.integers(0, 12),
    st.sampled_from(["case.closed", "case.registered", "case.overdue", "extra", "calamity"]),
    st.sampled_from(["", "paspoort", "verhuizing", "onbekend"]),
    st.integers(0, 1000),
    st.just(0),
    st.integers(0, 9),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(SUMS, max_size=40))
def test_products_add_up_to_their_service_and_services_to_the_whole(sums):
    """Whatever was counted, also for a product or a service that the agreement does not know."""
    report = composed(sums)
    assert report.total.count.number == sum(
        row.quantity for row in sums if row.measure == "case.closed" and row.quarter == "2026-Q2"
    )
    for part in report.services:
        assert sum(row.count.number for row in part.counts.products) == part.counts.closed.count.number
        for place, figure in enumerate(part.counts.closed.series):
            assert figure.number == sum(row.series[place].number for row in part.counts.products)
    assert sum(part.counts.closed.count.number for part in report.services) == report.total.count.number
    assert sum(part.counts.overdue.number for part in report.services) == report.overdue.number
    assert sum(part.counts.registered.number for part in report.services) == report.registered.number


def test_what_belongs_to_no_agreed_product_or_service_still_counts():
    extra = [Sum("2026-Q2", 2, "case.closed", "onbekend", 7, 0, 7), Sum("2026-Q2", 12, "case.closed", "x", 3, 0, 3)]
    before, after = composed(example.sums()), composed(example.sums() + extra)
    assert after.total.count.number == before.total.count.number + 10
    assert "onbekend" in [row.code for part in after.services if part.number == 2 for row in part.counts.products]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_sums_does_not_matter(chance: random.Random):
    sums = example.sums()
    chance.shuffle(sums)
    assert composed(sums) == composed(example.sums())


def test_quarters_before_the_journal_began_are_unknown_and_not_zero():
    report = compose(
        example.head(since=date(2025, 7, 1)), example.sums(), example.DEFINITIONS, example.terms(), example.REMARKS
    )
    assert report.total.last_year is None and report.total.change is None
    assert [figure is None for figure in report.total.series] == [True] * 4 + [False] * 4


@given(st.integers(0, 1_000_000))
def test_four_quarters_of_a_plan_and_two_halves_of_a_budget_are_the_whole(number):
    assert sum(pro_rata(number, quarter) for quarter in (1, 2, 3, 4)) == number
    assert half_of(Euro(number), 1) + half_of(Euro(number), 2) == Euro(number)


def test_eight_quarters_end_with_the_reported_one_and_the_fourth_is_last_year():
    codes = window(Period.parse("2026-Q2"))
    assert len(codes) == 8 and codes[-1] == "2026-Q2" and codes[3] == "2025-Q2"


def test_money_is_shown_in_the_second_and_fourth_quarter_only():
    assert example.report("2026-Q2").finance is not None
    assert example.report("2026-Q3").finance is None


def test_every_figure_says_why_and_its_lines_open_the_same_number():
    for row in example.report().accounts():
        trace = row.figure.trace
        assert trace.label and (trace.formula or trace.inputs or trace.lines), row


def test_a_service_says_how_long_visitors_waited_and_what_they_paid_for_the_client():
    desk = [
        Sum("2026-Q2", 1, "visit.waited", "ommen", 90, 20, 20),
        Sum("2026-Q2", 1, "visit.waited", "vriezenveen", 10, 5, 5),
        Sum("2026-Q2", 1, "visit.handled", "ommen", 250, 25, 25),
        Sum("2026-Q2", 1, "first_free", "paspoort", 63, 60, 60),
        Sum("2026-Q2", 1, "leges", "paspoort", 1_234_50, 17, 15),
        Sum("2026-Q1", 1, "leges", "paspoort", 999, 1, 1),
    ]
    without, report = composed(example.sums()), composed(example.sums() + desk)
    said = {row.name: row.figure for row in report.accounts() if row.part == "Dienst 1" and not row.row}
    assert said["minuten wachten per bezoek"].value == "4,0"
    assert said["minuten aan het loket per bezoek"].value == "10,0"
    assert said["werkdagen tot de eerste vrije plek"].value == "1,1"
    assert said["leges voor de gemeente"].value == str(Euro(123_450))
    assert said["leges, aantal keer betaald"].number == 17
    assert report.finance == without.finance, "leges pass through: they are neither cost nor income"
    assert not [row for row in without.accounts() if "leges" in row.name or "wachten" in row.name]
    cells = str(list(openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))["Verantwoording"].values))
    assert "minuten wachten per bezoek" in cells and "leges voor de gemeente" in cells


def test_a_missed_norm_is_named_in_the_sentences():
    report = example.report()
    assert report.missed
    for row in report.missed[:3]:
        assert row.kpi.name in report.sentences[1].text
    assert {row.status for row in report.indicators} == set(Status)


def test_the_paper_is_the_same_to_the_byte_tagged_and_in_dutch():
    first, second = write_pdf(example.report()), write_pdf(replace(example.report()))
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert str(pdf.Root.Lang).startswith("nl") and "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as about:
            assert about["pdfaid:part"] == "2" and about["pdfaid:conformance"] == "A" and about["pdfuaid:part"] == "1"
            assert "Kwartaalrapport" in about["dc:title"]


def test_the_workbook_says_what_the_report_says():
    report = example.report()
    body = write_xlsx(report)
    assert body == write_xlsx(report)
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
    rows = list(book["Aantallen"].iter_rows(values_only=True))
    assert rows[1][:2] == ("Alle diensten", report.total.count.number)
    norms = {row[0]: row for row in book["Normen"].iter_rows(min_row=2, values_only=True)}
    for row in report.indicators:
        assert norms[row.kpi.code][6] == row.status.text
    assert len(list(book["Verantwoording"].iter_rows())) == len(list(report.accounts())) + 1


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2", "@x", "\tx"])
def test_a_text_that_looks_like_a_formula_is_only_text(name):
    products = (replace(example.DEFINITIONS.products[0], name=name), *example.DEFINITIONS.products[1:])
    definitions = replace(example.DEFINITIONS, products=products)
    report = compose(example.head(), example.sums(), definitions, example.terms(), ())
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))["Aantallen"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert not any(
        cell.startswith(("=", "+", "@", "\t"))
        for line in write_csv(report).decode("utf-8-sig").splitlines()
        for cell in line.split(";")[:3]
    )


def test_figures_are_numbers_and_never_floats():
    assert all(isinstance(row.figure.number, int | Decimal) for row in example.report().accounts())
