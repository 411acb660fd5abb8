"""The pages of funerals by the municipality: who sees what, what is kept after a mistake, and how many queries."""

import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

sys.path.insert(0, str(Path(__file__).parent))
from municipal_yard import CANARY, CLIENT, CODE, GRAVE, Yard, on

from noaber.agreement.queries import book_of
from noaber.cemetery.figures import Asked
from noaber.cemetery.municipal import actions, paper, settling
from noaber.cemetery.municipal.actions import Relative
from noaber.cemetery.municipal.figures import funeral_figures
from noaber.cemetery.municipal.queries import funeral_of, opened
from noaber.cemetery.places import laws_of
from noaber.parties.scope import reading, set_scope
from noaber.values import Euro

BASE = "/begraafplaatsen/gemeentelijke-uitvaarten/"


@pytest.fixture
def yard(people, agreement):
    return Yard(people)


def text(answer):
    return answer.content.decode().replace("\xa0", " ")


def test_an_empty_list_says_what_to_do_and_the_director_cannot_report(people, agreement, client):
    client.force_login(people["clerk"])
    page = text(client.get(BASE))
    assert "Er is geen uitvaart te verzorgen." in page and "Overledene melden" in page
    client.force_login(people["director"])
    assert "Overledene melden" not in text(client.get(BASE))
    assert client.get(f"{BASE}melden/").status_code == 403


def test_a_report_is_typed_once_and_kept_when_something_is_wrong(people, agreement, client):
    client.force_login(people["second_line"])
    typed = {
        "reporter": "police",
        "received": "3-11-2026",
        "died_day": "2-11-2026",
        "died_time": "25:00",
        "surname": CANARY,
        "lies_at": "Mortuarium",
        "here": "ja",
        "form_token": "a",
    }
    with on(11, 3):
        wrong = client.post(f"{BASE}melden/", typed)
        assert wrong.status_code == 422 and CANARY in text(wrong) and "14:30" in text(wrong)
        right = client.post(f"{BASE}melden/", typed | {"died_time": "8:00", "form_token": "b"})
        assert right.status_code == 302
        assert CANARY in text(client.get(right.headers["Location"]))


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 403), ("director", 403), ("controller", 403), ("second_line", 200)]
)
def test_only_who_handles_it_reads_who_it_is(yard, people, client, who, status):
    number = yard.held(yard.grave())
    client.force_login(people[who])
    with on(11, 10):
        answer = client.get(f"{BASE}{number}/")
        assert answer.status_code == status and (CANARY in text(answer)) == (status == 200)
        assert client.get(f"{BASE}{number}/overzicht.pdf").status_code == status
        if who != "controller":
            assert CANARY not in text(client.get(f"{BASE}?stand=verhaal"))
            shown = text(client.get(f"/begraafplaatsen/graf/{GRAVE}/"))
            assert ("Gemeentelijke uitvaart, zaak" in shown or 'id="gemeentelijke-uitvaart"' in shown) == (
                status == 200
            )


def test_another_municipality_sees_nothing(yard, people, client):
    number = yard.report().case.number
    with reading(141):
        from noaber.cemetery.municipal.models import Funeral

        assert not Funeral.objects.of(141).filter(case__number=number).exists()


def test_one_step_stands_first_and_the_mandate_is_named(yard, people, client):
    number = yard.searched()
    client.force_login(people["second_line"])
    with on(11, 4):
        page = text(client.get(f"{BASE}{number}/"))
    assert page.count("nb-panel--act") == 1 and "lijkbezorging-burgemeester" in page
    assert "Namens de burgemeester van Ommen" in page


def test_without_a_mandate_the_page_says_so_and_asks_for_the_decision_of_the_mayor(yard, people, client):
    number = yard.searched()
    client.force_login(people["second_line"])
    with on(6, 30):
        page = text(client.get(f"{BASE}{number}/"))
        assert page.count("nb-panel--act") == 1 and "geen mandaat verleend" in page
        assert "Kenmerk van het besluit" in page
        typed = {"wish": "unknown", "way": "burial", "form_token": "z"}
        answer = client.post(f"{BASE}{number}/zorg/", typed)
        assert answer.status_code == 409 and "2.1" in text(answer)


def test_a_refusal_of_a_wish_cites_the_article_and_keeps_nothing(yard, people, client):
    number = yard.searched()
    client.force_login(people["second_line"])
    typed = {"wish": "cremation", "known_by": "codicil", "way": "burial", "form_token": "w"}
    with on(11, 4):
        answer = client.post(f"{BASE}{number}/zorg/", typed)
    assert answer.status_code == 409 and "Wlb art. 18" in text(answer)
    set_scope(CLIENT)
    assert funeral_of(CLIENT, number).ordered_on is None


def test_a_grave_that_is_not_there_is_said_at_its_field(yard, people, client):
    number = yard.commissioned()
    client.force_login(people["second_line"])
    typed = {"day": "9-11-2026", "time": "11:00", "permit": "V-1", "grave": "LMH-X-99", "form_token": "g"}
    with on(11, 9, 15):
        answer = client.post(f"{BASE}{number}/uitvaart/", typed)
    assert answer.status_code == 422 and "staat niet in het register" in text(answer) and "LMH-X-99" in text(answer)


def test_the_whole_way_by_the_page(yard, people, client):
    number = yard.commissioned()
    yard.grave()
    client.force_login(people["second_line"])
    steps = [
        ("raming", {"kind": "undertaker", "estimate": "2.400,00"}),
        ("uitvaart", {"day": "9-11-2026", "time": "11:00", "permit": "V-1", "grave": GRAVE.lower()}),
        ("nota", {"line": "1", "actual": "2.500,00", "note": "N-1"}),
        ("bezit", {"kind": "cash", "text": "Portemonnee", "value": "40,00"}),
        ("verhaal", {"source": "estate", "amount": "1.000,00"}),
        ("ontvangst", {"line": "1", "amount": "400,00"}),
        ("verhaal-beeindigen", {"line": "1", "reason": "Leeg."}),
    ]
    with on(11, 9, 15):
        for token, (step, typed) in enumerate(steps):
            now = opened(funeral_of(CLIENT, number))
            row = {"nota": now.costs, "ontvangst": now.claims, "verhaal-beeindigen": now.claims}.get(step)
            typed |= {"line": str(row[0].pk)} if row else {}
            answer = client.post(f"{BASE}{number}/{step}/", typed | {"form_token": f"t{token}"})
            assert answer.status_code == 302, (step, text(answer)[-3000:])
        page = text(client.get(f"{BASE}{number}/"))
    assert "€ 2.500,00" in page and "Portemonnee" in page and page.count("nb-panel--act") == 1


def test_the_paper_adds_up_and_names_nobody(yard):
    number = yard.billed()
    with on(11, 20):
        actions.note_kin(yard.second, CODE, number, Relative("child", "declines", CANARY))
        settling.claim(yard.second, CODE, number, "estate", Euro(50_000))
    set_scope(CLIENT)
    now = opened(funeral_of(CLIENT, number))
    words = paper.words(now, "Ommen", date(2026, 11, 20))
    assert words["costs"]["total"] == ["Samen", *(str(Euro(cents)) for cents in (240_000, 250_000, 10_000))]
    assert words["left"][-1] == ["Nog open", str(Euro(250_000))] and CANARY not in str(words)
    drawn = paper.draw_overview(now, "Ommen", date(2026, 11, 20))
    assert drawn.startswith(b"%PDF") and drawn == paper.draw_overview(now, "Ommen", date(2026, 11, 20))


def test_the_figures_of_the_regisseur_count_and_lead_to_the_list(yard, agreement):
    yard.billed()
    local, law = laws_of(CODE, date(2026, 11, 20))
    with reading(CLIENT), CaptureQueriesContext(connection) as queries:
        open_ones, in_time, cost = funeral_figures(
            Asked(CLIENT, date(2026, 11, 20), local, law, book_of(agreement), {})
        )
    assert (open_ones.value, in_time.value, cost.value) == ("0", "1 van 1", str(Euro(250_000)))
    assert open_ones.url.startswith(BASE) and CANARY not in cost.why.formula
    assert len([one for one in queries if "municipal_" in one["sql"]]) == 3


def test_the_list_asks_as_much_for_one_as_for_many(yard, people, client):
    client.force_login(people["second_line"])
    yard.report()
    with on(11, 4):
        client.get(BASE)
        with CaptureQueriesContext(connection) as few:
            client.get(BASE)
    for _ in range(3):
        yard.report()
    with on(11, 4), CaptureQueriesContext(connection) as many:
        client.get(BASE)
    assert len(many) == len(few) <= 26


def test_the_file_asks_as_much_however_many_lines_it_has(yard, people, client):
    client.force_login(people["second_line"])
    number = yard.billed()
    with on(11, 12):
        client.get(f"{BASE}{number}/")
        with CaptureQueriesContext(connection) as few:
            client.get(f"{BASE}{number}/")
        for _ in range(4):
            settling.add_cost(yard.second, CODE, number, "other", Euro(100))
            actions.note_kin(yard.second, CODE, number, Relative("child", "declines", "N"))
        with CaptureQueriesContext(connection) as many:
            client.get(f"{BASE}{number}/")
    assert len(many) == len(few) <= 32
