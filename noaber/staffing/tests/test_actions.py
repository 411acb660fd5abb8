"""Formation and payroll as people bring them in: what is booked, what is refused, what the journal says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from noaber.agreement.acting import AlreadyDone, Once, Refusal, acting
from noaber.journal.models import CountedLine, Entry
from noaber.staffing import actions, queries, worked_year
from noaber.staffing.formation import Employee
from noaber.staffing.models import FormationRecord, PayrollImport
from noaber.staffing.queries import formation_of, months_of, next_to_import, prices_of
from noaber.staffing.tests.worked_acts import CODE, YEAR, import_month, learn_of_changes, on, prepare
from noaber.staffing.wage import SalaryTable
from noaber.values import Euro, Line, Period, grant

MARCH = Period.month(YEAR, 3)


def last_entry() -> Entry:
    found = Entry.objects.order_by("-id").first()
    assert found is not None
    return found


def booked(month: str) -> list[tuple[str, int, str, int, int]]:
    """The sums that the payroll of a month left in the journal."""
    lines = queries.lines_of_payroll(175, Period.parse(month))
    return [(line.measure, line.service, line.key, line.quantity, line.base) for line in lines if line.quantity]


def bill(agreement: Any, people: dict[str, Any], month: Period) -> None:
    """Book an invoice of a month, as invoicing does."""
    with acting(people["controller"], CODE) as act:
        line = Line("billed.net", month.until or month.since, 100, "cents", 1, month.code)
        act.record(actions.acts.IMPORT_PAYROLL, grant("test", act.clause("4.10"), "Ja."), "invoice:test", {}, (line,))


def test_a_payroll_is_booked_per_service_to_the_cent_and_keeps_people_out_of_the_journal(
    agreement: Any, people: dict[str, Any]
) -> None:
    prepare(agreement, people)
    row = import_month(agreement, people, 3)
    entry = last_entry()
    assert (entry.act, entry.object, entry.reason, entry.function) == (
        "staffing.import_payroll", "payroll:2026-03", "imported", "controller"
    )  # fmt: skip
    assert sum(cents for _, _, _, cents, _ in booked("2026-03")) == 2_444_685 == row.total_cents
    assert {(measure, key) for measure, _, key, _, _ in booked("2026-03")} == {("wage", "2026-03")}
    assert {line.clause for line in CountedLine.objects.filter(entry=entry)} == {"4.10"}
    assert entry.facts["rows"] == 6 and entry.facts["replaces"] is False and len(entry.facts["digest"]) == 64
    assert "E1" not in entry.header + str(entry.facts)
    assert row.people == 6 and row.value().total == Euro(row.total_cents)
    assert row.flags == []


def test_the_rise_of_july_is_booked_about_its_months(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    learn_of_changes(agreement, people)
    row = import_month(agreement, people, 9)
    per_month = {
        (measure, key): sum(cents for m, _, k, cents, _ in booked("2026-09") if (m, k) == (measure, key))
        for measure, _, key, _, _ in booked("2026-09")
    }
    assert per_month == {("wage", "2026-09"): 2_236_200, ("cao", "2026-07"): 31_875, ("cao", "2026-08"): 31_875}
    assert {flag["code"] for flag in row.flags} == {"deviates"}, "July and August themselves were never read"


def test_a_second_file_takes_the_first_one_back(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    import_month(agreement, people, 3)
    lines = worked_year.payroll_csv(YEAR, 3).decode("utf-8-sig").splitlines()
    fewer = "\r\n".join(line for line in lines if ";E6;" not in line).encode()
    row = import_month(agreement, people, 3, fewer)
    assert last_entry().reason == "replaced" and last_entry().facts["replaces"] is True
    assert PayrollImport.objects.count() == 1 and row.people == 5
    assert sum(cents for _, _, _, cents, _ in booked("2026-03")) == row.total_cents == 2_444_685 - 95_366
    advice = [(cents, base) for _, service, _, cents, base in booked("2026-03") if service == 10]
    assert advice == [], "only E6 worked for service 10"
    assert [flag["code"] for flag in row.flags] == ["no-wage"]


def test_the_same_file_twice_changes_no_sum(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    import_month(agreement, people, 3)
    before = booked("2026-03")
    import_month(agreement, people, 3)
    assert booked("2026-03") == before


def test_after_the_invoice_a_payroll_lies_still(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    import_month(agreement, people, 3)
    with on(agreement, date(YEAR, 4, 7)):
        bill(agreement, people, MARCH)
    before = booked("2026-03")
    with pytest.raises(Refusal) as refused:
        import_month(agreement, people, 3)
    assert (refused.value.decision.code, refused.value.decision.clause.number) == ("already-invoiced", "4.10")
    assert "betreft" in refused.value.decision.cure and last_entry().result == "refused"
    assert booked("2026-03") == before


def test_a_faulty_file_leaves_nothing_and_says_everything(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    entries = Entry.objects.count()
    text = worked_year.payroll_csv(YEAR, 3).decode("utf-8-sig")
    wrong = text.replace("2026-03;2026-03;E1;loon", "2026-04;2026-03;X1;loon").replace(";E2;loon", ";E2;bonus")
    with pytest.raises(actions.FaultyPayroll) as faulty:
        import_month(agreement, people, 3, wrong.encode())
    assert [(one.line, one.code) for one in faulty.value.findings] == [
        (2, "unknown-employee"), (2, "wrong-month"), (3, "unknown-kind")
    ]  # fmt: skip
    assert Entry.objects.count() == entries and not PayrollImport.objects.exists()


@pytest.mark.parametrize(("day", "code"), [(date(YEAR, 2, 28), "month-ahead"), (date(YEAR, 3, 1), "")])
def test_a_month_is_read_once_it_has_begun(agreement: Any, people: dict[str, Any], day: date, code: str) -> None:
    prepare(agreement, people)
    data = worked_year.payroll_csv(YEAR, 3)
    with on(agreement, day):
        if not code:
            assert actions.import_payroll(people["controller"], CODE, MARCH, data, "loon.csv").month == "2026-03"
            return
        with pytest.raises(Refusal) as refused:
            actions.import_payroll(people["controller"], CODE, MARCH, data, "loon.csv")
        assert refused.value.decision.code == code


@pytest.mark.parametrize("who", ["clerk", "team_lead", "director", "outsider"])
def test_only_the_controller_reads_a_payroll_in(agreement: Any, people: dict[str, Any], who: str) -> None:
    prepare(agreement, people)
    with on(agreement, date(YEAR, 3, 25)), pytest.raises(Refusal) as refused:
        actions.import_payroll(people[who], CODE, MARCH, worked_year.payroll_csv(YEAR, 3), "loon.csv")
    assert refused.value.decision.code == "no-function"


def test_a_form_that_is_sent_twice_counts_once(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    data, once = worked_year.payroll_csv(YEAR, 3), Once("t", "d")
    with on(agreement, date(YEAR, 3, 25)):
        actions.import_payroll(people["controller"], CODE, MARCH, data, "loon.csv", once)
        with pytest.raises(AlreadyDone):
            actions.import_payroll(people["controller"], CODE, MARCH, data, "loon.csv", once)
    assert CountedLine.objects.filter(entry__object="payroll:2026-03", quantity__lt=0).count() == 0


REVALUED = "2026-09;2026-08;E3;herwaardering;100,00;0,00;0,00;0,00;0,00;0,00;100,00\r\n"


def test_a_revaluation_is_booked_only_after_it_was_discussed(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    data = worked_year.payroll_csv(YEAR, 9) + REVALUED.encode()
    with pytest.raises(Refusal) as refused:
        import_month(agreement, people, 9, data)
    assert (refused.value.decision.code, refused.value.decision.clause.number) == ("no-study", "4.4")
    with on(agreement, date(YEAR, 9, 26)):
        study = actions.start_revaluation(people["team_lead"], CODE, "BZ-3")
        with pytest.raises(Refusal) as refused:
            actions.import_payroll(people["controller"], CODE, Period.month(YEAR, 9), data, "loon.csv")
        assert refused.value.decision.code == "not-discussed"
        with pytest.raises(Refusal) as refused:
            actions.discuss_revaluation(people["team_lead"], CODE, study.pk, "10", 11, date(YEAR, 9, 1))
        assert refused.value.decision.code == "discussed-late"
        actions.discuss_revaluation(people["team_lead"], CODE, study.pk, "10", 11, date(YEAR, 9, 26))
        actions.import_payroll(people["controller"], CODE, Period.month(YEAR, 9), data, "loon.csv")
    assert {line.clause for line in CountedLine.objects.filter(measure="revaluation")} == {"4.4"}


def test_a_function_is_studied_once_at_a_time(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    with on(agreement, date(YEAR, 5, 11)):
        study = actions.start_revaluation(people["team_lead"], CODE, "BZ-3")
        for function, code in (("BZ-3", "study-open"), ("BZ-99", "unknown-function")):
            with pytest.raises(Refusal) as refused:
                actions.start_revaluation(people["team_lead"], CODE, function)
            assert refused.value.decision.code == code
        actions.discuss_revaluation(people["team_lead"], CODE, study.pk, "10", 11, date(YEAR, 9, 1))
        with pytest.raises(Refusal) as refused:
            actions.discuss_revaluation(people["team_lead"], CODE, study.pk, "10", 11, date(YEAR, 10, 1))
        assert refused.value.decision.code == "already-discussed"


def test_the_formation_comes_back_as_it_was_set(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    assert set(formation_of(175).rows) == set(worked_year.formation(YEAR).rows)
    assert set(formation_of(175, agreed=True).rows) == set(worked_year.agreed_formation(YEAR).rows)
    assert last_entry().object == f"salaries:{YEAR}-01-01"


def test_a_new_formation_drops_what_is_not_in_it_and_leaves_the_rest(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    before = {row.pk for row in FormationRecord.objects.filter(agreed=False, dropped=False)}
    rows = worked_year.formation(YEAR).rows
    changed = (replace(rows[0], employee=Employee("E9", direct=False)), *rows[1:])
    with on(agreement, date(YEAR, 6, 1)):
        assert actions.set_formation(people["controller"], CODE, changed) == 1
    assert last_entry().facts == {"rows": 8, "new": 1, "dropped": 1}
    assert set(formation_of(175).rows) == set(changed)
    kept = {row.pk for row in FormationRecord.objects.filter(agreed=False, dropped=False)}
    assert len(before & kept) == 7 and FormationRecord.objects.filter(agreed=False, dropped=True).count() == 1


def test_an_empty_or_contradicting_formation_is_not_kept(agreement: Any, people: dict[str, Any]) -> None:
    row = worked_year.formation(YEAR).rows[0]
    with on(agreement, date(YEAR, 1, 5)):
        with pytest.raises(Refusal) as refused:
            actions.set_formation(people["controller"], CODE, ())
        assert refused.value.decision.code == "empty-formation"
        with pytest.raises(ValueError, match="twee keer"):
            actions.set_formation(people["controller"], CODE, (row, replace(row, scale="8")))
        with pytest.raises(ValueError, match="cijfers achter de komma"):
            actions.set_formation(people["controller"], CODE, (replace(row, fte=Fraction(1, 3)),))
    assert not FormationRecord.objects.exists()


def test_a_salary_table_of_the_same_day_is_replaced(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    table = SalaryTable(date(YEAR, 1, 1), (("7", 11, Euro.of(4000)),))
    with on(agreement, date(YEAR, 2, 2)):
        actions.set_salary_table(people["controller"], CODE, table)
        for empty, code in (
            (replace(table, salaries=()), "empty-table"),
            (replace(table, salaries=(("7", 11, Euro()),)), "salary-not-positive"),
        ):
            with pytest.raises(Refusal) as refused:
                actions.set_salary_table(people["controller"], CODE, empty)
            assert refused.value.decision.code == code
    assert prices_of(175).in_force == (table,)


def test_the_effects_of_the_worked_year_come_from_what_people_recorded(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    prices = prices_of(175)
    assert prices.effects(YEAR, worked_year.PARAMETERS) == queries.PriceEffects(Euro(), Euro())
    learn_of_changes(agreement, people)
    effects = prices_of(175).effects(YEAR, worked_year.PARAMETERS)
    assert (effects.cao, effects.revaluation) == (Euro.of("1912.50"), Euro.of("2797.32"))
    lacking = replace(prices_of(175), in_force=())
    assert lacking.effects(YEAR, worked_year.PARAMETERS) == queries.PriceEffects(Euro(), Euro())


def test_the_months_begin_with_the_first_payroll(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    for number in (1, 2, 4):
        import_month(agreement, people, number)
    with on(agreement, date(YEAR, 4, 27)):
        bill(agreement, people, Period.month(YEAR, 1))
    months = months_of(175, date(YEAR, 5, 2))
    assert [(month.period.code, month.state) for month in months] == [
        ("2026-05", "open"), ("2026-04", "imported"), ("2026-03", "open"), ("2026-02", "imported"),
        ("2026-01", "invoiced"),
    ]  # fmt: skip
    assert next_to_import(months) == MARCH


def test_a_month_that_was_passed_over_is_not_asked_for_any_more(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    import_month(agreement, people, 2)
    import_month(agreement, people, 4)
    with on(agreement, date(YEAR, 5, 4)):
        bill(agreement, people, Period.month(YEAR, 4))
    months = months_of(175, date(YEAR, 5, 5))
    assert [(month.period.code, month.state) for month in months] == [
        ("2026-05", "open"), ("2026-04", "invoiced"), ("2026-03", "passed"), ("2026-02", "invoiced")
    ]  # fmt: skip
    assert next_to_import(months) == Period.month(YEAR, 5)


def test_without_any_payroll_the_list_is_the_current_month(agreement: Any) -> None:
    assert [month.period.code for month in months_of(175, date(YEAR, 5, 2))] == ["2026-05"]


def test_nothing_of_another_municipality_is_read(agreement: Any, people: dict[str, Any]) -> None:
    prepare(agreement, people)
    import_month(agreement, people, 3)
    assert formation_of(163).rows == () and prices_of(163).in_force == ()
    assert queries.payroll_of(163, "2026-03") is None and queries.lines_of_payroll(163, MARCH) == []
