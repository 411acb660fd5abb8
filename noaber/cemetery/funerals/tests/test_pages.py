"""What undertakers, families and clerks see and do: no account for the first two, and names behind a code alone."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

sys.path.insert(0, str(Path(__file__).parent))
from funeral_yard import CANARY, CODE, FREE, HELD, Yard, at, details

from noaber.agreement.acting import acting
from noaber.agreement.models import Agreement
from noaber.cemetery import acts
from noaber.cemetery.consents import IDENTITY
from noaber.cemetery.funerals import actions, clerk_actions, family_actions, mail, site
from noaber.cemetery.funerals.models import FamilyReader, FamilyWish, Funeral, Intake, in_groups
from noaber.cemetery.models import GraveRight, Interment
from noaber.cemetery.pace import Pace
from noaber.cemetery.places import local_of
from noaber.parties.clock import standing_at
from noaber.values import Clause, grant

SEEN = IDENTITY["passport"]
QUERY = "?kind=new&cemetery=LMH&died_on=1-12-2026&died_time=9:00&exception="
TYPED = {
    "at": at(4).isoformat(),
    "years": "30",
    "given_names": "Jan",
    "surname": f"{CANARY}-dode",
    "born_on": "6-5-1940",
    "deed_city": "Hardenberg",
    "coffin_length": "205",
    "coffin_width": "60",
    "bearers": "family",
    "payer": "holder",
    "role": "arranger",
    "holder_surname": f"{CANARY}-houder",
    "holder_email": "familie@example.nl",
    "street": "Proefweg",
    "house_number": "1",
    "postcode": "7731 AA",
    "city": "Ommen",
    "company": "Uitvaart Proef",
}


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


@pytest.fixture(autouse=True)
def morning(agreement: Any, monkeypatch: Any) -> Any:
    monkeypatch.setattr(site, "PACE", Pace())
    with standing_at(at(1)):
        yield


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def hidden(answer: Any, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1]


def test_an_undertaker_asks_by_a_link_and_reads_the_price_before_sending(yard, client):
    assert "Stuur mij een link" in text_of(client.get("/ommen/begraafplaatsen/uitvaart/"))
    wrong = client.post("/ommen/begraafplaatsen/uitvaart/", {"email": "geen adres"})
    assert wrong.status_code == 422 and "naam@voorbeeld.nl" in text_of(wrong)
    sent = client.post("/ommen/begraafplaatsen/uitvaart/", {"email": "proef@example.nl"})
    assert sent.status_code == 302 and "Kijk in uw mail" in text_of(client.get(sent["Location"]))
    code = yard.link()
    first = client.get(f"/ommen/begraafplaatsen/uitvaart/{code}/")
    assert "Stap 1 van 3" in text_of(first) and first["X-Robots-Tag"].startswith("noindex")
    went = client.get(f"/ommen/begraafplaatsen/uitvaart/{code}/{QUERY}")
    page = client.get(went["Location"])
    assert "do 3 dec 2026" in text_of(page) and "Stap 2 van 3" in text_of(page)
    address = went["Location"]
    nowhere = client.post(address, TYPED | {"street": ""})
    assert nowhere.status_code == 422 and "Vul “Straat” in." in text_of(nowhere)
    missing = client.post(address, TYPED | {"surname": "", "at": ""})
    assert missing.status_code == 422 and "Hardenberg" in text_of(missing)
    checked = text_of(client.post(address, TYPED))
    assert "2.920,00" in checked and "917,00" in checked and "3.837,00" in checked and "Concept" in checked
    assert not Funeral.objects.exists()
    done = client.post(address, TYPED | {"versturen": "1", "form_token": "t" * 24})
    assert done.status_code == 302 and Funeral.objects.get().surname == f"{CANARY}-dode"
    assert "Het verlof is nog nodig" in text_of(client.get(done["Location"]))


def test_a_form_in_english_says_in_english_what_is_wrong(yard, client):
    code = yard.link()
    page = client.get(f"/ommen/en/cemeteries/funeral/{code}/?kind=new&cemetery=LMH&died_on=32-1-2026&died_time=x")
    assert page.status_code == 422
    assert "Write the day as 8-12-2026." in text_of(page) and "Write the time as 14:30." in text_of(page)
    address = f"/ommen/en/cemeteries/funeral/{code}/details/{QUERY}"
    page = text_of(client.post(address, TYPED | {"surname": "", "holder_email": "x", "coffin_length": "5"}))
    for words in ("Fill in “Surname of the deceased”.", "name@example.com", "This number is not possible"):
        assert words in page
    assert "Kies" not in page and "Vul" not in page


@pytest.mark.parametrize(("path", "typed"), [("uitvaart/", {"email": "a@example.nl"}), ("mijn-graf/", {"code": "x"})])
def test_who_tries_too_often_waits_and_keeps_what_was_typed(yard, client, path, typed):
    answers = [client.post(f"/ommen/begraafplaatsen/{path}", typed) for _ in range(site.PER_MINUTE + 1)]
    assert 429 not in [one.status_code for one in answers[:-1]] and answers[-1].status_code == 429
    assert "Wacht een minuut" in text_of(answers[-1]) and next(iter(typed.values())) in text_of(answers[-1])


@pytest.mark.parametrize("path", ["uitvaart/{}/", "bevestigen/{}/", "mijn-graf/{}/", "laat-weten/{}/", "bericht/{}/"])
def test_a_code_that_nobody_was_given_opens_nothing(yard, client, path):
    yard.ask()
    assert client.get(f"/ommen/begraafplaatsen/{path.format('0' * 32)}").status_code == 404


def test_a_time_that_somebody_else_took_meanwhile_is_chosen_again_and_nothing_is_lost(yard, client):
    code = yard.link()
    yard.ask()
    page = client.post(
        f"/ommen/begraafplaatsen/uitvaart/{code}/gegevens/{QUERY}", TYPED | {"versturen": "1", "form_token": "u" * 24}
    )
    assert page.status_code == 422 and f"{CANARY}-dode" in text_of(page) and Funeral.objects.count() == 1
    assert "Deze tijd is niet meer vrij" in text_of(page)


def test_the_page_of_who_decides_says_exactly_what_is_confirmed_and_asks_again_after_a_change(yard, client):
    row = yard.ask()
    address = f"/ommen/begraafplaatsen/bevestigen/{row.holder_code}/"
    page = client.get(address)
    assert "vr 4 dec 2026, 10:00 uur" in text_of(page) and f"{CANARY}-dode" in text_of(page)
    seen = hidden(page, "seen")
    with standing_at(at(1, 11)):
        actions.change(CODE, row.code, details(at=at(7)))
    changed = client.post(address, {"seen": seen})
    assert changed.status_code == 409 and "veranderd" in text_of(changed)
    page = client.get(address)
    assert "ma 7 dec 2026" in text_of(page)
    assert client.post(address, {"seen": hidden(page, "seen")}).status_code == 302
    assert "U hebt de gegevens bevestigd" in text_of(client.get(address))


def test_the_undertaker_adds_the_permission_as_a_file(yard, client):
    row = yard.ask()
    address = f"/ommen/begraafplaatsen/uitvaart/{row.code}/verlof/"
    bad = SimpleUploadedFile("verlof.pdf", b"geen pdf", "application/pdf")
    assert client.post(address, {"permit": "V-1", "file": bad}).status_code == 422
    good = SimpleUploadedFile("verlof.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    assert client.post(address, {"permit": "V-1", "file": good}).status_code == 302
    row.refresh_from_db()
    assert row.permit == "V-1" and row.permit_file is not None


def test_a_file_that_cannot_be_used_is_said_in_the_language_of_the_page(yard, client):
    row = yard.ask()
    bad = SimpleUploadedFile("permit.pdf", b"no pdf", "application/pdf")
    answer = client.post(f"/ommen/en/cemeteries/funeral/{row.code}/permission/", {"permit": "V-1", "file": bad})
    assert answer.status_code == 422 and "This file cannot be used." in text_of(answer)
    assert "V-1" in text_of(answer) and "Kies een" not in text_of(answer)


def test_the_director_sees_how_many_requests_are_open_and_for_how_long_and_no_name(yard, client, people):
    client.force_login(people["director"])
    yard.ask(), yard.ask(at=at(7))
    with standing_at(at(3, 12)):
        board = text_of(client.get("/begraafplaatsen/stand/"))
        listed = text_of(client.get("/begraafplaatsen/uitvaarten/"))
    for label, value in (("Open", "2"), ("Te laat", "2"), ("Dagen open", "2"), ("Vragen van families", "0")):
        assert re.search(rf"{label}.{{0,400}}?>{value}<", board), label
    assert "Uitvaarten" in board and CANARY not in board + listed


def test_the_undertaker_takes_a_proposal_or_withdraws(yard, client):
    row = yard.ask()
    clerk_actions.propose(yard.clerk, CODE, row.number, at(4, 11, 15))
    address = f"/ommen/begraafplaatsen/uitvaart/{row.code}/"
    assert "Deze tijd nemen" in text_of(client.get(address))
    assert client.post(f"{address}voorstel/", {}).status_code == 302
    assert "Wilt" not in text_of(client.get(f"{address}intrekken/")) and Funeral.objects.get().state == "asked"
    client.post(f"{address}intrekken/", {})
    assert "Ingetrokken" in text_of(client.get(address))
    assert client.post(f"{address}intrekken/", {}).status_code == 409


def test_the_clerk_walks_a_request_to_the_register_on_one_page(yard, client, people):
    row = yard.ask(permit="V-1")
    client.force_login(people["clerk"])
    assert row.number in text_of(client.get("/begraafplaatsen/uitvaarten/"))
    page = text_of(client.get(f"/begraafplaatsen/uitvaarten/{row.number}/"))
    assert "Kies eerst een graf" in page and FREE in page
    step = f"/begraafplaatsen/uitvaarten/{row.number}"
    assert client.post(f"{step}/accepteren/", {"grave": "LMH-Z-99", "form_token": "a"}).status_code == 422
    assert client.post(f"{step}/accepteren/", {"grave": FREE, "form_token": "b"}).status_code == 302
    page = text_of(client.get(f"{step}/"))
    assert "Laag 1 van 2 is vrij" in page and "Wlb art. 16" in page.replace("\xa0", " ")
    assert client.post(f"{step}/definitief/", {"form_token": "c"}).status_code == 409
    yard.confirmed(row)
    assert client.post(f"{step}/definitief/", {"form_token": "d"}).status_code == 302
    assert client.post(f"{step}/registreren/", {"form_token": "e"}).status_code == 409
    with standing_at(at(4, 12)):
        assert client.post(f"{step}/registreren/", {"form_token": "f"}).status_code == 302
        assert Interment.objects.get().grave.number == FREE
        assert FREE in text_of(client.get(f"{step}/")) and row.number in text_of(
            client.get("/begraafplaatsen/uitvaarten/?stand=voorbij")
        )


def test_the_clerk_proposes_and_refuses_with_the_article(yard, client, people):
    row = yard.ask()
    client.force_login(people["clerk"])
    step = f"/begraafplaatsen/uitvaarten/{row.number}"
    assert client.post(f"{step}/voorstellen/", {"at": "", "form_token": "a"}).status_code == 422
    proposed = client.post(f"{step}/voorstellen/", {"at": at(4, 12, 30).isoformat(), "form_token": "b"})
    assert proposed.status_code == 302 and Funeral.objects.get().state == "proposed"
    refusal = {"ground": "no-permit", "reason": "Er komt geen verlof.", "form_token": "c"}
    assert client.post(f"{step}/weigeren/", refusal).status_code == 302
    assert "Er komt geen verlof." in text_of(client.get(f"/ommen/begraafplaatsen/uitvaart/{row.code}/"))


def test_the_director_sees_how_many_and_no_name(yard, client, people):
    row = yard.ask()
    client.force_login(people["director"])
    page = text_of(client.get("/begraafplaatsen/uitvaarten/"))
    assert row.number in page and CANARY not in page and f"/uitvaarten/{row.number}/" not in page
    assert client.get(f"/begraafplaatsen/uitvaarten/{row.number}/").status_code == 403
    assert "Uitvaarten" in text_of(client.get("/begraafplaatsen/stand/"))


def test_the_mails_have_a_number_and_a_link_and_nobodys_name(yard):
    row = yard.ask()
    agreement, local = Agreement.objects.get(code=CODE), local_of(CODE)
    for message in (mail.state_mail(agreement, local, row), mail.confirm_mail(agreement, row)):
        told = message.subject + message.body
        assert row.number in told and CANARY not in told and "http" in told
    assert row.code in mail.state_mail(agreement, local, row).body
    assert row.holder_code in mail.confirm_mail(agreement, row).body
    row.state, row.reason, row.clause = "refused", "Er is geen verlof.", "Wlb art. 11"
    refusal = mail.state_mail(agreement, local, row).body
    assert "Wlb art. 11" in refusal and "binnen zes weken een bezwaarschrift" in refusal
    assert "namens het college van burgemeester en wethouders van Ommen" in refusal
    row.language = "en"
    assert "objection" in mail.state_mail(agreement, local, row).body


def test_a_mail_goes_when_an_act_is_done_and_none_in_a_made_up_past(yard, monkeypatch):
    went = []
    monkeypatch.setattr(mail, "send_state", type("T", (), {"enqueue": staticmethod(lambda *given: went.append(given))}))
    yard.ask()
    assert went == []
    monkeypatch.setattr(mail, "stands_still", lambda: False)
    monkeypatch.setattr(mail, "send_to_confirm", type("T", (), {"enqueue": staticmethod(lambda *given: None)}))
    monkeypatch.setattr(mail, "send_intake", type("T", (), {"enqueue": staticmethod(lambda *given: None)}))
    row = yard.ask(at=at(7))
    assert went == [(CODE, row.pk)]


@pytest.fixture
def family(yard: Yard) -> tuple[Yard, str]:
    """A right whose window is open, with a code."""
    with acting(yard.clerk, CODE) as act:
        entry = act.record(acts.RENEW, grant("test", Clause("Wlb", "28"), "Een recht dat bijna voorbij is."))
        yard.right.change(entry, ends_on=date(2028, 11, 2))
    _, code = family_actions.give_code(yard.clerk, CODE, yard.right.number, yard.holder.number, "letter", "")
    return yard, code


def test_a_family_types_its_code_and_reads_in_plain_words_what_it_can_choose(family, client):
    _, code = family
    start = "/ommen/begraafplaatsen/mijn-graf/"
    assert client.post(start, {"code": "VERKEERD"}).status_code == 422
    went = client.post(start, {"code": in_groups(code).lower()})
    page = text_of(client.get(went["Location"]))
    for words in ("donderdag 2 november 2028", "Wat als u niets doet?", "10 jaar: € 970,00 (10 x € 97,00)", CANARY):
        assert words.replace(" ", "") in page.replace("\xa0", " ").replace(" ", "")
    english = text_of(client.get(f"/ommen/en/cemeteries/my-grave/{code}/"))
    assert "What if you do nothing?" in english and "Thursday 2 November 2028" in english


def test_a_family_asks_renewal_and_the_clerk_does_it(family, client, people):
    yard, code = family
    own = f"/ommen/begraafplaatsen/mijn-graf/{code}"
    assert client.post(f"{own}/verlengen/", {}).status_code == 422
    assert client.post(f"{own}/verlengen/", {"years": "10", "form_token": "w" * 24}).status_code == 302
    page = text_of(client.get(f"{own}/?gedaan=renewal"))
    assert "U hebt om verlenging gevraagd" in page and "Verlenging aanvragen" not in page
    assert client.post(f"{own}/verlengen/", {"years": "10", "form_token": "v" * 24}).status_code == 409
    client.force_login(people["clerk"])
    wish = FamilyWish.objects.get()
    assert wish.number in text_of(client.get("/begraafplaatsen/uitvaarten/vragen/"))
    address = f"/begraafplaatsen/uitvaarten/vragen/{wish.number}/"
    assert client.post(address, {"form_token": "a"}).status_code == 422
    assert client.post(address, {"done": "ja", "form_token": "b"}).status_code == 302
    assert GraveRight.objects.get(pk=yard.right.pk).ends_on.year == 2038


def test_a_family_names_who_follows_and_tells_its_address(family, client):
    _, code = family
    own = f"/ommen/begraafplaatsen/mijn-graf/{code}"
    assert client.post(f"{own}/opvolger/", {"name": "Piet Fictief", "form_token": "w" * 24}).status_code == 302
    place = {"street": "Testlaan", "house_number": "9", "postcode": "7731 BB", "city": "Ommen", "form_token": "x" * 24}
    assert client.post(f"{own}/adres/", place).status_code == 302
    assert {one.kind for one in FamilyWish.objects.all()} == {"follower", "address"}


def test_the_link_for_others_has_no_name_and_tells_the_end_after_the_address_was_confirmed(family, client):
    _, code = family
    page = client.get(f"/ommen/begraafplaatsen/mijn-graf/{code}/").content.decode()
    share = re.search(r'href="(/ommen/begraafplaatsen/laat-weten/[^"]+)"', page)[1]
    assert CANARY not in text_of(client.get(share)) and HELD not in text_of(client.get(share))
    assert client.post(share, {"email": "nicht@example.nl", "form_token": "y" * 24}).status_code == 302
    news = f"/ommen/begraafplaatsen/bericht/{FamilyReader.objects.get().code}/"
    assert "2028" not in text_of(client.get(news))
    client.post(news, {})
    assert "2 nov 2028" in text_of(client.get(news)) and CANARY not in text_of(client.get(news))
    client.post(news, {"stop": "1"})
    assert FamilyReader.objects.get().email == ""


def test_the_clerk_gives_a_code_that_stands_on_the_page_once(yard, client, people):
    client.force_login(people["clerk"])
    address = f"/begraafplaatsen/recht/{yard.right.number}/codes/"
    page = client.post(address, {"how": "desk", "identity": SEEN, "form_token": "z" * 24})
    code = re.search(r"(?:[0-9A-Z]{5}-){5}[0-9A-Z]", page.content.decode())[0]
    assert code not in client.get(address).content.decode()
    again = client.post(address, {"how": "desk", "identity": SEEN, "form_token": "z" * 24})
    assert code not in again.content.decode() and "al gemaakt" in text_of(again)
    assert client.post(address, {"how": "desk", "form_token": "y" * 24}).status_code == 409
    pk = re.search(r"codes/(\d+)/intrekken", client.get(address).content.decode())[1]
    assert client.post(f"{address}{pk}/intrekken/", {"form_token": "x" * 24}).status_code == 302
    assert client.get(f"/ommen/begraafplaatsen/mijn-graf/{code}/").status_code == 404
    assert "ingetrokken" in text_of(client.get(address))
    assert "Codes voor de familie" in text_of(client.get(f"/begraafplaatsen/graf/{HELD}/"))


def test_a_municipality_without_times_has_no_such_pages(yard, client):
    assert client.get("/hellendoorn/begraafplaatsen/uitvaart/").status_code == 404
    assert not Intake.objects.exists()
