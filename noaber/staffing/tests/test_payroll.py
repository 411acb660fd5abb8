"""The payroll file: read whole or refused with everything that is wrong."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.staffing import worked_year
from noaber.staffing.payroll import MOST_BYTES, Findings, Payroll, read_payroll
from noaber.values import Euro, Period

SEPTEMBER = Period.month(2026, 9)
FORMATION = worked_year.formation(2026)
HEADER = "maand;betreft;medewerker;soort;salaris;ikb;pensioen;aop;sociale_lasten;overig;totaal"
GOOD = "2026-09;2026-09;E1;loon;4.070,00;693,94;619,17;12,85;743,65;0,00;6.139,61"
RISE = "2026-09;2026-07;E1;cao;50,00;8,53;11,10;0,30;9,14;0,00;79,07"


def read(*lines: str) -> Payroll | Findings:
    return read_payroll("\n".join((HEADER, *lines)).encode(), SEPTEMBER, FORMATION)


def codes(result: Payroll | Findings) -> list[tuple[int, str]]:
    assert isinstance(result, Findings), result
    return [(finding.line, finding.code) for finding in result.items]


def good(result: Payroll | Findings) -> Payroll:
    assert isinstance(result, Payroll), result
    return result


def with_cell(place: int, value: str) -> str:
    cells = GOOD.split(";")
    cells[place] = value
    return ";".join(cells)


def test_a_wage_and_a_rise_are_read_with_the_month_they_are_about() -> None:
    payroll = good(read(GOOD, RISE))
    assert [(row.about.code, row.employee, row.measure, row.line) for row in payroll.rows] == [
        ("2026-07", "E1", "cao", 3),
        ("2026-09", "E1", "wage", 2),
    ]
    assert payroll.total == Euro.of("6218.68") and not payroll.flags


@pytest.mark.parametrize("month", range(1, 13))
def test_each_file_of_the_worked_year_is_read(month: int) -> None:
    payroll = good(read_payroll(worked_year.payroll_csv(2026, month), Period.month(2026, month), FORMATION))
    expected = {9: "22999.50", 10: "19259.04", 11: "25464.93", 12: "25464.93"}.get(month, "24446.85")
    assert payroll.total == Euro.of(expected)


@pytest.mark.parametrize("year", [2024, 2025, 2027])
def test_the_worked_year_can_be_any_year(year: int) -> None:
    data, month = worked_year.payroll_csv(year, 9), Period.month(year, 9)
    assert good(read_payroll(data, month, worked_year.formation(year))).total == Euro.of("22999.50")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: (text + "\n\n;;;;;;;;;;\n").encode(),
        lambda text: text.replace("E1", '"E1"').encode(),
        lambda text: text.replace("maand;betreft", " Maand ;BETREFT").encode(),
        lambda text: text.replace(";loon;", ";Loon;").encode(),
    ],
)
def test_forms_of_the_same_file_read_alike(change: Callable[[str], bytes]) -> None:
    assert read_payroll(change(f"{HEADER}\n{GOOD}"), SEPTEMBER, FORMATION) == read(GOOD)


def test_columns_may_stand_in_another_order() -> None:
    names, cells = HEADER.split(";")[::-1], GOOD.split(";")[::-1]
    data = f"{';'.join(names)}\n{';'.join(cells)}".encode()
    assert read_payroll(data, SEPTEMBER, FORMATION) == read(GOOD)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (with_cell(0, "2026-08"), "wrong-month"),
        (with_cell(0, "september"), "not-a-month"),
        (with_cell(1, "2026-13"), "not-a-month"),
        (with_cell(1, "2026-10"), "about-later"),
        (with_cell(2, "E9"), "unknown-employee"),
        (with_cell(2, "E7"), "unknown-employee"),
        (with_cell(2, ""), "unknown-employee"),
        (with_cell(2, "999990019"), "citizen-number"),
        (with_cell(3, "bonus"), "unknown-kind"),
        (with_cell(3, "cao"), "correction-not-past"),
        (with_cell(4, "vierduizend"), "not-an-amount"),
        (with_cell(4, "4070.00"), "not-an-amount"),
        (with_cell(4, ""), "not-an-amount"),
        (with_cell(4, "9" * 19), "not-an-amount"),
        (with_cell(10, "6.139,60"), "total-differs"),
        (with_cell(10, "6.139,62"), "total-differs"),
        (with_cell(2, "=1+1"), "formula"),
        (with_cell(4, "=4070"), "formula"),
        (with_cell(4, "@SOM(A1)"), "formula"),
        (with_cell(9, "-cmd|calc"), "formula"),
        (with_cell(1, "+2026-09"), "formula"),
        (GOOD + ";1", "cell-count"),
        (GOOD.rpartition(";")[0], "cell-count"),
        ('2026-09;"2026-09;E1', "unreadable"),
    ],
)
def test_a_line_with_one_fault_gives_that_finding(line: str, code: str) -> None:
    assert codes(read(RISE, line)) == [(3, code)]


def test_everything_wrong_is_told_at_once_and_nothing_is_read() -> None:
    found = codes(read(with_cell(4, "veel"), GOOD, with_cell(2, "E9"), with_cell(10, "1,00"), "x;y"))
    assert found == [
        (2, "not-an-amount"),
        (3, "double-row"),
        (4, "unknown-employee"),
        (5, "double-row"),
        (5, "total-differs"),
        (6, "cell-count"),
    ]


def test_a_double_row_names_the_first_one() -> None:
    result = read(GOOD, RISE, GOOD)
    assert codes(result) == [(4, "double-row")]
    assert isinstance(result, Findings) and "Regel 2" in result.items[0].text


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", [(0, "empty")]),
        (b"\xef\xbb\xbf\r\n", [(0, "empty")]),
        (HEADER.encode(), [(0, "empty")]),
        (f"{HEADER}\n{GOOD}\n".encode() + b"\xe9", [(3, "not-utf8")]),
        (f"{HEADER}\n{GOOD}".encode("utf-16"), [(1, "not-utf8")]),
        (b"x" * (MOST_BYTES + 1), [(0, "too-large")]),
        (f"{HEADER};bsn\n".encode(), [(1, "unknown-column")]),
        (f"{HEADER};aop\n".encode(), [(1, "double-column")]),
        (HEADER.replace(";aop", "").replace("maand;", "").encode(), [(1, "missing-column"), (1, "missing-column")]),
        (HEADER.replace(";", ",").encode(), [(1, "missing-column")] * 11 + [(1, "unknown-column")]),
    ],
)
def test_a_file_that_is_no_payroll_is_refused(data: bytes, found: list[tuple[int, str]]) -> None:
    assert codes(read_payroll(data, SEPTEMBER, FORMATION)) == found


def test_a_negative_wage_is_flagged_and_a_negative_correction_is_not() -> None:
    minus = "2026-09;2026-09;E1;loon;-10,00;0,00;0,00;0,00;0,00;9,99;-0,01"
    payroll = good(read(minus, RISE.replace("50,00", "-50,00").replace("79,07", "-20,93")))
    assert [(flag.line, flag.code, flag.blocks) for flag in payroll.flags] == [(2, "negative-wage", False)]
    assert not good(read(minus.replace("9,99;-0,01", "10,00;0,00"))).flags


def test_a_flag_is_told_with_the_faults() -> None:
    minus = "2026-09;2026-09;E1;loon;-10,00;0,00;0,00;0,00;0,00;0,00;-10,00"
    assert codes(read(minus, "x")) == [(2, "negative-wage"), (3, "cell-count")]


def test_somebody_who_left_may_still_be_corrected_for_when_he_was_here() -> None:
    october = Period.month(2026, 10)
    line = RISE.replace("2026-09;2026-07;E1", "2026-10;2026-09;E2")
    assert isinstance(read_payroll(f"{HEADER}\n{line}".encode(), october, FORMATION), Payroll)


@given(st.permutations(worked_year.payroll_rows(2026, 9)))
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[str, ...]]) -> None:
    data = "\n".join([HEADER, *(";".join(cells) for cells in rows)]).encode()
    expected = read_payroll(worked_year.payroll_csv(2026, 9), SEPTEMBER, FORMATION)
    assert read_payroll(data, SEPTEMBER, FORMATION) == expected


@given(st.binary(max_size=300) | st.text(alphabet='0123456789;,.-=E"\n\r\x00 maand', max_size=300).map(str.encode))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for content in (data, f"{HEADER}\n".encode() + data):
        result = read_payroll(content, SEPTEMBER, FORMATION)
        assert isinstance(result, Payroll) or any(finding.blocks for finding in result.items)
