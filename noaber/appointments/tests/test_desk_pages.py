"""The pages of the desk: what they show, what a form asks, who may open them, and how many questions they cost."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from noaber.appointments import desk_actions, rules
from noaber.appointments.display_views import address_of
from noaber.appointments.models import Deviation, Visit
from noaber.appointments.tests.front_desk import CODE, DAY, NAME, OMMEN, PHONE, at, booked
from noaber.journal.models import CountedLine
from noaber.parties.scope import set_scope

MORNING = at("10:00")


@pytest.fixture
def hall(people, agreement):
    """Ten o'clock: one appointment of nine thirty that nobody came for, one of ten that waits, two walk-ins."""
    with time_machine.travel(at("08:00"), tick=False):
        late, now = booked("09:30"), booked("10:00")
    with time_machine.travel(at("09:50"), tick=False):
        first, second = (desk_actions.give_ticket(people["clerk"], CODE, "ommen", ["vog"]) for _ in range(2))
        desk_actions.arrive(people["clerk"], CODE, now.number)
    with time_machine.travel(MORNING, tick=False):
        yield {"late": late, "now": now, "first": first, "second": second}


@pytest.fixture
def desk(hall, people, client):
    """A clerk of Ommen at a browser."""
    client.force_login(people["clerk"])
    return client


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def token():
    token.number = getattr(token, "number", 0) + 1
    return f"token-{token.number}"


def post(client, url, **typed):
    return client.post(url, {"form_token": token(), **typed})


def test_the_agenda_says_whose_turn_it_is_and_calls_them(desk, hall):
    page = text(desk.get("/balie/"))
    assert "Nu aan de beurt 3 Paspoort afspraak van 10:00, wacht 10 minuten" in page
    assert "3 wachten, het langst 10 minuten" in page and "09:30" in page
    called = post(desk, "/balie/roep/", location="ommen", counter="2")
    assert called.status_code == 302 and called["Location"] == f"/balie/{hall['now'].number}/"
    page = desk.get("/balie/")
    assert "Verder met nummer 3" in text(page) and "Roep volgende" not in text(page), "one thing to do at a time"


def test_a_form_that_is_sent_twice_calls_one(desk, hall):
    typed = {"form_token": "same", "location": "ommen", "counter": "1"}
    desk.post("/balie/roep/", typed)
    again = desk.post("/balie/roep/", typed, follow=True)
    assert "er is niets twee keer gedaan" in text(again)
    assert Visit.objects.of(OMMEN).filter(state=rules.CALLED).count() == 1


def test_calling_with_somebody_still_there_says_what_to_do_first(desk, hall):
    post(desk, "/balie/roep/", location="ommen", counter="1")
    answer = post(desk, "/balie/roep/", location="ommen", counter="1")
    assert answer.status_code == 409 and "Nummer 3 is nog aan dit loket." in text(answer)
    assert "Rond dat bezoek af" in text(answer)


def test_a_visit_goes_from_called_to_finished_and_keeps_what_was_typed(desk, hall):
    post(desk, "/balie/roep/", location="ommen", counter="1")
    here = f"/balie/{hall['now'].number}/"
    assert "Gesprek beginnen" in text(desk.get(here))
    post(desk, f"{here}stap/beginnen/")
    form = desk.get(here).content.decode()
    assert 'name="n_paspoort" value="1"' in form and "Geen tarief bekend voor vandaag" in form
    wrong = post(desk, f"{here}klaar/", n_paspoort="1", leges_paspoort="veel", n_vog="0")
    assert wrong.status_code == 422 and 'value="veel"' in wrong.content.decode()
    assert "Schrijf het als 1.234,50" in text(wrong)
    done = desk.post(f"{here}klaar/", {"form_token": "z", "n_paspoort": "2", "leges_paspoort": "167,74"}, follow=True)
    assert "Het bezoek is afgerond." in text(done) and "Roep volgende" in text(done)
    set_scope(OMMEN)
    paid = CountedLine.objects.get(measure="leges")
    assert (paid.quantity, paid.base, paid.key) == (16_774, 2, "paspoort")


def test_the_link_to_say_how_it_went_is_shown_once_with_a_code_to_scan(desk, hall):
    post(desk, "/balie/roep/", location="ommen", counter="1")
    here = f"/balie/{hall['now'].number}/"
    for step in ("stap/beginnen/", "klaar/"):
        post(desk, here + step)
    link = post(desk, f"{here}gehoord/")
    assert link.status_code == 200 and "<svg" in link.content.decode() and "no-store" in link["Cache-Control"]
    address = re.search(r"/ommen/mening/[\w-]{22}/", link.content.decode())
    assert address and desk.get(address[0]).status_code == 200


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"product": "", "persons": "1"}, "Kies waarvoor iemand komt."),
        ({"product": "toverdrank", "persons": "1"}, "Kies een product uit de lijst."),
        ({"product": "vog", "persons": "0"}, "1"),
        ({"product": "vog", "persons": "veel"}, "getal"),
    ],
)
def test_a_walk_in_without_a_product_or_people_is_asked_again(desk, typed, says):
    answer = post(desk, "/balie/volgnummer/", location="ommen", **typed)
    assert answer.status_code == 422 and says in text(answer) and "Nu aan de beurt" in text(answer)


def test_a_walk_in_gets_the_next_number_and_too_many_people_are_refused(desk):
    given = desk.post(
        "/balie/volgnummer/", {"form_token": "w", "location": "ommen", "product": "vog", "persons": "2"}, follow=True
    )
    assert "Nummer 4" in text(given) and "Geef dit nummer aan de bezoeker" in text(given)
    refused = post(desk, "/balie/volgnummer/", location="ommen", product="vog", persons="99")
    assert refused.status_code == 409 and "1 tot en met" in text(refused)


def test_somebody_who_calls_off_by_telephone_is_cancelled_by_the_desk(desk, hall, people):
    here = f"/balie/{hall['late'].number}/"
    with time_machine.travel(at("09:00"), tick=False):
        post(desk, f"{here}stap/afzeggen/")
    hall["late"].refresh_from_db()
    assert hall["late"].state == rules.CANCELLED
    assert hall["late"].entry.actor == people["clerk"].pseudonym


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_clerk_of_a_third_municipality_finds_nothing_of_ommen(hall, people, client, method):
    client.force_login(people["outsider"])
    here = f"/balie/{hall['now'].number}/"
    addresses = ["/balie/?plaats=ommen", here, "/scherm/ommen/"]
    if method == "post":
        addresses = [
            here + what for what in ("klaar/", "gehoord/", "stap/aanmelden/", "stap/beginnen/", "stap/afzeggen/")
        ]
        addresses += ["/balie/roep/", "/balie/volgnummer/"]
    typed = {"form_token": "x", "location": "ommen", "counter": "1"}
    for address in addresses:
        answer = client.get(address) if method == "get" else client.post(address, typed)
        assert answer.status_code == 404, address
    set_scope(OMMEN)
    assert Visit.objects.of(OMMEN).get(pk=hall["now"].pk).state == rules.ARRIVED


def test_nobody_of_the_client_opens_the_agenda(hall, people, client):
    client.force_login(people["director"])
    assert client.get("/balie/").status_code == 403


@pytest.mark.parametrize("address", ["/balie/?dag=2026-02-30", "/balie/?dag=onzin", "/balie/?dag="])
def test_a_day_that_does_not_exist_is_today(desk, address):
    assert "wo 25 nov" not in text(desk.get(address)) and "di 24 nov 2026" in text(desk.get(address))


def test_an_unknown_counter_or_place_is_not_found(desk):
    for typed in ({"counter": "9"}, {"counter": "0"}, {"counter": "x"}, {"location": "zwolle", "counter": "1"}):
        assert post(desk, "/balie/roep/", **{"location": "ommen"} | typed).status_code == 404
    assert desk.get("/balie/?plaats=zwolle").status_code == 404


def test_the_agenda_asks_as_much_for_many_as_for_few(desk, hall, people):
    desk.get("/balie/")
    with CaptureQueriesContext(connection) as few:
        desk.get("/balie/")
    for _ in range(12):
        desk_actions.give_ticket(people["clerk"], CODE, "ommen", ["vog", "paspoort"])
    with CaptureQueriesContext(connection) as many:
        assert desk.get("/balie/").status_code == 200
    assert questions(many) == questions(few) == AGENDA


def test_a_visit_and_the_display_ask_little(desk, hall):
    here = f"/balie/{hall['now'].number}/"
    desk.get(here)
    with CaptureQueriesContext(connection) as file:
        desk.get(here)
    assert questions(file) == VISIT
    desk.logout()
    with CaptureQueriesContext(connection) as screen:
        desk.get(address_of("ommen", "ommen"))
    assert questions(screen) == DISPLAY


AGENDA, VISIT, DISPLAY = 9, 9, 2


def questions(captured):
    """How many tables were asked; what sets the scope of a connection asks none."""
    asked = [one["sql"].lstrip("(") for one in captured]
    return len([sql for sql in asked if sql.startswith("SELECT") and " FROM " in sql])


def test_the_display_shows_numbers_to_whoever_has_the_code_and_names_nobody(desk, hall):
    post(desk, "/balie/roep/", location="ommen", counter="2")
    desk.logout()
    answer = desk.get(address_of("ommen", "ommen"))
    shown = text(answer)
    assert "3 2 u bent aan de beurt" in shown and NAME not in shown and "Paspoort" not in shown and PHONE not in shown
    assert 'http-equiv="refresh"' in answer.content.decode() and "no-store" in answer["Cache-Control"]
    assert not desk.cookies.get("sessionid") or not desk.cookies["sessionid"].value
    for wrong in ("0" * 32, address_of("ommen", "vriezenveen").rstrip("/").rpartition("/")[2]):
        assert desk.get(reverse("public-display", args=["ommen", "ommen", wrong])).status_code == 404
    assert desk.get(reverse("hall-display", args=["ommen"])).status_code in (302, 403)


def test_the_team_lead_closes_a_day_and_sees_who_must_be_called(hall, people, client):
    client.force_login(people["team_lead"])
    with time_machine.travel(at("10:00", DAY), tick=False):
        tomorrow = DAY.replace(day=25)
        moved = booked("11:00", day=tomorrow)
        booked("11:00", day=DAY.replace(day=26))
    typed = {
        "location": "ommen",
        "day": "25-11-2026",
        "kind": "closed",
        "start": "10:00",
        "end": "12:00",
        "reason": "Training",
    }
    done = client.post("/balie/openingstijden/", {"form_token": "a", **typed}, follow=True)
    page = text(done)
    assert "1 afspraak staat op een tijd die vervalt" in page and PHONE in page and "Training" in page
    assert f"/balie/{moved.number}/" in done.content.decode()
    set_scope(OMMEN)
    row = Deviation.objects.of(OMMEN).get()
    undone = client.post(f"/balie/openingstijden/{row.pk}/intrekken/", {"form_token": "b"}, follow=True)
    assert "op een tijd die vervalt" not in text(undone)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"day": "30-2-2026"}, "bestaat niet"),
        ({"start": "25:00"}, "Schrijf de tijd als 14:30."),
        ({"end": ""}, "Vul beide tijden in, of geen van beide."),
        ({"kind": "open", "start": "", "end": ""}, "Zeg vanaf hoe laat er extra open is."),
        ({"reason": ""}, "Waarom"),
    ],
)
def test_a_mistake_in_the_opening_times_is_named_and_nothing_typed_is_lost(hall, people, client, change, says):
    client.force_login(people["team_lead"])
    typed = {
        "location": "ommen",
        "day": "25-11-2026",
        "kind": "closed",
        "start": "10:00",
        "end": "12:00",
        "reason": "Training KANARIE",
    }
    answer = client.post("/balie/openingstijden/", {"form_token": token(), **typed, **change})
    assert answer.status_code == 422 and says in text(answer)
    assert not change.get("reason", "x") or "Training KANARIE" in answer.content.decode()


def test_a_clerk_does_not_change_the_opening_times(desk):
    assert desk.get("/balie/openingstijden/").status_code == 403


def test_what_visits_came_to_stands_beside_the_count_of_the_day_and_counts_once(desk, hall):
    post(desk, "/balie/roep/", location="ommen", counter="1")
    here = f"/balie/{hall['now'].number}/"
    post(desk, f"{here}stap/beginnen/")
    post(desk, f"{here}klaar/", n_paspoort="2")
    page = text(desk.get(reverse("desk-counts")))
    assert "di 24 nov 2026: 2 producten Paspoort: 2" in page and "Dan telt niets dubbel." in page
    post(desk, reverse("desk-counts"), day="24-11-2026", n_paspoort="3")
    assert "di 24 nov 2026: 2 producten" in text(desk.get(reverse("desk-counts"))), "the two stay apart"
    set_scope(OMMEN)
    counted = CountedLine.objects.filter(measure="case.closed", key="paspoort")
    assert sorted(counted.values_list("quantity", flat=True)) == [2, 3]
