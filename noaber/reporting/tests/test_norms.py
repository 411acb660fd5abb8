"""A norm is met on its own number, and what is not known is never called met."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.reporting.figures import half_up, rounded
from noaber.reporting.norms import Status, meets, norm_text, result_of, status_of
from noaber.reporting.tests import example_report as example


@pytest.mark.parametrize(
    ("operator", "norm", "hits", "base", "status"),
    [
        (">=", "95", 19, 20, Status.MET),
        (">=", "95", 94, 99, Status.MISSED),
        (">", "95", 19, 20, Status.MISSED),
        (">", "95", 96, 100, Status.MET),
        ("<=", "5", 1, 20, Status.MET),
        ("<=", "5", 6, 100, Status.MISSED),
        ("<", "5", 1, 20, Status.MISSED),
        ("=", "100", 5, 5, Status.MET),
        ("=", "100", 4, 5, Status.MISSED),
        (">=", "95", 4, 4, Status.TOO_FEW),
        (">=", "95", 5, 5, Status.MET),
        (">=", "95", 0, 0, Status.TOO_FEW),
    ],
)
def test_a_norm_is_judged_on_both_sides_of_its_number(operator, norm, hits, base, status):
    kpi = example.kpi("X-01", "Voorbeeld", norm, "5", norm_operator=operator)
    assert status_of(kpi, hits, base, example.terms()) is status


def test_what_nothing_counts_is_not_measured_and_what_is_counted_each_time_needs_no_minimum():
    assert status_of(example.kpi("X", "x", "95", "5", measured_by=""), 0, 0, example.terms()) is Status.NOT_MEASURED
    assert status_of(example.kpi("X", "x", "100", "5", minimum=1), 1, 1, example.terms()) is Status.MET


@pytest.mark.parametrize(
    ("operator", "hits", "base", "shown"),
    [
        (">=", 9499, 10_000, "94.99"),
        (">=", 9500, 10_000, "95.0"),
        (">=", 949_996, 1_000_000, "94.9996"),
        (">", 9501, 10_000, "95.01"),
        ("<=", 9501, 10_000, "95.01"),
        ("<", 9499, 10_000, "94.99"),
        ("=", 94_999, 100_000, "94.999"),
        (">=", 9400, 10_000, "94.0"),
    ],
)
def test_a_result_just_off_its_norm_is_not_rounded_onto_it(operator, hits, base, shown):
    kpi = example.kpi("X", "x", "95", "5", norm_operator=operator)
    number, _ = rounded(result_of(kpi, hits, base), lambda result: meets(kpi, result))
    assert str(number) == shown


@given(st.integers(1, 5_000), st.integers(0, 1000), st.integers(-2, 2), st.sampled_from([">=", ">", "<=", "<", "="]))
def test_a_result_as_people_read_it_says_the_same_about_its_norm_as_the_exact_one(base, norm, off, operator):
    """Also right beside the norm, where rounding would put it on the other side."""
    hits = min(max(norm * base // 1000 + off, 0), base)
    kpi = example.kpi("X", "x", str(Decimal(norm) / 10), "5", norm_operator=operator)
    exact = result_of(kpi, hits, base)
    shown, _ = rounded(exact, lambda result: meets(kpi, result))
    assert meets(kpi, Fraction(shown)) == meets(kpi, exact)


@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_rounding_is_half_away_from_zero(exact, places):
    got = half_up(exact, places)
    assert abs(Fraction(got) - exact) <= Fraction(1, 2 * 10**places)
    assert half_up(-exact, places) == -got


def test_a_norm_reads_as_people_say_it():
    assert norm_text(example.kpi("X", "x", "95", "5")) == "ten minste 95\u00a0%"
    assert norm_text(example.kpi("X", "x", "8.0", "5", unit="cijfer 1-10")) == "ten minste 8 (cijfer 1-10)"
