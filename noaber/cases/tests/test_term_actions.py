"""A term is extended, a delay told, lateness paid for, each with an entry; and what the page of a case shows of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from noaber.agreement.acting import Refusal
from noaber.cases import actions
from noaber.cases.models import Case
from noaber.duties.models import Duty
from noaber.journal.models import Entry
from noaber.parties.clock import AMSTERDAM

CODE = "ommen-twenterand-2024"


def on(year: int, month: int, day: int) -> Any:
    return time_machine.travel(datetime(year, month, day, 10, tzinfo=AMSTERDAM), tick=False)


@pytest.fixture
def late(people: dict[str, Any], agreement: Any) -> Case:
    with on(2026, 1, 5):
        return actions.register_case(people["clerk"], CODE, "briefadres", date(2026, 1, 5))


def reasons(number: str) -> list[tuple[str, str]]:
    return list(Entry.objects.filter(object=f"case:{number}").order_by("id").values_list("act", "reason"))


def test_an_option_is_extended_once(people, agreement):
    with on(2025, 9, 26):
        case = actions.register_case(people["clerk"], CODE, "optie", date(2025, 9, 26))
    assert case.due == date(2025, 12, 26)
    with on(2025, 12, 1):
        actions.extend_case(people["clerk"], CODE, case.number, date(2025, 12, 1), True)
        with pytest.raises(Refusal) as refusal:
            actions.extend_case(people["clerk"], CODE, case.number, date(2025, 12, 1), True)
    assert refusal.value.decision.code == "exhausted"
    assert str(refusal.value.decision.clause) == "Rijkswet op het Nederlanderschap art. 6, vijfde lid"
    case.refresh_from_db()
    assert (case.due, case.clock, case.extensions) == (date(2026, 3, 27), date(2026, 3, 27), 1)
    assert reasons(case.number)[1:] == [("cases.extend", "extended"), ("cases.extend", "exhausted")]


def test_a_notice_of_delay_moves_the_clock_of_a_case_without_a_term_of_its_own(people, late):
    with on(2026, 2, 20):
        actions.announce_delay(people["clerk"], CODE, late.number, date(2026, 2, 20), date(2026, 4, 1))
    late.refresh_from_db()
    assert late.due == late.clock == date(2026, 4, 1)


def test_a_late_decision_after_a_notice_of_default_is_paid_for(people, late):
    with on(2026, 3, 3):
        actions.receive_default(people["clerk"], CODE, late.number, date(2026, 3, 3))
    assert set(Duty.objects.filter(about=f"case:{late.number}", done_on=None).values_list("code", "due")) == {
        ("besluit-na-ingebrekestelling", date(2026, 3, 17)),
        ("dwangsom-vaststellen", date(2026, 5, 12)),
    }
    with on(2026, 3, 20):
        actions.decide_case(people["clerk"], CODE, late.number, "toegekend")
    open_now = Duty.objects.filter(about=f"case:{late.number}", done_on=None).values_list("code", "due")
    assert list(open_now) == [("dwangsom-vaststellen", date(2026, 4, 2))]
    with on(2026, 3, 24):
        actions.fix_penalty(people["team_lead"], CODE, late.number, "")
    late.refresh_from_db()
    assert late.penalty_cents == 2 * 2300, "18 and 19 March"
    assert not Duty.objects.filter(about=f"case:{late.number}", done_on=None).exists()
    entry = Entry.objects.get(object=f"case:{late.number}", act="cases.fix_penalty")
    assert entry.reason == "fixed" and entry.clause == "Awb 4:18"


def test_a_decision_in_the_two_weeks_settles_that_nothing_is_due(people, late):
    with on(2026, 3, 3):
        actions.receive_default(people["clerk"], CODE, late.number, date(2026, 3, 3))
    with on(2026, 3, 17):
        actions.decide_case(people["clerk"], CODE, late.number, "toegekend")
    late.refresh_from_db()
    assert late.penalty_cents == 0 and reasons(late.number)[-1] == ("cases.fix_penalty", "nothing-due")
    assert not Duty.objects.filter(about=f"case:{late.number}", done_on=None).exists()


def test_the_page_of_a_case_offers_what_can_be_done_about_its_term(people, agreement, client):
    with on(2026, 3, 2):
        case = actions.register_case(people["clerk"], CODE, "tweede-paspoort", date(2026, 3, 2))
        client.force_login(people["clerk"])
        page = client.get(f"/zaken/{case.number}/").content.decode()
        assert "Termijn verlengen" in page and "Vertraging berichten" in page and "Ingebrekestelling" not in page
        answer = client.post(f"/zaken/{case.number}/verlengen/", {"told_on": "2-3-2026", "form_token": "a"})
        assert answer.status_code == 422 and "Verlengen mag alleen als dit zo is." in answer.content.decode()
        typed = {"told_on": "2-3-2026", "confirmed": "on", "form_token": "b"}
        assert client.post(f"/zaken/{case.number}/verlengen/", typed).status_code == 302
        assert "1 keer met 4 weken" in client.get(f"/zaken/{case.number}/").content.decode()


def test_the_page_shows_what_being_late_costs_and_refuses_a_notice_that_came_too_early(people, late, client):
    client.force_login(people["clerk"])
    with on(2026, 3, 4):
        early = client.post(f"/zaken/{late.number}/ingebrekestelling/", {"came_in": "2-3-2026", "form_token": "a"})
        assert early.status_code == 409 and "telt niet" in early.content.decode()
        client.post(f"/zaken/{late.number}/ingebrekestelling/", {"came_in": "3-3-2026", "form_token": "b"})
    with on(2026, 3, 20):
        page = client.get(f"/zaken/{late.number}/").content.decode().replace("\u00a0", " ")
    assert "Kost geld vanaf wo 18 mrt 2026, tot nu toe € 69,00" in page


def test_a_case_of_another_municipality_is_not_found(people, late, client):
    client.force_login(people["outsider"])
    answer = client.post(f"/zaken/{late.number}/vertraging/", {"told_on": "3-3-2026", "promised": "4-4-2026"})
    assert answer.status_code == 404
