"""What people see of invoices, and what they do there."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from noaber.invoicing import actions
from noaber.invoicing.models import IssuedInvoice
from noaber.invoicing.validate import findings
from noaber.staffing.tests.worked_acts import CODE, YEAR, import_month, learn_of_changes, on, prepare
from noaber.values import Period, Trace

JANUARY = f"{YEAR}-01"


@pytest.fixture
def browser(people: dict[str, Any], settings: Any) -> Any:
    """Signs somebody in and opens or sends a page for them."""
    settings.DEMO = True

    class Browser:
        def __init__(self, who: str) -> None:
            self.client = Client()
            self.client.force_login(people[who])

        def open(self, name: str, *arguments: str) -> Any:
            return self.client.get(reverse(name, args=arguments), secure=True)

        def send(self, name: str, *arguments: str, **typed: str) -> Any:
            return self.client.post(reverse(name, args=arguments), typed, secure=True, follow=True)

    return Browser


@pytest.fixture
def february(agreement: Any, people: dict[str, Any]) -> Any:
    """January's payroll is in, and it is 5 February."""
    prepare(agreement, people)
    import_month(agreement, people, 1)
    with on(agreement, date(YEAR, 2, 5)):
        yield agreement


def issue(people: dict[str, Any], number: int) -> IssuedInvoice:
    return actions.issue_invoice(people["controller"], CODE, Period.month(YEAR, number))


def words(answer: Any) -> str:
    text = answer.content.decode().replace("&nbsp;", " ").replace("\u00a0", " ")
    return " ".join(text.split())


def test_the_controller_sees_why_each_line_is_what_it_is_and_fixes_the_invoice(february: Any, browser: Any) -> None:
    bram = browser("controller")
    listed = words(bram.open("invoices"))
    assert "De factuur van januari 2026 kan worden opgemaakt" in listed and "€ 40.901,93" in listed
    page = words(bram.open("invoice", JANUARY))
    for shown in (
        "Loonkosten Balie burgerzaken, januari 2026",
        "Loonkosten overige diensten",
        "Overhead 35 % over 2026, januari 2026",
        "35 % van de loonkosten over 2026 tot nu toe, min wat al is gefactureerd",
        "Btw 21 % over € 33.803,25",
        "€ 405.638,97",
        "facturen@ommen.example",
        "Rust op mandaat factureren",
    ):
        assert shown in page, shown
    assert f"{reverse('journal-lines')}?measure=wage&amp;period=2026-01&amp;service=1" in page
    assert reverse("clause", args=["4.10"]) in page
    answer = bram.send("invoice-issue", JANUARY, form_token="een")
    assert answer.redirect_chain == [(reverse("invoice", args=[JANUARY]), 302)]
    page = words(answer)
    assert (
        "De factuur is vastgesteld" in page
        and f"DVO-{YEAR}-0001" in page
        and "Factuur vaststellen</button>" not in page
    )
    assert "verstuurd" in words(bram.open("invoices"))


def test_a_form_that_is_sent_twice_says_so(february: Any, browser: Any) -> None:
    bram = browser("controller")
    bram.send("invoice-issue", JANUARY, form_token="een")
    assert "er is niets twee keer gedaan" in words(bram.send("invoice-issue", JANUARY, form_token="een"))
    assert IssuedInvoice.objects.count() == 1


@pytest.mark.parametrize("who", ["director", "team_lead"])
def test_the_others_read_the_invoice_and_are_told_who_fixes_it(february: Any, browser: Any, who: str) -> None:
    page = words(browser(who).open("invoice", JANUARY))
    assert "€ 40.901,93" in page and "Factuur vaststellen</button>" not in page
    assert "Dit mag wel: controller." in page
    assert browser(who).send("invoice-issue", JANUARY, form_token="een").status_code == 403
    assert not IssuedInvoice.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "ciso", "outsider"])
def test_who_has_nothing_to_do_with_money_sees_nothing(
    february: Any, people: dict[str, Any], browser: Any, who: str
) -> None:
    issue(people, 1)
    for page in (("invoices",), ("invoice", JANUARY), ("invoice-ubl", JANUARY), ("invoice-pdf", JANUARY)):
        assert browser(who).open(*page).status_code == 403


def test_a_month_without_payroll_shows_a_concept_and_leads_to_the_payroll(february: Any, browser: Any) -> None:
    page = words(browser("controller").open("invoice", "2026-02"))
    assert "wacht op loonbestand" in page and "De loonjournaalpost van februari 2026 is nog niet ingelezen." in page
    assert f"{reverse('import-payroll')}?maand=2026-02" in page and "Factuur vaststellen</button>" not in page
    assert "Opleiding februari 2026" in page and "Let op: januari 2026 is nog niet gefactureerd." in page


def test_a_refusal_says_why_and_what_to_do(february: Any, browser: Any) -> None:
    answer = browser("controller").send("invoice-issue", "2026-02", form_token="een")
    page = words(answer)
    assert answer.status_code == 409 and "Lees de loonjournaalpost in." in page
    assert "De weigering staat in het journaal" in page


def test_a_year_without_addendum_says_so(february: Any, browser: Any) -> None:
    page = words(browser("controller").open("invoice", "2031-01"))
    assert "Er is geen addendum dat geldt in januari 2031." in page and "Factuur vaststellen</button>" not in page


def test_the_files_come_as_they_were_stored(february: Any, people: dict[str, Any], browser: Any) -> None:
    row = IssuedInvoice.objects.get(pk=issue(people, 1).pk)
    femke = browser("director")
    ubl, pdf = femke.open("invoice-ubl", JANUARY), femke.open("invoice-pdf", JANUARY)
    assert ubl.content == bytes(row.ubl) and pdf.content == bytes(row.pdf)
    assert (ubl["Content-Type"], pdf["Content-Type"]) == ("application/xml", "application/pdf")
    assert ubl["Content-Disposition"] == f'attachment; filename="factuur-{row.number}.xml"'
    assert findings(ubl.content) == ()
    with pikepdf.open(io.BytesIO(pdf.content)) as paper:
        (attached,) = paper.Root.AF
        assert attached.EF.F.read_bytes() == ubl.content


@pytest.mark.parametrize("month", ["2026-13", "2026", "2026-Q1", "x"])
def test_what_is_no_month_is_not_found(february: Any, browser: Any, month: str) -> None:
    bram, address = browser("controller").client, f"{reverse('invoices')}{month}/"
    assert bram.get(address, secure=True).status_code == 404
    assert bram.post(f"{address}vaststellen/", secure=True).status_code == 404


@pytest.mark.parametrize("name", ["invoice-ubl", "invoice-pdf"])
def test_a_concept_has_no_files(february: Any, browser: Any, name: str) -> None:
    assert browser("controller").open(name, JANUARY).status_code == 404


def traces(trace: Trace) -> Iterator[Trace]:
    """A trace with everything that it was made of."""
    yield trace
    for step in trace.inputs:
        yield from traces(step)


def test_every_number_opens_the_journal_lines_that_it_is_the_sum_of(
    agreement: Any, people: dict[str, Any], browser: Any
) -> None:
    prepare(agreement, people)
    learn_of_changes(agreement, people)
    for number in (7, 8, 9):
        import_month(agreement, people, number)
        with on(agreement, date(YEAR, number + 1, 5)):
            row = issue(people, number)
    bram, opened = browser("controller").client, 0
    for line in row.value().lines:
        assert line.trace is not None
        for step in traces(line.trace):
            if step.lines:
                answer = bram.get(f"{reverse('journal-lines')}?{step.lines}", secure=True)
                assert answer.status_code == 200 and step.value.replace("\u00a0", " ") in words(answer), step
                opened += 1
    assert opened >= 10


def questions(queries: CaptureQueriesContext) -> int:
    """How many queries ask for rows; what PostgreSQL needs around them to keep municipalities apart is not counted."""
    asked = [query["sql"] for query in queries.captured_queries]
    return sum(sql.lstrip("(").startswith("SELECT") and "set_config" not in sql for sql in asked)


def test_however_much_there_is_the_pages_ask_the_database_as_often(
    agreement: Any, people: dict[str, Any], browser: Any
) -> None:
    prepare(agreement, people)
    bram, counted = browser("controller"), []
    for number in (1, 2, 3):
        import_month(agreement, people, number)
        with on(agreement, date(YEAR, number + 1, 5)):
            issue(people, number)
        import_month(agreement, people, number + 1)
        with on(agreement, date(YEAR, number + 1, 26)):
            asked = []
            concept, issued = f"{YEAR}-{number + 1:02d}", f"{YEAR}-{number:02d}"
            for page in (("invoices",), ("invoice", concept), ("invoice", issued), ("invoice-pdf", issued)):
                bram.open(*page)
                with CaptureQueriesContext(connection) as queries:
                    bram.open(*page)
                asked.append(questions(queries))
        counted.append(asked)
    assert counted == [[10, 11, 11, 4]] * 3
