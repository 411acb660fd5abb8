"""What something costs: surcharges, ages, and tables that leave days out or say two things."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.cemetery.charge_lines import charge_facts, charge_lines
from noaber.cemetery.local import GraveKind, Local
from noaber.cemetery.price import Price, of_times, of_years, once, surcharges
from noaber.cemetery.tariffs import (
    BURIAL,
    FIXED,
    OUTSIDE,
    PER_TIME,
    PER_YEAR,
    PERCENT,
    RENEW,
    SATURDAY,
    SUNDAY,
    Tariff,
    dated,
    read_tariff,
    wrong_tables,
)
from noaber.values import Clause, Euro, Period

ARTICLE = Clause("Verordening lijkbezorgingsrechten Voorbeeld 2026", "4.1")
SINCE = date(2026, 1, 1)
KIND = GraveKind("particulier", "Graf", "LMH", "exclusive", 2, 2, (10,), (5, 10), False, ARTICLE, Period(SINCE, None))
ROW = Tariff("b", "Begraven", BURIAL, FIXED, Euro.of(917), ARTICLE, Period(SINCE, None), "voorbeeld", ledger="8200")
EXTRA = replace(ROW, code="zat", title="Op zaterdag", unit=PERCENT, amount=Euro(), percent=25, when=SATURDAY)


def tables(*rows: Tariff) -> list[str]:
    return list(wrong_tables(rows, {"LMH", "BZH"}, {"particulier", "kindergraf"}))


def local(*rows: Tariff) -> Local:
    return Local(175, {}, (), (KIND,), rows)


@pytest.mark.parametrize(
    ("at", "counts"),
    [(datetime(2026, 12, 4, 11), 0), (datetime(2026, 12, 5, 0, 0), 1), (datetime(2026, 12, 6, 11), 0)],
)
def test_the_surcharge_of_a_saturday_counts_on_saturday_alone(at, counts):
    base = once(local(ROW, EXTRA), BURIAL, KIND, at.date(), "begraven")
    found = surcharges(local(ROW, EXTRA), BURIAL, KIND, at, base)
    assert [line.amount for line in found.lines] == [Euro.of("229.25")] * counts
    assert [line.sum for line in found.lines] == ["25% van €\u00a0917,00"] * counts


@pytest.mark.parametrize(
    ("clock", "counts"), [(time(8, 59), True), (time(9), False), (time(15, 59), False), (time(16), True)]
)
def test_outside_the_usual_hours_is_before_they_begin_and_from_their_end_on(clock, counts):
    row = replace(EXTRA, when=OUTSIDE, opens=time(9), closes=time(16))
    assert row.counts_at(datetime.combine(date(2026, 12, 4), clock)) is counts


def test_two_surcharges_are_each_a_part_of_the_price_and_not_of_each_other():
    late = replace(EXTRA, code="laat", when=OUTSIDE, percent=10, opens=time(9), closes=time(16))
    at = datetime(2026, 12, 5, 17)
    base = once(local(ROW), BURIAL, KIND, at.date(), "begraven")
    assert surcharges(local(ROW, EXTRA, late), BURIAL, KIND, at, base).total == Euro.of("320.95")


def test_there_is_no_surcharge_on_what_has_no_price():
    assert surcharges(local(EXTRA), BURIAL, KIND, datetime(2026, 12, 5, 11), Price()).lines == ()


def test_so_many_times_is_so_many_times_the_price_of_one():
    bell = replace(ROW, code="klok", what="bell", unit=PER_TIME, amount=Euro.of(35))
    found = of_times(local(bell), "bell", KIND, 3, SINCE, "klok luiden")
    assert (found.total, found.lines[0].sum) == (Euro.of(105), "3 keer x €\u00a035,00")
    assert of_times(local(), "bell", KIND, 3, SINCE, "klok luiden").unknown == ("klok luiden",)


def test_a_day_between_two_rows_is_refused_with_that_day():
    rows = replace(ROW, period=Period(SINCE, date(2026, 6, 29))), replace(ROW, period=Period(date(2026, 7, 1), None))
    assert tables(*rows) == ["Het tarief b heeft geen waarde van 2026-06-30 tot en met 2026-06-30. Vul de dagen aan."]


def test_a_day_between_two_codes_of_one_question_is_refused_too():
    old = replace(ROW, code="b-26", period=Period(SINCE, date(2026, 12, 31)))
    new = replace(ROW, code="b-27", period=Period(date(2027, 1, 5), None))
    assert tables(old, new) == [
        "Het tarief b-26 en b-27 heeft geen waarde van 2027-01-01 tot en met 2027-01-04. Vul de dagen aan."
    ]
    assert tables(old, replace(new, period=Period(date(2027, 1, 1), None))) == []


def test_a_double_day_is_refused_with_that_day():
    rows = replace(ROW, period=Period(SINCE, date(2026, 7, 1))), replace(ROW, period=Period(date(2026, 7, 1), None))
    assert "dubbel van 2026-07-01 tot en met 2026-07-01" in " ".join(tables(*rows))
    (wrong,) = tables(rows[0], replace(rows[1], code="b2"))
    assert "gelden allebei voor hetzelfde vanaf 2026-07-01" in wrong


def test_an_age_that_no_row_is_about_is_refused():
    child, grown = replace(ROW, code="kind", age_below=11), replace(ROW, code="groot", age_from=12)
    (wrong,) = tables(child, grown)
    assert "vanaf 2026-01-01 niets over wie 11 tot 12 jaar is" in wrong
    assert tables(replace(child, age_below=12), grown) == []


def test_three_surcharges_on_one_thing_do_not_contradict_each_other():
    assert tables(ROW, EXTRA, replace(EXTRA, code="zon", when=SUNDAY)) == []


WRITTEN = {
    "code": "zat",
    "title": "Op zaterdag",
    "what": "burial",
    "unit": "percent",
    "percent": 25,
    "when": "saturday",
    "law": "Verordening",
    "article": "4",
    "since": SINCE,
    "source": "voorbeeld",
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit": "keer"}, "unit “keer”"),
        ({"when": "monday"}, "when “monday”"),
        ({"when": "outside-hours", "opens": "9:00", "closes": "16:00"}, "schrijf opens en closes als tijden"),
        ({"percent": "25"}, "geen heel getal"),
        ({"vat": "6%"}, "vat “6%”"),
        ({"ledger": "8" * 21}, "langer dan 20 tekens"),
        ({"unit": "fixed", "amount": 917}, "tussen aanhalingstekens"),
    ],
)
def test_a_row_that_is_wrong_is_refused_in_words(change, words):
    assert read_tariff(WRITTEN).percent == 25
    with pytest.raises(ValueError, match=words):
        read_tariff(WRITTEN | change)


@given(ends=st.lists(st.integers(1, 400), min_size=1, max_size=6, unique=True))
def test_tables_that_follow_each_other_leave_no_day_out(ends):
    days = [SINCE + timedelta(days=day) for day in sorted(ends)]
    rows, since = [], SINCE
    for day in days:
        rows.append(replace(ROW, period=Period(since, day)))
        since = day + timedelta(days=1)
    rows.append(replace(ROW, period=Period(since, None)))
    assert tables(*rows) == []
    found = [period for period, _ in dated(rows)]
    assert found[0].since == SINCE and found[-1].until is None
    assert [one.until + timedelta(days=1) for one in found[:-1]] == [one.since for one in found[1:]]


@given(years=st.integers(1, 50), cents=st.integers(0, 10**7), moment=st.datetimes(min_value=datetime(2026, 1, 1)))
def test_the_journal_lines_of_a_price_add_up_to_it(years, cents, moment):
    yearly = replace(ROW, code="v", what=RENEW, unit=PER_YEAR, amount=Euro(cents))
    whole = local(ROW, EXTRA, yearly)
    buried = once(whole, BURIAL, KIND, moment.date(), "begraven")
    price = buried + surcharges(whole, BURIAL, KIND, moment, buried) + of_years(whole, RENEW, KIND, years, SINCE)
    lines = charge_lines(price, moment.replace(tzinfo=UTC).date())
    assert Euro(sum(line.quantity for line in lines)) == price.total
    assert price.of(BURIAL).total + price.of(RENEW).total == price.total


def test_what_the_entry_says_is_the_price_as_it_was_then():
    price = once(local(ROW), BURIAL, KIND, SINCE, "begraven")
    (line,) = charge_lines(price, SINCE)
    assert (line.measure, line.quantity, line.unit, line.key, line.base) == ("grave.charge", 91_700, "cent", "b", 1)
    facts = charge_facts(price, "P0001", "LMH-A-01")
    assert facts["payer"] == "P0001" and "unknown_price" not in facts
    told = facts["price"][0]
    assert (told["unit_cents"], told["vat"], told["ledger"]) == (91_700, "vrijgesteld", "8200")
    assert (told["law"], told["article"]) == (ARTICLE.source, "4.1")
