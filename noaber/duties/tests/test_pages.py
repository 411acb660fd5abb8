"""What people see and do on the page of duties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from noaber.agreement.acting import acting
from noaber.agreement.acts import Act
from noaber.duties import actions
from noaber.duties.models import Duty
from noaber.duties.queries import PAGE
from noaber.duties.views import about_words, place_of
from noaber.journal.models import Entry
from noaber.parties.clock import standing_at
from noaber.parties.scope import set_scope
from noaber.values import Clause, DutyOrder, grant

CODE = "ommen-twenterand-2024"
CLAUSE = Clause(CODE, "6")
DAY = date(2026, 11, 23)
ONE = timedelta(days=1)
SignIn = Callable[[str], Client]
Ask = Callable[..., Duty]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """A Monday in November."""
    with standing_at(datetime(2026, 11, 23, 8, tzinfo=UTC)):
        yield


@pytest.fixture
def sign_in(people: dict[str, Any]) -> SignIn:
    """A browser in which somebody has signed in."""

    def signed_in(who: str) -> Client:
        browser = Client(headers={"X-Forwarded-Proto": "https"})
        browser.force_login(people[who])
        return browser

    return signed_in


@pytest.fixture
def ask(people: dict[str, Any]) -> Ask:
    """Let a decision ask something of a holder."""

    def asked(
        title: str, holder: str = "director", due: date = DAY, about: str = "case:1", by: str = "duties.settle"
    ) -> Duty:
        order = DutyOrder(title.lower().replace(" ", "-"), CLAUSE, due, holder, title, by)
        with acting(people["clerk"], CODE) as act:
            act.record(Act.known["cases.register"], grant("granted", CLAUSE, "Gedaan.", (order,)), about)
            return Duty.objects.get(about=about, code=order.code)

    return asked


def words(answer: Any) -> str:
    """What somebody reads on the page itself, without the marks."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0].partition(">")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\u00a0", " ").split())


def settle_page(duty: Duty) -> str:
    return reverse("settle-duty", args=[duty.pk])


def test_one_sees_ones_own_duties_and_those_of_others_on_request(sign_in: SignIn, ask: Ask) -> None:
    ask("Gesprek voeren")
    ask("Afrekening afspreken", holder="controller")
    browser, url = sign_in("director"), reverse("duties")
    mine = words(browser.get(url))
    assert "Gesprek voeren" in mine and "Afrekening afspreken" not in mine and "1 open termijn voor jou" in mine
    theirs = words(browser.get(url, {"van": "controller"}))
    assert "Afrekening afspreken" in theirs and "Gesprek voeren" not in theirs
    everything = words(browser.get(url, {"van": "iedereen"}))
    assert "Afrekening afspreken" in everything and "Gesprek voeren" in everything
    assert words(browser.get(url, {"van": "<niemand>"})) == mine


def test_late_stands_first_under_its_own_heading_with_what_is_left_and_the_clause(sign_in: SignIn, ask: Ask) -> None:
    ask("Straks", due=DAY + 30 * ONE)
    ask("Binnenkort", due=DAY + ONE)
    ask("Al voorbij", due=DAY - 3 * ONE)
    said = words(sign_in("director").get(reverse("duties")))
    order = ["Te laat", "Al voorbij", "1 werkdag te laat", "art. 6", "Vandaag en de komende", "Binnenkort", "Later"]
    places = [said.index(part) for part in order]
    assert places == sorted(places)
    assert said.index("Later") < said.index("Straks") and "nog 1 werkdag" in said


def test_two_duties_of_one_kind_are_told_apart_by_what_they_are_about(sign_in: SignIn, ask: Ask) -> None:
    ask("Factuur", holder="controller", about="invoice:2026-09")
    ask("Factuur", holder="controller", about="invoice:2026-10")
    said = words(sign_in("controller").get(reverse("duties")))
    assert "factuur van september 2026" in said and "factuur van oktober 2026" in said


@pytest.mark.parametrize(("who", "opens"), [("controller", True), ("clerk", False)])
def test_a_duty_opens_what_it_is_about_for_who_may_go_there(sign_in: SignIn, ask: Ask, who: str, opens: bool) -> None:
    ask("Factuur", holder="controller", about="invoice:2026-09")
    page = sign_in(who).get(reverse("duties"), {"van": "iedereen"}).content.decode()
    assert (f'href="{reverse("invoice", args=["2026-09"])}"' in page) is opens


@pytest.mark.parametrize(
    ("about", "name", "key"),
    [
        ("case:12", "case", 12),
        ("invoice:2026-09", "invoice", "2026-09"),
        ("report:2026-Q3", "report", "2026-Q3"),
        ("job:C-2026-03", "job", "C-2026-03"),
        ("payroll:2026-09", "payroll-month", "2026-09"),
    ],
)
def test_what_a_duty_is_about_has_a_place(about: str, name: str, key: object) -> None:
    assert place_of(about) == reverse(name, args=[key])


@pytest.mark.parametrize("about", ["addendum:2026", "duty", "invoice:", ""])
def test_what_has_no_page_has_no_place(about: str) -> None:
    assert place_of(about) == ""


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("addendum:2026", "2026"),
        ("overleg-regisseur:2026-Q3", "3e kwartaal 2026"),
        ("k2b-bestand:2026-11-22", "22 november 2026"),
        ("start:nu", "nu"),
        ("start", "start"),
    ],
)
def test_what_a_duty_is_about_is_said_in_words(about: str, said: str) -> None:
    assert about_words(about) == said


def test_the_holder_settles_with_a_sentence_and_finds_it_under_what_was_done(sign_in: SignIn, ask: Ask) -> None:
    duty, browser = ask("Gesprek voeren"), sign_in("director")
    assert settle_page(duty) in browser.get(reverse("duties")).content.decode()
    assert 'name="note"' in browser.get(settle_page(duty)).content.decode()
    answer = browser.post(settle_page(duty), {"note": "Op 20 november gevoerd.", "form_token": "t1"}, follow=True)
    assert answer.redirect_chain == [(reverse("duties"), 302)]
    said = words(answer)
    assert "De termijn is afgehandeld." in said and "Er staat nu niets open voor jou" in said
    assert "Afgehandeld in de afgelopen maand (1)" in said and "Op 20 november gevoerd." in said and "op tijd" in said
    duty.refresh_from_db()
    assert reverse("journal-entry", args=[duty.entry_id]) in answer.content.decode()
    done = browser.get(settle_page(duty)).content.decode()
    assert "Op 20 november gevoerd." in done and 'name="note"' not in done


@pytest.mark.parametrize(("due", "said"), [(DAY, "op tijd"), (DAY - ONE, "te laat")])
def test_what_was_done_says_whether_it_was_in_time(sign_in: SignIn, ask: Ask, due: date, said: str) -> None:
    duty, browser = ask("Gesprek voeren", due=due), sign_in("director")
    browser.post(settle_page(duty), {"note": "Gedaan.", "form_token": "t1"})
    assert said in words(browser.get(reverse("duties"))).partition("Afgehandeld in")[2]


def test_without_a_sentence_nothing_is_settled_and_the_form_says_what_to_do(sign_in: SignIn, ask: Ask) -> None:
    duty, browser = ask("Gesprek voeren"), sign_in("director")
    for note in ("", "   ", "x" * 301):
        answer = browser.post(settle_page(duty), {"note": note, "form_token": "t1"})
        assert answer.status_code == 422 and "Wat heb je gedaan?" in words(answer)
    duty.refresh_from_db()
    assert duty.done_on is None and not Entry.objects.filter(act="duties.settle").exists()


def test_a_form_that_is_sent_twice_counts_once(sign_in: SignIn, ask: Ask) -> None:
    duty, browser = ask("Gesprek voeren"), sign_in("director")
    for _ in range(2):
        answer = browser.post(settle_page(duty), {"note": "Gedaan.", "form_token": "t1"}, follow=True)
    assert "al verwerkt" in words(answer)
    assert Entry.objects.filter(act="duties.settle").count() == 1


def test_somebody_else_gets_no_form_and_a_refusal_with_its_clause_when_sending_one(sign_in: SignIn, ask: Ask) -> None:
    duty, browser = ask("Gesprek voeren"), sign_in("team_lead")
    page = browser.get(settle_page(duty))
    assert 'name="note"' not in page.content.decode() and "Alleen de regisseur" in words(page)
    assert settle_page(duty) not in browser.get(reverse("duties"), {"van": "iedereen"}).content.decode()
    answer = browser.post(settle_page(duty), {"note": "Gedaan.", "form_token": "t1"})
    assert (
        answer.status_code == 409
        and "art. 6" in words(answer)
        and "Deze termijn is van iemand anders." in words(answer)
    )
    duty.refresh_from_db()
    assert duty.done_on is None


def test_what_an_act_does_says_which_act_and_where(sign_in: SignIn, ask: Ask) -> None:
    duty = ask("Factuur", holder="controller", about="invoice:2026-09", by="invoicing.issue")
    browser = sign_in("controller")
    label = Act.known["invoicing.issue"].label
    assert f"vanzelf, met “{label}”" in words(browser.get(reverse("duties")))
    page = browser.get(settle_page(duty))
    assert 'name="note"' not in page.content.decode() and f"“{label}”" in words(page)
    assert f'href="{reverse("invoice", args=["2026-09"])}"' in page.content.decode()


def test_the_clock_of_the_calendar_shows_on_the_page(sign_in: SignIn, agreement: Any) -> None:
    day = date(date.today().year + 1, 5, 10)
    with standing_at(datetime(day.year, 5, 10, 8, tzinfo=UTC)):
        actions.raise_due(CODE, day)
        set_scope(agreement.client_id)
        said = words(sign_in("controller").get(reverse("duties")))
    assert "Maandfactuur versturen" in said and f"factuur van april {day.year}" in said


def test_nothing_open_says_where_duties_come_from(sign_in: SignIn) -> None:
    said = words(sign_in("director").get(reverse("duties")))
    assert "Niets open" in said and "kalender van de overeenkomst" in said


def test_a_long_list_goes_on_and_keeps_whose_it_is(sign_in: SignIn, people: dict[str, Any], agreement: Any) -> None:
    orders = tuple(
        DutyOrder(f"taak-{at}", CLAUSE, DAY, "controller", f"Taak nummer {at:03}", "duties.settle")
        for at in range(PAGE + 1)
    )
    with acting(people["clerk"], CODE) as act:
        act.record(Act.known["cases.register"], grant("granted", CLAUSE, "Gedaan.", orders), "case:1")
    browser, asked = sign_in("director"), {"van": "controller"}
    first = browser.get(reverse("duties"), asked).content.decode()
    assert "Taak nummer 049" in first and "Taak nummer 050" not in first
    assert re.search(r'href="\?[^"]*van=controller[^"]*pagina=2|href="\?pagina=2[^"]*van=controller', first)
    second = browser.get(reverse("duties"), asked | {"pagina": "2"}).content.decode()
    assert "Taak nummer 050" in second and "Taak nummer 049" not in second


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "99", "9" * 5000])
def test_a_page_number_that_is_none_still_shows_the_list(sign_in: SignIn, ask: Ask, number: str) -> None:
    ask("Gesprek voeren")
    answer = sign_in("director").get(reverse("duties"), {"pagina": number})
    assert answer.status_code == 200 and "Gesprek voeren" in words(answer)


def test_more_duties_take_no_more_queries(sign_in: SignIn, ask: Ask) -> None:
    ask("Factuur", about="invoice:2026-09")
    browser, counts = sign_in("director"), []
    browser.get(reverse("duties"))
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("duties"))
        # What PostgreSQL is told about whose rows are in sight is no question of this page.
        counts.append(sum(" FROM " in query["sql"] for query in queries.captured_queries))
        for at in range(10 * (1 - number)):
            ask(f"Taak {at}", about=f"case:{at}")
    assert counts[0] == counts[1] <= 14


def test_the_pages_are_for_people_with_a_function_under_the_agreement(sign_in: SignIn, ask: Ask) -> None:
    duty = ask("Gesprek voeren")
    for url in (reverse("duties"), settle_page(duty)):
        answer = Client(headers={"X-Forwarded-Proto": "https"}).get(url)
        assert answer.status_code == 302 and "Gesprek voeren" not in answer.content.decode()
        assert "Gesprek voeren" not in sign_in("outsider").get(url).content.decode()
    assert sign_in("outsider").get(settle_page(duty)).status_code == 404
    assert sign_in("director").get(reverse("settle-duty", args=[duty.pk + 1])).status_code == 404
