"""What people see and do on the pages of address investigations and signals."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.cases.actions import register_case
from noaber.investigation import actions, signals
from noaber.investigation import file as steps

CODE = "ommen-twenterand-2024"


def on(*day):
    return time_machine.travel(f"{date(*day)}T10:00:00+00:00", tick=False)


@pytest.fixture
def who(people, client):
    client.force_login(people["second_line"])
    return people["second_line"]


def registered(who, product="adresonderzoek"):
    return register_case(who, CODE, product, date(2026, 3, 2)).number


def text_of(answer):
    words = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ")
    return re.sub(r"\s+", " ", words)


def begun(who, source=steps.CITIZEN):
    number = registered(who)
    actions.begin(who, CODE, number, source, steps.GONE)
    return number


def test_a_case_opens_its_file_and_the_file_begins_there(who, client):
    with on(2026, 3, 2):
        number = registered(who)
        case = text_of(client.get(f"/zaken/{number}/"))
        assert "Dossier openen" in case and "Termijn opschorten" not in case
        assert "Besluit vastleggen</button>" not in client.get(f"/zaken/{number}/").content.decode()
        here = f"/adresonderzoek/{number}/"
        assert "Adresonderzoek beginnen" in text_of(client.get(here))
        wrong = client.post(f"{here}beginnen/", {"source": "tmv", "kind": "gone", "form_token": "a"})
        assert wrong.status_code == 422 and "Vul het zaaknummer in" in text_of(wrong)
        typed = {"source": "citizen", "kind": "gone", "signal": "2026-BBBBBB", "form_token": "b"}
        wrong = client.post(f"{here}beginnen/", typed)
        assert (
            wrong.status_code == 422 and "Laat dit leeg" in text_of(wrong) and "2026-BBBBBB" in wrong.content.decode()
        )
        done = client.post(f"{here}beginnen/", {"source": "citizen", "kind": "gone", "form_token": "c"})
        assert done.status_code == 302 and done["Location"] == here
        file = text_of(client.get(here))
        assert "te beoordelen" in file and "Uiterlijk ma 9 mrt 2026, nog 5 werkdagen" in file


def test_the_page_leads_from_step_to_step_with_one_primary_action(who, client):
    with on(2026, 3, 2):
        number = begun(who)
        here = f"/adresonderzoek/{number}/"
        way = (
            ("beoordelen", {"on": "2-3-2026"}, "In onderzoek zetten"),
            ("onderzoek", {"code": "081100"}, "Brief 1 versturen"),
            ("brief-1", {"on": "2-3-2026"}, ""),
        )
        for what, typed, then in way:
            assert client.post(f"{here}{what}/", typed | {"form_token": what}).status_code == 302
            page = client.get(here).content.decode()
            primary = re.findall(r'primary-action" type="submit">([^<]+)<', page)
            assert primary == ([then] if then else [])
        assert "De inwoner kan reageren tot en met ma 16 mrt 2026" in text_of(client.get(here))
        assert "081100, het adres, vanaf ma 2 mrt 2026" in text_of(client.get(here))


def test_what_was_typed_stays_and_a_refusal_has_its_article(who, client):
    with on(2026, 3, 2):
        number = begun(who)
        here = f"/adresonderzoek/{number}/"
        wrong = client.post(f"{here}beoordelen/", {"on": "31-2-2026", "form_token": "a"})
        assert wrong.status_code == 422 and "31-2-2026" in wrong.content.decode()
        assert client.post(f"{here}beoordelen/", {"on": "2-3-2026", "form_token": "b"}).status_code == 302
        refused = client.post(f"{here}uitkomst/", {"result": "vow", "form_token": "c"})
        assert refused.status_code == 409 and "Wet BRP art. 2.26" in text_of(refused)
        missing = client.post(f"{here}uitkomst/", {"form_token": "d"})
        assert missing.status_code == 422 and "Maak een keuze bij" in text_of(missing)


def test_the_day_of_departure_is_shown_and_never_asked(who, client):
    with on(2026, 3, 2):
        number = begun(who)
        actions.take(who, CODE, number, steps.TRIAGED, date(2026, 3, 2))
        actions.annotate(who, CODE, number, "080000")
        actions.take(who, CODE, number, steps.LETTER_1, date(2026, 3, 2))
    with on(2026, 3, 17):
        actions.take(who, CODE, number, steps.LETTER_2, date(2026, 3, 17))
        actions.take(who, CODE, number, steps.VISITED, date(2026, 3, 17))
    here = f"/adresonderzoek/{number}/"
    with on(2026, 4, 1):
        typed = {"intended": "vow", "on": "1-4-2026", "form_token": "a"}
        assert client.post(f"{here}voornemen/", typed).status_code == 302
    with on(2026, 4, 16):
        page = client.get(here)
        assert "geldt vanaf wo 1 apr 2026 ; die dag ligt vast" in text_of(page)
        outcome = re.search(r'action="[^"]+/uitkomst/".*?</form>', page.content.decode(), re.S).group()
        assert 'name="on"' not in outcome and 'type="text"' not in outcome
        assert re.search(r'value="vow"[^>]*checked', outcome), (
            "the intention is what comes out of it, unless chosen anew"
        )
        typed = {"result": "vow", "ended": "on", "form_token": "b"}
        assert client.post(f"{here}uitkomst/", typed).status_code == 302
        done = text_of(client.get(here))
        assert "Datum van vertrek wo 1 apr 2026 , de dag van het voornemen" in done
        assert "Bericht alleen de uitkomst." in done


def test_the_list_shows_what_comes_first_with_words_and_counts(who, client):
    with on(2026, 3, 2):
        first, second = begun(who), begun(who)
        actions.take(who, CODE, first, steps.TRIAGED, date(2026, 3, 2))
        actions.annotate(who, CODE, first, "081100")
        actions.take(who, CODE, first, steps.LETTER_1, date(2026, 3, 2))
        page = client.get("/adresonderzoek/").content.decode()
        assert page.index(second) < page.index(first)
        assert "2 lopen, waarvan 0 langer dan 10 weken" in text_of(client.get("/adresonderzoek/"))
    with on(2026, 5, 12):
        page = text_of(client.get("/adresonderzoek/"))
        assert "waarvan 2 langer dan 10 weken. Bij 2 is de volgende stap te laat." in page and "brief 1 te laat" in page
    assert "nog geen adresonderzoek afgesloten" in text_of(client.get("/adresonderzoek/?stand=klaar"))


def test_the_queries_of_the_list_do_not_grow_with_its_rows(who, client):
    asked = []
    with on(2026, 3, 2):
        for number in (1, 6):
            for _ in range(number):
                begun(who)
            client.get("/adresonderzoek/")
            with CaptureQueriesContext(connection) as queries:
                client.get("/adresonderzoek/")
            asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_signal_of_address_quality_has_a_page_of_its_own(who, client):
    with on(2026, 3, 2):
        number = registered(who, "laa-signaal")
        here = f"/adresonderzoek/laa/{number}/"
        assert "VOW-adres" in text_of(client.get(here)) and "Dossier openen" in text_of(client.get(f"/zaken/{number}/"))
        assert client.post(f"{here}status/", {"status": "with", "form_token": "a"}).status_code == 404
        assert client.post(f"{here}vastleggen/", {"kind": "", "form_token": "b"}).status_code == 422
        assert client.post(f"{here}vastleggen/", {"kind": "tax", "form_token": "c"}).status_code == 302
        page = text_of(client.get(here))
        assert "Wachten op resultaat" in page and "ma 30 mrt 2026" in page and "wo 2 sep 2026" in page
        assert number in client.get("/adresonderzoek/").content.decode()
        refused = client.post(f"{here}status/", {"status": "in-brp", "form_token": "d"})
        assert refused.status_code == 409
        assert client.post(f"{here}status/", {"status": "without", "form_token": "e"}).status_code == 302
        assert "Dit signaal is afgerond" in text_of(client.get(here))
        assert number not in client.get("/adresonderzoek/").content.decode()


@pytest.mark.parametrize("product", ["terugmelding", "laa-signaal"])
def test_a_report_and_a_signal_offer_an_investigation_that_begins_in_one_go(who, client, product):
    with on(2026, 3, 2):
        number = registered(who, product)
        here = f"/adresonderzoek/na/{number}/"
        if product == "laa-signaal":
            signals.take_in(who, CODE, number, "movers")
        shown = f"/zaken/{number}/" if product == "terugmelding" else f"/adresonderzoek/laa/{number}/"
        assert here in client.get(shown).content.decode() and client.get(here).status_code == 200
        assert client.post(here, {"form_token": "a"}).status_code == 422
        done = client.post(here, {"kind": "gone", "form_token": "b"})
        assert done.status_code == 302 and f"zaak {number}" in text_of(client.get(done["Location"]))
        twice = client.post(here, {"kind": "gone", "form_token": "c"})
        assert twice.status_code == 409 and "loopt al een adresonderzoek" in text_of(twice)
        assert client.get(f"/adresonderzoek/na/{registered(who, 'verhuizing')}/").status_code == 404


def test_who_may_not_take_steps_sees_the_file_and_no_buttons(people, who, client):
    with on(2026, 3, 2):
        number = begun(who)
        client.force_login(people["clerk"])
        page = text_of(client.get(f"/adresonderzoek/{number}/"))
        assert "gedaan door de tweede lijn of de teamleider" in page and "Signaal ontvangen" in page
        refused = client.post(f"/adresonderzoek/{number}/beoordelen/", {"on": "2-3-2026", "form_token": "a"})
        assert refused.status_code == 409
        client.force_login(people["director"])
        assert client.get(f"/adresonderzoek/{number}/").status_code == 200
        assert client.post(f"/adresonderzoek/{number}/beoordelen/", {"on": "2-3-2026"}).status_code == 403


@pytest.mark.parametrize("place", ["", "beoordelen/", "beginnen/"])
def test_another_product_and_another_municipality_have_no_file(people, who, client, place):
    with on(2026, 3, 2):
        move, number = registered(who, "verhuizing"), registered(who)
        ask = client.post if place else client.get
        assert ask(f"/adresonderzoek/{move}/{place}").status_code == 404
        assert client.get(f"/adresonderzoek/laa/{move}/").status_code == 404
        client.force_login(people["outsider"])
        assert ask(f"/adresonderzoek/{number}/{place}").status_code == 404


def test_a_step_without_a_file_is_not_found(who, client):
    with on(2026, 3, 2):
        number = registered(who)
        assert client.post(f"/adresonderzoek/{number}/beoordelen/", {"on": "2-3-2026"}).status_code == 404


def test_the_file_costs_a_fixed_number_of_queries(who, client, django_assert_max_num_queries):
    with on(2026, 3, 2):
        number = begun(who)
        client.get(f"/adresonderzoek/{number}/")
        with django_assert_max_num_queries(20):
            client.get(f"/adresonderzoek/{number}/")


def test_a_signal_with_an_investigation_says_so(who, client):
    with on(2026, 3, 2):
        signal, number = registered(who, "laa-signaal"), registered(who)
        signals.take_in(who, CODE, signal, "movers")
        actions.begin(who, CODE, number, steps.LAA, steps.GONE, signal)
        assert f"Zaak {number}" in text_of(client.get(f"/adresonderzoek/laa/{signal}/"))
        assert f"zaak {signal}" in text_of(client.get(f"/adresonderzoek/{number}/"))
