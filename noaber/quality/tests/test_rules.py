"""Findings: their term, their settling, and lists that are taken in whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.quality.listing import MOST_ROWS, read
from noaber.quality.rules import (
    BCM,
    Finding,
    due_on,
    may_pass,
    may_record,
    may_score,
    may_settle,
    passed_lines,
    score_lines,
    settled_lines,
    wrong_reference,
)
from noaber.quality.terms import QualityTerms
from noaber.values import Clause, Term

CLAUSE = Clause("voorbeeld-2024", "3.1.1.7")
TERMS = QualityTerms(settle_workdays=Term(20, CLAUSE))
DAY = date(2026, 11, 24)
FOUND = Finding("BCM-1", BCM, date(2026, 10, 1))
DUE = due_on(FOUND.received, TERMS)
KPIS = [("KW-02", CLAUSE)]


def test_twenty_working_days_after_receipt_is_the_last_day() -> None:
    assert date(2026, 10, 29) == DUE


@pytest.mark.parametrize(
    ("received", "known", "code"),
    [(DAY, False, "recorded"), (DAY + timedelta(days=1), False, "received-later"), (DAY, True, "already-known")],
)
def test_a_finding_is_recorded_once_and_not_ahead(received: date, known: bool, code: str) -> None:
    assert may_record(replace(FOUND, received=received), known, DAY, TERMS).code == code


@pytest.mark.parametrize(
    ("handling", "note", "settled", "code"),
    [
        ("fixed", "", False, "settled"),
        ("no-fault", "", False, "no-note"),
        ("no-fault", "Gelijk aan de akte.", False, "settled"),
        ("passed-on", " ", False, "no-note"),
        ("weg", "x", False, "unknown-handling"),
        ("fixed", "", True, "already-settled"),
    ],
)
def test_what_was_not_fixed_says_why(handling: str, note: str, settled: bool, code: str) -> None:
    assert may_settle(replace(FOUND, settled=settled), handling, note, TERMS).code == code


@pytest.mark.parametrize(("day", "met"), [(DUE, 1), (DUE + timedelta(days=1), 0)])
def test_a_finding_counts_as_met_up_to_its_last_day(day: date, met: int) -> None:
    (line,) = settled_lines(KPIS, FOUND, DUE, day)
    assert (line.key, line.quantity, line.base, line.day) == ("KW-02", met, 1, day)


def test_a_finding_counts_once_whether_it_ran_out_or_was_settled() -> None:
    (missed,) = passed_lines(KPIS, DUE)
    assert (missed.quantity, missed.base, missed.day) == (0, 1, DUE)
    assert settled_lines(KPIS, replace(FOUND, passed=True), DUE, DAY) == []


@pytest.mark.parametrize(
    ("change", "day", "code"),
    [
        ({}, DUE, "not-passed"),
        ({}, DUE + timedelta(days=1), "passed"),
        ({"settled": True}, DAY, "not-passed"),
        ({"passed": True}, DAY, "not-passed"),
    ],
)
def test_only_an_open_finding_past_its_term_is_missed(change: dict, day: date, code: str) -> None:
    assert may_pass(replace(FOUND, **change), DUE, day, TERMS).code == code


@pytest.mark.parametrize(
    ("points", "most", "year", "scored", "code"),
    [
        (95, 100, 2026, False, "scored"),
        (100, 100, 2026, False, "scored"),
        (101, 100, 2026, False, "impossible-score"),
        (0, 0, 2026, False, "impossible-score"),
        (95, 100, 2027, False, "year-ahead"),
        (95, 100, 2026, True, "already-scored"),
    ],
)
def test_a_score_is_recorded_once_a_year_and_within_its_most(points, most, year, scored, code) -> None:
    assert may_score(points, most, year, scored, DAY, CLAUSE).code == code


def test_a_score_counts_its_points_of_the_most_there_were() -> None:
    (line,) = score_lines([("KW-01", CLAUSE)], 188, 196, DAY)
    assert (line.key, line.quantity, line.base) == ("KW-01", 188, 196)


@pytest.mark.parametrize(
    ("reference", "good"),
    [
        ("BCM-2026-1", True),
        ("", False),
        ("  ", False),
        ("123456782", False),  # passes the eleven test
        ("PL 123456782", False),
        ("123456789", True),  # nine digits that are no citizen number
        ("1123456782", True),  # ten digits
        ("x" * 40, True),
        ("x" * 41, False),
        ("a\tb", False),
    ],
)
def test_a_reference_is_short_and_no_citizen_number(reference: str, good: bool) -> None:
    assert (wrong_reference(reference) == "") is good


HEAD = "kenmerk;herkomst;ontvangen\n"


def taken(text: str, known: frozenset[str] = frozenset()):
    return read(text.encode(), known, DAY)


def test_a_good_list_tells_what_is_new_and_what_was_known() -> None:
    report = taken(f"\ufeff{HEAD}A-1;BCM;2026-11-02\nA-2;steekproef;3-11-2026\n\nA-3;eigen;1-11-2026\n", {"A-2"})
    assert report.good and report.known == 1
    found = [(one.reference, one.origin, one.received.day) for one in report.new]
    assert found == [("A-1", "bcm", 2), ("A-3", "own", 1)]


def test_an_empty_list_is_good_and_brings_nothing() -> None:
    report = taken(HEAD)
    assert report.good and report.new == () and report.known == 0


def test_every_mistake_is_told_with_its_line_and_nothing_is_new_in_a_bad_row() -> None:
    report = taken(
        f"{HEAD}A-1;BCM;2026-11-02\nA-1;BCM;2026-11-02\n;BCM;2026-11-02\nA-3;kwaad;2026-11-02\n"
        "A-4;BCM;31-2-2026\nA-5;BCM;2026-11-25\nA-6;BCM\n123456782;gek;morgen\n"
    )
    assert not report.good
    assert [mistake.line for mistake in report.mistakes] == [3, 4, 5, 6, 7, 8, 9, 9, 9]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"kenmerk,herkomst,ontvangen\n", b"PK\x03\x04\x00", b'kenmerk;"\n'],
)
def test_what_is_no_such_list_is_told_in_one_sentence(content: bytes) -> None:
    report = read(content, (), DAY)
    assert not report.good and len(report.mistakes) == 1 and report.new == ()


def test_a_list_has_at_most_five_thousand_rows() -> None:
    rows = "".join(f"A-{number};BCM;2026-11-02\n" for number in range(MOST_ROWS))
    assert taken(HEAD + rows).good
    assert not taken(f"{HEAD}{rows}B;BCM;2026-11-02\n").good


@given(content=st.binary(max_size=200))
def test_no_file_whatever_makes_reading_fall_over(content: bytes) -> None:
    report = read(content, (), DAY)
    assert report.good == (not report.mistakes)


@given(text=st.text(max_size=120))
def test_no_rows_whatever_make_reading_fall_over(text: str) -> None:
    read((HEAD + text).encode("utf-8", "ignore"), (), DAY)
