"""What people see of formation and wages, and what they do there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from noaber.staffing import worked_year
from noaber.staffing.models import PayrollImport
from noaber.staffing.tests.worked_acts import YEAR, import_month, on, prepare

MARCH = f"{YEAR}-03"


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

        def send(self, name: str, **typed: Any) -> Any:
            return self.client.post(reverse(name), typed, secure=True, follow=True)

    return Browser


@pytest.fixture
def year(agreement: Any, people: dict[str, Any]) -> Any:
    """The year is prepared, and it is 25 March."""
    prepare(agreement, people)
    with on(agreement, date(YEAR, 3, 25)):
        yield agreement


@pytest.fixture
def example(data_dir: Any) -> Any:
    """The file that the demo leaves."""
    path = data_dir / "demo" / f"loonjournaal-{MARCH}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(worked_year.payroll_csv(YEAR, 3))
    yield path
    path.unlink()


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("loon.csv", data, "text/csv")


def test_the_controller_reads_a_payroll_in_and_sees_what_it_cost(year: Any, browser: Any) -> None:
    bram = browser("controller")
    assert "Maart 2026 is nog niet ingelezen" in words(bram.open("payroll"))
    page = words(bram.open("import-payroll"))
    assert 'value="3-2026"' in page and 'type="file"' in page and "multipart/form-data" in page
    answer = bram.send("import-payroll", month="3-2026", file=upload(worked_year.payroll_csv(YEAR, 3)))
    assert answer.redirect_chain == [(reverse("payroll-month", args=[MARCH]), 302)]
    page = words(answer)
    assert "Het loonbestand is ingelezen." in page and "€ 24.446,85" in page and "loon.csv" in page
    for shown in ("Balie burgerzaken", "Per medewerker", "E3", "6.060,54"):
        assert shown in page
    assert "Ingelezen" in words(bram.open("payroll")) or "ingelezen" in words(bram.open("payroll"))
    assert PayrollImport.objects.get().month == MARCH


def test_everything_that_is_wrong_with_a_file_is_shown_at_once(year: Any, browser: Any) -> None:
    text = worked_year.payroll_csv(YEAR, 3).decode("utf-8-sig")
    wrong = text.replace("E1;loon", "=E1;loon").replace("E2;loon", "E2;bonus").encode()
    answer = browser("controller").send("import-payroll", month="3-2026", file=upload(wrong))
    assert answer.status_code == 422 and not PayrollImport.objects.exists()
    page = words(answer)
    assert "Er is niets ingelezen: 2 punten in het bestand." in page
    assert "begint als een formule" in page and "“bonus” is geen soort" in page
    assert 'value="3-2026"' in page


def test_a_form_without_month_and_file_says_what_to_do(year: Any, browser: Any) -> None:
    answer = browser("controller").send("import-payroll", month="maart")
    page = words(answer)
    assert answer.status_code == 422
    assert "“maart” is geen maand" in page and "Vul “Loonbestand” in." in page


def test_a_refusal_names_clause_and_what_to_do(year: Any, browser: Any) -> None:
    answer = browser("controller").send("import-payroll", month="4-2026", file=upload(worked_year.payroll_csv(YEAR, 4)))
    page = words(answer)
    assert answer.status_code == 409 and "april 2026 moet nog beginnen." in page
    assert "Lees de maand in als die loopt." in page and reverse("clause", args=["4.10"]) in page


@pytest.mark.parametrize("who", ["team_lead", "director"])
def test_nobody_but_the_controller_sees_what_one_person_costs(
    agreement: Any, people: dict[str, Any], browser: Any, who: str
) -> None:
    prepare(agreement, people)
    lines = worked_year.payroll_csv(YEAR, 3).decode("utf-8-sig").splitlines(keepends=True)
    import_month(agreement, people, 3, "".join(line for line in lines if ";E6;" not in line).encode())
    with on(agreement, date(YEAR, 3, 26)):
        page = words(browser(who).open("payroll-month", MARCH))
        listed = words(browser(who).open("payroll"))
    assert "Balie burgerzaken" in page and "Overige diensten (4, 5, 6, 7, 9)" in page
    assert "Naturalisatie" not in page and "Per medewerker" not in page and "6.060,54" not in page
    assert "1 punt valt op" in page and "E6" not in page
    for pseudonym in ("E1", "E2", "E3"):
        assert f">{pseudonym}<" not in page and f">{pseudonym}<" not in listed
    assert "Inlezen" not in listed and "trede" not in listed
    assert "Medewerker publiek II" in listed and "1: 70 %, 2: 15 %, 5: 10 %, 8: 5 %" in listed


@pytest.mark.parametrize(
    ("who", "expected"),
    [("controller", 200), ("team_lead", 200), ("director", 200), ("clerk", 403), ("ciso", 403), ("outsider", 403)],
)
def test_who_may_look(year: Any, browser: Any, who: str, expected: int) -> None:
    assert browser(who).open("payroll").status_code == expected


@pytest.mark.parametrize("who", ["team_lead", "director", "clerk"])
def test_only_the_controller_gets_the_form(year: Any, browser: Any, who: str) -> None:
    assert browser(who).open("import-payroll").status_code == 403


@pytest.mark.parametrize("month", [MARCH, "2026-13", "2026", "2026-Q1", "x"])
def test_a_month_that_was_never_read_has_no_page(year: Any, browser: Any, month: str) -> None:
    address = f"{reverse('payroll')}{month}/"
    assert browser("controller").client.get(address, secure=True).status_code == 404


@pytest.mark.parametrize(
    ("asked", "filled"), [("2026-02", "2-2026"), ("2026-13", "3-2026"), ("<b>", "3-2026"), ("", "3-2026")]
)
def test_the_form_begins_with_the_month_that_was_asked_for(year: Any, browser: Any, asked: str, filled: str) -> None:
    address = f"{reverse('import-payroll')}?maand={asked}"
    answer = browser("controller").client.get(address, secure=True)
    assert f'value="{filled}"' in words(answer)


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
        with on(agreement, date(YEAR, 3, 26)):
            asked = []
            for page in (("payroll",), ("payroll-month", f"{YEAR}-{number:02d}"), ("import-payroll",)):
                bram.open(*page)
                with CaptureQueriesContext(connection) as queries:
                    bram.open(*page)
                asked.append(questions(queries))
        counted.append(asked)
    assert counted == [[10, 10, 7]] * 3


def test_the_demo_offers_a_payroll_file_to_try_and_nothing_outside_it_does(
    year: Any, browser: Any, example: Any, settings: Any
) -> None:
    bram = browser("controller")
    assert reverse("payroll-example", args=[MARCH]) in words(bram.open("import-payroll"))
    file = bram.open("payroll-example", MARCH)
    assert file.content == example.read_bytes() and "attachment" in file["Content-Disposition"]
    assert bram.open("payroll-example", f"{YEAR}-04").status_code == 404
    assert browser("team_lead").open("payroll-example", MARCH).status_code == 403
    settings.DEMO = False
    assert "Alleen in de demo" not in words(bram.open("import-payroll"))
    assert bram.open("payroll-example", MARCH).status_code == 404
