"""What masons, right holders and the desk see and do on the pages of permits."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

sys.path.insert(0, str(Path(__file__).parent))
from permit_yard import CANARY, CLIENT, CODE, GRANT, GRAVE, STONE, TOWN, Yard, on

from noaber.cemetery.permits import applying, deciding, file
from noaber.cemetery.permits.mail import mail_of_link, mail_of_question, mail_of_state
from noaber.cemetery.permits.models import DRAWING, Mason, Permit
from noaber.papers.document import write_pdf
from noaber.papers.models import PaperRecord

PUBLIC = f"/{TOWN}/begraafplaatsen/vergunning/"
ENGLISH = f"/{TOWN}/en/cemeteries/permit/"
DESK = "/begraafplaatsen/vergunningen/"


def text(answer: Any) -> str:
    return answer.content.decode()


def pdf(name: str = "tekening.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n", "application/pdf")


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


def test_a_mason_asks_for_a_link_and_hears_the_same_whoever_it_is(yard, client):
    with on(11, 3):
        for _ in range(2):
            answer = client.post(PUBLIC, {"firm": "Steen", "email": "steen@example.nl", "form_token": "x" * 20})
            assert answer.status_code == 302 and answer["Location"].endswith("?verstuurd=1")
    assert Mason.objects.count() == 1
    assert "Kijk in uw mail" in text(client.get(f"{PUBLIC}?verstuurd=1"))


@pytest.mark.parametrize(
    ("address", "says"), [(PUBLIC, "Vul een e-mailadres in"), (ENGLISH, "Fill in an e-mail address")]
)
def test_a_wrong_address_is_said_in_the_language_of_the_page(yard, client, address, says):
    answer = client.post(address, {"firm": "Steen", "email": "steen"})
    assert answer.status_code == 422 and says in text(answer) and 'value="steen"' in text(answer)


def test_what_is_typed_stands_in_no_report_of_a_mistake_of_ours(yard, client):
    answer = client.post(PUBLIC, {"firm": "Steen", "email": "steen"})
    assert answer.wsgi_request.sensitive_post_parameters == "__ALL__"


def test_the_other_language_keeps_what_was_said(yard, client):
    assert f'href="{ENGLISH}?verstuurd=1"' in text(client.get(f"{PUBLIC}?verstuurd=1"))


def test_a_mason_sees_what_is_allowed_before_drawing_and_no_name(yard, client):
    code = yard.mason().code
    with on(11, 3):
        chosen = client.get(f"{PUBLIC}steenhouwer/{code}/", {"graf": GRAVE.lower(), "soort": "monument"})
        assert chosen.status_code == 302
        page = text(client.get(chosen["Location"]))
    assert "hooguit 120 cm" in page and "CVDR331048" in page and "nog niet nagegaan" in page
    assert CANARY not in page


def test_the_test_is_seen_at_once_and_the_application_is_sent_with_its_papers(yard, client):
    address = f"{PUBLIC}steenhouwer/{yard.mason().code}/monument/{GRAVE}/"
    with on(11, 3):
        tested = client.post(address, {"stap": "toets", **STONE, "height": "130"})
        assert "mag niet" in text(tested) and "Niet alles past" in text(tested)
        back = client.post(address, {"stap": "wijzigen", **STONE, "height": "130"})
        assert 'value="130"' in text(back) and "Toets mijn maten" in text(back)
        none = client.post(address, {"stap": "versturen", **STONE})
        assert none.status_code == 422 and "Tekening met de maten" in text(none)
        who = client.post(address, {"stap": "versturen", **STONE, "drawing": pdf()})
        assert who.status_code == 422 and "getekende toestemming" in text(who)
        wrong = client.post(address, {"stap": "versturen", **STONE, "drawing": pdf("x.exe"), "holder": "c@example.nl"})
        assert wrong.status_code == 422
        given = {"stap": "versturen", **STONE, "drawing": pdf(), "holder": "c@example.nl", "form_token": "t" * 24}
        sent = client.post(address, given)
        again = client.post(address, given | {"drawing": pdf()})
    permit = Permit.objects.get()
    assert sent["Location"] == f"{PUBLIC}aanvraag/{permit.code}/?verstuurd=1" == again["Location"]
    assert permit.holder_email == "c@example.nl" and permit.asked == STONE
    with on(11, 3):
        page = text(client.get(sent["Location"]))
    assert "Uw aanvraag is binnen" in page and "de toestemming van de rechthebbende" in page and CANARY not in page


def test_an_english_mason_reads_english(yard, client):
    address = f"{ENGLISH}mason/{yard.mason().code}/monument/{GRAVE}/"
    with on(11, 3):
        assert "at most 120 cm" in text(client.get(address))
        tested = text(client.post(address, {"stap": "toets", **STONE, "material": "plastic"}))
        assert "not allowed" in tested and "natural stone" in tested
        wrong = client.post(address, {"stap": "toets", **STONE, "height": "tall"})
        assert "whole number of centimetres" in text(wrong)
        far = text(client.post(address, {"stap": "toets", **STONE, "height": "5000"}))
        assert "This number is not possible" in far and "Zorg" not in far


def test_a_wrong_day_of_placing_is_said_in_the_language_of_the_page(yard, client):
    permit = yard.by_mason()
    with on(11, 4):
        applying.consent_on_paper(yard.clerk, CODE, permit.case.number, yard.holder.number, None, True)
        deciding.decide(yard.clerk, CODE, permit.case.number, GRANT)
        for here, says in (
            (f"{PUBLIC}aanvraag/", "is geen datum. Schrijf de dag als 8-12-2026."),
            (f"{ENGLISH}application/", "This is not a date. Write the day as 8-12-2026."),
        ):
            wrong = client.post(f"{here}{permit.code}/", {"wat": "plaatsing", "placed_on": "soon"})
            assert wrong.status_code == 422 and says in text(wrong)
        none = text(client.post(f"{ENGLISH}application/{permit.code}/", {"wat": "plaatsing", "placed_on": ""}))
        assert "Fill in “Day of placing”." in none and "This is not a date" not in none


def test_a_link_of_somebody_else_or_too_old_opens_nothing(yard, client):
    code = yard.mason().code
    for address in (f"{PUBLIC}steenhouwer/{'0' * 32}/", f"{PUBLIC}aanvraag/{code}/", f"{PUBLIC}controle/{code}/"):
        assert client.get(address).status_code == 404
    with on(11, 4, year=2027):
        assert client.get(f"{PUBLIC}steenhouwer/{code}/").status_code == 404


def test_the_right_holder_consents_on_the_page_with_the_address_of_the_register(yard, client):
    permit = yard.by_mason(holder_email="cora@example.nl")
    address = f"{PUBLIC}toestemming/{permit.consent_code}/"
    with on(11, 4):
        page = text(client.get(address))
        assert "Steen en Zoon" in page and "90 cm" in page and CANARY not in page
        wrong = client.post(address, {"answer": "ja", "postcode": "7731 AB", "house_number": "13"})
        assert wrong.status_code == 422 and "niet het adres" in text(wrong)
        right = client.post(address, {"answer": "ja", "postcode": "7731AB", "house_number": "12a"})
        assert right.status_code == 302
        assert "U hebt toestemming gegeven" in text(client.get(address))
    assert Permit.objects.get().consent == file.BY_LINK


def test_a_mason_completes_by_link_and_announces_the_placing(yard, client):
    with on(11, 3):
        permit = applying.apply_as_mason(
            CODE, yard.mason().code, applying.Application("monument", GRAVE, file.MASON, STONE), []
        )
    number, here = permit.case.number, f"{PUBLIC}aanvraag/{permit.code}/"
    with on(11, 4):
        applying.consent_on_paper(yard.clerk, CODE, number, yard.holder.number, None, True)
        deciding.ask_more(yard.clerk, CODE, number)
        empty = client.post(here, {"wat": "stukken"})
        assert empty.status_code == 422 and "Voeg iets toe" in text(empty)
        assert client.post(here, {"wat": "stukken", "drawing": pdf()}).status_code == 302
        assert Permit.objects.get().papers.filter(what=DRAWING).exists() and not Permit.objects.get().waiting
        deciding.decide(yard.clerk, CODE, number, GRANT)
        assert client.post(here, {"wat": "plaatsing", "placed_on": "3-11-2026"}).status_code == 409
        assert client.post(here, {"wat": "plaatsing", "placed_on": "9-11-2026"}).status_code == 302
    assert Permit.objects.get().announced_for == date(2026, 11, 9)


def test_the_code_on_the_permit_tells_that_it_holds_and_names_nobody(yard, client):
    permit = yard.granted()
    page = text(client.get(f"{PUBLIC}controle/{permit.permit_code}/"))
    assert "Deze vergunning geldt" in page and "90 cm" in page and GRAVE in page and CANARY not in page
    assert 'content="noindex"' in page


def test_a_permit_that_was_refused_has_no_code_to_check(yard, client):
    permit = yard.stone()
    assert client.get(f"{PUBLIC}controle/{permit.permit_code}/").status_code == 404


def test_the_letter_is_drawn_with_its_code(yard):
    yard.granted()
    drawn = write_pdf(PaperRecord.objects.get().value)
    assert drawn.startswith(b"%PDF-") and drawn == write_pdf(PaperRecord.objects.get().value)


def test_mails_carry_a_link_and_no_name(yard, agreement):
    permit = yard.by_mason(holder_email="cora@example.nl")
    permit = Permit.objects.select_related("mason", "case", "grave").get(pk=permit.pk)
    for mail, code in (
        (mail_of_link(agreement, permit.mason), permit.mason.code),
        (mail_of_question(agreement, permit), permit.consent_code),
        (mail_of_state(agreement, permit, "decided"), permit.code),
    ):
        assert code in mail.body and CANARY not in mail.body + mail.subject


def test_the_desk_takes_in_an_application_and_decides_on_one_page(yard, client):
    client.force_login(yard.clerk)
    with on(11, 3):
        unknown = client.get(f"{DESK}nieuw/", {"graf": "LMH-Z-99", "soort": "monument"})
        assert unknown.status_code == 422 and "staat niet in het register" in text(unknown)
        address = f"{DESK}nieuw/?graf={GRAVE}&soort=monument"
        assert "hooguit 120 cm" in text(client.get(address))
        given = {"received": "3-11-2026", "applicant": "holder", **STONE, "drawing": pdf(), "form_token": "a" * 20}
        here = client.post(address, given)["Location"]
        page = text(client.get(here))
        assert "te beslissen" in page and "past" in page and "hooguit 120 cm" in page and "85,00" in page
        decided = client.post(f"{here}besluit/", {"outcome": "verleend", "conditions": "Meld de plaatsing."})
        assert decided.status_code == 302
        page = text(client.get(here))
    assert "Verleend" in page and "Vergunning voor een graf" in page and "Namens het college" in page


def test_a_refusal_of_the_rules_is_a_page_and_changes_nothing(yard, client):
    permit = yard.stone(asked=STONE | {"height": 130})
    client.force_login(yard.clerk)
    with on(11, 4):
        answer = client.post(f"{DESK}{permit.case.number}/besluit/", {"outcome": "geweigerd", "reason": "Te hoog."})
    assert answer.status_code == 409 and "Kies de grond waarop je weigert" in text(answer)
    assert Permit.objects.get().outcome == ""


def test_the_list_shows_what_runs_out_first_in_as_many_queries_for_one_as_for_three(yard, client):
    yard.stone(day=5)
    client.force_login(yard.clerk)
    with on(11, 6):
        client.get(DESK)
        with CaptureQueriesContext(connection) as one:
            client.get(DESK)
        for day in (3, 4):
            yard.stone(day=day)
        with CaptureQueriesContext(connection) as three:
            page = text(client.get(DESK))
    first, second = (page.index(one.case.number) for one in Permit.objects.order_by("case__received")[:2])
    assert first < second and "3 te beslissen" in page
    assert len(one) == len(three)


def test_the_director_sees_permits_and_no_names(yard, client, people):
    permit = yard.exhuming()
    client.force_login(people["director"])
    page = text(client.get(f"{DESK}{permit.case.number}/"))
    assert "Opgraving op graf" in page and CANARY not in page and 'name="outcome"' not in page


def test_the_clerk_sees_that_the_mayor_decides(yard, client):
    permit = yard.exhuming()
    client.force_login(yard.clerk)
    page = text(client.get(f"{DESK}{permit.case.number}/"))
    assert 'name="outcome"' not in page
    client.force_login(yard.lead)
    assert 'name="outcome"' in text(client.get(f"{DESK}{permit.case.number}/"))


def test_a_case_without_a_file_asks_for_one(yard, client):
    from noaber.cases.actions import register_case

    client.force_login(yard.clerk)
    with on(11, 3):
        case = register_case(yard.clerk, CODE, "grafvergunning", date(2026, 11, 2))
        answer = client.get(f"{DESK}{case.number}/")
        assert answer["Location"] == f"{DESK}nieuw/?zaak={case.number}"
        given = {"received": "3-11-2026", "applicant": "holder", "height": "50", "width": "60"}
        made = client.post(f"{DESK}nieuw/?zaak={case.number}&graf={GRAVE}&soort=planting", given)
    assert made["Location"] == f"{DESK}{case.number}/" and Permit.objects.get().case_id == case.pk


def test_the_page_of_a_grave_shows_its_permits(yard, client):
    permit = yard.granted()
    client.force_login(yard.clerk)
    page = text(client.get(f"/begraafplaatsen/graf/{GRAVE}/"))
    assert permit.case.number in page and "verleend, nog niet geplaatst" in page


def test_files_are_for_who_does_the_work(yard, client, people):
    paper = yard.stone().papers.get()
    client.force_login(yard.clerk)
    assert client.get(f"/bijlagen/{paper.attachment_id}/").status_code == 200
    client.force_login(people["director"])
    assert client.get(f"/bijlagen/{paper.attachment_id}/").status_code == 403
    assert CLIENT == 175


def test_the_cockpit_tells_how_permits_stand_and_how_many_were_in_time(yard, client, people):
    yard.granted()
    yard.stone(day=5)
    client.force_login(people["director"])
    with on(11, 6):
        page = text(client.get("/begraafplaatsen/stand/"))
    assert "Te beslissen" in page and "1 van 1" in page and "alle op tijd" in page
