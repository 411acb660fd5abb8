"""One worklist over the clients of a person: in the order of the clocks, and of nobody else's client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from noaber.agreement.models import Agreement
from noaber.cases import actions
from noaber.parties.models import Person, Position
from noaber.parties.scope import set_scope
from noaber.today.worklist import Asked, worked_for, worklist_of
from noaber.web.paging import PAGE

OURS, THEIRS = "ommen-twenterand-2024", "demo-hellendoorn-almelo-2025"
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """A Tuesday in November, at nine."""
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def both(people: dict[str, Any]) -> Person:
    """Somebody in the second line of two clients."""
    person: Person = people["second_line"]
    almelo = Agreement.objects.get(code=THEIRS).contractor_id
    Position.objects.create(person=person, function="second_line", organisation_id=almelo, since=date(2023, 1, 1))
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def agreements() -> list[Agreement]:
    found = {row.code: row for row in Agreement.objects.select_related("client", "contractor")}
    return [found[THEIRS], found[OURS]]


def register(person: Any, agreement: str, days_ago: int, product: str = "verhuizing") -> str:
    return actions.register_case(person, agreement, product, DAY - timedelta(days=days_ago)).number


def signed_in(person: Any, settings: Any) -> Client:
    settings.DEMO = True
    browser = Client(headers={"X-Forwarded-Proto": "https"})
    browser.force_login(person)
    return browser


def test_the_clock_that_runs_out_first_stands_on_top_whosever_it_is(both, agreements):
    wanted = [
        register(both, OURS, 30),
        register(both, THEIRS, 20),
        register(both, OURS, 10),
        register(both, THEIRS, 3),
    ]
    found = worklist_of(agreements, Asked(), DAY)
    assert [row.number for row in found.rows] == wanted and found.total == 4
    assert [row.late for row in found.rows] == [True, True, True, False]
    assert [row.agreement.client.slug for row in found.rows] == ["ommen", "hellendoorn"] * 2


def test_pages_of_the_merged_list_hold_every_case_once(both, agreements):
    numbers = {register(both, (OURS, THEIRS)[place % 3 == 0], place % 7) for place in range(PAGE + 9)}
    pages = [worklist_of(agreements, Asked(page=page), DAY) for page in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [PAGE, 9, 0]
    shown = [row for page in pages for row in page.rows]
    assert {row.number for row in shown} == numbers and len(shown) == len(numbers)
    assert shown == sorted(shown, key=lambda row: row.order)


def test_each_filter_leaves_out_the_rest(both, people, agreements):
    mine = register(both, OURS, 3)
    theirs = register(both, THEIRS, 3, "terugmelding")
    other = register(people["clerk"], OURS, 2, "uittreksel-brp")

    def shown(**asked: Any) -> set[str]:
        return {row.number for row in worklist_of(agreements, Asked(**asked), DAY).rows}

    assert shown() == {mine, theirs, other}
    assert shown(client="ommen") == {mine, other} and shown(client="hellendoorn") == {theirs}
    assert shown(product="terugmelding") == {theirs} and shown(product="onbekend") == set()
    assert shown(handler=both.pseudonym) == {mine, theirs}
    assert shown(service="Basisregistratie personen") >= {mine, theirs} and shown(service="Onbekend") == set()
    assert shown(service="Burgerlijke stand") == set()


def test_a_client_costs_the_same_queries_whatever_there_is(both, agreements):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            worklist_of(agreements, Asked(), DAY)
        return len([one for one in asked.captured_queries if "cases_case" in one["sql"]])

    worklist_of(agreements, Asked(), DAY)
    empty = queries()
    for place in range(12):
        register(both, (OURS, THEIRS)[place % 2], place)
    assert queries() == empty == 2 * len(agreements)


def test_only_clients_whose_cases_somebody_handles_are_in_it(both, people, agreements):
    assert [row.code for row in worked_for(both, agreements, DAY)] == [THEIRS, OURS]
    assert [row.code for row in worked_for(people["clerk"], agreements, DAY)] == [OURS]
    assert [row.code for row in worked_for(people["outsider"], agreements, DAY)] == [THEIRS]
    assert worked_for(people["controller"], agreements, DAY) == []


def test_a_clerk_of_a_third_municipality_sees_only_their_own(both, people, settings):
    ours, theirs = register(both, OURS, 3), register(both, THEIRS, 3)
    page = signed_in(people["outsider"], settings).get("/werkvoorraad/").content.decode()
    assert theirs in page and ours not in page and "Ommen" not in page


def test_opening_a_case_of_another_client_switches_openly(both, people, settings):
    ours, theirs = register(both, OURS, 3), register(both, THEIRS, 4)
    browser = signed_in(both, settings)
    page = browser.get("/werkvoorraad/").content.decode()
    at_work = re.search(r'<html lang="nl" data-client="(\w+)"', page)[1]
    code, number = (OURS, ours) if at_work == "hellendoorn" else (THEIRS, theirs)
    opened = browser.post("/werkvoorraad/open/", {"agreement": code, "case": number}, follow=True)
    shown = opened.content.decode()
    assert opened.redirect_chain[-1][0] == f"/zaken/{number}/"
    assert f"Je werkt nu voor {'Ommen' if code == OURS else 'Hellendoorn'}." in shown
    assert f'<html lang="nl" data-client="{"ommen" if code == OURS else "hellendoorn"}"' in shown


def test_a_case_that_is_not_there_or_not_yours_does_not_switch(both, people, settings):
    ours = register(both, OURS, 3)
    outsider = signed_in(people["outsider"], settings)
    assert outsider.post("/werkvoorraad/open/", {"agreement": OURS, "case": ours}).status_code == 404
    browser = signed_in(both, settings)
    for agreement in (OURS, THEIRS):
        gone = browser.post("/werkvoorraad/open/", {"agreement": agreement, "case": "2026-XXXXXX"})
        assert gone.status_code == 404
    assert browser.post("/werkvoorraad/open/", {"agreement": THEIRS, "case": ours}).status_code == 404
    assert "agreement" not in browser.session
    set_scope(None)


def test_every_row_says_for_whom_and_the_page_too(both, settings):
    register(both, OURS, 3), register(both, THEIRS, 3)
    page = signed_in(both, settings).get("/werkvoorraad/?mijn=ja").content.decode()
    assert "Open zaken van Hellendoorn en Ommen" in page
    assert page.count('nb-whose" data-client="ommen"') == page.count('nb-whose" data-client="hellendoorn"') == 1
    assert page.count("data-open>") == 1 and page.count("themes/") >= 2
