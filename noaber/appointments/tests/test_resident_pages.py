"""What a resident sees and does on the pages of appointments, in both languages, and with whatever they type."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from noaber.appointments import actions
from noaber.appointments.models import Hold, Visit
from noaber.appointments.slots import moment_of
from noaber.appointments.tests.residents import ANNA, CODE, OMMEN, at, booked, calendar, keep, text_of, used
from noaber.parties.scope import set_scope

__all__ = ["calendar"]
pytestmark = pytest.mark.usefixtures("calendar")
TUESDAY = at(1, 9)
WANTED = "product=rijbewijs&personen=1&rijbewijs.eerste=nee&rijbewijs.vermist=nee&rijbewijs.keuring=nee"
TYPED = {"name": "Anna de Vries", "email": "anna@example.nl", "phone": ""}
LANGS = pytest.mark.parametrize(
    ("begin", "time", "lang"),
    [("/ommen/afspraak/", "tijd", "nl"), ("/ommen/en/appointment/", "time", "en")],
    ids=["nl", "en"],
)


def post(client: Any, address: str, **typed: Any) -> Any:
    return client.post(address, {"form_token": "a-token-of-a-page-0001"} | typed)


def test_who_answered_everything_chooses_a_time_at_once(client):
    answer = client.get(f"/ommen/afspraak/?{WANTED}")
    assert answer.status_code == 302 and answer["Location"] == f"/ommen/afspraak/tijd/?{WANTED}"
    page = text_of(client.get(answer["Location"]))
    assert "Rijbewijs" in page and "Eerste vrije tijd: maandag 16 november 2026, 09:00 uur" in page


@LANGS
def test_who_comes_with_nothing_chooses_products_and_is_asked_what_is_still_unknown(client, begin, time, lang):
    page = client.get(begin)
    assert page.status_code == 200 and not page.cookies
    asked = client.get(begin, {"verder": "1", "product": ["paspoort", "rijbewijs"], "personen": "2"})
    assert asked.status_code == 302 and "product=paspoort&product=rijbewijs&personen=2" in asked["Location"]
    assert client.get(asked["Location"]).status_code == 200
    ready = client.get(begin, {"verder": "1", "product": ["vog"], "personen": "2"})
    assert ready["Location"] == f"{begin}{time}/?product=vog&personen=2"


@pytest.mark.parametrize(
    ("query", "dutch", "english"),
    [
        ({}, "Kies waarvoor u komt.", "Choose what you come for."),
        ({"product": "onzin"}, "Dit product kunt u hier niet kiezen.", "You cannot choose this product here."),
        ({"product": "vog", "personen": "99"}, "Kies voor hoeveel personen het is.", "Choose for how many people"),
        ({"product": ["vog", "naturalisatie"]}, "niet in één afspraak", "cannot be handled in one appointment"),
        ({"product": ["vog", "paspoort", "rijbewijs", "inzage-brp", "geheimhouding", "optie"]}, "hoogste 5", "most 5"),
    ],
)
def test_a_choice_that_cannot_be_is_said_in_the_language_of_the_page(client, query, dutch, english):
    for begin, words in (("/ommen/afspraak/", dutch), ("/ommen/en/appointment/", english)):
        answer = client.get(begin, {"verder": "1", "personen": "1"} | query)
        assert answer.status_code == 422 and words in text_of(answer)
        chosen = [query["product"]] if isinstance(query.get("product"), str) else query.get("product", [])
        for code in set(chosen) - {"onzin"}:
            assert re.search(rf'value="{code}" checked', answer.content.decode()), "what was chosen is still chosen"


@pytest.mark.parametrize("town", ["almelo", "twenterand", "nergens"])
def test_a_town_for_which_nobody_works_makes_no_appointments(client, town):
    assert client.get(f"/{town}/afspraak/").status_code == 404
    assert client.get(f"/{town}/en/appointment/").status_code == 404


def test_an_address_with_products_that_do_not_exist_says_so(client):
    answer = client.get("/ommen/afspraak/?product=onzin&product=vog")
    assert answer.status_code == 200 and "Niet alles waarmee u hier kwam, bestaat." in text_of(answer)
    assert client.get("/ommen/afspraak/tijd/?product=onzin", follow=True).status_code == 422


@LANGS
def test_a_resident_books_and_is_shown_what_was_booked(client, begin, time, lang):
    chosen = post(client, f"{begin}{time}/?{WANTED}", location="ommen", minute=TUESDAY)
    assert chosen.status_code == 302
    page = client.get(chosen["Location"])
    said = text_of(page)
    assert ("dinsdag 17 november 2026, 09:00 uur" if lang == "nl" else "Tuesday 17 November 2026, 09:00") in said
    assert ("tot 08:15 uur" if lang == "nl" else "until 08:15") in said
    done = client.post(chosen["Location"], TYPED | {"form_token": "t"})
    own = client.get(done["Location"])
    said = text_of(own)
    set_scope(OMMEN)
    visit = Visit.objects.of(OMMEN).get()
    assert visit.language == lang and visit.agreed == moment_of(TUESDAY) and visit.number in said
    assert ("Rijbewijs" if lang == "nl" else "Driving licence") in said
    assert "Anna" not in own.content.decode() and "anna@" not in own.content.decode()
    assert not own.cookies and own["Cache-Control"].find("no-store") >= 0
    other = re.search(r'class="nb-language" href="([^"]+)"', own.content.decode())
    assert client.get(other[1].replace("&amp;", "&")).status_code == 200


def test_a_double_click_and_a_form_sent_again_make_one_appointment(client):
    first = post(client, f"/ommen/afspraak/tijd/?{WANTED}", location="ommen", minute=TUESDAY)
    again = post(client, f"/ommen/afspraak/tijd/?{WANTED}", location="ommen", minute=TUESDAY)
    assert first["Location"] == again["Location"] and used(TUESDAY) == 1
    where = {client.post(first["Location"], TYPED | {"form_token": token})["Location"] for token in ("a", "a", "b", "")}
    assert len(where) == 1 and client.get(first["Location"])["Location"] in where
    assert Visit.objects.of(OMMEN).count() == 1


def test_who_goes_back_after_cancelling_and_sends_the_same_page_again_books_anew(client):
    first = post(client, f"/ommen/afspraak/tijd/?{WANTED}", location="ommen", minute=TUESDAY)
    client.post(first["Location"], TYPED | {"form_token": "a"})
    actions.cancel(CODE, Visit.objects.of(OMMEN).get().code)
    again = post(client, f"/ommen/afspraak/tijd/?{WANTED}", location="ommen", minute=TUESDAY)
    assert client.get(again["Location"]).status_code == 200
    client.post(again["Location"], TYPED | {"form_token": "b"})
    assert Visit.objects.of(OMMEN).count() == 2 and used(TUESDAY) == 1


def test_a_time_that_another_took_shows_the_next_free_ones(client):
    keep(TUESDAY), keep(TUESDAY)
    answer = post(client, f"/ommen/afspraak/tijd/?{WANTED}", location="ommen", minute=TUESDAY)
    said = text_of(answer)
    assert answer.status_code == 409 and "net door een ander gekozen: dinsdag 17 november 2026, 09:00 uur" in said
    assert f'value="{TUESDAY + 10}"' in answer.content.decode() and f'value="{TUESDAY}"' not in answer.content.decode()


def test_who_typed_too_long_chooses_again_and_types_nothing_twice(client, calendar):
    chosen = post(client, f"/ommen/afspraak/tijd/?{WANTED}", location="ommen", minute=TUESDAY)
    calendar.shift(timedelta(minutes=16))
    assert client.get(f"/ommen/afspraak/tijd/?{WANTED}").status_code == 200, "which lets the time go"
    keep(TUESDAY), keep(TUESDAY)
    late = client.post(chosen["Location"], TYPED | {"phone": "0529 123456", "form_token": "t"})
    assert late.status_code == 409 and "niet langer voor u vasthouden" in text_of(late)
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', late.content.decode()))
    assert kept["name"] == "Anna de Vries" and kept["phone"] == "0529 123456"
    action = re.search(r'<form method="post" action="([^"]+)"', late.content.decode())[1].replace("&amp;", "&")
    second = client.post(action, kept | {"minute": TUESDAY + 10})
    assert second.status_code == 200 and 'value="Anna de Vries"' in second.content.decode()
    action = re.search(r'<form class="nb-form" method="post" action="([^"]+)"', second.content.decode())[1]
    done = client.post(action.replace("&amp;", "&"), TYPED | {"form_token": "u"})
    assert done.status_code == 302 and Visit.objects.of(OMMEN).get().agreed == moment_of(TUESDAY + 10)


def test_choosing_another_time_lets_the_first_go(client):
    chosen = post(client, f"/ommen/afspraak/tijd/?{WANTED}", location="ommen", minute=TUESDAY)
    back = re.search(r'class="nb-back"><a href="([^"]+)"', client.get(chosen["Location"]).content.decode())[1]
    page = client.get(back.replace("&amp;", "&")).content.decode()
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    action = re.search(r'<form method="post" action="([^"]+)"', page)[1].replace("&amp;", "&")
    client.post(action, kept | {"minute": TUESDAY + 10})
    assert (used(TUESDAY), used(TUESDAY + 10)) == (0, 1) and Hold.objects.filter(municipality=OMMEN).count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "dutch", "english"),
    [
        ("name", "", "Vul uw naam in.", "Fill in your name."),
        ("name", "x" * 81, "Gebruik ten hoogste 80 tekens.", "Use at most 80 characters."),
        ("name", "x" * 4_900_000, "Gebruik ten hoogste 80 tekens.", "Use at most 80 characters."),
        ("name", "An\x00na", "die wij niet kunnen verwerken", "that we cannot process"),
        ("name", "An\u202ena", "die wij niet kunnen verwerken", "that we cannot process"),
        ("email", "", "Vul uw e-mailadres in", "Fill in your e-mail address"),
        ("email", "anna", "Vul uw e-mailadres in", "Fill in your e-mail address"),
        ("email", "anna@example.nl\nBcc: iedereen@example.nl", "die wij niet kunnen", "that we cannot process"),
        ("phone", "bel mij", "met alleen cijfers", "Use only digits"),
    ],
)
def test_a_mistake_is_said_once_in_the_language_of_the_page_and_nothing_typed_is_lost(
    client, field, typed, dutch, english
):
    code = keep(TUESDAY)
    sent = TYPED | {"phone": "0529 123456", field: typed, "form_token": "t"}
    for address, words in (
        (f"/ommen/afspraak/gegevens/{code}/?{WANTED}", dutch),
        (f"/ommen/en/appointment/details/{code}/?{WANTED}", english),
    ):
        answer = client.post(address, sent)
        body = answer.content.decode()
        assert answer.status_code == 422 and text_of(answer).count(words) == 2, "in the summary and at the field"
        for name in {"name", "email", "phone"} - {field}:
            assert f'value="{sent[name]}"' in body
        assert len(typed) > 100 or field == "email" or f'value="{typed}"' in body or typed == ""
    assert not Visit.objects.of(OMMEN).exists()


@pytest.mark.parametrize(
    ("address", "lang", "words"),
    [
        ("/ommen/afspraak/gegevens/{}/", "nl", "Ga met uw browser terug: wat u typte staat er nog."),
        ("/ommen/en/appointment/details/{}/", "en", "Go back in your browser: what you typed is still there."),
    ],
)
def test_more_than_five_megabytes_is_not_taken_in_and_said_in_the_language_of_the_page(client, address, lang, words):
    answer = client.post(address.format(keep(TUESDAY)), TYPED | {"name": "x" * 5_300_000})
    assert answer.status_code == 400 and words in text_of(answer)
    assert f'<html lang="{lang}"' in answer.content.decode()


@pytest.mark.parametrize("typed", [{}, {"location": "ommen"}, {"location": "maan", "minute": "5"}, {"minute": "x"}])
def test_a_time_that_is_no_time_is_asked_again(client, typed):
    answer = post(client, f"/ommen/afspraak/tijd/?{WANTED}", **typed)
    assert answer.status_code == 422 and "Kies een tijd uit de lijst." in text_of(answer)


@pytest.mark.parametrize("query", ["day=morgen", "day=2026-99-99", "day=2030-01-01", "location=maan", "day=2026-11-21"])
def test_an_odd_address_shows_times_that_are_there(client, query):
    answer = client.get(f"/ommen/afspraak/tijd/?{WANTED}&{query}")
    assert answer.status_code == 200 and 'name="minute"' in answer.content.decode()


@LANGS
def test_an_appointment_is_changed_and_cancelled_by_its_link(client, begin, time, lang):
    mine, change, cancel = ("mijn", "verzetten", "afzeggen") if lang == "nl" else ("mine", "change", "cancel")
    visit = booked(TUESDAY)
    own = f"{begin}{mine}/{visit.code}/"
    assert f"{own}{change}/" in client.get(own).content.decode()
    times = client.get(f"{own}{change}/?location=vriezenveen&day=2026-11-18")
    assert f'value="{at(2, 9)}"' in times.content.decode()
    facts = times.content.decode().partition("</dl>")[0]
    assert "Chevalleraustraat 2" in facts and "Manitobaplein" not in facts, "what stands now, not what is looked at"
    moved = post(client, f"{own}{change}/", location="vriezenveen", minute=at(2, 9))
    assert moved["Location"] == f"{own}?verzet=1" and used(TUESDAY) == 0
    assert post(client, f"{own}{change}/", location="vriezenveen", minute=at(2, 9)).status_code == 302
    assert used(at(2, 9), "vriezenveen") == 1
    sure = client.get(f"{own}{cancel}/")
    assert ("Ja, afzeggen" if lang == "nl" else "Yes, cancel") in text_of(sure) and used(at(2, 9), "vriezenveen") == 1
    assert client.post(f"{own}{cancel}/", {"form_token": "c"})["Location"] == own
    assert ("is afgezegd" if lang == "nl" else "has been cancelled") in text_of(client.get(own))
    assert used(at(2, 9), "vriezenveen") == 0
    for what in (change, cancel):
        assert client.post(f"{own}{what}/", {"form_token": "d"}).status_code == 409


def test_changing_to_a_time_that_is_taken_keeps_the_old_one(client):
    visit = booked(TUESDAY)
    keep(TUESDAY + 10), keep(TUESDAY + 10)
    answer = post(client, f"/ommen/afspraak/mijn/{visit.code}/verzetten/", location="ommen", minute=TUESDAY + 10)
    assert answer.status_code == 409 and "net door een ander gekozen" in text_of(answer) and used(TUESDAY) == 1


def test_after_it_has_begun_nothing_can_be_changed(client, calendar):
    visit = booked(TUESDAY)
    calendar.move_to("2026-11-17T09:00:00+01:00")
    own = f"/ommen/afspraak/mijn/{visit.code}/"
    assert "Verzetten of afzeggen kan niet meer." in text_of(client.get(own))
    for what in ("verzetten", "afzeggen"):
        assert "kan niet meer" in text_of(client.get(f"{own}{what}/"))
        answer = post(client, f"{own}{what}/", location="ommen", minute=TUESDAY + 60)
        assert answer.status_code == 409 and "kan niet meer" in text_of(answer)


@pytest.mark.parametrize("code", ["a" * 32, "0", "-", "A" * 22])
def test_a_code_of_nobody_opens_nothing(client, code):
    for what in ("", "verzetten/", "afzeggen/"):
        assert client.get(f"/ommen/afspraak/mijn/{code}/{what}").status_code == 404
    assert client.get(f"/hellendoorn/afspraak/mijn/{booked(TUESDAY).code}/").status_code == 404


def test_a_full_calendar_says_so(client, calendar):
    calendar.move_to("2027-02-01T09:00:00+01:00")
    answer = client.get(f"/ommen/afspraak/tijd/?{WANTED}")
    assert answer.status_code == 200 and "geen tijd vrij op deze plaats" in text_of(answer)


def test_the_page_says_what_to_bring_and_what_it_costs_but_not_what_somebody_answered(client):
    child = "product=paspoort&product=geheimhouding&personen=1"
    child += "&paspoort.minderjarig=ja&paspoort.andere-ouder=nee&paspoort.vermist=nee"
    chosen = post(client, f"/ommen/afspraak/tijd/?{child}", location="ommen", minute=TUESDAY)
    details = text_of(client.get(chosen["Location"]))
    assert "Het kind zelf" in details and "Paspoort: vraag het aan de balie" in details and "gratis" in details
    own = client.get(client.post(chosen["Location"], TYPED | {"form_token": "t"})["Location"])
    said = text_of(own)
    assert "kind zelf" not in said and "Dat staat in de mail." in said and "gratis" in said
    assert mail.outbox == [], "the worker sends it"
    assert actions.cancel(CODE, Visit.objects.of(OMMEN).get().code).name == ANNA.name
