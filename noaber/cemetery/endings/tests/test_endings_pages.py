"""The pages of endings: what a clerk begins, what comes back with mistakes, and who sees what."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from test_actions import CANARY, CODE, GRAVE, at
from test_endings_acts import LISTED, PLANNED, SEEN, Yard, listed, photo, told, urn

from noaber.cemetery.endings import clearing_actions
from noaber.cemetery.endings.models import Clearing, NeglectRecord
from noaber.parties.clock import standing_at

BASE = "/begraafplaatsen/"


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


def get(client: Any, where: str, status: int = 200) -> str:
    answer = client.get(f"{BASE}{where}")
    assert answer.status_code == status
    return str(answer.content.decode())


def test_a_form_without_a_photo_keeps_what_was_typed_and_with_one_it_is_put_down(yard: Yard, client: Any) -> None:
    client.force_login(yard.clerk)
    where = f"{BASE}graf/{GRAVE}/verwaarlozing/"
    typed = {"day": "1-3-2027", "degree": "clear", "what": "De steen ligt om.", "keeper": "holder", "form_token": "a"}
    with standing_at(at(SEEN)):
        answer = client.post(where, typed)
        assert answer.status_code == 422 and "De steen ligt om." in answer.content.decode()
        file = SimpleUploadedFile("graf.jpg", photo().data, "image/jpeg")
        answer = client.post(where, typed | {"photo": file, "form_token": "b"})
    assert answer.status_code == 302
    assert NeglectRecord.objects.get().number in answer["Location"]


def test_what_the_begraafplaats_must_keep_is_refused_with_its_article(yard: Yard, client: Any) -> None:
    client.force_login(yard.clerk)
    file = SimpleUploadedFile("graf.jpg", photo().data, "image/jpeg")
    typed = {"day": "1-3-2027", "degree": "clear", "what": "x", "keeper": "keeper", "photo": file, "form_token": "a"}
    with standing_at(at(SEEN)):
        answer = client.post(f"{BASE}graf/{GRAVE}/verwaarlozing/", typed)
    assert answer.status_code == 409 and "28, vierde lid" in answer.content.decode()


def test_each_state_of_neglect_offers_one_step_that_comes_next(yard: Yard, client: Any) -> None:
    client.force_login(yard.clerk)
    row = yard.neglect()
    where = f"verwaarlozing/{row.number}/"
    with standing_at(at(SEEN)):
        assert f'nb-button" href="{BASE}{where}verklaren/"' in get(client, where)
        answer = client.post(f"{BASE}{where}verklaren/", {"form_token": "a"})
        assert answer.status_code == 302
        assert f'nb-button" href="{BASE}{where}ontvangst/"' in get(client, where)
    with standing_at(at(SEEN + timedelta(days=29))):
        shown = get(client, where)
        assert f'nb-button" href="{BASE}{where}bord-graf/"' in shown and shown.count('class="nb-button"') == 1
        assert "bord nodig" in get(client, "verwaarlozing/")
        grave = get(client, f"graf/{GRAVE}/")
        assert "Verwaarlozing gezien" in grave and "Verklaring van verwaarlozing" in grave


def test_the_list_leads_from_listing_to_the_empty_grave(yard: Yard, client: Any) -> None:
    client.force_login(yard.clerk)
    with standing_at(at(LISTED)):
        assert "Er staat geen graf op de ruimlijst" in get(client, "ruimlijst/?stand=lijst")
        typed = {"day": f"{PLANNED:%d-%m-%Y}", "form_token": "a"}
        assert client.post(f"{BASE}graf/LMH-X-02/ruimlijst/", typed).status_code == 302
        row = Clearing.objects.get()
        where = f"ruimlijst/{row.number}/"
        assert f'nb-button" href="{BASE}{where}besluiten/"' in get(client, where)
        assert client.post(f"{BASE}{where}besluiten/", {"form_token": "b"}).status_code == 409
        clearing_actions.decide(yard.lead, CODE, row.number)
        file = SimpleUploadedFile("bord.jpg", photo().data, "image/jpeg")
        assert client.post(f"{BASE}{where}melden/", {"photo": file, "form_token": "c"}).status_code == 302
        assert "termijn loopt" in get(client, "ruimlijst/?stand=lijst")
    with standing_at(at(PLANNED)):
        assert f'nb-button" href="{BASE}{where}bovengronds/"' in get(client, where)


def test_the_director_sees_the_list_without_links_to_what_is_not_theirs(yard: Yard, people: Any, client: Any) -> None:
    told(yard)
    client.force_login(people["director"])
    with standing_at(at(PLANNED)):
        shown = get(client, "ruimlijst/?stand=lijst")
        assert "LMH-X-02" in shown and CANARY not in shown and "ruimlijst/RL-" not in shown
        for where in ("verwaarlozing/", "asbussen/", "verstrooien/", "graf/LMH-X-02/ruimlijst/"):
            get(client, where, 403)


def test_urns_and_their_record_are_on_one_page_and_the_old_ones_on_the_other(yard: Yard, client: Any) -> None:
    client.force_login(yard.clerk)
    row = urn(yard)
    with standing_at(at(SEEN)):
        assert "Crematorium De Proef" in get(client, "asbussen/")
        assert row.number not in get(client, "asbussen/?stand=onvolledig")
        assert "niet eerder dan" in get(client, f"asbussen/{row.number}/")


@pytest.mark.parametrize(
    "where", ["verwaarlozing/VW-0/", "ruimlijst/RL-0/", "asbussen/B-0/", "verstrooien/AS-0/", "graf/GEEN/asbus/"]
)
def test_what_nobody_knows_is_not_found(yard: Yard, client: Any, where: str) -> None:
    client.force_login(yard.clerk)
    get(client, where, 404)


def test_somebody_who_is_not_in_the_register_is_said_at_the_field(yard: Yard, client: Any) -> None:
    client.force_login(yard.clerk)
    typed = {"deceased": "P-0", "asked_by": "de zoon", "place": "LMH", "family": "keeper", "day": "5-3-2027"}
    with standing_at(at(SEEN)):
        answer = client.post(f"{BASE}verstrooien/nieuw/", typed | {"time": "14:00", "form_token": "a"})
    assert answer.status_code == 422 and "staat niet in het register" in answer.content.decode()


def test_a_grave_on_the_list_is_not_offered_again(yard: Yard, client: Any) -> None:
    client.force_login(yard.clerk)
    listed(yard)
    with standing_at(at(LISTED)):
        assert "staat erop" in get(client, "ruimlijst/")
