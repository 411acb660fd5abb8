"""A roster is planned, swapped and handed on, calls are put down, and the journal says so without names."""

from datetime import date, timedelta

import pytest

from noaber.agreement.acting import Refusal
from noaber.cemetery.piket import actions, rules
from noaber.cemetery.piket.models import CallRecord, ShiftRecord
from noaber.cemetery.piket.roster import weeks
from noaber.cemetery.piket.rules import Call, Shift
from noaber.journal.models import CountedLine, Entry
from noaber.parties.clock import now, today
from noaber.values import Period

CODE = "ommen-twenterand-2024"


def roster(people, number=4, names=("clerk", "second_line")):
    first = today() - timedelta(days=3)
    spans = weeks(first, number, 9)
    new = [Shift(people[names[place % len(names)]].pseudonym, span) for place, span in enumerate(spans)]
    return actions.plan(people["team_lead"], CODE, new)


def test_a_clerk_plans_nothing_and_an_outsider_is_not_planned(people, agreement):
    with pytest.raises(Refusal) as refusal:
        actions.plan(people["clerk"], CODE, [])
    assert refusal.value.decision.code == "no-function"
    with pytest.raises(Refusal) as refusal:
        roster(people, names=("outsider",))
    assert refusal.value.decision.code == "no-colleague" and not ShiftRecord.objects.of(agreement.client_id).exists()


def test_the_same_weeks_are_not_planned_twice(people, agreement):
    roster(people)
    with pytest.raises(Refusal) as refusal:
        roster(people)
    assert refusal.value.decision.code == "overlap"
    assert ShiftRecord.objects.of(agreement.client_id).count() == 4


def test_two_colleagues_swap_and_the_row_says_whose_it_was(people, agreement):
    rows = roster(people)
    one, two = actions.swap(people["team_lead"], CODE, rows[1].pk, rows[2].pk)
    assert one.who == people["clerk"].pseudonym and one.instead_of == people["second_line"].pseudonym
    assert two.who == people["second_line"].pseudonym
    with pytest.raises(Refusal) as refusal:
        actions.swap(people["team_lead"], CODE, rows[0].pk, rows[2].pk)
    assert refusal.value.decision.code == "begun"


def test_who_falls_ill_in_a_shift_hands_the_rest_to_the_next(people, agreement):
    rows, since = roster(people), now()
    until = rows[0].until
    taken = actions.report_sick(people["clerk"], CODE, rows[0].pk, since)
    rows[0].refresh_from_db()
    assert rows[0].until == taken.since == since and taken.until == until
    assert taken.who == people["second_line"].pseudonym and taken.why == "sick"


def test_a_roster_with_a_gap_is_not_fixed_and_a_fixed_one_loses_no_shift(people, agreement):
    day = today()
    month = Period.month(day.year + 1, 3)
    with pytest.raises(Refusal) as refusal:
        actions.fix(people["team_lead"], CODE, month)
    assert refusal.value.decision.code == "gap"
    spans = weeks(month.since - timedelta(days=1), 5, 9)
    rows = actions.plan(people["team_lead"], CODE, [Shift(people["clerk"].pseudonym, span) for span in spans])
    assert actions.fix(people["team_lead"], CODE, month).fixed_on == day
    with pytest.raises(Refusal) as refusal:
        actions.withdraw(people["team_lead"], CODE, rows[2].pk)
    assert refusal.value.decision.code == "month-fixed"


def test_the_hours_of_a_month_become_one_line(people, agreement):
    before = today().replace(day=1) - timedelta(days=1)
    month = Period.month(before.year, before.month)
    spans = weeks(month.since - timedelta(days=1), 5, 9)
    actions.plan(people["team_lead"], CODE, [Shift(people["clerk"].pseudonym, span) for span in spans])
    row = actions.settle(people["team_lead"], CODE, month)
    line = CountedLine.objects.get(municipality=agreement.client_id, measure="piket.standby")
    assert (line.quantity, line.key) == (row.minutes, month.code) and row.minutes > 15 * 60 * 20


def test_a_call_counts_for_bg_03_and_its_words_stay_out_of_the_journal(people, agreement):
    came = now() - timedelta(minutes=30)
    call = Call(came, came + timedelta(minutes=20), rules.PERMIT, 40)
    row = actions.log_call(people["clerk"], CODE, call, people["clerk"].pseudonym, "Verlof zaterdag", "Akte gemaakt")
    kpi = CountedLine.objects.get(municipality=agreement.client_id, measure="kpi", key="BG-03")
    assert (kpi.quantity, kpi.base, kpi.service) == (0, 1, 9)
    assert "Akte" not in str(Entry.objects.get(pk=row.entry_id).facts)
    actions.withdraw_call(people["team_lead"], CODE, row.pk, "Dubbel vastgelegd")
    found = CountedLine.objects.filter(municipality=agreement.client_id, measure="kpi", key="BG-03")
    assert sum(one.base for one in found) == 0


def test_the_page_says_who_is_on_call_now_and_where_to_ring(people, agreement, client):
    client.force_login(people["director"])
    assert "Nu staat niemand op het rooster" in client.get("/begraafplaatsen/piket/").content.decode()
    roster(people)
    shown = client.get("/begraafplaatsen/piket/").content.decode()
    assert "Test clerk heeft nu piket" in shown and "14 0529" in shown
    assert client.get(f"/begraafplaatsen/piket/rooster/{today():%Y-%m}/").status_code == 200
    assert client.get("/begraafplaatsen/piket/rooster/2026-13/").status_code == 404
    assert client.get("/begraafplaatsen/piket/oproepen/").status_code == 403


def test_a_late_call_without_a_reason_keeps_what_was_typed(people, agreement, client):
    client.force_login(people["clerk"])
    address, day = "/begraafplaatsen/piket/oproepen/nieuw/", today() - timedelta(days=3)
    assert client.get(address).status_code == 200
    typed = {"kind": "permit", "about": "Verlof gevraagd", "done": "", "waited": "3", "minutes": "30"}
    typed |= {"on": f"{day.day}-{day.month}-{day.year}", "clock": "10:00", "who": people["clerk"].pseudonym}
    answer = client.post(address, typed | {"reason": "", "form_token": "a"})
    assert answer.status_code == 422
    assert "Schrijf waarom" in answer.content.decode() and "Verlof gevraagd" in answer.content.decode()
    assert client.post(address, typed | {"reason": "Geen bereik", "form_token": "b"}).status_code == 302
    row = CallRecord.objects.of(agreement.client_id).get()
    assert row.norm and row.late_reason == "Geen bereik" and row.value.day == day
    assert "Geen bereik" in client.get("/begraafplaatsen/piket/oproepen/").content.decode()


def test_the_lead_plans_weeks_on_the_page(people, agreement, client):
    client.force_login(people["team_lead"])
    first = date(today().year + 1, 2, 1)
    typed = {"since": f"1-2-{first.year}", "number": "2", "people": [people["clerk"].pseudonym], "form_token": "a"}
    assert client.post("/begraafplaatsen/piket/inplannen/", typed).status_code == 302
    rows = list(ShiftRecord.objects.of(agreement.client_id))
    assert len(rows) == 2
    shown = client.get(f"/begraafplaatsen/piket/rooster/{first:%Y-%m}/").content.decode()
    assert "Test clerk" in shown and "Niemand heeft piket" in shown
    assert client.get(f"/begraafplaatsen/piket/dienst/{rows[0].pk}/ruilen/").status_code == 200
    assert client.get(f"/begraafplaatsen/piket/dienst/{rows[0].pk}/ziek/").status_code == 200
    assert client.post(f"/begraafplaatsen/piket/dienst/{rows[1].pk}/schrappen/", {"form_token": "b"}).status_code == 302


def test_who_directs_sees_the_share_in_time_and_the_gaps_of_the_roster(people, agreement, client):
    client.force_login(people["director"])
    page = client.get("/begraafplaatsen/stand/").content.decode()
    assert "geen oproepen" in page and "niet rond" in page and "niet gehaald" not in page
    came = now() - timedelta(minutes=30)
    for minutes in (5, 20, 15):
        call = Call(came, came + timedelta(minutes=minutes), rules.PERMIT, 10)
        actions.log_call(people["clerk"], CODE, call, people["clerk"].pseudonym, "Verlof", "Gegeven")
    page = client.get("/begraafplaatsen/stand/").content.decode()
    assert "66 %" in page and "niet gehaald" in page and people["clerk"].name not in page
