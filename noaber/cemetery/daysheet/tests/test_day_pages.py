"""The pages of the day sheet: for field staff nothing else, in few taps, and as many queries however much there is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

sys.path.insert(0, str(Path(__file__).parent))
from day_yard import CANARY, CLIENT, CODE, GRAVE, LEFT, NUMBER, RIGHT, Yard, on

from noaber.cemetery import actions as register
from noaber.cemetery.actions import NewPerson
from noaber.cemetery.daysheet import actions, forms
from noaber.cemetery.daysheet.models import Step

SHEET = "/begraafplaatsen/dagblad/"
QUERIES = 25
"""Of the sheet, with everything that stands around a page."""


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


@pytest.fixture
def phone(yard: Yard, client: Any) -> Any:
    """The browser of the keeper."""
    client.force_login(yard.keeper)
    return client


def text(answer: Any) -> str:
    content: str = answer.content.decode()
    return content


def send(phone: Any, yard: Yard, step: str, token: str, **typed: Any) -> Any:
    return phone.post(f"{SHEET}{yard.key}/{step}/", typed | {"form_token": token})


def test_field_staff_begin_and_stay_at_the_sheet(yard, phone):
    with on(9, 8):
        assert phone.get("/").headers["Location"] == SHEET
        page = text(phone.get(SHEET))
        assert GRAVE in page and "Vandaag, ma 9 nov 2026" in page and "dubbel diep" in page
        for address in ("/begraafplaatsen/", f"/begraafplaatsen/graf/{GRAVE}/", "/zaken/", "/termijnen/", "/zoeken/"):
            assert phone.get(address).status_code in (403, 404), address
        assert "/termijnen/" not in page and "/zaken/" not in page


def test_the_sheet_has_no_full_names_of_neighbours_and_no_number_before_the_check(yard, phone):
    with on(9, 8):
        page = text(phone.get(f"{SHEET}{yard.key}/"))
    assert f"{LEFT}: niemand" in page and f"{RIGHT}: Buurman" in page and "Jan" not in page
    assert f"Truus {CANARY}" in page and NUMBER not in page


def test_a_burial_is_signed_off_in_three_forms(yard, phone):
    with on(9):
        assert "Is dit het goede graf?" in text(phone.get(f"{SHEET}{yard.key}/"))
        scanned = f"https://noaber.example/ommen/begraafplaatsen/graf/{GRAVE}/"
        assert send(phone, yard, "graf", "a", typed=scanned).status_code == 302
        assert send(phone, yard, "controle", "b", typed=NUMBER, papers="ja").status_code == 302
        page = text(phone.get(f"{SHEET}{yard.key}/"))
        assert "zoals gepland" in page and NUMBER in page
        assert send(phone, yard, "klaar", "c", layer="1", why="").status_code == 302
        assert "Dit werk is afgetekend" in text(phone.get(f"{SHEET}{yard.key}/"))
    assert [one.what for one in Step.objects.of(CLIENT).order_by("id")] == ["grave", "check", "done"]


def test_a_mismatch_says_stop_and_whom_to_call(yard, phone):
    with on(9):
        send(phone, yard, "graf", "a", typed=GRAVE)
        send(phone, yard, "controle", "b", typed="REG-1", papers="ja")
        page = text(phone.get(f"{SHEET}{yard.key}/"))
        assert "Stop. Ga niet verder." in page and "14 0529" in page and "Wie zeggen wie dit is?" in page
        assert send(phone, yard, "klaar", "c", layer="1", why="").status_code == 409
        assert send(phone, yard, "herkenning", "d", first="A. Een", second=" a. een").status_code == 422
        assert send(phone, yard, "herkenning", "e", first="A. Een", second="B. Twee").status_code == 302
        assert "Stop." not in text(phone.get(f"{SHEET}{yard.key}/"))


def test_what_was_typed_stays_when_a_layer_lacks_its_reason(yard, phone):
    with on(9):
        send(phone, yard, "graf", "a", typed=GRAVE)
        send(phone, yard, "controle", "b", typed=NUMBER, papers="ja")
        answer = send(phone, yard, "klaar", "c", layer="2", why="")
    assert answer.status_code == 422 and "Schrijf op waarom het laag 2 werd" in text(answer)
    assert 'value="2"' in text(answer) and "checked" in text(answer)


def test_a_tap_that_is_sent_twice_counts_once(yard, phone):
    with on(9):
        send(phone, yard, "graf", "same", typed=GRAVE)
        send(phone, yard, "graf", "same", typed=GRAVE)
    assert Step.objects.of(CLIENT).count() == 1


def test_the_clerk_writes_a_note_sees_the_signal_and_settles_it(yard, client):
    client.force_login(yard.clerk)
    with on(6):
        assert client.post(f"{SHEET}{yard.key}/aandachtspunt/", {"text": "Monument lichten.", "form_token": "n"})
        assert "Monument lichten." in text(client.get(SHEET))
    with on(9):
        actions.check(yard.keeper, CODE, yard.key, "REG-1", True)
        assert "Meldingen van het dagblad" in text(client.get(SHEET))
        assert "Nummer of papieren kloppen niet" in text(client.get("/termijnen/"))
        assert "Melding afhandelen" in text(client.get(f"{SHEET}{yard.key}/"))
        client.post(f"{SHEET}{yard.key}/melding/", {"text": "Gebeld.", "form_token": "m"})
        assert "Meldingen van het dagblad" not in text(client.get(SHEET))


def test_what_was_not_signed_off_stays_on_the_sheet(yard, phone):
    with on(11):
        assert "Nog niet afgetekend" in text(phone.get(SHEET))
    with on(30):
        page = text(phone.get(SHEET))
        assert "Nog niet afgetekend" not in page and "Niets gepland" in page


def test_the_paper_has_the_number_to_compare_and_room_to_sign(yard, phone):
    with on(9):
        page = text(phone.get(f"{SHEET}papier/"))
    assert (
        NUMBER in page and "laag gebruikt" in page and "<form" not in page.partition("<main")[2].partition("</main>")[0]
    )


def test_one_cemetery_can_be_chosen(yard, phone):
    with on(9):
        assert GRAVE in text(phone.get(f"{SHEET}?begraafplaats=LMH"))
        assert GRAVE not in text(phone.get(f"{SHEET}?begraafplaats=BZH"))


@pytest.mark.parametrize("address", ["bezorging.B-1900-1/", "nergens.1/", "bezorging.B-1900-1/klaar/", "x/y/"])
def test_what_is_not_planned_has_no_page(yard, phone, address):
    assert phone.get(f"{SHEET}{address}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (" LMH-1 ", "LMH-1"),
        ("https://n.example/ommen/begraafplaatsen/graf/LMH-1/", "LMH-1"),
        ("https://n.example/graf/A%201", "A 1"),
    ],
)
def test_a_scanned_address_is_read_as_the_number_at_its_end(typed, number):
    assert forms.scanned(typed) == number


def test_the_sheet_takes_as_many_queries_however_much_is_planned(yard, phone):
    def count() -> int:
        with (
            CaptureQueriesContext(
                connection,
            ) as found,
            on(9, 8),
        ):
            assert phone.get(SHEET).status_code == 200
        return len(found)

    count()
    few = count()
    with on(4):
        for place in range(3, 9):
            number = f"LMH-D-01-{place:02d}-X"
            register.register_grave(yard.clerk, CODE, number, "LMH", "particulier", 2, 4)
            register.grant_right(yard.clerk, CODE, number, yard.holder.number, 30, f"GA-{place}")
            who = register.register_person(yard.clerk, CODE, NewPerson("Piet", CANARY))
            yard.bury(number, who.number, layer=1)
    assert count() == few <= QUERIES
