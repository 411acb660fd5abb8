"""What people see and do on the pages of a correction and of a request for a source document."""

import re
from datetime import date

import pytest
import time_machine

from noaber.cases.actions import register_case, suspend_case

CODE = "ommen-twenterand-2024"


def on(*day):
    return time_machine.travel(f"{date(*day)}T10:00:00+00:00", tick=False)


@pytest.fixture
def who(people, client):
    client.force_login(people["second_line"])
    return people["second_line"]


def text_of(answer):
    words = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ")
    return re.sub(r"\s+", " ", words)


def registered(who, product):
    return register_case(who, CODE, product, date(2026, 3, 2)).number


def test_a_correction_of_an_address_cannot_be_extended_and_is_refused_with_a_reason(who, client):
    with on(2026, 3, 3):
        number = registered(who, "correctie-brp")
        here = f"/dossiers/correctie/{number}/"
        assert here in client.get(f"/zaken/{number}/").content.decode()
        assert client.post(f"{here}beginnen/", {"form_token": "a"}).status_code == 422
        assert client.post(f"{here}beginnen/", {"category": "residence", "form_token": "b"}).status_code == 302
        page = text_of(client.get(here))
        assert "Kan nu niet Termijn van een correctie verlengen." in page and "Wet BRP art. 2.58, derde lid" in page
        refused = client.post(f"{here}verlengen/", {"on": "3-3-2026", "form_token": "c"})
        assert refused.status_code == 409 and "alleen bij de burgerlijke staat of de nationaliteit" in text_of(refused)
        wrong = client.post(f"{here}beslissen/", {"outcome": "geweigerd", "form_token": "d"})
        assert wrong.status_code == 422 and "Kies waarom het verzoek wordt geweigerd." in text_of(wrong)
        assert re.search(r'value="geweigerd"[^>]*checked', wrong.content.decode()), "what was chosen stays"
        typed = {"outcome": "geweigerd", "ground": "right", "form_token": "e"}
        assert client.post(f"{here}beslissen/", typed).status_code == 302
        page = text_of(client.get(here))
        assert "Het gegeven klopt, Wet BRP art. 2.60" in page and "Uitkomst van een correctie meedelen" in page
        assert client.post(f"{here}meedelen/", {"on": "3-3-2026", "form_token": "f"}).status_code == 302
        assert "De zaak is afgesloten." in text_of(client.get(here))
        assert "Bezwaar registreren" in text_of(client.get(f"/zaken/{number}/"))


def test_a_correction_of_a_name_is_extended(who, client):
    with on(2026, 3, 3):
        number = registered(who, "correctie-brp")
        here = f"/dossiers/correctie/{number}/"
        client.post(f"{here}beginnen/", {"category": "civil-status", "form_token": "a"})
        assert client.post(f"{here}verlengen/", {"on": "3-3-2026", "form_token": "b"}).status_code == 302
        page = text_of(client.get(here))
        assert "1 keer met 8 weken, Wet BRP art. 2.58, derde lid" in page and "di 26 mei 2026" in page
        primary = re.findall(r'primary-action" type="submit">([^<]+)<', client.get(here).content.decode())
        assert primary == ["Op een correctie beslissen"]


def test_a_suspended_correction_says_where_to_go_on(who, client):
    with on(2026, 3, 3):
        number = registered(who, "correctie-brp")
        client.post(f"/dossiers/correctie/{number}/beginnen/", {"category": "other", "form_token": "a"})
        suspend_case(who, CODE, number)
        assert "De termijn is opgeschort" in text_of(client.get(f"/dossiers/correctie/{number}/"))


def test_a_document_is_asked_searched_and_answered_with_how_long_it_is_kept(who, client):
    with on(2026, 3, 3):
        number = registered(who, "brondocument")
        here = f"/dossiers/brondocument/{number}/"
        wrong = client.post(f"{here}beginnen/", {"asker": "consulate", "document": "", "form_token": "a"})
        assert wrong.status_code == 422 and "Maak een keuze bij" in text_of(wrong)
        typed = {"asker": "consulate", "document": "travel", "form_token": "b"}
        assert client.post(f"{here}beginnen/", typed).status_code == 302
        assert "16 jaar, Regeling BRP, bijlage 6" in text_of(client.get(here))
        assert client.post(f"{here}beantwoorden/", {"form_token": "c"}).status_code == 409
        assert client.post(f"{here}zoeken/", {"found": "nee", "form_token": "d"}).status_code == 302
        assert "Het document is er niet." in text_of(client.get(here))
        assert client.post(f"{here}beantwoorden/", {"form_token": "e"}).status_code == 302
        page = text_of(client.get(here))
        assert "Niet aanwezig" in page and "De zaak is afgesloten." in page


@pytest.mark.parametrize("kind", ["correctie", "brondocument"])
def test_another_product_another_municipality_and_a_step_too_soon_are_not_found(people, who, client, kind):
    with on(2026, 3, 3):
        other = registered(who, "verhuizing")
        number = registered(who, "correctie-brp" if kind == "correctie" else "brondocument")
        assert client.get(f"/dossiers/{kind}/{other}/").status_code == 404
        step = "beslissen" if kind == "correctie" else "zoeken"
        assert client.post(f"/dossiers/{kind}/{number}/{step}/", {"form_token": "a"}).status_code == 404
        client.force_login(people["outsider"])
        assert client.get(f"/dossiers/{kind}/{number}/").status_code == 404
        assert client.post(f"/dossiers/{kind}/{number}/beginnen/", {"form_token": "b"}).status_code == 404


@pytest.mark.parametrize(("kind", "product"), [("correctie", "correctie-brp"), ("brondocument", "brondocument")])
def test_the_page_costs_a_fixed_number_of_queries_and_a_clerk_takes_no_steps(
    people, who, client, kind, product, django_assert_max_num_queries
):
    with on(2026, 3, 3):
        number = registered(who, product)
        client.get(f"/dossiers/{kind}/{number}/")
        with django_assert_max_num_queries(20):
            client.get(f"/dossiers/{kind}/{number}/")
        client.force_login(people["clerk"])
        assert "Dit doet de tweede lijn of de teamleider." in text_of(client.get(f"/dossiers/{kind}/{number}/"))
