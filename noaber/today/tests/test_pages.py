"""The first page of everybody, the way in of the demo, the search box, and going from one client to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from noaber.agreement.acting import Refusal, acting
from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.cases import actions
from noaber.cases.models import Case
from noaber.invoicing.acts import ISSUE
from noaber.parties.models import Person, Position
from noaber.parties.scope import set_scope
from noaber.today import queries
from noaber.today.finding import meaning_of
from noaber.values import grant

CODE, OTHER = "ommen-twenterand-2024", "demo-hellendoorn-almelo-2025"
DAY = date(2026, 11, 24)
SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """A Tuesday in November, at nine."""
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def demo(settings: Any) -> None:
    """The demo: no second factor is asked for."""
    settings.DEMO = True


@pytest.fixture
def sign_in(people: dict[str, Any], demo: None) -> SignIn:
    """A browser in which somebody has signed in."""

    def signed_in(who: str | Person) -> Client:
        browser = a_browser()
        browser.force_login(people[who] if isinstance(who, str) else who)
        return browser

    return signed_in


def a_browser() -> Client:
    return Client(headers={"X-Forwarded-Proto": "https"})


@pytest.fixture
def product(agreement: Any) -> Any:
    """A product of the college with a norm and a term of law."""
    products = book_of(agreement).products
    return next(found for found in products if found.organ == "college" and found.norm_workdays and found.span)


@pytest.fixture
def late_case(people: dict[str, Any], product: Any) -> Case:
    """A case that came in long ago and is still open."""
    return actions.register_case(people["clerk"], CODE, product.code, DAY - timedelta(days=300), "Z-2026-1")


@pytest.fixture
def both(people: dict[str, Any]) -> Person:
    """A clerk who works for two clients."""
    person: Person = people["clerk"]
    almelo = Agreement.objects.get(code=OTHER).contractor_id
    Position.objects.create(person=person, function="clerk", organisation_id=almelo, since=date(2023, 1, 1))
    return person


def words(answer: Any) -> str:
    """What somebody reads, without the marks."""
    text = re.sub(r"<(script|style|head).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ").split())


def test_the_demo_asks_who_one_is_and_one_click_signs_in(people: dict[str, Any], demo: None) -> None:
    browser = a_browser()
    page = browser.get("/")
    said = words(page)
    assert "Wie ben je vandaag?" in said and "deze mensen bestaan niet" in said
    for name, person in people.items():
        assert person.name in said, name
    assert "Werk voor Ommen" in said
    answer = browser.post(reverse("be", args=[people["team_lead"].pk]), follow=True)
    assert "Vandaag" in words(answer) and "Test team_lead" in words(answer)


def test_outside_the_demo_nobody_signs_in_by_a_click(people: dict[str, Any], settings: Any) -> None:
    settings.DEMO = False
    browser = a_browser()
    assert browser.post(reverse("be", args=[people["clerk"].pk])).status_code == 404
    assert "_auth_user_id" not in browser.session
    answer = browser.get("/")
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


def test_in_the_demo_too_nobody_becomes_a_real_person(people: dict[str, Any], demo: None) -> None:
    real = people["clerk"]
    Person.objects.filter(pk=real.pk).update(fictional=False)
    browser = a_browser()
    assert browser.post(reverse("be", args=[real.pk])).status_code == 404
    assert real.name not in words(browser.get("/"))
    Person.objects.filter(pk=real.pk).update(fictional=True, is_active=False)
    assert browser.post(reverse("be", args=[real.pk])).status_code == 404


def test_signing_in_by_a_click_needs_a_form_of_ours(people: dict[str, Any], demo: None) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(reverse("be", args=[people["clerk"].pk]), secure=True).status_code == 403
    assert browser.get(reverse("be", args=[people["clerk"].pk]), secure=True).status_code == 405


def test_somebody_without_a_function_is_told_whom_to_ask(sign_in: SignIn, people: dict[str, Any]) -> None:
    Position.objects.filter(person=people["clerk"]).delete()
    answer = sign_in(Person.objects.get(pk=people["clerk"].pk)).get("/")
    assert answer.status_code == 200 and "Je hebt nog geen functie" in words(answer)


def test_a_clerk_sees_what_runs_out_with_its_clock_and_what_it_rests_on(sign_in: SignIn, late_case: Case) -> None:
    page = sign_in("clerk").get("/")
    said = words(page)
    assert "1 zaak is te laat" in said and f"zaak {late_case.number}" in said
    assert re.search(r"Te laat .*\d+ werkdagen te laat", said) and "Dinsdag 24 november 2026." in said
    assert reverse("case", args=[late_case.number]) in page.content.decode()


def test_a_director_sees_the_risk_and_not_the_work_of_others(sign_in: SignIn, late_case: Case) -> None:
    said = words(sign_in("director").get("/"))
    assert "Loopt gevaar 1 zaak is te laat" in said and late_case.number not in said


def test_an_empty_day_says_what_will_fill_it(sign_in: SignIn) -> None:
    assert "Niets dat vandaag moet." in words(sign_in("clerk").get("/"))


def test_a_long_list_names_the_first_and_counts_the_rest(sign_in: SignIn, people: dict[str, Any], product: Any) -> None:
    for day in range(15):
        actions.register_case(people["clerk"], CODE, product.code, DAY - timedelta(days=300 - day))
    page = sign_in("clerk").get("/")
    assert page.content.decode().count("data-href=") == 12 and "En nog 3 zaken die aflopen" in words(page)


def test_what_was_done_and_refused_since_the_last_working_day_is_counted(
    sign_in: SignIn, people: dict[str, Any], product: Any
) -> None:
    with time_machine.travel("2026-11-20T09:00:00+01:00", tick=False):
        actions.register_case(people["clerk"], CODE, product.code, date(2026, 11, 20))
    with time_machine.travel("2026-11-23T09:00:00+01:00", tick=False):
        case = actions.register_case(people["clerk"], CODE, product.code, date(2026, 11, 23))
        with pytest.raises(Refusal):
            actions.close_case(people["clerk"], CODE, case.number)
        said = words(sign_in("clerk").get("/"))
    assert "Sinds vr 20 nov 2026" in said and "Zaak registreren 2" in said
    assert "Zaak afsluiten 0 1" in said and "eerst moet er een besluit zijn" in said
    assert "Zaak registreren 1" in words(sign_in("clerk").get("/"))


def test_a_suspended_case_waits_for_its_applicant(sign_in: SignIn, people: dict[str, Any], product: Any) -> None:
    case = actions.register_case(people["clerk"], CODE, product.code, DAY)
    actions.suspend_case(people["clerk"], CODE, case.number)
    assert "1 zaak wacht op aanvulling door de aanvrager, de oudste sinds di 24 nov 2026." in words(
        sign_in("clerk").get("/")
    )


@pytest.mark.parametrize("typed", ["number", "Z-2026-1", "entry"])
def test_what_is_named_exactly_opens_at_once(typed: str, sign_in: SignIn, late_case: Case) -> None:
    text = {"number": late_case.number.lower(), "entry": str(late_case.entry_id)}.get(typed, typed)
    answer = sign_in("team_lead").get(reverse("search"), {"q": text})
    expected = (
        reverse("journal-entry", args=[late_case.entry_id])
        if typed == "entry"
        else reverse("case", args=[late_case.number])
    )
    if typed == "entry" and any(clause.number == text for clause in book_of(Agreement.objects.get(code=CODE)).clauses):
        assert expected in answer.content.decode()
    else:
        assert answer.status_code == 302 and answer.url == expected


def test_an_article_opens_and_is_found_without_looking_at_case(sign_in: SignIn) -> None:
    answer = sign_in("clerk").get(reverse("search"), {"q": "Art. 3.7"})
    assert answer.status_code == 302 and answer.url == reverse("clause", args=["3.7"])


def test_two_cases_with_one_reference_are_both_offered(sign_in: SignIn, people: dict[str, Any], product: Any) -> None:
    found = [actions.register_case(people["clerk"], CODE, product.code, DAY, "Z-9") for _ in range(2)]
    answer = sign_in("clerk").get(reverse("search"), {"q": "Z-9"})
    assert answer.status_code == 200
    for case in found:
        assert case.number in words(answer)


@pytest.mark.parametrize("typed", ["", "bestaat niet", "Z-2026-1"])
def test_what_is_not_there_or_not_ours_tells_what_can_be_searched(typed: str, sign_in: SignIn, late_case: Case) -> None:
    answer = sign_in("outsider").get(reverse("search"), {"q": typed})
    assert answer.status_code == 200 and "Wat je kunt zoeken" in words(answer)
    assert late_case.number not in words(answer)


def test_what_somebody_may_not_open_is_not_found_by_them(sign_in: SignIn, people: dict[str, Any]) -> None:
    client = Agreement.objects.get(code=CODE).client_id
    with acting(people["controller"], CODE) as act:
        act.record(ISSUE, grant("issued", act.clause("4.10"), "Ja."), "invoice:2026-09")
    hits = queries.find(client, book_of(Agreement.objects.get(code=CODE)), meaning_of("september 2026"))
    assert [hit.label for hit in hits] == ["Factuur van september 2026"]
    assert queries.may_open(hits[0], {"controller"}) and not queries.may_open(hits[0], {"clerk"})


def test_choosing_another_client_is_an_act_of_its_own_with_a_new_session(sign_in: SignIn, both: Person) -> None:
    browser = sign_in(both)
    assert "Werk voor Hellendoorn" in words(browser.get("/"))
    before = browser.session.session_key
    answer = browser.post(reverse("choose-client"), {"agreement": CODE}, follow=True)
    assert browser.session.session_key != before
    assert 'data-client="ommen"' in answer.content.decode() and "Je werkt nu voor Ommen." in words(answer)
    browser.post(reverse("choose-client"), {"agreement": OTHER})
    assert 'data-client="hellendoorn"' in browser.get("/").content.decode()
    assert browser.get(reverse("choose-client")).status_code == 405


def test_nobody_chooses_a_client_they_do_not_work_for(sign_in: SignIn) -> None:
    browser = sign_in("clerk")
    assert browser.post(reverse("choose-client"), {"agreement": OTHER}).status_code == 404
    assert browser.post(reverse("choose-client"), {}).status_code == 404
    assert "agreement" not in browser.session


def test_of_another_client_only_counts_are_shown_with_its_name(
    sign_in: SignIn, both: Person, late_case: Case, product: Any
) -> None:
    browser = sign_in(both)
    browser.post(reverse("choose-client"), {"agreement": OTHER})
    page = browser.get("/")
    assert "Bij andere gemeenten Ommen 1 zaak te laat" in words(page)
    assert late_case.number not in page.content.decode()
    set_scope(late_case.municipality_id)


def test_the_first_page_costs_the_same_whatever_there_is(
    sign_in: SignIn, people: dict[str, Any], product: Any, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in("clerk")
    browser.get("/")
    with django_assert_max_num_queries(40) as empty:
        browser.get("/")
    for day in range(10):
        actions.register_case(people["clerk"], CODE, product.code, DAY - timedelta(days=200 + day))
    with django_assert_max_num_queries(len(empty.captured_queries)):
        browser.get("/")
