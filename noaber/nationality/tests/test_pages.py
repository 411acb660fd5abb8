"""What people see and do with files and ceremonies."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.cases import actions as cases
from noaber.nationality import actions
from noaber.nationality.file import ADULT
from noaber.nationality.models import CeremonyRecord
from noaber.parties.scope import set_scope

CODE = "ommen-twenterand-2024"


@pytest.fixture
def standing(people, agreement):
    """Time stands still on a Monday."""
    with time_machine.travel("2026-01-12T10:00:00+01:00", tick=False):
        yield people


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_a_file_is_opened_and_worked_from_its_page(standing, client):
    number = cases.register_case(standing["clerk"], CODE, "optie", date(2026, 1, 12)).number
    client.force_login(standing["second_line"])
    here = f"/nationaliteit/{number}/"
    assert here in text(client.get(f"/zaken/{number}/")), "the case leads to its file"
    typed = {"ground": "", "applicant": ADULT, "under_12": "1", "under_16": "1", "under_18": "0", "willing": "on"}
    wrong = client.post(here, typed | {"form_token": "a"})
    assert wrong.status_code == 422 and 'value="1"' in text(wrong)
    unwilling = client.post(here, typed | {"ground": "a", "willing": "", "form_token": "b"})
    assert unwilling.status_code == 409 and "RWN art. 6(2)" in text(unwilling)
    assert client.post(here, typed | {"ground": "a", "form_token": "c"}).status_code == 302
    page = text(client.get(here))
    assert "hier geboren en sinds de geboorte hier gewoond" in page and "3 mensen, 1 legt de verklaring af" in page
    assert page.count("utrecht-button--primary-action") == 1 and "Betaling van de leges vastleggen" in page
    future = client.post(here + "betaling/", {"paid_on": "13-1-2026", "form_token": "d"})
    assert future.status_code == 409 and "Vul de dag in waarop is betaald" in text(future)
    assert client.post(here + "betaling/", {"paid_on": "", "form_token": "e"}).status_code == 422
    assert client.post(here + "betaling/", {"paid_on": "12-1-2026", "form_token": "f"}).status_code == 302
    assert client.post(here + "horen/", {"place": "1", "hearing": "heard", "form_token": "g"}).status_code == 422
    assert client.post(here + "horen/", {"place": "2", "hearing": "heard", "form_token": "h"}).status_code == 302
    page = text(client.get(here))
    assert f'href="/zaken/{number}/#besluit"' in page and "Uiterlijk ma 13 apr 2026" in page
    refused = client.post(here + "uitreiken/", {"form_token": "i"})
    assert refused.status_code == 409 and "Er is nog geen bevestiging." in text(refused)
    client.post(f"/zaken/{number}/besluit/", {"outcome": "bevestigd", "form_token": "j"})
    assert "Er is geen ceremonie die past" in text(client.get(here))
    listed = text(client.get("/nationaliteit/"))
    assert number in listed and "ma 16 mrt 2026" in listed and "1 dossier open" in listed


def test_a_ceremony_is_planned_and_shows_who_was_called(standing, client):
    number = cases.register_case(standing["clerk"], CODE, "optie", date(2026, 1, 12)).number
    actions.open_file(standing["second_line"], CODE, number, ADULT, "b")
    actions.pay(standing["second_line"], CODE, number, date(2026, 1, 12))
    cases.decide_case(standing["second_line"], CODE, number, "bevestigd")
    client.force_login(standing["second_line"])
    assert "Er is geen ceremonie gepland." in text(client.get("/nationaliteit/ceremonies/"))
    typed = {"day": "11-1-2026", "place": "Raadzaal", "seats": "0"}
    wrong = client.post("/nationaliteit/ceremonies/", typed | {"form_token": "a"})
    assert wrong.status_code == 422 and "11-1-2026" in text(wrong) and "Raadzaal" in text(wrong)
    over = client.post("/nationaliteit/ceremonies/", typed | {"seats": "4", "form_token": "b"})
    assert over.status_code == 409
    typed = {"day": "12-1-2026", "place": "Raadzaal", "seats": "4"}
    made = client.post("/nationaliteit/ceremonies/", typed | {"form_token": "c"})
    set_scope(175)
    key = CeremonyRecord.objects.get().pk
    assert made["Location"] == f"/nationaliteit/ceremonies/{key}/"
    here = f"/nationaliteit/{number}/"
    assert client.post(here + "oproepen/", {"ceremony": str(key), "form_token": "d"}).status_code == 302
    page = text(client.get(f"/nationaliteit/ceremonies/{key}/"))
    assert number in page and "1 van 4 plaatsen bezet" in page and "aanwezigheid vastleggen" in page
    assert client.post(here + "aanwezigheid/", {"present": "ja", "form_token": "e"}).status_code == 302
    everybody = {"way": "oral", "everybody": "on", "form_token": "f"}
    assert client.post(here + "verklaring/", everybody).status_code == 302
    assert client.post(here + "uitreiken/", {"form_token": "g"}).status_code == 302
    assert "uitgereikt" in text(client.get(f"/nationaliteit/ceremonies/{key}/"))
    assert "Uitgereikt op ma 12 jan 2026." in text(client.get(here))
    assert "Er zijn geen open dossiers." in text(client.get("/nationaliteit/"))


def test_the_director_looks_and_does_nothing_and_an_outsider_finds_nothing(standing, client):
    number = cases.register_case(standing["clerk"], CODE, "naturalisatie", date(2026, 1, 12)).number
    actions.open_file(standing["second_line"], CODE, number, ADULT)
    client.force_login(standing["director"])
    page = text(client.get(f"/nationaliteit/{number}/"))
    assert "De tweede lijn werkt hieraan." in page and "betaling/" not in page
    assert client.post(f"/nationaliteit/{number}/betaling/", {"paid_on": "12-1-2026"}).status_code == 403
    client.force_login(standing["outsider"])
    assert client.get(f"/nationaliteit/{number}/").status_code == 404
    assert number not in text(client.get("/nationaliteit/"))


def test_a_case_of_another_product_has_no_file_here(standing, client):
    number = cases.register_case(standing["clerk"], CODE, "uittreksel-brp", date(2026, 1, 12)).number
    client.force_login(standing["second_line"])
    assert client.get(f"/nationaliteit/{number}/").status_code == 404
    assert "nationaliteit/2" not in text(client.get(f"/zaken/{number}/"))


@pytest.mark.parametrize("files", [1, 12])
def test_the_pages_ask_the_same_number_of_questions_whatever_there_is(standing, client, files):
    for _ in range(files):
        number = cases.register_case(standing["clerk"], CODE, "optie", date(2026, 1, 12)).number
        actions.open_file(standing["second_line"], CODE, number, ADULT, "b", ["under-12"])
    client.force_login(standing["second_line"])
    counts = {}
    for address in ("/nationaliteit/", "/nationaliteit/ceremonies/", f"/nationaliteit/{number}/"):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        asking = [query["sql"].lstrip("(") for query in asked.captured_queries]
        counts[address] = sum(sql.startswith("SELECT") and "set_config" not in sql for sql in asking)
    assert list(counts.values()) == [9, 8, 13]
