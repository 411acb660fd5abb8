"""What people see when a page is not there, not theirs, out of date or broken; and what every page carries."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from noaber.web import views

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(people: dict[str, Any], settings: Any) -> SignIn:
    """A browser in which somebody has signed in. In the demo no second factor is asked for."""
    settings.DEMO = True

    def signed_in(who: str, **more: Any) -> Client:
        browser = Client(headers={"X-Forwarded-Proto": "https"}, **more)
        browser.force_login(people[who])
        return browser

    return signed_in


def test_a_page_that_is_not_there_helps_somebody_on(sign_in: SignIn) -> None:
    answer = sign_in("clerk").get("/bestaat/niet/")
    page = answer.content.decode()
    assert answer.status_code == 404 and "Deze pagina is er niet" in page and 'href="/"' in page


def test_a_page_for_other_functions_says_for_whom_it_is(sign_in: SignIn) -> None:
    answer = sign_in("director").get(reverse("new-case"))
    assert answer.status_code == 403 and "medewerker burgerzaken" in answer.content.decode()


def test_a_page_that_breaks_names_no_cause_but_a_number_to_report() -> None:
    answer = views.broken(RequestFactory().get("/"))
    assert answer.status_code == 500 and "De fout ligt bij ons" in answer.content.decode()


def test_a_form_that_is_too_old_can_be_opened_again_where_it_was(sign_in: SignIn) -> None:
    browser = sign_in("clerk", enforce_csrf_checks=True)
    referer = "https://testserver/zaken/nieuw/?product=x"
    answer = browser.post(reverse("new-case"), {}, headers={"Referer": referer}, secure=True)
    assert answer.status_code == 403
    assert 'href="/zaken/nieuw/?product=x"' in answer.content.decode()


def test_a_form_that_came_from_elsewhere_does_not_lead_there(sign_in: SignIn) -> None:
    browser = sign_in("clerk", enforce_csrf_checks=True)
    answer = browser.post(reverse("new-case"), {}, headers={"Referer": "https://kwaad.example/zaken/"})
    assert answer.status_code == 403 and "kwaad" not in answer.content.decode()


def test_the_band_names_the_client_in_words_and_colour_and_who_one_is(sign_in: SignIn) -> None:
    page = sign_in("team_lead").get(reverse("cases")).content.decode()
    assert 'data-client="ommen"' in page and "themes/ommen" in page
    assert "Test team_lead" in page and "teamleider Dienstverlening" in page
    assert re.search(r"<title>\s*Zaken · Ommen · Noaber", page)


def test_the_menu_holds_what_somebody_may_open_and_marks_where_they_are(sign_in: SignIn) -> None:
    page = sign_in("clerk").get(reverse("desk-counts")).content.decode()
    assert re.findall(r'href="([^"]+)" aria-current="page"', page) == [reverse("desk-counts")] * 2
    director = sign_in("director").get(reverse("cases")).content.decode()
    assert f'href="{reverse("desk-counts")}"' not in director and f'href="{reverse("journal")}"' in director


def test_pages_run_only_scripts_that_carry_the_number_of_this_answer(sign_in: SignIn) -> None:
    browser = sign_in("clerk")
    answers = [browser.get(reverse("cases")) for _ in range(2)]
    nonces = []
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        (nonce,) = set(re.findall(r'nonce="([^"]+)"', answer.content.decode()))
        assert f"'nonce-{nonce}'" in policy and "unsafe" not in policy and "style-src 'self'" in policy
        nonces.append(nonce)
    assert nonces[0] != nonces[1]


@pytest.mark.django_db
def test_the_sign_in_page_is_one_of_ours(settings: Any) -> None:
    page = Client(headers={"X-Forwarded-Proto": "https"}).get(reverse("account_login")).content.decode()
    assert "<h1>Aanmelden</h1>" in page and "noaber/noaber" in page
