"""What people see and do on the pages of cases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from noaber.agreement.queries import book_of
from noaber.cases import actions
from noaber.cases.models import Case
from noaber.journal.models import Entry

CODE = "ommen-twenterand-2024"
DAY = date(2026, 11, 24)
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """A Tuesday in November, at nine."""
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def sign_in(people: dict[str, Any], settings: Any) -> SignIn:
    """A browser in which somebody has signed in. In the demo no second factor is asked for."""
    settings.DEMO = True

    def signed_in(who: str) -> Client:
        browser = Client(headers={"X-Forwarded-Proto": "https"})
        browser.force_login(people[who])
        return browser

    return signed_in


@pytest.fixture
def product(agreement: Any) -> Any:
    """A product of the college with a norm."""
    products = book_of(agreement).products
    return next(product for product in products if product.organ == "college" and product.norm_workdays)


@pytest.fixture
def case(people: dict[str, Any], product: Any) -> Case:
    """A case that came in today."""
    return actions.register_case(people["clerk"], CODE, product.code, DAY, "Z-2026-1")


def words(answer: Any) -> str:
    """What somebody reads, without the marks."""
    text = re.sub(r"<(script|style|head).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ").split())


def test_a_clerk_registers_a_case_and_lands_on_its_page(sign_in: SignIn, product: Any) -> None:
    browser = sign_in("clerk")
    typed = {"product": product.code, "received": "23-11-2026", "reference": "Z-2026-77", "form_token": "t1"}
    answer = browser.post(reverse("new-case"), typed, follow=True)
    case = Case.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("case", args=[case.number])
    assert case.received == date(2026, 11, 23) and case.reference == "Z-2026-77"
    assert "De zaak is geregistreerd." in words(answer) and product.name in words(answer)


def test_a_form_with_every_field_wrong_says_all_of_it_and_keeps_what_was_typed(sign_in: SignIn) -> None:
    typed = {"product": "", "received": "31-2-2026", "reference": "BSN 999990019"}
    answer = sign_in("clerk").post(reverse("new-case"), typed)
    assert answer.status_code == 422 and not Case.objects.exists()
    said = words(answer)
    for sentence in (
        "Maak een keuze bij “Waar gaat het om?”.",
        "De dag 31-2-2026 bestaat niet.",
        "burgerservicenummer",
    ):
        assert said.count(sentence) >= 1
    page = answer.content.decode()
    assert 'value="31-2-2026"' in page and 'href="#id_received"' in page and "<title>Fout: " in page


def test_the_worklist_shows_the_clock_in_date_and_days(sign_in: SignIn, case: Case, clock: Any) -> None:
    said = words(sign_in("clerk").get(reverse("cases")))
    assert case.number in said and re.search(r"nog \d+ werkdag", said) and "1 tot en met 1 van 1" in said
    clock.shift(timedelta(days=200))
    assert re.search(r"\d+ werkdagen te laat", words(sign_in("clerk").get(reverse("cases"))))


def test_an_empty_worklist_says_what_fills_it(sign_in: SignIn) -> None:
    assert "Er zijn geen open zaken." in words(sign_in("clerk").get(reverse("cases")))


@pytest.mark.parametrize("typed", ["number", "Z-2026-1"])
def test_a_case_is_found_by_number_and_by_reference(typed: str, sign_in: SignIn, case: Case) -> None:
    text = case.number.lower() if typed == "number" else typed
    assert case.number in words(sign_in("clerk").get(reverse("cases"), {"zoek": text}))
    assert "Geen zaak met dit nummer" in words(sign_in("clerk").get(reverse("cases"), {"zoek": "Z-2026-2"}))


def test_deciding_shows_the_exact_words_and_the_mandate_and_records_them(sign_in: SignIn, case: Case) -> None:
    browser = sign_in("clerk")
    said = words(browser.get(reverse("case", args=[case.number])))
    assert "Namens het college van burgemeester en wethouders van Ommen." in said and "college-zaken" in said
    outcome = book_of_case(case).outcomes[0]
    answer = browser.post(reverse("decide-case", args=[case.number]), {"outcome": outcome}, follow=True)
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("decided", outcome)
    assert "Het besluit is vastgelegd." in words(answer)
    assert case.signature.removeprefix("namens ") in words(answer)


def book_of_case(case: Case) -> Any:
    from noaber.agreement.models import Agreement

    return book_of(Agreement.objects.get(code=CODE)).product(case.product)


def test_a_decision_without_an_outcome_is_asked_again_on_the_page_of_the_case(sign_in: SignIn, case: Case) -> None:
    answer = sign_in("clerk").post(reverse("decide-case", args=[case.number]), {})
    assert answer.status_code == 422 and "Maak een keuze bij “Uitkomst”." in words(answer)


def test_suspending_and_resuming_move_through_the_page(sign_in: SignIn, case: Case) -> None:
    browser = sign_in("clerk")
    answer = browser.post(reverse("opschorten-case", args=[case.number]), follow=True)
    assert "opgeschort" in words(answer) and "Hervat de termijn, of stel de aanvraag buiten behandeling." in words(
        answer
    )
    answer = browser.post(reverse("hervatten-case", args=[case.number]), follow=True)
    assert "De termijn loopt weer." in words(answer)


def test_a_refusal_is_a_page_with_its_clause_what_to_do_and_its_entry(sign_in: SignIn, case: Case) -> None:
    answer = sign_in("clerk").post(reverse("afsluiten-case", args=[case.number]))
    said, entry = words(answer), Entry.objects.get(result="refused")
    assert answer.status_code == 409 and entry.reason == "not-decided"
    assert "eerst moet er een besluit zijn" in said and "Leg eerst het besluit vast." in said
    assert f"regel {entry.pk}" in said and reverse("clause", args=[entry.clause]) in answer.content.decode()


def test_what_somebody_may_not_do_is_named_with_who_can(
    sign_in: SignIn, people: dict[str, Any], agreement: Any
) -> None:
    product = next(product for product in book_of(agreement).products if product.organ == "registrar")
    case = actions.register_case(people["clerk"], CODE, product.code, DAY)
    said = words(sign_in("team_lead").get(reverse("case", args=[case.number])))
    assert "Jouw functie heeft geen mandaat voor “Besluit vastleggen”." in said
    assert "Dit mag wel: medewerker burgerzaken, medewerker tweede lijn." in said


def test_the_director_looks_and_does_nothing(sign_in: SignIn, case: Case) -> None:
    browser = sign_in("director")
    page = browser.get(reverse("case", args=[case.number]))
    assert page.status_code == 200 and reverse("decide-case", args=[case.number]) not in page.content.decode()
    assert browser.post(reverse("decide-case", args=[case.number]), {"outcome": "x"}).status_code == 403


def test_somebody_of_a_third_municipality_finds_no_case_of_ours(sign_in: SignIn, case: Case) -> None:
    browser = sign_in("outsider")
    assert browser.get(reverse("case", args=[case.number])).status_code == 404
    assert browser.post(reverse("opschorten-case", args=[case.number])).status_code == 404
    assert browser.post(reverse("decide-case", args=[case.number]), {"outcome": "verwerkt"}).status_code == 404
    assert case.number not in words(browser.get(reverse("cases")))


def test_a_day_at_the_desk_is_recorded_and_shown_beside_the_form(sign_in: SignIn, agreement: Any) -> None:
    desk = next(product for product in book_of(agreement).products if product.service == 1)
    browser = sign_in("clerk")
    answer = browser.post(reverse("desk-counts"), {"day": "23-11-2026", f"n_{desk.code}": "12"}, follow=True)
    said = words(answer)
    assert "De aantallen zijn vastgelegd." in said and "ma 23 nov 2026 12" in said


def test_an_empty_day_at_the_desk_is_refused_with_what_to_do(sign_in: SignIn) -> None:
    answer = sign_in("clerk").post(reverse("desk-counts"), {"day": "23-11-2026"})
    assert answer.status_code == 409 and "Vul minstens één aantal in." in words(answer)


def test_a_form_that_is_sent_twice_says_so_and_makes_one_case(sign_in: SignIn, product: Any) -> None:
    browser = sign_in("clerk")
    typed = {"product": product.code, "received": "23-11-2026", "form_token": "same"}
    browser.post(reverse("new-case"), typed)
    assert "er is niets twee keer gedaan" in words(browser.post(reverse("new-case"), typed, follow=True))
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "query", ["pagina=²", "pagina=-1", "dienst=99999999999999999999", "zoek=%00", "stand=x", "pagina=9999999"]
)
def test_an_address_that_makes_no_sense_still_gives_a_list(query: str, sign_in: SignIn, case: Case) -> None:
    assert sign_in("clerk").get(f"{reverse('cases')}?{query}").status_code == 200
