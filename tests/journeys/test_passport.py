"""A passport with urgency, and a no-show: from the appointment to the figure in the report."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from noaber.appointments import clock_actions, rules
from noaber.appointments.models import Visit
from noaber.appointments.tests.front_desk import CODE, NAME, OMMEN, at, booked
from noaber.journal.models import CountedLine, Entry
from noaber.parties.scope import set_scope

DAY = date(2024, 11, 19)
"""A Tuesday of a year whose tariffs are public."""


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


class Desk:
    """A clerk at a browser, at a time of the day."""

    def __init__(self, browser):
        self.browser, self.forms = browser, 0

    def at(self, clock, address, **typed):
        """Open a page at a time of the day, or send a form from it; whatever it leads to is followed."""
        self.forms += 1
        with time_machine.travel(at(clock, DAY), tick=False):
            if not typed:
                return self.browser.get(address)
            return self.browser.post(address, {"form_token": f"form-{self.forms}", **typed}, follow=True)


@pytest.fixture
def desk(people, client, monkeypatch):
    monkeypatch.setattr(clock_actions, "_kept", {})
    with time_machine.travel(at("07:30", DAY), tick=False):
        client.force_login(people["clerk"])
    return Desk(client)


def clock(moment, day=DAY):
    with time_machine.travel(at(moment, day), tick=False):
        clock_actions.tick(CODE)
    set_scope(OMMEN)


def state_of(visit):
    set_scope(OMMEN)
    return Visit.objects.of(OMMEN).get(pk=visit.pk).state


def test_a_passport_with_urgency_and_a_no_show(desk, people, agreement):
    with time_machine.travel(at("20:15", DAY - timedelta(days=4)), tick=False):
        urgent, absent = booked("09:30", day=DAY), booked("10:00", "rijbewijs", day=DAY)
    clock("09:00")

    # Who comes for the passport is there in time, and is called before somebody who walked in earlier.
    desk.at("09:05", reverse("give-ticket"), location="ommen", product="uittreksel-brp", persons="1")
    arrived = desk.at("09:26", f"/balie/{urgent.number}/stap/aanmelden/", x="x")
    assert "Nummer 2" in text(arrived) and NAME in text(arrived)
    called = desk.at("09:31", reverse("call-next"), location="ommen", counter="2")
    assert "Nummer 2 is om 09:31 opgeroepen bij loket 2." in text(called)

    # The tariffs of that year are known, as maxima: what the till says is typed.
    helping = text(desk.at("09:32", f"/balie/{urgent.number}/stap/beginnen/", x="x"))
    assert "18 jaar en ouder: hoogstens € 83,87" in helping.replace("\xa0", " ")
    assert "spoed, erbij: hoogstens € 57,09" in helping.replace("\xa0", " ")
    done = desk.at("09:47", f"/balie/{urgent.number}/klaar/", n_paspoort="1", leges_paspoort="140,96")
    assert "Het bezoek is afgerond." in text(done)

    # Who has the appointment of ten does not come; at half past ten the clock says so, and nobody is called.
    clock("10:29:59")
    assert state_of(absent) == rules.BOOKED
    clock("10:30")
    assert state_of(absent) == rules.MISSED
    assert "niet verschenen" in text(desk.at("10:31", "/balie/?plaats=ommen"))
    assert not CountedLine.objects.filter(entry__object=f"visit:{absent.number}").exists(), (
        "nobody came: nothing counts"
    )

    # The visitor says how it went, with the link that the clerk handed over.
    handed = desk.at("09:48", f"/balie/{urgent.number}/gehoord/", x="x")
    link = re.search(r"/ommen/mening/[\w-]{22}/", handed.content.decode())
    assert link is not None
    with time_machine.travel(at("12:00", DAY), tick=False):
        assert "Bedankt" in text(desk.browser.post(link[0], {"cijfer": "9", "toelichting": ""}))

    # The quarter: one observation is too few to judge the norm, and the leges are the client's.
    report = text(desk_of_lead(desk, people))
    assert "minuten wachten per bezoek" in report and "€ 140,96 leges voor Ommen, 1 keer betaald" in report
    norms = {key: (quantity, base) for key, quantity, base in sums("BZ-01", "BZ-02", "BZ-05")}
    assert norms["BZ-02"] == (1, 1) and norms["BZ-05"] == (9, 1) and norms["BZ-01"][0] == norms["BZ-01"][1] > 1
    assert re.search(r"BZ-02 Op tijd geholpen.{0,700}te weinig waarnemingen", report)

    # Thirty days later nobody knows any more who they were; what happened stays.
    clock("07:00", DAY + timedelta(days=31))
    assert {row.name for row in Visit.objects.of(OMMEN)} == {""}
    assert Entry.objects.filter(object=f"visit:{urgent.number}", result="granted").count() == 6


def desk_of_lead(desk, people):
    with time_machine.travel(at("08:00", date(2025, 1, 6)), tick=False):
        desk.browser.force_login(people["team_lead"])
        return desk.browser.get(reverse("report", args=["2024-Q4"]))


def sums(*codes):
    set_scope(OMMEN)
    return CountedLine.objects.filter(measure="kpi", key__in=codes).values_list("key", "quantity", "base")
