"""What was agreed is read from the agreement as it holds, and kept in a fixed report as it was."""

import json
from dataclasses import replace
from datetime import date

import msgspec
import pytest

from noaber.agreement.queries import book_of
from noaber.reporting.agreed import Agreed, keep, kept
from noaber.reporting.sources import agreed, definitions
from noaber.reporting.tests import example_report as example
from noaber.values import Euro, Period


def test_what_is_kept_is_the_same_after_it_went_through_a_file():
    said = Agreed(example.DEFINITIONS, example.terms())
    assert kept(json.loads(json.dumps(keep(said)))) == said


def test_what_was_kept_otherwise_is_refused():
    broken = keep(Agreed(example.DEFINITIONS, example.terms()))
    del broken["terms"]
    with pytest.raises(msgspec.ValidationError):
        kept(broken)


def test_the_whole_agreement_can_be_kept(agreement):
    said = agreed(book_of(agreement), Period.parse("2026-Q2"), date(2026, 7, 20))
    assert kept(json.loads(json.dumps(keep(said)))) == said


def test_services_products_and_norms_are_those_of_the_agreement(agreement):
    book = book_of(agreement)
    said = definitions(book, Period.parse("2026-Q2"))
    assert [row.number for row in said.services] == list(range(1, 11))
    assert {row.code for row in said.products} == {row.code for row in book.products}
    assert {row.code for row in said.kpis} == {row.code for row in book.kpis} and len(said.kpis) == 30
    assert sum(plan.per_year for plan in said.plans) == sum(row.per_year or 0 for row in book.products)
    assert {plan.product for plan in said.plans} <= {row.code for row in said.products}


def test_budgets_are_those_of_the_addendum_of_the_year_and_raises_lift_the_maximum(agreement):
    said = {row.measure: row for row in definitions(book_of(agreement), Period.parse("2026-Q2")).budgets}
    wages, overhead, training = (said[name].per_year for name in ("wage", "billed.overhead", "billed.training"))
    assert (wages, overhead, training) == (Euro.of("293362.20"), Euro.of("102676.77"), Euro.of("9600"))
    assert wages + overhead + training == Euro.of("405638.97"), "together the maximum of the addendum"
    assert said["cao"].lifts and said["revaluation"].lifts
    assert said["extra"].per_year is None and said["calamity"].per_year is None


def test_a_year_without_an_addendum_has_no_budgets(agreement):
    book = book_of(agreement)
    without = replace(book, terms=tuple(row for row in book.terms if not row.name.startswith("cost.")))
    said = definitions(without, Period.parse("2026-Q2"))
    assert {row.measure for row in said.budgets if row.per_year is not None} == set()
