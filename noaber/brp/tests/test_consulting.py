"""A clerk consults the BRP for a case: what is asked, shown, journalled and kept, and what is not."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from noaber.agreement.acting import AlreadyDone, Refusal
from noaber.brp import actions
from noaber.brp.bsn import Bsn
from noaber.brp.keys import keyring
from noaber.brp.models import OpenQuestion, Subject
from noaber.brp.queries import cases_of_same_person, panel_of
from noaber.brp.tests.conftest import free_port
from noaber.brp.vault import unseal
from noaber.cases import actions as cases
from noaber.cases.person import task_of
from noaber.config.worker import ask_open_questions
from noaber.journal.models import Entry
from noaber.parties.clock import now, today
from noaber.parties.scope import set_scope

CODE, OTHER = "ommen-twenterand-2024", "demo-hellendoorn-almelo-2025"
OMMEN, HELLENDOORN = 175, 163
NUMBER, SECRET_ONE = "999993653", "999990445"
"""Suzanne Moulin; and somebody in Ommen whose address is secret."""


@pytest.fixture
def case(people: Any, agreement: Any) -> str:
    return cases.register_case(people["clerk"], CODE, "verhuizing", today()).number


@pytest.fixture
def down(connect: Any) -> str:
    """A BRP that nobody answers for."""
    address = f"http://127.0.0.1:{free_port()}"
    connect(address)
    return address


def consult(people: Any, case: str, **more: Any) -> Any:
    given = {"person": people["clerk"], "agreement": CODE, "purpose": "verhuizing", "tasks": task_of}
    return actions.consult(**given | {"case": case, "bsn": Bsn(NUMBER)} | more)


def entries(case: str) -> list[tuple[str, str, str]]:
    set_scope(OMMEN)
    found = Entry.objects.filter(object=f"case:{case}", act__startswith="brp.").order_by("id")
    return list(found.values_list("act", "result", "reason"))


def test_a_consultation_is_two_entries_with_the_purpose_and_the_fields_and_never_the_answer(people, case, standin):
    outcome = consult(people, case)
    assert outcome.code == "found" and outcome.persons[0]["naam"]["volledigeNaam"] == "Suzanne Moulin"
    assert entries(case) == [("brp.consult", "granted", "consulted"), ("brp.answer", "granted", "found")]
    asked, answered = (entry.facts for entry in Entry.objects.filter(object=f"case:{case}").order_by("id")[1:])
    assert asked["purpose"] == answered["purpose"] == "verhuizing"
    assert "verblijfplaats.verblijfadres" in asked["fields"] and answered["persons"] == 1
    assert "Moulin" not in str((asked, answered)) and NUMBER not in str((asked, answered))


def test_the_number_is_kept_sealed_with_the_case_and_asked_once(people, case, standin):
    consult(people, case)
    row = Subject.objects.of(OMMEN).get(case=case)
    assert unseal(keyring(), row.sealed, OMMEN, case).digits == NUMBER
    assert NUMBER.encode() not in bytes(row.ciphertext) and NUMBER not in row.blind_index
    assert consult(people, case, bsn=None).code == "found"
    assert consult(people, case, bsn=Bsn(NUMBER)).code == "found"
    assert Subject.objects.of(OMMEN).count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"purpose": ""}, "no-purpose"),
        ({"purpose": "bestaat-niet"}, "no-purpose"),
        ({"purpose": "vog"}, "other-product"),
        ({"bsn": None}, "no-number"),
        ({"case": "2026-ZZZZZZ"}, "no-case"),
    ],
)
def test_a_refusal_is_journalled_and_nothing_goes_out(people, case, connect, change, code, monkeypatch):
    connect("http://127.0.0.1:1")
    monkeypatch.setattr("noaber.brp.client.Client.ask", lambda *a, **k: pytest.fail("something went out"))
    with pytest.raises(Refusal) as refusal:
        consult(people, **{"case": case} | change)
    assert refusal.value.decision.code == code and refusal.value.entry.result == "refused"
    assert refusal.value.entry.clause.startswith("Wet BRP 3.")
    set_scope(OMMEN)
    assert not Subject.objects.of(OMMEN).exists()


@pytest.mark.parametrize("who", ["controller", "director", "ciso", "outsider"])
def test_who_has_no_mandate_consults_nobody(people, case, connect, who, monkeypatch):
    connect("http://127.0.0.1:1")
    monkeypatch.setattr("noaber.brp.client.Client.ask", lambda *a, **k: pytest.fail("something went out"))
    with pytest.raises(Refusal) as refusal:
        consult(people, case, person=people[who])
    assert refusal.value.decision.code == "no-function"


def test_a_purpose_that_was_not_agreed_is_refused(people, agreement, standin):
    person = people["outsider"]
    number = cases.register_case(person, OTHER, "verhuizing", today()).number
    with pytest.raises(Refusal) as refusal:
        consult(people, number, person=person, agreement=OTHER, purpose="vog")
    assert refusal.value.decision.code == "not-agreed"
    assert consult(people, number, person=person, agreement=OTHER).code == "found"


def test_another_number_for_the_same_case_is_refused_until_the_first_is_wiped(people, case, standin):
    consult(people, case)
    with pytest.raises(Refusal) as refusal:
        consult(people, case, bsn=Bsn(SECRET_ONE))
    assert refusal.value.decision.code == "other-person"
    actions.forget(people["clerk"], CODE, case)
    assert consult(people, case, bsn=Bsn(SECRET_ONE)).code == "found"


def test_without_a_connection_nothing_is_asked_and_nothing_recorded(people, case, settings):
    settings.BRP_URL = ""
    assert consult(people, case).code == "not-set-up"
    assert entries(case) == [] and not Subject.objects.of(OMMEN).exists()


def test_a_municipality_without_a_key_of_its_own_asks_nobody(people, case, settings, standin):
    settings.BRP_KEYS = "0163:proef"
    assert consult(people, case).code == "not-set-up"


def test_the_same_form_counts_once_and_its_key_does_not_give_the_number_away(people, case, standin):
    consult(people, case, token="abc")
    with pytest.raises(AlreadyDone):
        consult(people, case, token="abc")
    set_scope(OMMEN)
    key = Entry.objects.exclude(key=None).get(act="brp.consult").key
    from noaber.agreement.acting import Once

    for content in ([("purpose", "verhuizing"), ("bsn", NUMBER)], [("purpose", "verhuizing"), ("number", NUMBER)]):
        guesses = [Once.of("abc", content), Once.of("abc", [*content, ("secret", "False")])]
        assert key not in [guess.key for guess in guesses]


# The BRP does not answer.


def test_the_case_goes_on_and_the_question_stays_open(people, case, down):
    assert consult(people, case).code == "out-of-order"
    assert entries(case)[-1] == ("brp.answer", "granted", "out-of-order")
    panel = panel_of(OMMEN, case)
    assert (panel.kept, panel.state) == (True, "open") and panel.again_at - now() <= timedelta(minutes=5)
    cases.suspend_case(people["clerk"], CODE, case)
    cases.resume_case(people["clerk"], CODE, case)
    question = OpenQuestion.objects.of(OMMEN).get()
    columns = {field.name for field in OpenQuestion._meta.concrete_fields}
    assert columns == {
        *("id", "municipality", "entry", "subject", "agreement", "purpose"),
        *("state", "outcome", "tries", "asked_at", "again_at"),
    }
    assert NUMBER not in str(vars(question))


def test_the_clock_asks_again_when_it_is_time_and_the_clerk_sees_that_it_answers(
    people, case, down, connect, standin_with
):
    consult(people, case)
    connect(standin_with())
    assert actions.ask_again(CODE, task_of) == 0
    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        ask_open_questions(today())
        assert actions.ask_again(CODE, task_of) == 0
    panel = panel_of(OMMEN, case)
    assert (panel.state, panel.outcome) == ("ready", "found")
    assert consult(people, case, bsn=None).code == "found"
    assert panel_of(OMMEN, case).state == ""


def test_the_clock_asks_only_whether_somebody_is_there(people, case, down, connect, standin_with):
    consult(people, case)
    connect(standin_with())
    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        actions.ask_again(CODE, task_of)
    asked = Entry.objects.filter(object=f"case:{case}", act="brp.consult").order_by("-id").first()
    assert asked.facts["fields"] == ["burgerservicenummer"] and asked.function == "system"


def test_each_time_it_does_not_answer_the_wait_is_twice_as_long(people, case, down):
    consult(people, case)
    waits = []
    moment = now()
    for _ in range(3):
        moment = OpenQuestion.objects.of(OMMEN).get().again_at + timedelta(seconds=1)
        with time_machine.travel(moment, tick=False):
            from noaber.brp.connection import _connection

            _connection.cache_clear()
            assert actions.ask_again(CODE, task_of) == 1
        waits.append(round((OpenQuestion.objects.of(OMMEN).get().again_at - moment).total_seconds() / 60))
    assert waits == [10, 20, 40]


def test_when_nobody_waits_for_the_brp_any_more_the_clock_asks_nothing(people, case, down):
    for _ in range(2):
        consult(people, case)
    before = len(entries(case))
    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        assert actions.ask_again(CODE, task_of) == 0
    assert len(entries(case)) == before


def test_a_question_of_a_number_that_was_wiped_is_let_go(people, case, down, connect, standin_with):
    consult(people, case)
    actions.forget(people["clerk"], CODE, case)
    assert OpenQuestion.objects.of(OMMEN).get().state == "done"


# What is kept, and for how long.


def test_closing_the_case_wipes_the_number(people, case, standin):
    consult(people, case)
    cases.decide_case(people["clerk"], CODE, case, "verwerkt")
    cases.close_case(people["clerk"], CODE, case)
    row = Subject.objects.of(OMMEN).get(case=case)
    assert (bytes(row.ciphertext), row.blind_index, row.key_id, row.kept) == (b"", "", "", False)
    with pytest.raises(Refusal) as refusal:
        consult(people, case)
    assert refusal.value.decision.code == "case-closed"


def test_wiping_needs_a_number(people, case, standin):
    with pytest.raises(Refusal) as refusal:
        actions.forget(people["clerk"], CODE, case)
    assert refusal.value.decision.code == "nothing-kept"


def test_cases_of_one_person_are_found_within_one_municipality_only(people, case, standin):
    twin = cases.register_case(people["clerk"], CODE, "briefadres", today()).number
    elsewhere = cases.register_case(people["outsider"], OTHER, "verhuizing", today()).number
    consult(people, case)
    consult(people, twin, purpose="briefadres")
    consult(people, elsewhere, person=people["outsider"], agreement=OTHER)
    set_scope(OMMEN)
    assert cases_of_same_person(OMMEN, case) == [twin] and cases_of_same_person(OMMEN, twin) == [case]
    set_scope(HELLENDOORN)
    assert cases_of_same_person(HELLENDOORN, elsewhere) == []


def test_rotating_seals_every_number_with_a_new_key_and_they_still_open(people, case, standin):
    consult(people, case)
    before = Subject.objects.of(OMMEN).get(case=case)
    assert actions.rotate()["Ommen"] == 1
    set_scope(OMMEN)
    after = Subject.objects.of(OMMEN).get(case=case)
    assert after.key_id != before.key_id == f"k{int(after.key_id[1:]) - 1}"
    assert (after.blind_index, unseal(keyring(), after.sealed, OMMEN, case).digits) == (before.blind_index, NUMBER)
    assert Entry.objects.filter(act="brp.rotate", result="granted").count() == 1
    assert consult(people, case, bsn=None).code == "found"


# No number anywhere.


@pytest.fixture
def every_log(caplog: Any) -> Any:
    caplog.set_level(logging.DEBUG)
    return caplog


def test_the_number_is_in_no_log_no_journal_no_address_and_no_row(people, case, standin, every_log, client):
    client.force_login(people["clerk"])
    here = f"/zaken/{case}/persoon/"
    answer = client.post(here, {"bsn": NUMBER, "purpose": "verhuizing", "form_token": "a"})
    assert answer.status_code == 200 and "Suzanne Moulin" in answer.content.decode()
    client.post(here, {"bsn": SECRET_ONE, "purpose": "verhuizing", "form_token": "b"})
    client.post(here, {"bsn": "99999365", "purpose": "verhuizing", "form_token": "c"})
    assert NUMBER not in every_log.text and SECRET_ONE not in every_log.text
    assert NUMBER not in answer.content.decode()
    set_scope(OMMEN)
    for number in (NUMBER, SECRET_ONE, "Moulin"):
        assert [name for name, text in everything() if number in text] == []


def everything() -> list[tuple[str, str]]:
    """Every value of every row that the database shows, as text."""
    from django.apps import apps

    return [
        (f"{model._meta.db_table}.{name}", _text(value))
        for model in apps.get_models()
        for row in model._default_manager.values()
        for name, value in row.items()
    ]


def _text(value: Any) -> str:
    raw = bytes(value) if isinstance(value, bytes | bytearray | memoryview) else None
    return raw.decode("latin-1") if raw is not None else str(value)


def test_the_canary_is_seen_where_it_is(people, case):
    """The search of the test above finds what is there: a case with a number in its reference."""
    from noaber.cases.models import Case

    cases.register_case(people["clerk"], CODE, "verhuizing", today(), f"ref {NUMBER}")
    set_scope(OMMEN)
    assert ("cases_case.reference", f"ref {NUMBER}") in everything() and Case.objects.exists()


# The pages.


def test_the_page_of_the_case_leads_to_the_person_and_says_how_it_stands(people, case, down, client):
    client.force_login(people["clerk"])
    assert "geen burgerservicenummer vastgelegd" in text(client.get(f"/zaken/{case}/"))
    answer = client.post(f"/zaken/{case}/persoon/", {"bsn": NUMBER, "purpose": "verhuizing", "form_token": "a"})
    assert "BRP niet bereikbaar, wordt later opnieuw gevraagd" in text(answer)
    for page in (f"/zaken/{case}/", f"/zaken/{case}/persoon/"):
        assert "BRP niet bereikbaar, wordt later opnieuw gevraagd." in re.sub(r"<[^>]+>", "", text(client.get(page)))


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_secret_address_is_shown_after_a_deliberate_step_that_is_journalled(people, case, standin, client):
    client.force_login(people["clerk"])
    here = f"/zaken/{case}/persoon/"
    first = client.post(here, {"bsn": SECRET_ONE, "purpose": "verhuizing", "form_token": "a"})
    assert "geheim, niet getoond" in text(first) and "Geheim adres tonen" in text(first)
    second = client.post(here, {"purpose": "verhuizing", "secret": "ja", "form_token": "b"})
    assert "Adres (geheim)" in text(second) and "OMMEN" in text(second).upper()
    street = re.search(r"Adres \(geheim\)</dt><dd>([^<]+)<", text(second)).group(1)
    assert len(street) > 3 and street not in text(first) and street not in text(client.get(here))
    set_scope(OMMEN)
    asked = Entry.objects.filter(act="brp.consult").order_by("id")
    assert [entry.facts["secret"] for entry in asked] == [False, True]


def test_the_answer_is_never_stored_by_a_browser_and_is_gone_from_the_next_page(people, case, standin, client):
    client.force_login(people["clerk"])
    here = f"/zaken/{case}/persoon/"
    answer = client.post(here, {"bsn": NUMBER, "purpose": "verhuizing", "form_token": "a"})
    assert answer["Cache-Control"] == "no-store"
    again = client.get(here)
    assert "Moulin" not in text(again) and again["Cache-Control"] == "no-store" and "id_bsn" not in text(again)
    twice = client.post(here, {"purpose": "verhuizing", "form_token": "a"})
    assert twice.status_code == 302


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"bsn": "99999365", "purpose": "verhuizing"}, "hier staan er acht"),
        ({"bsn": "999993654", "purpose": "verhuizing"}, "bestaat niet"),
        ({"bsn": "", "purpose": "verhuizing"}, "Vul “Burgerservicenummer” in."),
        ({"bsn": NUMBER, "purpose": ""}, "Maak een keuze bij “Doel”."),
        ({"bsn": NUMBER, "purpose": "vog"}, "geldige keuze"),
        ({"bsn": "9" * 5000, "purpose": "verhuizing"}, "30"),
    ],
)
def test_a_mistake_is_said_in_dutch_and_nothing_goes_out(people, case, connect, client, typed, says):
    connect("http://127.0.0.1:1")
    client.force_login(people["clerk"])
    answer = client.post(f"/zaken/{case}/persoon/", typed | {"form_token": "a"})
    assert answer.status_code == 422 and says in text(answer)
    assert entries(case) == []


def test_without_a_connection_the_page_says_so(people, case, settings, client):
    settings.BRP_URL = ""
    client.force_login(people["clerk"])
    assert "geen BRP-koppeling ingesteld" in text(client.get(f"/zaken/{case}/"))
    page = client.get(f"/zaken/{case}/persoon/")
    assert "Er is geen BRP-koppeling ingesteld." in text(page) and "id_bsn" not in text(page)


def test_for_a_product_without_a_purpose_nothing_can_be_asked(people, agreement, connect, client):
    connect("http://127.0.0.1:1")
    number = cases.register_case(people["clerk"], CODE, "huisnummer", today()).number
    client.force_login(people["clerk"])
    page = client.get(f"/zaken/{number}/persoon/")
    assert "Voor dit product wordt de BRP niet geraadpleegd." in text(page) and "id_bsn" not in text(page)


@pytest.mark.parametrize("who", ["director", "controller", "ciso"])
def test_who_may_read_the_case_but_not_the_person_gets_no_link(people, case, connect, client, who):
    connect("http://127.0.0.1:1")
    client.force_login(people[who])
    assert "/persoon/" not in text(client.get(f"/zaken/{case}/"))
    assert client.get(f"/zaken/{case}/persoon/").status_code == 403


def test_a_clerk_of_a_third_municipality_gets_404_whatever_they_send(people, case, standin, client):
    consult(people, case)
    client.force_login(people["outsider"])
    here = f"/zaken/{case}/persoon/"
    assert client.get(here).status_code == 404
    assert client.post(here, {"bsn": NUMBER, "purpose": "verhuizing", "form_token": "a"}).status_code == 404
    assert client.post(f"{here}wissen/", {"form_token": "b"}).status_code == 404
    set_scope(OMMEN)
    assert Subject.objects.of(OMMEN).get(case=case).kept and len(entries(case)) == 2


def test_the_clerk_wipes_a_number_on_the_page(people, case, standin, client):
    consult(people, case)
    client.force_login(people["clerk"])
    here = f"/zaken/{case}/persoon/"
    assert "Nummer wissen" in text(client.get(here))
    assert client.post(f"{here}wissen/", {"form_token": "b"}).status_code == 302
    assert "id_bsn" in text(client.get(here))


def test_a_name_that_looks_like_a_page_is_shown_as_words(people, case, standin, client, standin_with):
    client.force_login(people["clerk"])
    import json

    from noaber.brp.standin.command import PERSONS

    odd = next(one for one in json.loads(PERSONS.read_text()) if "<" in one["naam"]["geslachtsnaam"])
    sent = {"bsn": odd["burgerservicenummer"], "purpose": "verhuizing", "form_token": "a"}
    page = text(client.post(f"/zaken/{case}/persoon/", sent))
    assert "&lt;Onbekend&gt;" in page and "<Onbekend>" not in page
