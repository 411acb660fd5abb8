"""What people see of a report, and what becomes of it when it is fixed."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from noaber.agreement.acting import Refusal, acting
from noaber.agreement.journal_lists import asked, found
from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.cases import actions as cases
from noaber.duties.models import Duty
from noaber.journal.models import Entry
from noaber.parties.clock import standing_at
from noaber.parties.scope import set_scope
from noaber.reporting import actions, acts
from noaber.reporting.models import FixedReport
from noaber.reporting.queries import quarter_sums, quarters, shown
from noaber.values import Line, Period, grant

CODE = "ommen-twenterand-2024"


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


@pytest.fixture
def worked(agreement, people):
    """A few cases of this quarter, decided and closed; returns the code of the quarter and a day after it."""
    product = next(row.code for row in book_of(agreement).products if not row.desk and row.norm_workdays)
    day = datetime.now(UTC).date()
    for _ in range(6):
        with standing_at(moment(day)):
            handled(people, agreement, product, day)
    quarter = f"{day.year}-Q{(day.month + 2) // 3}"
    return quarter, day + timedelta(days=100)


def handled(people, agreement, product: str, day: date) -> None:
    case = cases.register_case(people["clerk"], CODE, product, day)
    outcome = book_of(agreement).product(product).outcomes[0]
    cases.decide_case(people["clerk"], CODE, case.number, outcome, no_party=True)
    cases.close_case(people["clerk"], CODE, case.number)


def counts(person, *lines: Line) -> None:
    """Put lines in the journal, under an act that is there anyway."""
    with acting(person, CODE) as act:
        decision = grant("remarked", act.clause("6"), "Geteld.")
        act.record(acts.REMARK, decision, "report:2026-Q2", {}, lines)


def test_a_report_counts_what_was_closed_and_opens_its_lines(worked, agreement):
    quarter, _ = worked
    report = shown(agreement, quarter).report
    assert report.total.count.number == 6


def test_the_lines_under_every_figure_add_up_to_it(worked, agreement, people):
    quarter, _ = worked
    day = Period.parse(quarter).since
    counts(
        people["team_lead"],
        Line("kpi", day, 3, "count", 0, "FI-01", 4, "4.10"),
        Line("kpi", day, 5, "count", 0, "RP-01", 5, "7.9"),
    )
    opened = 0
    for row in shown(agreement, quarter).report.accounts():
        if query := row.figure.trace.lines:
            total = found(agreement.client_id, asked(QueryDict(query)), None).total
            number = (total.base if row.name.startswith("noemer") else total.quantity) if total else 0
            assert row.figure.number == number, row
            opened += bool(number)
    assert opened > 10


def test_wages_carry_the_smallest_number_of_people_of_a_month(agreement, people):
    months = [("2026-04", 4), ("2026-05", 2), ("2026-06", 3)]
    for month, persons in months:
        day = Period.parse(month).until
        counts(people["team_lead"], Line("wage", day, 1000, "cents", 9, month, persons, "4.10"))
    counts(people["team_lead"], Line("extra", date(2026, 6, 1), 500, "cents", 9, "x", 0, "3.6"))
    rows = {(row.measure, row.key): row for row in quarter_sums(agreement.client_id, Period.parse("2026-Q2"))}
    assert (rows["wage", ""].quantity, rows["wage", ""].persons) == (3000, 2)
    assert rows["extra", "x"].persons == 0


def test_what_few_people_earn_stands_nowhere_in_a_report(agreement, people):
    """Somebody alone at the cemetery earns an amount that no page, paper or file may show."""
    services = [row.number for row in book_of(agreement).services]
    persons = {number: 1 if number == 9 else 5 for number in services}
    day = date(2026, 6, 30)
    lines = [
        Line(
            "wage", day, 12345 if number == 9 else 100_000 + number, "cents", number, "2026-06", persons[number], "4.10"
        )
        for number in services
    ]
    counts(people["team_lead"], *lines)
    report = shown(agreement, "2026-Q2").report
    assert report.finance is not None and report.finance.note
    texts = json.dumps([[row.figure.value, str(row.figure.trace)] for row in report.accounts()])
    assert "123,45" not in texts and "1.001,23" not in texts


def test_a_fixed_report_stays_the_same_to_the_byte_whatever_happens_after(worked, agreement, people):
    quarter, later = worked
    with standing_at(moment(later)):
        fixed = actions.fix(people["team_lead"], CODE, quarter)
        before = bytes(fixed.pdf)
        product = next(row.code for row in book_of(agreement).products if not row.desk and row.norm_workdays)
        cases.register_case(people["clerk"], CODE, product, later)
        set_scope(agreement.client_id)
        again = shown(agreement, quarter)
    assert bytes(again.fixed.pdf) == before
    assert again.report.total.count.number == 6 and again.report.head.state == "vastgesteld"


def test_fixing_counts_for_the_norm_and_gives_the_client_a_duty_that_the_answer_settles(worked, agreement, people):
    quarter, later = worked
    with standing_at(moment(later)):
        actions.fix(people["team_lead"], CODE, quarter)
        entry = Entry.objects.order_by("-id").first()
        assert entry.act == "reporting.fix" and [line.key for line in entry.lines.all()] == ["RP-01"]
        assert Duty.objects.get(code="report-check").done_on is None
        actions.check_facts(people["director"], CODE, quarter, agrees=True)
    assert Duty.objects.get(code="report-check").done_on == later
    assert FixedReport.objects.get(quarter=quarter).state == "agreed"


def test_a_quarter_that_goes_on_is_not_fixed_and_the_journal_keeps_the_refusal(worked, people):
    quarter, _ = worked
    # At the moment of the work: a test seals nothing on PostgreSQL, and by the afternoon that has lasted too long.
    with standing_at(moment(datetime.now(UTC).date())), pytest.raises(Refusal) as refused:
        actions.fix(people["team_lead"], CODE, quarter)
    assert refused.value.decision.code == "quarter-goes-on"
    assert not FixedReport.objects.exists()


@pytest.mark.parametrize("address", ["/rapporten/", "/rapporten/{quarter}/"])
def test_a_page_takes_the_same_few_queries_however_much_there_is(worked, agreement, appointed, client, address):
    people, (quarter, _) = appointed, worked
    address = address.format(quarter=quarter)
    client.force_login(people["director"])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for row in [row for row in book_of(agreement).products if not row.desk and row.norm_workdays and not row.file][:5]:
        handled(people, agreement, row.code, datetime.now(UTC).date())
        actions.remark(people["team_lead"], CODE, quarter, actions.Explanation("Druk.", kpi="BZ-06"))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) <= 20


def test_the_page_shows_every_service_and_opens_every_number(worked, agreement, people, client):
    quarter, _ = worked
    client.force_login(people["director"])
    page = client.get(f"/rapporten/{quarter}/").content.decode()
    for service in book_of(agreement).services:
        assert service.name in page and f'id="dienst-{service.number}"' in page
    assert "<style" not in page and " style=" not in page and " onclick" not in page
    report = shown(agreement, quarter).report
    for part in report.services:
        for figure in (part.counts.closed.count, part.counts.closed.plan, part.counts.registered, part.counts.overdue):
            assert figure is None or figure.trace.formula in page
    assert "regels in het journaal" in page and f"period={quarter}" in page


READERS = ("team_lead", "controller", "director", "ciso", "archivist")
PAGES = ("", "{quarter}/", "{quarter}/rapport.pdf", "{quarter}/rapport.xlsx", "{quarter}/rapport.csv")


@pytest.mark.parametrize("path", PAGES)
def test_reports_are_for_who_accounts_and_who_checks_and_not_for_clerks(worked, people, client, path):
    address = "/rapporten/" + path.format(quarter=worked[0])
    assert client.get(address).status_code == 302
    for name in (*READERS, "clerk", "second_line", "outsider"):
        client.force_login(people[name])
        assert client.get(address).status_code == (200 if name in READERS else 403), name


@pytest.mark.parametrize("name", ["controller", "director", "ciso", "archivist"])
def test_only_the_team_lead_fixes_a_report(worked, people, client, name):
    quarter, later = worked
    client.force_login(people[name])
    with standing_at(moment(later)):
        assert "Rapport vaststellen" not in client.get(f"/rapporten/{quarter}/").content.decode()
        assert client.post(f"/rapporten/{quarter}/vaststellen/", {"form_token": "a"}).status_code == 403
    assert not FixedReport.objects.exists()


def test_the_team_lead_fixes_a_report_by_its_one_button_and_cannot_do_it_twice(worked, people, client):
    quarter, later = worked
    client.force_login(people["team_lead"])
    with standing_at(moment(later)):
        assert "Rapport vaststellen" in client.get(f"/rapporten/{quarter}/").content.decode()
        answer = client.post(f"/rapporten/{quarter}/vaststellen/", {"form_token": "a"}, follow=True)
        assert "is vastgesteld" in answer.content.decode()
        assert "Rapport vaststellen" not in answer.content.decode()
        again = client.post(f"/rapporten/{quarter}/vaststellen/", {"form_token": "b"})
    assert again.status_code == 409 and "al vastgesteld" in again.content.decode()
    assert FixedReport.objects.count() == 1


def test_a_quarter_that_goes_on_has_no_button_and_a_form_sent_anyway_says_when(worked, people, client):
    quarter, _ = worked
    client.force_login(people["team_lead"])
    assert "Rapport vaststellen" not in client.get(f"/rapporten/{quarter}/").content.decode()
    answer = client.post(f"/rapporten/{quarter}/vaststellen/", {"form_token": "a"})
    assert answer.status_code == 409 and "loopt nog tot en met" in answer.content.decode()


def test_the_client_answers_on_the_page_and_says_what_is_wrong(worked, people, client):
    quarter, later = worked
    with standing_at(moment(later)):
        actions.fix(people["team_lead"], CODE, quarter)
        client.force_login(people["director"])
        assert "Kloppen de feiten?" in client.get(f"/rapporten/{quarter}/").content.decode()
        address = f"/rapporten/{quarter}/feiten/"
        assert client.post(address, {"form_token": "a"}).status_code == 422
        assert client.post(address, {"agrees": "nee", "form_token": "b"}).status_code == 409
        words = {"agrees": "nee", "note": "BZ-06 telt een zaak te veel.", "form_token": "c"}
        page = client.post(address, words, follow=True).content.decode()
    assert "BZ-06 telt een zaak te veel." in page and "feiten betwist" in page


def test_the_files_of_a_fixed_report_stay_the_same_when_the_client_answers_and_the_agreement_changes(
    worked, agreement, people, client
):
    quarter, later = worked
    client.force_login(people["controller"])

    def files():
        return [client.get(f"/rapporten/{quarter}/rapport.{name}").content for name in ("pdf", "xlsx", "csv")]

    with standing_at(moment(later)):
        actions.fix(people["team_lead"], CODE, quarter)
        before = files()
        actions.check_facts(people["director"], CODE, quarter, agrees=True)
        Agreement.objects.filter(pk=agreement.pk).update(
            document=agreement.document.replace("Paspoort", "Anders"), digest="0" * 64
        )
        assert any(row.name.startswith("Anders") for row in book_of(Agreement.objects.get(pk=agreement.pk)).products)
        assert files() == before
        assert "Anders" not in client.get(f"/rapporten/{quarter}/").content.decode()


def test_the_list_has_every_quarter_of_the_journal_newest_first(worked, agreement):
    quarter, later = worked
    rows = quarters(agreement, later)
    assert [row.period.code for row in rows][-1] == quarter and len(rows) == 2
    assert (rows[-1].closed, rows[-1].state, rows[0].closed) == (6, "concept", 0)


def test_what_was_written_stands_in_the_form_to_write_on_and_the_last_words_count(worked, people, client):
    quarter, _ = worked
    for cause in ("Eerst dit.", "Later dat."):
        actions.remark(people["team_lead"], CODE, quarter, actions.Explanation(cause, kpi="BZ-06"))
    client.force_login(people["director"])
    assert "Later dat." in client.get(f"/rapporten/{quarter}/toelichting/?norm=BZ-06").content.decode()
    assert "Later dat." not in client.get(f"/rapporten/{quarter}/toelichting/?norm=BZ-07").content.decode()
    page = client.get(f"/rapporten/{quarter}/").content.decode()
    assert "Later dat." in page and "Eerst dit." not in page


@pytest.mark.parametrize("query", ["norm=BZ-99", "dienst=11", "dienst=0", "dienst=²", "dienst=x"])
def test_nobody_explains_what_is_not_in_the_agreement(worked, people, client, query):
    client.force_login(people["team_lead"])
    assert client.get(f"/rapporten/{worked[0]}/toelichting/?{query}").status_code == 404


def test_a_remark_stands_beside_its_norm_and_an_action_needs_an_owner(worked, people, client):
    quarter, _ = worked
    client.force_login(people["team_lead"])
    address = f"/rapporten/{quarter}/toelichting/?norm=BZ-06"
    answer = client.post(address, {"cause": "Ziekte.", "action": "Inhuren.", "form_token": "a"})
    assert answer.status_code == 422 and "wie deze actie doet" in answer.content.decode()
    answer = client.post(
        address,
        {"cause": "Ziekte.", "action": "Inhuren.", "owner": "teamleider", "due": "1-12-2026", "form_token": "a"},
    )
    assert answer.status_code == 302
    assert "Inhuren." in client.get(f"/rapporten/{quarter}/").content.decode()


def test_what_does_not_fit_on_paper_is_asked_to_be_taken_out(worked, people, client):
    client.force_login(people["team_lead"])
    answer = client.post(f"/rapporten/{worked[0]}/toelichting/?norm=BZ-06", {"cause": "Druk 😀", "form_token": "a"})
    assert answer.status_code == 422 and "niet op papier kan" in answer.content.decode()
    assert "Druk 😀" in answer.content.decode(), "what was typed stays"


@pytest.mark.parametrize("name", ["pdf", "xlsx", "csv"])
def test_the_files_come_as_attachments(worked, people, client, name):
    quarter, _ = worked
    client.force_login(people["controller"])
    answer = client.get(f"/rapporten/{quarter}/rapport.{name}")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"] and len(answer.content) > 500


@pytest.mark.parametrize("wrong", ["2026", "2026-Q5", "2026-09", "x"])
def test_what_is_no_quarter_does_not_exist(people, client, wrong):
    client.force_login(people["director"])
    assert client.get(f"/rapporten/{wrong}/").status_code == 404
